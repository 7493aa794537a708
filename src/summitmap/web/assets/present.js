/* The story page in a frame: what it shows and when it is left is told to the server. */
export default function ({ data, setTriggerValue, parentElement }) {
  const frame = parentElement.querySelector("iframe");
  const back = parentElement.querySelector("button");
  frame.title = data.title;
  back.textContent = data.back;
  // Set once: the page goes on from there by itself.
  if (!frame.hasAttribute("src")) {
    frame.src = data.address;
    frame.addEventListener("load", () => frame.focus());
  }
  const leave = () => setTriggerValue("left", true);
  const told = (message) => {
    if (message.source !== frame.contentWindow) return;
    if (message.data?.type === "summitmap:select") setTriggerValue("event", message.data.event);
    if (message.data?.type === "summitmap:close") leave();
  };
  back.addEventListener("click", leave);
  window.addEventListener("message", told);
  return () => {
    back.removeEventListener("click", leave);
    window.removeEventListener("message", told);
  };
}
