"""How the server holds under load: many readers of the dashboard, and many of the published page.

    python benchmarks/load.py [--readers N] [--page-readers N] [--rounds N] [--pause SECONDS]
                              [--quick] [--only dashboard|pages] [--replicas N] [--json]

Everything is on this machine. A reader of the dashboard is a real websocket that speaks Streamlit's
protocol, see `load_session.py`: opens the page, fetches what a browser fetches of ours, selects ten
events with a pause between, and switches the language. A reader of the page asks for a picture,
the page and cards over a line that is kept, and asks once more whether they still hold, see
`load_pages.py`. One reader alone is measured first; what the many are compared with.
With `--replicas 2` two servers stand behind nginx, see `load_replicas.py`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from load_measure import Measured, slope
from load_pages import PICTURES, visits
from load_replicas import DEPLOY, replicas
from load_server import ROOT, LoadError, Server, server
from load_session import Session, session
from stage import machine

STORIES = ROOT / "data" / "stories"
STORY = "kim-russia-2023"
CLICKS = 10
SEED = 2023
ALONE = 5
"""How often the one reader does what each of the many does."""

STORED = 128
"""How many sessions that were left Streamlit keeps, for `KEPT` seconds, for a reader whose line was
broken and who comes back."""

KEPT = 120


@dataclass
class Round:
    """What one round of readers cost: the memory of the server in bytes before they came, with all
    of them there and after they had gone, and the seconds and the processor time that it took."""

    before: int
    open: int
    closed: int
    seconds: float
    processor: float
    actions: int


@dataclass
class Dashboard:
    """The dashboard under load."""

    alone: Measured
    many: Measured
    readers: int
    rounds: list[Round] = field(default_factory=list)
    settled: int | None = None
    """The memory when all sessions have been given up; `None` where that was not waited for."""


@dataclass
class Pages:
    """The page under load."""

    alone: Measured
    many: Measured
    readers: int
    alone_seconds: float
    seconds: float
    processor: float
    received: int


# --- the dashboard ---


async def dashboard(
    served: Server, readers: int, rounds: int, pause: float, alone: int, *, settle: bool
) -> Dashboard:
    """So many rounds of so many readers at once, after one alone."""
    first, one, many = Measured(), Measured(), Measured()
    await _round(served, 1, first, 0, random.Random(SEED))
    for turn in range(alone):
        await _round(served, 1, one, 0, random.Random(SEED + turn))
    found = Dashboard(one, many, readers)
    for turn in range(rounds):
        found.rounds.append(
            await _round(served, readers, many, pause, random.Random(SEED * 100 + turn))
        )
        _say(f"round {turn + 1} of {rounds}: {found.rounds[-1].closed / 1e6:.0f} MB")
    if settle:
        await asyncio.sleep(KEPT + 5)
        # The next one to come is when the server gives up those whose time is over.
        await _round(served, 1, first, 0, random.Random(SEED))
        found.settled = served.memory()
    found.many.errors.update(first.errors)
    return found


async def _round(
    served: Server, readers: int, measured: Measured, pause: float, chance: random.Random
) -> Round:
    before, start, used = served.memory(), time.perf_counter(), served.processor_time()
    done = measured.count
    ready = asyncio.Barrier(readers + 1)
    leave = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            own = random.Random(chance.random() + number)
            group.create_task(_read(served.address, measured, pause, own, ready, leave))
        await ready.wait()
        opened, seconds = served.memory(), time.perf_counter() - start
        processor = served.processor_time() - used
        leave.set()
    return Round(before, opened, served.memory(), seconds, processor, measured.count - done)


async def _read(
    address: str,
    measured: Measured,
    pause: float,
    chance: random.Random,
    ready: asyncio.Barrier,
    leave: asyncio.Event,
) -> None:
    """One reader, who stays until all of them have done what they came for."""
    async with AsyncExitStack() as stack:
        try:
            with measured.action("connect"):
                reader = await stack.enter_async_context(session(address, STORY))
            await _look_around(reader, measured, pause, chance)
        except LoadError:
            # Counted where it came up; the others go on.
            pass
        finally:
            await ready.wait()
            await leave.wait()


async def _look_around(
    reader: Session, measured: Measured, pause: float, chance: random.Random
) -> None:
    with measured.action("open"):
        await reader.open("en")
    with measured.action("fetch"):
        await reader.fetch()
    others = [event for event in reader.events if event != reader.shown["event"]]
    for event in chance.sample(others, min(CLICKS, len(others))):
        await asyncio.sleep(pause * chance.uniform(0.5, 1.5))
        with measured.action("select"):
            await reader.select(event)
    await asyncio.sleep(pause * chance.uniform(0.5, 1.5))
    with measured.action("switch"):
        await reader.switch("nb")


# --- the page ---


async def pages(
    served: Server, readers: int, rounds: int, alone: int, pictures: Sequence[str]
) -> Pages:
    """So many rounds of so many readers at once, after one alone."""
    async with session(served.address, STORY) as reader:
        await reader.open("en")
        home, events = reader.home, reader.events
    cards = [f"{home}/cards/en/{event}.json" for event in events]

    async def turns(number: int, many: int, seed: int) -> tuple[Measured, int]:
        gathered, received = Measured(), 0
        for turn in range(number):
            measured, came = await visits(served.address, STORY, cards, many, seed + turn, pictures)
            gathered.add(measured)
            received += came
        return gathered, received

    # What is drawn once has been drawn.
    await turns(2, 2 * len(pictures), SEED)
    start = time.perf_counter()
    one, _ = await turns(4 * alone, 1, SEED)
    alone_seconds = time.perf_counter() - start
    start, used = time.perf_counter(), served.processor_time()
    many, received = await turns(rounds, readers, SEED)
    return Pages(
        one,
        many,
        readers,
        alone_seconds,
        time.perf_counter() - start,
        served.processor_time() - used,
        received,
    )


# --- telling ---


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _actions(alone: Measured, many: Measured, readers: int) -> list[dict[str, Any]]:
    """Of each action the median and the 95th of a hundred, in milliseconds, alone and with many."""
    one, all_ = alone.spread(), many.spread()
    rows = []
    for name, (median, most) in all_.items():
        own = one.get(name, (float("nan"), float("nan")))
        rows.append(
            {
                "action": name,
                "alone": {"p50": own[0] * 1000, "p95": own[1] * 1000},
                "many": {"p50": median * 1000, "p95": most * 1000},
                "readers": readers,
                "count": len(many.times[name]),
                "ratio": most / own[1],
            }
        )
    return rows


def told_dashboard(found: Dashboard) -> dict[str, Any]:
    """The figures of the dashboard."""
    rounds = found.rounds
    first, last = rounds[0], rounds[-1]
    # From here on as many left sessions are kept as Streamlit ever keeps.
    steady = rounds[min(-(-STORED // found.readers), len(rounds) - 1) :]
    actions = sum(turn.actions for turn in rounds)
    return {
        "actions": _actions(found.alone, found.many, found.readers),
        "actions_a_second": actions / sum(turn.seconds for turn in rounds),
        "processor_milliseconds_an_action": sum(t.processor for t in rounds) / actions * 1000,
        "memory_before": first.before,
        "bytes_a_session": (first.open - first.before) / found.readers,
        "memory_open": [turn.open for turn in rounds],
        "memory_closed": [turn.closed for turn in rounds],
        "closed_last_to_first": last.closed / first.closed,
        "closed_last_to_steady": last.closed / steady[0].closed,
        "bytes_a_round_when_steady": slope([turn.closed for turn in steady]),
        "memory_settled": found.settled,
        "errors": dict(found.many.errors + found.alone.errors),
    }


def told_pages(found: Pages) -> dict[str, Any]:
    """The figures of the page."""
    one, many = found.alone.count / found.alone_seconds, found.many.count / found.seconds
    return {
        "actions": _actions(found.alone, found.many, found.readers),
        "requests_a_second": {"alone": one, "many": many, "ratio": many / one},
        "processor_milliseconds_a_request": found.processor / found.many.count * 1000,
        "bytes_a_request": found.received / found.many.count,
        "errors": dict(found.many.errors + found.alone.errors),
    }


def _tell_actions(rows: Sequence[Mapping[str, Any]], readers: int) -> None:
    print(f"{'':14} {'one alone':>17} {f'{readers} at once':>19} {'p95 ratio':>10} {'times':>7}")
    print(f"{'':14} {'p50':>8} {'p95':>8} {'p50':>10} {'p95':>8}")
    for row in rows:
        alone, many = row["alone"], row["many"]
        print(
            f"{row['action']:14} {alone['p50']:5.0f} ms {alone['p95']:5.0f} ms "
            f"{many['p50']:7.0f} ms {many['p95']:5.0f} ms {row['ratio']:10.1f} {row['count']:7}"
        )


def _tell_errors(errors: Mapping[str, int]) -> None:
    print(f"errors: {sum(errors.values())}")
    for cause, often in sorted(errors.items(), key=lambda item: -item[1]):
        print(f"  {often} × {cause}")


def _tell_dashboard(figures: Mapping[str, Any]) -> None:
    readers = figures["actions"][0]["readers"]
    print("the dashboard")
    _tell_actions(figures["actions"], readers)
    print(
        f"{figures['actions_a_second']:.1f} actions a second, "
        f"{figures['processor_milliseconds_an_action']:.0f} ms of the server's processor time each"
    )
    closed = figures["memory_closed"]
    print(f"memory: {figures['memory_before'] / 1e6:.0f} MB before,")
    print(f"  {figures['bytes_a_session'] / 1e3:.0f} kB a session")
    print(f"  open, by round: {_megabytes(figures['memory_open'])}")
    print(f"  left, by round: {_megabytes(closed)}")
    print(
        f"  last to first {figures['closed_last_to_first']:.2f}, to the first with "
        f"{STORED} left sessions kept {figures['closed_last_to_steady']:.2f}; from there "
        f"{figures['bytes_a_round_when_steady'] / 1e6:+.2f} MB a round"
    )
    if figures["memory_settled"]:
        print(f"  when all were given up: {figures['memory_settled'] / 1e6:.0f} MB")
    _tell_errors(figures["errors"])


def _tell_pages(figures: Mapping[str, Any]) -> None:
    print("the page, its pictures and cards")
    _tell_actions(figures["actions"], figures["actions"][0]["readers"])
    rate = figures["requests_a_second"]
    print(
        f"{rate['alone']:.0f} requests a second alone, {rate['many']:.0f} by all: "
        f"{rate['ratio']:.2f} times"
    )
    print(
        f"{figures['processor_milliseconds_a_request']:.1f} ms of the server's processor time and "
        f"{figures['bytes_a_request'] / 1e3:.1f} kB a request"
    )
    _tell_errors(figures["errors"])


def _tell_replicas(figures: Mapping[str, Any]) -> None:
    readers, killed, lost = figures["readers"], figures["killed"], figures["lost"]
    print(f"{len(figures['sessions'])} servers behind nginx, {readers} readers of the dashboard")
    print(f"sessions of each: {figures['sessions']}")
    print(
        f"every line lost once: {figures['kept']} of {readers} had their session still; "
        f"connected {figures['connected']}, come back to {figures['returned']}"
    )
    print(
        f"the first killed, with {killed} of the readers: {lost} lost their line, "
        f"{figures['disturbed']} of them of the others; {figures['moved']} were served by another "
        "when they came back"
    )
    print("what nginx had of its own: ")
    for name, often in sorted(figures["cache"].items()):
        print(f"  {name}: {often}")
    _tell_errors(figures["errors"])


def _megabytes(values: Sequence[float]) -> str:
    return " ".join(f"{value / 1e6:.0f}" for value in values) + " MB"


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--readers", type=int, help="of the dashboard at once (default: 50)")
    parser.add_argument("--page-readers", type=int, help="of the page at once (default: 200)")
    parser.add_argument("--rounds", type=int, help="how often they come (default: 10)")
    parser.add_argument(
        "--pause", type=float, help="seconds between two clicks, half more or less (default: 1)"
    )
    parser.add_argument("--only", choices=["dashboard", "pages"], help="measure no more than this")
    parser.add_argument(
        "--replicas", type=int, help="so many servers behind nginx, and nothing else"
    )
    parser.add_argument(
        "--deploy", type=Path, default=DEPLOY, help="where nginx.conf is (default: deploy)"
    )
    parser.add_argument("--quick", action="store_true", help="a handful, to see that it works")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    chosen = parser.parse_args(given)
    usual = (4, 8, 2, 0.0) if chosen.quick else (50, 200, 10, 1.0)
    for name, value in zip(("readers", "page_readers", "rounds", "pause"), usual, strict=True):
        if getattr(chosen, name) is None:
            setattr(chosen, name, value)
    return chosen


def measured(chosen: argparse.Namespace) -> dict[str, Any]:
    """The figures that were asked for."""
    figures: dict[str, Any] = {"machine": machine(), "load_before": os.getloadavg()[0]}
    # Drawing a picture for the first time takes longer than all else.
    alone, pictures = (1, PICTURES[-1:]) if chosen.quick else (ALONE, PICTURES)
    if chosen.replicas:
        figures["replicas"] = asdict(
            asyncio.run(
                replicas(
                    STORIES,
                    STORY,
                    chosen.replicas,
                    chosen.readers,
                    chosen.page_readers,
                    chosen.deploy,
                    SEED,
                )
            )
        )
        return figures
    with server(STORIES) as served:
        if chosen.only != "pages":
            found = asyncio.run(
                dashboard(
                    served,
                    chosen.readers,
                    chosen.rounds,
                    chosen.pause,
                    alone,
                    settle=not chosen.quick,
                )
            )
            figures["dashboard"] = told_dashboard(found)
        if chosen.only != "dashboard":
            figures["pages"] = told_pages(
                asyncio.run(pages(served, chosen.page_readers, chosen.rounds, alone, pictures))
            )
    return figures


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and tell; the exit status tells whether anything failed."""
    chosen = _arguments(given)
    try:
        figures = measured(chosen)
    except LoadError as error:
        _say(str(error))
        return 1
    if chosen.json:
        print(json.dumps(figures, indent=2))
    else:
        if "dashboard" in figures:
            _tell_dashboard(figures["dashboard"])
        if "pages" in figures:
            _tell_pages(figures["pages"])
        if "replicas" in figures:
            _tell_replicas(figures["replicas"])
        print(f"load of the machine before: {figures['load_before']:.1f} on {os.cpu_count()} cores")
    parts = ("dashboard", "pages", "replicas")
    failed = sum(len(figures.get(part, {}).get("errors", ())) for part in parts)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
