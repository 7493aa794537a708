/* What folium does not draw: the basemap from one TopoJSON file, names that never overlap,
 * shaded areas, the card, and the selection. Folium draws the stops and the legs, and calls
 * SummitMap.map(map, story) last.
 */
SummitMap.map = (() => {
  "use strict";

  // What is drawn reaches a screen and a half beyond the view, so that nothing ends in mid-air
  // while the map glides.
  L.Renderer.mergeOptions({ padding: 1.5 });

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* --- TopoJSON: https://github.com/topojson/topojson-specification --- */

  function arcsOf({ arcs, transform: { scale, translate } }) {
    return arcs.map((arc) => {
      let x = 0, y = 0;
      return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
    });
  }

  function line(arcs, numbers) {
    const points = [];
    for (const number of numbers) {
      const arc = number < 0 ? [...arcs[~number]].reverse() : arcs[number];
      points.push(...(points.length ? arc.slice(1) : arc));
    }
    return points;
  }

  /** The rings or lines of a geometry, each a list of [longitude, latitude]. */
  function linesOf(arcs, geometry) {
    if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap((part) => linesOf(arcs, part));
    const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[geometry.type];
    return (depth === 0 ? [geometry.arcs] : geometry.arcs.flat(depth - 1)).map((numbers) => line(arcs, numbers));
  }

  /** A line moved by whole turns of the globe so that it lies nearest the story's middle. */
  function towards(middle, points) {
    let west = Infinity, east = -Infinity;
    for (const [longitude] of points) { west = Math.min(west, longitude); east = Math.max(east, longitude); }
    const turn = Math.round((middle - (west + east) / 2) / 360) * 360;
    return points.map(([longitude, latitude]) => [latitude, longitude + turn]);
  }

  /** Land below the shaded areas; water, borders and coast above them. */
  function basemap(map, topology, middle) {
    const arcs = arcsOf(topology);
    const sheet = (name, height) => {
      map.createPane(name).style.zIndex = height;
      const renderer = L.svg({ pane: name });
      return (object, kind, className) => {
        const lines = linesOf(arcs, topology.objects[object]).map((points) => towards(middle, points));
        const shape = kind === L.polygon ? lines.map((ring) => [ring]) : lines;
        kind(shape, { pane: name, renderer, className, interactive: false, fill: kind === L.polygon, smoothFactor: 0.7 }).addTo(map);
      };
    };
    sheet("land", 150)("countries", L.polygon, "sm-land");
    const draw = sheet("lines", 300);
    draw("lakes", L.polygon, "sm-lake");
    draw("rivers", L.polyline, "sm-river");
    draw("borders", L.polyline, "sm-border");
    draw("coast", L.polyline, "sm-coast");
    return (code) => {
      const country = topology.objects.countries.geometries.find((geometry) => geometry.id === code);
      return country ? linesOf(arcs, country) : [];
    };
  }

  /* --- shaded areas --- */

  function hatch(renderer) {
    const name = (tag, attributes) => {
      const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      return element;
    };
    const pattern = name("pattern", { id: "sm-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(name("line", { class: "sm-hatch-line", x1: 0, y1: 0, x2: 0, y2: 7 }));
    const definitions = name("defs", {});
    definitions.append(pattern);
    renderer._container.prepend(definitions);
  }

  function ringsOf(geometry) {
    return geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat(1);
  }

  function areas(map, story, country, choose) {
    const pane = map.createPane("areas");
    pane.style.zIndex = 250;
    const renderer = L.svg({ pane: "areas" });
    const drawn = new Map();
    for (const area of story.areas) {
      const rings = (area.country ? country(area.country) : ringsOf(area.geometry)).map((ring) => towards(story.middle, ring));
      const layer = L.polygon(rings.map((ring) => [ring]), {
        pane: "areas", renderer, className: `sm-area sm-${area.status}`, interactive: area.events.length > 0, bubblingMouseEvents: false,
      }).addTo(map);
      if (area.events.length) layer.on("click", () => choose(area.events));
      drawn.set(area.place, layer);
    }
    if (story.areas.length) hatch(renderer);
    return drawn;
  }

  /* --- names that never lie over each other --- */

  const measure = document.createElement("canvas").getContext("2d");

  /** Width in pixels of a text as the class draws it. */
  function widthOf(label) {
    const probe = Object.assign(document.createElement("span"), { className: `sm-name sm-name-${label.kind}`, textContent: label.text });
    probe.style.visibility = "hidden";
    label.map.append(probe);
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

  /** Where a name may stand beside its spot, the best place first; `gap` is the spot's radius. */
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

  function names(map, labels) {
    const pane = map.createPane("names");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    const box = map.getContainer();
    for (const label of labels) label.map = box;

    /** What floats over the map, where a name could not be read. */
    function floating() {
      const frame = box.getBoundingClientRect();
      return [...box.querySelectorAll(".leaflet-control, .sm-card:not([hidden])")].map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const { x, y } = map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
        return { left: x, top: y, right: x + right - left, bottom: y + bottom - top };
      });
    }

    function place() {
      const zoom = map.getZoom();
      const size = map.getSize();
      const near = L.bounds([-size.x * 0.6, -size.y * 0.6], [size.x * 1.6, size.y * 1.6]);
      const corner = map.containerPointToLayerPoint([0, 0]);
      const view = { left: corner.x, top: corner.y, right: corner.x + size.x, bottom: corner.y + size.y };
      const taken = floating();
      for (const label of labels) {
        if (label.kind !== "stop") continue;
        const spot = map.latLngToLayerPoint(label.at);
        taken.push(grown({ left: spot.x, right: spot.x, top: spot.y, bottom: spot.y }, label.pin));
      }
      const fragment = document.createDocumentFragment();
      for (const label of labels) {
        if (label.zoom > zoom || !near.contains(map.latLngToContainerPoint(label.at))) continue;
        label.size ??= widthOf(label);
        const spot = map.latLngToLayerPoint(label.at);
        const free = places(spot, label.size, GAP[label.kind] ?? 0).find((option) => whole(option, view) && !taken.some((other) => overlap(grown(option, 2), other)));
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
    place();
  }

  function towardsPoint(middle, longitude, latitude) {
    return L.latLng(latitude, longitude + Math.round((middle - longitude) / 360) * 360);
  }

  /* --- the legend, the card and the notices are ours; their text was escaped when drawn --- */

  function box(map, className, html) {
    const element = L.DomUtil.create("div", className, map.getContainer());
    element.innerHTML = html;
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    return element;
  }

  /** The legend goes where it hides no stop, and is folded where there is no such corner. */
  function legend(map, html, spots) {
    const element = L.DomUtil.create("div", "sm-legend-control");
    element.innerHTML = html;
    L.DomEvent.disableClickPropagation(element);
    const details = element.querySelector("details");
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => element;
    control.addTo(map);
    const place = () => {
      details.open = true;
      const frame = map.getContainer().getBoundingClientRect();
      const free = ["bottomleft", "bottomright", "topright"].find((corner) => {
        control.setPosition(corner);
        const box = grown(details.getBoundingClientRect(), 14);
        const others = [...map.getContainer().querySelectorAll(".leaflet-control")].filter((other) => other !== element);
        if (others.some((other) => overlap(grown(box, -12), other.getBoundingClientRect()))) return false;
        return box.right - box.left < frame.width * 0.45 && !spots.some((spot) => {
          const { x, y } = map.latLngToContainerPoint(spot);
          return overlap(box, { left: x + frame.left, right: x + frame.left, top: y + frame.top, bottom: y + frame.top });
        });
      });
      if (!free) { control.setPosition("bottomleft"); details.open = false; }
    };
    return place;
  }

  function overviewButton(map, title, show) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("a", "sm-overview", bar);
      Object.assign(button, { href: "#", title, role: "button", textContent: "⤢" });
      button.setAttribute("aria-label", title);
      L.DomEvent.on(button, "click", (click) => { L.DomEvent.stop(click); show(); });
      return bar;
    };
    control.addTo(map);
  }

  /* --- the theme of the page around a frame comes with each message to it --- */

  function followTheme(box) {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const show = (theme) => { box.dataset.theme = theme; };
    show(dark.matches ? "dark" : "light");
    dark.addEventListener("change", () => show(dark.matches ? "dark" : "light"));
    window.addEventListener("message", ({ data, source }) => {
      const base = source === window.parent && data?.type === "streamlit:render" && data.theme?.base;
      if (base) show(base === "dark" ? "dark" : "light");
    });
  }

  /** The letters of the page around the frame, which its own documents do not have. */
  function borrowFonts() {
    const rules = [...window.parent.document.styleSheets].flatMap((sheet) => {
      try { return [...sheet.cssRules].map((rule) => [rule, sheet.href ?? window.parent.document.baseURI]); } catch { return []; }
    });
    const faces = rules.filter(([rule]) => rule.type === CSSRule.FONT_FACE_RULE && /Source (Sans|Serif)/.test(rule.cssText));
    const style = document.createElement("style");
    style.textContent = faces.map(([rule, base]) => rule.cssText.replace(/url\("?([^")]+)"?\)/g, (_, address) => `url("${new URL(address, base)}")`)).join("\n");
    document.head.append(style);
  }

  /** Style sheets come in their own time; what is measured waits for them. */
  const styled = () => Promise.all([...document.querySelectorAll("link[rel=stylesheet]")].map((link) => link.sheet || new Promise((done) => {
    link.addEventListener("load", done);
    link.addEventListener("error", done);
  })));

  async function start(map, story) {
    if (window.Streamlit) {
      document.documentElement.classList.add("sm-frame");
      borrowFonts();
    }
    await styled();
    bind(map, story);
  }

  function bind(map, story) {
    const container = map.getContainer();
    container.classList.add("sm-map", "sm-root");
    document.documentElement.lang = story.language;
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", story.words.label);
    followTheme(container);

    const journey = L.latLngBounds(story.bounds);
    const overview = { padding: [56, 56], maxZoom: 8 };
    let rest = null; // the zoom that the reader chose, or the first view's
    let ours = false; // whether the movement under way is ours
    let shown = null; // the event that the map shows
    let fitted = true; // whether the view is still the whole journey

    function fit(animate) {
      ours = true;
      fitted = true;
      map.invalidateSize({ animate: false });
      if (animate && !calm()) map.flyToBounds(journey, { ...overview, duration: 0.6 });
      else map.fitBounds(journey, { ...overview, animate: false });
    }

    map.on("movestart", () => { container.dataset.moving = "true"; });
    map.on("moveend", () => {
      container.dataset.moving = "false";
      if (!ours) { rest = map.getZoom(); fitted = false; }
      else if (fitted) rest = map.getZoom();
      ours = false;
    });

    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(story.credits);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    overviewButton(map, story.words.whole_journey, () => fit(true));

    /* stops: drawn by folium, known by the events in their options */
    const pins = [];
    map.eachLayer((layer) => { if (layer.options.events && layer instanceof L.Marker) pins.push(layer); });

    const placeLegend = legend(map, story.legend, pins.map((pin) => pin.getLatLng()));
    const refit = () => { fit(false); placeLegend(); };
    refit();
    // The frame gets its size after the map; until the reader moves, the journey stays fitted.
    new ResizeObserver(() => { if (fitted) refit(); else map.invalidateSize({ animate: false }); }).observe(container);

    const card = box(map, "sm-card sm-root", "");
    card.hidden = true;
    card.setAttribute("role", "group");
    SummitMap.link(card);
    const notice = box(map, "sm-notice", "");
    notice.hidden = true;
    notice.setAttribute("role", "status");

    function openCard(id) {
      const close = Object.assign(document.createElement("button"), { className: "sm-close", type: "button", title: story.words.close, textContent: "×" });
      close.setAttribute("aria-label", story.words.close);
      close.addEventListener("click", closeCard);
      card.innerHTML = story.cards[id] ?? "";
      card.firstElementChild?.classList.add("sm-selected");
      card.prepend(close);
      card.scrollTop = 0;
      card.hidden = false;
    }
    function closeCard() { card.hidden = true; }
    container.addEventListener("keydown", (press) => { if (press.key === "Escape") closeCard(); });
    map.on("click", closeCard);

    /** A pin or an area was asked: select its event, or the next one there, and tell of it. */
    function choose(events) {
      const id = card.hidden && events.includes(SummitMap.selected()) ? SummitMap.selected() : SummitMap.next(events);
      openCard(id);
      SummitMap.select(id);
    }
    for (const pin of pins) {
      pin.on("click", () => choose(pin.options.events));
      const element = pin.getElement();
      element.setAttribute("role", "button");
      element.title = story.pins[pin.options.place];
      element.setAttribute("aria-label", element.title);
      element.addEventListener("keydown", (press) => {
        if (press.key !== "Enter" && press.key !== " ") return;
        press.preventDefault();
        choose(pin.options.events);
      });
    }

    let shaded = new Map();

    function mark(id) {
      container.dataset.event = id;
      for (const pin of pins) pin.getElement().classList.toggle("sm-selected", pin.options.events.includes(id));
      for (const area of story.areas) {
        const path = shaded.get(area.place)?.getElement();
        const on = area.events.includes(id);
        path?.classList.toggle("sm-selected", on);
        if (on) shaded.get(area.place).bringToFront();
      }
      if (!card.hidden) openCard(id);
      const target = story.targets[id];
      notice.hidden = Boolean(target);
      if (!target) notice.textContent = story.notices[id] ?? "";
    }

    /** Where the middle of the map must be for the spot to lie in the middle of what the card leaves free. */
    function besideCard(spot, zoom) {
      if (card.hidden) return spot;
      const below = card.offsetWidth > map.getSize().x * 0.8;
      const shift = below ? [0, card.offsetHeight / 2] : [card.offsetWidth / 2, 0];
      return map.unproject(map.project(spot, zoom).add(shift), zoom);
    }

    function glide(spot, zoom) {
      const centre = besideCard(spot, zoom);
      fitted = false;
      if (zoom === map.getZoom() && map.distance(centre, map.getCenter()) < 1) return;
      ours = true;
      if (calm()) map.setView(centre, zoom, { animate: false });
      else if (zoom === map.getZoom()) map.panTo(centre, { animate: true, duration: 0.6 });
      else map.flyTo(centre, zoom, { duration: 0.6 });
    }

    function move(id) {
      const target = story.targets[id];
      if (!target) { if (!fitted) fit(true); return; }
      const spot = L.latLng(target.latitude, target.longitude);
      const layer = shaded.get(target.area);
      if (!layer) { glide(spot, rest); return; }
      // An area comes into view as far as two steps out can bring it.
      const whole = layer.getBounds();
      const zoom = Math.max(Math.min(map.getBoundsZoom(whole, false, L.point(40, 40)), rest), rest - 2, map.getMinZoom());
      glide(map.getBoundsZoom(whole) >= zoom ? whole.getCenter() : spot, zoom);
    }

    function show(id) {
      const first = shown === null;
      shown = id;
      mark(id);
      if (!first) move(id);
    }

    onlineLayers(map, container, notice, story);

    Promise.all([story.basemap, story.labels].map((address) => fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      return answer.json();
    }))).then(([topology, labels]) => {
      const country = basemap(map, topology, story.middle);
      shaded = areas(map, story, country, choose);
      const all = [
        ...story.names.map((name) => ({ ...name, at: L.latLng(name.latitude, name.longitude) })),
        ...labels.map((label) => ({ ...label, at: towardsPoint(story.middle, label.longitude, label.latitude) })),
      ];
      document.fonts.ready.then(() => names(map, all));
      shown = null;
      const stop = SummitMap.follow(show);
      map.on("unload", stop);
      container.dataset.ready = "true";
    });
  }

  /** Tiles from a server are a choice; where they do not come, the built-in map still stands. */
  function onlineLayers(map, container, notice, story) {
    map.on("baselayerchange", ({ layer }) => {
      container.classList.remove("sm-online");
      notice.hidden = true;
      if (!(layer instanceof L.TileLayer)) return;
      layer.on("tileload", () => container.classList.add("sm-online"));
      layer.on("tileerror", () => {
        if (container.classList.contains("sm-online")) return;
        notice.textContent = story.words.offline;
        notice.hidden = false;
      });
    });
  }

  return start;
})();
