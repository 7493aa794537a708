/* The map in the browser: the card, the legend, the selection and how the map moves to it.
 *
 * Folium draws the stops and the legs, and calls SummitMap.map(map, story) last; basemap.js and
 * names.js draw what lies under them.
 */
SummitMap.map = (() => {
  "use strict";

  // What is drawn reaches a screen and a half beyond the view, so that nothing ends in mid-air
  // while the map glides.
  L.Renderer.mergeOptions({ padding: 1.5 });

  // What is drawn beyond the view need not be drawn anew until the view comes near its edge: a step
  // to the next event then moves one layer and rewrites no path.
  const redraw = L.SVG.prototype._update;
  L.SVG.include({
    _update() {
      const { drawnFor, _bounds: drawn } = this;
      const now = { zoom: this._map.getZoom(), origin: this._map.getPixelOrigin(), size: this._map.getSize() };
      if (drawnFor?.zoom === now.zoom && drawnFor.origin.equals(now.origin) && drawnFor.size.equals(now.size)) {
        const half = now.size.divideBy(2);
        const corner = this._map.containerPointToLayerPoint([0, 0]);
        if (drawn.contains(L.bounds(corner.subtract(half), corner.add(now.size).add(half)))) return;
      }
      redraw.call(this);
      this.drawnFor = now;
    },
  });

  // Until folium sets its own, a marker would ask for Leaflet's picture of a pin.
  L.Marker.mergeOptions({ icon: L.divIcon() });

  const { overlap, grown } = SummitMap.names;
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /* --- the legend, the card and the notices are ours; their text was escaped when drawn --- */

  function box(map, className, html) {
    const element = L.DomUtil.create("div", className, map.getContainer());
    element.innerHTML = html;
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    return element;
  }

  /** The legend goes where it hides no stop, and is folded where there is no such corner. */
  function legend(map, spots) {
    const element = L.DomUtil.create("div", "sm-legend-control");
    L.DomEvent.disableClickPropagation(element);
    const control = L.control({ position: "bottomleft" });
    control.onAdd = () => element;
    control.addTo(map);
    const place = () => {
      const details = element.querySelector("details");
      if (!details) return;
      details.open = true;
      const frame = map.getContainer().getBoundingClientRect();
      const free = (corner) => {
        control.setPosition(corner);
        const box = grown(details.getBoundingClientRect(), 14);
        const others = [...map.getContainer().querySelectorAll(".leaflet-control")].filter((other) => other !== element);
        if (others.some((other) => overlap(grown(box, -12), other.getBoundingClientRect()))) return false;
        return (!details.open || box.right - box.left < frame.width * 0.45) && !spots.some((spot) => {
          const { x, y } = map.latLngToContainerPoint(spot);
          return overlap(box, { left: x + frame.left, right: x + frame.left, top: y + frame.top, bottom: y + frame.top });
        });
      };
      const corners = ["bottomleft", "bottomright", "topright"];
      if (corners.some(free)) return;
      details.open = false;
      if (!corners.some(free)) control.setPosition("bottomleft");
    };
    const write = (html) => { element.innerHTML = html; place(); };
    return { place, write };
  }

  function overviewButton(map, show) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => {
      const bar = L.DomUtil.create("div", "leaflet-bar");
      const button = L.DomUtil.create("a", "sm-overview", bar);
      Object.assign(button, { href: "#", role: "button", textContent: "⤢" });
      L.DomEvent.on(button, "click", (click) => { L.DomEvent.stop(click); show(); });
      return bar;
    };
    control.addTo(map);
  }

  /* --- the theme is the one that the page was asked for, or of the page around a frame, which
   *     comes with each message to it, or the reader's --- */

  function followTheme(box) {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const show = (theme) => { box.dataset.theme = theme; };
    const { theme: asked } = document.documentElement.dataset;
    if (asked) { show(asked); return; }
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

  /** What the map is told may stand further down in the page. */
  const parsed = () => document.readyState !== "loading" || new Promise((done) => document.addEventListener("DOMContentLoaded", done));

  const OVERVIEW = { padding: [56, 56], maxZoom: 8 };

  /** `story` may be the address of what the map is told, which then is `from`; `bounds` are those
   *  of the first view, which is shown while the story is on its way. */
  async function start(map, story, bounds) {
    map.getContainer().classList.add("sm-map", "sm-root");
    followTheme(map.getContainer());
    if (window.Streamlit) {
      document.documentElement.classList.add("sm-frame");
      borrowFonts();
    } else map.fitBounds(bounds, { ...OVERVIEW, animate: false });
    if (typeof story === "string") start.from = story;
    await Promise.all([styled(), parsed()]);
    bind(map, typeof story === "string" ? await load(story) : story);
  }

  function bind(map, story) {
    const container = map.getContainer();
    container.setAttribute("role", "region");
    let told = null; // what is said in the language that the map is told in

    const journey = L.latLngBounds(story.bounds);
    let rest = null; // the zoom that the reader chose, or the first view's
    let ours = false; // whether the movement under way is ours
    let shown = null; // the event that the map shows
    let fitted = true; // whether the view is still the whole journey
    const presenting = () => SummitMap.view.get() === "present";

    // The size of the frame is followed below, so Leaflet need not follow the window's.
    L.DomEvent.off(window, "resize", map._onResize, map);

    /** Learn the size of the frame; that the middle stays where it is, is no move of the reader's. */
    function measure() {
      ours = true;
      map.invalidateSize({ animate: false });
      ours = false;
    }

    function fit(animate) {
      measure();
      ours = true;
      fitted = true;
      if (animate && !calm()) map.flyToBounds(journey, { ...OVERVIEW, duration: 0.6 });
      else map.fitBounds(journey, { ...OVERVIEW, animate: false });
    }

    map.on("movestart", () => { container.dataset.moving = "true"; });
    map.on("moveend", () => {
      container.dataset.moving = "false";
      if (!ours) {
        // Who explores during a presentation comes back to it as it was left.
        if (presenting()) SummitMap.exploring.set("true");
        else rest = map.getZoom();
        fitted = false;
      }
      else if (fitted) rest = map.getZoom();
      ours = false;
    });

    map.attributionControl.setPrefix(false);
    L.control.zoom({ position: "topleft" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    overviewButton(map, () => {
      fit(true);
      if (presenting()) SummitMap.exploring.set("true");
    });

    const pins = story.crowd ? SummitMap.crowd(map, story.crowd, choose) : fewPins(map, choose);
    const targetOf = (id) => story.targets[id] ?? pins.target(id);

    const key = legend(map, pins.spots);
    const refit = () => { fit(false); key.place(); };
    refit();
    // The frame gets its size after the map; until the reader moves, the journey stays fitted.
    new ResizeObserver(() => { if (fitted) refit(); else measure(); }).observe(container);

    const card = box(map, "sm-card sm-root", "");
    card.hidden = true;
    card.setAttribute("role", "group");
    SummitMap.link(card);
    const notice = box(map, "sm-notice", "");
    notice.hidden = true;
    notice.setAttribute("role", "status");

    /** Whether something has a card; those of a crowd are fetched when they are asked for. */
    const hasCard = (id) => (told.cards ? id in told.cards : SummitMap.cards.has(id));
    let awaited = null; // the card that is on its way

    function openCard(id) {
      awaited = null;
      const html = told.cards ? told.cards[id] ?? "" : SummitMap.cards.get(id);
      if (html === undefined) {
        awaited = id;
        SummitMap.cards.fetch(id).then(() => { if (awaited === id) openCard(id); });
        return;
      }
      const close = Object.assign(document.createElement("button"), { className: "sm-close", type: "button", title: told.words.close, textContent: "×" });
      close.setAttribute("aria-label", told.words.close);
      close.addEventListener("click", closeCard);
      card.innerHTML = html;
      SummitMap.sift(card);
      card.firstElementChild?.classList.add("sm-selected");
      card.prepend(close);
      card.scrollTop = 0;
      card.hidden = false;
    }
    function closeCard() {
      awaited = null;
      card.hidden = true;
    }
    container.addEventListener("keydown", (press) => { if (press.key === "Escape") closeCard(); });
    map.on("click", closeCard);

    /** A pin or an area was asked: select its event, or the next one there, and tell of it. */
    function choose(events) {
      const here = events.filter(SummitMap.leaves);
      if (!here.length) return;
      const id = card.hidden && here.includes(SummitMap.selected()) ? SummitMap.selected() : SummitMap.next(here);
      openCard(id);
      SummitMap.select(id);
    }
    let shaded = new Map();

    function mark(id) {
      container.dataset.event = id;
      pins.mark(id);
      for (const area of story.areas) {
        const path = shaded.get(area.place)?.getElement();
        const on = area.events.includes(id) || id === `place:${area.place}`;
        path?.classList.toggle("sm-selected", on);
        if (on) shaded.get(area.place).bringToFront();
      }
      if (!hasCard(id)) closeCard();
      else if (!card.hidden) openCard(id);
      const target = targetOf(id);
      // What is told of the story as a whole has the whole journey for its place.
      notice.hidden = Boolean(target) || id.startsWith("story:");
      if (!notice.hidden) notice.textContent = told.words.no_place;
    }

    /** Where the middle of the map must be for the spot to lie in the middle of what the card leaves free. */
    function besideCard(spot, zoom) {
      if (card.hidden) return spot;
      const below = card.offsetWidth > map.getSize().x * 0.8;
      const shift = below ? [0, card.offsetHeight / 2] : [card.offsetWidth / 2, 0];
      return map.unproject(map.project(spot, zoom).add(shift), zoom);
    }

    function glide(spot, zoom, animate) {
      const centre = besideCard(spot, zoom);
      fitted = false;
      if (zoom === map.getZoom() && map.distance(centre, map.getCenter()) < 1) return;
      ours = true;
      if (!animate || calm()) map.setView(centre, zoom, { animate: false });
      else if (zoom === map.getZoom()) map.panTo(centre, { animate: true, duration: 0.6 });
      else map.flyTo(centre, zoom, { duration: 0.6 });
    }

    function move(id, animate = true) {
      const target = targetOf(id);
      if (!target) { if (!fitted) fit(animate); return; }
      const spot = L.latLng(target.latitude, target.longitude);
      const layer = shaded.get(target.area);
      if (!layer) { glide(spot, rest, animate); return; }
      // An area comes into view as far as two steps out can bring it; of one that is larger than
      // that, the part around the journey.
      const whole = layer.getBounds();
      const zoom = Math.max(Math.min(map.getBoundsZoom(whole, false, L.point(40, 40)), rest), rest - 2, map.getMinZoom());
      if (map.getBoundsZoom(whole) >= zoom) glide(whole.getCenter(), zoom, animate);
      else glide(whole.intersects(journey) ? journey.getCenter() : spot, zoom, animate);
    }

    function show(id) {
      const first = shown === null;
      shown = id;
      if (SummitMap.exploring.get()) SummitMap.exploring.set();
      mark(id);
      if (!first) move(id);
    }

    /** What the filter takes out is not on the map; a leg is there when both its stops are. */
    function sift() {
      const open = (events) => events.some(SummitMap.leaves);
      const named = pins.sift(open);
      for (const area of story.areas) shaded.get(area.place)?.getElement()?.classList.toggle("sm-out", area.events.length > 0 && !open(area.events));
      drawNames.sift(named);
      if (!card.hidden) { if (SummitMap.leaves(shown)) openCard(shown); else closeCard(); }
    }

    /** Another view of the page gives the map another size: the journey is fitted to it anew. */
    function resize() {
      SummitMap.exploring.set();
      closeCard();
      requestAnimationFrame(() => {
        drawNames.measure();
        refit();
        if (presenting() && shown) move(shown, false);
      });
    }

    if (story.layers) chooseLayer(map, container, story.layers, () => told.words.offline);

    const labels = {};
    const drawNames = SummitMap.names.draw(map);

    /** Everything that is said on the map, in one language. */
    function tell(language) {
      const before = told;
      told = story.told[language] ?? story.told[story.language];
      (window.Streamlit ? document.documentElement : container).lang = language;
      container.setAttribute("aria-label", told.words.label);
      if (before) map.attributionControl.removeAttribution(before.credits);
      map.attributionControl.addAttribution(told.credits);
      for (const [button, text] of [["in", told.words.zoom_in], ["out", told.words.zoom_out]]) title(container.querySelector(`.leaflet-control-zoom-${button}`), text);
      title(container.querySelector(".sm-overview"), told.words.whole_journey);
      if (told.layers) nameLayers(container, told.layers, told.words.layers);
      pins.tell(told, language);
      key.write(told.legend);
      if (!card.hidden && hasCard(shown)) openCard(shown);
      notice.textContent = notice.hidden ? "" : told.words.no_place;
      (labels[language] ??= load(told.labels)).then((names) => {
        if (told !== (story.told[language] ?? story.told[story.language])) return;
        const lasting = [
          ...told.names.map((name) => ({ ...name, at: L.latLng(name.latitude, name.longitude) })),
          ...names.map((label) => ({ ...label, at: SummitMap.basemap.near(story.middle, label.longitude, label.latitude) })),
        ];
        pins.follow((passing) => drawNames.show([...passing, ...lasting]));
      });
    }

    tell(SummitMap.language.get() ?? story.language);
    Promise.all([load(story.basemap), labels[SummitMap.language.get() ?? story.language], document.fonts.ready, pins.ready()]).then(([topology]) => {
      const country = SummitMap.basemap.draw(map, topology, story.middle);
      shaded = SummitMap.basemap.shade(map, story, country, choose);
      shown = null;
      const stops = [SummitMap.follow(show), SummitMap.language.follow(tell), SummitMap.filter.follow(sift), SummitMap.view.follow(resize)];
      map.on("unload", () => stops.forEach((stop) => stop()));
      container.dataset.ready = "true";
    });
  }

  /** The stops and legs that folium has drawn; a stop is known by the events in its options. */
  function fewPins(map, choose) {
    const pins = [];
    const legs = []; // each line and its arrow, from one pin to another
    map.eachLayer((layer) => {
      if (layer instanceof L.Polyline) legs.push({ ends: layer.getLatLngs(), drawn: [layer] });
      else if (layer.options.events) pins.push(layer);
      else if (layer instanceof L.Marker) legs.at(-1)?.drawn.push(layer);
    });
    for (const pin of pins) {
      pin.on("click", () => choose(pin.options.events));
      const element = pin.getElement();
      element.setAttribute("role", "button");
      element.addEventListener("keydown", (press) => {
        if (press.key !== "Enter" && press.key !== " ") return;
        press.preventDefault();
        choose(pin.options.events);
      });
    }
    return {
      ready: () => null, // they were there before
      spots: pins.map((pin) => pin.getLatLng()),
      target: () => undefined,
      mark: (id) => { for (const pin of pins) pin.getElement().classList.toggle("sm-selected", pin.options.events.includes(id)); },
      tell: ({ pins: titles }) => { for (const pin of pins) title(pin.getElement(), titles[pin.options.place]); },
      /** Show the pins with an event that is `open`; the result tells whether a name may stay. */
      sift(open) {
        const left = pins.filter((pin) => open(pin.options.events));
        for (const pin of pins) pin.getElement().classList.toggle("sm-out", !left.includes(pin));
        const isLeft = (at) => left.some((pin) => pin.getLatLng().equals(at));
        for (const { ends, drawn } of legs) {
          for (const layer of drawn) layer.getElement().classList.toggle("sm-out", !ends.every(isLeft));
        }
        return (name) => name.kind !== "stop" || isLeft(name.at);
      },
      /** Its names are those that the story tells, all the time. */
      follow: (show) => show([]),
    };
  }

  function title(element, text) {
    element.title = text;
    element.setAttribute("aria-label", text);
  }

  /** JSON from an address, or from the element of the page that holds it, packed with gzip. */
  async function load(address) {
    if (address.startsWith("#")) return unpacked(document.querySelector(address).textContent);
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  function unpacked(base64) {
    const signs = atob(base64);
    const bytes = new Uint8Array(signs.length);
    for (let at = 0; at < signs.length; at += 1) bytes[at] = signs.charCodeAt(at);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
  }

  /** The inputs of the choice among the maps under the journey, and their labels. */
  const layerChoice = (container) => [...container.querySelectorAll(".leaflet-control-layers-base label")].map((label) => ({
    input: label.querySelector("input"), name: label.querySelector("span span"),
  }));

  function nameLayers(container, names, heading) {
    title(container.querySelector(".leaflet-control-layers-toggle"), heading);
    for (const [at, { name }] of layerChoice(container).entries()) name.textContent = ` ${names[at]}`;
  }

  /** Tiles from a server are a choice, shared by its name; where they do not come, the built-in map
   *  still stands. */
  function chooseLayer(map, container, names, words) {
    // Its notice stays, whatever is selected.
    const notice = box(map, "sm-notice sm-notice-layer", "");
    notice.hidden = true;
    notice.setAttribute("role", "status");
    map.on("baselayerchange", ({ layer }) => {
      container.classList.remove("sm-online");
      notice.hidden = true;
      const name = names[layerChoice(container).findIndex(({ input }) => input.checked)];
      if (name !== SummitMap.layer.get()) SummitMap.layer.set(name);
      if (!(layer instanceof L.TileLayer)) return;
      layer.on("tileload", () => container.classList.add("sm-online"));
      layer.on("tileerror", () => {
        if (container.classList.contains("sm-online")) return;
        notice.textContent = words();
        notice.hidden = false;
      });
    });
    const stop = SummitMap.layer.follow((name) => {
      const choice = layerChoice(container)[names.indexOf(name)];
      if (choice && !choice.input.checked) choice.input.click();
    });
    map.on("unload", stop);
  }

  return Object.assign(start, { load });
})();
