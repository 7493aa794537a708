"""The dateline that agencies begin with: "SEOUL, 12 June (Reuters) –", which says where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summitmap.reading.clauses import ENDS_A_DATELINE, LONGEST_DATELINE
from summitmap.reading.resolving import Resolved
from summitmap.reading.text import Sentence


@dataclass(frozen=True)
class Dateline:
    """The place that an article begins with, and the number of the sentence that it opens."""

    place: Resolved
    sentence: int


def dateline(
    sentences: Sequence[Sentence], headings: frozenset[int], places: Sequence[Resolved]
) -> Dateline | None:
    """The dateline of an article whose `places` stand in order; `None` where it has none."""
    number = next((n for n in range(len(sentences)) if n not in headings), None)
    if number is None or not _is_opened(sentences[number]):
        return None
    start = sentences[number].span.start
    place = next((each for each in places if each.name.span.start == start), None)
    return Dateline(place, number) if place is not None and place.entry is not None else None


def _is_opened(sentence: Sentence) -> bool:
    """Whether only names, figures and marks stand before a dash or a colon near its beginning."""
    for at, token in enumerate(sentence.tokens[: LONGEST_DATELINE + 1]):
        if token.text in ENDS_A_DATELINE:
            return at > 0
        small = token.text[0].islower() and token.text.lower() not in _MONTHS
        if small and sentence.tokens[at - 1].text not in ("(", "/"):
            return False
    return False


_MONTHS = frozenset(
    "januar februar mars april mai juni juli august september oktober november desember"
    " mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
)
"""Words in small letters that a Norwegian dateline may hold."""
