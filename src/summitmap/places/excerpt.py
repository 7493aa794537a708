"""An excerpt of the basemap for one story: fine where the story is, coarse far from it.

Every line of the basemap is one arc, shared by those that it parts. It is thinned once, so that
neighbours stay closed, without a gap or an overlap. What a node is worth is what it adds to the
shape, divided by its distance from the story: to see both, a reader must look from that far away.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeAlias

from summitmap.places import basemap
from summitmap.places.basemap import Label, LabelKind
from summitmap.places.nearness import cell, distances, northing
from summitmap.places.thinning import weights
from summitmap.story.model import CountryArea, Place, PolygonArea, Position

_NODES = 6_500
"""How many nodes between their ends the lines keep; the world has some hundred thousand."""

_POWER = 1.2
"""How fast detail fades with the distance: a little faster than things grow smaller with it, for
what is far is seldom what a reader looks at."""

_RIVER = 40
"""How many times as long as the finest detail a river must be to be drawn."""

_CORNERS = 5
"""How many corners an island or a lake keeps at the least, unless it never had so many."""

_SIGHT = 360.0
"""Degrees of longitude from the middle to the edge of a screen of 512 pixels at zoom level 0."""

_EVERYWHERE = {LabelKind.COUNTRY: 4, LabelKind.OCEAN: 4}
_ELSEWHERE = 3
"""The zoom level up to which a name is kept wherever it is."""

_Line: TypeAlias = "tuple[_Node, ...]"

_Ring: TypeAlias = Sequence[Sequence[float]]
"""A ring of GeoJSON: longitude and latitude of each node, the first repeated at the end."""

_Nested: TypeAlias = "int | list[_Nested]"
"""Arc numbers in lists to any depth; `~number` is an arc backwards, as in TopoJSON."""


@dataclass(frozen=True)
class Excerpt:
    """The basemap of one story.

    `topology` is TopoJSON with the objects of `basemap.topology`. `finest` is how much a node
    adds to a shape at the least, for its distance; `distances` are those of `nearness`.
    """

    topology: bytes
    finest: float
    distances: tuple[float, ...]

    def is_worth(self, label: Label) -> bool:
        """Whether a name is to be had: it shows while the story may still be in sight, or a map
        of the world has it."""
        where = label.position
        away = self.distances[cell(where.longitude, northing(where.latitude))]
        return label.rank <= max(math.log2(_SIGHT / away), _EVERYWHERE.get(label.kind, _ELSEWHERE))

    def thinned(self, place: Place) -> Place:
        """The place with an area of its own as fine as the map under it."""
        area = place.area
        if not isinstance(area, PolygonArea):
            return place
        polygons = area.coordinates if area.type == "MultiPolygon" else [area.coordinates]
        reach = _reach_of([node for polygon in polygons for node in polygon[0]])
        thin = [rings for polygon in polygons if (rings := self._thinned(polygon, reach))]
        if not thin:
            return place
        return place.model_copy(update={"area": PolygonArea(type="MultiPolygon", coordinates=thin)})

    def _thinned(self, polygon: Sequence[_Ring], reach: float) -> list[_Ring]:
        """The rings of a GeoJSON polygon; without any when its outer ring has become a splinter."""
        rings: list[_Ring] = []
        for ring in polygon:
            easts = [longitude for longitude, *_ in ring]
            norths = [northing(latitude) for _, latitude, *_ in ring]
            seen = _seen(weights(easts, norths), map(cell, easts, norths), self.distances, reach)
            kept = [node for node, size in zip(ring, seen, strict=True) if size >= self.finest]
            if len(kept) > min(_CORNERS, len(ring) - 1):
                rings.append(kept)
            elif not rings:
                return []
        return rings


def _reach_of(nodes: Sequence[Sequence[float]]) -> float:
    """From how far away an area is looked at when it is seen as a whole; nodes as in GeoJSON."""
    return _diagonal([node[0] for node in nodes], [northing(node[1]) for node in nodes]) / 2


def excerpt(places: Mapping[str, Place]) -> Excerpt:
    """The excerpt for these places; the same places give the same bytes.

    A country that is one of them is fine enough to be looked at as a whole. Raises `AssetError`
    when the basemap is missing.
    """
    spots = {place.position for place in places.values() if not place.kind.is_area}
    positions = spots or {place.position for place in places.values()}
    countries = {p.area.country for p in places.values() if isinstance(p.area, CountryArea)}
    return _excerpt(frozenset(positions), frozenset(countries))


class _Node(NamedTuple):
    """A point of the basemap's grid: steps from its western and from its southern edge."""

    x: int
    y: int


@dataclass(frozen=True)
class _Arc:
    """A line of the basemap: its nodes on the grid, and for each the cell that it lies in and
    what it is worth to the shape; `span` is how far it reaches. Lengths are in degrees of
    longitude at the equator."""

    xs: tuple[int, ...]
    ys: tuple[int, ...]
    cells: array[int]
    worth: array[float]
    span: float


@cache
def _source() -> dict[str, Any]:
    source: dict[str, Any] = json.loads(basemap.topology())
    return source


@cache
def _arcs() -> tuple[_Arc, ...]:
    """The lines of the whole basemap, measured once."""
    source = _source()
    (scale_x, scale_y), (left, bottom) = (source["transform"][k] for k in ("scale", "translate"))
    arcs = []
    for steps in source["arcs"]:
        xs = tuple(accumulate(step[0] for step in steps))
        ys = tuple(accumulate(step[1] for step in steps))
        easts = [x * scale_x + left for x in xs]
        norths = [northing(y * scale_y + bottom) for y in ys]
        cells = array("H", map(cell, easts, norths))
        worth = array("d", weights(easts, norths))
        arcs.append(_Arc(xs, ys, cells, worth, _diagonal(easts, norths)))
    return tuple(arcs)


def _diagonal(easts: Sequence[float], norths: Sequence[float]) -> float:
    return math.hypot(max(easts) - min(easts), max(norths) - min(norths))


@lru_cache(maxsize=16)
def _excerpt(positions: frozenset[Position], countries: frozenset[str]) -> Excerpt:
    away = distances(positions)
    reach = _reach(countries)
    seen = [
        _seen(arc.worth, arc.cells, away, reach.get(number, math.inf))
        for number, arc in enumerate(_arcs())
    ]
    finest = _finest(seen)
    lines = [_kept(arc, sizes, finest) for arc, sizes in zip(_arcs(), seen, strict=True)]
    objects = _objects(lines, finest, away)
    return Excerpt(_encoded(lines, objects), finest, tuple(away))


def _reach(countries: frozenset[str]) -> dict[int, float]:
    """From how far away the arcs of a country are looked at when it is seen as a whole."""
    found: dict[int, float] = {}
    for geometry in _source()["objects"]["countries"]["geometries"]:
        if geometry["id"] in countries:
            box = basemap.country_bounds(geometry["id"])
            norths = (northing(box.south), northing(box.north))
            half = _diagonal((box.west, box.east), norths) / 2
            for number in _numbers(geometry["arcs"]):
                arc = max(number, ~number)
                found[arc] = min(half, found.get(arc, math.inf))
    return found


def _seen(
    worth: Iterable[float], cells: Iterable[int], away: Sequence[float], reach: float
) -> list[float]:
    """How large each node's part of the shape looks from where the story is looked at."""
    return [
        size / min(away[where], reach) ** _POWER for size, where in zip(worth, cells, strict=True)
    ]


def _finest(seen: Sequence[Sequence[float]]) -> float:
    """How large the smallest part looks that there is room for."""
    between = sorted((size for sizes in seen for size in sizes[1:-1]), reverse=True)
    return between[_NODES - 1] if len(between) >= _NODES else 0.0


def _kept(arc: _Arc, seen: Sequence[float], finest: float) -> _Line:
    """The nodes that there is room for, and the two ends."""
    return tuple(
        _Node(x, y) for x, y, size in zip(arc.xs, arc.ys, seen, strict=True) if size >= finest
    )


def _objects(
    lines: Sequence[_Line], finest: float, away: Sequence[float]
) -> dict[str, dict[str, Any]]:
    """The objects of the basemap without what the thinning has left no area or no length of."""
    source = _source()["objects"]
    countries = [
        {"type": "MultiPolygon", "id": geometry["id"], "arcs": polygons}
        for geometry in source["countries"]["geometries"]
        if (polygons := _polygons(geometry["arcs"], lines))
    ]
    lakes = [
        {"type": "Polygon", "arcs": rings}
        for lake in source["lakes"]["geometries"]
        for rings in _polygons([lake["arcs"]], lines)
    ]
    rivers = [
        river
        for river in source["rivers"]["geometries"]
        if _looks_long(list(_numbers(river["arcs"])), finest, away)
    ]
    land = {max(number, ~number) for country in countries for number in _numbers(country["arcs"])}
    return {
        "countries": {"type": "GeometryCollection", "geometries": countries},
        **{
            name: {
                "type": "MultiLineString",
                "arcs": [line for line in source[name]["arcs"] if land.issuperset(line)],
            }
            for name in ("borders", "coast")
        },
        "lakes": {"type": "GeometryCollection", "geometries": lakes},
        "rivers": {"type": "GeometryCollection", "geometries": rivers},
    }


def _polygons(polygons: list[list[list[int]]], lines: Sequence[_Line]) -> list[list[list[int]]]:
    """The polygons whose outer ring still has an area, with those holes that have one."""
    found = []
    for outer, *holes in polygons:
        if _has_area(outer, lines):
            found.append([outer, *(hole for hole in holes if _has_area(hole, lines))])
    return found


def _has_area(ring: list[int], lines: Sequence[_Line]) -> bool:
    """Whether a ring is still an area; an island or a lake that has become a splinter is none."""
    corners = {node for number in ring for node in lines[max(number, ~number)]}
    if len(ring) > 1:
        # Beside its neighbours even a triangle is needed, or there would be a gap.
        return len(corners) > 2
    had = len(_arcs()[max(ring[0], ~ring[0])].xs) - 1
    return len(corners) >= min(_CORNERS, had)


def _looks_long(arcs: list[int], finest: float, away: Sequence[float]) -> bool:
    """Whether a river is long enough to be drawn, seen from where the story is looked at."""
    length = sum(_arcs()[max(number, ~number)].span for number in arcs)
    nearest = min(away[where] for number in arcs for where in _arcs()[max(number, ~number)].cells)
    return length >= _RIVER * finest * math.pow(nearest, _POWER)


def _encoded(lines: Sequence[_Line], objects: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The objects as one TopoJSON file with only the arcs that they refer to."""
    shapes = [shape for each in objects.values() for shape in each.get("geometries", [each])]
    used = sorted({max(number, ~number) for s in shapes for number in _numbers(s["arcs"])})
    new = {old: number for number, old in enumerate(used)}

    def renumbered(nested: _Nested) -> _Nested:
        if isinstance(nested, int):
            return new[nested] if nested >= 0 else ~new[~nested]
        return [renumbered(inner) for inner in nested]

    def moved(shape: Mapping[str, Any]) -> dict[str, Any]:
        if "geometries" in shape:
            return {**shape, "geometries": [moved(each) for each in shape["geometries"]]}
        return {**shape, "arcs": renumbered(shape["arcs"])}

    topology = {
        "type": "Topology",
        "transform": _source()["transform"],
        "objects": {name: moved(shape) for name, shape in objects.items()},
        "arcs": [_steps(lines[old]) for old in used],
    }
    return json.dumps(topology, separators=(",", ":")).encode()


def _steps(line: _Line) -> list[tuple[int, int]]:
    """The steps from node to node, the first from the corner of the grid."""
    return [(to.x - node.x, to.y - node.y) for node, to in pairwise((_Node(0, 0), *line))]


def _numbers(nested: _Nested) -> Iterator[int]:
    """All arc numbers, one after another."""
    if isinstance(nested, int):
        yield nested
    else:
        for inner in nested:
            yield from _numbers(inner)
