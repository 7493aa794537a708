"""The server under load: `summitmap serve` on a free port of this machine, and its memory."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_PATIENCE = 90
"""Seconds until a server must have begun to answer."""

ROOT = Path(__file__).resolve().parent.parent


NO_ENCRYPTION = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""What each reader would make for itself otherwise, and nobody needs on this machine: reading the
world's certificates takes longer than a page."""


class LoadError(Exception):
    """The load could not be made or measured; the text says at what it stopped."""


@dataclass(frozen=True)
class Server:
    """A server that answers on this port; `log` is what it has said."""

    port: int
    process: subprocess.Popen[bytes]
    log: IO[bytes]

    @property
    def address(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def memory(self) -> int:
        """What of its memory is in the machine's, in bytes: the resident set, as Linux tells it.

        Raises `LoadError` where the machine does not tell, or the server is gone.
        """
        path = Path(f"/proc/{self.process.pid}/status")
        try:
            found = re.search(r"^VmRSS:\s+(\d+) kB$", path.read_text("ascii"), re.MULTILINE)
        except OSError:
            found = None
        if not found:
            raise LoadError(
                "the memory of the server cannot be read: its process is gone, or the "
                "machine has no /proc"
            )
        return int(found[1]) * 1024

    def processor_time(self) -> float:
        """Seconds of processor time that it has used, all threads together."""
        fields = (
            Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        )
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def metrics(self) -> Mapping[str, float]:
        """What Streamlit counts: the value of each of its figures, by name and labels."""
        with urllib.request.urlopen(f"{self.address}/_stcore/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        pairs = (line.rsplit(" ", 1) for line in lines if line and not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def told(self) -> str:
        """The last of what it has said."""
        self.log.seek(0)
        return self.log.read().decode(errors="replace")[-3000:]


@contextmanager
def server(stories: Path) -> Iterator[Server]:
    """`summitmap serve` for a folder of stories, while the block lasts.

    Raises `LoadError` when it does not start.
    """
    port = free_port()
    command = [sys.executable, "-m", "summitmap.cli", "serve", "--stories", str(stories)]
    command += ["--port", str(port)]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        started = Server(port, process, log)
        try:
            if not answers(f"{started.address}/healthz", process):
                raise LoadError(f"the server did not start:\n{started.told()}")
            yield started
        finally:
            stop(process)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    """Whether the address answers with 200 before patience or the process ends."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End it, by force where it does not end by itself."""
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
