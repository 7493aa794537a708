"""The stacking: every mark in a row, so that none hides another as long as there is room."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from summitmap.drawing.axis.marks import Mark
from summitmap.story.dates import Span

NARROW, WIDE = 310, 660
"""The widths in pixels that marks are stacked for: a phone and half a desk."""

ROOM = 56
"""How high the marks may stack, in pixels."""

_ROWS = (14, 11, 9, 7, 5)
"""How high a row may be in pixels; the highest that all events have room in is taken."""

GAP = 2
"""What lies between two rows, in pixels."""

_COIN = 0.6
"""How wide a column of events is, in parts of a row: marks beside each other may lie like coins in
a row, of which each shows more than its half."""


@dataclass(frozen=True)
class Spot:
    """Where a mark stands: from `x` to `x2` in days, `y` in pixels over the axis."""

    x: float
    x2: float
    y: float


@dataclass(frozen=True)
class Layout:
    """Every mark in its row, for an axis of a width in pixels.

    `over` is how many events found no room and stand in the topmost row behind others, by the day
    where they are.
    """

    width: int
    row: int
    spots: Mapping[str, Spot]
    over: Mapping[float, int]
    height: int


def stacked(marks: Sequence[Mark], reach: Span, width: int) -> Layout:
    """The marks in the highest rows in which all have room, or in the lowest where none has."""
    layout = _in_rows(marks, reach, width, _ROWS[0])
    for row in _ROWS[1:]:
        if layout.over:
            layout = _in_rows(marks, reach, width, row)
    return layout


def _in_rows(marks: Sequence[Mark], reach: Span, width: int, row: int) -> Layout:
    """Days as columns that stand on the axis, and bars in the lowest row that is free over them."""
    most = ROOM // row
    a_pixel = (reach.end - reach.start) / width
    spots: dict[str, Spot] = {}
    over: dict[float, int] = {}

    def put(mark: Mark, x: float, x2: float, level: int) -> None:
        if level >= most:
            over[(x + x2) / 2] = over.get((x + x2) / 2, 0) + 1
        spots[mark.event] = Spot(x, x2, (min(level, most - 1) + 0.5) * row)

    columns = list(_columns([mark for mark in marks if mark.is_day], row * _COIN * a_pixel))
    for noon, stack in columns:
        for level, mark in enumerate(stack):
            put(mark, noon, noon, level)
    noons = [noon for noon, _ in columns]
    heights = [len(stack) for _, stack in columns]
    ends = [-math.inf] * most
    for mark, x, x2 in _bars(marks, reach, row * a_pixel):
        near = (row / 2 - GAP) * a_pixel
        under = heights[bisect_left(noons, x - near) : bisect_right(noons, x2 + near)]
        lowest = max(under, default=0)
        level = next((n for n in range(lowest, most) if ends[n] + 3 * a_pixel <= x), most)
        if level < most:
            ends[level] = x2
        put(mark, x, x2, level)
    height = max((spot.y for spot in spots.values()), default=0) + row / 2
    return Layout(width, row, spots, over, math.ceil(height))


def _columns(days: Iterable[Mark], wide: float) -> Iterator[tuple[float, list[Mark]]]:
    """The days in columns of up to `wide` days, and the noon where each stands, that of its first
    day: a day that is far enough from the others stands at its own."""
    stack: list[Mark] = []
    for mark in sorted(days, key=_start):
        if stack and _start(mark) - _start(stack[0]) >= wide:
            yield _start(stack[0]) + 0.5, stack
            stack = []
        stack.append(mark)
    if stack:
        yield _start(stack[0]) + 0.5, stack


def _start(mark: Mark) -> int:
    return mark.start if mark.start is not None else date.min.toordinal()


def _bars(marks: Iterable[Mark], reach: Span, least: float) -> Iterator[tuple[Mark, float, float]]:
    """The bars by their beginning, the longer first, each at least so many days long that it can be
    seen; an open end is that of the axis."""
    bars = []
    for mark in marks:
        if mark.is_day:
            continue
        x = reach.start if mark.start is None else mark.start
        x2 = reach.end if mark.end is None else mark.end
        short = max(least - (x2 - x), 0) / 2
        bars.append((mark, max(x - short, reach.start), min(x2 + short, reach.end)))
    yield from sorted(bars, key=lambda bar: (bar[1], -bar[2]))
