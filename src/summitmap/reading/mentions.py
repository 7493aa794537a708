"""Names in an article: which words are one, and whether it is a place, a person or something else.

A linear-chain conditional random field reads each sentence twice, the second time knowing how the
first labelled the same words elsewhere in the article. The models were trained by
`data/reading/train.py`; the model card beside it tells on what, and how well they do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

# It ships without type information.
import pycrfsuite  # type: ignore[import-untyped]

from summitmap.errors import AssetError
from summitmap.places import kinds
from summitmap.reading import roles
from summitmap.reading.evidence import corrected
from summitmap.reading.features import (
    PLACE_CLASSES,
    Features,
    Lexicon,
    consensus,
    features,
    lexicon,
    seen,
)
from summitmap.reading.genitive import Genitive
from summitmap.reading.runs import GOVERNMENT, KINDS, Run
from summitmap.reading.runs import NameKind as NameKind
from summitmap.reading.text import Sentence, Span
from summitmap.story.model import PlaceKind, Role


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


ALONE_SCORE = 0.5
"""As sure as this the first look must be of a place that the second does not see."""

LONGEST_ARTICLE = 400
LONGEST_SENTENCE = 200
"""How many sentences are read together, and how many words: more than any article has, and few
enough to be held in memory with their features."""

_LANGUAGES = ("nb", "en")
_ENGLISH_PARTS = re.compile(r"-|[^-]+")
_NOT_IN_A_NAME = re.compile(r"^[\W_]+$")


@dataclass(frozen=True)
class Model:
    """A trained model; `content` is what it reads from and does not keep itself.

    `labels` are those that a word of each kind of name may have, `None` standing for other names.
    """

    tagger: pycrfsuite.Tagger
    content: bytes
    labels: Mapping[NameKind | None, Sequence[str]]

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
        labels: dict[NameKind | None, list[str]] = {}
        for label in tagger.labels():
            if label != "O":
                labels.setdefault(KINDS.get(label[2:]), []).append(label)
        return cls(tagger, content, labels)


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
        """The names of an article in the order they stand in, with offsets of its text.

        What is longer than any article is read in parts, which do not know of each other.
        """
        pieces = [
            (sentence, parts[start : start + LONGEST_SENTENCE])
            for sentence in sentences
            for parts in [_parts(sentence, self._language, self._lists)]
            for start in range(0, len(parts), LONGEST_SENTENCE)
        ]
        return tuple(
            name
            for start in range(0, len(pieces), LONGEST_ARTICLE)
            for name in self._of_article(pieces[start : start + LONGEST_ARTICLE])
        )

    def _of_article(self, pieces: Sequence[tuple[Sentence, list[Span]]]) -> Iterator[Name]:
        article = [[seen(part.text) for part in parts] for _, parts in pieces]
        runs = corrected(article, list(self._read(article)), self._lists, self._language)
        genitive = Genitive.of(article, self._lists, self._language)
        for (sentence, parts), words, found in zip(pieces, article, runs, strict=True):
            yield from self._of_sentence(sentence, parts, words, found, genitive)

    def _read(self, article: Sequence[Sequence[str]]) -> Iterator[list[Run]]:
        first, second = self._looks
        rows = features(article, self._lists)
        found = [_runs(first, each) for each in rows]
        labels = [_labels(runs, len(each)) for runs, each in zip(found, rows, strict=True)]
        more = consensus(article, labels)
        for runs, own, other in zip(found, rows, more, strict=True):
            again = _runs(second, [one + two for one, two in zip(own, other, strict=True)])
            yield _joined(runs, again)

    def _of_sentence(
        self,
        sentence: Sentence,
        parts: Sequence[Span],
        words: Sequence[str],
        found: Sequence[Run],
        genitive: Genitive,
    ) -> Iterator[Name]:
        for run in found:
            inner = _without_edges(words, run)
            kind = run.kind
            if inner is None:
                continue
            if kind is NameKind.DERIVED and _is_a_region(words[inner.last]):
                kind = NameKind.PLACE
            span = sentence.cut(parts[inner.first].start, parts[inner.last].end)
            behind = words[inner.last + 1] if inner.last + 1 < len(words) else ""
            ending = genitive.length(words[inner.first : inner.last + 1], behind, kind)
            plain = Span(span.start, span.end - ending, span.text[: len(span.text) - ending])
            role = Role.BACKGROUND
            if kind is NameKind.PLACE:
                state = self._lists.is_foreign_state(plain.text)
                sited = roles.Sited(words, inner.first, inner.last, ending > 0, state)
                role = roles.role_of(sited, self._language, inner.label == GOVERNMENT)
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


def _runs(model: Model, rows: Features) -> list[Run]:
    """The names of a sentence by the tagger's IOB2 labels."""
    tags = model.tagger.tag(rows) if rows else []
    found: list[Run] = []
    start = 0
    for place, tag in enumerate((*tags, "O")):
        open_label = tags[start][2:] if start < place and tags[start] != "O" else ""
        if tag.startswith("I-") and tag[2:] == open_label:
            continue
        if open_label:
            score = min(_likely(model, open_label, at) for at in range(start, place))
            found.append(Run(start, place - 1, open_label, score))
        start = place
    return found


def _labels(runs: Sequence[Run], words: int) -> list[str]:
    """The runs as an IOB2 tag for each word."""
    tags = ["O"] * words
    for run in runs:
        tags[run.first : run.last + 1] = [
            f"{'I' if place else 'B'}-{run.label}" for place in range(run.last - run.first + 1)
        ]
    return tags


def _joined(first: Sequence[Run], second: Sequence[Run]) -> list[Run]:
    """The names of the second look, and places of the first that the second does not see."""
    taken = {place for run in second for place in range(run.first, run.last + 1)}
    alone = (
        run
        for run in first
        if run.kind is NameKind.PLACE
        and run.score >= ALONE_SCORE
        and taken.isdisjoint(range(run.first, run.last + 1))
    )
    return sorted((*second, *alone), key=lambda run: run.first)


def _likely(model: Model, label: str, place: int) -> float:
    """How likely the word is a part of a name of that kind, whichever label says so."""
    alike = model.labels[KINDS.get(label)]
    total: float = sum(model.tagger.marginal(other, place) for other in alike)
    return round(min(1.0, total), 4)


def _without_edges(words: Sequence[str], run: Run) -> Run | None:
    """The run without marks and an English 's at its ends; `None` when nothing is left."""
    first, last = run.first, run.last
    while first <= last and _NOT_IN_A_NAME.match(words[first]):
        first += 1
    while last >= first and (
        _NOT_IN_A_NAME.match(words[last]) or words[last].casefold() in ("'s", "’s")
    ):
        last -= 1
    return Run(first, last, run.label, run.score) if first <= last else None


def _is_a_region(word: str) -> bool:
    """Whether a compound is a place of its own: Amur-provinsen, Oslo-området."""
    _, _, rest = word.rpartition("-")
    return rest.casefold() in roles.AREA_WORDS or any(
        kind in (PlaceKind.REGION, PlaceKind.WATER)
        for kind in kinds.kinds_of(kinds.named_in([rest]))
    )
