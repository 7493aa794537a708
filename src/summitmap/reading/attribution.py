"""Who says so: the agencies and people to whom a sentence gives what it tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summitmap.reading.clauses import Clause
from summitmap.reading.phrasebook import Phrasebook, stands
from summitmap.reading.text import Span

_NEAR = 3
_FAR = 7


def sources(clauses: Sequence[Clause], names: Sequence[Span], book: Phrasebook) -> tuple[str, ...]:
    """The sources that the clauses of one sentence name, each once, in order.

    `names` are the names of people and organisations in the sentence. A name is a source behind
    "ifølge" or "according to", behind "told", and beside a verb of saying; a known agency is one
    wherever a verb of saying stands near it.
    """
    tokens = [token for clause in clauses for token in clause.tokens]
    words = [word for clause in clauses for word in clause.words]
    found = {
        start: name
        for start, name in _named(tokens, words, names, book)
        if _is_source(words, start, len(name.split()), book)
    }
    return tuple(dict.fromkeys(name for _, name in sorted(found.items())))


def _named(
    tokens: Sequence[Span], words: Sequence[str], names: Sequence[Span], book: Phrasebook
) -> Iterator[tuple[int, str]]:
    """Each name with the number of its first token: the given ones and the known agencies."""
    starts = {token.start: number for number, token in enumerate(tokens)}
    taken: set[int] = set()
    for span in names:
        if span.start in starts:
            first = starts[span.start]
            taken.update(range(first, first + len(span.text.split())))
            yield first, span.text
    for at in range(len(words)):
        phrase = None if at in taken else stands(words, at, book.phrases["sources.agencies"])
        if phrase is not None and tokens[at + len(phrase) - 1].text[0].isupper():
            taken.update(range(at, at + len(phrase)))
            yield at, " ".join(token.text for token in tokens[at : at + len(phrase)])


def _is_source(words: Sequence[str], first: int, length: int, book: Phrasebook) -> bool:
    before = words[max(0, first - _FAR) : first]
    for at in range(len(before)):
        phrase = stands(before, at, book.phrases["sources.according"])
        if phrase is not None and "," not in before[at + len(phrase) :]:
            return True
    says = book.words["sources.says"]
    end = first + length
    right_before = words[max(0, first - _NEAR) : first]
    if any(word in says for word in right_before) and not _is_spoken_of(right_before, says):
        return True
    right_behind = words[end : end + 2]
    return any(word in says for word in right_behind[:2]) and "," not in right_behind[:1]


def _is_spoken_of(before: Sequence[str], says: frozenset[str]) -> bool:
    """Whether something else stands between the verb and the name: "sa at Putin"."""
    last = max(number for number, word in enumerate(before) if word in says)
    return any(
        word in ("at", "that", ",", "om", "han", "he", "she", "hun") for word in before[last + 1 :]
    )
