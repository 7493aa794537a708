"""From what a phrase means to the days that are meant, on the day of publication.

How is chosen where words leave a choice is told in `nearest` (by the tense), `named` (weekdays,
seasons) and `distances` (weeks, a few days).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from summitmap.reading.grammar import distances, named, points
from summitmap.reading.grammar.meanings import (
    Day,
    Meaning,
    Month,
    Movable,
    Range,
    Relative,
    SeasonOf,
    Shift,
    Stretch,
    Week,
    Weekday,
    WeekdayBeside,
    YearOf,
    Years,
)
from summitmap.reading.grammar.nearest import Anchors, Found, single, to_weekday
from summitmap.reading.grammar.tense import Tense
from summitmap.story.dates import EventDate


def resolve(meaning: Meaning, anchors: Anchors, tense: Tense) -> Found | None:
    """The date that is meant; `None` when the calendar has none, as for 31 February."""
    try:
        return _resolved(meaning, anchors, tense)
    except (ValueError, OverflowError):
        # Days that no month has, and years beyond those that a date can have.
        return None


def _resolved(meaning: Meaning, anchors: Anchors, tense: Tense) -> Found:
    published = anchors.published
    if isinstance(meaning, (Day, Month, SeasonOf)) and isinstance(meaning.year, Relative):
        meaning = replace(meaning, year=_year(meaning.year, anchors))
    match meaning:
        case Day():
            return named.day(meaning, anchors, tense)
        case Weekday():
            return named.weekday(meaning, published, tense)
        case WeekdayBeside():
            return named.weekday_beside(meaning, anchors)
        case Relative():
            return distances.relative(meaning, anchors, tense)
        case Shift():
            return distances.shift(meaning, anchors, tense)
        case Stretch():
            return distances.stretch(meaning, published)
        case Month():
            return named.month(meaning, published, tense)
        case SeasonOf():
            return named.season(meaning, published, tense)
        case YearOf():
            return named.year_or_third(meaning.year, meaning.part)
        case Years():
            return Found(points.interval(points.year(meaning.first), points.year(meaning.last)))
        case Movable():
            return named.movable(meaning, published, tense)
        case Week():
            return Found(distances.week(date.fromisocalendar(published.year, meaning.number, 1)))
        case Range():
            return _range(meaning, anchors, tense)


def _year(meaning: Relative, anchors: Anchors) -> int:
    """The year of "in June last year", from publication, or of "in June that year", from the date
    before in the text."""
    base = (anchors.spoken_of or anchors.published) if meaning.from_text else anchors.published
    return base.year + meaning.count


def _range(meaning: Range, anchors: Anchors, tense: Tense) -> Found:
    first, last = _with_one_year(meaning.first, meaning.last, anchors.published)
    if isinstance(first, Day) and first.month is None:
        # "Er der fra 12. til 14.": on the 13th.
        tense = Tense.NONE
    begin = _resolved(first, anchors, tense)
    end = _resolved(last, _after(anchors, begin.date), tense)
    if end.date.latest < begin.date.earliest:
        end = _moved_behind(last, begin.date, end, anchors)
    assert begin.date.start is not None
    assert end.date.end is not None
    return Found(points.interval(begin.date.start, end.date.end), begin.certain and end.certain)


def _with_one_year(first: Meaning, last: Meaning, published: date) -> tuple[Meaning, Meaning]:
    """If only one end of a stretch has a year, the other end's is the same or the one beside."""
    if not isinstance(first, (Day, Month)) or not isinstance(last, (Day, Month)):
        return first, last
    turns = (last.month or 12) < (first.month or 1)
    begins, ends = named.year_of(first.year, published), named.year_of(last.year, published)
    if begins is None and ends is not None:
        return replace(first, year=ends - turns), last
    if begins is not None and ends is None:
        return first, replace(last, year=begins + turns)
    return first, last


def _after(anchors: Anchors, begin: EventDate) -> Anchors:
    return replace(anchors, spoken_of=begin.earliest)


def _moved_behind(last: Meaning, begin: EventDate, end: Found, anchors: Anchors) -> Found:
    """The end of a stretch that fell before its beginning: the next such weekday, month or day."""
    if isinstance(last, Weekday):
        return single(to_weekday(begin.latest, last.weekday, 1), end.certain)
    if isinstance(last, (Day, Month)) and last.year is None:
        year = begin.earliest.year
        for later in (year, year + 1):
            found = _resolved(replace(last, year=later), anchors, Tense.NONE)
            if found.date.latest >= begin.earliest:
                return replace(found, certain=end.certain)
    raise ValueError("the stretch ends before it begins")
