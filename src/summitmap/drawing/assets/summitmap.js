/* One selection for every view of a story: the timeline, the article and the map.
 *
 * The id of the selected event stands in one place, an attribute of the page's <html>; a view
 * changes it with `select` and follows it with `follow`. No view knows of another.
 */
window.SummitMap ??= (() => {
  "use strict";

  // The map of the dashboard lives in a frame of the page; the selection lives in the page.
  const page = window.Streamlit ? window.parent.document : document;
  const home = page.documentElement;
  const CHANGED = "summitmap:select";

  const selected = () => home.dataset.summitmapEvent ?? "";

  /** Select an event; selecting the selected one brings it into sight again. */
  function select(id) {
    home.dataset.summitmapEvent = id;
    page.dispatchEvent(new CustomEvent(CHANGED));
  }

  /** Call `show(id)` now and at each change; the returned function ends it. */
  function follow(show) {
    const changed = () => show(selected());
    const stop = () => page.removeEventListener(CHANGED, changed);
    page.addEventListener(CHANGED, changed);
    window.addEventListener("pagehide", stop, { once: true });
    if (selected()) changed();
    return stop;
  }

  const ids = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);

  /** Of several events at one spot: the one after the selected, else the first. */
  const next = (events) => events[(events.indexOf(selected()) + 1) % events.length];

  /** Let the links of a view select events; a click with a modifier key stays the browser's. */
  function link(view) {
    view.addEventListener("click", (click) => {
      const target = click.target.closest("[data-select]");
      if (!target || click.button || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
      click.preventDefault();
      select(next(ids(target, "select")));
    });
  }

  /** Mark what belongs to the event, and bring it into sight inside the view's own pane. */
  function mark(view, id) {
    let first = null;
    for (const element of view.querySelectorAll("[data-event]")) {
      const on = ids(element, "event").includes(id);
      element.classList.toggle("sm-selected", on);
      const link = element.matches("a") ? element : element.querySelector("a[data-select]");
      if (on) link?.setAttribute("aria-current", "true");
      else link?.removeAttribute("aria-current");
      if (on && !first) first = element;
    }
    if (first) reveal(view, first);
  }

  function reveal(pane, element) {
    if (pane.scrollHeight <= pane.clientHeight) return;
    const inside = pane.getBoundingClientRect();
    const box = element.getBoundingClientRect();
    const room = 24;
    if (box.top >= inside.top + room && box.bottom <= inside.bottom - room) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const above = Math.max(room, (inside.height - box.height) / 3);
    const top = pane.scrollTop + box.top - inside.top - above;
    pane.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
  }

  return { select, selected, follow, link, mark, next };
})();
