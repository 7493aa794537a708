/* A view that our package has drawn as HTML, shown in the page and linked to the selection. */
const NARROW = window.matchMedia("(max-width: 999px)");
const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");

export default function ({ data, parentElement }) {
  const view = parentElement.querySelector(".sm-root");
  if (!view.ends) SummitMap.link(view);
  if (view.drawn !== data.html) view.innerHTML = view.drawn = data.html;
  const end = () => { for (const each of view.ends ?? []) each(); };
  end();
  const panes = (SummitMap.panes ??= new Set()).add(view);

  /** Where the views stand one under the other, the page itself brings the event into sight: in the
   *  timeline, unless it is seen in one of them already. */
  function bring(event) {
    const before = view.shown;
    view.shown = event;
    const opening = before === undefined && !new URLSearchParams(location.search).has("event");
    if (before === event || opening || !NARROW.matches || !view.querySelector(".sm-timeline")) return;
    const mine = `[data-event~="${CSS.escape(event)}"]`;
    const covered = parseFloat(getComputedStyle(view).scrollMarginTop) || 0;
    const seen = [...panes].flatMap((pane) => [...pane.querySelectorAll(mine)]).map((element) => element.getBoundingClientRect());
    if (seen.some((box) => box.top >= covered && box.top < window.innerHeight - 60)) return;
    view.querySelector(mine)?.scrollIntoView({ block: "start", behavior: CALM.matches ? "auto" : "smooth" });
  }

  view.ends = [
    SummitMap.follow((event) => {
      SummitMap.mark(view, event);
      requestAnimationFrame(() => bring(event));
    }),
    () => panes.delete(view),
    SummitMap.filter.follow(() => SummitMap.sift(view)),
    SummitMap.sentences(view),
  ];
  SummitMap.sift(view);
  return end;
}
