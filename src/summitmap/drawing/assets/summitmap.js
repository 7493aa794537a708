/* What every view of a story shares: the selected event, the language, the events shown.
 *
 * Each stands in one place, an attribute of the page's <html>; a view changes it here and follows
 * it here. No view knows of another.
 */
window.SummitMap ??= (() => {
  "use strict";

  // The map of the dashboard lives in a frame of the page; the selection lives in the page.
  const page = window.Streamlit ? window.parent.document : document;
  const home = page.documentElement;

  /** A value that the views share: it is read, written and followed here. */
  function shared(name) {
    const key = `summitmap${name}`;
    const event = `summitmap:${name.toLowerCase()}`;
    const get = () => home.dataset[key];
    /** Every view is told, also when the value stays the same. */
    const set = (value) => {
      if (value === undefined) delete home.dataset[key];
      else home.dataset[key] = value;
      page.dispatchEvent(new CustomEvent(event));
    };
    /** Call `show(value)` now, when there is one, and at each change; the returned function ends it. */
    const follow = (show) => {
      const changed = () => show(get());
      const stop = () => page.removeEventListener(event, changed);
      page.addEventListener(event, changed);
      window.addEventListener("pagehide", stop, { once: true });
      if (get() !== undefined) changed();
      return stop;
    };
    return { get, set, follow };
  }

  const selection = shared("Event");
  const selected = () => selection.get() ?? "";
  /** Select an event; selecting the selected one brings it into sight again. */
  const select = selection.set;
  const follow = selection.follow;

  /** The language that the views tell in, where a page has more than one. */
  const language = shared("Language");

  /** The ids of the events that a filter leaves, apart by spaces; none is set without a filter. */
  const filter = shared("Filter");
  let left = null;
  filter.follow((value) => { left = value === undefined ? null : new Set(value.split(" ")); });
  /** Whether the filter leaves the event; without a filter every event is left. */
  const leaves = (id) => left === null || left.has(id);

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  const ids = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);

  /** Of several events at one spot, as far as the filter leaves them: the one after the selected,
   *  else the first. */
  function next(events) {
    const open = events.filter(leaves);
    return open[(open.indexOf(selected()) + 1) % open.length];
  }

  /** Let the links of a view select events, and show the sentence of one; a click with a modifier
   *  key stays the browser's. */
  function link(view) {
    view.addEventListener("click", (click) => {
      const target = click.target.closest("[data-select], [data-sentence]");
      if (!target || click.defaultPrevented || click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
      click.preventDefault();
      if (target.dataset.sentence) { askForSentence(target.dataset.sentence); return; }
      const event = next(ids(target, "select"));
      if (event) select(event);
    });
  }

  const SENTENCE = "summitmap:sentence";

  /** Select the event, and ask whoever shows the article for the sentence that carries it. */
  function askForSentence(event) {
    if (event !== selected()) select(event);
    page.dispatchEvent(new CustomEvent(SENTENCE, { detail: event }));
  }

  /** Let a view bring the sentence that is asked for into sight, and give it the focus, where it
   *  holds the article; the returned function ends it. */
  function sentences(view) {
    // What the selection itself scrolls comes first, with the same frame.
    const asked = ({ detail: event }) => requestAnimationFrame(() => {
      const claims = [...view.querySelectorAll(`.sm-claim[data-event~="${CSS.escape(event)}"]`)];
      const claim = claims.find((each) => each.getClientRects().length);
      claim?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      claim?.focus({ preventScroll: true });
    });
    page.addEventListener(SENTENCE, asked);
    return () => page.removeEventListener(SENTENCE, asked);
  }

  /** The link of what belongs to an event. */
  const linkOf = (element) => (element.matches("a") ? element : element.querySelector("a[data-select]"));

  /** Mark what belongs to the event, and bring it into sight inside the view's own pane. */
  function mark(view, id) {
    for (const element of view.querySelectorAll("[data-event].sm-selected")) {
      element.classList.remove("sm-selected");
      linkOf(element)?.removeAttribute("aria-current");
    }
    const chosen = view.querySelectorAll(`[data-event~="${CSS.escape(id)}"]`);
    for (const element of chosen) {
      element.classList.add("sm-selected");
      linkOf(element)?.setAttribute("aria-current", "true");
    }
    // The list is measured with the frame to come, so that nothing is laid out twice.
    if (chosen.length) requestAnimationFrame(() => reveal(view, chosen[0]));
  }

  /** Mark what the filter takes out of the view: what belongs to no event that it leaves. */
  function sift(view) {
    for (const element of view.querySelectorAll("[data-event]")) {
      const out = !ids(element, "event").some(leaves);
      element.classList.toggle("sm-out", out);
      if (element.matches("a")) element.tabIndex = out ? -1 : 0;
    }
  }

  function reveal(pane, element) {
    if (pane.scrollHeight <= pane.clientHeight) return;
    const inside = pane.getBoundingClientRect();
    const { bottom } = element.getBoundingClientRect();
    // The first event of a date comes with the date above it.
    const whole = element.matches(".sm-event:first-child") ? element.closest(".sm-day") : element;
    const { top: start } = whole.getBoundingClientRect();
    const room = 40; // for the heading that stays at the top
    if (start >= inside.top + room && bottom <= inside.bottom - room) return;
    const above = Math.max(room, (inside.height - (bottom - start)) / 3);
    const top = pane.scrollTop + start - inside.top - above;
    pane.scrollTo({ top, behavior: calm() ? "auto" : "smooth" });
  }

  /** The view of the page, where it has more than one: read, present or notes. */
  const view = shared("View");

  /** The map that lies under the journey, where there is more than the built-in one. */
  const layer = shared("Layer");

  /** Whether the reader has moved the map away from the event that is presented. */
  const exploring = shared("Exploring");

  return { select, selected, follow, language, filter, leaves, view, layer, exploring, link, sentences, mark, sift, next };
})();
