/* Between the page's state in the browser and the server: what the reader selects here is told to
 * the server, which writes it to the address; what the address says is shown here.
 */
export default function ({ data, setTriggerValue, parentElement }) {
  const link = (parentElement.summitmapLink ??= { waitingFor: null });

  if (data.language !== SummitMap.language.get()) SummitMap.language.set(data.language);
  const left = data.left?.join(" ");
  if (left !== SummitMap.filter.get()) SummitMap.filter.set(left);
  if (data.layer !== link.layer) SummitMap.layer.set((link.layer = data.layer));

  // The server's answer to an older click must not undo a newer one.
  if (link.waitingFor === null || link.waitingFor === data.event) {
    link.waitingFor = null;
    const changed = data.event !== link.event;
    link.event = data.event;
    if (changed && data.event !== SummitMap.selected()) SummitMap.select(data.event);
  }
  // A click that the server has missed, for it was away, is told again with the page drawn anew.
  else if (link.drawn !== data.drawn) setTriggerValue("event", link.waitingFor);
  link.drawn = data.drawn;

  if (data.number > (link.number ?? 0)) SummitMap.select(data.shown);
  link.number = data.number;

  link.stop?.();
  const stops = [
    SummitMap.follow((event) => {
      // A place without an event can be shown but does not stand in the address.
      if (event === link.event || event.startsWith("place:")) return;
      link.waitingFor = link.event = event;
      setTriggerValue("event", event);
    }),
    SummitMap.layer.follow((layer) => {
      if (layer !== link.layer) setTriggerValue("layer", (link.layer = layer));
    }),
  ];
  // Back and Forward may overtake the answer to a click: what the page is drawn for then holds.
  const turned = () => { link.waitingFor = link.event = null; };
  window.addEventListener("popstate", turned);
  link.stop = () => {
    for (const stop of stops) stop();
    window.removeEventListener("popstate", turned);
  };
  return () => link.stop();
}
