"""The press: stories published side by side, each from its folder to its place on the shelf."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from traceback import format_exc

from summitmap.errors import SummitMapError
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.missing import with_missing_places
from summitmap.publishing import shelf
from summitmap.publishing.bundle import bundle
from summitmap.publishing.index import index_page
from summitmap.publishing.kinds import Kind
from summitmap.publishing.manifest import Manifest
from summitmap.publishing.outputs import outputs
from summitmap.story import folder

Progress = Callable[[float, str], None]
"""Takes the part that is done, from 0 to 1, and what is being worked on."""


@dataclass(frozen=True)
class Order:
    """What is to be published of every story, and on which shelf.

    `base_url` is where the shelf will stand on the web, `template` the slides that decks are made
    from.
    """

    shelf: Path
    kinds: Collection[Kind] = tuple(Kind)
    base_url: str | None = None
    template: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a story: its manifest, or the problems that kept it from being published.

    `not_found` names the places that are not on its maps.
    """

    story: Path
    manifest: Manifest | None
    problems: str | None = None
    not_found: tuple[str, ...] = ()


def processes_at_most() -> int:
    """How many processes the machine has room for: the processors that this one may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def publish(
    stories: Sequence[Path], order: Order, processes: int, progress: Progress
) -> Iterator[Outcome]:
    """Publish the stories, and give what became of each in the order in which they are ready.

    A story that cannot be published keeps none of the others from it.
    """
    order.shelf.mkdir(parents=True, exist_ok=True)
    count = min(processes, len(stories))
    if count <= 1:
        for done, story in enumerate(stories):
            part = _part_of(done, len(stories), progress)
            yield _outcome(story, order, part)
        progress(1.0, "")
        return
    progress(0.0, "")
    # Begun anew and not forked: the drawing library has threads of its own, which a fork loses.
    afresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=afresh) as pool:
        pending = {pool.submit(_outcome, story, order): story for story in stories}
        try:
            for done, future in enumerate(as_completed(pending), start=1):
                story = pending[future]
                progress(done / len(stories), story.name)
                yield _result(future, story)
        except BaseException:
            # Interrupted: what has begun is finished, and nothing more is begun.
            pool.shutdown(cancel_futures=True)
            raise


def publish_index(order: Order) -> bool:
    """Write the page that lists every story on the shelf; gives False where an index page stands
    that is not ours, which is left as it is."""
    return shelf.put_index(order.shelf, index_page)


def _part_of(done: int, stories: int, progress: Progress) -> Progress:
    return lambda part, doing: progress((done + part) / stories, doing)


def _quiet(part: float, doing: str) -> None:
    """What a process of the pool tells: nothing, for it has no terminal of its own."""


def _outcome(story: Path, order: Order, progress: Progress = _quiet) -> Outcome:
    try:
        return _published(story, order, progress)
    except SummitMapError as error:
        return Outcome(story, None, str(error))
    except OSError as error:
        return Outcome(story, None, f"{error.filename or story}: {error.strerror or error}")
    except Exception:
        # A fault of ours that one story brings out must not keep the others from their readers.
        return Outcome(story, None, f"{story.name}: a fault in SummitMap\n{format_exc()}")


def _published(story: Path, order: Order, progress: Progress) -> Outcome:
    opened = folder.read(story)
    shelf.check(order.shelf, opened.story.id)
    read = with_missing_places(opened, OfflineGeocoder)
    planned = outputs(read.story, read.places, order.kinds, order.base_url, order.template)
    files = []
    for done, output in enumerate(planned):
        progress(done / len(planned), f"{story.name}/{output.name}")
        files.append(output.file())
    listed, everything = bundle(read.story, read.places, files)
    shelf.put(order.shelf, read.story.id, everything)
    missing = tuple(entry.id for entry in read.places_to_find)
    return Outcome(story, listed, not_found=missing)


def _result(future: Future[Outcome], story: Path) -> Outcome:
    try:
        return future.result()
    except BrokenProcessPool:
        return Outcome(
            story,
            None,
            f"{story.name}: the process that published it was ended, perhaps for want of memory; "
            "publish it again, with fewer --processes",
        )
