"""Names in an article: which words are one, and whether it is a place, a person or something else.

A linear-chain conditional random field reads each sentence twice, the second time knowing how the
first labelled the same words elsewhere in the article. The models were trained by
`data/reading/train.py`; the model card beside it tells on what, and how well they do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib.resources import files

# It ships without type information.
import pycrfsuite  # type: ignore[import-untyped]

from summitmap.errors import AssetError
from summitmap.places import kinds
from summitmap.reading import roles
from summitmap.reading.features import (
    PERSON_CLASSES,
    PLACE_CLASSES,
    Features,
    Lexicon,
    consensus,
    features,
    lexicon,
    seen,
    stem,
)
from summitmap.reading.text import Sentence, Span
from summitmap.story.model import PlaceKind, Role


class NameKind(StrEnum):
    """What sort of thing a name names."""

    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    DERIVED = "derived"
    """A word made of a name, such as EU-land or Obama-administrasjonen."""
    OTHER = "other"


@dataclass(frozen=True)
class Name:
    """A name as the article writes it, without a genitive -s.

    `role` says what a place does in its sentence and is background for all else; `score` is how
    likely the tagger holds the kind of its least certain word to be, from 0 to 1.
    """

    span: Span
    kind: NameKind
    role: Role
    score: float


_KINDS: Mapping[str, NameKind] = {
    "LOC": NameKind.PLACE,
    "GPE_LOC": NameKind.PLACE,
    "GPE_ORG": NameKind.PLACE,
    "PER": NameKind.PERSON,
    "ORG": NameKind.ORGANISATION,
    "DRV": NameKind.DERIVED,
}
"""What the tags of the corpora mean; PROD, EVT and MISC are other names."""

_A_PLACE = "GPE_LOC"
_COUNTRY, _CAPITAL = "C", "K"
_SHORTEST_KNOWN = 4
_LONGEST_KNOWN = 3
_AS_GOVERNMENT = "GPE_ORG"
_BUILT = frozenset({"airport", "spaceport"})
"""The families of `places.kinds` that make any name that ends with them a place."""

_LONGEST_SEAT = 3
_LANGUAGES = ("nb", "en")
_ENGLISH_PARTS = re.compile(r"-|[^-]+")
_NOT_IN_A_NAME = re.compile(r"^[\W_]+$")


@dataclass(frozen=True)
class _Found:
    """A run of words (`first` to `last`, the last included) with the tagger's label."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True)
class Model:
    """A trained model; `content` is what it reads from and does not keep itself."""

    tagger: pycrfsuite.Tagger
    content: bytes

    @classmethod
    def load(cls, name: str) -> Model:
        """The model of that name in the package. Raises `AssetError` when it cannot be read."""
        try:
            path = files("summitmap.reading").joinpath("models", f"{name}.crfsuite")
            content = path.read_bytes()
            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(content)
        except (OSError, ValueError) as fault:
            raise AssetError(
                f"The file reading/models/{name}.crfsuite of the package cannot be read:"
                " install it again."
            ) from fault
        return cls(tagger, content)


class Tagger:
    """Finds names in the sentences of an article. Not to be shared between threads."""

    def __init__(self, language: str, looks: Sequence[Model], lists: Lexicon) -> None:
        """Use `load`; this takes the opened models of both looks."""
        self._language = language
        self._looks = tuple(looks)
        self._lists = lists

    @classmethod
    def load(cls, language: str) -> Tagger:
        """The tagger of a language, "nb" or "en".

        Raises `ValueError` for any other language, and `AssetError` when a file of the package is
        missing or damaged.
        """
        if language not in _LANGUAGES:
            raise ValueError(f"names are read in {' and '.join(_LANGUAGES)}, not in {language!r}")
        return cls(language, [Model.load(f"{language}-{look}") for look in (1, 2)], lexicon())

    def names(self, sentences: Sequence[Sentence]) -> tuple[Name, ...]:
        """The names of an article in the order they stand in, with offsets of its text."""
        cut = [_parts(sentence, self._language, self._lists) for sentence in sentences]
        article = [[seen(part.text) for part in parts] for parts in cut]
        runs = list(_one_by_one(article, list(self._read(article))))
        known = _WellKnown.of(article, runs, self._lists)
        return tuple(
            name
            for sentence, parts, words, found in zip(sentences, cut, article, runs, strict=True)
            for name in self._of_sentence(sentence, parts, words, found, known)
        )

    def _read(self, article: Sequence[Sequence[str]]) -> Iterator[list[_Found]]:
        first, second = (look.tagger for look in self._looks)
        seen_first = features(article, self._lists)
        labels = [first.tag(rows) if rows else [] for rows in seen_first]
        for rows, more in zip(seen_first, consensus(article, labels), strict=True):
            yield _runs(second, [own + other for own, other in zip(rows, more, strict=True)])

    def _of_sentence(
        self,
        sentence: Sentence,
        parts: Sequence[Span],
        words: Sequence[str],
        found: Sequence[_Found],
        known: _WellKnown,
    ) -> Iterator[Name]:
        for run in _with_the_obvious(words, found, known, self._language):
            inner = _without_edges(words, run)
            kind = _KINDS.get(run.label, NameKind.OTHER)
            if inner is None:
                continue
            if kind is NameKind.DERIVED and _is_a_region(words[inner.last]):
                kind = NameKind.PLACE
            span = _cut(sentence, parts[inner.first].start, parts[inner.last].end)
            plain = _without_genitive(span, words, inner, self._lists, self._language)
            role = Role.BACKGROUND
            if kind is NameKind.PLACE:
                sited = roles.Sited(words, inner.first, inner.last, plain != span)
                role = roles.role_of(sited, self._language, inner.label == _AS_GOVERNMENT)
            yield Name(plain, kind, role, run.score)


def _parts(sentence: Sentence, language: str, lists: Lexicon) -> list[Span]:
    """The words as the tagger knows them: English ones are cut at hyphens, save names of places."""
    if language != "en":
        return list(sentence.tokens)
    parts: list[Span] = []
    for token in sentence.tokens:
        known = lists.classes(token.text.casefold().replace("-", " "))
        if "-" not in token.text[1:-1] or set(known) & set(PLACE_CLASSES):
            parts.append(token)
            continue
        parts += [
            Span(token.start + match.start(), token.start + match.end(), match[0])
            for match in _ENGLISH_PARTS.finditer(token.text)
        ]
    return parts


def _runs(tagger: pycrfsuite.Tagger, rows: Features) -> list[_Found]:
    """The names of a sentence by the tagger's IOB2 labels."""
    tags = tagger.tag(rows) if rows else []
    found: list[_Found] = []
    start = 0
    for place, tag in enumerate((*tags, "O")):
        open_label = tags[start][2:] if start < place and tags[start] != "O" else ""
        if tag.startswith("I-") and tag[2:] == open_label:
            continue
        if open_label:
            score = min(_likely(tagger, open_label, at) for at in range(start, place))
            found.append(_Found(start, place - 1, open_label, score))
        start = place
    return found


def _likely(tagger: pycrfsuite.Tagger, label: str, place: int) -> float:
    """How likely the word is a part of a name of that kind, whichever label says so."""
    kind = _KINDS.get(label)
    alike = [other for other in tagger.labels() if other != "O"]
    alike = [other for other in alike if _KINDS.get(other[2:]) is kind]
    total: float = sum(tagger.marginal(other, place) for other in alike)
    return round(min(1.0, total), 4)


def _one_by_one(
    article: Sequence[Sequence[str]], found: Sequence[Sequence[_Found]]
) -> Iterator[list[_Found]]:
    """The names with two persons in a row apart ("ga Putin Kim en gave"), where the article names
    the first in full or by the end of a longer name, and the second elsewhere too."""
    persons = {
        tuple(words[run.first : run.last + 1])
        for words, runs in zip(article, found, strict=True)
        for run in runs
        if _is_person(run)
    }
    long = {person for person in persons if len(person) > 1}
    first = long | {person[-1:] for person in long}
    second = first | persons
    for words, runs in zip(article, found, strict=True):
        apart: list[_Found] = []
        for run in runs:
            cut = _between_persons(words, run, first, second) if _is_person(run) else None
            apart += [run] if cut is None else [replace(run, last=cut - 1), replace(run, first=cut)]
        yield apart


def _is_person(run: _Found) -> bool:
    return _KINDS.get(run.label) is NameKind.PERSON


def _between_persons(
    words: Sequence[str],
    run: _Found,
    first: Collection[tuple[str, ...]],
    second: Collection[tuple[str, ...]],
) -> int | None:
    """Where the second person of a run begins; `None` when it is one."""
    for cut in range(run.first + 1, run.last + 1):
        if tuple(words[run.first : cut]) in first and tuple(words[cut : run.last + 1]) in second:
            return cut
    return None


@dataclass(frozen=True)
class _WellKnown:
    """Which names can only be places in an article: those of countries and cities that are neither
    a part of a person's name in it (Jordan Pickford) nor a word in small letters (turkey)."""

    lists: Lexicon
    others: frozenset[str]

    @classmethod
    def of(
        cls, article: Sequence[Sequence[str]], found: Sequence[Sequence[_Found]], lists: Lexicon
    ) -> _WellKnown:
        persons = {
            stem(word)
            for words, runs in zip(article, found, strict=True)
            for run in runs
            if _is_person(run) and run.last > run.first
            for word in words[run.first : run.last + 1]
        }
        small = {word for words in article for word in words if word[:1].islower()}
        return cls(lists, frozenset(persons | small))

    def has(self, words: Sequence[str], first: int, last: int) -> bool:
        """Whether the words are such a name: of a country, of a capital, or of a city or region
        behind a word that puts somebody there ("til Rzeszów"). A genitive -s may end it."""
        name = " ".join(words[first : last + 1])
        if len(name) < _SHORTEST_KNOWN or not name[0].isupper() or stem(name) in self.others:
            return False
        classes = set(self.lists.classes(name.casefold().replace("-", " ")))
        if _COUNTRY in classes:
            return True
        there = first > 0 and words[first - 1].casefold() in roles.PUTS_THERE
        always = self.lists.is_always_capital(words[first])
        if _CAPITAL in classes:
            return there or always
        is_person = bool(classes & set(PERSON_CLASSES))
        return there and always and bool(classes & set(PLACE_CLASSES)) and not is_person


def _with_the_obvious(
    words: Sequence[str], found: Sequence[_Found], known: _WellKnown, language: str
) -> Iterator[_Found]:
    """The names as the tagger sees them, and as the words themselves say what they are: "byen
    Uglegorsk", "Oslo lufthavn", "Kreml", "Cuba"."""
    at = 0
    for run in (*found, None):
        yield from _overlooked(words, at, run.first if run else len(words), known, language)
        if run is None:
            return
        at = run.last + 1
        yield _put_right(words, run, known, language)


def _overlooked(
    words: Sequence[str], start: int, end: int, known: _WellKnown, language: str
) -> Iterator[_Found]:
    """Names of places among words that the tagger holds to be none."""
    place = start
    while place < end:
        last = place
        seat = _seat_at(words, place, end, language)
        if seat is not None:
            last = seat
            yield _Found(place, last, _A_PLACE, roles.CALLED_A_PLACE_SCORE)
        elif (end_of_name := _known_at(words, place, end, known, language)) is not None:
            last = end_of_name
            yield _Found(place, last, _A_PLACE, roles.CALLED_A_PLACE_SCORE)
        place = last + 1


def _known_at(
    words: Sequence[str], place: int, end: int, known: _WellKnown, language: str
) -> int | None:
    """The last word of the name of a place that begins here beyond doubt; `None` for none."""
    if not words[place][:1].isupper():
        return None
    for last in range(min(place + _LONGEST_KNOWN, end) - 1, place - 1, -1):
        if words[last][:1].isupper() and known.has(words, place, last):
            return last
    return place if roles.calls_a_place(words, place, language) else None


def _seat_at(words: Sequence[str], place: int, end: int, language: str) -> int | None:
    """The last word of the seat that begins here; `None` when none does."""
    if not words[place][:1].isupper():
        return None
    for last in range(min(place + _LONGEST_SEAT, end) - 1, place - 1, -1):
        name = " ".join(words[place : last + 1]).casefold()
        if roles.is_seat(name, language) or roles.is_seat(name.removesuffix("s"), language):
            return last
    return None


def _put_right(words: Sequence[str], run: _Found, known: _WellKnown, language: str) -> _Found:
    """The run with what the words themselves say of it."""
    for place in range(run.last, run.first, -1):
        # "Den polske grensebyen Przemyśl" is one name to the tagger, and only the end of it is.
        named = words[place][:1].isupper() and words[place - 1][:1].islower()
        if named and roles.calls_a_place(words, place, language):
            return _Found(place, run.last, _A_PLACE, run.score)
    name = " ".join(words[run.first : run.last + 1]).casefold()
    seat = roles.is_seat(name, language) or roles.is_seat(name.removesuffix("s"), language)
    if _KINDS.get(run.label) is NameKind.PLACE:
        return run
    called = roles.calls_a_place(words, run.first, language)
    built = run.last > run.first and bool(_BUILT & kinds.named_in([words[run.last]]))
    if seat or called or built or known.has(words, run.first, run.last):
        return _Found(run.first, run.last, _A_PLACE, run.score)
    return run


def _without_edges(words: Sequence[str], run: _Found) -> _Found | None:
    """The run without marks and an English 's at its ends; `None` when nothing is left."""
    first, last = run.first, run.last
    while first <= last and _NOT_IN_A_NAME.match(words[first]):
        first += 1
    while last >= first and (
        _NOT_IN_A_NAME.match(words[last]) or words[last].casefold() in ("'s", "’s")
    ):
        last -= 1
    return _Found(first, last, run.label, run.score) if first <= last else None


def _cut(sentence: Sentence, start: int, end: int) -> Span:
    offset = sentence.span.start
    return Span(start, end, sentence.span.text[start - offset : end - offset])


def _is_a_region(word: str) -> bool:
    """Whether a compound is a place of its own: Amur-provinsen, Oslo-området."""
    _, _, rest = word.rpartition("-")
    return rest.casefold() in roles.AREA_WORDS or any(
        kind in (PlaceKind.REGION, PlaceKind.WATER)
        for kind in kinds.kinds_of(kinds.named_in([rest]))
    )


def _without_genitive(
    span: Span, words: Sequence[str], run: _Found, lists: Lexicon, language: str
) -> Span:
    """The name without its genitive: Russlands is Russland, but Paris and Honduras stay."""
    text = span.text
    for ending in ("'s", "’s", "'S", "’S", "'", "’"):
        if text.endswith(ending):
            return Span(span.start, span.end - len(ending), text[: -len(ending)])
    behind = words[run.last + 1] if run.last + 1 < len(words) else ""
    if language == "nb" and _is_genitive(words[run.first : run.last + 1], behind, lists):
        return Span(span.start, span.end - 1, text[:-1])
    return span


def _is_genitive(name: Sequence[str], behind: str, lists: Lexicon) -> bool:
    """Whether the last s of a Norwegian name is an ending, by the lists and the word behind."""
    last = name[-1]
    if len(last) < 3 or not last.endswith("s"):
        return False
    if last[:-1].isupper():
        return True
    key = " ".join(name).casefold().replace("-", " ")
    whole, plain = (lists.names.get(form, "") for form in (key, key[:-1]))
    if whole or plain:
        return _standing(plain) < _standing(whole)
    return behind[:1].islower() and not roles.acts(behind)


def _standing(classes: str) -> int:
    """How well known a name of these classes is; less is better."""
    order = f"{PLACE_CLASSES}{PERSON_CLASSES}"
    return min((order.index(letter) for letter in classes), default=len(order))
