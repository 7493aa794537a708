"""What several commands take."""

from __future__ import annotations

import argparse
import os
from datetime import date
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""What a parser adds its commands to; argparse has no public name for it."""


def takes_stories(command: argparse.ArgumentParser, number: str | None) -> None:
    """Let the command take one story folder, or `number` of them."""
    command.add_argument(
        "story", metavar="STORY", type=Path, nargs=number, help="a folder with a story.toml"
    )


def resolved(path: Path) -> Path:
    """The path from the root on, links followed; one that leads in circles as far as it leads."""
    # `Path.resolve` raises RuntimeError for such a one.
    return Path(os.path.realpath(path))


def day(text: str) -> date:
    """A day as it is written in an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2023-09-14") from error
