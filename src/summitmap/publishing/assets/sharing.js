/* The dialog with the link to the event and the code that shows the story in another page. */
SummitMap.sharing = (() => {
  "use strict";

  const { word, said } = SummitMap;
  const dialog = document.querySelector(".page-share");
  const link = dialog.querySelector("#page-link");
  const frame = dialog.querySelector("#page-frame");

  /** The page's address on the web, without a fragment; none for a file that names none. */
  function home() {
    const canonical = document.querySelector("link[rel=canonical]")?.href;
    if (canonical) return canonical;
    return /^https?:$/.test(location.protocol) ? location.href.split(/[?#]/)[0] : null;
  }

  const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  const inAttribute = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

  function write() {
    const page = home();
    dialog.classList.toggle("page-homeless", !page);
    if (!page) return;
    const place = SummitMap.address.of({ view: "read" });
    link.value = `${page}${place}`;
    frame.value = `<iframe src="${inAttribute(`${page}?embed${place}`)}" title="${inAttribute(document.title)}" width="100%" height="640" style="border:0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>`;
  }

  function open() {
    write();
    said.say("");
    dialog.showModal();
  }

  /** To the clipboard; where the browser refuses, the text is marked to be copied by hand. */
  async function copy(field) {
    const result = dialog.querySelector(".page-copied");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      result.textContent = word("copied");
    } catch {
      result.textContent = word("not_copied");
    }
  }

  function start() {
    for (const button of dialog.querySelectorAll("[data-copy]")) {
      button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)));
    }
    dialog.addEventListener("close", () => { dialog.querySelector(".page-copied").textContent = ""; });
    const page = home();
    const address = document.querySelector(".page-address");
    const tell = () => { address.textContent = page ? word("address", { address: page }) : ""; };
    SummitMap.language.follow(tell);
  }

  return { start, open };
})();
