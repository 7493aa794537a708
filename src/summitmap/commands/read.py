"""`summitmap read`: articles in, draft stories out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from summitmap.commands.arguments import Commands, day
from summitmap.commands.terminal import plain, progress
from summitmap.errors import KeepingError, ReadingError, StoryError
from summitmap.places.gazetteer import Gazetteer
from summitmap.reading.contract import as_json, place_name
from summitmap.reading.draft import Draft
from summitmap.reading.many import NoDayError, Order, Outcome, read_many, read_one
from summitmap.reading.storywriter import headline, write_story


def add(commands: Commands) -> None:
    """Add the command to the parser's."""
    read = commands.add_parser(
        "read", help="read news articles and draft a story of each, for a person to check"
    )
    _takes_articles(read)
    read.set_defaults(run=_read, wrong=read.error)


def _takes_articles(read: argparse.ArgumentParser) -> None:
    read.add_argument(
        "article",
        metavar="ARTICLE",
        type=Path,
        nargs="+",
        help="a file of one article: .txt, .md, .html or .docx",
    )
    read.add_argument(
        "--language",
        metavar="CODE",
        choices=("nb", "en"),
        help="nb or en (default: found in the text)",
    )
    read.add_argument(
        "--published",
        metavar="DAY",
        type=day,
        help="the day of publication, such as 2023-09-14, which “yesterday” goes by; needed"
        " unless the text says “Published …” or “Publisert …” with day, month and year",
    )
    read.add_argument("--json", action="store_true", help="print what was read as JSON")
    read.add_argument(
        "--to",
        metavar="DIR",
        type=Path,
        help="write each draft as a story folder in DIR; none that is there is touched",
    )


def _read(chosen: argparse.Namespace) -> int:
    orders = [Order(path, chosen.language, chosen.published) for path in chosen.article]
    # Built once, and not in each process.
    Gazetteer.open(progress=progress)
    results = _Results(chosen.to, chosen.json, several=len(orders) > 1)
    if len(orders) == 1:
        try:
            results.take(Outcome(orders[0], read_one(orders[0], progress), None))
        except NoDayError as error:
            chosen.wrong(str(error))
    else:
        for number, outcome in enumerate(read_many(orders), start=1):
            results.take(outcome)
            progress(number / len(orders), f"{number} of {len(orders)} articles")
    return 1 if results.failed else 0


class _Results:
    """What becomes of the drafts of one command: printed, written, or told as failed."""

    def __init__(self, directory: Path | None, as_json: bool, *, several: bool) -> None:
        self._directory = directory
        self._as_json = as_json
        self._several = several
        self._taken: set[str] = set()
        self.failed = False

    def take(self, outcome: Outcome) -> None:
        """Deal with one article; a failure is told in one line."""
        if outcome.draft is None:
            self._tell(outcome.problem or f"{outcome.order.path} was not read")
            return
        path = outcome.order.path
        if self._as_json:
            print(self._json(path, outcome.draft))
        if self._directory is not None:
            self._write(path, outcome.draft, self._directory)
        if not self._as_json and self._directory is None:
            print(_plain_lines(path, outcome.draft))

    def _json(self, path: Path, draft: Draft) -> str:
        """One object; of several articles each on a line of its own, with its file."""
        if self._several:
            return json.dumps({"article": str(path), **as_json(draft)}, ensure_ascii=False)
        return json.dumps(as_json(draft), ensure_ascii=False, indent=1)

    def _write(self, path: Path, draft: Draft, directory: Path) -> None:
        try:
            folder = write_story(draft, directory, self._taken)
        except (ReadingError, KeepingError) as error:
            self._tell(f"{path}: {error}")
        except StoryError as error:
            self._tell(f"{path}: the draft is not sound: {error.problems[0]}")
        else:
            self._taken.add(folder.name)
            if not self._as_json:
                print(f"{path}: written to {folder}; events: {len(draft.events)}")

    def _tell(self, problem: str) -> None:
        self.failed = True
        # The bar of progress stands on this line.
        print(f"\r\033[K{plain(problem)}", file=sys.stderr)


def _plain_lines(path: Path, draft: Draft) -> str:
    """A draft for a person at a terminal."""
    lines = [f"{path}: {draft.article.language}, published {draft.article.published}"]
    for event in draft.events:
        when = event.when.edtf if event.when else "no date"
        place = event.place.place
        name = place_name(place) if place else f"“{event.place.name.span.text}”, not found"
        lines.append(f"  {when}  {event.status.value}  {name}: {headline(event)}")
    stops = [draft.events[number].place for number in draft.itinerary]
    names = [place_name(each.place) if each.place else each.name.span.text for each in stops]
    lines.append(f"  itinerary: {' → '.join(names) or 'none'}")
    return "\n".join(plain(line) for line in lines)
