/* The filters by status and by source: what is chosen, and what it leaves. */
SummitMap.filters = (() => {
  "use strict";

  const { events } = SummitMap.story;
  const chips = [...document.querySelectorAll("[data-filter]")];
  const values = { status: new Set(events.map((event) => event.status)), source: new Set(events.flatMap((event) => event.source)) };
  let choice = { status: [], source: [] };

  const isOf = (event, name, value) => (name === "status" ? event.status === value : event.source.includes(value));
  const passes = (event, name) => !choice[name].length || choice[name].some((value) => isOf(event, name, value));

  /** Choose the values to leave; of none of a kind, every one is left. */
  function choose(chosen) {
    choice = chosen;
    const on = choice.status.length || choice.source.length;
    const left = events.filter((event) => passes(event, "status") && passes(event, "source")).map((event) => event.id);
    SummitMap.filter.set(on ? left.join(" ") : undefined);
    const selected = SummitMap.selected();
    if (selected && left.length && !left.includes(selected)) SummitMap.select(left[0]);
  }

  function toggle({ filter, value }) {
    const before = choice[filter];
    choose({ ...choice, [filter]: before.includes(value) ? before.filter((other) => other !== value) : [...before, value] });
  }

  const clear = () => choose({ status: [], source: [] });

  /** How many events a chip would add to those that the other kind of filter leaves. */
  function count({ filter, value }) {
    const other = filter === "status" ? "source" : "status";
    return events.filter((event) => isOf(event, filter, value) && passes(event, other)).length;
  }

  function draw() {
    for (const chip of chips) {
      const number = count(chip.dataset);
      chip.setAttribute("aria-pressed", choice[chip.dataset.filter].includes(chip.dataset.value));
      chip.classList.toggle("sm-none", number === 0);
      chip.querySelector(".sm-chip-count").textContent = number;
    }
    const left = SummitMap.story.left().length;
    const on = SummitMap.filter.get() !== undefined;
    for (const result of document.querySelectorAll(".page-left")) result.textContent = on ? SummitMap.word("left", { left, all: events.length }) : "";
    for (const button of document.querySelectorAll('.page-filters [data-act="clear"]')) button.hidden = !on;
    document.querySelector(".page-empty").hidden = left > 0;
    document.documentElement.classList.toggle("page-filtered", on);
  }

  /** What the filter leaves, in words. */
  function result() {
    const left = SummitMap.story.left().length;
    if (SummitMap.filter.get() === undefined) return SummitMap.word("everything");
    return left ? SummitMap.word("left", { left, all: events.length }) : SummitMap.word("empty");
  }

  for (const chip of chips) chip.addEventListener("click", () => toggle(chip.dataset));
  SummitMap.filter.follow(draw);
  SummitMap.language.follow(draw);

  return { choose, clear, result, values, choice: () => choice };
})();
