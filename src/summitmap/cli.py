"""The commands: progress on standard error, results on standard output.

Exit 0 when a command did its work, 1 with every problem listed when the input is at fault,
2 on wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from summitmap.errors import StoryError, SummitMapError
from summitmap.places.gazetteer import Gazetteer
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.resolve import resolve_all
from summitmap.story import folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], int] = chosen.run
        return run(chosen)
    except SummitMapError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summitmap", description="Turns a news article into an event map that can be trusted."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="list every problem of one or more stories")
    _takes_stories(check, "+")
    check.set_defaults(run=_check)
    geocode = commands.add_parser("geocode", help="find the places of a story and write them down")
    _takes_stories(geocode, None)
    geocode.set_defaults(run=_geocode)
    serve = commands.add_parser("serve", help="run the dashboard")
    serve.add_argument(
        "--stories",
        metavar="DIR",
        type=Path,
        default=Path("data/stories"),
        help="the folder whose folders are the stories (default: data/stories)",
    )
    serve.add_argument(
        "--port", metavar="N", type=_port, default=8501, help="the port (default: 8501)"
    )
    serve.set_defaults(run=_serve)
    return parser


def _takes_stories(command: argparse.ArgumentParser, number: str | None) -> None:
    command.add_argument(
        "story", metavar="STORY", type=Path, nargs=number, help="a folder with a story.toml"
    )


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise ValueError(text)
    return port


def _check(chosen: argparse.Namespace) -> int:
    faulty = 0
    for path in chosen.story:
        try:
            opened = folder.read(path.resolve())
        except StoryError as error:
            faulty += 1
            print(error)
            continue
        print(f"{path}: {_summary(opened)}")
    return 1 if faulty else 0


def _summary(opened: folder.StoryFolder) -> str:
    story = opened.story
    missing = len(opened.places_to_find)
    places = f"places: {len(story.places)}" + (f" ({missing} not geocoded yet)" if missing else "")
    languages = ", ".join(story.languages)
    return f"in order; events: {len(story.events)}; {places}; languages: {languages}"


def _geocode(chosen: argparse.Namespace) -> int:
    path: Path = chosen.story.resolve()
    opened = folder.read(path)
    geocoder = OfflineGeocoder(Gazetteer.open(progress=_progress))
    found = resolve_all(opened.story, geocoder, opened.places)
    by_id = {place.id: place for place in found}
    for entry in opened.story.places:
        place = by_id.get(entry.id)
        if place is None:
            print(f"{entry.id}: “{entry.query}” was not found")
            continue
        origin = place.provenance
        corrected = f", spelling corrected from “{origin.corrected_from}”"
        print(
            f"{entry.id}: {origin.matched} ({origin.dataset} {origin.record or '-'}) at "
            f"longitude {place.position.longitude:.5f}, latitude {place.position.latitude:.5f}"
            f"{corrected if origin.corrected_from else ''}"
        )
    print(f"written to {folder.write_places(path, found)}")
    return 0 if len(found) == len(opened.story.places) else 1


def _progress(part: float, doing: str) -> None:
    end = "\n" if part >= 1 else ""
    print(f"\r{part:4.0%} {doing}\033[K", end=end, file=sys.stderr, flush=True)


def _serve(chosen: argparse.Namespace) -> int:
    stories: Path = chosen.stories.resolve()
    if not stories.is_dir():
        print(f"{chosen.stories} is not a folder; give one with --stories DIR", file=sys.stderr)
        return 1
    # Streamlit is heavy, and only this command needs it.
    from summitmap.web.server import serve
    from summitmap.web.settings import STORIES

    os.environ[STORIES] = str(stories)
    serve(chosen.port)
    return 0


if __name__ == "__main__":
    sys.exit(main())
