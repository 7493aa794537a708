"""The country that an adjective before a place's name says: "finske Ruka", "the Lebanese city of
Tripoli"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from summitmap.errors import AssetError

_LONGEST = 60
"""How many characters before a name are looked at."""

_NORWEGIAN_NOUN = r"(?:\w*(?:by|byen|sted|stedet|stad|staden|bygd|bygda|havn|havna|havnen))"
_ENGLISH_NOUN = r"(?:city|town|village|resort|port|capital|suburb|municipality)"
_PATTERNS = {
    # A word between the two must say what is named, or "den franske avisen Le Monde" is in France.
    "nb": rf"(?P<of>\w+?)e? (?:{_NORWEGIAN_NOUN} )?$",
    # English says what the place is: "Chinese Taipei" is not in China.
    "en": rf"(?P<of>ADJECTIVE)(?: [\w-]+){{0,2}}? {_ENGLISH_NOUN}(?: of)? $",
}


def country_before(text: str, language: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that the end of the text says of the name behind it; `None`
    where it says none.

    `language` is "nb" or "en". Raises `AssetError` when the list of the package is missing.
    """
    match = _pattern(language).search(text[-_LONGEST:])
    return _adjectives(language).get(match["of"].casefold()) if match else None


@cache
def territories_of(country: str) -> frozenset[str]:
    """The codes of lands that belong to a country (both ISO 3166-1 alpha-2) and have their own:
    "danske Tórshavn" is in the Faroes. Raises `AssetError` as `country_before` does."""
    return frozenset(_listed()["territories"].get(country, ()))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    adjectives = "|".join(sorted(map(re.escape, _adjectives(language)), key=len, reverse=True))
    pattern = _PATTERNS[language].replace("ADJECTIVE", adjectives)
    return re.compile(rf"(?<!\w){pattern}", re.IGNORECASE)


@cache
def _adjectives(language: str) -> Mapping[str, str]:
    return {
        adjective.casefold(): country
        for country, adjectives in _listed()[language].items()
        for adjective in adjectives
    }


@cache
def _listed() -> Mapping[str, Mapping[str, list[str]]]:
    """The tables of the list by their names: each a list by the code of a country."""
    try:
        file = resources.files("summitmap.reading").joinpath("words", "nationalities.toml")
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise AssetError(
            "reading/words/nationalities.toml is missing or damaged: install summitmap again"
        ) from fault
