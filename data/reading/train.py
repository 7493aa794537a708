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
    """`folds` is into how many parts the corpus is cut to label each by a model of the others,
    `times_own` how often an article of the language itself counts, beside borrowed ones."""

    l1: float
    l2: float
    least_times: int
    rounds: int
    folds: int
    times_own: int = 1


SETTINGS = {
    "nb": Settings(0.1, 0.02, 1, 70, 2),
    "en": Settings(0.1, 0.02, 1, 70, 2, times_own=3),
}


def main() -> None:
    """Train each language that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("languages", nargs="*", default=list(SETTINGS))
    given = parser.parse_args()
    for language in given.languages:
        with tempfile.TemporaryDirectory() as folder:
            train(corpus_of(language, given.corpora), language, Path(folder))
            # Both looks at once: neither can be used with another's.
            for path in Path(folder).iterdir():
                shutil.copyfile(path, MODELS / path.name)


def corpus_of(language: str, corpora: Path) -> list[Article]:
    """What the tagger of a language learns from."""
    norwegian = articles(corpora / NORWEGIAN, 40)
    if language == "nb":
        return norwegian
    own = articles(corpora / ENGLISH, 20)
    return own + [transfer.in_english(article, lexicon()) for article in norwegian]


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


def train(corpus: Sequence[Article], language: str, folder: Path) -> None:
    """Train both looks. The second sees labels of the first, which for training come from models
    that have not seen the article (as they will not have in use)."""
    settings = SETTINGS[language]
    rows = [_known(features(_words(article), lexicon())) for article in corpus]
    first = folder / f"{language}-1.crfsuite"
    labels: list[list[list[str]]] = [[] for _ in corpus]
    for fold in range(settings.folds):
        others = [place for place in range(len(corpus)) if place % settings.folds != fold]
        _fit(
            first, [rows[place] for place in others], [corpus[place] for place in others], settings
        )
        tagger = _opened(first)
        for place in range(fold, len(corpus), settings.folds):
            labels[place] = [tagger.tag(each) for each in rows[place]]
        print(f"{language}: fold {fold + 1} of {settings.folds}", file=sys.stderr)
    _fit(first, rows, corpus, settings)
    again = [
        [_with(own, more) for own, more in zip(each, consensus(_words(article), tags), strict=True)]
        for each, article, tags in zip(rows, corpus, labels, strict=True)
    ]
    _fit(folder / f"{language}-2.crfsuite", again, corpus, settings)


def _known(article: Sequence[Features]) -> list[Features]:
    """The features without those of a word that has no translation."""
    return [
        [[each for each in row if transfer.UNKNOWN not in each] for row in sentence]
        for sentence in article
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
            labels = [tag for _, tag in labelled]
            # Of a borrowed article only what it says of names is of use.
            borrowed = any(word == transfer.UNKNOWN for row in tagged for word, _ in row)
            if borrowed and not any(label != "O" for label in labels):
                continue
            for _ in range(1 if borrowed else settings.times_own):
                trainer.append(sentence, labels)
    trainer.set_params(
        {
            "c1": settings.l1,
            "c2": settings.l2,
            "max_iterations": settings.rounds,
            "feature.minfreq": settings.least_times,
        }
    )
    trainer.train(str(path))


def _opened(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


if __name__ == "__main__":
    main()
