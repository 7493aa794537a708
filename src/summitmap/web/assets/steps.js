/* The steps from event to event, by button or arrow key; a change is told to those who do not see it. */
export default function ({ data, parentElement }) {
  const state = (parentElement.summitmapSteps ??= {});
  const find = (name) => parentElement.querySelector(`.${name}`);
  const { events, words } = data;
  const fill = (text, gaps) => text.replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]);

  const open = () => events.filter(({ id }) => SummitMap.leaves(id));
  const at = (steps) => steps.findIndex(({ id }) => id === SummitMap.selected());
  const say = (text) => { find("said").textContent = text; };

  function go(by) {
    const steps = open();
    // From a place where nothing happened the story begins anew.
    const step = steps[at(steps) + by] ?? (at(steps) < 0 ? steps[0] : undefined);
    if (step) SummitMap.select(step.id);
  }

  function draw() {
    const steps = open();
    const number = at(steps) + 1;
    find("place").textContent = fill(words.place, { number: number || "–", all: steps.length });
    find("previous").setAttribute("aria-disabled", number === 1 || !steps.length);
    find("next").setAttribute("aria-disabled", number === steps.length);
  }

  function selected(event) {
    draw();
    if (state.event !== undefined && event !== state.event) {
      const steps = open();
      const step = steps[at(steps)];
      if (step) say(fill(words.selected, { number: at(steps) + 1, all: steps.length, event: step.said }));
    }
    state.event = event;
  }

  function sifted(value) {
    draw();
    if (state.sifted && value !== state.left) {
      const left = open().length;
      say(value === undefined ? words.everything : left ? fill(words.left, { left, all: events.length }) : words.empty);
    }
    Object.assign(state, { left: value, sifted: true });
  }

  // What uses the arrows itself keeps them: fields, sliders, tables, lists, and the map's frame.
  const OWN = "input, textarea, select, summary, canvas, [contenteditable], [role=slider], [role=grid], [role=listbox], [role=radiogroup], [role=menu], [role=dialog], [role=tablist]";
  function pressed(press) {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[press.key];
    if (!by || press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey || press.shiftKey) return;
    if (press.composedPath().some((element) => element.matches?.(OWN))) return;
    press.preventDefault();
    go(by);
  }

  for (const [name, by] of [["previous", -1], ["next", 1]]) {
    find(name).title = words[name];
    find(name).setAttribute("aria-label", words[name]);
    find(name).onclick = () => go(by);
  }
  state.stop?.();
  const stops = [SummitMap.follow(selected), SummitMap.filter.follow(sifted)];
  sifted(SummitMap.filter.get());
  document.addEventListener("keydown", pressed);
  state.stop = () => {
    for (const stop of stops) stop();
    document.removeEventListener("keydown", pressed);
  };
  return () => state.stop();
}
