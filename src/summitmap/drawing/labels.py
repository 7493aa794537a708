"""Where names may stand: none over another, none over a sign, none cut by the frame.

Pure geometry in pixels, y downwards. Each name comes with the boxes that it could fill, each with a
cost; names are placed in order of importance, each in the cheapest box that is still free. This is
the greedy point-feature labelling of Christensen, Marks and Shieber, "An Empirical Study of
Algorithms for Point-Feature Label Placement", ACM Transactions on Graphics 14 (1995), with one
thing added: an important name that found no room is given the first choice, and all start again.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_ROUNDS = 4


@dataclass(frozen=True)
class Box:
    """An upright rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def round(cls, x: float, y: float, width: float, height: float) -> Box:
        """The box of that size with its middle at a point."""
        return cls(x - width / 2, y - height / 2, x + width / 2, y + height / 2)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """The middle, from the left."""
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        """The middle, from the top."""
        return (self.top + self.bottom) / 2

    def grown(self, by: float) -> Box:
        """The box with each side moved out by so many pixels, or in when it is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def touches(self, other: Box) -> bool:
        """Whether the two share an area; boxes that only meet at an edge do not."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Line:
    """A straight line between two points, in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float

    def length_in(self, box: Box) -> float:
        """How much of the line lies in the box, by clipping it (Liang and Barsky, 1984)."""
        across, down = self.x2 - self.x1, self.y2 - self.y1
        first, last = 0.0, 1.0
        for step, room in (
            (-across, self.x1 - box.left),
            (across, box.right - self.x1),
            (-down, self.y1 - box.top),
            (down, box.bottom - self.y1),
        ):
            if step == 0:
                if room < 0:
                    return 0.0
            elif step < 0:
                first = max(first, room / step)
            else:
                last = min(last, room / step)
        return max(last - first, 0.0) * math.hypot(across, down)


@dataclass(frozen=True)
class Option:
    """A box that a name could fill; the least cost is the best. `form` says how it is written."""

    box: Box
    cost: float = 0.0
    form: int = 0


@dataclass(frozen=True)
class Wanted:
    """A name that wants a place.

    `crossing` is what each pixel of a line under it costs; without it no line may run there.
    `mark` is the name's own sign, drawn only with the name, which must be free as well. A name that
    `insists` is given the first choice when it found no room.
    """

    key: str
    options: tuple[Option, ...]
    crossing: float | None = None
    mark: Box | None = None
    insists: bool = False


@dataclass(frozen=True)
class Placement:
    """What was placed where, by key, and the keys of what found no room, in order."""

    chosen: Mapping[str, Option]
    left_out: tuple[str, ...]


def place(
    wanted: Sequence[Wanted],
    frame: Box,
    taken: Sequence[Box] = (),
    lines: Sequence[Line] = (),
    gap: float = 2.0,
) -> Placement:
    """Place the names, the most important first, inside the frame and clear of what is taken.

    `gap` is the least distance between two names and to a sign, in pixels.
    """
    order = list(wanted)
    best = _placed_once(order, frame, taken, lines, gap)
    tried = best
    for _ in range(_ROUNDS):
        missing = set(tried.left_out)
        first = [name for name in order if name.insists and name.key in missing]
        if not first:
            break
        order = first + [name for name in order if name not in first]
        tried = _placed_once(order, frame, taken, lines, gap)
        if _missed(wanted, tried) < _missed(wanted, best):
            best = tried
    rank = {name.key: number for number, name in enumerate(wanted)}
    return Placement(best.chosen, tuple(sorted(best.left_out, key=rank.__getitem__)))


def _missed(wanted: Sequence[Wanted], placement: Placement) -> int:
    insisting = {name.key for name in wanted if name.insists}
    return len(insisting & set(placement.left_out))


def _placed_once(
    order: Sequence[Wanted], frame: Box, taken: Sequence[Box], lines: Sequence[Line], gap: float
) -> Placement:
    filled = list(taken)
    chosen: dict[str, Option] = {}
    left_out: list[str] = []
    for name in order:
        option = _cheapest(name, frame, filled, lines, gap)
        if option is None:
            left_out.append(name.key)
            continue
        chosen[name.key] = option
        filled.append(option.box)
        if name.mark is not None:
            filled.append(name.mark)
    return Placement(chosen, tuple(left_out))


def _cheapest(
    name: Wanted, frame: Box, filled: Sequence[Box], lines: Sequence[Line], gap: float
) -> Option | None:
    if name.mark is not None and (
        not _is_free(name.mark, frame, filled, gap)
        or any(line.length_in(name.mark.grown(gap)) for line in lines)
    ):
        return None
    best: Option | None = None
    least = math.inf
    for option in name.options:
        if option.cost >= least or not _is_free(option.box, frame, filled, gap):
            continue
        cost = option.cost + _crossing(name, option.box, lines, gap)
        if cost < least:
            best, least = option, cost
    return best


def _is_free(box: Box, frame: Box, filled: Sequence[Box], gap: float) -> bool:
    wide = box.grown(gap)
    return frame.holds(wide) and not any(wide.touches(other) for other in filled)


def _crossing(name: Wanted, box: Box, lines: Sequence[Line], gap: float) -> float:
    wide = box.grown(gap)
    length = sum(line.length_in(wide) for line in lines)
    if length == 0:
        return 0.0
    return math.inf if name.crossing is None else length * name.crossing


def beside(
    x: float, y: float, reach: tuple[float, float], width: float, height: float
) -> Iterator[tuple[Box, float]]:
    """The boxes beside a sign, the best first, with their costs from 0 to 1.

    `reach` is how far the sign and the gap behind it go to each side and up or down. To the right
    goes before the left, as one reads; level with the sign goes before above and below.
    """
    across, up = reach
    slant = 0.75
    middle_y, half, tall = y - height / 2, width / 2, height
    # The height at which a name to the side stands when it is set a little higher or lower.
    high, low = y - tall * 0.85, y - tall * 0.15
    for left, top, cost in (
        (x + across, middle_y, 0.0),
        (x - across - width, middle_y, 0.15),
        (x + across, high, 0.2),
        (x + across, low, 0.22),
        (x - across - width, high, 0.3),
        (x - across - width, low, 0.32),
        (x - half, y - up - tall, 0.35),
        (x - half, y + up, 0.4),
        (x + across * slant, y - up * slant - tall, 0.45),
        (x + across * slant, y + up * slant, 0.5),
        (x - across * slant - width, y - up * slant - tall, 0.55),
        (x - across * slant - width, y + up * slant, 0.6),
        (x - half * 0.4, y - up - tall, 0.65),
        (x - half * 1.6, y - up - tall, 0.7),
        (x - half * 0.4, y + up, 0.75),
        (x - half * 1.6, y + up, 0.8),
        (x + across * 1.6, middle_y, 0.9),
        (x - across * 1.6 - width, middle_y, 1.0),
    ):
        yield Box(left, top, left + width, top + height), cost
