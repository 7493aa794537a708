/* Between the page's selection and the server: what the browser selects is told to the server,
 * which writes it to the address; what the address says when it is opened is selected here.
 */
export default function ({ data, setTriggerValue, parentElement }) {
  const link = (parentElement.summitmapLink ??= { waitingFor: null });

  // The server's answer to an older click must not undo a newer one.
  if (link.waitingFor === null || link.waitingFor === data.event) {
    link.waitingFor = null;
    const changed = data.event !== link.event;
    link.event = data.event;
    if (changed && data.event !== SummitMap.selected()) SummitMap.select(data.event);
  }

  if (data.number > (link.number ?? 0)) SummitMap.select(data.shown);
  link.number = data.number;

  link.stop?.();
  const stop = SummitMap.follow((event) => {
    // A place without an event can be shown but does not stand in the address.
    if (event === link.event || event.startsWith("place:")) return;
    link.waitingFor = link.event = event;
    setTriggerValue("event", event);
  });
  // Back and Forward may overtake the answer to a click: what the page is drawn for then holds.
  const turned = () => { link.waitingFor = link.event = null; };
  window.addEventListener("popstate", turned);
  link.stop = () => {
    stop();
    window.removeEventListener("popstate", turned);
  };
  return () => link.stop();
}
