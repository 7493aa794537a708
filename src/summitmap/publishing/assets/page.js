/* The story page: its address, its language, and its views of the one selection. */
(() => {
  "use strict";

  const languages = [...document.querySelectorAll("[data-tell]")].map((link) => link.dataset.tell);
  const first = document.documentElement.lang;
  const events = () => [...document.querySelectorAll(`[data-language="${SummitMap.language.get()}"] .sm-event`)].map((event) => event.dataset.event);

  /* --- the address: #event=…&lang=… --- */

  function read() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const language = languages.includes(asked.get("lang")) ? asked.get("lang") : SummitMap.language.get() ?? first;
    if (language !== SummitMap.language.get()) SummitMap.language.set(language);
    const event = events().includes(asked.get("event")) ? asked.get("event") : SummitMap.selected() || events()[0];
    if (event !== SummitMap.selected()) SummitMap.select(event);
  }

  function write() {
    const values = new URLSearchParams({ event: SummitMap.selected(), lang: SummitMap.language.get() });
    if (location.hash !== `#${values}`) history.pushState(null, "", `#${values}`);
  }

  /* --- the language --- */

  function tell(language) {
    document.documentElement.lang = language;
    for (const view of document.querySelectorAll("[data-language]")) {
      view.hidden = view.dataset.language !== language;
      if (view.matches("h1, .page-title")) continue;
    }
    for (const link of document.querySelectorAll("[data-tell]")) link.toggleAttribute("aria-current", link.dataset.tell === language);
    document.title = document.querySelector(`.page-title[data-language="${language}"] h1`).textContent;
  }

  for (const pane of document.querySelectorAll(".sm-pane")) {
    SummitMap.link(pane);
    SummitMap.follow((event) => SummitMap.mark(pane, event));
  }
  SummitMap.language.follow(tell);
  read();
  SummitMap.follow(write);
  SummitMap.language.follow(write);
  window.addEventListener("hashchange", read);
  window.addEventListener("popstate", read);
})();
