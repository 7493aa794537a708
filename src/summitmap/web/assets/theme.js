/* The page is opened anew, for the theme is chosen as it starts. */
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  button.title = data.name;
  button.setAttribute("aria-label", data.name);
  button.onclick = () => {
    const query = new URLSearchParams(location.search);
    query.delete("embed_options");
    query.set("theme", data.other);
    location.search = query;
  };
}
