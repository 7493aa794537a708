"""Dates as values of the story, with the EDTF text that says the same."""

from __future__ import annotations

from datetime import date

from summitmap.story.dates import DatePoint, EventDate, Precision


def day(when: date, approximate: bool = False) -> DatePoint:
    """One day."""
    return DatePoint(when, Precision.DAY, approximate)


def month(year: int, number: int, approximate: bool = False) -> DatePoint:
    """One month; a `number` beyond 12 or below 1 counts on into the years beside."""
    months = year * 12 + number - 1
    return DatePoint(date(months // 12, months % 12 + 1, 1), Precision.MONTH, approximate)


def year(number: int, approximate: bool = False) -> DatePoint:
    """One year."""
    return DatePoint(date(number, 1, 1), Precision.YEAR, approximate)


def single(point: DatePoint) -> EventDate:
    """A date that is one point."""
    return EventDate(_edtf(point), point, point, is_interval=False)


def interval(start: DatePoint, end: DatePoint) -> EventDate:
    """From one point to another. Raises `ValueError` when it ends before it begins."""
    if start.first > end.last:
        raise ValueError("the interval ends before it begins")
    return EventDate(f"{_edtf(start)}/{_edtf(end)}", start, end, is_interval=True)


def _edtf(point: DatePoint) -> str:
    # The story's own reader of EDTF takes milliseconds for each; a test holds that it agrees.
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[point.precision]
    return point.first.isoformat()[:length] + ("~" if point.approximate else "")
