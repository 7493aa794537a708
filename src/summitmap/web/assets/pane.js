/* A view that our package has drawn as HTML, shown in the page and linked to the selection. */
export default function ({ data, parentElement }) {
  const view = parentElement.querySelector(".sm-root");
  if (!view.stop) SummitMap.link(view);
  if (view.drawn !== data.html) view.innerHTML = view.drawn = data.html;
  view.stop?.();
  const stops = [
    SummitMap.follow((event) => SummitMap.mark(view, event)),
    SummitMap.filter.follow(() => SummitMap.sift(view)),
  ];
  SummitMap.sift(view);
  view.stop = () => { for (const stop of stops) stop(); };
  return () => view.stop();
}
