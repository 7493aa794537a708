"""Train the taggers on the corpora and write `models/{language}-{look}.crfsuite`.

    python data/reading/train.py CORPORA_DIR [nb] [en]

CORPORA_DIR holds `norne-nb/train.tsv` and `uner-en/train.tsv`; nothing else of it is read. The
English tagger learns from both (see `transfer.py`). The same corpora, lists and settings give the
same models. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite
import transfer

from summitmap.reading.features import Features, consensus, features, lexicon, seen

MODELS = Path(__file__).parents[2] / "src" / "summitmap" / "reading" / "models"
NORWEGIAN, ENGLISH = "norne-nb/train.tsv", "uner-en/train.tsv"

Row = tuple[str, str]
"""A word and its IOB2 tag."""

Article = list[list[Row]]
"""The sentences of an article, or of what stands for one."""

HEADLINE_END = "|"
"""What NorNE writes behind a headline; it tells where an article begins, and is left out."""


@dataclass(frozen=True)
class Settings:
    """How a tagger is trained.

    `folds` is into how many parts the corpus is cut to label each by a model of the others, for
    the second look to learn from; `times_own` is how often a sentence of the language itself
    counts there, beside one that is borrowed from the other.
    """

    l1: float
    l2: float
    least_times: int
    rounds: int
    folds: int
    times_own: int = 1


SETTINGS = {
    "nb": Settings(0.1, 0.02, 1, 70, 2),
    "en": Settings(0.05, 0.05, 1, 80, 4, times_own=6),
}


def main() -> None:
    """Train each language that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("languages", nargs="*", default=list(SETTINGS))
    given = parser.parse_args()
    for language in given.languages:
        with tempfile.TemporaryDirectory() as folder:
            train(*corpora_of(language, given.corpora), language, Path(folder))
            # Both looks at once: neither can be used with another's.
            for path in Path(folder).iterdir():
                shutil.copyfile(path, MODELS / path.name)


def corpora_of(language: str, corpora: Path) -> tuple[list[Article], list[Article]]:
    """What the tagger of a language learns from: its own articles, and those it borrows."""
    norwegian = articles(corpora / NORWEGIAN, 40)
    if language == "nb":
        return norwegian, []
    borrowed = [transfer.in_english(article, lexicon()) for article in norwegian]
    return articles(corpora / ENGLISH, 20), borrowed


def articles(path: Path, longest: int) -> list[Article]:
    """The sentences of a corpus file in runs: a new one where a headline begins, and before more
    than `longest` sentences. The corpora do not say where an article ends."""
    found: list[Article] = []
    after_headline = False
    for sentence in _sentences(path):
        headline = sentence[-1][0] == HEADLINE_END
        begins = headline and not after_headline
        if not found or begins or len(found[-1]) >= longest:
            found.append([])
        after_headline = headline
        found[-1].append([row for row in sentence if row[0] != HEADLINE_END] or sentence)
    return found


def _sentences(path: Path) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for line in (*path.read_text(encoding="utf-8").split("\n"), ""):
        if line:
            word, tag = line.rsplit("\t", 1)
            rows.append((seen(word), tag))
        elif rows:
            yield rows
            rows = []


def train(own: Sequence[Article], borrowed: Sequence[Article], language: str, folder: Path) -> None:
    """Train both looks: the first on the language's own articles, the second on all, with the
    labels of the first, which come from models that have not seen the article (as they will not
    have in use)."""
    settings = SETTINGS[language]
    rows = [_known(features(_words(article), lexicon())) for article in (*own, *borrowed)]
    first = folder / f"{language}-1.crfsuite"
    labels: list[list[list[str]]] = [[] for _ in rows]
    for fold in range(settings.folds):
        others = [place for place in range(len(own)) if place % settings.folds != fold]
        _fit(first, [rows[place] for place in others], [own[place] for place in others], settings)
        for place in range(fold, len(own), settings.folds):
            labels[place] = _tagged(first, rows[place])
        print(f"{language}: fold {fold + 1} of {settings.folds}", file=sys.stderr)
    _fit(first, rows[: len(own)], own, settings)
    for place in range(len(own), len(rows)):
        labels[place] = _tagged(first, rows[place])
    again = [
        [_with(row, more) for row, more in zip(each, consensus(_words(article), tags), strict=True)]
        for each, article, tags in zip(rows, (*own, *borrowed), labels, strict=True)
    ]
    times = settings.times_own if borrowed else 1
    second = folder / f"{language}-2.crfsuite"
    _fit(
        second,
        again[: len(own)] * times + again[len(own) :],
        [*own] * times + [*borrowed],
        settings,
    )


def _known(article: Sequence[Features]) -> list[Features]:
    """The features without those of a word that has no translation."""
    unknown = transfer.UNKNOWN.encode()
    return [
        [[each for each in row if unknown not in each] for row in sentence] for sentence in article
    ]


def _with(rows: Features, more: Features) -> Features:
    return [own + other for own, other in zip(rows, more, strict=True)]


def _words(article: Article) -> list[list[str]]:
    return [[word for word, _ in sentence] for sentence in article]


def _fit(
    path: Path, rows: Sequence[Sequence[Features]], corpus: Sequence[Article], settings: Settings
) -> None:
    trainer = pycrfsuite.Trainer("lbfgs", verbose=False)
    for article, tagged in zip(rows, corpus, strict=True):
        for sentence, labelled in zip(article, tagged, strict=True):
            trainer.append(sentence, [tag for _, tag in labelled])
    trainer.set_params(
        {
            "c1": settings.l1,
            "c2": settings.l2,
            "max_iterations": settings.rounds,
            "feature.minfreq": settings.least_times,
        }
    )
    trainer.train(str(path))


def _tagged(path: Path, article: Sequence[Features]) -> list[list[str]]:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return [tagger.tag(sentence) for sentence in article]


if __name__ == "__main__":
    main()
