"""What the operator sets, and that the document tells of all of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from summitmap import settings
from summitmap.errors import SettingsError
from summitmap.places.online import TIMEOUT_SECONDS
from summitmap.web.settings import Settings
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs" / "settings.md"
ROW = re.compile(r"^\| `(SUMMITMAP_\w+)` \| (.+) \| (.*) \| (.+) \|$", re.MULTILINE)
PATTERNS = {"SUMMITMAP_GEOCODER_OPTION", "SUMMITMAP_GEOCODER_SERVICE_OPTION"}
"""Rows that stand for many names, which begin with SUMMITMAP_GEOCODER_."""


def rows() -> dict[str, str]:
    """The defaults that the document tells, by the variables' names."""
    found = ROW.findall(DOCUMENT.read_text(encoding="utf-8"))
    told = {name: default for name, _what, _unit, default in found}
    assert len(told) == len(found), "a variable has two rows"
    return told


def test_the_document_tells_of_every_variable_and_of_no_other() -> None:
    assert set(rows()) - PATTERNS == {setting.name for setting in settings.ALL}


def test_the_defaults_that_the_document_tells_are_those_that_hold() -> None:
    told = rows()
    for setting in settings.ALL:
        default = told[setting.name]
        if setting.default:
            assert default == f"`{setting.default}`", setting.name
        else:
            assert "`" not in default, setting.name


def test_no_variable_of_ours_is_named_in_the_source_that_is_no_setting() -> None:
    known = {setting.name for setting in settings.ALL} | {"SUMMITMAP_"}
    for path in [ROOT / "dashboard.py", *sorted((ROOT / "src").rglob("*.py"))]:
        named = set(re.findall(r"SUMMITMAP_[A-Z_]*", path.read_text(encoding="utf-8")))
        ours = {name for name in named if not name.startswith(settings.GEOCODER_PREFIX)}
        assert ours <= known, path


def test_the_environment_is_read_by_the_settings_alone() -> None:
    readers = {
        path.relative_to(ROOT / "src" / "summitmap").as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8"))
    }
    assert readers == {
        "places/gazetteer.py",  # hands it to the settings
        "places/services.py",  # takes the options of the services, whose names are geopy's
        "web/settings.py",
        "commands/geocode.py",  # joins it with Streamlit's secrets
        "commands/serve.py",  # writes what --stories says
    }


def test_without_any_setting_all_have_their_defaults() -> None:
    assert settings.problems({}) == ()
    said = Settings.of({})
    assert (said.stories, said.frames) == (Path("data/stories").resolve(), ())
    assert (said.log, said.log_addresses) == (True, False)
    assert settings.GEOCODER_TIMEOUT.of({}) == TIMEOUT_SECONDS


def test_every_setting_is_taken_from_the_environment(tmp_path: Path) -> None:
    said = Settings.of(
        {
            "SUMMITMAP_STORIES": str(tmp_path),
            "SUMMITMAP_ADDRESS": "https://maps.example.org",
            "SUMMITMAP_FRAMES": "https://cms.example.org  http://*.example.com:8080",
            "SUMMITMAP_REQUEST_LOG": "no",
            "SUMMITMAP_LOG_ADDRESSES": "yes",
            "SUMMITMAP_URL_BYTES": "256",
            "SUMMITMAP_BODY_BYTES": "0",
            "SUMMITMAP_MESSAGE_BYTES": "10_000",
            "SUMMITMAP_DASHBOARDS": "3",
            "SUMMITMAP_STOCK_BYTES": "4",
            "SUMMITMAP_DRAWINGS": "5",
            "SUMMITMAP_WAITING": " 6 ",
        }
    )
    assert said == Settings(
        stories=tmp_path,
        address="https://maps.example.org",
        frames=("https://cms.example.org", "http://*.example.com:8080"),
        log=False,
        log_addresses=True,
        url_bytes=256,
        body_bytes=0,
        message_bytes=10_000,
        dashboards=3,
        stock_bytes=4,
        drawings=5,
        waiting=6,
    )


WRONG = {
    "SUMMITMAP_ADDRESS": "maps.example.org/",
    "SUMMITMAP_FRAMES": "https://a.example; script-src *",
    "SUMMITMAP_REQUEST_LOG": "maybe",
    "SUMMITMAP_DRAWINGS": "0",
    "SUMMITMAP_STOCK_BYTES": "9" * 5000,
    "SUMMITMAP_ONLINE_INTERVAL": "soon",
}


def test_every_problem_is_told_at_once_with_its_way_out() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.of(WRONG)
    told = {problem.split()[0]: problem for problem in raised.value.problems}
    assert set(told) == set(WRONG)
    assert told["SUMMITMAP_DRAWINGS"] == (
        "SUMMITMAP_DRAWINGS is '0': give it a whole number from 1 to 64"
    )
    assert told["SUMMITMAP_REQUEST_LOG"].endswith("is 'maybe': write yes or no")
    assert "write origins such as" in told["SUMMITMAP_FRAMES"]


def test_a_slip_of_the_pen_is_told() -> None:
    given = {"SUMMITMAP_STORYS": "x", "SUMMITMAP_X": "y", "SUMMITMAP_GEOCODER_API_KEY": "z"}
    assert settings.unknown(given | {"SUMMITMAP_STORIES": "x", "PATH": "/"}) == (
        "SUMMITMAP_STORYS is no setting: is SUMMITMAP_STORIES meant?",
        "SUMMITMAP_X is no setting",
    )


@pytest.mark.parametrize(
    "command",
    [["summitmap.cli", "serve", "--stories", "data/stories"], ["streamlit", "run", "dashboard.py"]],
    ids=lambda command: " ".join(command[:2]),
)
def test_a_server_with_wrong_settings_ends_before_it_begins(command: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env={**os.environ, **WRONG, "STREAMLIT_SERVER_HEADLESS": "true"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    for name in WRONG:
        assert f"\n{name} is " in f"\n{ended.stderr}"
    assert "Traceback" not in ended.stderr
