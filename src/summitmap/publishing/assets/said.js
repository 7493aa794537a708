/* What the page says on its own: to those who listen, and in a quiet notice to all. */
SummitMap.said = (() => {
  "use strict";

  const ear = document.querySelector(".page-said");
  const notice = document.querySelector(".page-notice");
  let fading;

  /** Say it to a screen reader. */
  function say(text) { ear.textContent = text; }

  /** Say it to everybody, for a while. */
  function tell(text) {
    clearTimeout(fading);
    notice.textContent = text;
    notice.hidden = false;
    fading = setTimeout(() => { notice.hidden = true; }, 8000);
  }

  return { say, tell };
})();

/** Do what can wait once the next frame has been shown. */
SummitMap.later = (work) => requestAnimationFrame(() => setTimeout(work));
