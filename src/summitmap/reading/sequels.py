"""What the clauses behind say of one: that it is not so, came to nothing or was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from babel import Locale

from summitmap.reading.clauses import Clause, Link, Tense
from summitmap.reading.phrasebook import Form, Phrasebook, VerbKind, stands
from summitmap.reading.statuses import Told
from summitmap.story.model import Status


def denied(
    clause: Clause,
    before: Sequence[Clause],
    behind: Sequence[Clause],
    after: Sequence[Clause],
    book: Phrasebook,
) -> bool:
    """Whether what a clause tells is denied around it; `before` and `behind` are the other clauses
    of its sentence and `after` those of the next."""
    if _is_denied_right_behind(clause, behind, book):
        return True
    if clause.link is not Link.THAT:
        return False
    return _is_a_false_report(clause, before, behind, book) or _is_called_untrue(
        behind, after, book
    )


def ended(
    said: Told, clause: Clause, behind: Sequence[Clause], after: Sequence[Clause], book: Phrasebook
) -> Status | None:
    """What became of a plan, a proposal or an entry on a list, as the clauses behind tell; `None`
    where they do not: "var planlagt, men ble droppet", "invited her, and she accepted"."""
    hoped = said.status is Status.PROPOSED or said.past_plan
    ahead = hoped or said.status in (Status.PLANNED, None)
    if ahead and _never_came(behind[:1], after, book):
        return Status.CANCELLED
    if said.is_negated and said.status is Status.CANCELLED and _is_reported(behind[:1], book):
        return Status.DENIED
    if _is_left_open(clause, behind[:1], book):
        return Status.PROPOSED
    told_over = hoped or said.status is Status.HAPPENED
    if told_over and _came_to_nothing(said, clause, behind, after, book):
        return Status.CANCELLED
    accepted = said.status is Status.PROPOSED and _is_accepted(clause, behind, after, book)
    return Status.PLANNED if accepted else None


def _came_to_nothing(
    said: Told, clause: Clause, behind: Sequence[Clause], after: Sequence[Clause], book: Phrasebook
) -> bool:
    """Whether the clause behind that goes on about the plan says that it was given up."""
    if said.past_plan and after and _is_instead(after[0], book):
        return True
    hoped = said.status is Status.PROPOSED or said.past_plan
    main = _main(behind) or (next(iter(after), None) if hoped else None)
    if main is None or not _takes_up(main, hoped, book):
        return False
    declined = main.says(book.phrases["status.declines"]) is not None
    return (
        _is_over(main, clause, hoped, book)
        or (said.past_plan and _went_otherwise(main, book))
        or (said.status is Status.PROPOSED and declined)
    )


def _is_accepted(
    clause: Clause, behind: Sequence[Clause], after: Sequence[Clause], book: Phrasebook
) -> bool:
    """Whether an invitation is accepted right behind: "invited her to Paris, and she accepted"."""
    if clause.says(book.phrases["status.invitations_sent"]) is None:
        return False
    answers = [*behind[:1], *(after[:1] if not behind else ())]
    negations = book.words["status.negations"]
    for each in answers:
        said = each.says(book.phrases["status.accepts"]) is not None
        if said and negations.isdisjoint(each.words):
            return not _names_a_place(each, book)
    return False


def _went_otherwise(clause: Clause, book: Phrasebook) -> bool:
    """Whether somebody did something else than was planned: ", but stayed in bed"."""
    if clause.tense is not Tense.PAST or clause.kind in (VerbKind.MOVE, VerbKind.MEET):
        return False
    return any(word in book.words["status.contrasts"] for word in clause.words[:_NEAR])


def _is_instead(clause: Clause, book: Phrasebook) -> bool:
    """Whether a sentence begins with what was done in place of a plan: "Instead he flew home"."""
    opening = clause.words[:_NEAR]
    return any(stands(opening, at, book.phrases["status.instead"]) for at in range(len(opening)))


def _is_reported(behind: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether the papers had it that way: "stanser ikke der, slik aviser har skrevet"."""
    return any(
        not book.words["status.as_told"].isdisjoint(each.words[:_NEAR])
        and not book.words["status.reported"].isdisjoint(each.words)
        for each in behind
    )


def _is_left_open(clause: Clause, behind: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether nobody knows what a question at the beginning asks: "Om hun kommer, er uavklart"."""
    asks = clause.first == 0 and clause.words[0] in book.words["status.whether"]
    return asks and any(each.says(book.phrases["status.open"]) is not None for each in behind)


def _never_came(behind: Sequence[Clause], after: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether it is said at once that a plan came to nothing or goes on without somebody: "men der
    stiller hun ikke", "He never did"."""
    if any(len(each.words) <= _SHORT and _never(each, book) for each in after[:1]):
        return True
    there = book.words["pronouns.place"]
    negations = book.words["status.negations"]
    return any(
        each.link is Link.MAIN
        and not there.isdisjoint(each.words)
        and not negations.isdisjoint(each.words)
        and not _names_a_place(each, book)
        for each in behind
    )


def _never(clause: Clause, book: Phrasebook) -> bool:
    return clause.says(book.phrases["status.never"]) is not None


def _main(behind: Sequence[Clause]) -> Clause | None:
    """The first clause behind that stands beside the one in question; a "but" that was cut from its
    clause is put back: "but | that was ruled out"."""
    for number, each in enumerate(behind):
        if each.link is not Link.MAIN:
            continue
        rest = behind[number + 1 : number + 2]
        if each.verbs or len(each.words) > _OPENING // 2 or not rest:
            return each
        return replace(
            each,
            tokens=(*each.tokens, *rest[0].tokens),
            words=(*each.words, *rest[0].words),
            verbs=tuple((at + len(each.words), verb) for at, verb in rest[0].verbs),
        )
    return None


def _is_denied_right_behind(clause: Clause, behind: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether what a clause says is denied right behind: "At han skal til Doha, avvises", "talks in
    Oslo, something Minsk denies"."""
    if not behind:
        return False
    words = behind[0].words
    first = words[1] if words[0] == "," and words[1:2] != () else words[0]
    if first in book.words["status.summing_up"] and _says_no(behind[0], book):
        return True
    opens = clause.first == 0 and clause.words[0] in book.words["clause.that"]
    return opens and any(_says_no(each, book) for each in behind[:_FAR])


def _is_a_false_report(
    clause: Clause, before: Sequence[Clause], behind: Sequence[Clause], book: Phrasebook
) -> bool:
    """Whether what a report tells is denied where the report is named or behind: "Meldinger om at
    han skal ha vært i Praha, tilbakevises", "Reports that he had been in Prague are false"."""
    if not before or book.words["status.denial_nouns"].isdisjoint(before[-1].words):
        return False
    if before[-1].says(book.phrases["status.untrue"]) is not None:
        # ""Nonsense" was her word for reports that …".
        return True
    return any(_says_no(said, book) for said in (clause, *behind[:1]))


def _is_called_untrue(behind: Sequence[Clause], after: Sequence[Clause], book: Phrasebook) -> bool:
    """Whether a clause behind, or the next sentence, says that it is not so: "Det stemmer ikke,
    opplyser hun", "but the palace denied it"."""
    return any(_takes_back(each, book) for each in (*behind[:_FAR], *after[:1]))


def _takes_back(clause: Clause, book: Phrasebook) -> bool:
    """Whether it says of all that was told before that it is not so."""
    everything = book.words["status.all_that"]
    opening = [word for word in clause.words[:_OPENING] if word.isalpha()]
    joints = book.words["clause.coordinators"] | book.words["clause.that"]
    start = next((at for at, word in enumerate(opening) if word not in joints), len(opening))
    if not everything.isdisjoint(opening[: start + 1]) and _says_no(clause, book):
        return True
    no = clause.says(book.phrases["status.denied"])
    if no is None:
        return False
    # "the palace denied it", but not "denied it had asked".
    end = [word for word in clause.words[no + 1 :] if word.isalpha()]
    return len(end) == 1 and end[0] in everything


def _says_no(clause: Clause, book: Phrasebook) -> bool:
    lists = (book.phrases["status.denied"], book.phrases["status.untrue"])
    return any(clause.says(each) is not None for each in lists)


def _takes_up(clause: Clause, hoped: bool, book: Phrasebook) -> bool:
    """Whether a clause goes on about the plan before it, with no subject of its own, a pronoun or
    a word such as "the trip": ", men ble sløyfet", "but that was dropped"."""
    if _names_a_place(clause, book):
        return False
    lists = ("clause.coordinators", "status.adverbs", "order.later")
    skipped = frozenset[str]().union(*(book.words[name] for name in lists))
    start = next(
        (at for at, word in enumerate(clause.words) if word.isalpha() and word not in skipped), None
    )
    if start is None:
        return False
    word = clause.words[start]
    if any(at == start for at, _ in clause.verbs) or _is_phrase(clause, start, book):
        return True
    plans = book.words["places.visits"] | book.words["places.detours"] | book.words["status.plans"]
    if word in plans or not plans.isdisjoint(clause.words[start + 1 : start + 3]):
        return True
    if word in book.words["status.taken_up"]:
        return True
    return hoped and word in book.words["pronouns.nominative"]


def _is_phrase(clause: Clause, at: int, book: Phrasebook) -> bool:
    return clause.says(book.phrases["status.cancelled"]) == at


def _is_over(clause: Clause, planned: Clause, hoped: bool, book: Phrasebook) -> bool:
    """Whether it says that a plan came to nothing; what was not told as a plan is only over where
    that is said in the passive or without anybody who did it."""
    at = clause.says(book.phrases["status.cancelled"])
    if at is None:
        at = clause.says(book.phrases["status.left_out"])
    if at is None:
        return False
    if hoped:
        return True
    passive = book.words["clause.passive"]
    if not passive.isdisjoint(clause.words[: at + 1]):
        return True
    return _is_passive(planned, book) or clause.says(book.phrases["status.falls"]) is not None


def _is_passive(clause: Clause, book: Phrasebook) -> bool:
    """Whether something is done to its subject: "was announced", "er drøftet"."""
    passive = book.words["clause.passive"]
    verbs = dict(clause.verbs)
    for at, word in enumerate(clause.words):
        if word not in passive:
            continue
        for later in range(at + 1, min(at + 1 + _NEAR, len(clause.words))):
            verb = verbs.get(later)
            if verb is not None and verb.form in (Form.PARTICIPLE, Form.PAST):
                return clause.words[later] not in passive
    return False


def _names_a_place(clause: Clause, book: Phrasebook) -> bool:
    """Whether a preposition of place leads to a name in it."""
    leads = book.words["places.at"] | book.words["places.to"] | book.words["places.from"]
    return any(
        word in leads
        and clause.tokens[at + 1].text[0].isupper()
        and clause.words[at + 1] not in _TIMES
        for at, word in enumerate(clause.words[:-1])
    )


_TIMES = frozenset(
    word.lower()
    for table in ("months", "days")
    for word in getattr(Locale("en"), table)["format"]["wide"].values()
)
"""The English names of times that are written like places."""

_SHORT = 9
"""How many words a sentence has at most that only says what became of a plan."""

_FAR = 3
"""How many clauses behind may take back what was said."""

_OPENING = 4
_NEAR = 3
