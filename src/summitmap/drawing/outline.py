"""Lines and rings as paths of an SVG picture, as far as they lie in its frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from summitmap.drawing.labels import Box


@dataclass(frozen=True)
class Point:
    """A point of the picture in pixels, y downwards."""

    x: float
    y: float


def closed_path(rings: Iterable[Sequence[Point]], frame: Box) -> str:
    """Rings as one path, each cut along the frame; to be filled by the even-odd rule."""
    found = (_whole(_cut(ring, frame)) for ring in rings)
    return "".join(f"{_steps(ring)}z" for ring in found if len(ring) > 2)


def open_path(lines: Iterable[Sequence[Point]], frame: Box) -> str:
    """Lines as one path, without the stretches that lie wholly beyond one side of the frame."""
    parts = (part for line in lines for part in _inside(line, frame))
    return "".join(_steps(part) for part in map(_whole, parts) if len(part) > 1)


def _inside(line: Sequence[Point], frame: Box) -> Iterator[list[Point]]:
    pairs = pairwise(line)
    for shown, run in groupby(pairs, lambda pair: not _beyond(pair[0], pair[1], frame)):
        if shown:
            first, *rest = run
            yield [*first, *(end for _, end in rest)]


def _beyond(start: Point, end: Point, frame: Box) -> bool:
    """Whether both ends lie beyond the same side."""
    return (
        max(start.x, end.x) < frame.left
        or min(start.x, end.x) > frame.right
        or max(start.y, end.y) < frame.top
        or min(start.y, end.y) > frame.bottom
    )


def _cut(ring: Sequence[Point], frame: Box) -> list[Point]:
    """The ring within the frame, cut at one side after the other (Sutherland and Hodgman, 1974)."""
    sides: tuple[Callable[[Point], float], ...] = (
        lambda point: point.x - frame.left,
        lambda point: frame.right - point.x,
        lambda point: point.y - frame.top,
        lambda point: frame.bottom - point.y,
    )
    found = list(ring)
    for depth in sides:
        found = list(_cut_at(found, depth))
    return found


def _cut_at(ring: Sequence[Point], depth: Callable[[Point], float]) -> Iterator[Point]:
    """The part of a ring where `depth` is not negative."""
    for before, point in zip((*ring[-1:], *ring[:-1]), ring, strict=True):
        one, other = depth(before), depth(point)
        if (one < 0) != (other < 0):
            share = one / (one - other)
            yield Point(
                before.x + (point.x - before.x) * share, before.y + (point.y - before.y) * share
            )
        if other >= 0:
            yield point


def _whole(line: Sequence[Point]) -> list[Point]:
    """The line on whole pixels, each once."""
    rounded = (Point(round(point.x), round(point.y)) for point in line)
    return [point for point, _ in groupby(rounded)]


def _steps(line: Sequence[Point]) -> str:
    """A path in steps from point to point, which take fewer signs than places."""
    first = line[0]
    steps = (f"{to.x - at.x} {to.y - at.y}" for at, to in pairwise(line))
    return f"M{first.x} {first.y}l{' '.join(steps)}".replace(" -", "-")
