"""The words and patterns of a language, from `words/dates.LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from summitmap.errors import ReadingError
from summitmap.reading.grammar import slots
from summitmap.reading.grammar.patterns import Match, Pattern
from summitmap.reading.grammar.tables import PhraseTable
from summitmap.reading.grammar.tokens import Token


@dataclass(frozen=True)
class Signs:
    """Words that tell whether a clause looks ahead or back, and those between clauses.

    A word that ends in `past_ending` looks back too, unless it stands behind one of `not_behind`.
    """

    future: frozenset[str]
    past: frozenset[str]
    breaks: frozenset[str]
    past_ending: str | None
    not_behind: frozenset[str]


@dataclass(frozen=True)
class Connectors:
    """What joins two dates to a stretch: `to` alone, `joined` ("and") only behind `between`."""

    to: PhraseTable[None]
    between: frozenset[str]
    joined: frozenset[str]


@dataclass(frozen=True)
class Vocabulary:
    """All that is known of how a language says when."""

    language: str
    by_word: Mapping[str, Sequence[Pattern]]
    by_figure: Sequence[Pattern]
    never: PhraseTable[None]
    no_date_behind: frozenset[str]
    connectors: Connectors
    signs: Signs
    month_names: tuple[str, ...]

    def longest_match(self, tokens: Sequence[Token], at: int) -> Match | None:
        """The longest phrase that begins at `at`, the first in the file of several as long."""
        first = tokens[at]
        patterns = self.by_figure if first.text[0].isdigit() else self.by_word.get(first.lower, ())
        found = (match for pattern in patterns if (match := pattern.match(tokens, at)))
        return max(found, key=lambda match: match.end, default=None)


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of "nb" or "en". Raises `ReadingError` for a language without one."""
    file = resources.files("summitmap.reading") / "words" / f"dates.{language}.toml"
    if language not in ("nb", "en"):
        raise ReadingError(f"dates are read in nb and en, and not in {language!r}; say nb or en")
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    readers = slots.readers(words)
    patterns = [
        Pattern(meaning, notation, readers.read)
        for meaning, notations in words["patterns"].items()
        for notation in notations
    ]
    by_word, by_figure = _indexed(patterns, readers)
    signs, joins = words["signs"], words["range"]
    return Vocabulary(
        language=language,
        by_word=by_word,
        by_figure=by_figure,
        never=PhraseTable(dict.fromkeys(words["never"])),
        no_date_behind=frozenset(words["no_date_behind"]),
        connectors=Connectors(
            PhraseTable(dict.fromkeys(joins["to"])),
            frozenset(joins["between"]),
            frozenset(joins["and"]),
        ),
        signs=Signs(
            future=frozenset(signs["future"]),
            past=frozenset(signs["past"]),
            breaks=frozenset(words["clauses"]["breaks"]),
            past_ending=signs.get("past_ending"),
            not_behind=frozenset(signs.get("past_ending_not_behind", ())),
        ),
        month_names=tuple(_month_names(words)),
    )


def _indexed(
    patterns: Iterable[Pattern], readers: slots.Readers
) -> tuple[dict[str, list[Pattern]], list[Pattern]]:
    """The patterns by the word, or by the figure, that a phrase of theirs may begin with."""
    by_word: dict[str, list[Pattern]] = {}
    by_figure: list[Pattern] = []
    for pattern in patterns:
        firsts: set[str] = set()
        figure = False
        for words, slot in pattern.first_of():
            firsts |= words if slot is None else set(readers.first_words.get(slot, ()))
            figure |= slot in slots.FIGURES
        for word in firsts:
            by_word.setdefault(word, []).append(pattern)
        if figure:
            by_figure.append(pattern)
    return by_word, by_figure


def _month_names(words: Mapping[str, Any]) -> list[str]:
    return [*words["months"], *words["short_months"]]
