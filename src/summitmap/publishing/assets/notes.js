/* Speaker notes in a window of their own: they follow the presentation, and drive it.
 *
 * The two windows are of one file and speak by postMessage alone, which also works where a file
 * has no address. The notes tell {type: "summitmap:notes", action, value}, the presentation answers
 * {type: "summitmap:state", event, language, filter, dark}; each listens to the other window only.
 */
SummitMap.notes = (() => {
  "use strict";

  const { word, said, story, steps } = SummitMap;
  const isNotes = () => SummitMap.view.get() === "notes";

  /* --- the side of the presentation --- */

  let follower = null;

  function open() {
    if (follower && !follower.closed) { follower.focus(); return; }
    const address = `${location.href.split("#")[0]}${SummitMap.address.of({ view: "notes" })}`;
    follower = window.open(address, "_blank", "popup,width=1100,height=760");
    if (!follower) said.tell(word("no_window"));
  }

  function tell() {
    if (!follower || follower.closed) return;
    follower.postMessage({
      type: "summitmap:state", event: SummitMap.selected(), language: SummitMap.language.get(),
      filter: SummitMap.filters.choice(), dark: SummitMap.presenting.isDark(),
    }, "*");
  }

  /** The window may have been opened before this page was loaded anew. */
  const isFollower = (source) => source && (source === follower || source.opener === window);

  function listen({ data, source }) {
    if (isNotes() || data?.type !== "summitmap:notes" || !isFollower(source)) return;
    follower = source;
    SummitMap.actions.obey(data.action, data.value);
    tell();
  }

  /* --- the side of the notes --- */

  const opener = window.opener;

  /** Let the presentation do it; the notes follow what it then shows. */
  function drive(action, value) {
    if (!opener) { said.tell(word("notes_alone")); return; }
    if (opener.closed) { said.tell(word("notes_gone")); return; }
    opener.postMessage({ type: "summitmap:notes", action, value }, "*");
  }

  let shown = null; // what the presentation shows

  function follow({ data, source }) {
    if (!isNotes() || source !== opener || data?.type !== "summitmap:state") return;
    if (story.languages.includes(data.language) && data.language !== SummitMap.language.get()) SummitMap.language.set(data.language);
    if (JSON.stringify(data.filter) !== JSON.stringify(SummitMap.filters.choice())) SummitMap.filters.choose(data.filter);
    shown = data.event;
    if (data.event !== SummitMap.selected() && (story.known.has(data.event) || data.event === story.EXPECTED)) SummitMap.select(data.event);
    document.documentElement.classList.toggle("page-dark", data.dark === true);
  }

  function draw() {
    const coming = steps.coming();
    const next = coming === story.EXPECTED ? word("expected") : coming && story.told(coming);
    document.querySelector(".page-coming").textContent = typeof next === "object" ? `${next.headline} (${next.date}, ${next.status})` : next || word("notes_end");
  }

  let began = Date.now();
  function tick() {
    const language = SummitMap.language.get();
    document.querySelector(".page-clock").textContent = new Date().toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
    const seconds = Math.floor((Date.now() - began) / 1000);
    const two = (number) => String(number).padStart(2, "0");
    document.querySelector(".page-elapsed").textContent = `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }
  function reset() { began = Date.now(); tick(); }

  function begin() {
    for (const value of [SummitMap.language, SummitMap.filter]) value.follow(draw);
    SummitMap.follow(draw);
    // What is chosen in the notes, on their map or in their text, is shown to the room.
    SummitMap.follow((event) => { if (shown !== null && event !== shown) drive("select", event); });
    tick();
    setInterval(tick, 1000);
    if (opener) drive("hello");
    else said.tell(word("notes_alone"));
  }

  function start() {
    window.addEventListener("message", listen);
    window.addEventListener("message", follow);
    for (const value of [SummitMap.language, SummitMap.filter]) value.follow(tell);
    SummitMap.follow(tell);
    document.addEventListener("summitmap:black", tell);
    let begun = false;
    SummitMap.view.follow(() => { if (isNotes() && !begun) { begun = true; begin(); } });
  }

  return { start, open, drive, reset, on: isNotes };
})();
