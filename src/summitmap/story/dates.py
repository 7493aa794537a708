"""EDTF dates as values: parsed once, compared as intervals, never more precise than written.

EDTF is the Extended Date/Time Format of ISO 8601-2; see
https://www.loc.gov/standards/datetime/.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

import edtf
from edtf.parser.parser_classes import Interval, Season, UncertainOrApproximate

_LONGEST = 64
_MEANT = re.compile(r"^[0-9XU/.~?%-]+$")


class Precision(IntEnum):
    """How fine an end of a date is."""

    YEAR = 1
    MONTH = 2
    DAY = 3


@dataclass(frozen=True)
class DatePoint:
    """One end of a date: a year, a month or a day, perhaps only about then."""

    first: date
    precision: Precision
    approximate: bool = False
    uncertain: bool = False

    @property
    def last(self) -> date:
        """The last day that this point covers."""
        if self.precision is Precision.DAY:
            return self.first
        if self.precision is Precision.MONTH:
            days = calendar.monthrange(self.first.year, self.first.month)[1]
            return self.first.replace(day=days)
        return self.first.replace(month=12, day=31)


@dataclass(frozen=True)
class EventDate:
    """When something happened: one point, or an interval whose ends may be open.

    `start` is `None` for an interval that has no known beginning, `end` for one without a known
    end; a single date has `start` and `end` alike. `edtf` is the text it was read from.
    """

    edtf: str
    start: DatePoint | None
    end: DatePoint | None
    is_interval: bool

    @classmethod
    def parse(cls, text: str) -> EventDate:
        """Read an EDTF date of levels 0 and 1: days, months, years and intervals of them.

        Raises `ValueError` in words a person can act on: for what is not EDTF, for a day that the
        calendar does not have, for seasons and masked digits, and for an interval that ends
        before it begins or is open at both ends.
        """
        return _read(text)

    @property
    def earliest(self) -> date:
        """The first day it can have been; `date.min` when the beginning is not known."""
        return self.start.first if self.start else date.min

    @property
    def latest(self) -> date:
        """The last day it can have been; `date.max` when the end is not known."""
        return self.end.last if self.end else date.max

    @property
    def order(self) -> tuple[date, date]:
        """What to sort by: the day it is known by, then its last day.

        An interval without a beginning stands at its end: "by 12 September" comes before what
        happened on the 12th only if nothing else says so, and after what happened on the 11th.
        """
        begin = self.start.first if self.start else self.latest
        return (begin, self.latest)


@dataclass(frozen=True)
class Span:
    """Days from `first` to `last`, both in it."""

    first: date
    last: date

    @property
    def start(self) -> int:
        """Where it begins, as the number of its first day."""
        return self.first.toordinal()

    @property
    def end(self) -> int:
        """Where it ends, as the number of the day after its last."""
        return self.last.toordinal() + 1

    def meets(self, when: EventDate | None) -> bool:
        """Whether an event of that date can have been on one of these days; one without a date
        cannot."""
        return when is not None and when.earliest <= self.last and when.latest >= self.first

    def within(self, days: Span) -> Span | None:
        """The part of it that lies in these days; `None` when there is none."""
        begin, end = max(self.first, days.first), min(self.last, days.last)
        return Span(begin, end) if begin <= end else None


@lru_cache(maxsize=4096)
def _read(text: str) -> EventDate:
    # A story has many events on few days, and its grammar is a slow one.
    if len(text) > _LONGEST or not _MEANT.match(text):
        raise ValueError(f"{text[:_LONGEST]!r} is not an EDTF date such as 2023-09-13")
    parsed = _parsed(text)
    if isinstance(parsed, Interval):
        start, end = _point(parsed.lower, text), _point(parsed.upper, text)
        if start is None and end is None:
            raise ValueError(f"{text!r} has neither a beginning nor an end")
        if start and end and start.first > end.last:
            raise ValueError(f"{text!r} ends before it begins")
        return EventDate(text, start, end, is_interval=True)
    point = _point(parsed, text)
    if point is None:
        raise ValueError(f"{text!r} is not a date")
    return EventDate(text, point, point, is_interval=False)


def _parsed(text: str) -> object:
    # The parser answers bad input with errors of several kinds, some from inside its grammar.
    try:
        return edtf.parse_edtf(text)
    except Exception:
        raise ValueError(f"{text!r} is not an EDTF date such as 2023-09-13") from None


def _point(parsed: object, text: str) -> DatePoint | None:
    """One end as a value; `None` for an open or unknown end."""
    body, mark = parsed, ""
    if isinstance(parsed, UncertainOrApproximate):
        body, mark = parsed.date, str(parsed.ua or "")
    if body is None or str(body) in ("", "..", "open", "unknown"):
        return None
    if isinstance(body, Season) or not re.fullmatch(r"\d{4}(-\d\d){0,2}", str(body)):
        raise ValueError(
            f"{text!r}: write a year, a month or a day, such as 2023, 2023-09, 2023-09-13"
        )
    fields = [int(field) for field in str(body).split("-")]
    try:
        first = date(*[*fields, 1, 1][:3])
    except ValueError:
        raise ValueError(f"{text!r}: the calendar has no such day") from None
    return DatePoint(
        first,
        Precision(len(fields)),
        approximate="~" in mark or "%" in mark,
        uncertain="?" in mark or "%" in mark,
    )
