"""Many articles side by side in several processes; what fails is told and the rest done."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from summitmap.errors import ReadingError, SummitMapError
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading.documents import text_of
from summitmap.reading.draft import Draft, Progress, draft
from summitmap.reading.language import language_of
from summitmap.reading.mentions import Tagger
from summitmap.reading.publication import published_in

_SELDOM = (20_000, 20, 20)
"""How many more objects there must be than before until the youngest are looked through, and how
often the older: about once in five articles."""


class NoDayError(ReadingError):
    """An article does not say when it was published, and nobody else did."""


@dataclass(frozen=True)
class Order:
    """An article to read: where it is, and what is known of it; `None` is found in its text."""

    path: Path
    language: str | None
    published: date | None


@dataclass(frozen=True)
class Outcome:
    """What became of an article: its draft, or why there is none in one sentence."""

    order: Order
    draft: Draft | None
    problem: str | None


def _silent(part: float, doing: str) -> None:
    pass


def read_one(order: Order, progress: Progress = _silent) -> Draft:
    """Read one article.

    Raises `ReadingError` for a file that cannot be read as one, and as `NoDayError` when its day
    is not known; `GazetteerError` or `AssetError` when a file of ours cannot be read.
    """
    text = text_of(order.path)
    language = order.language or language_of(text)
    published = order.published or published_in(text, language)
    if published is None:
        raise NoDayError(
            f"{order.path} does not say when it was published, which its dates go by:"
            " give it with --published YYYY-MM-DD"
        )
    tagger, geocoder = loaded(language)
    return draft(text, language, published, tagger, geocoder, progress)


def read_many(orders: Sequence[Order], workers: int | None = None) -> Iterator[Outcome]:
    """Read several articles side by side and give each as it is done.

    `workers` is the number of processes, that of the processors when left out.
    """
    number = min(workers or os.cpu_count() or 1, len(orders))
    with ProcessPoolExecutor(max_workers=max(1, number)) as pool:
        waiting = {pool.submit(read_one, order): order for order in orders}
        for done in as_completed(waiting):
            yield _outcome(waiting[done], done)


def _outcome(order: Order, done: Future[Draft]) -> Outcome:
    try:
        return Outcome(order, done.result(), None)
    except SummitMapError as error:
        return Outcome(order, None, str(error))
    except BrokenProcessPool:
        lost = f"{order.path} was not read: its process was ended; try it alone"
        return Outcome(order, None, lost)


@cache
def loaded(language: str) -> tuple[Tagger, OfflineGeocoder]:
    """What an article of a language is read with, loaded once in each process.

    The garbage collector no longer walks through what has been loaded, and looks for cycles less
    often: reading leaves hardly any, and an eighth of its time went by in looking. Raises
    `ValueError` for a language that is not read, `GazetteerError` or `AssetError` when a file of
    ours cannot be read.
    """
    found = Tagger.load(language), _geocoder()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    return found


@cache
def _geocoder() -> OfflineGeocoder:
    return OfflineGeocoder(Gazetteer.open())
