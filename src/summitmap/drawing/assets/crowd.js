/* A crowd of pins: gathered in clusters where they are close, with the journey on one canvas.
 *
 * Built of the rows that drawing.crowd hands over; only what comes into view is drawn. The cluster
 * library is Leaflet.markercluster.
 */
SummitMap.crowd = (() => {
  "use strict";

  const ARROWS = 40; // legs in view at the most that each have an arrowhead
  const SHORTEST = 40; // pixels that such a leg is long at the least
  const NAMES = 80; // pins in view at the most that are named
  const CLOSER = 7; // steps from the whole crowd to the closest look: clusters are built for each

  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Leaflet moves markers in three dimensions, which gives each a layer of its own to be put together
  // with the others in every frame: with a hundred of them that takes longer than drawing them.
  const { _setPos: place } = L.Marker.prototype;
  L.Marker.include({
    _setPos(spot) {
      place.call(this, spot);
      if (this._icon) this._icon.style.transform = `translate(${spot.x}px, ${spot.y}px)`;
    },
  });

  /** An icon that is dressed as soon as it is drawn. */
  const Icon = L.DivIcon.extend({
    createIcon(old) {
      const element = L.DivIcon.prototype.createIcon.call(this, old);
      this.options.dress(element);
      return element;
    },
  });

  function title(element, text) {
    element.title = text;
    element.setAttribute("aria-label", text);
  }

  function onKey(element, act) {
    element.addEventListener("keydown", (press) => {
      if (press.key !== "Enter" && press.key !== " ") return;
      press.preventDefault();
      press.stopPropagation();
      act();
    });
  }

  /** Pins and legs on the map. `choose(events)` is called for a pin that is asked. */
  function draw(map, { pins: rows, path }, choose) {
    let told = null; // the words of the language that is shown
    let selected = null; // the pin of the selected event
    let open = new Set(rows.keys()); // the rows that the filter leaves
    const shown = new WeakMap(); // what each element stands for: a pin or a cluster

    /* --- pins --- */

    function look([, , , numbers, status, inferred]) {
      const wide = numbers.length ? 26 + 8 * (numbers.join(" · ").length - 1) : 14;
      const tall = numbers.length ? 26 : 14;
      return {
        html: `<span>${numbers.join(" · ")}</span>`, iconSize: [wide, tall], iconAnchor: [wide / 2, tall / 2],
        className: `sm-stop sm-${status}${inferred ? " sm-inferred" : ""}`,
      };
    }

    function pinOf(row, number) {
      const [, longitude, latitude, numbers, , , events] = row;
      const pin = L.marker([latitude, longitude], { number, events, zIndexOffset: numbers.length ? 500 : 0, riseOnHover: true });
      pin.options.icon = new Icon({ ...look(row), dress: (element) => dressed(element, pin) });
      return pin;
    }

    function dressed(element, pin) {
      shown.set(element, pin);
      title(element, told.pins[pin.options.number]);
      element.classList.toggle("sm-selected", pin.options.number === selected?.options.number);
      onKey(element, () => choose(pin.options.events));
    }

    // What folium has drawn stands for the crowd until it is there.
    const early = [];
    map.eachLayer((layer) => { if (layer.options.events) early.push(layer); });

    const pins = rows.map(pinOf);
    const pinOfEvent = new Map(pins.flatMap((pin) => pin.options.events.map((event) => [event, pin])));

    /* --- clusters, by the number of events in them --- */

    const eventsOf = (cluster) => cluster.getAllChildMarkers().reduce((sum, pin) => sum + pin.options.events.length, 0);

    function iconOf(cluster) {
      const count = eventsOf(cluster);
      const size = 22 + 6 * String(count).length;
      return new Icon({
        html: `<span>${count.toLocaleString(told.language)}</span>`, iconSize: [size, size], className: "sm-cluster",
        dress: (element) => {
          shown.set(element, cluster);
          title(element, told.words.cluster.replace("{count}", count.toLocaleString(told.language)));
          // The library tells a cluster's click by its layer, and keeps the map in focus after the enter key.
          onKey(element, () => group.fire("click", { layer: cluster, originalEvent: { keyCode: 13 } }));
        },
      });
    }

    const whole = map.getBoundsZoom(L.latLngBounds(pins.map((pin) => pin.getLatLng())));
    map.setMaxZoom(Math.max(10, Math.min(Math.round(whole) + CLOSER, 18)));
    const group = L.markerClusterGroup({
      maxClusterRadius: 56, showCoverageOnHover: false, animate: !calm(), iconCreateFunction: iconOf,
      spiderLegPolylineOptions: { className: "sm-leg", weight: 1.5, interactive: false },
    });
    group.on("click", ({ layer }) => choose(layer.options.events));

    /* --- the selected pin is always on the map: on its own where a cluster holds it --- */

    const lone = L.marker([0, 0], { zIndexOffset: 5000, icon: L.divIcon() });
    lone.on("click", () => choose(selected.options.events));

    const elements = () => [...map.getPane("markerPane").querySelectorAll(".sm-stop:not(.sm-lone), .sm-cluster")].filter((element) => shown.has(element));
    const isPin = (layer) => layer.options.events !== undefined;

    function showSelected() {
      const own = elements().filter((element) => isPin(shown.get(element)));
      for (const element of own) element.classList.toggle("sm-selected", shown.get(element) === selected);
      const stands = own.some((element) => shown.get(element) === selected);
      if (!selected || stands || !open.has(selected.options.number)) { lone.remove(); return; }
      const row = rows[selected.options.number];
      const icon = look(row);
      if (map.hasLayer(lone) && lone.row === row && lone.language === told.language) return;
      Object.assign(lone, { row, language: told.language });
      lone.setLatLng(selected.getLatLng()).setIcon(new Icon({
        ...icon, className: `${icon.className} sm-lone sm-selected`,
        dress: (element) => {
          title(element, told.pins[selected.options.number]);
          onKey(element, () => choose(selected.options.events));
        },
      }));
      lone.addTo(map);
    }

    /* --- the journey: one line for each status, on one canvas, and arrows where legs are few --- */

    const stops = path.map(([number, longitude, status]) => ({ number, status, at: L.latLng(rows[number][2], longitude) }));
    const legs = stops.slice(1).map((end, index) => ({ start: stops[index], end, status: end.status }));
    const renderer = L.canvas({ padding: 0.5 });
    const lines = new Map(); // by status
    const arrows = L.layerGroup().addTo(map);
    const ahead = (status) => status === "planned" || status === "proposed";

    function drawLegs() {
      const accent = getComputedStyle(map.getContainer()).getPropertyValue("--map-accent").trim();
      const left = legs.filter(({ start, end }) => open.has(start.number) && open.has(end.number));
      for (const status of new Set(legs.map((leg) => leg.status))) {
        const line = lines.get(status) ?? L.polyline([], { renderer, interactive: false, smoothFactor: 0, dashArray: ahead(status) ? "2 5" : null });
        line.setLatLngs(left.filter((leg) => leg.status === status).map(({ start, end }) => [start.at, end.at]));
        line.setStyle({ color: accent, weight: legs.length > 400 ? 1 : 1.8, opacity: legs.length > 400 ? Math.max(0.22, 0.6 - legs.length / 8000) : 0.85 });
        lines.set(status, line.addTo(map));
      }
    }

    function drawArrows() {
      arrows.clearLayers();
      const view = map.getBounds();
      const inView = [];
      for (const leg of legs) {
        if (!open.has(leg.start.number) || !open.has(leg.end.number) || !view.intersects(L.latLngBounds(leg.start.at, leg.end.at))) continue;
        inView.push(leg);
        if (inView.length > ARROWS) return;
      }
      for (const { start, end, status } of inView) {
        const [from, to] = [map.latLngToLayerPoint(start.at), map.latLngToLayerPoint(end.at)];
        if (from.distanceTo(to) < SHORTEST) continue;
        const turn = Math.atan2(to.y - from.y, to.x - from.x) * 180 / Math.PI;
        const at = map.layerPointToLatLng(from.add(to.subtract(from).multiplyBy(0.55)));
        const html = `<svg viewBox="-8 -8 16 16" aria-hidden="true"><path transform="rotate(${turn.toFixed(1)})" d="M-6 -5 L7 0 L-6 5 L-3 0 Z"/></svg>`;
        L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ html, iconSize: [16, 16], iconAnchor: [8, 8], className: `sm-arrow sm-${status}` }) }).addTo(arrows);
      }
    }

    /* --- what the names on the map must know --- */

    /** The names of the pins that stand alone, stops first; a cluster has none and takes its room. */
    function names() {
      const found = elements().map((element) => shown.get(element));
      const alone = new Set([...(selected && open.has(selected.options.number) ? [selected] : []), ...found.filter(isPin)]);
      const named = [...alone].sort((a, b) => (b === selected) - (a === selected) || b.options.zIndexOffset - a.options.zIndexOffset).slice(0, NAMES);
      return [
        ...named.map((pin) => ({ text: told.places[pin.options.number], kind: "stop", zoom: 0, pin: rows[pin.options.number][3].length ? 15 : 9, at: pin.getLatLng() })),
        ...found.filter((layer) => !isPin(layer)).map((cluster) => ({ text: "", kind: "stop", zoom: 0, pin: 20, at: cluster.getLatLng() })),
      ];
    }

    let showNames = () => {};
    let naming = false;
    /** A step marks a pin and moves the map: both together need the names once, with the frame to come. */
    function changed() {
      if (naming) return;
      naming = true;
      requestAnimationFrame(() => { naming = false; showNames(names()); });
    }
    function settle() {
      showSelected();
      drawArrows();
      changed();
    }
    map.on("moveend", settle);
    group.on("animationend spiderfied unspiderfied", settle);
    const theme = new MutationObserver(drawLegs);
    theme.observe(map.getContainer(), { attributeFilter: ["data-theme"] });
    map.on("unload", () => theme.disconnect());

    let all = null; // when every pin is on the map
    function start() {
      // The selected pin comes at once, and the crowd with the frame after it.
      selected = pinOfEvent.get(SummitMap.selected()) ?? null;
      showSelected();
      all = new Promise((done) => requestAnimationFrame(() => setTimeout(() => {
        group.addTo(map);
        group.addLayers(pins.filter((pin) => open.has(pin.options.number)));
        drawLegs();
        for (const pin of early) pin.remove();
        settle();
        done();
      })));
    }

    return {
      /** When every pin is on the map. */
      ready: () => all,
      /** Some of the spots, for what looks for a corner without pins. */
      spots: pins.filter((_, number) => number % Math.ceil(pins.length / 200) === 0).map((pin) => pin.getLatLng()),
      /** Where an event is, if it has a pin. */
      target: (event) => {
        const at = pinOfEvent.get(event)?.getLatLng();
        return at && { longitude: at.lng, latitude: at.lat, area: null };
      },
      mark: (event) => { selected = pinOfEvent.get(event) ?? null; showSelected(); changed(); },
      tell(words, language) {
        told = { ...words, language };
        if (!all) { start(); return; }
        group.refreshClusters();
        for (const element of elements()) if (isPin(shown.get(element))) title(element, told.pins[shown.get(element).options.number]);
        settle();
      },
      /** Show the pins with an event that is left; every name that is then given may stay. */
      sift(left) {
        open = new Set(pins.map((_, number) => number).filter((number) => left(rows[number][6])));
        group.clearLayers();
        group.addLayers(pins.filter((pin) => open.has(pin.options.number)));
        drawLegs();
        settle();
        return () => true;
      },
      /** Give the names of the pins that stand alone to `show`, now and whenever they are others. */
      follow(show) {
        showNames = show;
        showNames(names());
      },
    };
  }

  return draw;
})();
