"""Days, weekdays, months, seasons and years by their names.

- A weekday beside a day of a month finds the year in which it is right, unless the nearest such
  day is within 60 days: then the weekday is taken for a slip.
- A bare weekday is the latest one up to publication, or the next from then on where the sentence
  looks ahead. "Last" and "next" are the nearest before and after the day of publication, which is
  what Bokmålsordboka has for "forrige" and "neste".
- Weeks run from Monday to Sunday (ISO 8601).
- Seasons are those of meteorologists in the north: spring is March to May.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

# It ships without type information.
from dateutil.easter import easter  # type: ignore[import-untyped]

from summitmap.reading.grammar import points
from summitmap.reading.grammar.meanings import (
    Day,
    Month,
    Movable,
    Part,
    Relative,
    Season,
    SeasonOf,
    Weekday,
    WeekdayBeside,
    Which,
)
from summitmap.reading.grammar.nearest import (
    Anchors,
    Found,
    distance,
    monday_of,
    nearest_of,
    single,
    to_weekday,
    whichever,
)
from summitmap.reading.grammar.tense import Tense
from summitmap.story.dates import EventDate

_CLOSE = 60

_FIRST_MONTH = {Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9, Season.WINTER: 12}
_THIRD = {Part.EARLY: (1, 10), Part.MID: (11, 20), Part.LATE: (21, 31)}
_THIRD_OF_YEAR = {Part.EARLY: 1, Part.MID: 5, Part.LATE: 9}

# Eight years hold a leap day, also around a century that has none.
_YEARS_AROUND = 8


def day(meaning: Day, anchors: Anchors, tense: Tense) -> Found:
    """A day of a month. Raises `ValueError` when the calendar has no such day."""
    if meaning.other is not None:
        return _either_way(meaning, anchors, tense)
    published = anchors.published
    year = year_of(meaning.year, published)
    if meaning.month is None:
        found = single(_of_the_month_spoken_of(meaning.day, anchors, tense), certain=False)
    elif year is not None:
        found = single(date(year, meaning.month, meaning.day))
    else:
        return _nearest_day(meaning.month, meaning.day, meaning.weekday, published, tense)
    wrong = meaning.weekday not in (None, found.date.earliest.isoweekday())
    return replace(found, certain=False) if wrong else found


def _of_the_month_spoken_of(day: int, anchors: Anchors, tense: Tense) -> date:
    """The day in the month that the text speaks of; in that of publication the tense decides."""
    published = anchors.published
    base = anchors.spoken_of or published
    found = base.replace(day=day)
    if (base.year, base.month) != (published.year, published.month):
        return found
    if tense is Tense.PAST and found > published:
        return points.month(base.year, base.month - 1).first.replace(day=day)
    if tense is Tense.FUTURE and found < published:
        return points.month(base.year, base.month + 1).first.replace(day=day)
    return found


def year_of(year: int | Relative | None, published: date) -> int | None:
    """A year in figures: the nearest century's for two of them, `None` where none is given."""
    if isinstance(year, Relative):
        return published.year + year.count
    if year is None or year >= 100:
        return year
    century = published.year - published.year % 100
    nearby = (century + turn + year for turn in (-100, 0, 100))
    return min(nearby, key=lambda one: abs(one - published.year))


def _either_way(meaning: Day, anchors: Anchors, tense: Tense) -> Found:
    """Figures whose day and month may be the other way round: the nearer reading, a guess."""
    assert meaning.other is not None
    day, month = meaning.other
    as_written = replace(meaning, other=None)
    readings = [
        found
        for one in (as_written, replace(as_written, day=day, month=month))
        if (found := _day_if_any(one, anchors, tense))
    ]
    if not readings:
        raise ValueError("neither reading is a day")
    best = min(readings, key=lambda found: distance(found.date.earliest, anchors.published))
    return replace(best, certain=False)


def _day_if_any(meaning: Day, anchors: Anchors, tense: Tense) -> Found | None:
    try:
        return day(meaning, anchors, tense)
    except ValueError:
        return None


def _nearest_day(month: int, day: int, weekday: int | None, published: date, tense: Tense) -> Found:
    years = range(published.year - _YEARS_AROUND, published.year + _YEARS_AROUND + 1)
    days = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    if not days:
        raise ValueError("the month has no such day")
    nearest = nearest_of([points.single(points.day(one)) for one in days], published, tense)
    if weekday is None:
        return nearest
    chosen = nearest.date.earliest
    if weekday == chosen.isoweekday():
        return replace(nearest, certain=True)
    right = [
        one for one in days if one.isoweekday() == weekday and abs(one.year - published.year) <= 1
    ]
    # So close to publication, the weekday is a slip and the year is not another one.
    if not right or distance(chosen, published) <= _CLOSE:
        return replace(nearest, certain=False)
    return nearest_of([points.single(points.day(one)) for one in right], published, tense)


def weekday(meaning: Weekday, published: date, tense: Tense) -> Found:
    """A day of the week: of a week that is named, the last or next one, or by the tense."""
    weekday = meaning.weekday
    if meaning.weeks is not None:
        monday = monday_of(published) + timedelta(weeks=meaning.weeks)
        return single(monday + timedelta(weekday - 1))
    if meaning.which is Which.LAST:
        day = to_weekday(published - timedelta(1), weekday, -1)
    elif meaning.which is Which.NEXT:
        day = to_weekday(published + timedelta(1), weekday, 1)
    else:
        return _weekday_by_tense(weekday, published, tense, meaning.which is Which.THIS)
    # On a Thursday "next Friday" may be tomorrow or that of the week to come.
    return single(day, certain=monday_of(day) != monday_of(published))


def _weekday_by_tense(weekday: int, published: date, tense: Tense, is_this: bool) -> Found:
    behind, ahead = (to_weekday(published, weekday, step) for step in (-1, 1))
    if tense is Tense.EITHER:
        nearer = min(ahead, behind, key=lambda day: abs(day - published))
        return single(nearer, certain=ahead == behind)
    # "This Friday" lies ahead unless the sentence looks back, and to no other week than its own.
    in_week = monday_of(behind) == monday_of(published)
    this_ahead = is_this and (tense is Tense.NONE or not in_week)
    looks_ahead = tense in (Tense.FUTURE, Tense.PRESENT) or this_ahead
    return single(ahead if looks_ahead else behind)


def weekday_beside(meaning: WeekdayBeside, anchors: Anchors) -> Found:
    """The first such weekday after or before the last day that the text has named."""
    step = meaning.direction
    day = (anchors.day or anchors.published) + timedelta(step)
    return single(to_weekday(day, meaning.weekday, step), certain=False)


def month(meaning: Month, published: date, tense: Tense) -> Found:
    """A month, or a part of it, of the year that is named or of the nearest one."""
    year = year_of(meaning.year, published)
    if year is not None:
        found = Found(points.single(points.month(year, meaning.month)))
    else:
        years = range(published.year - 2, published.year + 3)
        months = [points.single(points.month(one, meaning.month)) for one in years]
        found = whichever(months, meaning.which, published, tense)
    if meaning.rest and found.date.earliest <= published < found.date.latest:
        left = points.interval(points.day(published), points.day(found.date.latest))
        return Found(left, found.certain)
    return maybe_third(found.date.earliest, meaning.part, found.date, found.certain)


def maybe_third(first: date, part: Part | None, whole: EventDate, certain: bool = True) -> Found:
    """A month, or roughly a third of it."""
    if part is None:
        return Found(whole, certain)
    begin, end = _THIRD[part]
    end = min(end, monthrange(first.year, first.month)[1])
    return Found(
        points.interval(
            points.day(first.replace(day=begin), approximate=part is not Part.EARLY),
            points.day(first.replace(day=end), approximate=part is not Part.LATE),
        ),
        certain=False,
    )


def year_or_third(year: int, part: Part | None) -> Found:
    """A year, or roughly a third of it."""
    if part is None:
        return Found(points.single(points.year(year)))
    begin = _THIRD_OF_YEAR[part]
    return Found(
        points.interval(
            points.month(year, begin, approximate=part is not Part.EARLY),
            points.month(year, begin + 3, approximate=part is not Part.LATE),
        ),
        certain=False,
    )


def movable(meaning: Movable, published: date, tense: Tense) -> Found:
    """A feast that moves with Easter, of the year that is named or of the nearest one."""
    year = year_of(meaning.year, published)
    years = range(published.year - 2, published.year + 3) if year is None else (year,)
    return nearest_of([_from_easter(one, meaning) for one in years], published, tense)


def _from_easter(year: int, meaning: Movable) -> EventDate:
    first, last = (easter(year) + timedelta(count) for count in (meaning.first, meaning.last))
    if first == last:
        return points.single(points.day(first))
    return points.interval(points.day(first), points.day(last))


def season(meaning: SeasonOf, published: date, tense: Tense) -> Found:
    """The months of a season, of the year that is named or of the nearest one."""
    year = year_of(meaning.year, published)
    if year is not None:
        return Found(_season_of(year, meaning.season), certain=False)
    years = range(published.year - 2, published.year + 3)
    seasons = [_season_of(one, meaning.season) for one in years]
    return replace(whichever(seasons, meaning.which, published, tense), certain=False)


def _season_of(year: int, season: Season) -> EventDate:
    """The three months; a winter is that of the year in which it ends."""
    first = _FIRST_MONTH[season]
    begins = year - 1 if season is Season.WINTER else year
    return points.interval(points.month(begins, first), points.month(begins, first + 2))
