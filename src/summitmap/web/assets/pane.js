/* A view that our package has drawn as HTML, shown in the page and linked to the selection. */
export default function ({ data, parentElement }) {
  const view = parentElement.querySelector(".sm-root");
  if (!view.stop) SummitMap.link(view);
  if (view.drawn !== data.html) view.innerHTML = view.drawn = data.html;
  view.stop?.();
  view.stop = SummitMap.follow((event) => SummitMap.mark(view, event));
  return () => view.stop();
}
