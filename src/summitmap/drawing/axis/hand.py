"""The hand: what the reader did on an axis, out of what Streamlit tells of it."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from summitmap.story.dates import Span

PICKED = "picked"
"""The selection of a mark by a click: its event, and the moment its row was drawn."""

BRUSH = "brush"
"""The selection of a span of days by dragging over the ground."""

_LARGEST = 1e15
"""No day of the calendar and no moment of a clock has a number as large."""


@dataclass(frozen=True)
class Pick:
    """A click on the mark of an event. `moment` tells one click from another on the same mark, when
    something else was selected in between; it means nothing else."""

    event: str
    moment: float


@dataclass(frozen=True)
class Held:
    """What the reader's hand has done on an axis, from one drawing of the page to the next.

    `opened` is the span that the axis was opened with, `span` the one it shows now. `number`
    belongs into the key of the chart: another number is another chart.
    """

    number: int = 0
    opened: Span | None = None
    span: Span | None = None
    pick: Pick | None = None

    def showing(self, span: Span | None) -> Held:
        """An axis that shows `span`: this one when it does already, which is so when the span came
        from it, else a new one that is opened with it."""
        if span == self.span:
            return self
        return Held(self.number + 1, span, span)

    def after(self, state: object, events: Collection[str], days: Span) -> Held:
        """The same axis after a change of its selections, in the form that Streamlit tells them:
        `{"selection": {"picked": [{"event": …, "moment": …}], "brush": {"x": [from, to]}}}`.

        `events` and `days` are those of the axis. A selection that is missing has not been touched;
        an empty one has been cleared. What makes no sense, such as an event that the axis has not,
        changes nothing.
        """
        said = _mapping(_mapping(state).get("selection"))
        pick = _pick(said.get(PICKED), events) or self.pick
        span = _span(said[BRUSH], days, self.span) if BRUSH in said else self.span
        return replace(self, pick=pick, span=span)


def _mapping(value: object) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) else {}


def _pick(said: object, events: Collection[str]) -> Pick | None:
    """The event that was clicked, when the axis has it."""
    if not isinstance(said, Sequence) or isinstance(said, str) or not said:
        return None
    row = _mapping(said[-1])
    event, moment = row.get("event"), _number(row.get("moment"))
    if not isinstance(event, str) or moment is None:
        return None
    return Pick(event, moment) if event in events else None


def _span(said: object, days: Span, before: Span | None) -> Span | None:
    """The days that were brushed, as far as the axis reaches: those whose noon the brush covers,
    for there their events stand, or the one that it lies in when it covers none. `before` is what
    was brushed until now, and stays when this makes no sense."""
    if isinstance(said, Mapping) and not said:
        return None
    ends = _mapping(said).get("x")
    if not isinstance(ends, Sequence) or isinstance(ends, str) or len(ends) != 2:
        return before
    numbers = [_number(end) for end in ends]
    known = sorted(number for number in numbers if number is not None)
    if len(known) != 2:
        return before
    begin, end = math.ceil(known[0] - 0.5), math.floor(known[1] - 0.5)
    if begin > end:
        begin = end = math.floor((known[0] + known[1]) / 2)
    begin, end = max(begin, days.start), min(end, days.end - 1)
    return Span(date.fromordinal(begin), date.fromordinal(end)) if begin <= end else before


def _number(value: object) -> float | None:
    """A number that can be a day or a moment, which is in milliseconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return value if abs(value) < _LARGEST else None
