/* Names on the map: none over another, none cut by the edge, none under what floats over the map. */
SummitMap.names = (() => {
  "use strict";

  const measure = document.createElement("canvas").getContext("2d");

  /** Width and height in pixels of a text as the class draws it. */
  function sizeOf(label, box) {
    const probe = Object.assign(document.createElement("span"), { className: `sm-name sm-name-${label.kind}`, textContent: label.text });
    probe.style.visibility = "hidden";
    box.append(probe);
    const style = getComputedStyle(probe);
    const size = parseFloat(style.fontSize);
    measure.font = style.font;
    const text = style.textTransform === "uppercase" ? label.text.toUpperCase() : label.text;
    const width = measure.measureText(text).width + text.length * (parseFloat(style.letterSpacing) || 0);
    probe.remove();
    return [width, size];
  }

  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  /** Whether a name is wholly in the view or wholly out of it, and not cut by its edge. */
  const whole = (box, view) => !overlap(box, view)
    || (box.left > view.left + 4 && box.right < view.right - 4 && box.top > view.top + 4 && box.bottom < view.bottom - 4);
  const grown = (box, by) => ({ left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by });

  /** Where a name may stand beside its spot, the best place first; `gap` is from the middle of the spot. */
  function places(point, [width, height], gap) {
    const { x, y } = point;
    const at = (left, top) => ({ left, top, right: left + width, bottom: top + height });
    if (gap === 0) return [at(x - width / 2, y - height / 2)];
    return [
      at(x + gap, y - height / 2), at(x - gap - width, y - height / 2),
      at(x - width / 2, y + gap), at(x - width / 2, y - gap - height),
      at(x + gap * 0.7, y - height - gap * 0.5), at(x + gap * 0.7, y + gap * 0.5),
    ];
  }

  const GAP = { stop: 22, capital: 5, city: 5 };

  /** Names for a map: `show` puts others in their place, `sift` leaves some of them out,
   *  `measure` takes them as they now look. */
  function names(map) {
    let labels = [];
    let wanted = () => true;
    let scale = 1; // of the pins, as the style sheet draws them
    const sizes = new Map(); // of the texts that were measured, by how they are written
    const pane = map.createPane("names");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    const box = map.getContainer();
    /** What floats over the map, where a name could not be read. */
    function floating() {
      const frame = box.getBoundingClientRect();
      return [...box.querySelectorAll(".leaflet-control, .sm-card:not([hidden])")].map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const { x, y } = map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
        return { left: x, top: y, right: x + right - left, bottom: y + bottom - top };
      });
    }

    /** The crowd names the same places at each step: none is measured twice. */
    function measured(label) {
      const key = `${label.kind} ${label.text}`;
      if (!sizes.has(key)) sizes.set(key, sizeOf(label, box));
      return sizes.get(key);
    }

    function place() {
      const zoom = map.getZoom();
      const size = map.getSize();
      const near = L.bounds([-size.x * 0.6, -size.y * 0.6], [size.x * 1.6, size.y * 1.6]);
      const corner = map.containerPointToLayerPoint([0, 0]);
      const view = { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y };
      const taken = floating();
      for (const label of labels) {
        if (label.kind !== "stop" || !wanted(label)) continue;
        const spot = map.latLngToLayerPoint(label.at);
        taken.push(grown({ left: spot.x, right: spot.x, top: spot.y, bottom: spot.y }, label.pin * scale));
      }
      const fragment = document.createDocumentFragment();
      for (const label of labels) {
        if (!wanted(label) || label.zoom > zoom || !near.contains(map.latLngToContainerPoint(label.at))) continue;
        const spot = map.latLngToLayerPoint(label.at);
        const seen = overlap({ left: spot.x, right: spot.x, top: spot.y, bottom: spot.y }, view);
        const free = places(spot, measured(label), (GAP[label.kind] ?? 0) * scale).find((option) => whole(option, view) && overlap(option, view) === seen && !taken.some((other) => overlap(grown(option, 2), other)));
        if (!free) continue;
        taken.push(free);
        const name = Object.assign(document.createElement("span"), { className: `sm-name sm-name-${label.kind}`, textContent: label.text });
        name.style.left = `${Math.round(free.left)}px`;
        name.style.top = `${Math.round(free.top)}px`;
        fragment.append(name);
        if (label.kind === "city" || label.kind === "capital") {
          const dot = Object.assign(document.createElement("i"), { className: "sm-dot" });
          dot.style.left = `${Math.round(spot.x)}px`;
          dot.style.top = `${Math.round(spot.y)}px`;
          fragment.append(dot);
        }
      }
      pane.replaceChildren(fragment);
    }

    map.on("zoomstart", () => { pane.style.opacity = 0; });
    map.on("moveend", () => { place(); pane.style.opacity = 1; });
    function show(names) {
      labels = names;
      place();
    }
    /** Show only the names that pass. */
    function sift(passes) {
      wanted = passes;
      place();
    }
    // What was measured in the letters that stood in for others is measured again.
    const lettersCame = () => { sizes.clear(); place(); };
    document.fonts.addEventListener("loadingdone", lettersCame);
    map.on("unload", () => document.fonts.removeEventListener("loadingdone", lettersCame));

    /** Another view of the page may write the names and draw the pins in another size. */
    function measure() {
      scale = parseFloat(getComputedStyle(box).getPropertyValue("--map-scale")) || 1;
      sizes.clear();
    }
    return { show, sift, measure };
  }

  return { draw: names, overlap, grown };
})();
