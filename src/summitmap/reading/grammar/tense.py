"""Whether a sentence looks ahead or back where a date stands in it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from enum import Enum

from summitmap.reading.grammar.tokens import Token
from summitmap.reading.grammar.vocabulary import Signs


class Tense(Enum):
    """What the verbs nearest to a date say; `EITHER` for "was planned" and "is cancelled".

    `PRESENT` is what only says that something is: "is in Oslo on Monday".
    """

    PAST = "past"
    PRESENT = "present"
    NONE = "none"
    FUTURE = "future"
    EITHER = "either"


_REACH = 40
"""How many words away a verb may stand."""

_REACH_UNDONE = 4
"""How many words before its participle "was to have" may begin, and "has" stand."""

_SET_OFF = 2
"""How many words before a date a comma may stand that sets it off, a preposition between."""


def tense_at(
    tokens: Sequence[Token], start: int, end: int, dated: Container[int], signs: Signs
) -> Tense:
    """The tense where the tokens from `start` to before `end` are a date.

    `dated` are the tokens that are part of any date and so no verbs ("i går", "May"). Asked in
    this order: the clause before the date, from the date backwards; the clause behind it; what
    stands farther before; what stands farther behind.
    """
    if start == 0 and end < len(tokens) and tokens[end].lower in signs.plans:
        # "Fredag ventet en storslått mottakelse": the verb comes second.
        return Tense.PAST
    before = range(start - 1, max(-1, start - 1 - _REACH), -1)
    behind = range(end, min(len(tokens), end + _REACH))
    for places, to_the_break in ((before, True), (behind, True), (before, False), (behind, False)):
        words = (place for place in places if place not in dated)
        tense = _first_sign(tokens, words, signs, to_the_break)
        if tense is not Tense.NONE:
            return tense
        if to_the_break and _is_in_the_present(tokens, start, end, places, signs):
            return Tense.PRESENT
    return Tense.NONE


def _is_in_the_present(
    tokens: Sequence[Token], start: int, end: int, places: Iterable[int], signs: Signs
) -> bool:
    """Whether a clause only says that something is on the date: "Monday is the last day".

    Not where the date belongs to something else: "dead after a strike on Monday".
    """
    for place in places:
        word = tokens[place].lower
        if word in signs.present:
            opens = start == 0 or tokens[start - 1].lower in signs.breaks
            return place < start or (place == end and opens)
        # "Seoul is next, on Tuesday": set off by a comma, and still of the clause.
        set_off = word == "," and 0 < start - place <= _SET_OFF
        if (word in signs.breaks and not set_off) or word in signs.hanging:
            return False
    return False


def _first_sign(
    tokens: Sequence[Token], places: Iterable[int], signs: Signs, to_the_break: bool
) -> Tense:
    for place in places:
        # "May" inside a sentence is the month.
        word = tokens[place].text if place else tokens[place].lower
        if _is_undone(tokens, place, signs):
            return Tense.EITHER
        if word in signs.either or (word in signs.plans and _is_behind(tokens, place, signs.past)):
            return Tense.EITHER
        if word in signs.future or _is_plan(tokens, place, signs) or _is_to(tokens, place, signs):
            return Tense.FUTURE
        if _is_noun(tokens, place, signs):
            continue
        if _only_has(tokens, place, signs):
            return Tense.FUTURE
        if word in signs.past or _has_past_ending(tokens, place, signs):
            dropped = _is_before(tokens, place, signs.either | signs.plans)
            begins = range(place - _REACH_UNDONE, place)
            dropped = dropped or any(_is_undone(tokens, earlier, signs) for earlier in begins)
            return Tense.EITHER if dropped else Tense.PAST
        if to_the_break and word in signs.breaks:
            return Tense.NONE
    return Tense.NONE


def _is_undone(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether what was to be and was not begins here: "skulle ha gått", "was to have met"."""
    words = tuple(token.lower for token in tokens[max(0, place) : place + 3])
    return any(words[: len(each)] == each for each in signs.undone)


def _only_has(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether somebody has something in the present: "has talks on Thursday"."""
    if tokens[place].lower not in signs.having:
        return False
    following = range(place + 1, min(len(tokens), place + 1 + _REACH_UNDONE))
    return not any(
        tokens[at].lower in signs.over or _has_past_ending(tokens, at, signs) for at in following
    )


def _is_noun(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether what looks like a verb is none: "et løp"."""
    return place > 0 and tokens[place - 1].lower in signs.nouns_behind


def _is_to(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    return place + 1 < len(tokens) and (tokens[place].lower, tokens[place + 1].lower) in signs.pairs


def _is_plan(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether it says what is planned: "is set for Monday", and not "set off on Monday"."""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    return tokens[place].text in signs.plans and following not in signs.undoing


def _is_behind(tokens: Sequence[Token], place: int, words: frozenset[str]) -> bool:
    return any(token.lower in words for token in tokens[max(0, place - 2) : place])


def _is_before(tokens: Sequence[Token], place: int, words: frozenset[str]) -> bool:
    return any(token.lower in words for token in tokens[place + 1 : place + 3])


def _has_past_ending(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    word = tokens[place].text
    return (
        signs.past_ending is not None
        and len(word) >= 5
        and word.endswith(signs.past_ending)
        and word.islower()
        and not (place and tokens[place - 1].lower in signs.not_behind)
    )
