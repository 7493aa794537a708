"""What a place name does in its clause: whether somebody is there, comes there or leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from summitmap.reading.clauses import Clause
from summitmap.reading.lexicon import Lexicon, VerbKind
from summitmap.reading.text import Span


class Function(StrEnum):
    """What a place name does in its clause."""

    AT = "at"
    TO = "to"
    TOWARDS = "towards"
    FROM = "from"
    VIA = "via"
    SUBJECT = "subject"
    WITHIN = "within"
    """Says where the place before it lies: "Teller i Alaska"."""
    OTHER = "other"
    """The owner of something, or what is talked of."""

    @property
    def is_presence(self) -> bool:
        """Whether somebody is, comes or passes there."""
        return self in (Function.AT, Function.TO, Function.VIA, Function.FROM)


@dataclass(frozen=True)
class Placing:
    """A place name in a clause; `of_visit` tells that a noun such as "besøket" leads to it."""

    span: Span
    function: Function
    of_visit: bool = False


_MOST_SKIPPED = 8


def placings(clause: Clause, spans: Sequence[Span], lexicon: Lexicon) -> tuple[Placing, ...]:
    """What each of the spans, which begin inside the clause and stand in order, does in it."""
    found: list[Placing] = []
    for span in spans:
        found.append(_placing(clause, span, found[-1] if found else None, lexicon))
    return tuple(found)


def _placing(clause: Clause, span: Span, before: Placing | None, lexicon: Lexicon) -> Placing:
    first = next(
        number for number, token in enumerate(clause.tokens) if token.end > span.start
    )
    if _is_owner(clause, span):
        return Placing(span, Function.OTHER)
    after_last = -1
    if before is not None:
        after_last = next(
            (
                number
                for number, token in reversed(tuple(enumerate(clause.tokens)))
                if token.start < before.span.end
            ),
            -1,
        )
    return _walk_back(clause, span, first, after_last, before, lexicon)


def _is_owner(clause: Clause, span: Span) -> bool:
    """Whether a genitive stands on the name: "Russlands president", "China's leader"."""
    for number, token in enumerate(clause.tokens):
        if token.start < span.end < token.end:
            return token.text[span.end - token.start :].lower() in ("s", "'s", "’s", "'", "’")
        if token.start == span.end:
            return clause.words[number] in ("'s", "’s", "'", "’") and number + 1 < len(clause.words)
    return False


def _walk_back(
    clause: Clause,
    span: Span,
    first: int,
    last_before: int,
    before: Placing | None,
    lexicon: Lexicon,
) -> Placing:
    """Look for what leads to the name, over articles, adjectives and nouns such as "byen"."""
    verbs = dict(clause.verbs)
    words = clause.words
    for at in range(first - 1, max(-1, first - 2 - _MOST_SKIPPED), -1):
        word = words[at]
        if at == last_before and before is not None:
            # "the Cameroonian capital Yaounde" has none between; "Butsja og Irpin" has a joint.
            return Placing(span, before.function, before.of_visit)
        if word in (",", "/", "(") or word in lexicon.words["clause.coordinators"]:
            joined = before is not None and 0 <= at - 1 - last_before <= 1
            if joined and before is not None:
                return Placing(span, before.function, before.of_visit)
            listed = before is not None and _only_skipped(words, last_before + 1, at, lexicon)
            if listed and before is not None and word != ",":
                return Placing(span, before.function, before.of_visit)
            if word == "," and before is None and at == first - 1 and at <= 2:
                return Placing(span, Function.SUBJECT)
            return Placing(span, Function.OTHER)
        function = _leads(word, lexicon)
        if function is not None and at not in verbs:
            return _led(clause, span, at, function, last_before, before, lexicon)
        if at in verbs:
            return Placing(span, _object_of(clause, at, lexicon))
        if word in lexicon.words["places.of"]:
            if at and words[at - 1] in lexicon.words["places.nouns"]:
                continue
            return _of(clause, span, at, lexicon)
        if word in lexicon.words["places.other"]:
            return Placing(span, Function.OTHER)
        if word in ("«", "»", "“", "”", '"', "–", "—", ")", ":"):
            return Placing(span, Function.SUBJECT)
    return Placing(span, Function.SUBJECT)


def _leads(word: str, lexicon: Lexicon) -> Function | None:
    if word in lexicon.words["places.from"]:
        return Function.FROM
    if word in lexicon.words["places.to"]:
        return Function.TO
    if word in lexicon.words["places.at"]:
        return Function.AT
    if word in lexicon.words["places.via"]:
        return Function.VIA
    if word in lexicon.words["places.towards"]:
        return Function.TOWARDS
    return None


def _led(
    clause: Clause,
    span: Span,
    at: int,
    function: Function,
    last_before: int,
    before: Placing | None,
    lexicon: Lexicon,
) -> Placing:
    """A name that a preposition leads to; what stands before that decides what it hangs on."""
    words = clause.words
    noun = words[at - 1] if at else ""
    if before is not None and last_before == at - 1 and function is Function.AT:
        return Placing(span, Function.WITHIN)
    if noun in lexicon.words["places.capitals"] and function is Function.AT:
        return Placing(span, Function.WITHIN)
    if noun in lexicon.words["places.bound"] and at - 1 not in dict(clause.verbs):
        return Placing(span, Function.OTHER)
    of_visit = noun in lexicon.words["places.visits"]
    return Placing(span, function, of_visit)


def _of(clause: Clause, span: Span, at: int, lexicon: Lexicon) -> Placing:
    """Behind "of": a visit of, a tour of; else what owns something."""
    if at and clause.words[at - 1] in lexicon.words["places.visits"]:
        return Placing(span, Function.TO, of_visit=True)
    return Placing(span, Function.OTHER)


def _object_of(clause: Clause, at: int, lexicon: Lexicon) -> Function:
    """What a name right behind a verb does: "besøkte Butsja", "left Kyiv"; else its subject."""
    verb = lexicon.verbs[clause.words[at]]
    if verb.kind is VerbKind.LEAVE:
        return Function.FROM
    if clause.words[at] in lexicon.words["places.reaching"]:
        return Function.TO
    return Function.SUBJECT


def _only_skipped(words: Sequence[str], start: int, end: int, lexicon: Lexicon) -> bool:
    return all(
        _leads(word, lexicon) is None and word not in lexicon.verbs for word in words[start:end]
    )
