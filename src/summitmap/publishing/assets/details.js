/* The details of the selected event in the timeline of a crowd: they are those of its card. */
(() => {
  "use strict";

  const { cards, story } = SummitMap;

  function write(element, card) {
    const template = document.createElement("template");
    template.innerHTML = card;
    element.replaceChildren(...template.content.querySelectorAll(".sm-quote, .sm-sentence, .sm-facts"));
  }

  function draw() {
    const id = SummitMap.selected();
    if (!cards.has(id)) return;
    const view = `.page-timeline[data-language="${SummitMap.language.get()}"]`;
    const element = document.querySelector(`${view} .sm-event[data-event="${CSS.escape(id)}"] .sm-details`);
    const card = cards.get(id);
    if (card !== undefined) {
      if (!element.hasChildNodes()) write(element, card);
      SummitMap.later(prepare);
      return;
    }
    cards.fetch(id).then(() => {
      draw();
      // The event has become longer; who measured it measures it again.
      window.dispatchEvent(new Event("resize"));
    });
  }

  /** Unpack what the next step may show. */
  function prepare() {
    const left = story.left();
    const at = left.findIndex((event) => event.id === SummitMap.selected());
    for (const event of [left[at - 1], left[at + 1]]) if (event) cards.fetch(event.id);
  }

  SummitMap.follow(draw);
  SummitMap.language.follow(() => { if (SummitMap.selected()) draw(); });
})();
