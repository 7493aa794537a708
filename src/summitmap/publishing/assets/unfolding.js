/* What is told in another language than the first stands folded in a <noscript>, which a browser
 * with scripts passes over; it is read as HTML when its language is asked for. */
SummitMap.language.follow((language) => {
  "use strict";

  for (const folded of document.querySelectorAll(`[data-language="${CSS.escape(language)}"] > noscript`)) {
    const view = folded.parentElement;
    view.innerHTML = folded.textContent;
    SummitMap.sift(view);
  }
});
