"""The day an article was published, where its text says so."""

from __future__ import annotations

import re
from datetime import date

from summitmap.reading.dates import dates
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.story.dates import Precision

_SAID = re.compile(r"\b(?:publisert|published|oppdatert|updated)\b:?[ \t]*", re.IGNORECASE)
_LONGEST = 60
_MOST = 20
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def published_in(text: str, language: str) -> date | None:
    """The day behind a word such as "Publisert", with its year; `None` where the text has none.

    The first "published" goes before an "updated". Raises `ReadingError` for a language other
    than "nb" and "en".
    """
    said = sorted(_SAID.finditer(text), key=lambda each: each[0].lower().startswith(("opp", "upd")))
    for match in said[:_MOST]:
        day = _day(text, match.end(), language)
        if day is not None:
            return day
    return None


def _day(text: str, start: int, language: str) -> date | None:
    line = text[start : start + _LONGEST].partition("\n")[0]
    if numbers := _DAY_FIRST.search(line):
        try:
            return date(int(numbers["year"]), int(numbers["month"]), int(numbers["day"]))
        except ValueError:
            return None
    year = _YEAR.search(line)
    if year is None:
        return None
    block = Span(0, len(line), line)
    # A day with its year needs no anchor.
    for mention in dates(sentences([block], language), date(int(year[0]), 1, 1), language):
        end = mention.date.end
        if end and not mention.date.is_interval and end.precision is Precision.DAY:
            return end.first
    return None
