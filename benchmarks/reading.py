"""How well articles are read, measured on texts that nothing was trained on.

    python benchmarks/reading.py CORPORA_DIR

CORPORA_DIR holds `norne-nb/dev.tsv` and `uner-en/dev.tsv` (token, tab, IOB2 tag; an empty line
behind each sentence), and lies outside the repository. A name counts as found only where its first
and its last word are right; a genitive -s, which the reader cuts off, belongs to its word here.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from summitmap.reading.mentions import Name, NameKind, Tagger
from summitmap.reading.text import Sentence, Span
from summitmap.story.model import Role

PLACES = frozenset({"LOC", "GPE_LOC", "GPE_ORG"})
GOVERNMENT = "GPE_ORG"
POLITICAL = frozenset({"GPE_LOC", "GPE_ORG"})

HEADLINE_END = "|"
LONGEST_ARTICLE = 40
"""The corpora do not say where an article ends: a headline begins one, and so does every 40th
sentence without."""

Labelled = list[tuple[str, str]]
"""The words of a sentence with their tags."""


@dataclass(frozen=True)
class Agreement:
    """How many were found that are there, found that are not, and not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"F1 {self.f1:.3f} (precision {self.precision:.3f}, recall {self.recall:.3f})"


def main() -> None:
    """Print the figures of the corpora."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    given = parser.parse_args()
    for line in (*norwegian(given.corpora), *english(given.corpora)):
        print(line)


def norwegian(corpora: Path) -> Iterator[str]:
    """The figures of NorNE, bokmål, dev."""
    corpus = articles(corpora / "norne-nb" / "dev.tsv")
    found = read(corpus, Tagger.load("nb"))
    sentences = [sentence for article in corpus for sentence in article]
    yield f"NorNE bokmål dev, places: {agreement(sentences, found, PLACES, NameKind.PLACE)}"
    persons = agreement(sentences, found, {"PER"}, NameKind.PERSON)
    yield f"NorNE bokmål dev, persons: {persons}"
    organisations = agreement(sentences, found, {"ORG"}, NameKind.ORGANISATION)
    yield f"NorNE bokmål dev, organisations: {organisations}"
    roles = Counter(_roles(sentences, found))
    known = sum(times for (_, role), times in roles.items() if role is not None)
    right = sum(times for (government, role), times in roles.items() if government is role)
    yield (
        "NorNE bokmål dev, government or place, of the political places found:"
        f" accuracy {right / max(1, known):.3f} ({right} of {known};"
        f" of the {sum(n for (g, _), n in roles.items() if g)} governments"
        f" {roles[True, True]} seen as such)"
    )


def english(corpora: Path) -> Iterator[str]:
    """The figures of Universal NER, English EWT, dev."""
    corpus = articles(corpora / "uner-en" / "dev.tsv")
    found = read(corpus, Tagger.load("en"))
    sentences = [sentence for article in corpus for sentence in article]
    yield f"UNER English dev, places: {agreement(sentences, found, {'LOC'}, NameKind.PLACE)}"
    persons = agreement(sentences, found, {"PER"}, NameKind.PERSON)
    yield f"UNER English dev, persons: {persons}"


def articles(path: Path) -> list[list[Labelled]]:
    """The sentences of a corpus file in runs that stand for articles."""
    found: list[list[Labelled]] = []
    after_headline = False
    for sentence in _sentences(path):
        headline = sentence[-1][0] == HEADLINE_END
        begins = headline and not after_headline
        if not found or begins or len(found[-1]) >= LONGEST_ARTICLE:
            found.append([])
        after_headline = headline
        found[-1].append([row for row in sentence if row[0] != HEADLINE_END] or sentence)
    return found


def _sentences(path: Path) -> Iterator[Labelled]:
    rows: Labelled = []
    for line in (*path.read_text(encoding="utf-8").split("\n"), ""):
        if line:
            word, tag = line.rsplit("\t", 1)
            rows.append((word, tag))
        elif rows:
            yield rows
            rows = []


def read(corpus: Iterable[Sequence[Labelled]], tagger: Tagger) -> list[list[tuple[int, int, Name]]]:
    """The names of each sentence with the numbers of their first and last word."""
    found = []
    for article in corpus:
        sentences, at = [], 0
        for rows in article:
            sentences.append(_sentence([word for word, _ in rows], at))
            at = sentences[-1].span.end + 1
        names = tagger.names(sentences)
        found += [list(_within(sentence, names)) for sentence in sentences]
    return found


def _sentence(words: Sequence[str], start: int) -> Sentence:
    """The words as a sentence with single spaces between them."""
    tokens, at = [], start
    for word in words:
        tokens.append(Span(at, at + len(word), word))
        at += len(word) + 1
    return Sentence(Span(start, at - 1, " ".join(words)), tuple(tokens), 0)


def _within(sentence: Sentence, names: Iterable[Name]) -> Iterator[tuple[int, int, Name]]:
    for name in names:
        touched = [
            number
            for number, token in enumerate(sentence.tokens)
            if token.start < name.span.end and name.span.start < token.end
        ]
        if touched:
            yield touched[0], touched[-1], name


def agreement(
    sentences: Sequence[Labelled],
    found: Sequence[Sequence[tuple[int, int, Name]]],
    labels: Iterable[str],
    kind: NameKind,
) -> Agreement:
    """How well the names of a kind agree with the labels that mean it."""
    wanted = frozenset(labels)
    right = wrong = missed = 0
    for rows, names in zip(sentences, found, strict=True):
        gold = {(first, last) for first, last, label in labelled(rows) if label in wanted}
        own = {(first, last) for first, last, name in names if name.kind is kind}
        right += len(gold & own)
        wrong += len(own - gold)
        missed += len(gold - own)
    return Agreement(right, wrong, missed)


def labelled(rows: Labelled) -> Iterator[tuple[int, int, str]]:
    """The names of a sentence by its IOB2 tags: first word, last word, label."""
    start, label = 0, ""
    for number, tag in enumerate((*(tag for _, tag in rows), "O")):
        if tag == f"I-{label}":
            continue
        if label:
            yield start, number - 1, label
        start, label = number, tag[2:]


def _roles(
    sentences: Sequence[Labelled], found: Sequence[Sequence[tuple[int, int, Name]]]
) -> Iterator[tuple[bool, bool | None]]:
    """For each political place whether it means the government: by the corpus, and by the reader
    (`None` where it did not find the place)."""
    for rows, names in zip(sentences, found, strict=True):
        own = {
            (first, last): name.role is Role.METONYM
            for first, last, name in names
            if name.kind is NameKind.PLACE
        }
        for first, last, label in labelled(rows):
            if label in POLITICAL:
                yield label == GOVERNMENT, own.get((first, last))


if __name__ == "__main__":
    main()
