"""The phrases of time in a sentence, with what each of them means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from summitmap.reading.grammar.meanings import (
    Day,
    Meaning,
    Month,
    Movable,
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
from summitmap.reading.grammar.patterns import Match
from summitmap.reading.grammar.tokens import Token
from summitmap.reading.grammar.vocabulary import Vocabulary


@dataclass(frozen=True)
class Phrase:
    """The tokens from `start` to before `end`, and what they mean."""

    start: int
    end: int
    meaning: Meaning


_OF_A_RANGE = (Day, Weekday, Month, Relative)
"""What a stretch from one time to another may begin and end with."""


def phrases_in(tokens: Sequence[Token], words: Vocabulary) -> Iterator[Phrase]:
    """The phrases in order, each as long as it can be, none over another."""
    at = 0
    while at < len(tokens):
        if not words.may_begin(tokens[at]):
            at += 1
            continue
        if passed := words.never.match(tokens, at):
            at = passed[1]
            continue
        found = _phrases_at(tokens, at, words)
        yield from found
        at = found[-1].end if found else at + 1


def _phrases_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> list[Phrase]:
    match = _match_at(tokens, at, words)
    if match is None or _is_about_every_such_day(tokens, match, words):
        return []
    if match.meaning in _SEVERAL:
        return _SEVERAL[match.meaning](match)
    meaning = _meaning(match)
    if meaning is None:
        return []
    first = Phrase(match.start, match.end, meaning)
    if isinstance(meaning, _OF_A_RANGE) and (whole := _range(tokens, first, words)):
        return [whole]
    return [first]


def _match_at(tokens: Sequence[Token], at: int, words: Vocabulary) -> Match | None:
    """The match at `at`; the longer one, if what is only context there is followed by one."""
    match = words.longest_match(tokens, at)
    if match is not None and match.start > at:
        inner = words.longest_match(tokens, match.start)
        if inner is not None and inner.end > match.end:
            return inner
    return match


def _is_about_every_such_day(tokens: Sequence[Token], match: Match, words: Vocabulary) -> bool:
    return bool(match.start) and tokens[match.start - 1].lower in words.no_date_behind


def _range(tokens: Sequence[Token], first: Phrase, words: Vocabulary) -> Phrase | None:
    """The stretch that `first` begins: "fredag til søndag", "from 28 December to 3 January"."""
    joins = words.connectors
    behind = joins.to.match(tokens, first.end)
    if behind is not None:
        at = behind[1]
    elif (
        first.start
        and first.end < len(tokens)
        and tokens[first.start - 1].lower in joins.between
        and tokens[first.end].lower in joins.joined
    ):
        at = first.end + 1
    else:
        return None
    match = words.longest_match(tokens, at) if at < len(tokens) else None
    one = match is not None and match.start == at and match.meaning not in _SEVERAL
    last = _meaning(match) if match and one else None
    if match is None or not isinstance(last, _OF_A_RANGE):
        return None
    return Phrase(first.start, match.end, Range(first.meaning, last))


def _listed(match: Match) -> list[Phrase]:
    """Days of one month, "12. og 13. september": a stretch if they follow each other."""
    names = sorted(name for name in match.slots if name.startswith("day"))
    days = [
        Day(_int(match.slots[name]), _int(match.slots["month"]), _year(match.slots))
        for name in names
    ]
    numbers = [one.day for one in days]
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return [Phrase(match.start, match.end, Range(days[0], days[-1]))]
    starts = [match.places[name][0] for name in names]
    ends = [match.places[name][1] for name in names]
    starts[0], ends[-1] = match.start, match.end
    return [Phrase(*parts) for parts in zip(starts, ends, days, strict=True)]


def _listed_years(match: Match) -> list[Phrase]:
    return [
        Phrase(*match.places[name], YearOf(_int(match.slots[name]))) for name in sorted(match.slots)
    ]


_SEVERAL = {"listed": _listed, "listed_years": _listed_years}
"""Kinds of patterns that hold several dates."""


def _meaning(match: Match) -> Meaning | None:
    """What the slots of a match mean; `None` for nothing after all."""
    return _READERS[match.meaning](match.slots)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _year(slots: Mapping[str, Any]) -> int | Relative | None:
    year: int | Relative | None = slots.get("year4", slots.get("year"))
    return year


def _day(slots: Mapping[str, Any]) -> Meaning:
    number = slots.get("day", slots.get("ordinal"))
    return Day(_int(number), slots.get("month"), _year(slots), _weekday_number(slots))


def _weekday_number(slots: Mapping[str, Any]) -> int | None:
    weekday: int | None = slots.get("weekday", slots.get("shortweekday"))
    return weekday


def _figures(slots: Mapping[str, Any]) -> Meaning:
    dates = ("longdate", "dotdate", "closeddotdate", "slashdate")
    day: Day = next(slots[name] for name in dates if name in slots)
    return replace(day, weekday=_weekday_number(slots))


def _days(slots: Mapping[str, Any]) -> Meaning | None:
    first = slots.get("day", slots.get("ordinal"))
    last = slots.get("day2", slots.get("ordinal2"))
    if _int(first) >= _int(last):
        return None
    month, year = slots.get("month"), _year(slots)
    return Range(Day(_int(first), month, year), Day(_int(last), month, year))


def _figures_range(slots: Mapping[str, Any]) -> Meaning | None:
    last: Day = slots.get("longdate", slots.get("closeddotdate"))
    first = _int(slots["day"])
    return Range(replace(last, day=first, other=None), last) if first < last.day else None


def _months(slots: Mapping[str, Any]) -> Meaning:
    first, last, year = slots["fullmonth"], slots["fullmonth2"], _year(slots)
    return Range(Month(first), Month(last, year)) if year else Range(Month(first), Month(last))


def _weekday(slots: Mapping[str, Any]) -> Meaning:
    week: Relative | None = slots.get("week")
    return Weekday(slots["weekday"], _which(slots), week.count if week else None)


def _which(slots: Mapping[str, Any]) -> Which | None:
    which: Which | None = slots.get("which", slots.get("which_behind"))
    return which


def _beside(direction: int) -> Callable[[Mapping[str, Any]], Meaning]:
    return lambda slots: WeekdayBeside(
        _int(slots.get("weekday", slots.get("definiteweekday"))), direction
    )


def _deictic(slots: Mapping[str, Any]) -> Meaning:
    relative: Relative = slots["deictic"]
    return replace(relative, part=slots.get("part"))


def _current(slots: Mapping[str, Any]) -> Meaning:
    return Relative(slots["definiteunit"], 0, part=slots.get("part"))


def _shift(direction: int, from_text: bool) -> Callable[[Mapping[str, Any]], Meaning]:
    return lambda slots: Shift(slots["n"], slots["anyunit"], direction, from_text)


def _hence_if_ahead(slots: Mapping[str, Any]) -> Meaning:
    return Shift(slots["n"], slots["anyunit"], 1, if_ahead=True)


def _stretch(direction: int) -> Callable[[Mapping[str, Any]], Meaning]:
    def read(slots: Mapping[str, Any]) -> Meaning:
        if "definiteunit" in slots:
            return Stretch(1, slots["definiteunit"], direction)
        unit = slots.get("units", slots.get("anyunit", Unit.DAY))
        return Stretch(slots.get("n"), unit, direction)

    return read


def _month(slots: Mapping[str, Any]) -> Meaning:
    names = ("fullmonth", "plainmonth", "shortmonth")
    number = next(slots[name] for name in names if name in slots)
    return Month(_int(number), _year(slots), _which(slots), slots.get("part"))


def _season(slots: Mapping[str, Any]) -> Meaning:
    names = ("season", "plainseason", "definiteseason")
    season: Season = next(slots[name] for name in names if name in slots)
    return SeasonOf(season, _year(slots), _which(slots))


def _coming_season(slots: Mapping[str, Any]) -> Meaning:
    return SeasonOf(slots["definiteseason"], None, Which.NEXT)


def _season_of_text(slots: Mapping[str, Any]) -> Meaning:
    """ "That summer": the one of the year that the text speaks of."""
    this_year = Relative(Unit.YEAR, 0, from_text=True)
    return SeasonOf(slots.get("definiteseason", slots.get("season")), this_year)


def _years(slots: Mapping[str, Any]) -> Meaning | None:
    first, last = _int(slots["year4"]), _int(slots["year4b"])
    return Years(first, last) if first < last else None


def _decade(slots: Mapping[str, Any]) -> Meaning | None:
    first = _int(slots["year4"])
    return Years(first, first + 9) if first % 10 == 0 else None


def _century(slots: Mapping[str, Any]) -> Meaning | None:
    """The 1800s are a century, the 1990s a decade, and so are the 2000s, as long as we live."""
    first = _int(slots["year4"])
    whole = first % 100 == 0 and first < 2000
    return Years(first, first + 99) if whole else _decade(slots)


def _feast(slots: Mapping[str, Any]) -> Meaning:
    (month, day), last = slots["feast"]
    first = Day(day, month, _year(slots))
    return first if last is None else Range(first, Day(last[1], last[0], _year(slots)))


def _movable(slots: Mapping[str, Any]) -> Meaning:
    first, last = slots["movable"]
    return Movable(first, last, _year(slots))


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Meaning | None]] = {
    "day": _day,
    "figures": _figures,
    "figures_range": _figures_range,
    "days": _days,
    "weekday": _weekday,
    "weekday_after": _beside(1),
    "weekday_before": _beside(-1),
    "deictic": _deictic,
    "current": _current,
    "anaphoric": lambda slots: slots["anaphoric"],
    "ago": _shift(-1, from_text=False),
    "hence": _shift(1, from_text=False),
    "hence_if_ahead": _hence_if_ahead,
    "later": _shift(1, from_text=True),
    "earlier": _shift(-1, from_text=True),
    "ahead": _stretch(1),
    "back": _stretch(-1),
    "month": _month,
    "months": _months,
    "season": _season,
    "rest_of_month": lambda slots: Month(_int(slots["fullmonth"]), rest=True),
    "coming_season": _coming_season,
    "season_of_text": _season_of_text,
    "year": lambda slots: YearOf(_int(slots["year4"]), slots.get("part")),
    "years": _years,
    "decade": _decade,
    "century": _century,
    "week_number": lambda slots: Week(_int(slots["figure"])),
    "feast": _feast,
    "movable_feast": _movable,
}
"""How the slots of each kind of pattern are read; the kinds are those of the words' files."""
