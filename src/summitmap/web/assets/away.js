/* What is Streamlit's to know of the page: its colour, and whether the server still answers. */
export default function ({ data, setTriggerValue, parentElement }) {
  const box = parentElement.querySelector(".away");
  const app = document.querySelector('[data-testid="stApp"]');
  document.documentElement.style.setProperty("--summitmap-paper", getComputedStyle(app).backgroundColor);
  const isAway = () => app.dataset.testConnectionState !== "CONNECTED";
  box.querySelector("p").textContent = data.told;
  box.querySelector("button").textContent = data.again;
  box.querySelector("button").onclick = () => location.reload();

  /** Streamlit's own words on it are for who runs the server. A server that was started anew knows
   *  nothing of the page: it is asked to draw all of it, before any part of it is used. */
  function look() {
    if (!box.hidden && !isAway()) setTriggerValue("back", true);
    box.hidden = !isAway();
    if (isAway()) document.querySelector('[data-testid="stDialog"] button[aria-label="Close"]')?.click();
  }
  const watch = new MutationObserver(look);
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  watch.observe(document.body, { childList: true });
  look();
  return () => watch.disconnect();
}
