"""A sentence as words, figures and marks, for the grammar of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"[0-9]+|[^\W\d_]+"
    r"|[^\w\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Figures, letters, or one mark; characters that show nothing stand between tokens."""


class Token(NamedTuple):
    """A word, a figure or a mark; offsets in the sentence, `gap` where space stands before it."""

    start: int
    end: int
    text: str
    lower: str
    gap: bool


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order, with offsets in it."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    last = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        yield Token(start, end, word, word.lower(), start > last)
        last = end
