/* A view that our package has drawn as HTML, shown in the page and linked to the selection. */
export default function ({ data, parentElement }) {
  const view = parentElement.querySelector(".sm-root");
  if (!view.ends) SummitMap.link(view);
  if (view.drawn !== data.html) view.innerHTML = view.drawn = data.html;
  const end = () => { for (const each of view.ends ?? []) each(); };
  end();
  view.ends = [
    SummitMap.follow((event) => SummitMap.mark(view, event)),
    SummitMap.filter.follow(() => SummitMap.sift(view)),
    SummitMap.sentences(view),
  ];
  SummitMap.sift(view);
  return end;
}
