/* The steps through the story: event by event, and at the end of a presentation what is expected. */
SummitMap.steps = (() => {
  "use strict";

  const { EXPECTED, isAhead, left } = SummitMap.story;

  /** The ids to step through. */
  function all() {
    const events = left();
    const steps = events.map((event) => event.id);
    return SummitMap.view.get() !== "read" && events.some(isAhead) ? [...steps, EXPECTED] : steps;
  }

  const at = () => all().indexOf(SummitMap.selected());

  function go(index) {
    const steps = all();
    const step = steps[Math.max(0, Math.min(index, steps.length - 1))];
    if (step && step !== SummitMap.selected()) SummitMap.select(step);
  }

  /** Where the story stands: the number of the step from 1, and how many events there are. */
  function place() {
    const count = left().length;
    return { number: Math.min(at() + 1, count), count, closing: SummitMap.selected() === EXPECTED };
  }

  /** "3 of 12" */
  function words() {
    const { closing, ...numbers } = place();
    return closing ? SummitMap.word("closing") : SummitMap.word("step", numbers);
  }

  function draw() {
    const { number, count } = place();
    for (const text of document.querySelectorAll(".page-step")) text.textContent = words();
    for (const bar of document.querySelectorAll(".page-bar")) Object.assign(bar, { max: Math.max(count, 1), value: number });
    const steps = all();
    for (const button of document.querySelectorAll('[data-act="previous"]')) button.setAttribute("aria-disabled", at() <= 0);
    for (const button of document.querySelectorAll('[data-act="next"]')) button.setAttribute("aria-disabled", at() === steps.length - 1);
  }

  function start() {
    for (const value of [SummitMap.language, SummitMap.filter, SummitMap.view]) value.follow(draw);
    SummitMap.follow(draw);
  }

  return {
    start, words,
    next: () => go(at() + 1),
    previous: () => go(at() - 1),
    first: () => go(0),
    last: () => go(Infinity),
    /** The event of that number; whether there is one. */
    jump: (number) => { if (number >= 1 && number <= left().length) { go(number - 1); return true; } return false; },
    /** The step after this one, if there is one. */
    coming: () => all()[at() + 1],
  };
})();
