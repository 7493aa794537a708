"""What a file of a story costs over HTTP, from a server of its own on this machine: asked for the
first time and again. `outputs.py --only http` tells it."""

from __future__ import annotations

import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPEATS = 40
PATIENCE = 180
"""Seconds until a server must have begun to answer."""

FILES = (
    "map.png?lang=nb",
    "map.png?lang=nb&size=square",
    "map.png?lang=nb&size=a4",
    "map.svg?lang=nb&size=portrait",
    "map.pdf?lang=nb&size=story",
    "deck.pptx?lang=nb",
)
"""Each needs a figure that those before it did not. The first of them also pays for what is read
once in a process: the basemap and the fonts."""


@dataclass(frozen=True)
class Answer:
    """Seconds from the request to the last byte, the first time and again (the median), and the
    size of the file in bytes. `unchanged` is the time of an answer to one who has the file."""

    name: str
    first: float
    repeated: float
    unchanged: float
    size: int

    @property
    def ratio(self) -> float:
        """How many times faster the repeated request is."""
        return self.first / self.repeated


def answers(story: Path) -> list[Answer]:
    """What each file of the story costs, asked for by one client over one connection."""
    with _server(story.parent) as port:
        line = http.client.HTTPConnection("localhost", port, timeout=PATIENCE)
        base = f"/stories/{story.name}"
        # The story has been read before anything is measured.
        _ask(line, f"{base}/events.csv")
        return [_measured(line, base, name) for name in FILES]


def _measured(line: http.client.HTTPConnection, base: str, name: str) -> Answer:
    path = f"{base}/{name}"
    first, body, tag = _ask(line, path)
    again = []
    for _ in range(REPEATS):
        seconds, same, _tag = _ask(line, path)
        assert same == body, f"{name} is another file the second time"
        again.append(seconds)
    unchanged = [_ask(line, path, tag)[0] for _ in range(REPEATS)]
    return Answer(name, first, statistics.median(again), statistics.median(unchanged), len(body))


def _ask(
    line: http.client.HTTPConnection, path: str, tag: str | None = None
) -> tuple[float, bytes, str]:
    headers = {"If-None-Match": tag} if tag else {}
    start = time.perf_counter()
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    seconds = time.perf_counter() - start
    wanted = 304 if tag else 200
    assert answer.status == wanted, f"{path}: {answer.status} {body[:200]!r}"
    return seconds, body, answer.headers["ETag"]


@contextmanager
def _server(stories: Path) -> Iterator[int]:
    """`summitmap serve` on a free port, until it is no longer needed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "summitmap.cli", "serve", "--stories", str(stories)]
    process = subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(process, port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(PATIENCE * 2):
        line = http.client.HTTPConnection("localhost", port, timeout=5)
        try:
            line.request("GET", "/healthz")
            if line.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            line.close()
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        time.sleep(0.5)
    raise RuntimeError("the server did not answer")
