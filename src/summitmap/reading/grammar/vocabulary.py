"""The words and patterns of a language, from `words/dates.LANGUAGE.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from summitmap.errors import ReadingError
from summitmap.reading.grammar import slots
from summitmap.reading.grammar.patterns import Match, Pattern
from summitmap.reading.grammar.tables import PhraseTable
from summitmap.reading.grammar.tokens import Token
from summitmap.reading.phrasebook import Form, Phrasebook, phrasebook


@dataclass(frozen=True)
class Signs:
    """Words that tell whether a clause looks ahead or back, and those between clauses.

    `either` does neither, as "cancelled"; `plans` looks ahead, but not behind a word of the past:
    "was planned", nor before one of `undoing`: "set off"; those of them in `past` too do only where
    one of `being` stands before: "er ventet"; one of `asking` does where it is perfect: "has
    invited him for May"; `present` says how it is, and with a day
    of the week how it will be: "is in Oslo on Monday", unless the day hangs on one of `hanging`;
    `pairs` of words look ahead together: "is to"; those of `undone` tell of what was to be and was
    not: "skulle ha"; behind one of `nouns_behind` stands no verb: "et løp", and `nouns`
    are none behind one of `determiners` and adjectives: "an official visit". One of `having` looks
    back where a participle of `over` follows, and else is of the present. A word that ends in
    `past_ending` looks back too, unless it stands behind one of `not_behind`, and one that ends in
    `ahead_ending` looks ahead, unless it is one of `not_ahead`; so does one that ends in
    `second_ending` right behind a date that opens a sentence, where Norwegian has its verb, and an
    English one in -s right behind one of `doers`: "she rests". A date behind one of `leading` opens
    its sentence: "Fra mandag er". A word of `breaks` in the middle of
    one of `unbroken` stands between no clauses: "til og med".
    """

    future: frozenset[str]
    past: frozenset[str]
    plans: frozenset[str]
    undoing: frozenset[str]
    present: frozenset[str]
    hanging: frozenset[str]
    either: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    undone: frozenset[tuple[str, ...]]
    nouns_behind: frozenset[str]
    nouns: frozenset[str]
    determiners: frozenset[str]
    having: frozenset[str]
    over: frozenset[str]
    breaks: frozenset[str]
    past_ending: str | None
    not_behind: frozenset[str]
    being: frozenset[str]
    asking: frozenset[str]
    ahead_ending: str | None
    second_ending: str | None
    not_ahead: frozenset[str]
    doers: frozenset[str]
    leading: frozenset[str]
    unbroken: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Connectors:
    """What joins two dates to a stretch: `to` alone, `joined` ("and") only behind `between`."""

    to: PhraseTable[None]
    between: frozenset[str]
    joined: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """A pattern, with the words that may stand second in it and whether a figure may.

    `second` is `None` where that is not known beforehand.
    """

    pattern: Pattern
    second: tuple[frozenset[str], bool] | None

    def may_go_on(self, token: Token | None) -> bool:
        """Whether the pattern may fit with that token in the second place."""
        if self.second is None or token is None:
            return self.second is None
        words, figure = self.second
        return token.lower in words or (figure and token.text[0].isdigit())


@dataclass(frozen=True)
class Vocabulary:
    """All that is known of how a language says when."""

    language: str
    by_word: Mapping[str, Sequence[Candidate]]
    by_figure: Sequence[Candidate]
    starts: frozenset[str]
    never: PhraseTable[None]
    no_date_behind: frozenset[str]
    connectors: Connectors
    signs: Signs
    month_names: tuple[str, ...]

    def may_begin(self, token: Token) -> bool:
        """Whether a phrase, a date or one that never is, may begin with the token."""
        return token.lower in self.starts or token.text[0].isdigit()

    def longest_match(self, tokens: Sequence[Token], at: int) -> Match | None:
        """The longest phrase that begins at `at`, the first in the file of several as long."""
        first = tokens[at]
        candidates = (
            self.by_figure if first.text[0].isdigit() else self.by_word.get(first.lower, ())
        )
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        longest: Match | None = None
        for candidate in candidates:
            if candidate.may_go_on(after) and (match := candidate.pattern.match(tokens, at)):
                longest = match if longest is None or match.end > longest.end else longest
        return longest


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of "nb" or "en". Raises `ReadingError` for a language without one."""
    file = resources.files("summitmap.reading") / "words" / f"dates.{language}.toml"
    if language not in ("nb", "en"):
        raise ReadingError(f"dates are read in nb and en, and not in {language!r}; say nb or en")
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    readers = slots.readers(words)
    patterns = [
        Pattern(meaning, notation, readers.read)
        for meaning, notations in words["patterns"].items()
        for notation in notations
    ]
    by_word, by_figure = _indexed(patterns, readers)
    never = PhraseTable(dict.fromkeys(words["never"]))
    signs, joins = words["signs"], words["range"]
    book = phrasebook(language)
    return Vocabulary(
        language=language,
        by_word=by_word,
        by_figure=by_figure,
        starts=frozenset({*by_word, *never.first_words}),
        never=never,
        no_date_behind=frozenset(words["no_date_behind"]),
        connectors=Connectors(
            PhraseTable(dict.fromkeys(joins["to"])),
            frozenset(joins["between"]),
            frozenset(joins["and"]),
        ),
        signs=Signs(
            future=_present(book, words).union(signs["future"]),
            past=_past(book, words).union(signs["past"]),
            plans=frozenset(signs["plans"]),
            undoing=frozenset(signs["undoing"]),
            present=frozenset(signs["present"]),
            hanging=frozenset(signs["hanging"]),
            either=frozenset(signs["either"]),
            pairs=frozenset((first, second) for first, second in signs["pairs"]),
            undone=frozenset(map(tuple, signs["undone"])),
            nouns_behind=frozenset(signs["nouns_behind"]),
            nouns=frozenset(signs["nouns"]),
            determiners=frozenset(signs["determiners"]),
            having=book.words["clause.having"] - book.words["order.had"],
            over=_over(book),
            breaks=frozenset(words["clauses"]["breaks"]),
            past_ending=signs.get("past_ending"),
            not_behind=frozenset(signs.get("past_ending_not_behind", ())),
            being=frozenset(signs["being"]),
            asking=frozenset(signs["asking"]),
            ahead_ending=signs.get("ahead_ending"),
            second_ending=signs.get("second_ending"),
            not_ahead=frozenset(signs.get("not_ahead", ())),
            doers=frozenset(signs.get("doers", ())),
            leading=frozenset(signs["leading"]),
            unbroken=frozenset(map(tuple, words["clauses"]["unbroken"])),
        ),
        month_names=tuple(_month_names(words)),
    )


def _present(book: Phrasebook, words: Mapping[str, Any]) -> frozenset[str]:
    """The verbs of the language in the present, which look ahead.

    Not those that are nouns as well, nor those of saying, whose present is of what was said.
    """
    signs = words["signs"]
    told = {word for name in ("plans", "either", "present", "past") for word in signs[name]}
    nouns = book.words["clause.also_nouns"] | book.words["sources.titles"]
    others = told.union(nouns, book.words["sources.says"], book.words["places.visits"])
    present = {word for word, verb in book.verbs.items() if verb.form is Form.PRESENT}
    return frozenset(present.difference(others, signs["no_verbs"]))


def _past(book: Phrasebook, words: Mapping[str, Any]) -> frozenset[str]:
    """The verbs of the language in the past; not those that look ahead as well, nor nouns.

    None where an ending tells: English has too many that are spelt like the present.
    """
    signs = words["signs"]
    if "past_ending" in signs:
        return frozenset()
    told = {word for name in ("future", "plans", "either", "present") for word in signs[name]}
    nouns = book.words["clause.also_nouns"] | book.words["clause.not_verbs"]
    past = {word for word, verb in book.verbs.items() if verb.form is Form.PAST}
    return frozenset(past.difference(told, nouns, signs["no_verbs"]))


def _over(book: Phrasebook) -> frozenset[str]:
    """The participles of the language, and the forms of the past that are spelt like them."""
    return frozenset(
        word for word, verb in book.verbs.items() if verb.form in (Form.PARTICIPLE, Form.PAST)
    )


def _indexed(
    patterns: Iterable[Pattern], readers: slots.Readers
) -> tuple[dict[str, list[Candidate]], list[Candidate]]:
    """The patterns by the word, or by the figure, that a phrase of theirs may begin with."""
    by_word: dict[str, list[Candidate]] = {}
    by_figure: list[Candidate] = []
    for pattern in patterns:
        words, figure = _may_stand(pattern, 0, readers)
        second = _may_stand(pattern, 1, readers) if pattern.begins_with_a_word else None
        candidate = Candidate(pattern, second)
        for word in words:
            by_word.setdefault(word, []).append(candidate)
        if figure:
            by_figure.append(candidate)
    return by_word, by_figure


def _may_stand(pattern: Pattern, index: int, readers: slots.Readers) -> tuple[frozenset[str], bool]:
    """The words that may stand at an element of a pattern, and whether a figure may."""
    words: set[str] = set()
    figure = False
    for said, slot in pattern.may_stand(index):
        words |= said if slot is None else set(readers.first_words.get(slot, ()))
        figure |= slot in slots.FIGURES
    return frozenset(words), figure


def _month_names(words: Mapping[str, Any]) -> list[str]:
    return [*words["months"], *words["short_months"]]
