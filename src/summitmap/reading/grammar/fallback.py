"""What the grammar leaves, asked of `dateparser`: a day, a month and a year in another order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache

from summitmap.reading.grammar import points
from summitmap.reading.grammar.vocabulary import Vocabulary
from summitmap.story.dates import EventDate

_EARLIEST_YEAR, _LATEST_YEAR = 1500, 2199
_YEAR = re.compile(r"\d{4}")
"""What each of these dates has: a sentence without is not looked through."""


def leftover_dates(
    text: str, taken: Iterable[tuple[int, int]], words: Vocabulary
) -> Iterator[tuple[int, int, EventDate]]:
    """Where such a date begins and ends, and which it is: "2023/09/13", "13-Sep-2023".

    `taken` are the beginnings and ends, in order, of what the grammar has read.
    """
    rest = _without(text, taken)
    if not _YEAR.search(rest):
        return
    for match in _candidates(words.month_names).finditer(rest):
        day = _parsed(match[0], words.language)
        if day is not None:
            yield match.start(), match.end(), points.single(points.day(day))


def _without(text: str, taken: Iterable[tuple[int, int]]) -> str:
    """The text with something else, as long, in the place of what is taken."""
    parts, at = [], 0
    for start, end in taken:
        parts += [text[at:start], "_" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


@cache
def _candidates(month_names: tuple[str, ...]) -> re.Pattern[str]:
    month = rf"(?:{'|'.join(sorted(map(re.escape, month_names), key=len, reverse=True))})\.?"
    gap = r"[ .,/-]{0,2}"
    return re.compile(
        r"(?<![\w./-])(?:"
        r"\d{4}([./])\d{1,2}\1\d{1,2}"
        rf"|\d{{1,2}}{gap}{month}{gap}\d{{4}}|\d{{4}}{gap}{month}{gap}\d{{1,2}}"
        rf"|{month}{gap}\d{{1,2}}{gap}\d{{4}}"
        r")(?![\w/-]|\.\d)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1024)
def _parsed(phrase: str, language: str) -> date | None:
    # Loading takes half a second, which an article without such a date need not wait for.
    import dateparser  # type: ignore[import-untyped]  # ships without type information

    year_first = phrase[:4].isdigit()
    found: datetime | None = dateparser.parse(
        phrase,
        languages=[language],
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "DATE_ORDER": "YMD" if year_first else "DMY",
        },
    )
    if found is None or not _EARLIEST_YEAR <= found.year <= _LATEST_YEAR:
        return None
    return found.date()
