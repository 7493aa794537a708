"""`summitmap import`: the events of a table into a story."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from summitmap.commands.arguments import Commands, day, resolved
from summitmap.commands.terminal import plain, progress, summary
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.publishing.importing import NewStory, import_events


def add(commands: Commands) -> None:
    """Add the command to the parser's."""
    _takes_a_file_of_events(
        commands.add_parser("import", help="set the events of a CSV or GeoJSON file into a story")
    )


def _takes_a_file_of_events(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar="FILE", type=Path, help="a CSV or GeoJSON file of events")
    command.add_argument(
        "--to",
        metavar="STORYDIR",
        type=Path,
        required=True,
        help="the story's folder: its events are replaced; a folder that is not there is made",
    )
    command.add_argument(
        "--language", metavar="CODE", type=_language, help="of columns that name none, such as nb"
    )
    command.add_argument(
        "--title", metavar="TEXT", help="of a new story (default: the file's name)"
    )
    command.add_argument(
        "--published",
        metavar="DAY",
        type=day,
        help="of a new story, such as 2023-09-14 (default: as the file says, or today)",
    )
    command.set_defaults(run=_import)


def _language(text: str) -> str:
    if not (len(text) == 2 and text.isascii() and text.isalpha() and text.islower()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a code such as nb or en")
    return text


def _import(chosen: argparse.Namespace) -> int:
    new = NewStory(
        chosen.published or date.today(),
        published_is_assumed=chosen.published is None,
        language=chosen.language,
        title=chosen.title,
    )
    done = import_events(
        chosen.file,
        resolved(chosen.to),
        new,
        lambda: OfflineGeocoder(Gazetteer.open(progress=progress)),
    )
    for note in done.notes:
        print(plain(note), file=sys.stderr)
    for query in done.not_found:
        print(plain(f"“{query}” was not found and is not on the map"), file=sys.stderr)
    if done.removed:
        print(f"no longer in the story: {', '.join(done.removed)}", file=sys.stderr)
    counts = f"added: {len(done.added)}; changed: {len(done.changed)}"
    print(f"{chosen.to}: {summary(done.folder)}; {counts}; removed: {len(done.removed)}")
    return 0
