"""Sentences cut into clauses: the stretches that have a verb of their own, with its tense.

The cuts follow the words between clauses (conjunctions, relatives, commas) and a list of common
verbs; what cannot be told apart stays together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from summitmap.reading.dateline import dateline_length
from summitmap.reading.phrasebook import Form, Phrasebook, Phrases, VerbForm, VerbKind, stands
from summitmap.reading.text import Sentence, Span
from summitmap.reading.verbs import verbs_in


class Link(StrEnum):
    """How a clause hangs on the one before it in its sentence."""

    MAIN = "main"
    THAT = "that"
    RELATIVE = "relative"
    SUBORDINATE = "subordinate"


class Tense(StrEnum):
    PAST = "past"
    PERFECT = "perfect"
    PRESENT = "present"
    ONGOING = "ongoing"


@dataclass(frozen=True)
class Clause:
    """A run of the tokens of a sentence; `words` are the same in small letters,
    but for what is no word of the language: the month of May, the "der" of a name.

    `sentence` numbers the sentence in the article, `first` the first token in the sentence.
    """

    sentence: int
    first: int
    tokens: tuple[Span, ...]
    words: tuple[str, ...]
    link: Link
    verbs: tuple[tuple[int, VerbForm], ...]

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the article."""
        return self.tokens[-1].end

    def without(self, spans: Sequence[Span], before: Collection[str]) -> Clause:
        """The clause without the tokens of the spans and one of the words `before` them."""
        if not spans:
            return self
        starts = {
            number
            for number, token in enumerate(self.tokens)
            if any(span.start < token.end and token.start < span.end for span in spans)
        }
        starts |= {number - 1 for number in starts if number and self.words[number - 1] in before}
        kept = [number for number in range(len(self.tokens)) if number not in starts]
        if len(kept) == len(self.tokens) or not kept:
            return self
        at = {number: new for new, number in enumerate(kept)}
        return replace(
            self,
            tokens=tuple(self.tokens[number] for number in kept),
            words=tuple(self.words[number] for number in kept),
            verbs=tuple((at[number], verb) for number, verb in self.verbs if number in at),
        )

    def covers(self, span: Span) -> bool:
        """Whether the span begins inside the clause."""
        return self.start <= span.start < self.end

    @property
    def looks_back(self) -> bool:
        """Whether it tells what came before: "after landing in Lviv", "etter å ha landet"."""
        if self.words[:3] == _HAVING or self.words[:2] == (",", "having"):
            return True
        return self.words[0] == "after" and self.tense is None

    @property
    def is_relative(self) -> bool:
        """Whether it describes what stands before it: "who …", "a village that had to …"."""
        bare = self.link is Link.THAT and any(at == 1 and verb.is_finite for at, verb in self.verbs)
        return bare or self.link is Link.RELATIVE

    @property
    def hangs_on(self) -> bool:
        """Whether it goes on with the clause before: a purpose, or a place more."""
        return self.first > 0 and (self.link is Link.SUBORDINATE or not self.verbs)

    @cached_property
    def finite(self) -> int:
        """How many of its verbs are finite."""
        return sum(verb.is_finite for _, verb in self.verbs)

    @cached_property
    def opens_with_its_verb(self) -> bool:
        """Whether a finite verb comes first, as behind a relative clause: ", ble avlyst"."""
        first = next((at for at, word in enumerate(self.words) if word.isalpha()), -1)
        return any(at == first and verb.is_finite for at, verb in self.verbs)

    @cached_property
    def tense(self) -> Tense | None:
        """The tense of its first finite verb; `None` for a clause without a verb."""
        for number, (at, verb) in enumerate(self.verbs):
            if not verb.is_finite:
                continue
            following = self.verbs[number + 1 : number + 2]
            has = self.words[at] in _HAVE
            if has and following and following[0][1].form in (Form.PARTICIPLE, Form.PAST):
                return Tense.PERFECT
            if verb.form is Form.PAST:
                return Tense.PAST
            ongoing = bool(following) and following[0][1].form is Form.ING
            return Tense.ONGOING if ongoing else Tense.PRESENT
        return None

    @cached_property
    def kind(self) -> VerbKind | None:
        """What its verbs say of somebody and a place: the most telling of them."""
        kinds = {verb.kind for _, verb in self.verbs}
        for kind in (VerbKind.LEAVE, VerbKind.MOVE, VerbKind.MEET, VerbKind.STAY, VerbKind.OTHER):
            if kind in kinds:
                return kind
        return None

    def says(self, phrases: Phrases) -> int | None:
        """Where the first of the phrases begins among the words; `None` where none stands.

        A subject may stand inside: "er hun ventet" is "er ventet".
        """
        if phrases.keys().isdisjoint(self.words):
            return None
        for at, word in enumerate(self.words):
            if word not in phrases:
                continue
            if stands(self.words, at, phrases) is not None:
                return at
            if word in _BEFORE_A_SUBJECT and self._stands_around(at, phrases[word]):
                return at
        return None

    def _stands_around(self, at: int, phrases: Sequence[tuple[str, ...]]) -> bool:
        """Whether one of the phrases stands there with a subject behind its first word."""
        for gap in range(1, _LONGEST_SUBJECT + 1):
            if "," in self.words[at : at + gap + 1]:
                return False
            rest = self.words[at + 1 + gap :]
            if any(rest[: len(phrase) - 1] == phrase[1:] for phrase in phrases if len(phrase) > 1):
                return True
        return False


_HAVING = ("etter", "å", "ha")
_BEFORE_A_SUBJECT = frozenset({"er", "var", "ble", "blir"})
_LONGEST_SUBJECT = 4
_HAVE = frozenset({"har", "hadde", "has", "have", "had", "'ve"})
_MARKS = frozenset({",", ";", ":", "–", "—", "-", "(", ")"})
_BETWEEN_CLAUSES = frozenset({",", ";", ":", "–", "—"})
_LONGEST_CLAUSE = 200
"""Words after which a clause is cut whatever stands there, so that hostile text costs no more."""

_FAR = 9

_MONTH = "May"
"""Not "may", which verbs follow."""

_BEFORE_DER = frozenset({"von", "van"})


def _word(tokens: Sequence[Span], at: int) -> str:
    """The token in small letters; a month and a part of a name stay no word: "in May", "von der
    Leyen"."""
    text = tokens[at].text
    if at and text == _MONTH:
        return text
    named = at > 0 and text == "der" and tokens[at - 1].text.lower() in _BEFORE_DER
    return text.capitalize() if named else text.lower()


def clauses(sentence: Sentence, number: int, book: Phrasebook) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; together they hold every token of it."""
    words = tuple(_word(sentence.tokens, at) for at in range(len(sentence.tokens)))
    if not words:
        return ()
    verbs = dict(verbs_in(words, sentence.tokens, book))
    line = dateline_length(sentence)
    cuts = [(0, Link.MAIN), *_cuts(words, verbs, book, line)]
    found: list[Clause] = []
    for (start, link), (end, _) in zip(cuts, [*cuts[1:], (len(words), Link.MAIN)], strict=True):
        inside = tuple((at - start, verbs[at]) for at in range(start, end) if at in verbs)
        tokens = sentence.tokens[start:end]
        found.append(Clause(number, start, tokens, words[start:end], link, inside))
    return tuple(found)


def _cuts(
    words: Sequence[str], verbs: dict[int, VerbForm], book: Phrasebook, dateline: int
) -> Iterator[tuple[int, Link]]:
    """Where clauses begin, and how they hang on; one does behind a dateline of so many words."""
    has_verb = False
    start = 0
    for at, word in enumerate(words):
        if at > start:
            too_long = Link.MAIN if at - start >= _LONGEST_CLAUSE else None
            link = _link(words, at, verbs, book, has_verb) or too_long
            link = Link.MAIN if at == dateline else link if at > dateline else None
            if link is not None:
                yield at, link
                start, has_verb = at, False
        verb = verbs.get(at)
        has_verb = (
            has_verb or (verb is not None and verb.is_finite) or word in book.words["clause.modals"]
        )


def _link(
    words: Sequence[str],
    at: int,
    verbs: dict[int, VerbForm],
    book: Phrasebook,
    has_verb: bool,
) -> Link | None:
    """How the clause that begins here hangs on; `None` where none begins."""
    word, lists = words[at], book.words
    that, relative = word in lists["clause.that"], word in lists["clause.relative"]
    subordinate = stands(words, at, book.phrases["clause.subordinators"]) is not None
    joins = has_verb and (word in lists["clause.coordinators"] or word in _BETWEEN_CLAUSES)
    cut_short = has_verb and _is_cut_short(words, at, verbs)
    if not (that or relative or subordinate or joins or cut_short):
        return None
    ahead = _has_verb_ahead(words, at + 1, verbs, book)
    if that and ahead:
        return Link.THAT
    if relative and ahead and (word not in lists["pronouns.place"] or words[at - 1] in _MARKS):
        return Link.RELATIVE
    if cut_short or (subordinate and ahead):
        return Link.SUBORDINATE
    if not (joins and ahead) or (word == "," and _is_cut_short(words, at + 1, verbs)):
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    opens = following in lists["clause.coordinators"] or following in lists["clause.relative"]
    joined = word in lists["clause.coordinators"] or word != ","
    return Link.MAIN if joined or not opens else None


def _is_cut_short(words: Sequence[str], at: int, verbs: dict[int, VerbForm]) -> bool:
    """Whether a clause without a subject begins here: "before flying home", "etter å ha landet"."""
    if tuple(words[at : at + 3]) == _HAVING:
        return True
    following = verbs.get(at + 1)
    ing = following is not None and following.form is Form.ING
    return ing and words[at] in ("before", "after")


def _has_verb_ahead(
    words: Sequence[str], start: int, verbs: dict[int, VerbForm], book: Phrasebook
) -> bool:
    """Whether a finite verb comes before the next word between clauses, not too far ahead."""
    modals, borders = book.words["clause.modals"], book.words["clause.borders"]
    openers, times = book.words["clause.openers"], book.words["clause.times"]
    for at in range(start, min(start + _FAR, len(words))):
        verb = verbs.get(at)
        if (verb is not None and verb.is_finite) or words[at] in modals:
            return True
        subordinate = words[at] in openers and words[at - 1] not in times
        if at > start and (words[at] in borders or subordinate):
            return False
    return False
