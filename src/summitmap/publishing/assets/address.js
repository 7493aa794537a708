/* The address of what is shown: #event=…&lang=…&status=…&source=…&view=… */
SummitMap.address = (() => {
  "use strict";

  const { languages, events, known } = SummitMap.story;
  const VIEWS = ["read", "present", "notes"];
  const first = languages[0];

  /** What the address asks for; `strange` are the parts that are not understood. */
  function parse(hash) {
    const asked = new URLSearchParams(hash.slice(1));
    const strange = [];
    const fits = (name, value, is) => is(value) || !strange.push(`${name}=${value.slice(0, 40)}`);
    const one = (name, is) => {
      const value = asked.get(name);
      return value !== null && fits(name, value, is) ? value : undefined;
    };
    const several = (name) => (asked.get(name) ?? "").split(",").filter(Boolean)
      .filter((value) => fits(name, value, (it) => SummitMap.filters.values[name].has(it)));
    const view = one("view", (value) => VIEWS.includes(value)) ?? "read";
    return {
      language: one("lang", (value) => languages.includes(value)),
      event: one("event", (value) => known.has(value) || (value === SummitMap.story.EXPECTED && view !== "read")),
      filter: { status: several("status"), source: several("source") },
      view,
      strange,
    };
  }

  /** The address of this state, or of another event, language or view in it. */
  function of({ event = SummitMap.selected(), lang = SummitMap.language.get(), view = SummitMap.view.get() } = {}) {
    const { status, source } = SummitMap.filters.choice();
    return `#${[
      event && `event=${event}`,
      `lang=${lang}`,
      status.length && `status=${status.join(",")}`,
      source.length && `source=${source.join(",")}`,
      view !== "read" && `view=${view}`,
    ].filter(Boolean).join("&")}`;
  }

  /** Show what the address asks for; what it does not say stays as it is. */
  function read() {
    const asked = parse(location.hash);
    const language = asked.language ?? SummitMap.language.get() ?? first;
    if (language !== SummitMap.language.get()) SummitMap.language.set(language);
    SummitMap.filters.choose(asked.filter);
    const left = SummitMap.story.left();
    const fits = asked.event && (SummitMap.leaves(asked.event) || !known.has(asked.event));
    const event = fits ? asked.event : SummitMap.selected() || (left[0] ?? events[0]).id;
    if (event !== SummitMap.selected()) SummitMap.select(event);
    if (asked.view !== SummitMap.view.get()) SummitMap.view.set(asked.view);
    if (asked.strange.length) SummitMap.said.tell(SummitMap.word("unknown", { what: asked.strange.join(", ") }));
    write(history.replaceState);
  }

  /** Let the address say what is shown: a step of its own in the history, or in place of this one. */
  function write(how) {
    const address = of();
    if (location.hash === address) return;
    // A browser refuses too many steps in a short time, and a page without an address any.
    try { how.call(history, null, "", address); } catch { return; }
  }

  let waiting = false;
  /** What is selected is shown first and written down then. */
  function changed() {
    if (waiting) return;
    waiting = true;
    SummitMap.later(() => { waiting = false; write(history.pushState); });
  }

  /** Open the page as its address says, and keep the two alike from then on. */
  function start() {
    read();
    SummitMap.follow(changed);
    for (const value of [SummitMap.language, SummitMap.filter, SummitMap.view]) value.follow(changed);
    // Not "hashchange": it comes later than the address, and what was still to be written down
    // would by then have been written over the step that the reader has gone on to.
    window.addEventListener("popstate", read);
  }

  return { start, of };
})();
