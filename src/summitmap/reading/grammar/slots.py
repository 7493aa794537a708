"""What may stand in a slot of a pattern: names from the tables, and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from summitmap.reading.grammar.figures import DASHES, Figures, touches
from summitmap.reading.grammar.meanings import Part, Relative, Season, Unit, Which
from summitmap.reading.grammar.patterns import SlotReader
from summitmap.reading.grammar.tables import PhraseTable
from summitmap.reading.grammar.tokens import Token

FIGURES = frozenset(
    {"day", "ordinal", "year", "year4", "n", "figure", "feast", "movable"}
    | {"longdate", "dotdate", "closeddotdate", "slashdate"}
)
"""Slots that a figure may stand first in."""


@dataclass(frozen=True)
class Readers:
    """How each slot is read, and the words that may stand first in it."""

    read: Mapping[str, SlotReader]
    first_words: Mapping[str, Iterable[str]]


def readers(words: Mapping[str, Any]) -> Readers:
    """The slots of a language from its tables (see `words/dates.nb.toml`)."""
    tables = _tables(words)
    read: dict[str, SlotReader] = {name: table.match for name, table in tables.items()}
    figures = Figures(words)
    names = _Names(tables, capital="capital" in words["capitals"])
    read |= {
        "day": figures.day,
        "ordinal": figures.ordinal,
        "year4": figures.year,
        "figure": figures.week,
        "longdate": figures.long_date,
        "dotdate": figures.dot_date,
        "closeddotdate": figures.closed_dot_date,
        "slashdate": figures.slash_date,
        "month": names.month,
        "fullmonth": names.full_month,
        "plainmonth": names.plain_month(frozenset(words["doubtful"])),
        "shortmonth": names.short_month,
        "weekday": names.weekday,
        "shortweekday": names.short_weekday,
        "n": _either(figures.number, tables["n"].match),
        "year": _either(figures.year, tables["deictic_year"].match),
        "end": _end,
    }
    first_words: dict[str, Iterable[str]] = {
        name: table.first_words for name, table in tables.items()
    }
    first_words |= {
        "year": tables["deictic_year"].first_words,
        "month": {*tables["fullmonth"].first_words, *tables["shortmonth"].first_words},
        "plainmonth": tables["fullmonth"].first_words,
    }
    return Readers(read, first_words)


def _tables(words: Mapping[str, Any]) -> dict[str, PhraseTable[Any]]:
    deictic = {phrase: _relative(said) for phrase, said in words["deictic"].items()}
    anaphoric = {
        phrase: _relative(said, from_text=True) for phrase, said in words["anaphoric"].items()
    }
    units = {word: Unit(name) for word, name in words["units"].items()}
    plurals = {word: Unit(name) for word, name in words["plural_units"].items()}
    seasons = {word: Season(name) for word, name in words["seasons"].items()}
    doubtful = words["doubtful"]
    return {
        "fullmonth": PhraseTable(words["months"]),
        "shortmonth": PhraseTable(words["short_months"]),
        "weekday": PhraseTable(words["weekdays"] | words["definite_weekdays"]),
        "definiteweekday": PhraseTable(words["definite_weekdays"]),
        "shortweekday": PhraseTable(words["short_weekdays"]),
        "daypart": PhraseTable(dict.fromkeys(words["dayparts"]["words"])),
        "about": PhraseTable(dict.fromkeys(words["about"]["words"])),
        "n": PhraseTable(
            {word: None if said == "few" else said for word, said in words["numbers"].items()}
        ),
        "units": PhraseTable(plurals),
        "anyunit": PhraseTable(units | plurals),
        "definiteunit": PhraseTable(
            {word: Unit(name) for word, name in words["definite_units"].items()}
        ),
        "deictic": PhraseTable(deictic),
        "week": PhraseTable(_only(Unit.WEEK, deictic)),
        "deictic_year": PhraseTable(_only(Unit.YEAR, anaphoric | deictic)),
        "anaphoric": PhraseTable(anaphoric),
        "which": PhraseTable({word: Which(name) for word, name in words["which"].items()}),
        "which_behind": PhraseTable(
            {word: Which(name) for word, name in words["which_behind"].items()}
        ),
        "part": PhraseTable({word: Part(name) for word, name in words["parts"].items()}),
        "season": PhraseTable(seasons),
        "definiteseason": PhraseTable(
            {word: Season(name) for word, name in words["definite_seasons"].items()}
        ),
        "plainseason": PhraseTable(
            {word: season for word, season in seasons.items() if word not in doubtful}
        ),
        "sign": PhraseTable(dict.fromkeys(_verbs_and_breaks(words))),
        "feast": PhraseTable({word: _feast(said) for word, said in words["feasts"].items()}),
        "movable": PhraseTable(
            {word: _stretch(said) for word, said in words["movable_feasts"].items()}
        ),
    }


def _verbs_and_breaks(words: Mapping[str, Any]) -> list[str]:
    signs = words["signs"]
    return [*signs["future"], *signs["past"], *signs["plans"], *words["clauses"]["breaks"]]


def _only(unit: Unit, deictic: Mapping[str, Relative]) -> dict[str, Relative]:
    return {phrase: meant for phrase, meant in deictic.items() if meant.unit is unit}


def _relative(said: str, from_text: bool = False) -> Relative:
    """What "week -1" in a table means."""
    unit, count = said.rsplit(" ", 1)
    return Relative(Unit(unit), int(count), from_text)


def _feast(said: str) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """What "12-26" or "12-26/12-31" in a table means: the month and day it begins and ends on."""
    first, _, last = said.partition("/")
    return _month_and_day(first), _month_and_day(last) if last else None


def _month_and_day(said: str) -> tuple[int, int]:
    month, day = said.split("-")
    return int(month), int(day)


def _stretch(said: str) -> tuple[int, int]:
    """What "-2" or "-7/1" in a table means: the first and the last day, from Easter Sunday."""
    first, _, last = said.partition("/")
    return int(first), int(last or first)


def _either(first: SlotReader, second: SlotReader) -> SlotReader:
    return lambda tokens, at: first(tokens, at) or second(tokens, at)


def _end(tokens: Sequence[Token], at: int) -> tuple[None, int] | None:
    """Nothing at all, or a mark that is no dash."""
    if at >= len(tokens):
        return None, at
    text = tokens[at].text
    return None if text[0].isalnum() or text in DASHES or text in "'’" else (None, at)


class _Names:
    """Names of months and weekdays, which each language writes with capitals or without."""

    def __init__(self, tables: Mapping[str, PhraseTable[Any]], capital: bool) -> None:
        self._tables = tables
        self._capital = capital

    def month(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        """A month beside a day, where a Norwegian one may have a capital."""
        return self._month_beside_a_day(tokens, at) or self.short_month(tokens, at)

    def full_month(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        found = self._tables["fullmonth"].match(tokens, at)
        # With a capital in Norwegian, "i Mars" is the planet.
        return found if found and self._is_name(tokens[at], strictly=True) else None

    def plain_month(self, doubtful: frozenset[str]) -> SlotReader:
        """A month whose name is no other word as well."""
        return lambda tokens, at: (
            None
            if at < len(tokens) and tokens[at].lower in doubtful
            else self.full_month(tokens, at)
        )

    def short_month(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        return self._short("shortmonth", tokens, at, point=False)

    def weekday(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        found = self._tables["weekday"].match(tokens, at)
        return found if found and self._is_name(tokens[at]) else None

    def short_weekday(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        # "man" is a Norwegian pronoun; "man." a Monday.
        return self._short("shortweekday", tokens, at, point=not self._capital)

    def _month_beside_a_day(self, tokens: Sequence[Token], at: int) -> tuple[object, int] | None:
        found = self._tables["fullmonth"].match(tokens, at)
        return found if found and self._is_name(tokens[at]) else None

    def _short(
        self, table: str, tokens: Sequence[Token], at: int, point: bool
    ) -> tuple[object, int] | None:
        found = self._tables[table].match(tokens, at)
        if found is None or not self._is_name(tokens[at]):
            return None
        value, behind = found
        has_point = behind + 1 < len(tokens) and touches(tokens, behind, ".")
        if point and not has_point:
            return None
        return value, behind + has_point

    def _is_name(self, token: Token, strictly: bool = False) -> bool:
        if self._capital:
            return token.text[0].isupper()
        return not strictly or token.text[0].islower() or token.text.isupper()
