"""An article as spans of its own text: blocks, sentences and tokens, each by its offsets.

Offsets count characters of the text exactly as it was given; `end` is the first one after it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A run of the text; `text` is what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence with its tokens; `block` numbers the paragraph that it stands in, from 0."""

    span: Span
    tokens: tuple[Span, ...]
    block: int

    def cut(self, start: int, end: int) -> Span:
        """The run of the sentence between two offsets of the article's text."""
        offset = self.span.start
        return Span(start, end, self.span.text[start - offset : end - offset])
