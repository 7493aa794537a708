"""`summitmap check`: every problem of a story, and its way out."""

from __future__ import annotations

import argparse

from summitmap.commands.arguments import Commands, resolved, takes_stories
from summitmap.commands.terminal import summary
from summitmap.errors import StoryError
from summitmap.story import folder


def add(commands: Commands) -> None:
    """Add the command to the parser's."""
    check = commands.add_parser("check", help="list every problem of one or more stories")
    takes_stories(check, "+")
    check.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    faulty = 0
    for path in chosen.story:
        try:
            opened = folder.read(resolved(path))
        except StoryError as error:
            faulty += 1
            print(error)
            continue
        print(f"{path}: {summary(opened)}")
    return 1 if faulty else 0
