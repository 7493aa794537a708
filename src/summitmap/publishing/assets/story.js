/* The story as the timeline holds it: its events in order, each with its status and its sources. */
SummitMap.story = (() => {
  "use strict";

  const timelines = new Map([...document.querySelectorAll(".page-timeline")].map((view) => [view.dataset.language, view]));
  const languages = [...timelines.keys()];
  const events = [...timelines.get(languages[0]).querySelectorAll(".sm-event")].map(({ dataset }) => ({
    id: dataset.event, status: dataset.status, source: dataset.source.split(" "),
  }));
  const known = new Set(events.map((event) => event.id));

  /** Stands for all that is still to come; no event has such an id. */
  const EXPECTED = "story:expected";
  const isAhead = (event) => event.status === "planned" || event.status === "proposed";

  /** The events that the filter leaves, in order. */
  const left = () => events.filter((event) => SummitMap.leaves(event.id));

  /** The event's words in the language that is shown. */
  function told(id) {
    const entry = timelines.get(SummitMap.language.get()).querySelector(`.sm-event[data-event="${CSS.escape(id)}"]`);
    if (!entry) return null;
    const text = (element) => element?.textContent.trim() ?? "";
    return {
      headline: text(entry.querySelector(".sm-headline")),
      status: text(entry.querySelector(".sm-status")),
      date: text(entry.closest(".sm-day").querySelector(".sm-date")),
    };
  }

  return { languages, events, known, EXPECTED, isAhead, left, told };
})();
