"""The stock: the files that were made of the stories. Each is made once, however many ask for it at
once, and kept as long as there is room."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import Lock

from summitmap.drawing.figure import Figure
from summitmap.publishing.bundle import bundle
from summitmap.publishing.choice import Choice, draw, made
from summitmap.publishing.manifest import File
from summitmap.publishing.outputs import outputs
from summitmap.web import settings
from summitmap.web.library import OpenStory


class BusyError(Exception):
    """More is being made than the server has hands for."""


@dataclass(frozen=True)
class Made:
    """A file that was made, and for a drawing the figure that it shows."""

    file: File
    figure: Figure | None = None

    @cached_property
    def tag(self) -> str:
        """The fingerprint that a browser asks with whether its copy still holds."""
        return f'"{hashlib.sha256(self.file.body).hexdigest()[:32]}"'

    @property
    def size(self) -> int:
        """How much room it takes, in bytes."""
        return len(self.file.body) + (len(self.figure.svg) if self.figure else 0)


@dataclass
class Job:
    """A file under way; `part`, from 0 to 1, tells how far it has come."""

    future: Future[Made] = field(default_factory=Future)
    part: float = 0.0

    def tell(self, part: float) -> None:
        """Say how far it has come."""
        self.part = part


class Stock:
    """Files by what they were made from; those asked for longest ago go first."""

    def __init__(
        self, room: int | None = None, hands: int | None = None, most_waiting: int | None = None
    ) -> None:
        """`room` is how many bytes are kept, `hands` how many files are made at once, and
        `most_waiting` how many may be made or wait for it; without one it is as the operator set
        it."""
        said = settings.current()
        room = said.stock_bytes if room is None else room
        hands = said.drawings if hands is None else hands
        most_waiting = said.waiting if most_waiting is None else most_waiting
        self._room = room
        self._most_waiting = most_waiting
        self._hands = ThreadPoolExecutor(hands, thread_name_prefix="summitmap-stock")
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Made] = OrderedDict()
        self._under_way: dict[Hashable, Job] = {}

    def ask(self, key: Hashable, make: Callable[[Job], Made]) -> Job:
        """The job that gives the file of this key: done, under way, or begun now with `make`.

        What `make` raises is raised by the job's future, and not kept. Raises `BusyError`.
        """
        with self._lock:
            found = self._found(key)
            if found:
                return _done(found)
            job = self._under_way.get(key)
            if job is None:
                if len(self._under_way) >= self._most_waiting:
                    raise BusyError
                job = Job()
                self._under_way[key] = job
                self._hands.submit(self._work, key, make, job)
            return job

    def kept(self, key: Hashable) -> Made | None:
        """The file of this key where it is kept."""
        with self._lock:
            return self._found(key)

    def keep(self, key: Hashable, file: Made) -> None:
        """Keep a file as long as there is room; what is larger than all of it is not kept."""
        with self._lock:
            self._kept[key] = file
            self._kept.move_to_end(key)
            taken = sum(each.size for each in self._kept.values())
            while taken > self._room:
                _, dropped = self._kept.popitem(last=False)
                taken -= dropped.size

    def _found(self, key: Hashable) -> Made | None:
        found = self._kept.get(key)
        if found:
            self._kept.move_to_end(key)
        return found

    def _work(self, key: Hashable, make: Callable[[Job], Made], job: Job) -> None:
        try:
            file = make(job)
            self.keep(key, file)
        except BaseException as error:
            # Whoever waits for it is told.
            self._finish(key)
            job.future.set_exception(error)
        else:
            self._finish(key)
            job.future.set_result(file)

    def _finish(self, key: Hashable) -> None:
        with self._lock:
            del self._under_way[key]


def _done(file: Made) -> Job:
    job = Job(part=1.0)
    job.future.set_result(file)
    return job


STOCK = Stock()
"""The stock of this process, for the routes and the dashboard alike."""


def ask_for(opened: OpenStory, choice: Choice) -> Job:
    """The file of a story that was chosen. Raises `BusyError`."""
    return STOCK.ask(_key(opened, choice), partial(_make, opened, choice))


def ask_for_everything(opened: OpenStory) -> Job:
    """Every file of a story in one zip. Raises `BusyError`."""
    return STOCK.ask(_key(opened, None), partial(_make_everything, opened))


def is_kept(opened: OpenStory, choice: Choice | None) -> bool:
    """Whether a file, or without a choice the zip of them all, is there at once."""
    return STOCK.kept(_key(opened, choice)) is not None


def _key(opened: OpenStory, choice: Choice | None) -> Hashable:
    return opened.version, choice


def _make(opened: OpenStory, choice: Choice, _job: Job) -> Made:
    if choice == choice.drawing:
        return _drawing(opened, choice)
    story, places = opened.folder.story, opened.folder.places
    return Made(made(choice, story, places, lambda each: _figure(opened, each)))


def _figure(opened: OpenStory, choice: Choice) -> Figure:
    """The figure of a drawing that is kept, or is drawn now and kept."""
    kept = STOCK.kept(_key(opened, choice))
    if kept is None:
        kept = _drawing(opened, choice)
        STOCK.keep(_key(opened, choice), kept)
    assert kept.figure is not None, "a drawing is kept with its figure"
    return kept.figure


def _drawing(opened: OpenStory, choice: Choice) -> Made:
    story, places = opened.folder.story, opened.folder.places
    figure = draw(choice, story, places)
    return Made(made(choice, story, places, lambda _: figure), figure)


def _make_everything(opened: OpenStory, job: Job) -> Made:
    story, places = opened.folder.story, opened.folder.places
    planned = outputs(story, places)
    files = []
    for done, output in enumerate(planned):
        job.tell(done / len(planned))
        files.append(output.file())
    _, (*_, packed) = bundle(story, places, files)
    return Made(packed)
