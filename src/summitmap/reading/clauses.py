"""Sentences cut into clauses: the stretches that have a verb of their own, with its tense.

The cuts follow the words between clauses (conjunctions, relatives, commas) and a list of common
verbs; what cannot be told apart stays together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from summitmap.reading.lexicon import Form, Lexicon, Phrases, VerbForm, VerbKind
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

    def covers(self, span: Span) -> bool:
        """Whether the span begins inside the clause."""
        return self.start <= span.start < self.end

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


_HAVE = frozenset({"har", "hadde", "has", "have", "had", "'ve"})
_MARKS = frozenset({",", ";", ":", "–", "—", "-", "(", ")"})
_NOT_VERBS = {
    "nb": frozenset(
        {"så", "nå", "leder", "dør", "lette", "følge", "steg", "møte", "tale", "se", "vise", "ro"}
    ),
    "en": frozenset({"set", "left-wing", "found", "like"}),
}
"""Forms that are something else more often than not."""

_AFTER_A_NOUN_ONLY = {
    "nb": frozenset({"landet", "reiser", "møter", "taler", "holdt", "startet", "kamper", "besøk"}),
    "en": frozenset(
        {
            "visits", "talks", "stops", "tours", "heads", "reports", "claims", "works", "starts",
            "races", "plays", "returns", "calls", "shows", "lands", "fights", "climbs", "walks",
            "drives", "moves", "ends", "wins", "runs", "rides", "summits", "attacks", "strikes",
            "breaks", "hosts", "stays", "waits", "watches", "sails", "passes", "rows", "falls",
            "left", "set", "lunches", "docks", "opens", "presents", "addresses", "warns",
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
_WITH_HAVE = frozenset({"har", "hadde", "ha", "er", "var"})
_SUBJECTS = frozenset(
    "han hun de vi jeg det den he she they we it i who som there der begge man both".split()
)
_FAR = 9


def clauses(sentence: Sentence, number: int, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The clauses of a sentence in order; together they hold every token of it."""
    words = tuple(token.text.lower() for token in sentence.tokens)
    if not words:
        return ()
    verbs = dict(_verbs(words, sentence.tokens, lexicon))
    cuts = [(0, Link.MAIN), *_cuts(words, verbs, lexicon)]
    found: list[Clause] = []
    for (start, link), (end, _) in zip(cuts, [*cuts[1:], (len(words), Link.MAIN)], strict=True):
        inside = tuple((at - start, verbs[at]) for at in range(start, end) if at in verbs)
        tokens = sentence.tokens[start:end]
        found.append(Clause(number, start, tokens, words[start:end], link, inside))
    return tuple(found)


def _verbs(
    words: Sequence[str], tokens: Sequence[Span], lexicon: Lexicon
) -> Iterator[tuple[int, VerbForm]]:
    nouns = _AFTER_A_NOUN_ONLY[lexicon.language]
    for at, word in enumerate(words):
        verb = lexicon.verbs.get(word)
        if verb is None or word in _NOT_VERBS[lexicon.language]:
            continue
        if at and tokens[at].text[0].isupper():
            continue
        before = words[at - 1] if at else ""
        if word in nouns and (
            before in _BEFORE_A_NOUN[lexicon.language] or _follows_an_adjective(before, lexicon)
        ):
            continue
        if word == "landet" and not _lands(words, at, tokens):
            continue
        yield at, verb


def _follows_an_adjective(before: str, lexicon: Lexicon) -> bool:
    return lexicon.language == "en" and before.endswith(("ish", "ian", "ese", "al", "ary"))


def _lands(words: Sequence[str], at: int, tokens: Sequence[Span]) -> bool:
    """Whether "landet" is "landed" and not "the country"."""
    if at and (words[at - 1] in _WITH_HAVE or words[at - 1] in _SUBJECTS):
        return True
    following = words[at + 1] if at + 1 < len(words) else "."
    before = tokens[at - 1].text if at else ""
    goes_on = following in ("i", "på", "ved", "utenfor", "klokken", "sent", "tidlig", "først")
    named = bool(before) and (before[0].isupper() or before.endswith(("et", "en", "ene")))
    return named or goes_on


def _cuts(
    words: Sequence[str], verbs: dict[int, VerbForm], lexicon: Lexicon
) -> Iterator[tuple[int, Link]]:
    has_verb = False
    start = 0
    for at, word in enumerate(words):
        if at > start:
            link = _link(words, at, verbs, lexicon, has_verb)
            if link is not None:
                yield at, link
                start, has_verb = at, False
        verb = verbs.get(at)
        has_verb = has_verb or (verb is not None and verb.is_finite) or word in _AUXILIARIES
    return


_AUXILIARIES = frozenset("skal skulle vil ville kan kunne må måtte bør will would can could may must 'll".split())


def _link(
    words: Sequence[str],
    at: int,
    verbs: dict[int, VerbForm],
    lexicon: Lexicon,
    has_verb: bool,
) -> Link | None:
    """How the clause that begins here hangs on; `None` where none begins."""
    word = words[at]
    ahead = _has_verb_ahead(words, at + 1, verbs, lexicon)
    if word in lexicon.words["clause.that"] and ahead:
        return Link.THAT
    if word in lexicon.words["clause.relative"] and ahead:
        place = word in lexicon.words["pronouns.place"]
        if not place or words[at - 1] in _MARKS:
            return Link.RELATIVE
    if ahead and any(_stands(words, at, phrase) for phrase in lexicon.phrases["clause.subordinators"]):
        return Link.SUBORDINATE
    if not has_verb:
        return None
    if word in lexicon.words["clause.coordinators"] and ahead:
        return Link.MAIN
    if word in (";", ":", "–", "—") and ahead:
        return Link.MAIN
    following = words[at + 1] if at + 1 < len(words) else ""
    opens = following in lexicon.words["clause.coordinators"] | lexicon.words["clause.relative"]
    if word == "," and ahead and not opens:
        return Link.MAIN
    return None


def _has_verb_ahead(
    words: Sequence[str], start: int, verbs: dict[int, VerbForm], lexicon: Lexicon
) -> bool:
    """Whether a finite verb comes before the next word between clauses, not too far ahead."""
    borders = (
        lexicon.words["clause.that"]
        | lexicon.words["clause.relative"]
        | lexicon.words["clause.coordinators"]
        | {",", ";", ":"}
    )
    for at in range(start, min(start + _FAR, len(words))):
        verb = verbs.get(at)
        if (verb is not None and verb.is_finite) or words[at] in _AUXILIARIES:
            return True
        if at > start and words[at] in borders:
            return False
    return False


def _stands(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> bool:
    return tuple(words[at : at + len(phrase)]) == phrase


def _where(words: Sequence[str], phrase: tuple[str, ...]) -> int | None:
    for at in range(len(words) - len(phrase) + 1):
        if _stands(words, at, phrase):
            return at
    return None
