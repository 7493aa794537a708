/* The keyboard, and a clicker, which is a keyboard with Page Up and Page Down. */
SummitMap.keys = (() => {
  "use strict";

  const { presenting, notes, actions } = SummitMap;

  const READING = { p: "present", "?": "keys" };
  const STEPPING = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous",
    Home: "first", End: "last", b: "black", ".": "black", Enter: "back", "?": "keys",
  };
  const PRESENTING = { ...STEPPING, f: "screen", n: "notes", p: "leave", Escape: "leave" };
  const ARROWS = ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"];

  const ZOOM = ["+", "-"];

  const isWriting = (target) => target.closest?.("input, textarea, select, [contenteditable]");
  const isControl = (target) => target.closest?.("a[href], button, summary, [role=button]");
  const cardIsOpen = () => Boolean(document.querySelector(".sm-card:not([hidden])"));

  function actionOf({ key, shiftKey, target }) {
    if (notes.on()) return key === "Enter" && isControl(target) ? null : STEPPING[key.length === 1 ? key.toLowerCase() : key];
    if (!presenting.on()) return READING[key.length === 1 ? key.toLowerCase() : key];
    if (key === "Escape" && cardIsOpen()) return null; // closes the card first
    if ((key === "Enter" || key === " ") && isControl(target)) return null;
    if (key === " " && shiftKey) return "previous";
    return PRESENTING[key.length === 1 ? key.toLowerCase() : key];
  }

  /* --- signs can be switched off: for who speaks to the machine each word is a row of them --- */

  const SIGNS = "summitmap:signs";
  const signs = document.getElementById("page-signs");
  const isSign = ({ key }) => key.length === 1 && key !== " ";

  /** What was chosen at an earlier visit; a frame may have no memory. */
  function remembered() {
    try { return localStorage.getItem(SIGNS); } catch { return null; }
  }
  function remember() {
    try { localStorage.setItem(SIGNS, signs.checked ? "on" : "off"); } catch { /* it holds until the page is closed */ }
  }

  function pressed(press) {
    if (press.ctrlKey || press.metaKey || press.altKey || isWriting(press.target)) return;
    if (presenting.isDark()) {
      if (["Shift", "CapsLock"].includes(press.key)) return;
      stop(press);
      presenting.darken(false);
      return;
    }
    if (document.querySelector("dialog[open]") || (isSign(press) && !signs.checked)) return;
    const stepping = presenting.on() || notes.on();
    // The arrows with the shift key and the signs of zooming are the map's, also without its focus.
    if (stepping && (press.shiftKey ? [...ARROWS, ...ZOOM] : ZOOM).includes(press.key)) {
      document.querySelector(".sm-map").focus({ preventScroll: true });
      return;
    }
    if (stepping && /^\d$/.test(press.key)) { stop(press); actions.run("digit", press.key); return; }
    const action = actionOf(press);
    if (!action) return;
    stop(press);
    actions.run(action);
  }

  /** The key is ours: neither the map nor the browser goes on with it. */
  function stop(press) {
    press.preventDefault();
    press.stopPropagation();
  }

  function start() {
    signs.checked = remembered() !== "off";
    signs.addEventListener("change", remember);
    window.addEventListener("keydown", pressed, { capture: true });
  }

  return { start };
})();
