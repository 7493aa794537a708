"""How far an event has come, from the tense and the words of the clause that tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from summitmap.reading import cancellations
from summitmap.reading.clauses import Clause, Link, Tense
from summitmap.reading.phrasebook import Form, Phrasebook, VerbKind, stands
from summitmap.story.dates import EventDate
from summitmap.story.model import Status


@dataclass(frozen=True)
class Told:
    """What the words of a clause say of its status, before its date is looked at.

    `status` is `None` where the words leave it open, and `certain` tells whether a date may
    overrule it. `is_negated` is "did not", which is no event unless something was planned;
    `past_plan` is "was expected". Only places from `from_offset` on are meant: who denies
    something is not where it is denied to happen. Those from `purpose_offset` on are what
    something was called off for: "drops the race in Sapporo to train in Lillehammer".
    """

    status: Status | None
    certain: bool = False
    is_negated: bool = False
    past_plan: bool = False
    from_offset: int = 0
    purpose_offset: int | None = None


def carrier(clause: Clause, behind: Sequence[Clause], book: Phrasebook) -> Clause:
    """The clause whose verb tells of what stands in a clause without one.

    "Turen til Lviv, som var planlagt, ble avlyst": what goes on behind the relative clause.
    `behind` are those after it in its sentence.
    """
    if behind and _is_called_off(behind[0], book):
        # "An appearance in Ohio, planned for Friday, was called off".
        return behind[0]
    if behind and _is_named_before_an_aside(clause, behind[0], book):
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


def _is_named_before_an_aside(clause: Clause, behind: Clause, book: Phrasebook) -> bool:
    """Whether a clause names a subject and says who speaks of it: "Algeria, he told reporters |
    , could be next"."""
    comma = next(
        (at for at in range(1, min(len(clause.words), _NEAR + 1)) if clause.words[at] == ","), None
    )
    if comma is None or behind.words[0] != "," or clause.first:
        return False
    finite = [at for at, verb in clause.verbs if verb.is_finite]
    if not finite or finite[0] < comma or clause.words[finite[0]] not in book.words["sources.says"]:
        return False
    opening = behind.words[1:2]
    return behind.opens_with_its_verb or not book.words["clause.modals"].isdisjoint(opening)


def _is_called_off(clause: Clause, book: Phrasebook) -> bool:
    """Whether a clause without a subject says in the passive that something was called off."""
    first = next((word for word in clause.words if word.isalpha()), "")
    passive = clause.opens_with_its_verb and first in book.words["clause.passive"]
    return passive and clause.says(book.phrases["status.cancelled"]) is not None


def told(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Told:
    """What a clause says of its status; `before` are those before it in its sentence."""
    resumed = _resumed(clause, before, book)
    if resumed is not None:
        return told(resumed, before[:-1], book)
    bare = clause.tense is None and book.words["clause.modals"].isdisjoint(clause.words)
    if before and bare and clause.hangs_on:
        # "reiste til Egypt for å delta", "besøkte Guam og så Hawaii": one status for both.
        over = list(before)
        while len(over) > 1 and clause.link is Link.SUBORDINATE and over[-1].is_relative:
            # "will see a village that had to be moved, before returning to Berlin".
            over.pop()
        above = told(over[-1], over[:-1], book)
        if above.status is not None:
            return replace(above, from_offset=0, purpose_offset=None)
    if clause.says(book.phrases["status.undone"]) is not None:
        return Told(Status.CANCELLED, certain=True)
    clause = _without_adverbs(clause, book)
    return _told_of_plans(clause, before, book) or _told_by_verb(clause, book)


def _told_of_plans(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Told | None:
    """What is said of a journey as a plan: that it is off, denied or settled."""
    governed = _governed(clause, before, book)
    off = cancellations.called_off(clause, book)
    if off is not None and (
        governed is Status.DENIED or cancellations.is_undone(clause, off, book)
    ):
        # "denied that she would skip the race", "has not cancelled her trip".
        return Told(Status.PLANNED, certain=True)
    if governed is not None:
        return Told(governed, certain=True)
    if off is not None:
        purpose, half = (
            cancellations.purpose_offset(clause, off, book),
            cancellations.half_offset(clause, off),
        )
        return Told(Status.CANCELLED, certain=True, from_offset=half, purpose_offset=purpose)
    if clause.says(book.phrases["status.undone"]) is not None or cancellations.was_to_have(
        clause, book
    ):
        return Told(Status.CANCELLED, certain=True)
    was_planned = clause.says(book.phrases["status.past_plans"]) is not None
    if was_planned and clause.says(book.phrases["status.turned"]) is not None:
        # "The plane that was to take him there turned back".
        return Told(Status.CANCELLED, certain=True)
    if clause.says(book.phrases["status.no_plans"]) is not None or _is_unplanned(clause, book):
        return Told(Status.DENIED, certain=True)
    if clause.says(book.phrases["status.accepted"]) is not None:
        return Told(Status.PLANNED, certain=True)
    return _told_denied(clause, before, book)


def _is_unplanned(clause: Clause, book: Phrasebook) -> bool:
    """Whether it says that there is no such journey in the plans: "No visit is planned"."""
    negations, journeys = book.words["status.negations"], book.words["places.visits"]
    planning = not book.words["status.planning"].isdisjoint(clause.words)
    negated = not negations.isdisjoint(clause.words)
    some = book.words["status.any"]
    return any(
        other in journeys and ((one in negations and planning) or (one in some and negated))
        for one, other in pairwise(clause.words)
    )


def _told_denied(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Told | None:
    """Whether the clause itself denies something that its places belong to."""
    if _is_untrue(clause, book):
        return Told(Status.DENIED, certain=True)
    at = clause.says(book.phrases["status.denied"])
    if at is None or clause.says(book.phrases["status.open"]) is not None:
        # "has not ruled out a visit".
        return None
    if _is_denied_itself(clause, at, book):
        # "was ruled out by the cold".
        hindered = not book.words["status.hindrances"].isdisjoint(clause.words[at:])
        return Told(Status.CANCELLED if hindered else Status.DENIED, certain=True)
    if _denies_an_event(clause, at, book):
        return Told(Status.DENIED, certain=True, from_offset=clause.tokens[at].start)
    rumours = book.words["status.denial_nouns"].intersection(before[-1].words if before else ())
    if clause.link is Link.THAT and rumours:
        # "Reports that they would move back to Britain were denied".
        return Told(Status.DENIED, certain=True)
    return None


def _told_by_verb(clause: Clause, book: Phrasebook) -> Told:
    """What the verb of the clause says: that something is open, proposed, planned or over."""
    planned = _is_planned(clause, book)
    past_plan = planned and clause.says(book.phrases["status.past_plans"]) is not None
    at = clause.says(book.phrases["status.open"])
    if at is not None and not _is_said_elsewhere(clause, at, book):
        return Told(Status.PROPOSED, certain=True, from_offset=_asked_from(clause, at, book))
    if _is_negated(clause, book):
        ahead = planned or _is_ahead(clause)
        planning = not book.words["status.planning"].isdisjoint(clause.words)
        if planning or (ahead and not book.words["status.denial_nouns"].isdisjoint(clause.words)):
            # "No visit to Lyon is planned", "Contrary to reports she will not stop in Lyon".
            return Told(Status.DENIED, certain=True)
        return Told(Status.CANCELLED if ahead else None, certain=True, is_negated=True)
    proposed = clause.says(book.phrases["status.proposed"])
    invited = clause.says(book.phrases["status.invitations"]) is not None
    if proposed is not None and (invited or not _is_perfect(clause, proposed)):
        return Told(Status.PROPOSED, certain=True, from_offset=_said_from(clause, proposed, book))
    if _is_asked(clause, book):
        return Told(Status.PROPOSED, certain=True)
    maybe = not book.words["status.maybe"].isdisjoint(clause.words)
    if _is_hoped(clause, book) or (maybe and (planned or _is_present(clause))):
        return Told(Status.PROPOSED, certain=True)
    if not planned and _may(clause, book):
        return Told(Status.PROPOSED, certain=True)
    if planned:
        return Told(Status.PLANNED, certain=not past_plan, past_plan=past_plan)
    if clause.tense in (Tense.PAST, Tense.PERFECT):
        return Told(Status.HAPPENED, certain=clause.tense is Tense.PERFECT)
    return Told(None)


def _is_said_elsewhere(clause: Clause, at: int, book: Phrasebook) -> bool:
    """Whether nobody says a thing while something else goes on: "would not say when she landed"."""
    said = stands(clause.words, at, book.phrases["status.open"]) or ()
    behind = clause.words[at + len(said) + 1 :]
    return not book.words["clause.openers"].isdisjoint(behind)


def _said_from(clause: Clause, at: int, book: Phrasebook) -> int:
    """Where what somebody proposes begins: who proposes a thing in Oslo is not asked to Oslo."""
    active = any(number == at and verb.form is Form.PAST for number, verb in clause.verbs)
    passive = not book.words["clause.passive"].isdisjoint(clause.words[:at])
    has = not _HAD.isdisjoint(clause.words[max(0, at - 1) : at])
    return clause.tokens[at].start if active and not passive and not has else 0


_HAD = frozenset({"has", "have", "had", "har", "hadde"})


def _asked_from(clause: Clause, at: int, book: Phrasebook) -> int:
    """Where what is left open begins, behind "whether"; nothing where it is the whole clause."""
    whether = book.words["status.whether"]
    behind = zip(clause.words[at:], clause.tokens[at:], strict=True)
    return next((token.start for word, token in behind if word in whether), 0)


def _without_adverbs(clause: Clause, book: Phrasebook) -> Clause:
    """The clause without words such as "also" and "long", which come between those of a phrase."""
    adverbs = book.words["status.adverbs"]
    if adverbs.isdisjoint(clause.words):
        return clause
    if not book.words["status.negations"].isdisjoint(clause.words):
        # "did not stay long".
        adverbs = adverbs - cancellations.LIMITED
    return clause.without(
        [token for token, word in zip(clause.tokens, clause.words, strict=True) if word in adverbs],
        (),
    )


def _resumed(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Clause | None:
    """The clause before and what goes on with it behind who says so: "There is no truth, a
    spokesman said, to reports of a detour to Havana"."""
    if not before or clause.words[0] != ",":
        return None
    words = clause.words
    end = next((at for at in range(2, min(len(words), _LONGEST_ASIDE)) if words[at] == ","), None)
    if end is None or words[end + 1 : end + 2] == () or words[end + 1] not in _GOING_ON:
        return None
    finite = [at for at, verb in clause.verbs if verb.is_finite]
    speaks = book.words["sources.says"] | book.words["status.speaking"]
    if not finite or finite[-1] > end or words[finite[-1]] not in speaks:
        return None
    left = before[-1]
    shift = len(left.words) - end - 1
    return replace(
        left,
        tokens=(*left.tokens, *clause.tokens[end + 1 :]),
        words=(*left.words, *words[end + 1 :]),
        verbs=(*left.verbs, *((at + shift, verb) for at, verb in clause.verbs if at > end)),
    )


_LONGEST_ASIDE = 9
_GOING_ON = frozenset({"to", "of", "in", "about", "for", "til", "om", "av", "i", "på"})


def of_a_purpose(clause: Clause) -> Told:
    """What is said of what a plan gives way to: "drops the race to train in Lillehammer"."""
    over = clause.tense in (Tense.PAST, Tense.PERFECT)
    return Told(Status.HAPPENED if over else Status.PLANNED)


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
    if heading or not _is_present(clause):
        return Status.HAPPENED
    today = when is not None and when.earliest == published
    if today and not _LATE.isdisjoint(clause.words):
        # "He is back in Ottawa tonight", "venter i kveld".
        return Status.PLANNED
    if today and (clause.says(_AWAITING) is not None or not _BACK.isdisjoint(clause.words)):
        return Status.PLANNED
    # "Derfra reiser han til Tokyo", "He leaves for Beijing": what is still to come. "Er klar etter
    # å ha vunnet" only says that somebody is ready.
    kind = next((verb.kind for _, verb in clause.verbs if verb.is_finite), clause.kind)
    return Status.PLANNED if kind in _AHEAD_IN_THE_PRESENT else Status.HAPPENED


def _is_present(clause: Clause) -> bool:
    """Whether it tells what is now or next; of a plural English verb only the subject shows it."""
    if clause.tense is not None or not clause.verbs:
        return clause.tense is Tense.PRESENT
    at, verb = clause.verbs[0]
    return verb.form is Form.INFINITIVE and clause.words[at - 1 : at] in _THEY


_BACK = frozenset({"back", "home", "tilbake", "hjem", "hjemme", "attende", "heim", "heime"})
_THEY = frozenset({("they",), ("we",), ("you",), ("both",)})
_LATE = frozenset(
    {
        "tonight",
        "evening",
        "kveld",
        "kvelden",
        "ettermiddag",
        "ettermiddagen",
        "afternoon",
        "later",
        "senere",
        "seinare",
    }
)
_AWAITING = {word: ((word,),) for word in ("venter", "ventar", "awaits")}
_AHEAD_IN_THE_PRESENT = frozenset({VerbKind.MOVE, VerbKind.LEAVE, VerbKind.MEET})


def _governed(clause: Clause, before: Sequence[Clause], book: Phrasebook) -> Status | None:
    """What a clause before it does to a clause that hangs on it: "benektet at han skulle"."""
    hangs = clause.link in (Link.THAT, Link.SUBORDINATE) and bool(before)
    if hangs and _is_left_open(clause, before[-1], book):
        return Status.PROPOSED
    if hangs and _is_a_question(clause, before[-1], book):
        return Status.PROPOSED
    if clause.link is not Link.THAT or not before:
        return None
    for earlier in reversed(before):
        lists = ("status.denied", "status.untrue", "status.no_plans")
        no = [book.phrases[name] for name in lists]
        if any(earlier.says(each) is not None for each in no):
            return Status.DENIED
        if earlier.says(book.phrases["status.proposed"]) is not None:
            return Status.PROPOSED
        hoped = not book.words["status.hopes"].isdisjoint(earlier.words)
        if hoped or earlier.words[-1] in book.words["status.will"]:
            # "Fiskerne vil at hun skal åpne havna".
            return Status.PROPOSED
        if earlier.link is not Link.THAT and not _is_an_aside(earlier):
            break
    if _is_negated(clause, book) and (_is_planned(clause, book) or _is_ahead(clause)):
        # "says that she will not go": what nobody has planned.
        return Status.DENIED
    return None


def _is_left_open(clause: Clause, before: Clause, book: Phrasebook) -> bool:
    """Whether what a clause tells is what nobody will say for certain: "is unclear | when she will
    come", but not "would not say a word | when she came"."""
    at = before.says(book.phrases["status.open"])
    if at is None or clause.link is Link.THAT or clause.words[0] in book.words["status.whether"]:
        return at is not None
    said = stands(before.words, at, book.phrases["status.open"]) or ()
    return clause.words[0] not in book.words["clause.openers"] or at + len(said) == len(
        before.words
    )


def _is_an_aside(clause: Clause) -> bool:
    """Whether it only says who says so: ", her office said,"."""
    return clause.words[0] == "," and len(clause.words) < _LONGEST_ASIDE // 2 + 2


def _is_a_question(clause: Clause, before: Clause, book: Phrasebook) -> bool:
    """Whether the clause is what somebody asks: "har spurt om hun vil komme"."""
    if clause.words[0] not in book.words["status.whether"]:
        return False
    return not book.words["status.questions"].isdisjoint(before.words)


_HAVING = frozenset({"having", "being", "going", "meeting", "visiting", "planning", "travelling"})
_NEAR = 3


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
    if rest[1:2] and (rest[1] in _HAVING or "å" in rest[1:3]):
        # "denied having been there", "nekter for å ha vært der".
        return True
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
    return any(clause.words[at] in words and not _is_of_another(clause, at) for at in near)


def _is_of_another(clause: Clause, at: int) -> bool:
    """Whether a negation is that of another verb or of a noun: "swore not to abandon the town",
    "was withdrawn without a word"."""
    behind = clause.words[at + 1 : at + 2]
    if clause.words[at] == "without":
        return not any(number == at + 1 for number, _ in clause.verbs)
    if not cancellations.LIMITED.isdisjoint(clause.words[at + 1 :]):
        # "did not arrive until Monday", "ble ikke lenge".
        return True
    being = any(number < at and verb.kind is VerbKind.STAY for number, verb in clause.verbs)
    return behind in cancellations.INFINITIVE_MARKS and not being


def _is_planned(clause: Clause, book: Phrasebook) -> bool:
    if clause.says(book.phrases["status.planned"]) is not None:
        return True
    if is_awaited(clause, book) or _is_headed(clause, book):
        return True
    will = book.words["status.will"]
    for at, word in enumerate(clause.words):
        if word in will:
            following = clause.words[at + 1 : at + 5]
            return not any(each in book.words["status.unwilling"] for each in following[:2])
    return False


def _is_headed(clause: Clause, book: Phrasebook) -> bool:
    """Whether somebody sets a course in the present: "setter flyet kursen mot Bergen"."""
    sets = not book.words["status.setting"].isdisjoint(clause.words)
    return sets and not book.words["status.courses"].isdisjoint(clause.words)


def is_awaited(clause: Clause, book: Phrasebook) -> bool:
    """Whether an occasion waits or is promised: "en kjølig velkomst venter i Nairobi"."""
    at = clause.says(_AWAITING)
    if at is None:
        promised = not book.words["status.promises"].isdisjoint(clause.words)
        return promised and not book.words["places.occasions"].isdisjoint(clause.words)
    if clause.words[at + 1 : at + 2] == ("på",):
        return False
    if somebody_waits(clause, book):
        return True
    return not book.words["places.occasions"].isdisjoint(clause.words)


def somebody_waits(clause: Clause, book: Phrasebook) -> bool:
    """Whether somebody waits for the traveller: "Fredag venter presidenten i Tbilisi", "I Oslo
    venter kongen", and not "hun venter i Oslo"."""
    at = clause.says(_AWAITING)
    if at is None or clause.words[at] == "awaits":
        return False
    behind = clause.words[at + 1 : at + 2]
    leads = book.words["places.at"] | book.words["places.to"]
    if not behind or behind[0] in _NOW:
        return False
    return behind[0].isalpha() and behind[0] not in leads


_NOW = frozenset({"nå", "no", "fortsatt", "fremdeles", "framleis", "ennå"})


def _is_hoped(clause: Clause, book: Phrasebook) -> bool:
    """Whether it says what somebody hopes that another does: "hopes she will come"."""
    at = next((at for at, word in enumerate(clause.words) if word in _HOPES), None)
    if at is None or clause.words[at + 1 : at + 2] == ():
        return False
    modals = book.words["clause.modals"]
    later = [verb for number, verb in clause.verbs if number > at]
    goes = any(verb.is_finite for verb in later) or not modals.isdisjoint(clause.words[at + 2 :])
    return clause.words[at + 1] not in ("to", "å", "for", "på") and goes


_HOPES = frozenset({"hope", "hopes", "håper", "håpar", "vonar"})


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
        wishes = word == "like" and clause.words[at - 1 : at] == ("would",)
        if word not in asks and not wishes:
            continue
        if wishes and not book.words["places.back"].isdisjoint(clause.words[at + 1 : at + 5]):
            return True
        if clause.says(book.phrases["status.as_a_guest"]) is not None:
            return True
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
    ahead = clause.kind in _AHEAD_IN_THE_PRESENT or not _WILL_BE.isdisjoint(clause.words)
    return clause.tense is Tense.PRESENT and ahead


_WILL_BE = frozenset({"blir", "vert"})


def _is_perfect(clause: Clause, proposed: int) -> bool:
    """Whether one of its verbs is one of going that is over, beside that of the proposal there:
    "invited and has come", but not "tatt til orde for"."""
    return clause.tense is Tense.PERFECT and any(
        verb.kind in (VerbKind.MOVE, VerbKind.LEAVE)
        and verb.form is Form.PARTICIPLE
        and at != proposed
        and clause.words[at - 1 : at] not in cancellations.INFINITIVE_MARKS
        for at, verb in clause.verbs
    )
