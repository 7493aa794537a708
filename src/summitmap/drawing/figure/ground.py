"""The ground: land, water, borders and shaded areas, drawn by Altair and rendered by vl-convert.

Nothing that a story says in words goes through here, only shapes and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import altair as alt
import vl_convert

from summitmap.drawing.figure.furniture import Globe
from summitmap.drawing.figure.layout import Layout
from summitmap.drawing.figure.plate import Shade
from summitmap.drawing.figure.projection import Kind
from summitmap.drawing.figure.shapes import Ring, globe
from summitmap.drawing.figure.signs import AHEAD, OFF, State
from summitmap.drawing.theme import Colours

HATCH = "hatch"
"""The id that the sheet's hatching ends in; what is to come is hatched."""

_BLEED = 12.0
_RIVERS_FROM = 45.0
_KEPT = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray")


@dataclass(frozen=True)
class Drawn:
    """A shape on the sheet: its SVG path and the attributes it is drawn with."""

    path: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Ground:
    """What lies under the journey, from the bottom to the top, and the small globe."""

    map: tuple[Drawn, ...]
    globe: tuple[Drawn, ...]


def ground(drawing: Layout, colours: Colours, hatch: str) -> Ground:
    """Draw the ground of a layout; `hatch` is the address of the hatching, such as `url(#h)`."""
    sheet = drawing.sheet
    layers, data = _map_layers(drawing, colours, hatch)
    small, more = _globe_layers(drawing.plate.globe, colours) if drawing.plate.globe else ([], {})
    chart = (
        alt.layer(*layers, *small)
        .properties(width=sheet.width, height=sheet.height)
        .configure(padding=0)
        .configure_view(stroke=None)
    )
    specification = chart.to_dict()
    # The shapes are added to the finished chart: checking them against its schema takes seconds.
    specification["datasets"] = {**data, **more}
    shapes = _paths(vl_convert.vegalite_to_svg(specification))
    return Ground(
        tuple(shape for name, shape in shapes if name.startswith("map")),
        tuple(shape for name, shape in shapes if name.startswith("globe")),
    )


def _map_layers(
    drawing: Layout, colours: Colours, hatch: str
) -> tuple[list[alt.Chart], dict[str, list[dict[str, Any]]]]:
    unit = drawing.sheet.name / 20
    shapes = drawing.plate.shapes
    # How near the view is: a radian of the globe, in so many times the size of the type.
    near = drawing.plate.projection.scale / drawing.sheet.name
    thin = unit * min(max(near / 60, 0.45), 1.0)
    frame = drawing.plate.frame.grown(_BLEED)
    projection = {
        **drawing.plate.projection.parameters(),
        "clipExtent": [[frame.left, frame.top], [frame.right, frame.bottom]],
        "precision": 0.3,
    }
    data: dict[str, list[dict[str, Any]]] = {}
    layers: list[alt.Chart] = []

    def add(name: str, geometry: dict[str, Any], **mark: Any) -> None:  # noqa: ANN401 - any of Vega's
        if geometry["coordinates"]:
            data[name] = [{"type": "Feature", "properties": {}, "geometry": geometry}]
            layers.append(_layer(name, mark, projection))

    if drawing.plate.projection.kind is Kind.WORLD:
        layers.append(
            alt.Chart(alt.sphere(), name="mapSphere")
            .mark_geoshape(fill=colours.sea, stroke=colours.coast, strokeWidth=unit)
            .project(**projection)
        )
    land = [polygon for polygons in shapes.countries.values() for polygon in polygons]
    add("mapLand", _polygons(land), fill=colours.land, stroke=None)
    for number, shade in enumerate(drawing.plate.shades):
        mark = _shading(shade, colours, hatch, unit)
        if mark is not None:
            add(f"mapShade{number}", _polygons(shade.polygons), **mark)
    add("mapLakes", _polygons(shapes.lakes), fill=colours.sea, stroke=None)
    if near > _RIVERS_FROM:
        add(
            "mapRivers", _lines(shapes.rivers), stroke=colours.river, strokeWidth=thin, filled=False
        )
    add("mapCoast", _lines(shapes.coast), stroke=colours.coast, strokeWidth=thin, filled=False)
    add("mapBorders", _lines(shapes.borders), stroke=colours.border, strokeWidth=thin, filled=False)
    return layers, data


def _shading(shade: Shade, colours: Colours, hatch: str, unit: float) -> dict[str, Any] | None:
    """How an area is drawn; what is still to come at the figure's event is not."""
    if shade.state is State.AHEAD or shade.status in OFF:
        return None
    if shade.status is None:
        dashes = [1.5 * unit, 3 * unit]
        return {
            "fill": colours.name,
            "fillOpacity": 0.05,
            "stroke": colours.name,
            "strokeWidth": 1.1 * unit,
            "strokeDash": dashes,
            "strokeOpacity": 0.6,
        }
    marked = shade.state is State.MARKED
    outline = {"stroke": colours.accent if marked else None, "strokeWidth": 2.2 * unit}
    if shade.status in AHEAD:
        return {"fill": hatch, "fillOpacity": 1.0 if marked else 0.75, **outline}
    return {"fill": colours.accent, "fillOpacity": 0.26 if marked else 0.1, **outline}


def _globe_layers(
    small: Globe, colours: Colours
) -> tuple[list[alt.Chart], dict[str, list[dict[str, Any]]]]:
    projection: dict[str, Any] = {
        "type": "orthographic",
        "rotate": [-small.centre.longitude, -small.centre.latitude, 0],
        "scale": small.radius,
        "translate": [small.at.x, small.at.y],
    }
    unit = small.radius / 60
    sphere = (
        alt.Chart(alt.sphere(), name="globeSphere")
        .mark_geoshape(fill=colours.sea, stroke=colours.coast, strokeWidth=unit)
        .project(**projection)
    )
    land = _layer("globeLand", {"fill": colours.border, "stroke": None}, projection)
    outline = [[spot.longitude, spot.latitude] for spot in small.outline]
    where: dict[str, Any] = {"type": "LineString", "coordinates": outline}
    mark: dict[str, Any] = {"stroke": colours.accent, "strokeWidth": 2.2 * unit, "filled": False}
    if small.is_dot:
        at = [small.centre.longitude, small.centre.latitude]
        where = {"type": "Point", "coordinates": at}
        projection = {**projection, "pointRadius": 4.5 * unit}
        mark = {"fill": colours.accent, "stroke": colours.halo, "strokeWidth": unit}
    data = {
        "globeLand": [{"type": "Feature", "properties": {}, "geometry": _polygons(globe())}],
        "globeHere": [{"type": "Feature", "properties": {}, "geometry": where}],
    }
    return [sphere, land, _layer("globeHere", mark, projection)], data


def _layer(name: str, mark: Mapping[str, Any], projection: Mapping[str, Any]) -> alt.Chart:
    chart: alt.Chart = alt.Chart(alt.NamedData(name), name=name).mark_geoshape(**mark)
    return chart.project(**projection)


def _polygons(polygons: Iterable[Sequence[Ring]]) -> dict[str, Any]:
    return {"type": "MultiPolygon", "coordinates": [list(polygon) for polygon in polygons]}


def _lines(lines: Iterable[Ring]) -> dict[str, Any]:
    return {"type": "MultiLineString", "coordinates": list(lines)}


def _paths(svg: str) -> list[tuple[str, Drawn]]:
    """The paths of the named layers in the SVG that Vega drew, in its order.

    Only paths and how they are drawn are taken over: Vega numbers its ids for as long as the
    process lives, and the same story shall give the same bytes.
    """
    found = []
    for group in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g"):
        name = re.search(
            r"role-mark ((?:map|globe)[A-Za-z0-9]+?)(?:_\d+)?_marks", group.get("class", "")
        )
        if name is None:
            continue
        for path in group.iter("{http://www.w3.org/2000/svg}path"):
            drawn = _short(path.get("d", ""))
            if drawn:
                kept = {key: value for key in _KEPT if (value := path.get(key)) is not None}
                found.append((name[1], Drawn(drawn, {"fill": "none", **kept})))
    return found


def _short(path: str) -> str:
    """The path as short as it can be written to a tenth of a pixel: each point from the one before.

    What is not made of straight lines alone, such as a dot, keeps its form.
    """
    if not re.fullmatch(r"[MLZ\d.,e-]*", path):
        return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.2f}", path)
    parts = []
    for ring in filter(None, path.split("M")):
        pairs = (pair.split(",") for pair in ring.removesuffix("Z").split("L"))
        points = [(round(float(x) * 10), round(float(y) * 10)) for x, y in pairs]
        steps = [
            f"{_tenths(x2 - x1)} {_tenths(y2 - y1)}"
            for (x1, y1), (x2, y2) in pairwise(points)
            if (x1, y1) != (x2, y2)
        ]
        if steps:
            (x, y), closed = points[0], "z" if ring.endswith("Z") else ""
            parts.append(f"M{_tenths(x)} {_tenths(y)}l{' '.join(steps)}{closed}".replace(" -", "-"))
    return "".join(parts)


def _tenths(number: int) -> str:
    """A number of tenths, such as 12 or -3 as "1.2" or "-.3"."""
    whole, tenth = divmod(abs(number), 10)
    written = f"{whole or ''}.{tenth}" if tenth else str(whole)
    return f"-{written}" if number < 0 else written
