"""How far a part of the world lies from what a story is about, as a web map shows it."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable

from summitmap.story.model import Position

_CELL = 3.0
"""The side of a cell, in degrees of longitude at the equator."""

_ACROSS = round(360 / _CELL)
_EDGE = 85.0511287798
"""The latitude where the square of the Web Mercator map ends, in degrees."""


def northing(latitude: float) -> float:
    """The y of Web Mercator, upwards, in degrees of longitude at the equator: from -180 to 180.

    See https://en.wikipedia.org/wiki/Web_Mercator_projection; latitudes beyond the edge of its
    square are drawn at the edge.
    """
    held = math.radians(max(-_EDGE, min(_EDGE, latitude)))
    return math.degrees(math.log(math.tan(math.pi / 4 + held / 2)))


def cell(longitude: float, north: float) -> int:
    """The number of the cell at that longitude, in degrees, and that `northing`."""
    column = int((longitude + 180) / _CELL) % _ACROSS
    row = min(max(int((north + 180) / _CELL), 0), _ACROSS - 1)
    return row * _ACROSS + column


def distances(positions: Iterable[Position]) -> list[float]:
    """How far each cell lies from the nearest position, in degrees of longitude at the equator.

    Measured in steps from cell to cell, and round the globe where that is nearer; half a step in
    the cells that hold a position. Without positions everything is near.
    """
    reached = [-1] * (_ACROSS * _ACROSS)
    waiting = deque(
        dict.fromkeys(cell(where.longitude, northing(where.latitude)) for where in positions)
    )
    for start in waiting:
        reached[start] = 0
    while waiting:
        here = waiting.popleft()
        row, column = divmod(here, _ACROSS)
        for up in range(max(row - 1, 0), min(row + 2, _ACROSS)):
            for right in (column - 1, column, column + 1):
                there = up * _ACROSS + right % _ACROSS
                if reached[there] < 0:
                    reached[there] = reached[here] + 1
                    waiting.append(there)
    return [max(steps, 0.5) * _CELL for steps in reached]
