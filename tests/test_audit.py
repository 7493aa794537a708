"""No package that we stand on has a known vulnerability, as far as the package index tells.

pip-audit asks the index. Not every index tells of vulnerabilities, and not every machine reaches
one: then nothing was audited, and this says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

INSTALLERS = {"pip", "setuptools", "wheel"}
"""They are of the environment and not of ours."""


def audited(told: Path, *asked: str, seconds: int) -> list[dict[str, Any]] | None:
    """What pip-audit finds, package by package; nothing where it could not find out."""
    command = [sys.executable, "-m", "pip_audit", *asked]
    options = ["--progress-spinner=off", "--timeout=10", "--format=json", f"--output={told}"]
    try:
        subprocess.run([*command, *options], capture_output=True, timeout=seconds, check=False)
        found: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))["dependencies"]
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return None
    # A package that the index does not know of is skipped; of one of its own that would be odd.
    known = [package for package in found if "skip_reason" not in package]
    return known or None


def vulnerable(packages: list[dict[str, Any]]) -> list[str]:
    """A line for each vulnerability, with the version that has it mended."""
    return [
        f"{package['name']} {package['version']}: {found['id']},"
        f" mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for package in packages
        if package["name"] not in INSTALLERS
        for found in package["vulns"]
    ]


def test_no_package_that_we_stand_on_has_a_known_vulnerability(tmp_path: Path) -> None:
    if find_spec("pip_audit") is None:
        pytest.skip("dependencies were not audited: pip-audit is not installed")
    one = tmp_path / "one.txt"
    one.write_text(f"starlette=={version('starlette')}\n", encoding="utf-8")
    probe = ["--requirement", str(one), "--no-deps", "--disable-pip"]
    if audited(tmp_path / "one.json", *probe, seconds=60) is None:
        pytest.skip("dependencies were not audited: no index told of vulnerabilities")
    packages = audited(tmp_path / "all.json", "--skip-editable", seconds=300)
    assert packages, "the index told of one package, and then of none"
    assert vulnerable(packages) == []


def test_a_vulnerability_is_told_with_the_version_to_take() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    broken = {"name": "b", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]}
    lost = {"name": "c", "version": "3", "vulns": [{"id": "X-2", "fix_versions": []}]}
    pip = {**broken, "name": "pip"}
    assert vulnerable([sound, broken, pip, lost]) == [
        "b 2: X-1, mended in 2.1",
        "c 3: X-2, mended in no version yet",
    ]


SKIPPED = {"name": "a", "skip_reason": "the index does not know it"}
KNOWN = {"name": "b", "version": "2", "vulns": []}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([SKIPPED], None),
        ([SKIPPED, KNOWN], [KNOWN]),
        ([], None),
        (None, None),
    ],
    ids=["an index that knows nothing", "one that does", "an empty answer", "no answer"],
)
def test_silence_is_not_taken_for_a_clean_bill(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: list[dict[str, Any]] | None,
    found: list[dict[str, Any]] | None,
) -> None:
    said = "raise SystemExit(1)" if told is None else ""
    (tmp_path / "pip_audit.py").write_text(
        f"import json, sys\n{said}\n"
        "path = sys.argv[-1].removeprefix('--output=')\n"
        f"open(path, 'w').write(json.dumps({{'dependencies': {told!r}}}))\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert audited(tmp_path / "told.json", seconds=30) == found
