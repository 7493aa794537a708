"""A story on disk: read it, check it, write what was found of its places.

A folder holds `story.toml`, `article.<language>.md` and, once its places were found,
`places.geojson`. Reading gathers every problem of every file before it gives up, so that a
person mends them in one round.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from summitmap.errors import Problem, StoryError
from summitmap.story import intake, keeping, rules
from summitmap.story.intake import LargeFileError, megabytes
from summitmap.story.model import (
    Background,
    CountryArea,
    Event,
    Language,
    Mention,
    Person,
    Place,
    PlaceEntry,
    PolygonArea,
    Source,
    Story,
)

STORY_FILE = "story.toml"
PLACES_FILE = "places.geojson"
_LARGEST_FILE = 4_000_000
_LARGEST_ARTICLE = 1_000_000
"""Bytes, some three hundred pages of a book."""

MOST_ENTRIES = 5_000
"""Of each list of a story."""

_MOST_PROBLEMS = 1_000
"""That are told at once."""

_DEEPEST_KEY = 50
_PART = r"""\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_TOO_DEEP_A_KEY = re.compile(rf"{_PART}(?:[ \t]*+{_PART}){{{_DEEPEST_KEY - 1}}}")
"""The parser's work grows with the square of what stands between dots in one key."""

TABLES: Mapping[str, tuple[str, type[BaseModel]]] = {
    "people": ("person", Person),
    "sources": ("source", Source),
    "places": ("place", PlaceEntry),
    "mentions": ("mention", Mention),
    "events": ("event", Event),
    "background": ("background", Background),
}
"""The lists of a story file: what one entry of each is called, and its model."""

_WAYS_OUT = {
    "missing": "add it",
    "extra_forbidden": "remove it or correct its spelling",
    "string_pattern_mismatch": "use small letters, digits and hyphens as the others do",
    "string_too_short": "write something",
    "too_short": "add at least one",
    "dict_type": "write it once for each language, such as title.nb and title.en",
    "date_from_datetime_parsing": "write a day such as 2023-09-14",
    "date_type": "write a day such as 2023-09-14, without quotation marks",
    "value_error": "write it as the message says",
}


@dataclass(frozen=True)
class StoryFolder:
    """What a folder holds: the story and the places that were found, by place id."""

    story: Story
    places: Mapping[str, Place]

    @property
    def places_to_find(self) -> tuple[PlaceEntry, ...]:
        """The places that the story asks for and the lock file does not answer."""
        return tuple(entry for entry in self.story.places if entry.id not in self.places)


def read(folder: Path) -> StoryFolder:
    """Open the story in `folder`. Raises `StoryError` with every problem that was found."""
    problems: list[Problem] = []
    table = _toml(folder, problems)
    if table is None:
        raise StoryError(folder.name, tuple(problems))
    parts = _parts(table, problems)
    articles = _articles(folder, parts.languages, problems)
    problems += rules.broken(parts, articles, file=STORY_FILE, folder=folder.name)
    places = _places(folder, {entry.id for entry in parts.places}, problems)
    if not problems:
        try:
            story = Story.model_validate({**table, "articles": articles})
        except ValidationError as error:
            problems += _model_problems(error, table)
        else:
            return StoryFolder(story, places)
    raise StoryError(folder.name, _told(problems))


def _told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems, each once; of very many the first, and how many there are."""
    each = tuple(dict.fromkeys(problems))
    if len(each) <= _MOST_PROBLEMS:
        return each
    what = f"has {len(each)} problems, of which these are the first {_MOST_PROBLEMS}"
    return (*each[:_MOST_PROBLEMS], Problem(STORY_FILE, "", what, "mend them and check again"))


def stories_in(directory: Path) -> tuple[Path, ...]:
    """The story folders directly in `directory`, by name; none when it does not exist."""
    if not directory.is_dir():
        return ()
    found = (path.parent for path in directory.glob(f"*/{STORY_FILE}"))
    # What a run that was killed has left begins with a dot.
    return tuple(sorted(path for path in found if not path.name.startswith(".")))


def title_of(folder: Path, languages: Sequence[Language]) -> str:
    """What the story is called, in the first of the languages that it has its title in, else in
    its own first; a story that cannot be read is called by its folder."""
    title = (_toml(folder, []) or {}).get("title")
    named = title if isinstance(title, dict) else {}
    for language in (*languages, *named):
        said = named.get(language)
        if isinstance(said, str) and said.strip():
            return said.strip()
    return folder.name


def write_places(folder: Path, places: Iterable[Place]) -> Path:
    """Write the lock file beside the story and give its path. Raises `KeepingError`."""
    with keeping.alone(folder) as keeper:
        return keeper.put(PLACES_FILE, places_written(places))


def places_written(places: Iterable[Place]) -> bytes:
    """The lock file of these places; the same places give the same bytes."""
    features = ",\n".join(_written(_feature(place)) for place in places)
    return f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'.encode()


def text_of(path: Path, largest: int = _LARGEST_FILE) -> str:
    """The text of a story's file: UTF-8, without a byte order mark, each line ended by U+000A.

    Raises `LargeFileError` beyond so many bytes, `UnicodeDecodeError`, and `OSError` for what
    cannot be read.
    """
    text = keeping.bytes_of(path, largest).decode("utf-8-sig")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(
    folder: Path,
    name: str,
    problems: list[Problem],
    *,
    needed: bool = True,
    largest: int = _LARGEST_FILE,
) -> str | None:
    try:
        return text_of(folder / name, largest)
    except LargeFileError:
        limit = megabytes(largest)
        problems.append(Problem(name, "", f"is larger than {limit}", "shorten it"))
    except FileNotFoundError:
        if needed:
            problems.append(Problem(name, "", "is missing", "add the file"))
    except UnicodeDecodeError as error:
        problems.append(
            Problem(name, f"byte {error.start}", "is not UTF-8", "save the file as UTF-8")
        )
    except OSError as error:
        problems.append(
            Problem(name, "", f"cannot be read ({error.strerror})", "check the file's permissions")
        )
    return None


def _toml(folder: Path, problems: list[Problem]) -> dict[str, Any] | None:
    text = _text(folder, STORY_FILE, problems)
    if text is None:
        return None
    try:
        if _TOO_DEEP_A_KEY.search(text):
            raise ValueError(f"a key has more than {_DEEPEST_KEY} parts")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # A ValueError that is no TOMLDecodeError is Python's, for a number of very many digits.
        problems.append(Problem(STORY_FILE, "", f"is not TOML: {error}", "mend it there"))
        return None


def _parts(table: Mapping[str, Any], problems: list[Problem]) -> rules.Parts:
    """The entries that are sound on their own; what is wrong with the others joins `problems`."""
    sound: dict[str, list[Any]] = {name: [] for name in TABLES}
    for name, (word, model) in TABLES.items():
        rows = table.get(name, [])
        if not isinstance(rows, list):
            problems.append(
                Problem(
                    STORY_FILE, name, "is not a list of tables", f"write [[{name}]] before each"
                )
            )
            continue
        if len(rows) > MOST_ENTRIES:
            what = f"has {len(rows)} entries; at most {MOST_ENTRIES} can be shown"
            problems.append(Problem(STORY_FILE, name, what, "make several stories of it"))
            continue
        for number, row in enumerate(rows, start=1):
            try:
                sound[name].append(model.model_validate(row))
            except ValidationError as error:
                entry = _entry_name(word, number, row)
                problems += [_problem(detail, entry) for detail in error.errors()]
    return rules.Parts(
        table=table,
        **{name: tuple(rows) for name, rows in sound.items()},
    )


def _entry_name(word: str, number: int, row: object) -> str:
    named = row.get("id") if isinstance(row, dict) else None
    return f"{word} {named}" if isinstance(named, str) else f"{word} number {number}"


def _model_problems(error: ValidationError, table: Mapping[str, Any]) -> list[Problem]:
    """Problems of the story's own fields; those of its entries were found one by one."""
    return [
        _problem(detail, "")
        for detail in error.errors()
        if not (len(detail["loc"]) > 1 and detail["loc"][0] in TABLES and detail["loc"][0] in table)
    ]


def _problem(detail: ErrorDetails, entry: str) -> Problem:
    field = ".".join(str(part) for part in detail["loc"] if not _is_inner(part))
    where = ", ".join(part for part in (entry, field) if part)
    what = str(detail["msg"]).removeprefix("Value error, ").rstrip(".")
    way_out = _WAYS_OUT.get(detail["type"], "correct it as the README's story format says")
    return Problem(STORY_FILE, where, what[:1].lower() + what[1:], way_out)


def _is_inner(part: object) -> bool:
    """Whether a step of pydantic's path is its own (a validator's name) and not the story's."""
    return isinstance(part, str) and ("[" in part or "(" in part)


def _articles(folder: Path, languages: Iterable[str], problems: list[Problem]) -> dict[str, str]:
    texts = {}
    for language in languages:
        # A language is checked before it becomes part of a file name.
        if len(language) == 2 and language.isascii() and language.isalpha():
            name = f"article.{language}.md"
            text = _text(folder, name, problems, largest=_LARGEST_ARTICLE)
            if text is not None:
                texts[language] = _paragraphs(text)
    return texts


def _paragraphs(text: str) -> str:
    """The text with one empty line between paragraphs and none of its line breaks inside them."""
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    return "\n\n".join(block for block in blocks if block)


def _places(folder: Path, known: set[str], problems: list[Problem]) -> dict[str, Place]:
    text = _text(folder, PLACES_FILE, problems, needed=False)
    if text is None:
        return {}
    again = "run summitmap geocode on the story"
    try:
        features = list(_features(_writable(text)))
    except ValueError as error:
        problems.append(Problem(PLACES_FILE, "", str(error), again))
        return {}
    found: dict[str, Place] = {}
    for number, feature in enumerate(features, start=1):
        try:
            place = _place(feature)
        except ValidationError as error:
            first = error.errors()[0]
            field = ".".join(str(part) for part in first["loc"])
            said = first["msg"].removeprefix("Value error, ")
            what = f"{field}: {said}" if field else said
            problems.append(Problem(PLACES_FILE, f"feature number {number}", what, again))
            continue
        except RecursionError:
            what = "is nested too deeply"
            problems.append(Problem(PLACES_FILE, f"feature number {number}", what, again))
            continue
        if place.id in found:
            what = f"{place.id} is given twice"
            problems.append(Problem(PLACES_FILE, f"feature number {number}", what, again))
        if place.id in known:
            found[place.id] = place
    return found


def _writable(text: str) -> object:
    """What the text of JSON says, when it can be written again. Raises `ValueError`."""
    document = intake.json_of(text)
    # JSON can name half of a character, which nothing else can hold.
    if "\\ud" in text.lower():
        try:
            json.dumps(document, ensure_ascii=False).encode()
        except (UnicodeEncodeError, RecursionError):
            raise ValueError("holds what is no text in Unicode") from None
    return document


def _features(document: object) -> Iterator[dict[str, Any]]:
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise ValueError("is not GeoJSON: it has no list of features")
    for feature in document["features"]:
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            raise ValueError("is not GeoJSON: a feature has no properties")
        yield feature


def _feature(place: Place) -> dict[str, Any]:
    """A place as a GeoJSON feature: its polygon where it has one of its own, else its point."""
    fields = place.model_dump(mode="json", exclude_none=True, exclude={"area"})
    geometry: dict[str, Any] = {
        "type": "Point",
        "coordinates": [place.position.longitude, place.position.latitude],
    }
    if isinstance(place.area, PolygonArea):
        geometry = place.area.model_dump(mode="json")
    elif isinstance(place.area, CountryArea):
        fields["area_of_country"] = place.area.country
    return {"type": "Feature", "id": place.id, "properties": fields, "geometry": geometry}


def _written(feature: dict[str, Any]) -> str:
    """A feature as text: its properties a line each, to be read and compared, and its geometry,
    which nobody reads, on one."""
    geometry = json.dumps(feature["geometry"], separators=(",", ":"))
    properties = json.dumps(feature["properties"], ensure_ascii=False, indent=1)
    name = json.dumps(feature["id"])
    return (
        f'{{"type": "Feature", "id": {name}, "properties": {properties},\n"geometry": {geometry}}}'
    )


def _place(feature: dict[str, Any]) -> Place:
    fields = dict(feature["properties"])
    country = fields.pop("area_of_country", None)
    geometry = feature.get("geometry")
    if country is not None:
        fields["area"] = {"country": country}
    elif isinstance(geometry, dict) and geometry.get("type") != "Point":
        fields["area"] = PolygonArea.model_validate(geometry)
    return Place.model_validate(fields)
