"""What a phrase looks like: a row of words and slots, some of which may be missing.

The notation is told at the head of `words/dates.nb.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from summitmap.reading.grammar.tokens import Token

SlotReader = Callable[[Sequence[Token], int], tuple[object, int] | None]
"""What stands at a token, and the token behind it; `None` where nothing of the kind stands."""


@dataclass(frozen=True)
class _Element:
    """One word of several, or a slot; `name` tells apart two slots of a kind."""

    words: frozenset[str]
    slot: str | None
    name: str
    optional: bool


@dataclass(frozen=True)
class Match:
    """A phrase that was found: its tokens from `start` to before `end`, and its slots.

    `slots` holds the values by name, `places` the tokens of each in the same way.
    """

    meaning: str
    start: int
    end: int
    slots: Mapping[str, object]
    places: Mapping[str, tuple[int, int]]


class Pattern:
    """A compiled pattern of phrases that have one meaning."""

    def __init__(self, meaning: str, notation: str, slots: Mapping[str, SlotReader]) -> None:
        self.meaning = meaning
        self._elements, self._begin, self._finish = _compiled(notation)
        self._readers = [
            slots[element.slot] if element.slot else None for element in self._elements
        ]

    @property
    def begins_with_a_word(self) -> bool:
        """Whether the first token is one of given words, so that the next one can be asked for."""
        return self._elements[0].slot is None and not self._elements[0].optional

    def may_stand(self, index: int) -> Iterator[tuple[frozenset[str], str | None]]:
        """The words, or the slots, that may stand where element `index` does."""
        for element in self._elements[index:]:
            yield element.words, element.slot
            if not element.optional:
                return

    def match(self, tokens: Sequence[Token], at: int) -> Match | None:
        """The phrase that begins at token `at` with all that the pattern asks for."""
        marks: dict[str, tuple[object, int, int]] = {}
        ends = self._match(tokens, at, 0, marks)
        if ends is None:
            return None
        start, end = ends
        return Match(
            self.meaning,
            start,
            end,
            {name: value for name, (value, _, _) in marks.items()},
            {name: (first, behind) for name, (_, first, behind) in marks.items()},
        )

    def _match(
        self,
        tokens: Sequence[Token],
        at: int,
        index: int,
        marks: dict[str, tuple[object, int, int]],
    ) -> tuple[int, int] | None:
        """Where the phrase begins and ends when element `index` stands at `at`."""
        if index == len(self._elements):
            start, end = at, at
        else:
            ends = self._match_element(tokens, at, index, marks)
            if ends is None:
                return None
            start, end = ends
        if index == self._begin:
            start = at
        if index == self._finish:
            end = at
        return start, end

    def _match_element(
        self,
        tokens: Sequence[Token],
        at: int,
        index: int,
        marks: dict[str, tuple[object, int, int]],
    ) -> tuple[int, int] | None:
        element, reader = self._elements[index], self._readers[index]
        behind: int | None = None
        if reader is not None:
            if found := reader(tokens, at):
                behind = found[1]
                marks[element.name] = (found[0], at, behind)
        elif at < len(tokens) and tokens[at].lower in element.words:
            behind = at + 1
        if behind is not None and (ends := self._match(tokens, behind, index + 1, marks)):
            return ends
        marks.pop(element.name, None)
        return self._match(tokens, at, index + 1, marks) if element.optional else None


def _compiled(notation: str) -> tuple[tuple[_Element, ...], int, int]:
    """The elements, and the numbers of those that begin the phrase and stand behind it."""
    elements: list[_Element] = []
    begin, finish = 0, None
    for part in notation.split():
        if part == "<":
            begin = len(elements)
        elif part == ">":
            finish = len(elements)
        else:
            elements.append(_element(part))
    return tuple(elements), begin, len(elements) if finish is None else finish


def _element(part: str) -> _Element:
    optional = len(part) > 1 and part.endswith("?")
    body = part[:-1] if optional else part
    if slot := re.fullmatch(r"\{([a-z_]+4?)([2-9a-z]?)\}", body):
        kind = slot[1]
        return _Element(frozenset(), kind, body.strip("{}"), optional)
    return _Element(frozenset(body.split("|")), None, body, optional)
