/* The basemap from one TopoJSON file, and the areas shaded on it. */
SummitMap.basemap = (() => {
  "use strict";

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

  function towardsPoint(middle, longitude, latitude) {
    return L.latLng(latitude, longitude + Math.round((middle - longitude) / 360) * 360);
  }

  return { draw: basemap, shade: areas, near: towardsPoint };
})();
