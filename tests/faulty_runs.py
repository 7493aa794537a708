"""Runs of the command that meet a fault at a chosen point, each in a process of its own.

`Runner` starts one program, which loads the command once and forks for every run; a run that is to
be killed at each of thirty points would else load it thirty times. This module is both: what a
test uses, and (as the program) what it starts.

A point is where a run is about to change something on the disk below a folder: to open a file for
writing, make a folder, rename, remove, change permissions, or wait until a file is on the disk.
They are told by Python's audit events (PEP 578) and by `os.fsync`, and counted from 1.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Fault:
    """What happens at a point, the `at`th below the watched folder.

    `kill`: the process is killed. `tear`: what is to be flushed loses its second half, as when the
    power goes, and the process is killed; only what is flushed is a point. `stop`: it is stopped
    until it is let go on. `refuse`: the operation fails with that number of `errno`.
    """

    what: str
    at: int
    errno: int = 0


@dataclass(frozen=True)
class Conditions:
    """What a run meets; `largest_file` is in bytes, `bound` lets root mind permissions, and
    `patience` are the seconds that it waits for another writer."""

    fault: Fault | None = None
    largest_file: int | None = None
    bound: bool = False
    patience: float = 30.0


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit status, or the signal as a negative number; how many points it
    passed; whether it is stopped and not ended yet."""

    status: int
    out: str
    err: str
    points: int
    stopped: bool = False


class Runner:
    """The program that runs; `watched` is the folder whose changes are counted."""

    def __init__(self, watched: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faulty_runs", str(watched)],
            cwd=ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *command: str | Path, under: Conditions | None = None) -> Ended:
        """Run the command to its end, or until it stops."""
        return self.end(self.start(*command, under=under))

    def warm(self, *command: str | Path) -> None:
        """Run a command in the program itself, so that what it loads is there for the others."""
        self._ask({"warm": [str(word) for word in command]})

    def start(self, *command: str | Path, under: Conditions | None = None) -> int:
        """Begin a run, and give its number."""
        conditions = asdict(under or Conditions())
        started = self._ask({"start": [str(word) for word in command], "under": conditions})
        return int(started["number"])

    def end(self, number: int, *, let_go_on: bool = False) -> Ended:
        """Wait until that run has ended or stopped; one that has stopped may be let go on."""
        return Ended(**self._ask({"end": number, "let_go_on": let_go_on}))

    def close(self) -> None:
        """End the program."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(30)

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


# --- the program ---


class _Run:
    """A process that runs the command; it is forked when this is made."""

    def __init__(self, command: list[str], under: Conditions, watched: str) -> None:
        # A limit to the size of files does not bind pipes.
        (self._out, out), (self._err, err) = os.pipe(), os.pipe()
        self._points = os.memfd_create("points")
        self._process = os.fork()
        if self._process == 0:
            os.dup2(out, 1)
            os.dup2(err, 2)
            _run(command, under, watched, self._points)
        os.close(out)
        os.close(err)

    def end(self, *, let_go_on: bool) -> Ended:
        if let_go_on:
            os.kill(self._process, signal.SIGCONT)
        _, status = os.waitpid(self._process, os.WUNTRACED)
        stopped = os.WIFSTOPPED(status)
        points = os.fstat(self._points).st_size
        if stopped:
            return Ended(0, "", "", points, stopped=True)
        os.close(self._points)
        out, err = (_all_of(pipe) for pipe in (self._out, self._err))
        return Ended(os.waitstatus_to_exitcode(status), out, err, points)


def _all_of(pipe: int) -> str:
    """What was written into a pipe that nobody writes into any more."""
    with os.fdopen(pipe, encoding="utf-8") as file:
        return file.read()


def _run(command: list[str], under: Conditions, watched: str, points: int) -> NoReturn:
    """Run the command in this process, and end. A byte is written for each point that it passes,
    which is there even if it is killed."""
    from summitmap.cli import main
    from summitmap.story import keeping

    status = 70
    # Of pipes now, and no longer of what the program prints to.
    sys.stdout, sys.stderr = (os.fdopen(stream, "w", encoding="utf-8") for stream in (1, 2))
    try:
        keeping.PATIENCE = under.patience
        if under.bound:
            _mind_permissions()
        if under.largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (under.largest_file,) * 2)
        _watch(watched, points, under.fault)
        try:
            status = main(command)
        except SystemExit as end:
            status = int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.chmod", "os.link", "os.symlink")


def _watch(watched: str, points: int, fault: Fault | None) -> None:
    count = 0
    real_fsync = os.fsync

    def point(descriptor: int | None = None) -> None:
        nonlocal count
        if fault and fault.what == "tear" and descriptor is None:
            return
        count += 1
        os.pwrite(points, b".", count - 1)
        if fault is None or fault.at != count:
            return
        if fault.what == "refuse":
            raise OSError(fault.errno, os.strerror(fault.errno))
        if fault.what == "stop":
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        if descriptor is not None and fault.what == "tear":
            path = f"/proc/self/fd/{descriptor}"
            if os.path.isfile(path):  # noqa: PTH113 - a link of the kernel's, not a path
                os.truncate(path, os.stat(path).st_size // 2)  # noqa: PTH116 - the same
        os.kill(os.getpid(), signal.SIGKILL)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT
            if isinstance(path, str) and path.startswith(watched) and flags & writes:
                point()
        elif event in _CHANGES:
            # What `shutil.rmtree` removes has no path but a folder's descriptor.
            path, last = os.fsdecode(arguments[0]), arguments[-1]
            if path.startswith(watched) or (event in ("os.remove", "os.rmdir") and last != -1):
                point()

    def fsync(descriptor: int) -> None:
        point(descriptor)
        real_fsync(descriptor)

    os.fsync = fsync
    sys.addaudithook(hook)


def _mind_permissions() -> None:
    """Give up what lets root write where the permissions forbid it (capabilities(7): the first
    three, of files); another user has nothing to give up."""
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    held = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; and the upper halves
    system = ctypes.CDLL(None, use_errno=True)
    if system.capget(header, held) or not any(held):
        return
    for half in (0, 1, 2):
        held[half] &= ~0b111
    if system.capset(header, held):
        raise OSError(ctypes.get_errno(), "the capabilities of root could not be given up")


def _answers(watched: str) -> Iterator[object]:
    from summitmap.cli import main

    runs: list[_Run] = []
    for line in sys.stdin:
        request = json.loads(line)
        if "warm" in request:
            with contextlib.redirect_stdout(sys.stderr):
                main(request["warm"])
            yield {}
            continue
        if "start" in request:
            fault = request["under"].pop("fault")
            under = Conditions(fault=Fault(**fault) if fault else None, **request["under"])
            runs.append(_Run(request["start"], under, watched))
            yield {"number": len(runs) - 1}
            continue
        yield asdict(runs[request["end"]].end(let_go_on=request["let_go_on"]))


if __name__ == "__main__":
    for answer in _answers(sys.argv[1]):
        print(json.dumps(answer), flush=True)
