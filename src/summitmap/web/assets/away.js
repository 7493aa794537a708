/* Whether the server still answers: Streamlit tells it in an attribute of its page. */
export default function ({ data, parentElement }) {
  const box = parentElement.querySelector(".away");
  const app = document.querySelector('[data-testid="stApp"]');
  box.querySelector("p").textContent = data.told;
  box.querySelector("button").textContent = data.again;
  box.querySelector("button").onclick = () => location.reload();
  const look = () => { box.hidden = app.dataset.testConnectionState === "CONNECTED"; };
  const watch = new MutationObserver(look);
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  return () => watch.disconnect();
}
