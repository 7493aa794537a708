"""The wheel, built from the checkout, alone in an empty environment and used from an empty folder.

The environment gets what the wheel says that it needs, what that needs in turn, and nothing else:
no pytest, no checkout, nothing of the `test` extra. The packages are linked from the environment
that the tests run in, where pip has just fetched them by the same list. Fetching and unpacking all
of them a second time takes a network and some twenty seconds of processor time, and tells no more.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
import venv
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path
from xml.etree import ElementTree

import pytest
from packaging.requirements import Requirement

from summitmap.cli import main
from summitmap.drawing.figure import Size
from tests.conftest import KIM, ROOT
from tests.servers import free_port, started

# The variables of the shell, but for what would lead back to the tests' own world.
OUTSIDE = ("PYTHON", "VIRTUAL_ENV", "SUMMITMAP_", "STREAMLIT_")
SHELL = {key: value for key, value in os.environ.items() if not key.startswith(OUTSIDE)}


@dataclass(frozen=True)
class Installed:
    """The environment with the wheel, and an empty folder to work in, with a copy of the story."""

    prefix: Path
    folder: Path

    def program(self, name: str) -> str:
        return str(self.prefix / "bin" / name)

    def runs(self, name: str, *arguments: str) -> str:
        """What the program prints; it must end well."""
        done = subprocess.run(
            [self.program(name), *arguments],
            cwd=self.folder,
            env=SHELL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def needed_by(package: Distribution) -> dict[str, Distribution]:
    """What the package says that it needs, and what that needs in turn, by name."""
    found: dict[str, Distribution] = {}
    # A package, and the extra of it that is asked for, if any.
    todo, seen = [(package, "")], {""}
    for owner, extra in todo:
        for wanted in map(Requirement, owner.requires or ()):
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                found.setdefault(wanted.name, distribution(wanted.name))
                for each in ("", *wanted.extras):
                    if f"{wanted.name}[{each}]" not in seen:
                        seen.add(f"{wanted.name}[{each}]")
                        todo.append((found[wanted.name], each))
    return found


def link(package: Distribution, to: Path) -> None:
    """Lay the package's files into another site-packages, its commands left out."""
    for file in package.files or ():
        if ".." in file.parts:
            continue
        target = to / file
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.hardlink_to(str(package.locate_file(file)))
        except FileExistsError:
            # Of two spellings of one package, the first has brought it.
            continue
        except OSError:
            # The temporary folder lies on another disk.
            shutil.copy2(str(package.locate_file(file)), target)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    place = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place / "dist")]
    subprocess.run([*pip, *build, str(ROOT)], env=SHELL, check=True)
    (wheel,) = (place / "dist").iterdir()

    prefix = place / "environment"
    venv.create(prefix, symlinks=True)
    pip += ["--python", str(prefix / "bin" / "python")]
    install = ["install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*pip, *install], env=SHELL, check=True)
    (site,) = (prefix / "lib").glob("python*/site-packages")
    (metadata,) = site.glob("summitmap-*.dist-info")
    for package in needed_by(Distribution.at(metadata)).values():
        link(package, site)
    subprocess.run([*pip, "check"], env=SHELL, check=True)

    folder = place / "folder"
    shutil.copytree(KIM, folder / "stories" / KIM.name)
    return Installed(prefix, folder)


def test_every_module_is_imported_with_nothing_but_what_the_wheel_asks_for(
    installed: Installed,
) -> None:
    script = (
        "import importlib, pkgutil, summitmap\n"
        "for found in pkgutil.walk_packages(summitmap.__path__, 'summitmap.'):\n"
        "    print(importlib.import_module(found.name).__file__)\n"
    )
    files = installed.runs("python", "-c", script).split()
    assert len(files) > 80
    assert all(Path(file).is_relative_to(installed.prefix) for file in files)
    absent = (
        "import importlib.util as it; print([it.find_spec(name) for name in ('pytest', 'mypy')])"
    )
    assert installed.runs("python", "-c", absent) == "[None, None]\n"


def test_the_command_says_what_it_can_do(installed: Installed) -> None:
    told = installed.runs("summitmap", "--help")
    for command in ("serve", "check", "geocode", "import", "publish", "read"):
        assert command in told


def test_it_checks_a_story(installed: Installed) -> None:
    assert installed.runs("summitmap", "check", f"stories/{KIM.name}")


def test_it_publishes_the_bytes_that_the_checkout_publishes(
    installed: Installed, tmp_path: Path
) -> None:
    only = "html,svg,geojson"
    installed.runs("summitmap", "publish", f"stories/{KIM.name}", "--to", "out", "--only", only)
    # Pictures are slow to draw twice: that they are there and whole is enough.
    assert main(["publish", str(KIM), "--to", str(tmp_path), "--only", "html,geojson"]) == 0
    here, there = tmp_path / KIM.name, installed.folder / "out" / KIM.name
    for name in ("index.html", "events.geojson"):
        assert (there / name).read_bytes() == (here / name).read_bytes()
    pictures = list(there.glob("map-*.svg"))
    assert {f"map-{size}.nb.svg" for size in Size} <= {picture.name for picture in pictures}
    for picture in pictures:
        assert ElementTree.parse(picture).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_it_reads_an_article_with_the_model_and_the_words_inside(installed: Installed) -> None:
    text = "On Tuesday the prime minister travelled to Berlin."
    (installed.folder / "article.txt").write_text(text, encoding="utf-8")
    command = ("summitmap", "read", "article.txt", "--published", "2023-09-14", "--json")
    draft = json.loads(installed.runs(*command))
    assert [mention["text"] for mention in draft["mentions"]] == ["Berlin"]
    assert [date["edtf"] for date in draft["dates"]] == ["2023-09-12"]


def test_it_serves_the_page_its_assets_and_the_stories(
    installed: Installed, tmp_path: Path
) -> None:
    port = free_port()
    command = [installed.program("summitmap"), "serve", "--stories", "stories", "--port", str(port)]
    log = tmp_path / "log.txt"
    server = started(command, port, log, cwd=installed.folder, env=SHELL)
    try:
        for path in ("", f"stories/{KIM.name}/", f"stories/{KIM.name}/events.geojson"):
            with urllib.request.urlopen(f"http://localhost:{port}/{path}", timeout=60) as answer:
                assert answer.status == 200
                assert answer.read()
    finally:
        server.terminate()
        server.wait(timeout=60)
