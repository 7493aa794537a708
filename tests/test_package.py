"""What is shipped: the test command, the settings, the wheel, and no address of anyone else's."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "src" / "summitmap"
SHIPPED = sorted(
    path
    for path in PACKAGE.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
)
FOLDERS = ("drawing/assets", "drawing/templates", "drawing/words", "web/assets", "places/data")


def readme_command(heading: str) -> str:
    """The first block of shell under a heading of the README."""
    section = (ROOT / "README.md").read_text("utf-8").split(f"\n## {heading}\n")[1]
    found = re.search(r"^```sh\n(.*?)\n```$", section.split("\n## ")[0], re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_ci_runs_the_readmes_test_command_as_it_stands() -> None:
    bash, awk = shutil.which("bash"), shutil.which("awk")
    if not (bash and awk):
        pytest.skip("CI's script needs bash and awk")
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    (reading,) = (line for line in script.splitlines() if line.startswith("command=$("))
    taken = subprocess.run(
        [bash, "-euo", "pipefail", "-c", f'{reading}\nprintf %s "$command"'],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert taken == readme_command("Run the tests")
    # What was taken is what is run, and last.
    assert script.rstrip().splitlines()[-1] == 'bash -euo pipefail -c "$command"'


def test_the_test_command_checks_style_types_and_behaviour() -> None:
    words = shlex.split(readme_command("Run the tests"))
    assert [word for word in words if word.startswith(".venv/bin/")] == [
        ".venv/bin/pip",
        ".venv/bin/ruff",
        ".venv/bin/mypy",
        ".venv/bin/pytest",
    ]
    assert words.count("&&") == 4


def test_every_tool_of_the_test_command_is_installed_by_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    test = {re.split(r"[<>=]", line)[0] for line in project["optional-dependencies"]["test"]}
    assert {"ruff", "mypy", "pytest", "pytest-xdist"} <= test


def test_the_page_looks_alike_from_the_repository_and_from_the_package() -> None:
    here, inside = ROOT / ".streamlit" / "config.toml", PACKAGE / "web" / "streamlit.toml"
    assert here.read_bytes() == inside.read_bytes()
    assert tomllib.loads(here.read_text("utf-8"))["browser"]["gatherUsageStats"] is False


def test_the_folders_of_data_are_not_empty() -> None:
    for folder in FOLDERS:
        assert any(path.is_relative_to(PACKAGE / folder) for path in SHIPPED), folder


def test_a_wheel_holds_every_file_of_the_package_and_nothing_beside_it(tmp_path: Path) -> None:
    wheel = pytest.importorskip(
        "hatchling.builders.wheel",
        reason="hatchling, which builds the wheel, is not installed: pip install hatchling",
    )
    # Built from a copy, so that nothing in the checkout can change or be changed by it.
    source = tmp_path / "source"
    shutil.copytree(
        PACKAGE, source / "src" / "summitmap", ignore=shutil.ignore_patterns("__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, source / name)
    builder = wheel.WheelBuilder(str(source))
    (built,) = builder.build(directory=str(tmp_path / "dist"), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    packed = {name: body for name, body in inside.items() if ".dist-info/" not in name}
    assert packed == {
        f"summitmap/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in SHIPPED
    }
    (points,) = (body for name, body in inside.items() if name.endswith("/entry_points.txt"))
    assert b"summitmap = summitmap.cli:main" in points
    assert any(name.endswith("/licenses/LICENSE") for name in inside)


ALLOWED = {
    # A namespace, which is a name and not fetched.
    "http://www.w3.org/2000/svg",
    # In a comment: where a format is described.
    "https://github.com/topojson/topojson-specification",
}


@pytest.mark.parametrize(
    "path",
    [path for path in SHIPPED if path.suffix in (".js", ".css", ".html")],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_nothing_that_a_browser_gets_names_an_address_of_anyone_elses(path: Path) -> None:
    text = path.read_text("utf-8")
    assert set(re.findall(r"https?://[^\s\"'`<>)]+", text)) <= ALLOWED
    # An address without its scheme, in a style sheet or an attribute.
    assert not re.search(r"""(?:url\(\s*["']?|(?:src|href)=["'])//""", text)
