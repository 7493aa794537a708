"""What the text around a name says about the place that it means."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summitmap.places import kinds
from summitmap.story.model import PlaceKind, Position

if TYPE_CHECKING:
    from summitmap.places.answer import Answer

_LONGEST_NAME = 200
_IN_BRACKETS = re.compile(r"^(?P<name>[^()]+)\((?P<region>[^()]+)\)$")
_BEFORE_COMMA = re.compile(r"^(?P<name>[^,]+),(?P<region>.+)$")
# The last "i" or "in", so that Mo i Rana i Nordland lies in Nordland.
_BEFORE_IN = re.compile(r"^(?P<name>.+)\s(?:i|in|på)\s(?P<region>.+)$", re.IGNORECASE)

# "Athens, the capital of Greece": it lies in Greece.
_CAPITAL_OF = r", (?:the )?(?:capital|hovedstad(?:en)?) (?:city )?(?:of|in|i) (?:the )?"

_LIES_IN = rf"(?P<link> (?:i|in|på) (?:the |den |det )?| \(|{_CAPITAL_OF})"

# Words with nothing but single spaces between them.
_NAME_WORDS = re.compile(r"[\w'’-]+(?: [\w'’-]+){0,3}")


@dataclass(frozen=True)
class Area:
    """A country or a region that a place may lie in.

    `admin1` is GeoNames' code of a first-order region inside its country, `None` for a country
    and for a region that is larger or of another make. `radius_km` is that of a circle as large.
    """

    name: str
    country_code: str | None
    admin1: str | None
    whole_country: bool
    position: Position
    radius_km: float

    @classmethod
    def of(cls, answer: Answer) -> Area:
        """The land of an answer that is a country or a region."""
        return cls(
            name=answer.name,
            country_code=answer.country_code,
            admin1=answer.admin1,
            whole_country=answer.kind is PlaceKind.COUNTRY,
            position=answer.position,
            radius_km=answer.precision_metres / 1000,
        )


@dataclass(frozen=True)
class Context:
    """What is known of a place beside its name; every field may be left out.

    kind        the kind that was asked for
    kind_words  the families (see `kinds`) of the words beside the name
    within      the country (ISO 3166-1 alpha-2) that it must lie in
    region      the name of a country or region that it must lie in, as the text writes it
    areas       all countries and regions that bear that name
    hints       more such names, which count only if a place of the name lies there
    others      where the story's other places are, those of one spot once (see `spread`)
    countries   the countries (ISO 3166-1 alpha-2) that they lie in, as often as they do
    published_in  the country whose readers the story was written for
    """

    kind: PlaceKind | None = None
    kind_words: frozenset[str] = frozenset()
    within: str | None = None
    region: str | None = None
    areas: tuple[Area, ...] = ()
    hints: tuple[str, ...] = ()
    others: tuple[Position, ...] = ()
    countries: tuple[str, ...] = ()
    published_in: str | None = None


SPOT_DEGREES = 0.1
"""Places nearer to each other than this, in degrees of latitude (11 km), are one spot."""


def spread(positions: Iterable[Position]) -> tuple[Position, ...]:
    """The positions without those that lie at the spot of an earlier one: a city, its station and
    its airport say once, and not three times, where a story plays."""
    kept: list[Position] = []
    for position in positions:
        narrow = math.cos(math.radians(position.latitude))
        alike = (
            abs(position.latitude - other.latitude) < SPOT_DEGREES
            and abs(position.longitude - other.longitude) * narrow < SPOT_DEGREES
            for other in kept
        )
        if not any(alike):
            kept.append(position)
    return tuple(kept)


@dataclass(frozen=True)
class Reading:
    """One way to understand a place as it is written: a name, and a region it lies in."""

    name: str
    region: str | None = None


def readings(text: str) -> tuple[Reading, ...]:
    """The ways to understand a place as it is written, the most literal first.

    "Vancouver, Washington" may be the name of a place, or one in Washington; so may "Tripoli
    (Libanon)" and "Khasan i Primorje".
    """
    whole = " ".join(text[:_LONGEST_NAME].split())
    found = [Reading(whole)] if whole else []
    for pattern in (_IN_BRACKETS, _BEFORE_COMMA, _BEFORE_IN):
        if match := pattern.match(whole):
            name, region = match["name"].strip(" ,"), match["region"].strip(" ,")
            if name and region:
                found.append(Reading(name, region))
    return tuple(dict.fromkeys(found))


def regions_behind(text: str, name: str) -> tuple[str, ...]:
    """What the text says the place lies in, right behind the name: "Khasan i Primorje", "Tripoli
    (Libanon)". Each is a guess, for "in" may go on with anything; each stands once, in order.

    The name is looked for word for word, wherever it stands.
    """
    if not name.strip():
        return ()
    found: list[str] = []
    for match in re.finditer(rf"(?<!\w){re.escape(name)}[»”\"']?{_LIES_IN}", text):
        rest = text[match.end() : match.end() + _LONGEST_NAME]
        if match["link"] == " (":
            found += [rest.partition(")")[0].strip()] if ")" in rest else []
        else:
            found.append(_leading_name(rest))
    return tuple(dict.fromkeys(region for region in found if region))


def _leading_name(text: str) -> str:
    """The words at the beginning with a capital letter, and a word such as "province" behind.

    What says only which part or what sort it is may stand before: "nordlige Libanon", "delstaten
    Ohio"."""
    words = _NAME_WORDS.match(_WHICH_PART.sub("", text, count=1))
    leading: list[str] = []
    for word in words[0].split() if words else ():
        of_sort = bool(kinds.named_in([word]))
        if not (word[0].isupper() or of_sort):
            break
        leading.append(word)
    while leading and not leading[0][0].isupper():
        del leading[0]
    return " ".join(leading)


_WHICH_PART = re.compile(
    r"^(?:(?:north|south|east|west|central|nord|sør|øst|vest|sentral|midt)\w*[ -])+"
)


_PUBLISHED_IN = {"nb": "NO", "nn": "NO", "no": "NO", "da": "DK", "sv": "SE", "fi": "FI"}


def country_of_readers(language: str | None) -> str | None:
    """The country whose readers a text in that language is for; `None` for a language of many."""
    return _PUBLISHED_IN.get(language) if language else None
