"""The events of a file set into a story: what they name is looked up in it, or added to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from summitmap.errors import Problem, TableError
from summitmap.publishing.rows import Reference, Row, Table
from summitmap.story.folder import MOST_ENTRIES
from summitmap.story.model import (
    Basis,
    Event,
    Identifier,
    Person,
    PlaceEntry,
    PlaceKind,
    Position,
    Source,
    Status,
    Story,
)

KindOf = Callable[[str], PlaceKind | None]
"""What kind of place a name means, as far as it is known."""

_SAME_DEGREES = 1e-6
"""Two positions that are no farther apart are one: a tenth of a metre."""

_LONGEST_ID = 64

_IN_LANGUAGES = ("headline", "quote", "note")

_Known = TypeVar("_Known", Person, Source, PlaceEntry)


@dataclass(frozen=True)
class Merged:
    """What a story becomes: all its events in the file's order, and the entries that are new.

    `positions` are where the file puts places, by their id. `rows` are the rows that the events
    come from, by event id, for whatever is found wrong with them later. A row that is at fault is
    among the `problems` and not among the events.
    """

    events: tuple[Event, ...]
    people: tuple[Person, ...]
    sources: tuple[Source, ...]
    places: tuple[PlaceEntry, ...]
    positions: Mapping[str, Position]
    rows: Mapping[str, Row]
    problems: tuple[Problem, ...]


def merged(table: Table, story: Story | None, languages: Sequence[str], kind_of: KindOf) -> Merged:
    """The file's events as those of the story, or of a new one in these languages.

    An event that the story has keeps what the file does not carry.
    """
    return _Merging(table, story, languages, kind_of).merged()


class _Register(Generic[_Known]):
    """The people, sources or places of a story: those that it has and those that are added.

    `taken` are the ids that are not free.
    """

    def __init__(self, model: type[_Known], known: Iterable[_Known]) -> None:
        self.model: type[_Known] = model
        self.by_id: dict[str, _Known] = {}
        self.new: dict[str, _Known] = {}
        self._by_name: dict[str, _Known] = {}
        for entry in known:
            self._put(entry)

    def find(self, item: Reference) -> _Known | None:
        """By id, or else by a name in any language; a place also by what is asked for it.

        What could be an id and has names beside it is one: it may be another's name too.
        """
        if item.text not in self.by_id and item.entry.get("name") and _is_id(item.text):
            return None
        return self.by_id.get(item.text) or self._by_name.get(_key(item.text))

    def add(self, entry: _Known) -> None:
        self.new[entry.id] = entry
        self._put(entry)

    def _put(self, entry: _Known) -> None:
        self.by_id[entry.id] = entry
        for name in _names(entry):
            self._by_name.setdefault(_key(name), entry)


class _Merging:
    def __init__(
        self, table: Table, story: Story | None, languages: Sequence[str], kind_of: KindOf
    ) -> None:
        self._table = table
        self._languages = tuple(languages)
        self._kind_of = kind_of
        self._known = {event.id: event for event in story.events} if story else {}
        self._is_new = story is None
        self._people = _Register(Person, story.people if story else ())
        self._sources = _Register(Source, story.sources if story else ())
        self._places = _Register(PlaceEntry, story.places if story else ())
        self._at: dict[int, str | None] = {}
        self._positions: dict[str, Position] = {}
        self._problems: list[Problem] = []

    def merged(self) -> Merged:
        # What describes a place goes before what only names it.
        for row in (*self._table.rows, *self._table.others):
            for item in row.references.get("place", ()):
                self._at[row.number] = self._place(row, "place", item)
        events: dict[str, Event] = {}
        rows: dict[str, Row] = {}
        for row in self._table.rows:
            event = self._event(row, rows)
            if event is not None:
                events[event.id] = event
        return Merged(
            tuple(events.values()),
            tuple(self._people.new.values()),
            tuple(self._sources.new.values()),
            tuple(self._places.new.values()),
            self._positions,
            rows,
            tuple(self._problems),
        )

    def _event(self, row: Row, rows: dict[str, Row]) -> Event | None:
        fields = dict(row.fields)
        event_id = self._event_id(row, rows)
        if event_id is None:
            return None
        rows[event_id] = row
        before = self._known.get(event_id)
        told = before.model_dump(mode="json", exclude_none=True) if before else {}
        told["id"] = event_id
        for name in ("date", "date_basis", "place_basis", "status", "stop"):
            if name in fields:
                told[name] = fields[name]
        told |= self._texts(fields, before)
        told |= self._references(row)
        if row.references.get("place") and told["place"] is None:
            return None
        return self._checked(
            Event, {key: value for key, value in told.items() if value is not None}, row, ()
        )

    def _event_id(self, row: Row, rows: Mapping[str, Row]) -> str | None:
        given = row.fields.get("id")
        if given is None:
            return _free(_slug(_any_text(row.fields.get("headline")), "event"), rows)
        if not isinstance(given, str):
            what = "is not a text"
            self._fault(row, ("id",), what, "write small letters, digits and hyphens")
            return None
        if given in rows:
            what = f"{given[:40]!r} is the id of {self._table.word} {rows[given].number} too"
            self._fault(row, ("id",), what, "change it, or leave it empty")
            return None
        return given

    def _texts(self, fields: Mapping[str, Any], before: Event | None) -> dict[str, Any]:
        """The texts in each language: the file's, and where it has none of them the story's."""
        texts: dict[str, Any] = {}
        for name in _IN_LANGUAGES:
            if name not in fields:
                continue
            told = fields[name]
            if isinstance(told, dict):
                earlier: Mapping[str, str] = (getattr(before, name) if before else None) or {}
                # Only a language that the file has no column for is kept.
                kept = {key: text for key, text in earlier.items() if key not in told}
                told = kept | {key: text for key, text in told.items() if not _is_empty(text)}
            texts[name] = told or None
        if texts.get("quote") is None and before is not None:
            texts["quote"] = before.quote
        if self._is_new and texts.get("headline"):
            texts["quote"] = self._own_quote(texts)
        return texts

    def _own_quote(self, texts: Mapping[str, Any]) -> Any:  # noqa: ANN401 - still unchecked
        """The quote as it can stand in an article: on one line, and the headline without one."""
        quote, headline = texts.get("quote") or {}, texts.get("headline")
        if not isinstance(quote, dict) or not isinstance(headline, dict):
            return quote
        told = {**headline, **quote}
        return {
            key: " ".join(text.split()) if isinstance(text, str) else text
            for key, text in told.items()
        }

    def _references(self, row: Row) -> dict[str, Any]:
        """The ids of what a row names; what the story does not know is added to it."""
        ids: dict[str, Any] = {}
        if "place" in row.references:
            ids["place"] = self._at.get(row.number)
        if "about" in row.references:
            concerned = [self._place(row, "about", item) for item in row.references["about"]]
            ids["about"] = concerned[0] if concerned else None
        if "people" in row.references:
            ids["people"] = self._listed(row, "people", self._people)
        if "sources" in row.references:
            ids["sources"] = self._listed(row, "sources", self._sources)
        return ids

    def _listed(self, row: Row, name: str, register: _Register[Any]) -> list[str]:
        """The ids of people or sources, each once."""
        ids: dict[str, None] = {}
        for item in row.references[name]:
            known = register.find(item)
            if known is None:
                told = {
                    **item.entry,
                    "id": self._new_id(item, register),
                    "name": self._name(item),
                }
                known = self._checked(register.model, told, row, (name,))
                if known is None:
                    continue
                self._add(register, known)
            ids[known.id] = None
        return [*ids]

    def _place(self, row: Row, field: str, item: Reference) -> str | None:
        known = self._places.find(item)
        if known is None:
            known = self._new_place(row, field, item)
            if known is None:
                return None
            self._add(self._places, known)
        elif self._describes_another(item, known, row):
            return None
        if item.position is not None:
            self._put_at(row, known, item.position)
        return known.id

    def _new_place(self, row: Row, field: str, item: Reference) -> PlaceEntry | None:
        if self._describes_another(item, None, row):
            return None
        name = self._name(item)
        query = item.entry.get("query") or _any_text(item.entry.get("name")) or item.text
        kind = item.entry.get("kind")
        if not kind:
            kind = (self._kind_of(query) if isinstance(query, str) else None) or PlaceKind.CITY
        told = {
            **item.entry,
            "id": self._new_id(item, self._places),
            "name": name,
            "query": query,
            "kind": kind,
        }
        return self._checked(PlaceEntry, told, row, (field,))

    def _describes_another(self, item: Reference, known: PlaceEntry | None, row: Row) -> bool:
        """Whether what stands beside a place belongs to another one of the story: the columns of a
        table that was exported, with only the place's own cell changed."""
        own = {*map(_key, _names(known))} if known else set()
        for name in _texts_of(item.entry.get("name")):
            other = self._places.find(Reference(name))
            if other is None or other.id in self._places.new or _key(name) in own:
                continue
            what = f"is {item.text[:40]!r}, but what stands beside it describes {other.id!r}"
            way_out = "empty the cells of its name, query and position, or say the same in all"
            self._fault(row, ("place",), what, way_out)
            return True
        return False

    def _add(self, register: _Register[_Known], entry: _Known) -> None:
        """Add what is new. Raises `TableError` when a story cannot hold so much."""
        if len(register.by_id) >= MOST_ENTRIES:
            what = f"names more than {MOST_ENTRIES:,} different people, sources or places"
            problem = Problem(self._table.file, "", what, "make several stories of it")
            raise TableError((problem,))
        register.add(entry)

    def _put_at(self, row: Row, place: PlaceEntry, position: Position) -> None:
        before = self._positions.setdefault(place.id, position)
        if not is_same(before, position):
            what = f"puts {place.id!r} elsewhere than an earlier {self._table.word} does"
            self._fault(row, ("longitude",), what, "give it one position, or make it two places")

    def _new_id(self, item: Reference, register: _Register[Any]) -> str:
        word = register.model.__name__.removesuffix("Entry")
        return _free(item.text if _is_id(item.text) else _slug(item.text, word), register.by_id)

    def _name(self, item: Reference) -> Any:  # noqa: ANN401 - still unchecked
        """The name in each language of the story; what is not told is as in another language."""
        told = item.entry.get("name")
        if told is not None and not isinstance(told, dict):
            return told
        names = {key: name for key, name in (told or {}).items() if not _is_empty(name)}
        other = next(iter(names.values()), item.text)
        return names | {key: other for key in self._languages if key not in names}

    def _checked(
        self,
        model: type[_Value],
        fields: Mapping[str, Any],
        row: Row,
        under: tuple[str, ...],
    ) -> _Value | None:
        """The value of these fields, or `None` when they make none and the problems are told."""
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            for detail in error.errors():
                # What a new story quotes is its headline, which is missed already.
                if detail["loc"] == ("quote",) and self._is_new and "headline" not in fields:
                    continue
                self._fault(row, *_told(detail, model, under))
            return None

    def _fault(self, row: Row, path: tuple[str, ...], what: str, way_out: str) -> None:
        self._problems.append(self._table.problem(row, path, what, way_out))


_Value = TypeVar("_Value", bound=BaseModel)


def is_same(one: Position, other: Position) -> bool:
    """Whether two positions are one but for what writing them as a number loses."""
    return (
        abs(one.longitude - other.longitude) <= _SAME_DEGREES
        and abs(one.latitude - other.latitude) <= _SAME_DEGREES
    )


def _told(
    detail: ErrorDetails, model: type[BaseModel], under: tuple[str, ...]
) -> tuple[tuple[str, ...], str, str]:
    """The path, the fault and the way out of what pydantic found."""
    steps = [str(step) for step in detail["loc"]]
    path = tuple(step for step in steps if not re.search(r"[\[(]", step) and not step.isdigit())
    name = path[0] if path else ""
    if name == "id" and under:
        path = under
    elif model is PlaceEntry:
        path = ("place", *path)
    elif under:
        path = ({"people": "people_name", "sources": "source_name"}[under[0]], *path[1:])
    value = detail.get("input")
    said = f"{value[:40]!r}" if isinstance(value, str) else "this"
    choice = _CHOICES.get(name)
    if detail["type"] in ("missing", "string_too_short", "too_short"):
        return path, "is empty", "fill it in"
    if detail["type"] == "enum" and choice:
        words = ", ".join(choice)
        return path, f"{said} is none of {words}", "write one of them"
    if name == "date" and model is Event:
        way_out = "write EDTF: 2023-09-13, 2023-09, or 2023-09-14/2023-09-20~"
        said = detail["msg"].removeprefix("Value error, ")
        return path, said if isinstance(value, str) else "is not a text", way_out
    if name == "within":
        return path, f"{said} is no country code", "write two letters of ISO 3166-1, such as RU"
    if name == "id":
        way_out = "write at most 64 small letters, digits and single hyphens"
        return path, f"{said} is not an id", way_out
    message = detail["msg"].removeprefix("Value error, ").rstrip(".")
    return path, message[:1].lower() + message[1:], "correct it as the README says"


_CHOICES: Mapping[str, Sequence[str]] = {
    "status": [*Status],
    "date_basis": [*Basis],
    "place_basis": [*Basis],
    "kind": [*PlaceKind],
}


def _is_empty(text: object) -> bool:
    return text is None or (isinstance(text, str) and not text.strip())


def _texts_of(texts: object) -> list[str]:
    """The texts that are some, in whatever language."""
    listed = texts.values() if isinstance(texts, dict) else ()
    return [text for text in listed if isinstance(text, str) and text.strip()]


def _any_text(texts: object) -> str:
    return next(iter(_texts_of(texts)), "")


def _is_id(text: str) -> bool:
    try:
        TypeAdapter(Identifier).validate_python(text)
    except ValidationError:
        return False
    return True


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _names(entry: Person | Source | PlaceEntry) -> list[str]:
    """What an entry is known by: its names, and what is asked for a place."""
    names = [entry.name] if isinstance(entry.name, str) else [*entry.name.values()]
    return [*names, entry.query] if isinstance(entry, PlaceEntry) else names


_NORDIC = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ß": "ss", "đ": "d", "ł": "l"})


def _slug(text: str, otherwise: str) -> str:
    """An id from a text: its first words, without accents; the other word where none is left."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_NORDIC))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode())
    short = "-".join(words)[: _LONGEST_ID - 8]
    if len("-".join(words)) > len(short):
        short = short.rpartition("-")[0] or short
    return short.strip("-") or otherwise.lower()


def _free(wanted: str, taken: Container[str]) -> str:
    """The id, or the first with a number behind it that is not taken."""
    number, free = 2, wanted
    while free in taken:
        number, free = number + 1, f"{wanted}-{number}"
    return free
