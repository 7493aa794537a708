"""A story as frozen values: events, people, sources, places, and what was found of the places.

Everything here was validated on the way in; whoever holds a `Story` need not check it again.
Rules that span several entries (an unknown id, a quote that is not in the text) are read in
`story.folder`, which knows the file each entry came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_serializer,
    model_validator,
)

from summitmap.story.dates import EventDate

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
"""A name for machines: small letters, digits and single hyphens."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
"""An ISO 639-1 code, such as `nb` or `en`."""

CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166-1 alpha-2 code, such as `RU`."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
LocalText = Annotated[dict[Language, Words], Field(min_length=1)]
"""The same text in each language of the story."""


def _only_http(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise ValueError("a link starts with https:// or http://")
    return value


WebAddress = Annotated[Words, AfterValidator(_only_http)]


class Status(StrEnum):
    """How far an event has come, as the article tells it."""

    HAPPENED = "happened"
    PLANNED = "planned"
    PROPOSED = "proposed"
    CANCELLED = "cancelled"
    DENIED = "denied"


class Basis(StrEnum):
    """Whether the article says it or we concluded it."""

    STATED = "stated"
    INFERRED = "inferred"


class Role(StrEnum):
    """What a place name does in its sentence."""

    LOCATION = "location"
    METONYM = "metonym"
    BACKGROUND = "background"


class PlaceKind(StrEnum):
    FACILITY = "facility"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    WATER = "water"

    @property
    def is_area(self) -> bool:
        """Whether a place of this kind is drawn as a shaded area and never as a pin."""
        return self in (PlaceKind.REGION, PlaceKind.COUNTRY, PlaceKind.WATER)


class Frozen(BaseModel):
    """A value: it cannot be changed, and an unknown field is a fault and not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Position(Frozen):
    """A point on the earth in degrees, WGS 84."""

    longitude: Annotated[float, Field(ge=-180, le=180)]
    latitude: Annotated[float, Field(ge=-90, le=90)]


class Person(Frozen):
    id: Identifier
    name: LocalText


class Source(Frozen):
    """Who says so: an agency, a spokesman; a name that is one in every language is written once."""

    id: Identifier
    name: Words | LocalText
    about: LocalText | None = None
    link: WebAddress | None = None

    def label(self, language: Language) -> str:
        """The name in that language."""
        return self.name if isinstance(self.name, str) else self.name[language]


class PlaceEntry(Frozen):
    """A place as the story asks for it: what to call it and what to ask the geocoder.

    `within` narrows the search to a country, `region` to a region by its name, such as
    "Primorye". `name` is what the reader sees.
    """

    id: Identifier
    name: LocalText
    query: Words
    kind: PlaceKind
    within: CountryCode | None = None
    region: Words | None = None


class Mention(Frozen):
    """A place name as the article writes it, word for word, wherever it stands in the text."""

    text: LocalText
    place: Identifier
    role: Role = Role.LOCATION
    note: LocalText | None = None


ParsedDate = Annotated[
    EventDate,
    BeforeValidator(lambda value: EventDate.parse(value) if isinstance(value, str) else value),
    PlainSerializer(lambda value: value.edtf, return_type=str),
]


class Event(Frozen):
    """Something that the article says happened or will.

    `stop` marks that the protagonist is at the place. `about` names a place that the event
    concerns without happening there. `note` says what we concluded ourselves, and why.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    id: Identifier
    date: ParsedDate | None = None
    date_basis: Basis = Basis.STATED
    place: Identifier | None = None
    place_basis: Basis = Basis.STATED
    about: Identifier | None = None
    status: Status
    stop: bool = False
    people: tuple[Identifier, ...] = ()
    sources: tuple[Identifier, ...] = ()
    headline: LocalText
    quote: LocalText
    note: LocalText | None = None


class Background(Frozen):
    """What the article tells to explain the events, without being one."""

    id: Identifier
    place: Identifier | None = None
    sources: tuple[Identifier, ...] = ()
    text: LocalText
    quote: LocalText


class Original(Frozen):
    """The article that the story retells: when and in which language it came out."""

    language: Language
    link: WebAddress | None = None


class ScorePart(Frozen):
    """One thing that speaks for a place or against it.

    `name` is what was looked at, `why` the fact that was found, for machines and people alike (a
    number with its unit, a code, a word; "not stated" where there is none).
    """

    name: Words
    points: float
    why: Words


class Score(Frozen):
    """How well a place fits a name and what is said around it; more points are better.

    Written as one line for each part, such as `"nearness": "19.5 175 km"`, to be read in a file.
    """

    parts: tuple[ScorePart, ...]

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        if not isinstance(value, dict) or "parts" in value:
            return value
        split = [(name, str(text).partition(" ")) for name, text in value.items()]
        return {
            "parts": [
                {"name": name, "points": points, "why": why} for name, (points, _, why) in split
            ]
        }

    @model_serializer
    def _write(self) -> dict[str, str]:
        return {part.name: f"{part.points:g} {part.why}" for part in self.parts}

    @property
    def total(self) -> float:
        """The sum of the points, rounded to one decimal."""
        return round(sum(part.points for part in self.parts), 1)

    def part(self, name: str) -> ScorePart:
        """The part of that name; raises `KeyError` when there is none."""
        for part in self.parts:
            if part.name == name:
                return part
        raise KeyError(name)


class Doubt(StrEnum):
    """Why a person should look at a place before it is published."""

    RIVAL = "rival"
    """Another place, far away, fits almost as well."""

    SPELLING = "spelling"
    """The name was found only by correcting it, and nothing around it confirms the place."""

    NAME = "name"
    """The name agrees only loosely, and nothing around it confirms the place."""

    KIND = "kind"
    """The text calls it something else than the place is, such as an airport."""

    REGION = "region"
    """The place lies beside the region that the text names, not clearly in it."""


class Candidate(Frozen):
    """What a place name could have meant; `kilometres` is how far it lies from the chosen one."""

    name: Words
    kind: PlaceKind | None = None
    country_code: CountryCode | None = None
    position: Position
    dataset: Words
    record: str | None = None
    kilometres: float
    score: Score | None = None


class Provenance(Frozen):
    """Who gave the point, which record it is, and what happened to the name on the way.

    `matched` is the name in the dataset that answered; `corrected_from` is the query when its
    spelling had to be corrected to find it.
    """

    dataset: Words
    version: str | None = None
    record: str | None = None
    matched: Words
    corrected_from: str | None = None
    credit: Words
    licence: str | None = None
    link: WebAddress | None = None


class CountryArea(Frozen):
    """The land of a country, drawn from the basemap."""

    country: CountryCode


_Node = Annotated[
    tuple[
        Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)],
        Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)],
    ],
    "longitude and latitude, degrees",
]
_Polygon = Annotated[list[Annotated[list[_Node], Field(min_length=4)]], Field(min_length=1)]
"""Rings that end where they begin (RFC 7946, 3.1.6), the outer one first."""

_COORDINATES: Mapping[str, TypeAdapter[Any]] = {
    "Polygon": TypeAdapter(_Polygon),
    "MultiPolygon": TypeAdapter(Annotated[list[_Polygon], Field(min_length=1)]),
}


class PolygonArea(Frozen):
    """An area of its own: a GeoJSON Polygon or MultiPolygon geometry, longitude before latitude."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]

    @model_validator(mode="after")
    def _is_on_the_earth(self) -> PolygonArea:
        try:
            _COORDINATES[self.type].validate_python(self.coordinates)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(step) for step in first["loc"])
            raise ValueError(f"coordinates {where}: {first['msg']}") from None
        return self


class SecondOpinion(Frozen):
    """What another service answered when it was asked for the same place.

    `query` and `within` are what it was asked, and `answered` the day it did. `position` and
    what describes it are missing when the service found nothing.
    """

    service: Words
    answered: date
    query: Words
    within: CountryCode | None = None
    matched: Words | None = None
    position: Position | None = None
    kind: PlaceKind | None = None
    country_code: CountryCode | None = None
    precision_metres: Annotated[float, Field(ge=0)] | None = None
    record: str | None = None
    credit: Words
    link: str | None = None

    def is_about(self, entry: PlaceEntry) -> bool:
        """Whether it answers what the entry asks now."""
        return (self.query, self.within) == (entry.query, entry.within)


class Place(Frozen):
    """What a place entry was resolved to.

    `precision_metres` is how far the true spot may lie from `position`; for an area it is the
    radius of a circle as large as the area. `chosen_by` tells whether a person set it. `score`
    says why a geocoder's answer was chosen, `doubt` why it should be looked at.
    """

    id: Identifier
    position: Position
    kind: PlaceKind
    country_code: CountryCode | None = None
    area: CountryArea | PolygonArea | None = None
    precision_metres: Annotated[float, Field(ge=0)]
    provenance: Provenance
    score: Score | None = None
    doubt: Doubt | None = None
    candidates: tuple[Candidate, ...] = ()
    chosen_by: Literal["geocoder", "person"] = "geocoder"
    reason: str | None = None
    second_opinion: SecondOpinion | None = None


_Entry = TypeVar("_Entry", Person, Source, PlaceEntry, Event)


class Story(Frozen):
    """One article turned into events on a map; the events stand in the order of the journey."""

    id: Identifier
    published: date
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    title: LocalText
    summary: LocalText
    method: LocalText | None = None
    protagonist: Identifier | None = None
    original: Original | None = None
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    places: tuple[PlaceEntry, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: Annotated[tuple[Event, ...], Field(min_length=1)]
    background: tuple[Background, ...] = ()
    articles: Annotated[dict[Language, str], Field(default_factory=dict)]
    """The article text in each language, paragraphs separated by an empty line."""

    def event(self, event_id: str) -> Event:
        """The event of that id; raises `KeyError` when there is none."""
        return _find(self.events, event_id)

    def place(self, place_id: str) -> PlaceEntry:
        """The place entry of that id; raises `KeyError` when there is none."""
        return _find(self.places, place_id)

    def source(self, source_id: str) -> Source:
        """The source of that id; raises `KeyError` when there is none."""
        return _find(self.sources, source_id)

    def person(self, person_id: str) -> Person:
        """The person of that id; raises `KeyError` when there is none."""
        return _find(self.people, person_id)


def _find(entries: tuple[_Entry, ...], entry_id: str) -> _Entry:
    for entry in entries:
        if entry.id == entry_id:
            return entry
    raise KeyError(entry_id)
