"""Sentences cut into clauses: the stretches that have a verb of their own, with its tense.

The cuts follow the words between clauses (conjunctions, relatives, commas) and a list of common
verbs; what cannot be told apart stays together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from summitmap.reading.phrasebook import Form, Phrasebook, Phrases, VerbForm, VerbKind
from summitmap.reading.text import Sentence, Span


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
    """A run of the tokens of a sentence; `words` are the same in small letters.

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

    def without(self, spans: Sequence[Span]) -> Clause:
        """The clause without the tokens of the spans and a preposition right before them."""
        starts = {
            number
            for number, token in enumerate(self.tokens)
            if any(span.start < token.end and token.start < span.end for span in spans)
        }
        starts |= {number - 1 for number in starts if number and self.words[number - 1] in _BEFORE_DATES}
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
    def hangs_on(self) -> bool:
        """Whether it goes on with the clause before: a purpose, or a place more."""
        return self.first > 0 and (self.link is Link.SUBORDINATE or not self.verbs)

    @property
    def finite(self) -> int:
        """How many of its verbs are finite."""
        return sum(verb.is_finite for _, verb in self.verbs)

    @property
    def opens_with_its_verb(self) -> bool:
        """Whether a finite verb comes first, as behind a relative clause: ", ble avlyst"."""
        first = next((at for at, word in enumerate(self.words) if word.isalpha()), -1)
        return any(at == first and verb.is_finite for at, verb in self.verbs)

    @property
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

    @property
    def kind(self) -> VerbKind | None:
        """What its verbs say of somebody and a place: the most telling of them."""
        kinds = {verb.kind for _, verb in self.verbs}
        for kind in (VerbKind.LEAVE, VerbKind.MOVE, VerbKind.MEET, VerbKind.STAY, VerbKind.OTHER):
            if kind in kinds:
                return kind
        return None

    def says(self, phrases: Phrases) -> int | None:
        """Where the first of the phrases begins among the words; `None` where none stands."""
        first = None
        for phrase in phrases:
            at = _where(self.words, phrase)
            if at is not None and (first is None or at < first):
                first = at
        return first


_BEFORE_DATES = frozenset({"on", "in", "at", "i", "på", "den", "om", "by", "from", "fra"})
_HAVE = frozenset({"har", "hadde", "has", "have", "had", "'ve"})
_MARKS = frozenset({",", ";", ":", "–", "—", "-", "(", ")"})
_NOT_VERBS = {
    "nb": frozenset(
        {"så", "nå", "leder", "dør", "steg"}
    ),
    "en": frozenset({"set", "left-wing", "found", "like"}),
}
"""Forms that are something else more often than not."""

_INFINITIVES = frozenset({"møte", "tale", "følge", "lette", "se", "vise", "ro", "reise", "spille", "trene"})
"""Nouns and adjectives as well: verbs only behind "å" or a modal."""

_AFTER_A_NOUN_ONLY = {
    "nb": frozenset({"landet", "reiser", "møter", "taler", "holdt", "startet", "kamper", "besøk"}),
    "en": frozenset(
        {
            "visits", "talks", "stops", "tours", "heads", "reports", "claims", "works", "starts",
            "races", "plays", "returns", "calls", "shows", "lands", "fights", "climbs", "walks",
            "drives", "moves", "ends", "wins", "runs", "rides", "summits", "attacks", "strikes",
            "breaks", "hosts", "stays", "waits", "watches", "sails", "passes", "rows", "falls",
            "left", "set", "lunches", "plans", "hopes", "trains", "looks", "needs", "offers", "hits",
            "uses", "leads", "presents", "thanks", "shares", "supports", "refuses", "vows",
            "docks", "opens", "addresses", "warns",
        }
    ),
}  # fmt: skip
"""Nouns as well: a verb only where what stands before can be its subject."""

_BEFORE_A_NOUN = {
    "nb": frozenset(
        "i til fra av for om på med det dette et hele ut inn over ved sine sitt sin flere mange to tre"
        " fire fem andre lange nye de disse under egne mellom".split()
    ),
    "en": frozenset(
        "a an the of in on to for from with by and his her their its two three four five several many"
        " more further high-level peace bilateral these those such other no any some future past"
        " previous official state new recent first second last".split()
    ),
}
_WITH_TO = frozenset({"plans", "hopes", "needs", "offers", "looks", "refuses", "vows"})
_WITH_HAVE = frozenset({"har", "hadde", "ha", "er", "var"})
_SUBJECTS = frozenset(
    "han hun de vi jeg det den he she they we it i who som there der begge man both".split()
)
_FAR = 9
_LONGEST_DATELINE = 12
"""Words before the dash in "PANMUNJOM, South Korea (AP) —"."""


def clauses(sentence: Sentence, number: int, book: Phrasebook) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; together they hold every token of it."""
    words = tuple(token.text.lower() for token in sentence.tokens)
    if not words:
        return ()
    verbs = dict(_verbs(words, sentence.tokens, book))
    cuts = [(0, Link.MAIN), *_cuts(words, verbs, book)]
    found: list[Clause] = []
    for (start, link), (end, _) in zip(cuts, [*cuts[1:], (len(words), Link.MAIN)], strict=True):
        inside = tuple((at - start, verbs[at]) for at in range(start, end) if at in verbs)
        tokens = sentence.tokens[start:end]
        found.append(Clause(number, start, tokens, words[start:end], link, inside))
    return tuple(found)


def _verbs(
    words: Sequence[str], tokens: Sequence[Span], book: Phrasebook
) -> Iterator[tuple[int, VerbForm]]:
    nouns = _AFTER_A_NOUN_ONLY[book.language]
    for at, word in enumerate(words):
        verb = book.verbs.get(word) or _guessed(words, tokens, at, book)
        if verb is None or word in _NOT_VERBS[book.language]:
            continue
        if at and tokens[at].text[0].isupper():
            continue
        if word in _INFINITIVES and not (AUXILIARIES | {"å"}).intersection(words[max(0, at - 4) : at]):
            continue
        before = words[at - 1] if at else ""
        to_do = words[at + 1 : at + 2] == ("to",) and word in _WITH_TO
        if word in nouns and not to_do and (
            before in _BEFORE_A_NOUN[book.language] or _follows_an_adjective(before, book)
        ):
            continue
        if word == "landet" and not _lands(words, at, tokens):
            continue
        yield at, verb


_WEAK_PAST = {"nb": ("te", "de", "et"), "en": ("ed",)}
_SHORTEST_VERB = 5


def _guessed(
    words: Sequence[str], tokens: Sequence[Span], at: int, book: Phrasebook
) -> VerbForm | None:
    """A word that is not listed as the past of a regular verb, right behind its subject."""
    word = words[at]
    if not at or len(word) < _SHORTEST_VERB or not word.endswith(_WEAK_PAST[book.language]):
        return None
    named = tokens[at - 1].text[0].isupper() and tokens[at].text[0].islower()
    if words[at - 1] in _PRONOUNS or (named and at > 1):
        return VerbForm(VerbKind.OTHER, Form.PAST)
    return None


_PRONOUNS = frozenset("han hun de vi jeg som he she they we it who".split())


def _follows_an_adjective(before: str, book: Phrasebook) -> bool:
    return book.language == "en" and before.endswith(("ish", "ian", "ese", "al", "ary"))


_BEHIND_LANDED = frozenset(
    "i på ved utenfor klokken sent tidlig først han hun de hans hennes president".split()
)


def _lands(words: Sequence[str], at: int, tokens: Sequence[Span]) -> bool:
    """Whether "landet" is "landed" and not "the country"."""
    if at and (words[at - 1] in _WITH_HAVE or words[at - 1] in _SUBJECTS):
        return True
    following = words[at + 1] if at + 1 < len(words) else "."
    before = tokens[at - 1].text if at else ""
    goes_on = following in _BEHIND_LANDED or following.endswith(("et", "en"))
    named = bool(before) and (before[0].isupper() or before.endswith(("et", "en", "ene")))
    return named or goes_on


def _cuts(
    words: Sequence[str], verbs: dict[int, VerbForm], book: Phrasebook
) -> Iterator[tuple[int, Link]]:
    has_verb = False
    start = 0
    for at, word in enumerate(words):
        if at > start:
            link = _link(words, at, verbs, book, has_verb)
            if link is not None:
                yield at, link
                start, has_verb = at, False
        verb = verbs.get(at)
        has_verb = has_verb or (verb is not None and verb.is_finite) or word in AUXILIARIES
    return


AUXILIARIES = frozenset("skal skulle vil ville kan kunne må måtte bør will would can could may must 'll".split())


def _link(
    words: Sequence[str],
    at: int,
    verbs: dict[int, VerbForm],
    book: Phrasebook,
    has_verb: bool,
) -> Link | None:
    """How the clause that begins here hangs on; `None` where none begins."""
    word = words[at]
    ahead = _has_verb_ahead(words, at + 1, verbs, book)
    if word in book.words["clause.that"] and ahead:
        return Link.THAT
    if word in book.words["clause.relative"] and ahead:
        place = word in book.words["pronouns.place"]
        if not place or words[at - 1] in _MARKS:
            return Link.RELATIVE
    if ahead and any(_stands(words, at, phrase) for phrase in book.phrases["clause.subordinators"]):
        return Link.SUBORDINATE
    if word in ("—", "–") and at <= _LONGEST_DATELINE and ahead and not has_verb:
        return Link.MAIN
    if not has_verb:
        return None
    if word in book.words["clause.coordinators"] and ahead:
        return Link.MAIN
    if word in (";", ":", "–", "—") and ahead:
        return Link.MAIN
    following = words[at + 1] if at + 1 < len(words) else ""
    opens = following in book.words["clause.coordinators"] | book.words["clause.relative"]
    if word == "," and ahead and not opens:
        return Link.MAIN
    return None


def _has_verb_ahead(
    words: Sequence[str], start: int, verbs: dict[int, VerbForm], book: Phrasebook
) -> bool:
    """Whether a finite verb comes before the next word between clauses, not too far ahead."""
    borders = (
        book.words["clause.that"]
        | book.words["clause.relative"]
        | book.words["clause.coordinators"]
        | {",", ";", ":"}
    )
    for at in range(start, min(start + _FAR, len(words))):
        verb = verbs.get(at)
        if (verb is not None and verb.is_finite) or words[at] in AUXILIARIES:
            return True
        subordinate = words[at] in _BEFORE_SUBORDINATES and words[at - 1] not in _TIMES
        if at > start and (words[at] in borders or subordinate):
            return False
    return False


_TIMES = frozenset(
    "day days week weeks month months year years hour hours minutes dag dagen dager uke uken uker måned"
    " måneden måneder år året time timer minutter mandagen tirsdagen onsdagen torsdagen fredagen"
    " lørdagen søndagen like kort shortly soon".split()
)
"""Words that "after" may follow without a clause behind it: "a day after"."""
_BEFORE_SUBORDINATES = frozenset("før etter mens da når before after while when because fordi".split())


def _stands(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(words[at : at + len(phrase)]) == phrase


def _where(words: Sequence[str], phrase: tuple[str, ...]) -> int | None:
    for at in range(len(words) - len(phrase) + 1):
        if _stands(words, at, phrase):
            return at
    return None
