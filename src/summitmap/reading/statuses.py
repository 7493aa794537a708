"""How far an event has come, from the tense and the words of the clause that tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from summitmap.reading.clauses import Clause, Link, Tense
from summitmap.reading.phrasebook import Form, Phrasebook, VerbKind
from summitmap.story.dates import EventDate
from summitmap.story.model import Status


@dataclass(frozen=True)
class Told:
    """What the words of a clause say of its status, before its date is looked at.

    `status` is `None` where the words leave it open, and `certain` tells whether a date may
    overrule it. `is_negated` is "did not", which is no event unless something was planned;
    `past_plan` is "was expected". Only places from `from_offset` on are meant: who denies
    something is not where it is denied to happen.
    """

    status: Status | None
    certain: bool = False
    is_negated: bool = False
    past_plan: bool = False
    from_offset: int = 0


def carrier(clause: Clause, behind: Sequence[Clause], book: Phrasebook) -> Clause:
    """The clause whose verb tells of what stands in a clause without one.

    "Turen til Lviv, som var planlagt, ble avlyst": what goes on behind the relative clause.
    `behind` are those after it in its sentence.
    """
    if behind and _is_called_off(behind[0], book):
        # "An appearance in Ohio, planned for Friday, was called off".
        return behind[0]
    has_verb = clause.tense is not None or not book.words["clause.modals"].isdisjoint(clause.words)
    if has_verb or not behind or behind[0].link is Link.MAIN:
        return clause
    resumed = (
        later
        for later in behind
        if later.link is Link.MAIN and later.tense is not None and later.opens_with_its_verb
    )
    uncut = (later for later in behind if later.link is not Link.MAIN and later.finite > 1)
    return next(resumed, None) or next(uncut, None) or clause


def _is_called_off(clause: Clause, book: Phrasebook) -> bool:
    """Whether a clause without a subject says in the passive that something was called off."""
    first = next((word for word in clause.words if word.isalpha()), "")
    passive = clause.opens_with_its_verb and first in book.words["clause.passive"]
    return passive and clause.says(book.phrases["status.cancelled"]) is not None


def is_denied_behind(clause: Clause, behind: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether what a clause says is denied right behind: "At han skal til Doha, avvises", "talks in
    Oslo, something Minsk denies"."""
    if behind and behind[0].words[0] == "," and behind[0].words[1:2] != ():
        summed_up = behind[0].words[1] in book.words["status.summing_up"]
    else:
        summed_up = bool(behind) and behind[0].words[0] in book.words["status.summing_up"]
    if summed_up and behind[0].says(book.phrases["status.denied"]) is not None:
        return True
    opens = clause.first == 0 and clause.words[0] in book.words["clause.that"]
    return opens and bool(behind) and behind[0].says(book.phrases["status.denied"]) is not None


def is_a_false_report(
    clause: Clause, before: Sequence[Clause], behind: Sequence[Clause], book: Phrasebook
) -> bool:
    """Whether what a report tells is denied by the verb of the report: "Meldinger om at han skal
    ha vært i Praha, tilbakevises", "Reports that he had been in Prague are false"."""
    if clause.link is not Link.THAT or not before:
        return False
    if book.words["status.denial_nouns"].isdisjoint(before[-1].words):
        return False
    lists = (book.phrases["status.denied"], book.phrases["status.untrue"])
    return any(each.says(said) is not None for each in (clause, *behind[:1]) for said in lists)


def is_called_untrue(after: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether the next sentence says that it is not so: "Det stemmer ikke, opplyser hun"."""
    if not after or after[0].words[0] not in book.words["status.all_that"]:
        return False
    return after[0].says(book.phrases["status.untrue"]) is not None


def told(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Told:
    """What a clause says of its status; `before` are those before it in its sentence."""
    bare = clause.tense is None and book.words["clause.modals"].isdisjoint(clause.words)
    if before and bare and clause.hangs_on:
        # "reiste til Egypt for å delta", "besøkte Guam og så Hawaii": one status for both.
        over = list(before)
        while len(over) > 1 and clause.link is Link.SUBORDINATE and over[-1].is_relative:
            # "will see a village that had to be moved, before returning to Berlin".
            over.pop()
        above = told(over[-1], over[:-1], book)
        if above.status is not None:
            return replace(above, from_offset=0)
    governed = _governed(clause, before, book)
    if governed is not None:
        return Told(governed, certain=True)
    if clause.says(book.phrases["status.cancelled"]) is not None:
        return Told(Status.CANCELLED, certain=True)
    if clause.says(book.phrases["status.undone"]) is not None:
        return Told(Status.CANCELLED, certain=True)
    if clause.says(book.phrases["status.no_plans"]) is not None:
        return Told(Status.DENIED, certain=True)
    if clause.says(book.phrases["status.accepted"]) is not None:
        return Told(Status.PLANNED, certain=True)
    denied = clause.says(book.phrases["status.denied"])
    if clause.says(book.phrases["status.open"]) is not None:
        # "has not ruled out a visit".
        denied = None
    if denied is not None and _is_denied_itself(clause, denied, book):
        return Told(Status.DENIED, certain=True)
    if _is_untrue(clause, book):
        return Told(Status.DENIED, certain=True)
    if denied is not None and _denies_an_event(clause, denied, book):
        return Told(Status.DENIED, certain=True, from_offset=clause.tokens[denied].start)
    rumours = book.words["status.denial_nouns"].intersection(before[-1].words if before else ())
    if denied is not None and clause.link is Link.THAT and rumours:
        # "Reports that they would move back to Britain were denied".
        return Told(Status.DENIED, certain=True)
    negated = _is_negated(clause, book)
    planned = _is_planned(clause, book)
    past_plan = planned and clause.says(book.phrases["status.past_plans"]) is not None
    if clause.says(book.phrases["status.open"]) is not None:
        return Told(Status.PROPOSED, certain=True)
    if negated:
        return Told(Status.CANCELLED if planned or _is_ahead(clause) else None, True, True)
    proposed = clause.says(book.phrases["status.proposed"]) is not None
    invited = clause.says(book.phrases["status.invitations"]) is not None
    if (proposed and (invited or not _is_perfect(clause))) or _is_asked(clause, book):
        return Told(Status.PROPOSED, certain=True)
    if not planned and _may(clause, book):
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
    goes_on = when is not None and when.earliest == published < when.latest
    if status is Status.HAPPENED and (ahead or goes_on):
        return Status.PLANNED
    if status is Status.PLANNED and over:
        return Status.HAPPENED
    if status is Status.PROPOSED and over:
        return Status.PROPOSED if said.certain else Status.HAPPENED
    return status


def _by_tense(clause: Clause, when: EventDate | None, published: date, heading: bool) -> Status:
    if when is not None and when.latest < published:
        return Status.HAPPENED
    goes_on = when is not None and when.earliest == published < when.latest
    if when is not None and (when.earliest > published or goes_on):
        return Status.PLANNED
    if heading or clause.tense is not Tense.PRESENT:
        return Status.HAPPENED
    # "Derfra reiser han til Tokyo", "He leaves for Beijing": what is still to come. "Er klar etter
    # å ha vunnet" only says that somebody is ready.
    kind = next((verb.kind for _, verb in clause.verbs if verb.is_finite), clause.kind)
    return Status.PLANNED if kind in _AHEAD_IN_THE_PRESENT else Status.HAPPENED


_AHEAD_IN_THE_PRESENT = frozenset({VerbKind.MOVE, VerbKind.LEAVE, VerbKind.MEET})


def _governed(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Status | None:
    """What a clause before it does to a clause that hangs on it: "benektet at han skulle"."""
    hangs = clause.link in (Link.THAT, Link.SUBORDINATE) and bool(before)
    if hangs and before[-1].says(book.phrases["status.open"]) is not None:
        return Status.PROPOSED
    if clause.link is not Link.THAT or not before:
        return None
    for earlier in reversed(before):
        if earlier.says(book.phrases["status.denied"]) is not None:
            return Status.DENIED
        if earlier.says(book.phrases["status.proposed"]) is not None:
            return Status.PROPOSED
        if not book.words["status.hopes"].isdisjoint(earlier.words):
            return Status.PROPOSED
        if earlier.link is not Link.THAT:
            return None
    return None


def _is_denied_itself(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether the journey is what is denied: "a detour to Nagasaki was ruled out", "en tur til Kyiv
    avvises"."""
    journeys = book.words["places.visits"] | book.words["places.detours"]
    passive = at > 0 and clause.words[at - 1] in book.words["clause.passive"]
    passive = passive or (book.language == "nb" and clause.words[at].endswith("es"))
    return passive and not journeys.isdisjoint(clause.words[:at])


def _is_untrue(clause: Clause, book: Phrasebook) -> bool:
    """Whether it says of a journey that it is made up: "et opphold i Rio er bare oppspinn"."""
    at = clause.says(book.phrases["status.untrue"])
    journeys = book.words["places.visits"] | book.words["places.detours"]
    return at is not None and not journeys.isdisjoint(clause.words[:at])


def _denies_an_event(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether what is denied is that something happens, and not a request or a wish."""
    rest = clause.words[at:]
    if rest[1:2] and rest[1] in book.words["pronouns.nominative"]:
        # "denied he was going".
        return True
    journeys = book.words["places.visits"] | book.words["places.detours"]
    nouns = book.words["status.denial_nouns"] | journeys
    return any(word in nouns for word in rest) or "at" in rest


def _is_negated(clause: Clause, book: Phrasebook) -> bool:
    finite = [at for at, verb in clause.verbs if verb.is_finite]
    if not finite and clause.verbs:
        finite = [clause.verbs[0][0]]
    if not finite:
        # "at hun ikke skal til Bukavu".
        modals = book.words["clause.modals"]
        finite = [at for at, word in enumerate(clause.words) if word in modals]
    words = book.words["status.negations"]
    near = range(max(0, finite[0] - 2), min(len(clause.words), finite[0] + 4)) if finite else ()
    return any(clause.words[at] in words for at in near)


def _is_planned(clause: Clause, book: Phrasebook) -> bool:
    if clause.says(book.phrases["status.planned"]) is not None:
        return True
    will = book.words["status.will"]
    for at, word in enumerate(clause.words):
        if word in will:
            following = clause.words[at + 1 : at + 5]
            return not any(each in book.words["status.unwilling"] for each in following[:2])
    return False


def _may(clause: Clause, book: Phrasebook) -> bool:
    """Whether somebody only may do it: "kan reise", "could visit"."""
    finite = min((at for at, verb in clause.verbs if verb.is_finite), default=len(clause.words))
    modal = any(word in book.words["status.may"] for word in clause.words[:finite])
    return modal and any(verb.form is Form.INFINITIVE for _, verb in clause.verbs)


def _is_asked(clause: Clause, book: Phrasebook) -> bool:
    """Whether somebody is asked to come or go: "asked the secretary to come back", "bedt Xi om å
    besøke"."""
    asks = book.words["status.asks"]
    for at, word in enumerate(clause.words):
        if word not in asks:
            continue
        for later, verb in clause.verbs:
            moves = verb.kind in (VerbKind.MOVE, VerbKind.MEET) and not verb.is_finite
            if moves and 1 < later - at <= _FARTHEST_ASKED and _is_infinitive(clause, later, book):
                return True
    return False


def _is_infinitive(clause: Clause, at: int, book: Phrasebook) -> bool:
    if book.language == "en":
        return clause.words[at - 1] == "to"
    # "ba Zelenskyj komme", "ba henne besøke".
    somebody = clause.tokens[at - 1].text[0].isupper()
    bare = somebody or clause.words[at - 1] in book.words["pronouns.objective"]
    return clause.words[at - 1] == "å" or bare


_FARTHEST_ASKED = 8


def _is_ahead(clause: Clause) -> bool:
    return clause.tense is Tense.PRESENT and clause.kind in _AHEAD_IN_THE_PRESENT


def _is_perfect(clause: Clause) -> bool:
    """Whether its last verb is one of going or meeting that is over: "invited and has come"."""
    return clause.tense is Tense.PERFECT and any(
        verb.kind in (VerbKind.MOVE, VerbKind.LEAVE) and verb.form is Form.PARTICIPLE
        for _, verb in clause.verbs
    )
