"""What several tests need: the Kim story, and a copy of it that a test may break."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from summitmap.story import folder
from summitmap.story.folder import StoryFolder

ROOT = Path(__file__).parent.parent
KIM = ROOT / "data" / "stories" / "kim-russia-2023"

# How long an example takes says more of the machine than of us.
settings.register_profile("unhurried", settings.default, deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-looks",
        action="store_true",
        help="store the screens that look otherwise than before, instead of failing",
    )


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's `AppTest` leaves its script as the process's main module, which a process that is
    started later would run again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def kim() -> StoryFolder:
    """The first story, as it is in the repository."""
    return folder.read(KIM)


Breaker = Callable[..., Path]


@pytest.fixture
def broken(tmp_path: Path) -> Breaker:
    """Copy the first story and replace words in one of its files; every word must be there."""

    def copy(*replacements: tuple[str, str], file: str = "story.toml") -> Path:
        target = tmp_path / KIM.name
        if not target.exists():
            shutil.copytree(KIM, target)
        text = (target / file).read_text(encoding="utf-8")
        for old, new in replacements:
            assert old in text, f"{old!r} does not stand in {file}"
            text = text.replace(old, new, 1)
        (target / file).write_text(text, encoding="utf-8")
        return target

    return copy
