"""The ticks: the days, months or years that have words under the axis."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date

from summitmap.drawing.catalogue import Catalogue
from summitmap.story.dates import Span

LABEL = 62
"""The room that the words at a tick need, in pixels."""

Tick = tuple[float, tuple[str, ...]]
"""A day on the axis and the lines of words under it."""


def ticks_of(reach: Span, most: int, words: Catalogue) -> tuple[Tick, ...]:
    """At most so many ticks as finely as they fit; the year stands under the first, and wherever
    it is another one than before."""
    unit, days = _finest(reach, most)
    ticks: list[Tick] = []
    year = None
    for day in days:
        lines = [str(format_date(day, words(f"axis.{unit}"), locale=words.language))]
        if unit != "year" and day.year != year:
            lines.append(str(format_date(day, words("date.year"), locale=words.language)))
        year = day.year
        # A day is told at its noon, where its events stand; a month and a year where they begin.
        noon = 0.5 if unit == "day" else 0
        ticks.append((day.toordinal() + noon, tuple(lines)))
    return tuple(ticks)


def _finest(reach: Span, most: int) -> tuple[str, list[date]]:
    for step in (1, 2, 7, 14):
        # The first ordinal day is a Monday, so that every seventh is one.
        first = reach.start + (1 - reach.start) % min(step, 7)
        if len(range(first, reach.end, step)) <= most:
            return "day", [date.fromordinal(day) for day in range(first, reach.end, step)]
    months = range(_month(reach.first), _month(reach.last) + 1)
    for step in (1, 2, 3, 6):
        if len(months) <= (most + 1) * step:
            begun = [date(n // 12, n % 12 + 1, 1) for n in months if n % step == 0]
            begun = [day for day in begun if day >= reach.first]
            if len(begun) <= most:
                return "month", begun
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000):
        years = range(max(reach.first.year + -reach.first.year % step, 1), reach.last.year + 1)
        begun = [date(year, 1, 1) for year in years if year % step == 0]
        begun = [day for day in begun if day >= reach.first]
        if len(begun) <= most:
            break
    return "year", begun


def _month(day: date) -> int:
    """The months since the year nought."""
    return day.year * 12 + day.month - 1
