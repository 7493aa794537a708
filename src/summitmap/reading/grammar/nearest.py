"""Which of several dates is meant, by publication and by the tense.

A date counts as farther away from publication when the tense speaks against it: by 250 days when
the sentence looks back and the date lies ahead, by 300 the other way round, and by 45 when it lies
ahead and no verb says so. So a December read in January is last year's, and what "will be in June"
and was published in September is next year's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from summitmap.reading.grammar import points
from summitmap.reading.grammar.meanings import Which
from summitmap.reading.grammar.tense import Tense
from summitmap.story.dates import EventDate

_AGAINST_PAST, _AGAINST_FUTURE, _UNSAID_FUTURE = 250, 300, 45

_CLEARLY_NEARER = 45
"""Days by which the second best choice must be farther for the best one to be sure."""


@dataclass(frozen=True)
class Anchors:
    """What relative dates hang on: publication, and the dates that stand before in the text.

    `day` is the last one that is a day, `spoken_of` the last one of any kind by its first day;
    `recent_day` is `day` if it stands close by.
    """

    published: date
    day: date | None = None
    recent_day: date | None = None
    spoken_of: date | None = None


@dataclass(frozen=True)
class Found:
    """The date that is meant; `certain` is false where it was chosen, is rough or hangs on a
    date elsewhere in the text."""

    date: EventDate
    certain: bool = True


def single(day: date, certain: bool = True) -> Found:
    """One day, found."""
    return Found(points.single(points.day(day)), certain)


def to_weekday(day: date, weekday: int, step: int) -> date:
    """The first such weekday from `day` on, forwards or backwards."""
    return day + timedelta((step * (weekday - day.isoweekday())) % 7 * step)


def monday_of(day: date) -> date:
    """The Monday of the week that a day is in."""
    return day - timedelta(day.isoweekday() - 1)


def distance(day: date, published: date) -> int:
    """Days between a day and publication, in either direction."""
    return abs((day - published).days)


def nearest_of(dates: Sequence[EventDate], published: date, tense: Tense) -> Found:
    """The date that is nearest to publication in the direction of the tense."""
    ranked = sorted(dates, key=lambda one: _cost(one, published, tense))
    if len(ranked) < 2:
        return Found(ranked[0])
    best, second = (_cost(one, published, tense) for one in ranked[:2])
    return Found(ranked[0], certain=second - best > _CLEARLY_NEARER)


def whichever(
    dates: Sequence[EventDate], which: Which | None, published: date, tense: Tense
) -> Found:
    """Of dates in order, the one that "last", "next", "this" or the tense means."""
    if which is Which.LAST:
        past = [one for one in dates if one.latest < published]
        return Found(past[-1], certain=False)
    if which is Which.NEXT:
        return Found(next(one for one in dates if one.earliest > published), certain=False)
    if which is Which.THIS:
        tense = Tense.NONE
    return nearest_of(dates, published, tense)


def _cost(when: EventDate, published: date, tense: Tense) -> int:
    if when.latest < published:
        days = (published - when.latest).days
        return days + (_AGAINST_FUTURE if tense is Tense.FUTURE else 0)
    if when.earliest > published:
        unsaid = {Tense.NONE: _UNSAID_FUTURE, Tense.PRESENT: _UNSAID_FUTURE}
        against = {Tense.PAST: _AGAINST_PAST, **unsaid}
        return (when.earliest - published).days + against.get(tense, 0)
    return 0
