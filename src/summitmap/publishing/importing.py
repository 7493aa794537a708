"""Events of a file from outside, set into a story's folder: all of them, or nothing is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from tomlkit.exceptions import TOMLKitError

from summitmap.errors import Problem, StoryError, TableError
from summitmap.places.geocoders import OfflineGeocoder
from summitmap.places.missing import with_missing_places
from summitmap.places.overrides import own_point
from summitmap.publishing import storyfile
from summitmap.publishing.feature_reader import read_features
from summitmap.publishing.merging import KindOf, Merged, is_same, merged
from summitmap.publishing.rows import Table
from summitmap.publishing.table_reader import read_table
from summitmap.publishing.tablefile import TextFile, text_of
from summitmap.story import folder, keeping
from summitmap.story.folder import PLACES_FILE, STORY_FILE, StoryFolder
from summitmap.story.keeping import Keeper
from summitmap.story.model import Event, Identifier, Language, LocalText, Place, PlaceKind

_OTHERWISE = "en"

_JSON = (".geojson", ".json")


@dataclass(frozen=True)
class NewStory:
    """What a file may not tell of the story that it is to become: each where the file does not.

    `published_is_assumed` tells that nobody gave the day of publication.
    """

    published: date
    published_is_assumed: bool = False
    language: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Imported:
    """What an import did. `not_found` are the places that the geocoder has none for, `removed`
    the events that the file no longer has, `notes` what a person should know of the reading."""

    folder: StoryFolder
    is_new: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    not_found: tuple[str, ...]
    notes: tuple[str, ...]


def events_from(path: Path, language: str = _OTHERWISE) -> Table:
    """The events of a CSV or GeoJSON file, as the file has them.

    A column of a spreadsheet without a language behind it is in `language`. What is wrong with
    single rows is among the table's problems. Raises `TableError` for a file that is none such,
    and `OSError` when it cannot be read.
    """
    return _table(text_of(path), language)


def _table(file: TextFile, language: str) -> Table:
    if file.name.lower().endswith(_JSON) or file.text.lstrip().startswith("{"):
        return read_features(file)
    return read_table(file, language)


def import_events(
    path: Path, target: Path, new: NewStory, geocoder: Callable[[], OfflineGeocoder]
) -> Imported:
    """Set the events of a file into the story folder `target`, or make that folder of them.

    An existing story gets the file's events in place of its own; what the file does not carry
    stays, and people, sources and places that are new are added. A new story gets an article
    made of the quotes. Places are looked up with `geocoder`, which is opened only when one is
    missing. Everything is written beside and checked before it takes its place.

    Raises `TableError` with every row that is at fault, `StoryError` for an existing story that
    cannot be opened, and what the geocoder and the file system raise.
    """
    _check_target(target)
    file = text_of(path)
    with _alone_in(target) as keeper:
        return _import(file, target, new, geocoder, keeper)


@contextmanager
def _alone_in(target: Path) -> Iterator[Keeper]:
    """Be the only writer in the story's folder, or in the one that a new story is made in."""
    if not (target / STORY_FILE).exists():
        with keeping.alone(target.parent) as keeper:
            # Whoever was waited for may have made it.
            if not (target / STORY_FILE).exists():
                yield keeper
                return
    # A run that made the story may have been killed when all but that was done.
    keeping.tidy(target.parent)
    with keeping.alone(target) as keeper:
        yield keeper


def _import(
    file: TextFile,
    target: Path,
    new: NewStory,
    geocoder: Callable[[], OfflineGeocoder],
    keeper: Keeper,
) -> Imported:
    opened = folder.read(target) if (target / STORY_FILE).exists() else None
    main = new.language or (opened.story.languages[0] if opened else None)
    table = _table(file, main or _OTHERWISE)
    languages = opened.story.languages if opened else _languages(table, main)
    opening = cache(geocoder)
    told = merged(table, opened.story if opened else None, languages, _kind_of(opening))
    problems = [*table.problems, *told.problems]
    if not told.events:
        raise _faulty(problems)
    with keeper.folder_beside(target.name) as stage:
        files = (
            _new_files(stage.name, table, told, languages, new)
            if opened is None
            else _changed_files(target, told, opened)
        )
        for name, body in files.items():
            keeper.write(stage / name, body)
        read = _read(stage, table, told, problems, new if opened is None else None)
        found = with_missing_places(read, opening)
        places = _placed(found, told, table.file)
        if places != read.places:
            ordered = [places[item.id] for item in read.story.places if item.id in places]
            files[PLACES_FILE] = folder.places_written(ordered)
            keeper.write(stage / PLACES_FILE, files[PLACES_FILE])
        if opened is None:
            keeper.take(stage)
        else:
            keeper.put_all({name: files[name] for name in files if _is_new(target / name, files)})
    return _imported(StoryFolder(read.story, places), opened, table)


def _check_target(target: Path) -> None:
    """Raises `TableError` for a folder that no story can be made in."""
    try:
        TypeAdapter(Identifier).validate_python(target.name)
    except ValidationError:
        what = "is not a name that a story can have"
        way_out = "give a folder of small letters, digits and single hyphens"
        raise TableError((Problem(target.name, "", what, way_out),)) from None
    if (target / STORY_FILE).exists() or not target.exists():
        return
    if not target.is_dir() or any(target.iterdir()):
        what = f"holds something else than a story, for it has no {STORY_FILE}"
        way_out = "give another folder with --to"
        raise TableError((Problem(target.name, "", what, way_out),))


def _languages(table: Table, main: str | None) -> tuple[str, ...]:
    """The languages of a new story: those that the file has headlines in, the main one first."""
    told = table.story.get("languages")
    listed = [item for item in told if isinstance(item, str)] if isinstance(told, list) else []
    for row in table.rows:
        headline = row.fields.get("headline")
        listed += headline if isinstance(headline, dict) else []
    found = dict.fromkeys(item for item in listed if _is_language(item))
    if main in found:
        found = dict.fromkeys([main, *found])
    return tuple(found) or (main or _OTHERWISE,)


def _is_language(text: str) -> bool:
    try:
        TypeAdapter(Language).validate_python(text)
    except ValidationError:
        return False
    return True


def _kind_of(opening: Callable[[], OfflineGeocoder]) -> KindOf:
    """What kind of place the geocoder has under a name."""

    def kind_of(name: str) -> PlaceKind | None:
        found = opening().geocode(name)
        kind = getattr(found, "raw", {}).get("kind")
        return PlaceKind(kind) if kind else None

    return kind_of


def _new_files(
    story_id: str, table: Table, told: Merged, languages: Sequence[str], new: NewStory
) -> dict[str, bytes]:
    said = _said(table)
    title = new.title or re.sub(r"[\s_-]+", " ", Path(table.file).stem).strip() or story_id
    titles = said.get("title", dict.fromkeys(languages, title))
    protagonist = said.get("protagonist")
    if protagonist not in {person.id for person in told.people}:
        protagonist = _protagonist(told.events)
    head: dict[str, Any] = {
        "id": story_id,
        "published": said.get("published", new.published),
        "languages": list(languages),
        **({"protagonist": protagonist} if protagonist else {}),
        "title": titles,
        "summary": said.get("summary", titles),
        **({"method": said["method"]} if "method" in said else {}),
    }
    entries = {
        "people": told.people,
        "sources": told.sources,
        "places": told.places,
        "events": told.events,
    }
    files = {STORY_FILE: storyfile.written(head, entries).encode()}
    for language in languages:
        quotes = dict.fromkeys(event.quote.get(language, "") for event in told.events)
        article = "\n\n".join(quote for quote in quotes if quote)
        files[f"article.{language}.md"] = f"{article}\n".encode()
    return files


_TOLD: Mapping[str, TypeAdapter[Any]] = {
    "published": TypeAdapter(date),
    "protagonist": TypeAdapter(Identifier),
    "title": TypeAdapter(LocalText),
    "summary": TypeAdapter(LocalText),
    "method": TypeAdapter(LocalText),
}


def _said(table: Table) -> dict[str, Any]:
    """What the file says of the story as a whole, each checked. Raises `TableError`."""
    said, problems = {}, []
    for name, kind in _TOLD.items():
        if table.story.get(name) is None:
            continue
        try:
            said[name] = kind.validate_python(table.story[name])
        except ValidationError as error:
            what = str(error.errors()[0]["msg"])
            problem = Problem(table.file, f"story, {name}", what, "correct it or remove it")
            problems.append(problem)
    if problems:
        raise TableError(tuple(problems))
    return said


def _protagonist(events: Iterable[Event]) -> str | None:
    """Whoever is at every stop, the first named."""
    stops = [event.people for event in events if event.stop]
    everywhere = (
        [person for person in stops[0] if all(person in at for at in stops)] if stops else []
    )
    return everywhere[0] if everywhere else None


def _changed_files(target: Path, told: Merged, opened: StoryFolder) -> dict[str, bytes]:
    """Every file of the story as it would be."""
    files = {
        file.name: file.read_bytes()
        for file in (*target.glob("article.*.md"), target / PLACES_FILE)
        if file.is_file()
    }
    new = {"people": told.people, "sources": told.sources, "places": told.places}
    before = folder.text_of(target / STORY_FILE)
    try:
        text = storyfile.changed(before, told.events, opened.story.events, new)
    except TOMLKitError as error:
        what = f"cannot be changed and keep its comments: {error}"
        raise TableError((Problem(STORY_FILE, "", what, "mend it there"),)) from None
    return {**files, STORY_FILE: text.encode()}


def _read(
    stage: Path, table: Table, told: Merged, problems: list[Problem], new: NewStory | None
) -> StoryFolder:
    """The story as it would be. Raises `TableError` with these problems and with those that the
    rules of a story find, which are said of the rows that they come from."""
    try:
        read = folder.read(stage)
    except StoryError as error:
        found = [_of_a_row(problem, table, told) for problem in error.problems]
        if problems:
            # Without the rows that are at fault the story may lack more than it does.
            found = [problem for problem in found if problem.file == table.file]
        problems += found
        of_dates = any(re.search(r"\bdate$", problem.entry) for problem in found)
        if of_dates and new and new.published_is_assumed and "published" not in table.story:
            problems.append(_assumed(table, new))
    if problems:
        raise _faulty(problems)
    return read


def _faulty(problems: Iterable[Problem]) -> TableError:
    """The problems in the order of their rows, each once."""

    def number(problem: Problem) -> int:
        found = re.match(r"\w+ (\d+)", problem.entry)
        return int(found[1]) if found else 0

    return TableError(tuple(sorted(dict.fromkeys(problems), key=number)))


def _assumed(table: Table, new: NewStory) -> Problem:
    what = f"the story was taken to be published today, {new.published}, for the file does not say"
    return Problem(table.file, "", what, "give another day with --published")


def _of_a_row(problem: Problem, table: Table, told: Merged) -> Problem:
    entry, _, field = problem.entry.partition(", ")
    word, _, event_id = entry.partition(" ")
    if word != "event" or event_id not in told.rows:
        return problem
    path = tuple(field.split(".")) if field else ()
    return table.problem(told.rows[event_id], path, problem.what, problem.way_out)


def _placed(found: StoryFolder, told: Merged, name: str) -> Mapping[str, Place]:
    """The places, those that the file puts elsewhere moved there."""
    places = dict(found.places)
    for entry in found.story.places:
        position = told.positions.get(entry.id)
        place = places.get(entry.id)
        if position is None or (place is not None and is_same(place.position, position)):
            continue
        places[entry.id] = own_point(place, entry, position, f"as {name} has it")
    return places


def _is_new(old: Path, files: Mapping[str, bytes]) -> bool:
    return not old.exists() or files[old.name] != old.read_bytes()


def _imported(now: StoryFolder, opened: StoryFolder | None, table: Table) -> Imported:
    before = {event.id: event for event in opened.story.events} if opened else {}
    after = {event.id: event for event in now.story.events}
    return Imported(
        now,
        opened is None,
        added=tuple(item for item in after if item not in before),
        changed=tuple(key for key, item in after.items() if before.get(key, item) != item),
        removed=tuple(item for item in before if item not in after),
        not_found=tuple(entry.query for entry in now.places_to_find),
        notes=table.notes,
    )
