"""Whether the protagonist is where a clause tells of something."""

from __future__ import annotations

from itertools import pairwise

from summitmap.reading import statuses
from summitmap.reading.clauses import Clause, Tense
from summitmap.reading.extents import is_spot
from summitmap.reading.people import Person, is_title
from summitmap.reading.phrasebook import Form, Phrasebook, VerbKind
from summitmap.reading.placing import Function
from summitmap.reading.resolving import Resolved
from summitmap.reading.toldclause import ToldClause, placing_of
from summitmap.story.model import Status


class Presence:
    """Tells where the protagonist is, if there is one."""

    def __init__(self, words: Phrasebook, chosen: Person | None) -> None:
        self._words = words
        self._chosen = chosen

    def is_there(self, told: ToldClause, place: Resolved, goes_on: bool) -> bool:
        """Whether the protagonist is there in the clause."""
        placing = placing_of(told, place)
        if placing and placing.function is Function.SUBJECT:
            return False
        if told.said.status is Status.PROPOSED:
            return False
        if self._is_before_all_this(told.clause) or self.is_at_home(told):
            return False
        if placing is not None and placing.function is Function.VIA and not is_spot(place):
            return False
        part, kind = told.part, told.carrier.kind
        comes = any(self._chosen in each.subjects for each in told.meanwhile)
        if comes and self._chosen is not None:
            return True
        if self._is_contrasted(told):
            return False
        if self._chosen in part.all or (placing is not None and placing.is_stop):
            return True
        if self._chosen is None and not part.all:
            # Nobody is named whose journey it is: "Landslaget", "the British couple".
            return part.by_vehicle or not part.subject_is_thing
        if not part.all and told.clause.opens_with_its_verb and goes_on:
            # "The club began its tour in Dubai, played in Riyadh".
            return True
        waits = statuses.somebody_waits(told.carrier, self._words) and told.placings
        if waits or self._is_received(told):
            return True
        if part.subjects or part.subject_is_thing or self._is_moved(told.clause):
            return False
        if part.by_others and not (placing is not None and placing.of_visit):
            return False
        if _is_of_the_subject_behind(told.clause):
            return True
        if self.is_occasion(told) and placing is not None and placing.function is Function.AT:
            return not self._is_owned(told.clause)
        goes = kind in (VerbKind.MOVE, VerbKind.LEAVE) or kind is None
        returns = told.clause.says(self._words.phrases["places.back"]) is not None
        awaited = told.said.status is None and kind is VerbKind.STAY
        awaited = awaited or statuses.is_awaited(told.carrier, self._words)
        awaited = awaited and bool(told.placings)
        return goes or returns or awaited or bool(placing and placing.of_visit)

    def _is_owned(self, clause: Clause) -> bool:
        """Whether the occasion is somebody's who is named: "NATOs toppmøte holdes i Vilnius"."""
        occasions = self._words.words["places.occasions"]
        return any(
            word in occasions and before.text[0].isupper() and before.text.endswith("s")
            for before, word in zip(clause.tokens, clause.words[1:], strict=False)
            if self._words.language == "nb"
        )

    def _is_contrasted(self, told: ToldClause) -> bool:
        """Whether the traveller only comes behind a "while" that somebody else goes before:
        "Persson reiser videre til Roma, mens Bondevik drar hjem"."""
        if not told.part.subjects or self._chosen in told.part.subjects:
            return False
        return not _WHILE.isdisjoint(told.clause.words)

    def _is_received(self, told: ToldClause) -> bool:
        """Whether somebody else receives there, and nobody is said to be received but the
        traveller: "Macron tok imot på trappen i Paris", "Franco received the three in Madrid"."""
        if self._chosen is None or len(told.part.all) != 1:
            return False
        words, lists = told.clause.words, self._words.words
        for at, word in enumerate(words):
            if word not in lists["places.receiving"]:
                continue
            behind = words[at + 1 : at + 3]
            together = behind in _SEVERAL or not lists["places.vehicles"].isdisjoint(behind)
            alone = not behind or behind[0] in lists["places.at"] or not behind[0].isalnum()
            named = told.part.all[0].name.split()[0].lower() in words[at + 1 : at + 5]
            if together or alone or (word in lists["places.awaiting"] and named):
                return True
        return False

    def _is_moved(self, clause: Clause) -> bool:
        """Whether it tells of something that is moved: "the match was moved there from Kazan"."""
        passive, moved = self._words.words["clause.passive"], self._words.words["places.moved"]
        return any(one in passive and other in moved for one, other in pairwise(clause.words))

    def is_next(self, told: ToldClause, place: Resolved) -> bool:
        """Whether the place is called a stop of the journey in the present: "Seoul is next"."""
        placing = placing_of(told, place)
        is_stop = placing is not None and placing.is_stop
        return is_stop and told.said.status is None and told.carrier.tense is Tense.PRESENT

    def is_occasion(self, told: ToldClause) -> bool:
        """Whether it tells of a lunch or a meeting without saying whose."""
        held = told.carrier.says(self._words.phrases["places.taking_place"]) is not None
        occasions = self._words.words["places.occasions"]
        is_told = held or told.carrier.kind is VerbKind.STAY
        return is_told and not occasions.isdisjoint(told.clause.words)

    def _is_before_all_this(self, clause: Clause) -> bool:
        """Whether it tells of an earlier journey: "earlier", but not "earlier this week"."""
        at = clause.says(self._words.phrases["order.earlier"])
        if at is None or clause.words[max(0, at - 1)] in self._words.words["clause.times"]:
            # "A day earlier": the date says how much.
            return False
        if any(is_title(word, self._words) for word in clause.words[at + 1 : at + 2]):
            # "den tidligere statsministeren".
            return False
        return self._words.words["order.same"].isdisjoint(clause.words[at + 1 : at + 2])

    def is_at_home(self, told: ToldClause) -> bool:
        """Whether it tells where somebody lives, is from or mostly goes, on no day: "They live in
        Montecito", "he usually begins in Monte Carlo"."""
        phrases = self._words.phrases
        if told.clause.says(phrases["places.habits"]) is not None:
            return True
        return not told.dates and told.clause.says(phrases["places.residing"]) is not None


def _is_of_the_subject_behind(clause: Clause) -> bool:
    """Whether it opens a sentence with what its subject had done: "Having spent Monday in Oslo, …",
    "Arriving in Oslo, …"."""
    return clause.first == 0 and (
        clause.words[0] == "having"
        or any(at == 0 and verb.form is Form.ING for at, verb in clause.verbs)
    )


_WHILE = frozenset({"mens", "medan", "while", "whereas"})
_SEVERAL = frozenset(
    (article, number)
    for article, numbers in (
        ("the", ("two", "three", "four", "five", "six", "seven")),
        ("de", ("to", "tre", "fire", "fem", "seks", "sju")),
        ("dei", ("to", "tre", "fire", "fem", "seks", "sju")),
    )
    for number in numbers
)
