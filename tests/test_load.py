"""The load benchmark itself, with a handful of readers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

BENCHMARK = ROOT / "benchmarks" / "load.py"

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the memory of a server is read in /proc"
)


def test_a_handful_of_readers_are_served_without_an_error() -> None:
    command = [sys.executable, str(BENCHMARK), "--quick", "--json"]
    command += ["--readers", "2", "--page-readers", "3", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    dashboard, pages = figures["dashboard"], figures["pages"]
    assert dashboard["errors"] == pages["errors"] == {}
    counts = {row["action"]: row["count"] for row in dashboard["actions"]}
    assert counts == {"connect": 2, "open": 2, "fetch": 2, "select": 20, "switch": 2}
    counts = {row["action"]: row["count"] for row in pages["actions"]}
    assert counts == {
        "picture": 3,
        "page": 3,
        "card": 9,
        "picture again": 3,
        "page again": 3,
    }
    for row in (*dashboard["actions"], *pages["actions"]):
        assert 0 < row["many"]["p50"] <= row["many"]["p95"]
        assert row["ratio"] > 0
    assert dashboard["memory_before"] > 0
    assert len(dashboard["memory_open"]) == len(dashboard["memory_closed"]) == 1
    assert pages["requests_a_second"]["many"] > 0


def test_a_wrong_option_is_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCHMARK), "--only", "nothing"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "invalid choice" in done.stderr
