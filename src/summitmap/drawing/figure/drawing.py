"""The drawing: a layout and its ground as one SVG, in the colours of a theme."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from summitmap.drawing.figure.fonts import Face, Style, family_of, plain, subset
from summitmap.drawing.figure.furniture import ScaleBar
from summitmap.drawing.figure.ground import HATCH, ground
from summitmap.drawing.figure.layout import Layout
from summitmap.drawing.figure.legend import Key
from summitmap.drawing.figure.projection import Kind, Point
from summitmap.drawing.figure.signs import AHEAD, OFF, Leg, Marker, State
from summitmap.drawing.figure.text import Text
from summitmap.drawing.labels import Box, Line
from summitmap.drawing.templates import draw
from summitmap.drawing.theme import Colours
from summitmap.story.model import Status


def svg_of(drawing: Layout, title: str, language: str, name: str, colours: Colours) -> str:
    """The figure as SVG; `name` begins every id in it, so that two can stand in one page."""
    unit = drawing.sheet.name / 20
    texts = [*drawing.page.texts, *(text for label in drawing.plate.labels for text in label.texts)]
    texts += [drawing.plate.scale_bar.text] if drawing.plate.scale_bar else []
    texts += [_number(marker, unit) for marker in drawing.plate.markers if marker.label]
    letters = {
        face: frozenset("".join(t.text for t in texts if t.style.face is face)) for face in Face
    }
    used = [face for face in Face if letters[face]]
    fonts = [
        {"weight": face.weight, "slope": face.slope, "address": subset(face, letters[face])}
        for face in used
    ]
    embedded = "SummitMap " + hashlib.sha256(repr(fonts).encode()).hexdigest()[:8]
    svg = draw(
        "figure.svg",
        id=name,
        language=language,
        width=drawing.sheet.width,
        height=drawing.sheet.height,
        title=plain(title),
        description=drawing.description,
        fonts=fonts,
        embedded=embedded,
        frame=drawing.plate.frame,
        world=drawing.plate.projection.kind is Kind.WORLD,
        lines=_frame_lines(drawing),
        colours=colours,
        ground=ground(drawing, colours, f"url(#{name}-{HATCH})"),
        dots=[_at(label.dot) for label in drawing.plate.labels if label.dot],
        globe=drawing.plate.globe,
        legs=[_leg(leg, colours, unit) for leg in drawing.plate.legs],
        markers=[_marker(marker, colours, unit) for marker in reversed(drawing.plate.markers)],
        scale=_scale(drawing.plate.scale_bar, unit) if drawing.plate.scale_bar else None,
        keys=[_key(key, colours, name, unit) for key in drawing.page.keys],
        faces=list(_faces(texts, used, embedded, colours)),
        thin=_n(1.2 * unit),
        thick=_n(2.4 * unit),
        ring=_n(3.6 * unit),
        dot=_n(2.6 * unit),
        hatch=_n(7 * unit),
    )
    return re.sub(r"\n\s*\n+", "\n", str(svg)).strip() + "\n"


def _n(number: float) -> float | int:
    """A number to two decimals, as short as it can be written."""
    short = round(number, 2)
    return int(short) if short == int(short) else short


def _at(point: Point) -> Point:
    return Point(_n(point.x), _n(point.y))


def _faces(
    texts: Sequence[Text], used: Sequence[Face], embedded: str, colours: Colours
) -> Iterator[dict[str, Any]]:
    for face in used:
        yield {
            "family": family_of(face, embedded),
            "weight": face.weight,
            "slope": face.slope,
            "texts": [
                {
                    "text": text.text,
                    "x": _n(text.x),
                    "y": _n(text.y),
                    "size": _n(text.style.size),
                    "spacing": _n(text.style.spacing),
                    "fill": getattr(colours, text.tone),
                    "anchor": text.anchor,
                    "halo": getattr(colours, text.halo) if text.halo else None,
                    "glow": _n(text.style.size * 0.22),
                }
                for text in texts
                if text.style.face is face
            ],
        }


def _number(marker: Marker, unit: float) -> Text:
    size = 15.0 * unit
    tone = "halo" if _is_filled(marker.status, marker.inferred, marker.state) else "accent"
    if marker.state is State.AHEAD:
        tone = "faint"
    style = Style(Face.SEMIBOLD, size)
    return Text(marker.label, style, marker.at.x, marker.at.y + size * 0.335, tone, "middle")


def _is_filled(status: Status, inferred: bool, state: State) -> bool:
    return status not in (*AHEAD, *OFF) and not inferred and state is not State.AHEAD


def _marker(marker: Marker, colours: Colours, unit: float) -> dict[str, Any]:
    found = _sign(marker.box, marker.status, marker.inferred, marker.state, colours, unit)
    return {
        **found,
        "x": _n(marker.at.x),
        "y": _n(marker.at.y),
        "spot": _at(marker.spot),
        "leader": marker.is_moved,
    }


def _sign(
    box: Box,
    status: Status,
    inferred: bool,
    state: State,
    colours: Colours,
    unit: float,
) -> dict[str, Any]:
    """A marker: filled for what has happened, hollow and dashed for what is to come, tinted where
    the place is inferred, crossed out for what is called off."""
    inner = box.grown(-1.2 * unit)
    ink = colours.faint if state is State.AHEAD else colours.accent
    fill = ink
    if state is State.AHEAD or status in AHEAD:
        fill = colours.paper
    elif inferred:
        fill = colours.tint
    dash = {Status.PLANNED: f"{_n(4 * unit)} {_n(2.6 * unit)}", Status.PROPOSED: f"{_n(2 * unit)}"}
    crossed = status in OFF
    if crossed:
        ink, fill = colours.faint, colours.paper
    return {
        "left": _n(inner.left),
        "top": _n(inner.top),
        "width": _n(inner.width),
        "height": _n(inner.height),
        "rx": _n(inner.height / 2),
        "ink": ink,
        "fill": fill,
        "dash": dash.get(status),
        "ring": state is State.MARKED,
        "cross": crossed,
        "leader": False,
    }


def _leg(leg: Leg, colours: Colours, unit: float) -> dict[str, Any]:
    faint = leg.state is State.AHEAD
    return {
        "path": _line(leg.line),
        "arrow": _corners(leg.arrow),
        "ink": colours.faint if faint else colours.accent,
        "opacity": {State.PAST: 0.62, State.AHEAD: 0.7}.get(leg.state, 1),
        "width": _n((3.4 if leg.state is State.MARKED else 2.4) * unit),
        "dash": _dash(unit) if leg.status in AHEAD else None,
    }


def _dash(unit: float) -> str:
    return f"{_n(6 * unit)} {_n(5 * unit)}"


def _line(line: Line) -> str:
    return f"M{_n(line.x1)} {_n(line.y1)}L{_n(line.x2)} {_n(line.y2)}"


def _corners(points: Sequence[Point]) -> str:
    if not points:
        return ""
    return "M" + "L".join(f"{_n(point.x)} {_n(point.y)}" for point in points) + "Z"


def _scale(bar: ScaleBar, unit: float) -> str:
    """A bar with its ends turned up."""
    line, up = bar.line, 5 * unit
    return f"M{_n(line.x1)} {_n(line.y1 - up)}V{_n(line.y1)}H{_n(line.x2)}V{_n(line.y2 - up)}"


def _frame_lines(drawing: Layout) -> str:
    """A line round a map that stands inside the margins, and along the edges of any other."""
    frame, sheet = drawing.plate.frame, drawing.sheet
    left, top, right, bottom = (
        _n(side) for side in (frame.left, frame.top, frame.right, frame.bottom)
    )
    if sheet.inset:
        return f"M{left} {top}H{right}V{bottom}H{left}Z"
    if sheet.panel:
        return f"M{left} {top}V{bottom}"
    return f"M{left} {top}H{right}M{left} {bottom}H{right}"


_SIGNS = {
    "stop": (Status.HAPPENED, False),
    "inferred": (Status.HAPPENED, True),
    "planned": (Status.PLANNED, False),
    "site": (Status.HAPPENED, False),
    "off": (Status.CANCELLED, False),
}


def _key(key: Key, colours: Colours, name: str, unit: float) -> dict[str, Any]:
    """A sign of the legend as it stands on the map."""
    box = key.box
    if key.sign in _SIGNS:
        status, inferred = _SIGNS[key.sign]
        wide = 18.0 * unit if key.sign in ("stop", "inferred", "planned") else 12.0 * unit
        round_box = Box.round(box.x, box.y, wide, wide)
        return {
            "kind": "marker",
            "marker": _sign(round_box, status, inferred, State.PLAIN, colours, unit),
        }
    if key.sign.startswith("leg"):
        head, half = 12 * unit, 5 * unit
        tip = Point(box.right, box.y)
        corners = (
            tip,
            Point(tip.x - head, tip.y + half),
            Point(tip.x - head * 0.78, tip.y),
            Point(tip.x - head, tip.y - half),
        )
        return {
            "kind": "line",
            "line": _line(Line(box.left, box.y, tip.x - head * 0.78, box.y)),
            "arrow": _corners(corners),
            "dash": _dash(unit) if key.sign == "leg_planned" else None,
        }
    swatch = Box.round(box.x, box.y, box.width, box.height * 0.8)
    return {
        "kind": "area",
        "left": _n(swatch.left),
        "top": _n(swatch.top),
        "width": _n(swatch.width),
        "height": _n(swatch.height),
        "attributes": _swatch(key.sign, colours, name, unit),
    }


def _swatch(sign: str, colours: Colours, name: str, unit: float) -> Mapping[str, object]:
    if sign == "area":
        return {"fill": colours.accent, "fill-opacity": 0.16}
    if sign == "area_planned":
        return {"fill": f"url(#{name}-{HATCH})"}
    return {
        "fill": colours.name,
        "fill-opacity": 0.07,
        "stroke": colours.name,
        "stroke-width": _n(1.1 * unit),
        "stroke-dasharray": f"{_n(1.5 * unit)} {_n(3 * unit)}",
    }
