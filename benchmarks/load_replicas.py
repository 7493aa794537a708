"""Several servers behind nginx with the configuration of `deploy/`: whether each reader stays with
the server that has the session, and what is lost when one of them is killed."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from load_pages import visits
from load_server import ROOT, LoadError, Server, answers, free_port, server, stop
from load_session import Session, session

DEPLOY = ROOT / "deploy"
CLICKS = 5


@dataclass
class Replicas:
    """What the readers behind nginx met.

    `sessions` are how many each server had, `connected` and `returned` how often each was come to
    anew and come back to when every reader had lost the line once. `kept` is how many of them had
    their session still. Of those with the server that was killed, `lost` met an error and `moved`
    were served by another when they came back; `disturbed` are the others who met an error.
    `cache` is what nginx said of its copies.
    """

    readers: int
    sessions: list[int]
    kept: int = 0
    connected: list[int] = field(default_factory=list)
    returned: list[int] = field(default_factory=list)
    killed: int = 0
    lost: int = 0
    moved: int = 0
    disturbed: int = 0
    actions: int = 0
    actions_of_the_others: int = 0
    cache: dict[str, int] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)


async def replicas(
    stories: Path, story: str, number: int, readers: int, pages: int, deploy: Path, seed: int
) -> Replicas:
    """So many servers behind nginx, and so many readers who come through it."""
    with ExitStack() as stack:
        servers = [stack.enter_context(server(stories)) for _ in range(number)]
        address, log = stack.enter_context(nginx(servers, deploy))
        async with AsyncExitStack() as lines:
            return await _through(
                servers, address, log, story, readers, pages, lines, random.Random(seed)
            )


async def _through(
    servers: Sequence[Server],
    address: str,
    log: Path,
    story: str,
    readers: int,
    pages: int,
    lines: AsyncExitStack,
    chance: random.Random,
) -> Replicas:
    there = [await lines.enter_async_context(session(address, story)) for _ in range(readers)]
    await asyncio.gather(*(reader.open("en") for reader in there))
    await asyncio.gather(*(reader.fetch() for reader in there))
    found = Replicas(readers, [_active(each) for each in servers])

    # Every line is lost once.
    kept = await asyncio.gather(*(reader.come_back() for reader in there))
    found.kept = sum(kept)
    found.connected = [_counted(each, "connect") for each in servers]
    found.returned = [_counted(each, "reconnect") for each in servers]

    cards = [f"{there[0].home}/cards/en/{event}.json" for event in there[0].events]
    for turn in range(2):
        measured, _ = await visits(address, story, cards, pages, turn)
        found.errors.update(measured.errors)
    found.cache = dict(_cached(log))

    # The first is killed while all of them click.
    found.killed = _active(servers[0])
    clicking = [asyncio.create_task(_click(reader, found, chance)) for reader in there]
    await asyncio.sleep(1)
    servers[0].process.kill()
    met = await asyncio.gather(*clicking)
    found.lost = sum(met)
    found.disturbed = max(0, found.lost - found.killed)
    for reader, lost in zip(there, met, strict=True):
        if lost:
            try:
                await reader.come_back()
                await reader.select(chance.choice(reader.events))
            except LoadError as error:
                found.errors[f"come back: {error}"] += 1
            else:
                found.moved += 1
    return found


async def _click(reader: Session, found: Replicas, chance: random.Random) -> bool:
    """Select some events with a pause between; tells whether the line was lost."""
    for event in chance.sample(reader.events, CLICKS):
        try:
            await reader.select(event)
        except LoadError:
            return True
        found.actions += 1
        await asyncio.sleep(chance.uniform(0.3, 0.9))
    found.actions_of_the_others += CLICKS
    return False


def _active(one: Server) -> int:
    """How many sessions a server has that are connected."""
    return int(sum(value for name, value in one.metrics().items() if name == "active_sessions"))


def _counted(one: Server, kind: str) -> int:
    """How often something happened to the sessions of a server."""
    wanted = f'session_events_total{{type="{kind}"}}'
    return int(sum(value for name, value in one.metrics().items() if name == wanted))


def _cached(log: Path) -> Counter[str]:
    """What nginx says of its copies in its log: HIT, MISS and so on, by the first part of the
    path."""
    said: Counter[str] = Counter()
    for line in log.read_text("utf-8").splitlines():
        fields = line.split()
        if len(fields) >= 9 and fields[-2] != "-":
            said[f"/{fields[2].split('/')[1]} {fields[-2]}"] += 1
    return said


@contextmanager
def nginx(servers: Sequence[Server], deploy: Path) -> Iterator[tuple[str, Path]]:
    """nginx before these servers, while the block lasts; gives its address and its log.

    The configuration is that of `deploy`, but for the three files that are the operator's to write.
    Raises `LoadError` when there is no nginx, or it does not start.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")
    if not program:
        raise LoadError("there is no nginx on this machine: apt-get install nginx")
    if not (deploy / "nginx.conf").is_file():
        raise LoadError(f"there is no nginx.conf in {deploy}: give its folder with --deploy")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="summitmap-nginx-") as made:
        home = Path(made)
        # A master that is root hands its work to a user who must be able to write here.
        home.chmod(0o777)
        shutil.copy(deploy / "nginx.conf", home / "nginx.conf")
        lines = [f"server 127.0.0.1:{each.port} max_fails=3 fail_timeout=10s;" for each in servers]
        (home / "replicas.conf").write_text("\n".join(lines))
        (home / "site.conf").write_text(f"listen 127.0.0.1:{port};\nserver_name 127.0.0.1;\n")
        (home / "trusted.conf").write_text("127.0.0.0/8 1;\n")
        command = [program, "-p", str(home), "-c", str(home / "nginx.conf"), "-g", "daemon off;"]
        with (home / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        address = f"http://127.0.0.1:{port}"
        try:
            if not answers(f"{address}/healthz", process):
                told = [home / "said", home / "error.log"]
                raise LoadError(
                    "nginx did not start:\n"
                    + "\n".join(path.read_text("utf-8")[-2000:] for path in told if path.exists())
                )
            yield address, home / "access.log"
        finally:
            stop(process)
