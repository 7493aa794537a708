/* What a key, a button or the speaker's notes can ask the page to do, by name. */
SummitMap.actions = (() => {
  "use strict";

  const { steps, presenting, notes, filters, sharing, story } = SummitMap;
  const keys = document.querySelector(".page-keys");

  const actions = {
    next: steps.next, previous: steps.previous, first: steps.first, last: steps.last,
    digit: (figure) => { if (/^\d$/.test(figure)) presenting.digit(figure); },
    select: (event) => { if (story.known.has(event)) SummitMap.select(event); },
    present: presenting.enter,
    leave: presenting.leave,
    black: () => presenting.darken(),
    screen: presenting.fullScreen,
    back: presenting.back,
    notes: notes.open,
    reset: notes.reset,
    filter: () => {
      const open = document.documentElement.classList.toggle("page-filtering");
      document.querySelector('[data-act="filter"]').setAttribute("aria-expanded", open);
    },
    clear: filters.clear,
    share: sharing.open,
    keys: () => keys.showModal(),
    close: () => document.querySelector("dialog[open]")?.close(),
  };

  /** What the notes' window lets the presentation do; the rest it does itself. */
  const DRIVEN = new Set(["next", "previous", "first", "last", "digit", "black", "back", "select"]);

  function run(name, value) {
    if (SummitMap.notes.on() && DRIVEN.has(name)) notes.drive(name, value);
    else if (Object.hasOwn(actions, name)) actions[name](value);
  }

  /** Do what the notes' window asks for; a black screen gives way to it. */
  function obey(name, value) {
    if (!DRIVEN.has(name)) return;
    if (name !== "black") presenting.darken(false);
    actions[name](value);
  }

  document.addEventListener("click", (click) => {
    const button = click.target.closest("[data-act]");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    run(button.dataset.act);
    // A button that was clicked gives the keyboard back: the space bar is the presenter's.
    if (click.detail && presenting.on()) button.blur();
  });

  return { run, obey };
})();
