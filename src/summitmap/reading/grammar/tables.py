"""Phrases with what they stand for, looked up in a row of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from summitmap.reading.grammar.tokens import Token, tokens_of

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Words or phrases of a language, compared without case; the longest that fits is found."""

    def __init__(self, phrases: Mapping[str, Value]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases.items():
            words = tuple(token.lower for token in tokens_of(phrase))
            self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    @property
    def first_words(self) -> Iterable[str]:
        """The words with which a phrase begins."""
        return self._by_first.keys()

    def match(self, tokens: Sequence[Token], at: int) -> tuple[Value, int] | None:
        """What the phrase at `at` stands for and the token behind it; `None` for no phrase."""
        if at >= len(tokens):
            return None
        for words, value in self._by_first.get(tokens[at].lower, ()):
            end = at + len(words)
            if len(words) == 1 or tuple(token.lower for token in tokens[at:end]) == words:
                return value, end
        return None
