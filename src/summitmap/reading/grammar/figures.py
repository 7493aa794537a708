"""Figures that may be days, years, numbers and whole dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summitmap.reading.grammar.meanings import Day
from summitmap.reading.grammar.tokens import Token

_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2199
_GREATEST_NUMBER = 999
_LAST_WEEK = 53

DASHES = "-–—"
# Halves, thirds, quarters: fractions and never days.
_FRACTIONS = frozenset({(1, 2), (1, 3), (2, 3), (1, 4), (3, 4)})


def touches(tokens: Sequence[Token], at: int, mark: str) -> bool:
    """Whether that mark stands at `at`, right behind what is before it."""
    return at < len(tokens) and tokens[at].text == mark and not tokens[at].gap


class Figures:
    """Figures that may be days, years, numbers and whole dates."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._suffixes = frozenset(words["ordinal"].split())
        self._clock = frozenset(words["clock"])
        self._counted = frozenset(words["counted"]["words"])

    def day(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """A day of a month, with or without what makes it an ordinal."""
        number = _whole(tokens, at, 1, 31)
        if number is None:
            return None
        return number, at + 1 + self._is_ordinal(tokens, at)

    def ordinal(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """A day of a month as an ordinal: "13." or "13th"."""
        number = _whole(tokens, at, 1, 31)
        return (number, at + 2) if number and self._is_ordinal(tokens, at) else None

    def year(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """A year in four figures that counts nothing and is no time of day."""
        if at >= len(tokens) or len(tokens[at].text) != 4:
            return None
        number = _whole(tokens, at, _EARLIEST_YEAR, _LATEST_YEAR)
        if number is None or (at + 1 < len(tokens) and self._is_counted(tokens, at + 1)):
            return None
        return number, at + 1

    def number(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """A number of days, weeks and so on."""
        number = _whole(tokens, at, 1, _GREATEST_NUMBER)
        return None if number is None else (number, at + 1)

    def week(self, tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
        """The number of a week."""
        number = _whole(tokens, at, 1, _LAST_WEEK)
        return None if number is None else (number, at + 1)

    def long_date(self, tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
        """2023-09-13, 13.9.2023, 13.09.23, 13/9/2023, 13/9-2023, 13-9-2023."""
        parts = _chain(tokens, at, 3)
        if parts is None:
            return None
        (first, second, third), marks, end = parts
        lengths = [len(first), len(second), len(third)]
        numbers = [int(first), int(second), int(third)]
        if lengths[0] == 4 and lengths[1:] == [2, 2] and marks == ("-", "-"):
            year, month, day = numbers
            return _day(day, month, year, end)
        if max(lengths[:2]) > 2 or lengths[2] not in (2, 4):
            return None
        if lengths[2] == 2 and self._is_time(tokens, at):
            return None
        if marks == ("/", "/"):
            return _day_either_way(numbers, end)
        if marks in ((".", "."), ("/", "-")) or (marks == ("-", "-") and lengths[2] == 4):
            return _day(numbers[0], numbers[1], numbers[2], end)
        return None

    def dot_date(self, tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
        """13.9 or 13.9. where the words before say that it is a date."""
        parts = _chain(tokens, at, 2)
        if parts is None or parts[1] != (".",) or self._is_time(tokens, at):
            return None
        (day, month), _, end = parts
        if max(len(day), len(month)) > 2:
            return None
        closed = touches(tokens, end, ".") and end + 1 < len(tokens)
        return _day(int(day), int(month), None, end + closed)

    def closed_dot_date(self, tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
        """13.9. in the middle of a sentence, where the second point ends no sentence."""
        found = self.dot_date(tokens, at)
        if found is None:
            return None
        behind = found[1]
        goes_on = behind < len(tokens) and (
            tokens[behind].text[0].islower() or tokens[behind].text in DASHES
        )
        return found if tokens[behind - 1].text == "." and goes_on else None

    def slash_date(self, tokens: Sequence[Token], at: int) -> tuple[Day, int] | None:
        """13/9, which is no fraction."""
        parts = _chain(tokens, at, 2)
        if parts is None or parts[1] != ("/",):
            return None
        (first, second), _, end = parts
        if max(len(first), len(second)) > 2 or (int(first), int(second)) in _FRACTIONS:
            return None
        return _day_either_way([int(first), int(second), None], end)

    def _is_ordinal(self, tokens: Sequence[Token], at: int) -> bool:
        behind = at + 1
        if "." in self._suffixes:
            # The point at the end of a sentence is not the figure's.
            return behind + 1 < len(tokens) and touches(tokens, behind, ".")
        return (
            behind < len(tokens)
            and tokens[behind].lower in self._suffixes
            and not tokens[behind].gap
        )

    def _is_counted(self, tokens: Sequence[Token], behind: int) -> bool:
        after = tokens[behind]
        decimals = (
            after.text in (".", ",")
            and behind + 1 < len(tokens)
            and not after.gap
            and not tokens[behind + 1].gap
            and tokens[behind + 1].text[0].isdigit()
        )
        return decimals or after.text in ("%", "€", "$", "£") or after.lower in self._counted

    def _is_time(self, tokens: Sequence[Token], at: int) -> bool:
        before = [token.lower for token in tokens[max(0, at - 2) : at] if token.text != "."]
        return bool(before) and before[-1] in self._clock


def _whole(tokens: Sequence[Token], at: int, least: int, most: int) -> int | None:
    """A figure that stands alone: no part of a decimal, a score, a price or another number."""
    if at >= len(tokens):
        return None
    text = tokens[at].text
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return None
    if at >= 2 and not tokens[at].gap and tokens[at - 1].text in (".", ",", ":"):
        before = tokens[at - 2].text
        if before[-1].isdigit() and not tokens[at - 1].gap:
            return None
    return int(text) if least <= int(text) <= most else None


def _chain(
    tokens: Sequence[Token], at: int, count: int
) -> tuple[tuple[str, ...], tuple[str, ...], int] | None:
    """Figures joined by marks without space, no more and no less of them than `count`."""
    end = at + 2 * count - 1
    if end > len(tokens) or (at >= 1 and _is_joined(tokens, at) and _is_figure(tokens, at - 2)):
        return None
    figures = tuple(token.text for token in tokens[at:end:2])
    marks = tuple(token.text for token in tokens[at + 1 : end : 2])
    if not all(figure.isascii() and figure.isdigit() and len(figure) <= 4 for figure in figures):
        return None
    if not all(_is_joined(tokens, place) for place in range(at + 2, end, 2)):
        return None
    if end + 1 < len(tokens) and _is_joined(tokens, end + 1) and _is_figure(tokens, end + 1):
        return None
    return figures, marks, end


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a mark stands right before the token, and something right before the mark."""
    return (
        at >= 1
        and tokens[at - 1].text in (".", "/", "-", ",", ":")
        and not tokens[at].gap
        and not tokens[at - 1].gap
    )


def _is_figure(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].text[0].isdigit()


def _day(day: int, month: int, year: int | None, end: int) -> tuple[Day, int] | None:
    if 1 <= day <= 31 and 1 <= month <= 12:
        return Day(day, month, year), end
    return None


def _day_either_way(numbers: Sequence[int | None], end: int) -> tuple[Day, int] | None:
    """Day before month, or where there is no such month, month before day."""
    first, second, year = numbers
    assert first is not None
    assert second is not None
    as_written, other_way = _day(first, second, year, end), _day(second, first, year, end)
    if as_written and other_way and first != second:
        return Day(first, second, year, other=(second, first)), end
    return as_written or other_way
