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

_REACH_BEING = 8
"""How many words before its participle "is" may stand."""

_SHORTEST_PASSIVE = 5

_MOST_ADJECTIVES = 3
"""How many words may stand between "a" and its noun."""

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
    if start == 0 and _is_second(tokens, end, signs):
        return Tense.FUTURE
    before = [at for at in range(start - 1, max(-1, start - 1 - _REACH), -1) if at not in dated]
    behind = [at for at in range(end, min(len(tokens), end + _REACH)) if at not in dated]
    for places, to_the_break in ((before, True), (behind, True), (before, False), (behind, False)):
        tense = _first_sign(tokens, places, signs, to_the_break)
        if tense is not Tense.NONE:
            return tense
        if to_the_break and _is_in_the_present(tokens, start, places, signs):
            return Tense.PRESENT
    return Tense.NONE


def _is_in_the_present(
    tokens: Sequence[Token], start: int, places: Sequence[int], signs: Signs
) -> bool:
    """Whether a clause only says that something is on the date: "Monday is the last day".

    Not where the date belongs to something else: "dead after a strike on Monday".
    """
    end = places[0] if places else start
    for place in places:
        word = tokens[place].lower
        if word in signs.present:
            led = start == 1 and tokens[0].lower in signs.leading
            opens = start == 0 or led or tokens[start - 1].lower in signs.breaks
            # "On Saturday it is the turn of Prague".
            second = start <= 1 and place == end + 1 and tokens[end].lower in signs.doers
            return place < start or (place == end and opens) or second
        # "Seoul is next, on Tuesday": set off by a comma, and still of the clause.
        set_off = word == "," and 0 < start - place <= _SET_OFF
        if (_is_break(tokens, place, signs) and not set_off) or word in signs.hanging:
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
        if word in signs.asking and _is_behind(tokens, place, signs.having | signs.present):
            # "has invited him to Oslo in June".
            return Tense.FUTURE
        if _is_noun(tokens, place, signs):
            continue
        if word in signs.either or (word in signs.plans and _is_behind(tokens, place, signs.past)):
            return Tense.EITHER
        if word in signs.future or _is_plan(tokens, place, signs) or _is_to(tokens, place, signs):
            return Tense.FUTURE
        if _has_ahead_ending(tokens[place], signs) or _is_done_now(tokens, place, signs):
            return Tense.FUTURE
        if _only_has(tokens, place, signs):
            return Tense.FUTURE
        if _is_of_the_past(tokens, place, signs):
            dropped = _is_before(tokens, place, signs.either | signs.plans)
            begins = range(place - _REACH_UNDONE, place)
            dropped = dropped or any(_is_undone(tokens, earlier, signs) for earlier in begins)
            return Tense.EITHER if dropped else Tense.PAST
        if to_the_break and _is_break(tokens, place, signs):
            return Tense.NONE
    return Tense.NONE


def _is_break(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    if tokens[place].lower not in signs.breaks:
        return False
    around = tuple(token.lower for token in tokens[max(0, place - 1) : place + 2])
    return around not in signs.unbroken


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
    """Whether what looks like a verb is none: "et løp", "an unannounced visit"."""
    if place > 0 and tokens[place - 1].lower in signs.nouns_behind:
        return True
    if tokens[place].text not in signs.nouns:
        return False
    for at in range(place - 1, max(-1, place - 1 - _MOST_ADJECTIVES), -1):
        word = tokens[at].text
        if word.lower() in signs.determiners:
            return True
        if not word.isalpha() or word.endswith("s") or word == "to":
            # "the two leaders meet".
            return False
    return False


def _is_to(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    return place + 1 < len(tokens) and (tokens[place].lower, tokens[place + 1].lower) in signs.pairs


def _is_plan(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether it says what is planned: "is set for Monday", and not "set off on Monday"."""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    word = tokens[place].text
    if word in signs.past and not _is_said_to_be(tokens, place, signs):
        # "Han ventet i Oslo", "Tirsdag satt hun overfor ham".
        return False
    return word in signs.plans and following not in signs.undoing


def _is_of_the_past(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    word = tokens[place].text if place else tokens[place].lower
    if word in signs.past:
        return word not in signs.plans or not _is_said_to_be(tokens, place, signs)
    return _has_past_ending(tokens, place, signs)


def _is_said_to_be(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether it is a participle of the present: "er han ventet", "blir Anna Berg ventet"."""
    for at in range(place - 1, max(-1, place - 1 - _REACH_BEING), -1):
        if tokens[at].lower in signs.being:
            return True
        if tokens[at].lower in signs.breaks:
            return False
    return False


def _is_second(tokens: Sequence[Token], at: int, signs: Signs) -> bool:
    """Whether a verb of the present stands there, behind the date that opens a sentence:
    "Fredag innvies broen", "Lørdag skinner sola"."""
    if signs.second_ending is None or at >= len(tokens):
        return False
    word = tokens[at].text
    if not word.islower() or word in signs.not_ahead or word in signs.past:
        return False
    return word.endswith(signs.second_ending) or _has_ahead_ending(tokens[at], signs)


def _is_done_now(tokens: Sequence[Token], place: int, signs: Signs) -> bool:
    """Whether a verb of the present stands right behind its pronoun: "she rests on Saturday"."""
    if not signs.doers or not place or tokens[place - 1].lower not in signs.doers:
        return False
    word = tokens[place].text
    return word.endswith("s") and word not in signs.past and word not in signs.present


def _has_ahead_ending(token: Token, signs: Signs) -> bool:
    """Whether it is a passive of the present by its ending: "innvies", "gjenåpnes"."""
    return (
        signs.ahead_ending is not None
        and len(token.text) > _SHORTEST_PASSIVE
        and token.text.endswith(signs.ahead_ending)
        and token.text.islower()
        and token.text not in signs.not_ahead
    )


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
