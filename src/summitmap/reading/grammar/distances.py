"""Times by their distance from publication or from another date in the text.

- Weeks run from Monday to Sunday (ISO 8601), weekends from Saturday to Sunday.
- "A few days" ahead are about a week, "a few" of anything else two to six.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from summitmap.reading.grammar import points
from summitmap.reading.grammar.meanings import Part, Relative, Shift, Stretch, Unit
from summitmap.reading.grammar.named import maybe_third, year_or_third
from summitmap.reading.grammar.nearest import Anchors, Found, monday_of, single
from summitmap.reading.grammar.tense import Tense
from summitmap.story.dates import DatePoint, EventDate

_DAYS_OF = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_FEW_DAYS_AHEAD, _FEW_WEEKS, _FEW_MONTHS = 6, 4, 3
_FEW_LEAST, _FEW_MOST = 2, 6
_PART_OF_WEEK = {Part.EARLY: (0, 2), Part.MID: (1, 3), Part.LATE: (3, 6)}
"""The days of a part of a week, counted from its Monday."""


def relative(meaning: Relative, anchors: Anchors, tense: Tense) -> Found:
    """A unit of the calendar counted from publication, or from the date before in the text."""
    if meaning.from_text and meaning.unit is Unit.HOUR:
        if tense is Tense.FUTURE:
            return single(anchors.published + timedelta(1), certain=False)
        return single(_night(anchors), certain=False)
    if meaning.from_text:
        found = _unit(meaning, _base(meaning, anchors), Tense.NONE)
        return replace(found, certain=False)
    return _unit(meaning, anchors.published, tense)


def _night(anchors: Anchors) -> date:
    """The day that "overnight" leads to: the one after a day just told of, else publication."""
    day = anchors.recent_day
    return day + timedelta(1) if day is not None and day < anchors.published else anchors.published


def _base(meaning: Relative, anchors: Anchors) -> date:
    """The date in the text that "the same day" or "the week after" goes by."""
    if meaning.unit in (Unit.WEEK, Unit.WEEKEND):
        return anchors.recent_day or anchors.spoken_of or anchors.published
    if meaning.unit is not Unit.DAY:
        return anchors.spoken_of or anchors.published
    # "The same day" far from any other day is the day that the article is about: publication.
    day = anchors.recent_day if meaning.count == 0 else anchors.day
    return day or anchors.published


def _unit(meaning: Relative, base: date, tense: Tense) -> Found:
    count = meaning.count
    match meaning.unit:
        case Unit.WEEK:
            return _week_or_part(monday_of(base) + timedelta(weeks=count), meaning.part)
        case Unit.FORTNIGHT:
            return Found(_days_between(base, base + timedelta(13), rough=True), certain=False)
        case Unit.WEEKEND | Unit.COMING_WEEKEND:
            return _weekend(meaning, base, tense)
        case Unit.MONTH:
            point = points.month(base.year, base.month + count)
            return maybe_third(point.first, meaning.part, points.single(point))
        case Unit.YEAR:
            return year_or_third(base.year + count, meaning.part)
        case _:
            return single(base + timedelta(count))


def _week_or_part(monday: date, part: Part | None) -> Found:
    """A week, or roughly its first, middle or last days."""
    if part is None:
        return Found(week(monday))
    first, last = _PART_OF_WEEK[part]
    days = _days_between(monday + timedelta(first), monday + timedelta(last))
    return Found(days, certain=False)


def _weekend(meaning: Relative, base: date, tense: Tense) -> Found:
    this = monday_of(base) + timedelta(5)
    if meaning.unit is Unit.COMING_WEEKEND or meaning.count or base >= this:
        weeks = meaning.count
    else:
        # Early in a week the weekend is the one before, late in it the one to come.
        is_open = tense in (Tense.NONE, Tense.EITHER)
        back = tense is Tense.PAST or (is_open and base.isoweekday() <= 3)
        weeks = -1 if back else 0
    saturday = this + timedelta(weeks=weeks)
    return Found(_days_between(saturday, saturday + timedelta(1)))


def week(monday: date) -> EventDate:
    """The seven days from a Monday on."""
    return _days_between(monday, monday + timedelta(6))


def _days_between(first: date, last: date, rough: bool = False) -> EventDate:
    return points.interval(points.day(first), points.day(last, approximate=rough))


def shift(meaning: Shift, anchors: Anchors, tense: Tense) -> Found:
    """The day, or about the month or year, so many units away.

    Raises `ValueError` where it is none: a length of time, a time of day, or a later time that
    would lie ahead of publication in a sentence that does not.
    """
    if meaning.if_ahead and tense is not Tense.FUTURE:
        raise ValueError("how long something took")
    base = _start(meaning, anchors) if meaning.from_text else anchors.published
    if meaning.unit is Unit.HOUR:
        if meaning.from_text:
            raise ValueError("hours later is a time of day")
        return single(base)
    if meaning.count is None:
        ends = [_moved(base, meaning, count) for count in (_FEW_LEAST, _FEW_MOST)]
        first, last = sorted(ends, key=lambda point: point.first)
        return Found(points.interval(first, last), certain=False)
    point = _moved(base, meaning, meaning.count)
    long = meaning.unit in (Unit.MONTH, Unit.YEAR)
    if meaning.from_text and long and point.first > anchors.published and tense is not Tense.FUTURE:
        raise ValueError("told in another year than that of the date before")
    if meaning.unit is Unit.DAY:
        return single(point.first, certain=not meaning.from_text)
    return Found(points.single(point), certain=False)


def _start(meaning: Shift, anchors: Anchors) -> date:
    """What "two months later" counts from: the last day in the text, or for months and years any
    date that was told since."""
    long = meaning.unit in (Unit.MONTH, Unit.YEAR)
    if long and anchors.spoken_of is not None:
        return anchors.spoken_of
    return anchors.day or anchors.published


def _moved(base: date, meaning: Shift, count: int) -> DatePoint:
    """About so many units away: for weeks a day, for months a month, for years a year."""
    steps = count * meaning.direction
    if meaning.unit is Unit.YEAR:
        return points.year(base.year + steps, approximate=True)
    if meaning.unit is Unit.MONTH:
        return points.month(base.year, base.month + steps, approximate=True)
    rough = meaning.unit is not Unit.DAY or meaning.count is None
    return points.day(base + timedelta(steps * _DAYS_OF[meaning.unit]), approximate=rough)


def stretch(meaning: Stretch, published: date) -> Found:
    """From publication to about so many units on, or up to it from as many before."""
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
