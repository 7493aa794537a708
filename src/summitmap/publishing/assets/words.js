/* The words of the page's own controls, in the language that is shown. */
SummitMap.word = (() => {
  "use strict";

  const words = JSON.parse(document.getElementById("summitmap-words").textContent);

  /** The words of that name, with the gaps `{…}` filled from `values`. */
  function word(name, values = {}) {
    return words[SummitMap.language.get()][name].replace(/\{(\w+)\}/g, (_, gap) => values[gap]);
  }

  SummitMap.language.follow(() => {
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
    for (const element of document.querySelectorAll("[data-label]")) {
      element.setAttribute("aria-label", word(element.dataset.label));
      if (element.matches("button")) element.title = word(element.dataset.label);
    }
  });

  return word;
})();
