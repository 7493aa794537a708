"""How far an event has come, from the tense and the words of the clause that tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from summitmap.reading.clauses import Clause, Link, Tense
from summitmap.reading.lexicon import Form, Lexicon, VerbKind
from summitmap.story.dates import EventDate
from summitmap.story.model import Status


@dataclass(frozen=True)
class Told:
    """What the words of a clause say of its status, before its date is looked at.

    `status` is `None` where the words leave it open, and `certain` tells whether a date may
    overrule it. `is_negated` is "did not", which is no event unless something was planned;
    `past_plan` is "was expected".
    """

    status: Status | None
    certain: bool = False
    is_negated: bool = False
    past_plan: bool = False


def told(clause: Clause, before: Sequence[Clause], lexicon: Lexicon) -> Told:
    """What a clause says of its status; `before` are those before it in its sentence."""
    governed = _governed(clause, before, lexicon)
    if governed is not None:
        return Told(governed, certain=True)
    if clause.says(lexicon.phrases["status.cancelled"]) is not None:
        return Told(Status.CANCELLED, certain=True)
    if clause.says(lexicon.phrases["status.undone"]) is not None:
        return Told(Status.CANCELLED, certain=True)
    denied = clause.says(lexicon.phrases["status.denied"])
    if denied is not None and _denies_an_event(clause, denied, lexicon):
        return Told(Status.DENIED, certain=True)
    negated = _is_negated(clause, lexicon)
    planned = _is_planned(clause, lexicon)
    past_plan = planned and clause.says(lexicon.phrases["status.past_plans"]) is not None
    if negated:
        return Told(Status.CANCELLED if planned or _is_ahead(clause) else None, True, True)
    if clause.says(lexicon.phrases["status.proposed"]) is not None and not _is_perfect(clause):
        return Told(Status.PROPOSED, certain=True)
    if planned:
        return Told(Status.PLANNED, certain=not past_plan, past_plan=past_plan)
    if clause.tense in (Tense.PAST, Tense.PERFECT):
        return Told(Status.HAPPENED, certain=clause.tense is Tense.PERFECT)
    return Told(None)


def status_of(
    said: Told, clause: Clause, when: EventDate | None, published: date, heading: bool = False
) -> Status | None:
    """The status of an event, from the words and then from its date; `None` where it is no event.

    What lies after publication has not happened, and what was over before it is not planned: a
    word that is not certain gives way to the date.
    """
    if said.is_negated and said.status is None:
        return None
    ahead = when is not None and when.earliest > published
    over = when is not None and when.latest < published
    status = said.status
    if status is None:
        status = _by_tense(clause, when, published, heading)
    if status is Status.HAPPENED and ahead:
        return Status.PLANNED
    if status is Status.PLANNED and over:
        return Status.HAPPENED
    if status is Status.PROPOSED and over:
        return Status.PROPOSED if said.certain else Status.HAPPENED
    return status


def _by_tense(clause: Clause, when: EventDate | None, published: date, heading: bool) -> Status:
    if when is not None and when.latest < published:
        return Status.HAPPENED
    if when is not None and when.earliest > published:
        return Status.PLANNED
    if heading or clause.tense is not Tense.PRESENT:
        return Status.HAPPENED
    # "Derfra reiser han til Tokyo", "He leaves for Beijing": what is still to come.
    return Status.PLANNED if clause.kind in _AHEAD_IN_THE_PRESENT else Status.HAPPENED


_AHEAD_IN_THE_PRESENT = frozenset({VerbKind.MOVE, VerbKind.LEAVE, VerbKind.MEET})


def _governed(clause: Clause, before: Sequence[Clause], lexicon: Lexicon) -> Status | None:
    """What a clause before it does to a clause that hangs on it: "benektet at han skulle"."""
    if clause.link is not Link.THAT or not before:
        return None
    for earlier in reversed(before):
        if earlier.says(lexicon.phrases["status.denied"]) is not None:
            return Status.DENIED
        if earlier.says(lexicon.phrases["status.proposed"]) is not None:
            return Status.PROPOSED
        if earlier.link is not Link.THAT:
            return None
    return None


def _denies_an_event(clause: Clause, at: int, lexicon: Lexicon) -> bool:
    """Whether what is denied is that something happens, and not a request or a wish."""
    rest = clause.words[at:]
    return any(word in lexicon.words["status.denial_nouns"] for word in rest) or "at" in rest


def _is_negated(clause: Clause, lexicon: Lexicon) -> bool:
    finite = [at for at, verb in clause.verbs if verb.is_finite]
    if not finite and clause.verbs:
        finite = [clause.verbs[0][0]]
    words = lexicon.words["status.negations"]
    near = range(max(0, finite[0] - 2), min(len(clause.words), finite[0] + 4)) if finite else ()
    return any(clause.words[at] in words for at in near)


def _is_planned(clause: Clause, lexicon: Lexicon) -> bool:
    if clause.says(lexicon.phrases["status.planned"]) is not None:
        return True
    will = lexicon.words["status.will"]
    for at, word in enumerate(clause.words):
        if word in will:
            following = clause.words[at + 1 : at + 5]
            return not any(each in lexicon.words["status.unwilling"] for each in following[:2])
    return False


def _is_ahead(clause: Clause) -> bool:
    return clause.tense is Tense.PRESENT and clause.kind in _AHEAD_IN_THE_PRESENT


def _is_perfect(clause: Clause) -> bool:
    """Whether its last verb is one of going or meeting that is over: "invited and has come"."""
    return clause.tense is Tense.PERFECT and any(
        verb.kind in (VerbKind.MOVE, VerbKind.LEAVE) and verb.form is Form.PARTICIPLE
        for _, verb in clause.verbs
    )
