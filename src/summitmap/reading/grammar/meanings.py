"""What a phrase of time means, before anybody asks which day it was published on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """A stretch of the calendar. `HOUR` is any part of a day: nothing finer than a day is kept."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    WEEKEND = "weekend"
    COMING_WEEKEND = "coming weekend"
    MONTH = "month"
    YEAR = "year"


class Which(StrEnum):
    """Which of several of a name: the one before publication, after it, or about it."""

    LAST = "last"
    THIS = "this"
    NEXT = "next"


class Part(StrEnum):
    """A third of a month or of a year."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"


class Season(StrEnum):
    """A season of the north."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


@dataclass(frozen=True)
class Relative:
    """So many units from the day of publication, or from the date before in the text."""

    unit: Unit
    count: int
    from_text: bool = False
    part: Part | None = None


Year = int | Relative | None
"""A year in figures (two stand for a year of a century), by its distance, or left out."""


@dataclass(frozen=True)
class Day:
    """A day of a month; without a month it is of the month that the text speaks of.

    `other` is the second way to read figures such as 9/10 (day and month the other way round).
    """

    day: int
    month: int | None = None
    year: Year = None
    weekday: int | None = None
    other: tuple[int, int] | None = None


@dataclass(frozen=True)
class Weekday:
    """A day of the week, 1 for Monday; `weeks` is the week, counted from that of publication."""

    weekday: int
    which: Which | None = None
    weeks: int | None = None


@dataclass(frozen=True)
class WeekdayBeside:
    """The first such weekday after (1) or before (-1) the date before in the text."""

    weekday: int
    direction: int


@dataclass(frozen=True)
class Shift:
    """So many units away; `count` is `None` for a few.

    With `if_ahead` it is meant only where the sentence looks ahead: "in three days" is otherwise
    how long something took.
    """

    count: int | None
    unit: Unit
    direction: int
    from_text: bool = False
    if_ahead: bool = False


@dataclass(frozen=True)
class Stretch:
    """The days, weeks, … from publication on (1) or up to it (-1); `count` is `None` for a few."""

    count: int | None
    unit: Unit
    direction: int


@dataclass(frozen=True)
class Month:
    """A month, 1 for January, or a third of it, or with `rest` what is left of it."""

    month: int
    year: Year = None
    which: Which | None = None
    part: Part | None = None
    rest: bool = False


@dataclass(frozen=True)
class SeasonOf:
    """A season of a year."""

    season: Season
    year: Year = None
    which: Which | None = None


@dataclass(frozen=True)
class YearOf:
    """A year in figures, or a third of it."""

    year: int
    part: Part | None = None


@dataclass(frozen=True)
class Years:
    """From one year to another, both included."""

    first: int
    last: int


@dataclass(frozen=True)
class Week:
    """A week by its number in the year of publication (ISO 8601)."""

    number: int


@dataclass(frozen=True)
class Movable:
    """A feast that moves with Easter: its first and last day, counted from Easter Sunday."""

    first: int
    last: int
    year: Year = None


@dataclass(frozen=True)
class Range:
    """From one time to another, both included."""

    first: Meaning
    last: Meaning


Meaning = (
    Day
    | Weekday
    | WeekdayBeside
    | Relative
    | Shift
    | Stretch
    | Month
    | SeasonOf
    | YearOf
    | Years
    | Week
    | Movable
    | Range
)
