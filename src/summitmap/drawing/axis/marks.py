"""The marks: the events of a story in time, and the days that they reach over."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summitmap.story.dates import Span
from summitmap.story.model import Event


@dataclass(frozen=True)
class Mark:
    """An event in time, in days; `None` for an end that is open. `is_day` tells that it is a point
    and not a bar."""

    event: str
    start: int | None
    end: int | None
    is_day: bool


def mark_of(event: Event) -> Mark | None:
    """The mark of an event; `None` when it has no date."""
    when = event.date
    if when is None:
        return None
    return Mark(
        event.id,
        when.earliest.toordinal() if when.start else None,
        when.latest.toordinal() + 1 if when.end else None,
        is_day=when.start is not None and when.end is not None and when.earliest == when.latest,
    )


def reach_of(marks: Sequence[Mark], published: date) -> Span:
    """From before the first day to after the last, with some room at an end that is open."""
    days = [published.toordinal(), published.toordinal() + 1]
    days += [day for mark in marks for day in (mark.start, mark.end) if day is not None]
    first, last = min(days), max(days)
    length = last - first
    room = max(length * 0.03, (7 - length) / 2, 0.5)
    open_room = max(length * 0.05, 1)
    before = room + open_room * any(mark.start is None for mark in marks)
    after = room + open_room * any(mark.end is None for mark in marks)
    return Span(
        date.fromordinal(max(math.floor(first - before), date.min.toordinal())),
        date.fromordinal(min(math.ceil(last + after) - 1, date.max.toordinal())),
    )
