"""What stands in the corners of the map: the scale bar and the small globe."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.course import Spot
from summitmap.drawing.figure.fonts import ASCENT, Face, Style, width
from summitmap.drawing.figure.projection import Kind, Point, Projection
from summitmap.drawing.figure.sizes import Sheet
from summitmap.drawing.figure.text import Text
from summitmap.drawing.figure.view import degrees_between, kilometres_a_pixel
from summitmap.drawing.labels import Box
from summitmap.drawing.labels import Line as Straight

_ROUND_LENGTHS = (1, 2, 5)


@dataclass(frozen=True)
class ScaleBar:
    """A bar of a round length; `line` is the bar itself and `box` all of it with its words."""

    line: Straight
    text: Text
    kilometres: float
    box: Box


@dataclass(frozen=True)
class Globe:
    """The small globe: its middle is at the view's, and it shows the frame, or a dot where the
    frame would be too small to see. The outline is in degrees."""

    at: Point
    radius: float
    centre: Spot
    outline: tuple[Spot, ...]
    is_dot: bool

    @property
    def box(self) -> Box:
        return Box.round(self.at.x, self.at.y, 2 * self.radius, 2 * self.radius)


def _corners(frame: Box, width: float, height: float, inset: float) -> list[Box]:
    """Boxes of a size in the corners of the frame: top right, bottom right, bottom left, top
    left."""
    left, right = frame.left + inset, frame.right - inset - width
    top, bottom = frame.top + inset, frame.bottom - inset - height
    return [
        Box(x, y, x + width, y + height)
        for x, y in ((right, top), (right, bottom), (left, bottom), (left, top))
    ]


def _free(
    corners: Iterable[Box], taken: Sequence[Box], lines: Sequence[Straight], enough: float
) -> Box | None:
    """The corner that is farthest from all signs; of those that are far enough, the first."""
    best, most = None, 0.0
    for box in corners:
        if any(line.length_in(box.grown(3)) for line in lines):
            continue
        room = min((_between(box, other) for other in taken), default=enough)
        if room > most:
            best, most = box, room
        if most >= enough:
            break
    return best


def _between(one: Box, other: Box) -> float:
    """How far two boxes are apart; nothing when they touch."""
    across = max(one.left - other.right, other.left - one.right, 0.0)
    down = max(one.top - other.bottom, other.top - one.bottom, 0.0)
    return math.hypot(across, down)


def globe_of(
    projection: Projection,
    frame: Box,
    sheet: Sheet,
    radius: float,
    taken: Sequence[Box],
    lines: Sequence[Straight],
) -> Globe | None:
    if projection.kind is Kind.WORLD:
        return None
    box = _free(
        _corners(frame, 2 * radius, 2 * radius, sheet.name * 0.7), taken, lines, sheet.name * 14
    )
    centre = projection.position(Point(frame.x, frame.y))
    if box is None or centre is None:
        return None
    outline = tuple(
        spot for point in _around(frame) if (spot := projection.position(point)) is not None
    )
    reach = max(degrees_between(centre, spot) for spot in outline)
    seen = radius * math.sin(math.radians(min(reach, 90.0)))
    return Globe(Point(box.x, box.y), radius, centre, outline, seen < sheet.name * 0.35)


def _around(frame: Box) -> Iterator[Point]:
    """Points along the edge of the frame, round to the first again."""
    steps = 16
    corners = [
        Point(frame.left, frame.top),
        Point(frame.right, frame.top),
        Point(frame.right, frame.bottom),
        Point(frame.left, frame.bottom),
    ]
    for one, other in zip(corners, [*corners[1:], corners[0]], strict=True):
        for step in range(steps):
            share = step / steps
            yield Point(one.x + (other.x - one.x) * share, one.y + (other.y - one.y) * share)
    yield corners[0]


def scale_bar_of(
    projection: Projection,
    frame: Box,
    sheet: Sheet,
    words: Catalogue,
    taken: Sequence[Box],
    lines: Sequence[Straight],
) -> ScaleBar | None:
    """A bar that is true in the middle of the map; on a map of the world none would be."""
    if projection.kind is Kind.WORLD:
        return None
    each = kilometres_a_pixel(projection, frame)
    most = min(frame.width * 0.22, sheet.name * 9) * each
    kilometres = max(
        digit * 10.0**power
        for power in range(6)
        for digit in _ROUND_LENGTHS
        if digit * 10.0**power <= most or (digit, power) == (1, 0)
    )
    long = kilometres / each
    style = Style(Face.REGULAR, max(sheet.name * 0.7, sheet.least))
    text = words.distance(kilometres * 1000)
    tall = style.size * 1.5
    wide = max(long, width(text, style))
    corners = _corners(frame, wide, tall, sheet.name * 0.7)
    order = [corners[2], corners[1], corners[3], corners[0]]
    box = _free(order, taken, lines, sheet.name * 2)
    if box is None:
        return None
    line = Straight(box.left, box.bottom - 1, box.left + long, box.bottom - 1)
    label = Text(text, style, box.left, box.top + style.size * ASCENT, tone="name", halo="halo")
    return ScaleBar(line, label, kilometres, box)
