/* Runs before the page is drawn, so that it opens at once as its address says and never flashes. */
(() => {
  "use strict";

  const page = document.documentElement;
  const show = () => page.classList.remove("page-opening");
  page.classList.add("page-alive");
  const asked = new URLSearchParams(location.search);
  if (asked.has("embed")) page.classList.add("page-embed");
  if (["light", "dark"].includes(asked.get("theme"))) dress(asked.get("theme"));
  if (location.hash.length > 1) page.classList.add("page-opening");

  /** Show the theme that the address asks for, whatever the reader's browser prefers. */
  function dress(theme) {
    page.dataset.theme = page.style.colorScheme = theme;
    for (const { cssRules } of document.styleSheets) {
      for (const { media } of cssRules) {
        if (media?.mediaText.includes("prefers-color-scheme")) media.mediaText = theme === "dark" ? "screen" : "not all";
      }
    }
  }

  // Whatever goes wrong, the page is not left hidden.
  window.addEventListener("error", show);
  window.addEventListener("load", show);
})();
