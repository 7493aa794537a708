"""From what a phrase means to the days that are meant, on the day of publication.

How is chosen where words leave a choice:

- A day or a month without a year is the nearest one to publication, in the direction of the tense:
  one against the tense counts as 250 days (past) or 300 days (future) farther, one ahead with no
  verb that says so 45 days. So a December read in January is last year's, and what "will be in
  June" and was published in September is next year's. A weekday beside it finds the year in which
  it is right, unless the nearest such day is within 60 days.
- A bare weekday is the latest one up to publication, or the next from then on where the sentence
  looks ahead. "Last" and "next" are the nearest before and after the day of publication, which is
  what Bokmålsordboka has for "forrige" and "neste".
- Weeks run from Monday to Sunday (ISO 8601), weekends from Saturday to Sunday.
- Seasons are those of meteorologists in the north: spring is March to May.
- "A few days" ahead are about a week, "a few" of anything else two to six.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from summitmap.reading.grammar import points
from summitmap.reading.grammar.meanings import (
    Day,
    Meaning,
    Month,
    Part,
    Range,
    Relative,
    Season,
    SeasonOf,
    Shift,
    Stretch,
    Unit,
    Week,
    Weekday,
    WeekdayBeside,
    Which,
    YearOf,
    Years,
)
from summitmap.reading.grammar.tense import Tense
from summitmap.story.dates import DatePoint, EventDate

_AGAINST_PAST, _AGAINST_FUTURE, _UNSAID_FUTURE = 250, 300, 45
"""Days that a date counts as farther away when the tense speaks against it."""

_CLEARLY_NEARER = 45
"""Days by which the second best choice must be farther for the best one to be sure."""

_CLOSE = 60
"""Days within which a date beside a wrong weekday is believed, and not the weekday."""

_DAYS_OF = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_FEW_DAYS_AHEAD, _FEW_WEEKS, _FEW_MONTHS = 6, 4, 3
_FEW_LEAST, _FEW_MOST = 2, 6

_FIRST_MONTH = {Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9, Season.WINTER: 12}
_THIRD = {Part.EARLY: (1, 10), Part.MID: (11, 20), Part.LATE: (21, 31)}
_THIRD_OF_YEAR = {Part.EARLY: 1, Part.MID: 5, Part.LATE: 9}

# Eight years hold a leap day, also around a century that has none.
_YEARS_AROUND = 8


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


def resolve(meaning: Meaning, anchors: Anchors, tense: Tense) -> Found | None:
    """The date that is meant; `None` when the calendar has none, as for 31 February."""
    try:
        return _resolved(meaning, anchors, tense)
    except (ValueError, OverflowError):
        # Days that no month has, and years beyond those that a date can have.
        return None


def _resolved(meaning: Meaning, anchors: Anchors, tense: Tense) -> Found:
    published = anchors.published
    match meaning:
        case Day():
            return _day(meaning, anchors, tense)
        case Weekday():
            return _weekday(meaning, published, tense)
        case WeekdayBeside():
            start = anchors.day or published
            step = meaning.direction
            day = start + timedelta(step)
            return _single(_to_weekday(day, meaning.weekday, step), certain=False)
        case Relative():
            return _relative(meaning, anchors, tense)
        case Shift():
            return _shift(meaning, anchors, tense)
        case Stretch():
            return _stretch(meaning, published)
        case Month():
            return _month(meaning, published, tense)
        case SeasonOf():
            return _season(meaning, published, tense)
        case YearOf():
            return _year_or_third(meaning.year, meaning.part)
        case Years():
            return Found(points.interval(points.year(meaning.first), points.year(meaning.last)))
        case Week():
            return Found(_week(date.fromisocalendar(published.year, meaning.number, 1)))
        case Range():
            return _range(meaning, anchors, tense)


def _single(day: date, certain: bool = True) -> Found:
    return Found(points.single(points.day(day)), certain)


def _to_weekday(day: date, weekday: int, step: int) -> date:
    """The first such weekday from `day` on, forwards or backwards."""
    return day + timedelta((step * (weekday - day.isoweekday())) % 7 * step)


def _day(meaning: Day, anchors: Anchors, tense: Tense) -> Found:
    if meaning.other is not None:
        return _either_way(meaning, anchors, tense)
    published = anchors.published
    year = _year(meaning.year, published)
    if meaning.month is None:
        base = anchors.spoken_of or published
        found = _single(base.replace(day=meaning.day), certain=False)
    elif year is not None:
        found = _single(date(year, meaning.month, meaning.day))
    else:
        return _nearest_day(meaning.month, meaning.day, meaning.weekday, published, tense)
    wrong = meaning.weekday not in (None, found.date.earliest.isoweekday())
    return replace(found, certain=False) if wrong else found


def _year(year: int | Relative | None, published: date) -> int | None:
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
        if (found := resolve(one, anchors, tense))
    ]
    if not readings:
        raise ValueError("neither reading is a day")
    best = min(readings, key=lambda found: _distance(found.date.earliest, anchors.published))
    return replace(best, certain=False)


def _distance(day: date, published: date) -> int:
    return abs((day - published).days)


def _nearest_day(month: int, day: int, weekday: int | None, published: date, tense: Tense) -> Found:
    years = range(published.year - _YEARS_AROUND, published.year + _YEARS_AROUND + 1)
    days = [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]
    if not days:
        raise ValueError("the month has no such day")
    nearest = _nearest([points.single(points.day(one)) for one in days], published, tense)
    if weekday is None:
        return nearest
    chosen = nearest.date.earliest
    if weekday == chosen.isoweekday():
        return replace(nearest, certain=True)
    right = [
        one for one in days if one.isoweekday() == weekday and abs(one.year - published.year) <= 1
    ]
    # So close to publication, the weekday is a slip and the year is not another one.
    if not right or _distance(chosen, published) <= _CLOSE:
        return replace(nearest, certain=False)
    return _nearest([points.single(points.day(one)) for one in right], published, tense)


def _nearest(dates: Sequence[EventDate], published: date, tense: Tense) -> Found:
    """The date that is nearest to publication in the direction of the tense."""
    ranked = sorted(dates, key=lambda one: _cost(one, published, tense))
    if len(ranked) < 2:
        return Found(ranked[0])
    best, second = (_cost(one, published, tense) for one in ranked[:2])
    return Found(ranked[0], certain=second - best > _CLEARLY_NEARER)


def _cost(when: EventDate, published: date, tense: Tense) -> int:
    if when.latest < published:
        days = (published - when.latest).days
        return days + (_AGAINST_FUTURE if tense is Tense.FUTURE else 0)
    if when.earliest > published:
        against = {Tense.PAST: _AGAINST_PAST, Tense.NONE: _UNSAID_FUTURE}
        return (when.earliest - published).days + against.get(tense, 0)
    return 0


def _whichever(
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
    return _nearest(dates, published, tense)


def _weekday(meaning: Weekday, published: date, tense: Tense) -> Found:
    weekday = meaning.weekday
    if meaning.weeks is not None:
        monday = _monday(published) + timedelta(weeks=meaning.weeks)
        return _single(monday + timedelta(weekday - 1))
    if meaning.which is Which.LAST:
        day = _to_weekday(published - timedelta(1), weekday, -1)
    elif meaning.which is Which.NEXT:
        day = _to_weekday(published + timedelta(1), weekday, 1)
    else:
        return _weekday_by_tense(weekday, published, tense, meaning.which is Which.THIS)
    # On a Thursday "next Friday" may be tomorrow or that of the week to come.
    return _single(day, certain=_monday(day) != _monday(published))


def _weekday_by_tense(weekday: int, published: date, tense: Tense, is_this: bool) -> Found:
    behind, ahead = (_to_weekday(published, weekday, step) for step in (-1, 1))
    if tense is Tense.EITHER:
        nearer = min(ahead, behind, key=lambda day: abs(day - published))
        return _single(nearer, certain=ahead == behind)
    # "This Friday" lies ahead unless the sentence looks back.
    looks_ahead = tense is Tense.FUTURE or (is_this and tense is Tense.NONE)
    return _single(ahead if looks_ahead else behind)


def _monday(day: date) -> date:
    return day - timedelta(day.isoweekday() - 1)


def _relative(meaning: Relative, anchors: Anchors, tense: Tense) -> Found:
    if meaning.from_text:
        found = _unit(meaning, _base(meaning, anchors), Tense.NONE)
        return replace(found, certain=False)
    return _unit(meaning, anchors.published, tense)


def _base(meaning: Relative, anchors: Anchors) -> date:
    """The date in the text that "the same day" or "the week after" goes by."""
    if meaning.unit is not Unit.DAY:
        return anchors.spoken_of or anchors.published
    # "The same day" far from any other day is the day that the article is about: publication.
    day = anchors.recent_day if meaning.count == 0 else anchors.day
    return day or anchors.published


def _unit(meaning: Relative, base: date, tense: Tense) -> Found:
    count = meaning.count
    match meaning.unit:
        case Unit.WEEK:
            return Found(_week(_monday(base) + timedelta(weeks=count)))
        case Unit.FORTNIGHT:
            return Found(_days_between(base, base + timedelta(13), rough=True), certain=False)
        case Unit.WEEKEND | Unit.COMING_WEEKEND:
            return _weekend(meaning, base, tense)
        case Unit.MONTH:
            point = points.month(base.year, base.month + count)
            return _maybe_third(point.first, meaning.part, points.single(point))
        case Unit.YEAR:
            return _year_or_third(base.year + count, meaning.part)
        case _:
            return _single(base + timedelta(count))


def _weekend(meaning: Relative, base: date, tense: Tense) -> Found:
    this = _monday(base) + timedelta(5)
    if (
        meaning.unit is Unit.COMING_WEEKEND
        or meaning.count == 1
        or meaning.count == -1
        or base >= this
    ):
        weeks = meaning.count
    else:
        # Early in a week the weekend is the one before, late in it the one to come.
        back = tense is Tense.PAST or (tense is Tense.NONE and base.isoweekday() <= 3)
        weeks = -1 if back else 0
    saturday = this + timedelta(weeks=weeks)
    return Found(_days_between(saturday, saturday + timedelta(1)))


def _week(monday: date) -> EventDate:
    return _days_between(monday, monday + timedelta(6))


def _days_between(first: date, last: date, rough: bool = False) -> EventDate:
    return points.interval(points.day(first), points.day(last, approximate=rough))


def _shift(meaning: Shift, anchors: Anchors, tense: Tense) -> Found:
    if meaning.if_ahead and tense is not Tense.FUTURE:
        raise ValueError("how long something took")
    base = (anchors.day or anchors.published) if meaning.from_text else anchors.published
    if meaning.unit is Unit.HOUR:
        if meaning.from_text:
            raise ValueError("hours later is a time of day")
        return _single(base)
    if meaning.count is None:
        ends = [_moved(base, meaning, count) for count in (_FEW_LEAST, _FEW_MOST)]
        first, last = sorted(ends, key=lambda point: point.first)
        return Found(points.interval(first, last), certain=False)
    point = _moved(base, meaning, meaning.count)
    long = meaning.unit in (Unit.MONTH, Unit.YEAR)
    if meaning.from_text and long and point.first > anchors.published and tense is not Tense.FUTURE:
        raise ValueError("told in another year than that of the date before")
    if meaning.unit is Unit.DAY:
        return _single(point.first, certain=not meaning.from_text)
    return Found(points.single(point), certain=False)


def _moved(base: date, meaning: Shift, count: int) -> DatePoint:
    """About so many units away: for weeks a day, for months a month, for years a year."""
    steps = count * meaning.direction
    if meaning.unit is Unit.YEAR:
        return points.year(base.year + steps, approximate=True)
    if meaning.unit is Unit.MONTH:
        return points.month(base.year, base.month + steps, approximate=True)
    rough = meaning.unit is not Unit.DAY or meaning.count is None
    return points.day(base + timedelta(steps * _DAYS_OF[meaning.unit]), approximate=rough)


def _stretch(meaning: Stretch, published: date) -> Found:
    far = _far_end(meaning, published)
    exact = meaning.unit is Unit.DAY and meaning.count is not None
    end = points.day(far, approximate=not exact)
    here = points.day(published)
    first, last = (here, end) if meaning.direction > 0 else (end, here)
    return Found(points.interval(first, last), certain=exact)


def _far_end(meaning: Stretch, published: date) -> date:
    """The day at the other end of a stretch that begins or ends with publication."""
    count, unit, direction = meaning.count, meaning.unit, meaning.direction
    if unit in _DAYS_OF:
        few = _FEW_DAYS_AHEAD if unit is Unit.DAY else _FEW_WEEKS
        return published + timedelta((count or few) * _DAYS_OF[unit] * direction)
    if unit is Unit.HOUR:
        return published
    months = (count or _FEW_MONTHS) * (12 if unit is Unit.YEAR else 1)
    month = points.month(published.year, published.month + months * direction)
    return month.first.replace(day=min(published.day, month.last.day))


def _month(meaning: Month, published: date, tense: Tense) -> Found:
    year = _year(meaning.year, published)
    if year is not None:
        found = Found(points.single(points.month(year, meaning.month)))
    else:
        years = range(published.year - 2, published.year + 3)
        months = [points.single(points.month(one, meaning.month)) for one in years]
        found = _whichever(months, meaning.which, published, tense)
    return _maybe_third(found.date.earliest, meaning.part, found.date, found.certain)


def _maybe_third(first: date, part: Part | None, whole: EventDate, certain: bool = True) -> Found:
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


def _year_or_third(year: int, part: Part | None) -> Found:
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


def _season(meaning: SeasonOf, published: date, tense: Tense) -> Found:
    year = _year(meaning.year, published)
    if year is not None:
        return Found(_season_of(year, meaning.season), certain=False)
    years = range(published.year - 2, published.year + 3)
    seasons = [_season_of(one, meaning.season) for one in years]
    return replace(_whichever(seasons, meaning.which, published, tense), certain=False)


def _season_of(year: int, season: Season) -> EventDate:
    """The three months; a winter is that of the year in which it ends."""
    first = _FIRST_MONTH[season]
    begins = year - 1 if season is Season.WINTER else year
    return points.interval(points.month(begins, first), points.month(begins, first + 2))


def _range(meaning: Range, anchors: Anchors, tense: Tense) -> Found:
    first, last = _with_one_year(meaning.first, meaning.last, anchors.published)
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
    begins, ends = _year(first.year, published), _year(last.year, published)
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
        return _single(_to_weekday(begin.latest, last.weekday, 1), end.certain)
    if isinstance(last, (Day, Month)) and last.year is None:
        year = begin.earliest.year
        for later in (year, year + 1):
            found = _resolved(replace(last, year=later), anchors, Tense.NONE)
            if found.date.latest >= begin.earliest:
                return replace(found, certain=end.certain)
    raise ValueError("the stretch ends before it begins")
