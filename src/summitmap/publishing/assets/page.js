/* Starts the page: its language, its views of the one selection, and what is said of a change. */
(() => {
  "use strict";

  const { word, said, story, steps } = SummitMap;
  const narrow = window.matchMedia("(max-width: 999px)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

  function tell(language) {
    document.documentElement.lang = language;
    for (const view of document.querySelectorAll("[data-language]")) view.hidden = view.dataset.language !== language;
    for (const link of document.querySelectorAll("[data-tell]")) {
      if (link.dataset.tell === language) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      link.href = SummitMap.address.of({ lang: link.dataset.tell });
    }
    entitle();
  }

  /** The notes' window is told from the presentation's by its title. */
  function entitle() {
    const { textContent: title } = document.querySelector(`.page-title[data-language="${SummitMap.language.get()}"] h1`);
    document.title = SummitMap.notes.on() ? `${word("notes")}: ${title}` : title;
  }

  document.addEventListener("click", (click) => {
    const link = click.target.closest("[data-tell]");
    if (link && !click.ctrlKey && !click.metaKey && !click.shiftKey) {
      click.preventDefault();
      SummitMap.language.set(link.dataset.tell);
      said.say(word("language"));
    }
    if (click.target.closest(".page-skip")) {
      click.preventDefault();
      document.querySelector(".page-told").focus();
    }
  });

  /** Where the views stand one under the other, the page itself brings the event into sight. */
  function reveal(event) {
    if (!narrow.matches || SummitMap.view.get() !== "read" || document.documentElement.classList.contains("page-embed")) return;
    const map = document.querySelector(".page-map").getBoundingClientRect();
    const above = map.width > window.innerWidth * 0.7 ? Math.max(map.bottom, 0) : 0;
    const marked = [...document.querySelectorAll(`.sm-pane:not([hidden]) [data-event~="${CSS.escape(event)}"]`)];
    const boxes = marked.map((element) => element.getBoundingClientRect());
    if (!boxes.length || boxes.some((box) => box.top >= above && box.top < window.innerHeight - 60)) return;
    const top = window.scrollY + boxes[0].top - above - 16;
    window.scrollTo({ top, behavior: calm.matches ? "auto" : "smooth" });
  }

  function selected(event) {
    const { headline, date, status } = story.told(event) ?? { headline: word("expected"), date: "", status: "" };
    said.say(event === story.EXPECTED ? headline : word("selected", { step: steps.words(), headline, date, status }));
    reveal(event);
  }

  const panes = [...document.querySelectorAll(".sm-pane")];
  SummitMap.link(document.body);
  SummitMap.sentences(document);
  SummitMap.language.follow(tell);
  SummitMap.view.follow(entitle);
  SummitMap.address.start();
  SummitMap.follow((event) => { for (const pane of panes) SummitMap.mark(pane, event); });
  SummitMap.filter.follow(() => { for (const pane of panes) SummitMap.sift(pane); });
  // The list is as long as the language makes it: what is selected comes into sight again.
  SummitMap.language.follow(() => { for (const pane of panes) SummitMap.mark(pane, SummitMap.selected()); });
  for (const part of [steps, SummitMap.presenting, SummitMap.notes, SummitMap.embedding, SummitMap.sharing, SummitMap.keys]) part.start();

  // What the page opens with is not told as a change.
  let last = SummitMap.selected();
  SummitMap.follow((event) => {
    if (event === last) return;
    last = event;
    SummitMap.later(() => { if (event === SummitMap.selected()) selected(event); });
  });
  let sifted = SummitMap.filter.get();
  SummitMap.filter.follow((left) => {
    if (left === sifted) return;
    sifted = left;
    said.say(SummitMap.filters.result());
  });

  document.documentElement.classList.remove("page-opening");
  // Who follows a link to an event is shown it; the first one stands where the page begins.
  if (last !== story.events[0].id) requestAnimationFrame(() => reveal(last));
})();
