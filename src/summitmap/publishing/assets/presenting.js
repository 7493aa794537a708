/* Presenting: one event a screen, full screen, a black screen, and the way back from exploring. */
SummitMap.presenting = (() => {
  "use strict";

  const { word, story, steps, said } = SummitMap;
  const black = document.querySelector(".page-black");
  const comeBack = document.querySelector(".page-return");
  const on = () => SummitMap.view.get() === "present";
  let before = null; // what had the focus when the presentation began

  function enter() {
    if (on()) return;
    before = document.activeElement;
    SummitMap.view.set("present");
    document.querySelector(".page-told").focus({ preventScroll: true });
    said.say(word("presenting"));
  }

  /** Out of full screen first, and then out of the presentation; a frame tells the page around it. */
  function leave() {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    if (!on()) return;
    SummitMap.view.set("read");
    if (SummitMap.selected() === story.EXPECTED) steps.last();
    before?.focus({ preventScroll: true });
    said.say(word("reading"));
    if (window.parent !== window) window.parent.postMessage({ type: "summitmap:close" }, "*");
  }

  function fullScreen() {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    const refused = () => said.tell(word("no_full_screen"));
    const asked = document.documentElement.requestFullscreen?.();
    if (asked) asked.catch(refused);
    else refused();
  }

  const isDark = () => !black.hidden;
  function darken(dark = !isDark()) {
    if (dark === isDark()) return;
    black.hidden = !dark;
    said.say(dark ? word("dark") : "");
    document.dispatchEvent(new CustomEvent("summitmap:black"));
  }

  /** From exploring the map back to the event where the story was left. */
  const back = () => SummitMap.select(SummitMap.selected());

  function exploring() { comeBack.hidden = !(on() && SummitMap.exploring.get()); }

  /* --- digits: to the event of that number, of several digits when there are so many --- */

  let typed = "";
  let typing;
  function digit(figure) {
    clearTimeout(typing);
    typed += figure;
    const count = story.left().length;
    const jump = () => {
      const number = Number(typed);
      typed = "";
      if (!steps.jump(number)) said.tell(word("no_such", { count }));
    };
    if (Number(typed) * 10 > count || Number(typed) === 0) { jump(); return; }
    said.tell(word("go_to", { number: typed }));
    typing = setTimeout(jump, 900);
  }

  /* --- a swipe over the event, with one finger and more across than down --- */

  function swipes(pane) {
    let start = null;
    pane.addEventListener("touchstart", ({ touches }) => { start = touches.length === 1 ? touches[0] : null; }, { passive: true });
    pane.addEventListener("touchend", ({ changedTouches }) => {
      if (!start || !(on() || isStrip())) return;
      const across = changedTouches[0].clientX - start.clientX;
      const down = changedTouches[0].clientY - start.clientY;
      start = null;
      if (Math.abs(across) < 40 || Math.abs(across) < 1.5 * Math.abs(down)) return;
      if (across < 0) steps.next();
      else steps.previous();
    }, { passive: true });
  }
  /** The narrow frame in another page shows one event at a time too. */
  const isStrip = () => document.documentElement.classList.contains("page-embed") && getComputedStyle(document.querySelector(".page-steps")).display !== "none";

  /** An event that is longer than the screen is written smaller, as far as that can be read. */
  function fit() {
    const told = document.querySelector(".page-told");
    told.scrollTop = 0;
    document.documentElement.style.removeProperty("--page-fit");
    if (!on()) return;
    for (const size of [0.92, 0.84, 0.76]) {
      if (told.scrollHeight <= told.clientHeight + 1) return;
      document.documentElement.style.setProperty("--page-fit", size);
    }
  }

  let fitting = 0;
  /** With the frame to come, before it is drawn. */
  function refit() {
    cancelAnimationFrame(fitting);
    fitting = requestAnimationFrame(fit);
  }

  function start() {
    for (const value of [SummitMap.language, SummitMap.filter, SummitMap.view]) value.follow(refit);
    SummitMap.follow(refit);
    SummitMap.follow(() => { clearTimeout(typing); typed = ""; });
    window.addEventListener("resize", refit);
    swipes(document.querySelector(".page-told"));
    black.addEventListener("click", () => darken(false));
    SummitMap.exploring.follow(exploring);
    SummitMap.view.follow(() => { darken(false); exploring(); });
  }

  return { start, enter, leave, fullScreen, darken, isDark, back, digit, on };
})();
