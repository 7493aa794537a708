/* In a frame of another page: what it is told, and what it may ask for.
 *
 * Told: {type: "summitmap:height", height} in CSS pixels (only with ?embed), {type:
 * "summitmap:select", event} and {type: "summitmap:close"}. Asked: {type: "summitmap:select", event}
 * with the id of an event of the story, from the page around the frame; nothing else is listened to.
 */
SummitMap.embedding = (() => {
  "use strict";

  const { story } = SummitMap;
  const host = window.parent === window ? null : window.parent;
  const compact = document.documentElement.classList.contains("page-embed");
  let said = null; // the event that the page around the frame knows to be selected

  function told(event) {
    if (event === said || !story.known.has(event)) return;
    said = event;
    host.postMessage({ type: "summitmap:select", event }, "*");
  }

  function asked({ data, source }) {
    if (source !== host || typeof data !== "object" || data === null) return;
    if (Object.keys(data).sort().join() !== "event,type" || data.type !== "summitmap:select") return;
    if (!story.known.has(data.event)) return;
    said = data.event;
    if (!SummitMap.leaves(data.event)) SummitMap.filters.clear();
    if (data.event !== SummitMap.selected()) SummitMap.select(data.event);
  }

  function measure() {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    host.postMessage({ type: "summitmap:height", height }, "*");
  }

  function start() {
    const whole = document.querySelector(".page-whole");
    const page = location.href.split(/[?#]/)[0];
    const link = () => { whole.href = `${page}${SummitMap.address.of({ view: "read" })}`; };
    SummitMap.follow(link);
    SummitMap.language.follow(link);
    if (!host) return;
    SummitMap.follow(told);
    window.addEventListener("message", asked);
    if (compact) new ResizeObserver(measure).observe(document.body);
  }

  return { start };
})();
