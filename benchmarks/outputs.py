"""What each output costs, first and repeated, and what a second process saves.

    python benchmarks/outputs.py [--only outputs|stories|http] [--stories N] [--rounds N]
                                 [--kinds …]

The first time of an output is that in a fresh process, with everything imported and nothing drawn
yet; the repeated one is the median of the next in the same process. Both are processor time, all
threads together, so that what else the machine does is not counted. The stories are made up, from a
fixed seed: `summitmap publish` writes the same ones with one process and with two, in turn.
Over HTTP the files are asked for by a client of `summitmap serve`: see `served.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from served import Answer, answers
from summitmap.publishing.outputs import Output, outputs
from summitmap.story import folder
from summitmap.story.model import Place, PlaceKind, Position, Provenance

KIM = Path(__file__).parents[1] / "data" / "stories" / "kim-russia-2023"
LANGUAGE = "nb"
REPEATS = 3
SEED = 2023
WANTED = 1.6
WANTED_OVER_HTTP = 100


@dataclass(frozen=True)
class Cost:
    """What an output costs: seconds of processor time for the first one and for one more, and its
    size in bytes."""

    name: str
    first: float
    repeated: float
    size: int


@dataclass(frozen=True)
class Round:
    """Seconds that the same stories took with one process and with two."""

    stories: int
    one: float
    two: float

    @property
    def ratio(self) -> float:
        """How many times faster two are."""
        return self.one / self.two


# --- each output ---


def costs() -> list[Cost]:
    """What each output of the first story costs, one of each kind and language."""
    return [_in_a_fresh_process(output.name) for output in _chosen()]


def _chosen() -> Iterable[Output]:
    """One output of each kind, and every size of the picture."""
    story = folder.read(KIM)
    for output in outputs(story.story, story.places):
        _, *rest = output.name.split(".")
        own = len(rest) == 1 or rest[0] == LANGUAGE
        large = output.name.startswith("map-") and not output.name.startswith("map-wide.")
        if own and not output.name.endswith(".txt") and (not large or rest[-1] == "png"):
            yield output


def _in_a_fresh_process(name: str) -> Cost:
    command = [sys.executable, __file__, "--one", name]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Cost(**json.loads(told))


def cost_of(name: str) -> Cost:
    """What that output costs in this process, in which nothing has been made yet."""
    read = folder.read(KIM)
    seconds = []
    for _ in range(1 + REPEATS):
        (output,) = (item for item in outputs(read.story, read.places) if item.name == name)
        start = time.process_time()
        body = output.make()
        seconds.append(time.process_time() - start)
    return Cost(name, seconds[0], statistics.median(seconds[1:]), len(body))


# --- many stories ---


def rounds(stories: int, number: int, kinds: str) -> list[Round]:
    """Publish that many made-up stories in so many rounds, each with one process and with two."""
    with tempfile.TemporaryDirectory() as directory:
        given = Path(directory)
        share = stories // number
        measured = []
        for done in range(number):
            source = given / f"stories-{done}"
            for story in range(share):
                write_story(source, done * share + story)
            # Which goes first changes, so that a warm disk favours neither.
            order = ("1", "2") if done % 2 == 0 else ("2", "1")
            taken = {
                count: _published(source, given / f"out-{done}-{count}", kinds, count)
                for count in order
            }
            measured.append(Round(share, taken["1"], taken["2"]))
            print(f"{share} stories: {measured[-1].ratio:.2f} times", file=sys.stderr)
        return measured


def _published(source: Path, target: Path, kinds: str, processes: str) -> float:
    command = [sys.executable, "-m", "summitmap.cli", "publish", str(source), "--to", str(target)]
    command += ["--only", kinds, "--processes", processes]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def write_story(directory: Path, number: int) -> None:
    """Write the made-up story of that number: a journey of three to eight stops."""
    chance = random.Random(SEED * 1000 + number)
    name = f"journey-{number:03}"
    path = directory / name
    path.mkdir(parents=True)
    longitude, latitude = chance.uniform(-120, 140), chance.uniform(-35, 60)
    day = date(2023, 9, 1)
    places, lines = [], [f'id = "{name}"', "published = 2023-09-14", 'languages = ["en"]']
    lines += [f'title.en = "Journey {number}"', 'summary.en = "A journey that nobody made."']
    lines += ['protagonist = "one"', "[[people]]", 'id = "one"', 'name.en = "Someone"']
    for stop in range(chance.randint(3, 8)):
        longitude += chance.uniform(-8, 8)
        latitude = max(-50.0, min(68.0, latitude + chance.uniform(-5, 5)))
        day += timedelta(days=chance.randint(1, 4))
        status = "happened" if day <= date(2023, 9, 14) else "planned"
        place = f"place-{stop}"
        lines += ["[[places]]", f'id = "{place}"', f'name.en = "Town {number}-{stop}"']
        lines += [f'query = "Town {number}-{stop}"', 'kind = "city"']
        lines += ["[[events]]", f'id = "event-{stop}"', f'date = "{day}"', f'place = "{place}"']
        lines += [f'status = "{status}"', "stop = true", 'people = ["one"]']
        lines += [f'headline.en = "Someone comes to town {stop}"', 'quote.en = "comes to town"']
        places.append(
            Place(
                id=place,
                position=Position(longitude=longitude, latitude=latitude),
                kind=PlaceKind.CITY,
                precision_metres=5000,
                provenance=Provenance(dataset="made up", matched=place, credit="made up"),
            )
        )
    (path / "story.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (path / "article.en.md").write_text("Someone comes to town.\n", encoding="utf-8")
    folder.write_places(path, places)


# --- telling ---


def _tell_answers(served: Sequence[Answer]) -> None:
    print(f"{'over HTTP':30} {'size':>8} {'first':>9} {'again':>10} {'times':>7} {'unchanged':>10}")
    for item in served:
        times = f"{item.first:8.2f}s {item.repeated * 1000:8.1f}ms {item.ratio:7.0f}"
        print(f"{item.name:30} {item.size / 1000:5.0f} kB {times} {item.unchanged * 1000:8.1f}ms")
    least = min(item.ratio for item in served)
    print(f"the least: {least:.0f} times; to reach: {WANTED_OVER_HTTP}")


def _tell(measured: Sequence[Cost], timed: Sequence[Round]) -> None:
    if measured:
        print(f"{'output':24} {'size':>9} {'first':>9} {'repeated':>9}")
    for cost in measured:
        times = f"{cost.first:8.2f}s {cost.repeated:8.2f}s"
        print(f"{cost.name:24} {cost.size / 1000:6.0f} kB {times}")
    for item in timed:
        print(f"{item.stories} stories: {item.one:.1f} s, {item.two:.1f} s: {item.ratio:.2f} times")
    if timed:
        ratio = sum(item.one for item in timed) / sum(item.two for item in timed)
        print(f"two processes: {ratio:.2f} times one; to reach: {WANTED}")
        print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--stories", type=int, default=100, help="how many (default: 100)")
    parser.add_argument("--rounds", type=int, default=2, help="in so many parts (default: 2)")
    parser.add_argument("--kinds", default="svg,geojson,csv,kml,ics", help="published of each")
    parts = ["outputs", "stories", "http"]
    parser.add_argument("--only", choices=parts, help="measure no more than this")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(asdict(cost_of(given.one))))
        return
    everything = given.only is None
    measured = costs() if everything or given.only == "outputs" else []
    served = answers(KIM) if everything or given.only == "http" else []
    stories = everything or given.only == "stories"
    timed = rounds(given.stories, given.rounds, given.kinds) if stories else []
    if given.json:
        told = {"outputs": [asdict(item) for item in measured]}
        told["stories"] = [{**asdict(item), "ratio": item.ratio} for item in timed]
        told["http"] = [{**asdict(item), "ratio": item.ratio} for item in served]
        print(json.dumps(told, indent=2))
    else:
        _tell(measured, timed)
        if served:
            _tell_answers(served)


if __name__ == "__main__":
    main()
