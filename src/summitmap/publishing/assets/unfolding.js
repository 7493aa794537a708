/* What is folded in a <noscript>, which a browser with scripts passes over, is read as HTML when it
 * is wanted: another language when it is asked for, and the article of a crowd once the page has
 * been shown. */
(() => {
  "use strict";

  function unfold(folded) {
    const view = folded.parentElement;
    view.innerHTML = folded.textContent;
    SummitMap.sift(view);
    if (SummitMap.selected()) SummitMap.mark(view, SummitMap.selected());
  }

  SummitMap.language.follow((language) => {
    for (const folded of document.querySelectorAll(`[data-language="${CSS.escape(language)}"] > noscript`)) {
      const isOpening = document.documentElement.classList.contains("page-opening") || !SummitMap.selected();
      if (isOpening && folded.closest(".page-article")) SummitMap.later(() => unfold(folded));
      else unfold(folded);
    }
  });
})();
