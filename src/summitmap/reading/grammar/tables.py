"""Phrases with what they stand for, looked up in a row of tokens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

from summitmap.reading.grammar.tokens import Token, tokens_of

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Words or phrases of a language, compared without case; the longest that fits is found."""

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        self._words: dict[str, Value] = {}
        self._phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases.items():
            words = tuple(token.lower for token in tokens_of(phrase))
            if len(words) == 1:
                self._words[words[0]] = value
            else:
                self._phrases.setdefault((words[0], words[1]), []).append((words[2:], value))
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which a phrase begins."""
        return frozenset({*self._words, *(first for first, _ in self._phrases)})

    def match(self, tokens: Sequence[Token], at: int) -> tuple[Value, int] | None:
        """What the phrase at `at` stands for and the token behind it; `None` for no phrase."""
        if at >= len(tokens):
            return None
        first = tokens[at].lower
        if at + 1 < len(tokens):
            for rest, value in self._phrases.get((first, tokens[at + 1].lower), ()):
                end = at + 2 + len(rest)
                if not rest or tuple(token.lower for token in tokens[at + 2 : end]) == rest:
                    return value, end
        return (self._words[first], at + 1) if first in self._words else None
