"""The frame as a grid of small cells, each of them one country's land or the water's.

It tells where the visible part of a country is, and so where its name can stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from summitmap.drawing.figure.projection import Kind, Point, Projection
from summitmap.drawing.figure.shapes import Ring
from summitmap.drawing.labels import Box

WATER = 0
OUTSIDE = 255
"""What is off the globe."""


@dataclass(frozen=True)
class Grid:
    """Square cells of `size` pixels over a frame."""

    frame: Box
    size: float

    @property
    def columns(self) -> int:
        return math.ceil(self.frame.width / self.size)

    @property
    def rows(self) -> int:
        return math.ceil(self.frame.height / self.size)

    def middle(self, column: int, row: int) -> Point:
        """The middle of a cell on the sheet."""
        return Point(
            self.frame.left + (column + 0.5) * self.size, self.frame.top + (row + 0.5) * self.size
        )


@dataclass(frozen=True)
class Cells:
    """What each cell of a grid belongs to: a number, `WATER` where there is no land.

    `numbers` are those of the countries by their code; two that are out of each other's reach in
    a very full view may share one.
    """

    grid: Grid
    rows: Sequence[bytearray]
    numbers: Mapping[str, int]

    def share(self, box: Box, number: int) -> float:
        """How much of a box, from 0 to 1, belongs to a number; what is off the grid does not."""
        grid = self.grid
        first = math.floor((box.left - grid.frame.left) / grid.size)
        last = math.ceil((box.right - grid.frame.left) / grid.size)
        top = math.floor((box.top - grid.frame.top) / grid.size)
        bottom = math.ceil((box.bottom - grid.frame.top) / grid.size)
        count = sum(
            self.rows[row].count(number, max(first, 0), max(last, 0))
            for row in range(max(top, 0), min(bottom, grid.rows))
        )
        return count / max((last - first) * (bottom - top), 1)

    def count(self, number: int) -> int:
        """How many cells belong to a number."""
        return sum(row.count(number) for row in self.rows)

    def sample(self, number: int, most: int) -> list[Point]:
        """The middles of some of a number's cells, spread evenly, no more than `most`."""
        every = max(1, math.ceil(math.sqrt(self.count(number) / most)))
        found = []
        for row in range(every // 2, self.grid.rows, every):
            line = self.rows[row]
            for column in range(every // 2, self.grid.columns, every):
                if line[column] == number:
                    found.append(self.grid.middle(column, row))
        return found

    def middle(self, number: int) -> Point | None:
        """The middle of a number's cells; `None` when it has none."""
        across = down = count = 0
        for row, line in enumerate(self.rows):
            start = line.find(number)
            while start >= 0:
                across, down, count = across + start, down + row, count + 1
                start = line.find(number, start + 1)
        if not count:
            return None
        at = self.grid.middle(0, 0)
        return Point(at.x + across / count * self.grid.size, at.y + down / count * self.grid.size)


def cells_of(
    grid: Grid, countries: Mapping[str, Sequence[Sequence[Ring]]], projection: Projection
) -> Cells:
    """The cells of all countries in a view."""
    rows = [bytearray(grid.columns) for _ in range(grid.rows)]
    numbers = {code: 1 + place % 254 for place, code in enumerate(countries)}
    for code, polygons in countries.items():
        fill(
            grid,
            rows,
            numbers[code],
            (ring for polygon in polygons for ring in polygon),
            projection,
        )
    if projection.kind is Kind.WORLD:
        _leave_out_the_corners(grid, rows, projection)
    return Cells(grid, rows, numbers)


def _leave_out_the_corners(grid: Grid, rows: Sequence[bytearray], projection: Projection) -> None:
    for row, line in enumerate(rows):
        for column in range(grid.columns):
            if projection.position(grid.middle(column, row)) is None:
                line[column] = OUTSIDE


def area_cells(grid: Grid, rings: Iterable[Ring], projection: Projection) -> Cells:
    """The cells of one area, whose number is 1."""
    rows = [bytearray(grid.columns) for _ in range(grid.rows)]
    fill(grid, rows, 1, rings, projection)
    return Cells(grid, rows, {})


def without(cells: Cells, others: Iterable[Cells]) -> Cells:
    """The cells of one area that are in none of the others, all of the same grid."""
    rows = [bytearray(row) for row in cells.rows]
    for other in others:
        for row, taken in zip(rows, other.rows, strict=True):
            for column, is_taken in enumerate(taken):
                if is_taken:
                    row[column] = WATER
    return Cells(cells.grid, rows, {})


def fill(
    grid: Grid,
    rows: Sequence[bytearray],
    number: int,
    rings: Iterable[Ring],
    projection: Projection,
) -> None:
    """Give the cells whose middle lies inside the rings a number; a ring in a ring is a hole."""
    crossings: list[list[float]] = [[] for _ in rows]
    top = grid.frame.top + grid.size / 2
    for ring in rings:
        before: Point | None = None
        for point in _drawn(ring, projection):
            if before is not None and before.y != point.y:
                _cross(crossings, before, point, top, grid.size)
            before = point
    left = grid.frame.left + grid.size / 2
    for row, found in enumerate(crossings):
        found.sort()
        for start, end in zip(found[::2], found[1::2], strict=False):
            first = max(math.ceil((start - left) / grid.size), 0)
            last = min(math.floor((end - left) / grid.size), grid.columns - 1)
            if first <= last:
                rows[row][first : last + 1] = bytes([number]) * (last + 1 - first)


def _cross(crossings: list[list[float]], one: Point, other: Point, top: float, size: float) -> None:
    """Note where an edge of a ring crosses the middle line of each row."""
    upper, lower = (one, other) if one.y < other.y else (other, one)
    first = max(math.ceil((upper.y - top) / size), 0)
    last = min(math.ceil((lower.y - top) / size), len(crossings))
    slope = (lower.x - upper.x) / (lower.y - upper.y)
    for row in range(first, last):
        crossings[row].append(upper.x + (top + row * size - upper.y) * slope)


def _drawn(ring: Ring, projection: Projection) -> list[Point]:
    """The ring on the sheet, whole: where it passes the far side of the globe it goes on."""
    east = (ring[0][0] - projection.longitude + 180) % 360 - 180
    turned = [east]
    for before, after in pairwise(ring):
        step = after[0] - before[0]
        east += step - 360 * round(step / 360)
        turned.append(east)
    turn = 360 * round((min(turned) + max(turned)) / 720)
    return [
        projection.point_of_turn(east - turn, point[1])
        for east, point in zip(turned, ring, strict=True)
    ]
