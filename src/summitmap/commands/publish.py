"""`summitmap publish`: everything that a story can be shown as."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from summitmap.commands.arguments import Commands, resolved
from summitmap.commands.terminal import progress
from summitmap.errors import TemplateError
from summitmap.publishing.kinds import Kind
from summitmap.story import folder, intake


def add(commands: Commands) -> None:
    """Add the command to the parser's."""
    publish = commands.add_parser("publish", help="write everything that a story can be shown as")
    _takes_what_to_publish(publish)
    publish.set_defaults(run=_publish, wrong=publish.error)


def _takes_what_to_publish(publish: argparse.ArgumentParser) -> None:
    publish.add_argument(
        "story",
        metavar="STORY",
        type=Path,
        nargs="+",
        help="a folder with a story.toml, or one whose folders have",
    )
    publish.add_argument(
        "--to",
        metavar="DIR",
        type=Path,
        required=True,
        help="where the folders of the stories are written, each named by the story's id",
    )
    publish.add_argument(
        "--only",
        metavar="KIND,…",
        type=_kinds,
        default=tuple(Kind),
        help=f"of {', '.join(kind.value for kind in Kind)} (default: all of them)",
    )
    publish.add_argument(
        "--base-url",
        metavar="URL",
        type=_web_address,
        help="where DIR will stand on the web, for the pages' own addresses",
    )
    publish.add_argument(
        "--template",
        metavar="FILE",
        type=Path,
        help="a .pptx or .potx of your own that the slides are made from",
    )
    publish.add_argument(
        "--processes",
        metavar="N",
        type=_count,
        help="how many stories are made at once (default: one for each processor)",
    )


def _kinds(text: str) -> tuple[Kind, ...]:
    asked = {name.strip().lower() for name in text.split(",")}
    unknown = asked - set(Kind)
    if unknown:
        named = ", ".join(repr(name) for name in sorted(unknown))
        raise argparse.ArgumentTypeError(
            f"{named}: there is no such kind; choose from {', '.join(Kind)}"
        )
    return tuple(kind for kind in Kind if kind in asked)


def _web_address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/[^\s?#]*)?", text):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not an address such as https://example.org/maps"
        )
    return text


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 upwards")
    return int(text)


def _publish(chosen: argparse.Namespace) -> int:
    stories = _stories_of(chosen.story)
    twice = [name for name, times in Counter(path.name for path in stories).items() if times > 1]
    if twice:
        chosen.wrong(f"two of the stories are called {twice[0]}: publish them to folders apart")
    # Drawing and slides are heavy, and only this command needs them.
    from summitmap.publishing.deck import LARGEST_TEMPLATE, check_template
    from summitmap.publishing.press import Order, processes_at_most, publish, publish_index

    template = intake.bytes_of(chosen.template, LARGEST_TEMPLATE) if chosen.template else None
    if template is not None:
        try:
            check_template(template)
        except TemplateError as error:
            print(f"{chosen.template}: {error}", file=sys.stderr)
            return 1
    order = Order(chosen.to, chosen.only, chosen.base_url, template)
    processes = chosen.processes or processes_at_most()
    done = {item.story: item for item in publish(stories, order, processes, progress)}
    for path in stories:
        outcome = done[path]
        for place in outcome.not_found:
            print(f"{path.name}: {place} was not found and is not on the map", file=sys.stderr)
        if outcome.problems:
            print(outcome.problems, file=sys.stderr)
        if outcome.manifest:
            size = sum(file.bytes for file in outcome.manifest.files) / 1_000_000
            count = len(outcome.manifest.files)
            print(f"{chosen.to / path.name}: files: {count}; {size:.1f} MB")
    if not any(outcome.manifest for outcome in done.values()):
        return 1
    if publish_index(order):
        print(f"{chosen.to / 'index.html'}: the index")
    else:
        print(f"{chosen.to / 'index.html'} is not ours and is left as it is", file=sys.stderr)
    return 1 if any(outcome.problems for outcome in done.values()) else 0


def _stories_of(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The story folders that are meant: each path itself, or the stories in it."""
    found: dict[Path, None] = {}
    for path in map(resolved, paths):
        inside = () if (path / folder.STORY_FILE).exists() else folder.stories_in(path)
        found.update(dict.fromkeys(inside or (path,)))
    return tuple(found)
