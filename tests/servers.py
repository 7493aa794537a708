"""Programs of ours that serve, started for a test."""

from __future__ import annotations

import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(
    command: Sequence[str], port: int, log: Path, *, cwd: Path, env: Mapping[str, str]
) -> subprocess.Popen[bytes]:
    """The process, once it answers that it is well; else the test fails and shows its log."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=out, stderr=subprocess.STDOUT)
    for _ in range(1_800):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=1) as answer:
                if answer.status == 200:
                    return process
        except (urllib.error.URLError, OSError):
            give_it_a_moment(process)
    process.kill()
    pytest.fail(f"the dashboard did not answer:\n{log.read_text(encoding='utf-8')}")


def give_it_a_moment(process: subprocess.Popen[bytes]) -> None:
    """Give the process a moment, and return at once when it ends."""
    try:
        process.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return
