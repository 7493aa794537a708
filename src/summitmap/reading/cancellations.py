"""How a clause says that something was called off, turned down or was only to have been."""

from __future__ import annotations

from itertools import pairwise

from summitmap.reading.clauses import Clause
from summitmap.reading.phrasebook import Form, Phrasebook, stands


def is_all_off(clause: Clause, book: Phrasebook) -> bool:
    """Whether the journey itself is called off and not a stop of it: "har avlyst reisen"."""
    if called_off(clause, book) is None:
        return False
    whole = book.words["status.whole_journeys"]
    if book.language == "nb":
        return not whole.isdisjoint(clause.words)
    determiners = book.words["status.determiners"]
    return any(
        word in whole and not determiners.isdisjoint(clause.words[max(0, at - 2) : at])
        for at, word in enumerate(clause.words)
    )


def called_off(clause: Clause, book: Phrasebook) -> int | None:
    """Where the clause says that something was called off or turned down, if it does."""
    at = clause.says(book.phrases["status.cancelled"])
    if at is None:
        found = (_apart(clause, book), _prevented(clause, book), _turned_down(clause, book))
        return next((each for each in found if each is not None), None)
    if clause.words[at - 1 : at] in INFINITIVE_MARKS and is_undone(clause, at, book):
        # "swore not to abandon the town".
        return None
    if not LIMITED.isdisjoint(clause.words[at + 1 :]) and _denies_itself(clause, at, book):
        # "nådde ikke fram før mandag".
        return None
    put_off = clause.words[at] in book.words["status.put_off"]
    if put_off and clause.words[at - 1] in book.words["clause.before_nouns"]:
        # "Det utsatte besøket begynte", "the postponed visit".
        return None
    return at


def _apart(clause: Clause, book: Phrasebook) -> int | None:
    """Where a verb of calling off stands apart from its particle, which ends the clause or comes
    before a reason: "called the trip off", "faller et par dager i California bort"."""
    pairs = book.phrases["status.split"]
    for at, word in enumerate(clause.words):
        for _, particle in pairs.get(word, ()):
            for later in range(at + 2, min(at + _LONGEST_SPLIT, len(clause.words))):
                behind = clause.words[later + 1 : later + 2]
                ends = not behind or not behind[0].isalpha()
                ends = ends or behind[0] in book.words["status.causes"]
                if clause.words[later] == particle and ends:
                    return at
    return None


_LONGEST_SPLIT = 14


def _denies_itself(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether the phrase there has a negation of its own."""
    said = stands(clause.words, at, book.phrases["status.cancelled"]) or ()
    return not book.words["status.negations"].isdisjoint(said)


def _prevented(clause: Clause, book: Phrasebook) -> int | None:
    """Where somebody is kept from going: "fog kept her from reaching", "hindret henne i å"."""
    for at, word in enumerate(clause.words):
        if word in book.words["status.prevents"]:
            behind = clause.words[at + 1 : at + 1 + _FARTHEST]
            if not _FROM_DOING.isdisjoint(pairwise(behind)):
                return at
            if any(
                clause.words[number - 1] == "from" and verb.form is Form.ING
                for number, verb in clause.verbs
                if number > at
            ):
                return at
    return None


_FROM_DOING = frozenset({("i", "å"), ("fra", "å"), ("frå", "å")})


def _turned_down(clause: Clause, book: Phrasebook) -> int | None:
    """Where an invitation is said to be withdrawn or declined: "avslo en invitasjon til"."""
    if clause.says(book.phrases["status.invitations_sent"]) is None:
        return None
    at = clause.says(book.phrases["status.withdrawn"])
    return at if at is not None else clause.says(book.phrases["status.declines"])


def is_undone(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether what is said there is negated: "has not cancelled", "vil ikke avlyse"."""
    near = clause.words[max(0, at - _NEAR) : at]
    lists = book.words["status.negations"] | book.words["status.refusals"]
    return clause.words[at] not in lists and not lists.isdisjoint(near)


def half_offset(clause: Clause, off: int) -> int:
    """Where the half of a clause begins in which something is called off, behind a semicolon."""
    cuts = (token.end for token in clause.tokens[:off] if token.text == ";")
    return max(cuts, default=0)


def purpose_offset(clause: Clause, off: int, book: Phrasebook) -> int | None:
    """Where it begins to say why something was called off or what was done instead: "for å trene i
    Lillehammer", "because …", "but …"."""
    verbs = dict(clause.verbs)
    for at in range(off + 2, len(clause.words) - 1):
        if clause.words[at] in book.words["status.causes"]:
            return clause.tokens[at].start
        verb = verbs.get(at + 1)
        infinitive = verb is not None and verb.form is Form.INFINITIVE
        if infinitive and clause.words[at - 1 : at + 1] == ("for", "å"):
            return clause.tokens[at].start
        if infinitive and clause.words[at] == "to":
            return clause.tokens[at].start
    return None


def was_to_have(clause: Clause, book: Phrasebook) -> bool:
    """Whether something was to be and was not: "skulle i går ha holdt", "skulle møtt", "was later
    to have gone"."""
    verbs = dict(clause.verbs)
    for start, word in enumerate(clause.words):
        if word not in book.words["status.was_to"]:
            continue
        for at in range(start + 1, min(start + _FARTHEST, len(clause.words))):
            if clause.words[at - 1 : at + 1] == ("i", "går"):
                continue
            if clause.words[at] in _HAVE:
                return _is_of_the_perfect(clause, at, book)
            if clause.words[at] == ",":
                break
            verb = verbs.get(at)
            if verb is not None:
                bare = book.language == "nb" and verb.form in (Form.PARTICIPLE, Form.PAST)
                if bare:
                    return True
                break
    return False


def _is_of_the_perfect(clause: Clause, have: int, book: Phrasebook) -> bool:
    """Whether "have" is that of the perfect and not of having a thing: "to have gone"."""
    if book.language == "en" and clause.words[have - 1] not in ("to", "should"):
        return False
    behind = clause.words[have + 1 : have + 1 + _NEAR]
    for word in behind:
        verb = book.verbs.get(word)
        if verb is not None and verb.form in (Form.PARTICIPLE, Form.PAST):
            return True
    guessed = ("et", "t") if book.language == "nb" else ("ed",)
    first = behind[0] if behind else ""
    return first.endswith(guessed) and first not in book.words["places.occasions"]


_HAVE = frozenset({"ha", "have"})


INFINITIVE_MARKS = frozenset({("to",), ("å",)})
"""What stands before an infinitive, as a slice of the words of a clause."""

LIMITED = frozenset({"until", "till", "før", "long", "lenge", "only", "bare", "merely"})
"""Behind a negation: it happened all the same, "did not arrive until Monday"."""

_FARTHEST = 8
_NEAR = 3
