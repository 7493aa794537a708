/* Runs before the page is drawn, so that it opens at once as its address says and never flashes. */
(() => {
  "use strict";

  const page = document.documentElement;
  const show = () => page.classList.remove("page-opening");
  page.classList.add("page-alive");
  if (new URLSearchParams(location.search).has("embed")) page.classList.add("page-embed");
  if (location.hash.length > 1) page.classList.add("page-opening");
  // Whatever goes wrong, the page is not left hidden.
  window.addEventListener("error", show);
  window.addEventListener("load", show);
})();
