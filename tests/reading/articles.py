"""Articles with what was found in them marked in the text, to try the rules that come after.

    {Kim Jong-un} kom til [Hanoi] <26. februar|2019-02-26>, melder (Yonhap).

Curly brackets hold people, square ones places, round ones organisations, angle ones dates with
their EDTF; `[Pyongyang;metonym]` gives the role.
"""

from __future__ import annotations

import re
from datetime import date

from summitmap.reading.article import Article
from summitmap.reading.cleaning import clean
from summitmap.reading.dates import DateMention
from summitmap.reading.draft import Draft, concluded, headings
from summitmap.reading.mentions import Name, NameKind
from summitmap.reading.resolving import Resolved
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Span
from summitmap.story.dates import EventDate
from summitmap.story.model import (
    Place,
    PlaceEntry,
    PlaceKind,
    Position,
    Provenance,
    Role,
)

PUBLISHED = date(2024, 5, 8)

_MARK = re.compile(
    r"\{(?P<person>[^{}]+)\}|\[(?P<place>[^\[\]]+)\]|\((?P<organisation>[^()]+)\)"
    r"|<(?P<date>[^<>|]+)\|(?P<edtf>[^<>]+)>"
)

_KINDS = {"organisation": NameKind.ORGANISATION, "person": NameKind.PERSON, "place": NameKind.PLACE}

_PLACES = {
    "Bergen": ("NO", 5.32, 60.39),
    "Oslo": ("NO", 10.75, 59.91),
    "Paris": ("FR", 2.35, 48.86),
    "Lyon": ("FR", 4.84, 45.76),
    "Roma": ("IT", 12.5, 41.9),
    "Rome": ("IT", 12.5, 41.9),
    "Hanoi": ("VN", 105.84, 21.03),
    "Tokyo": ("JP", 139.69, 35.69),
    "Pyongyang": ("KP", 125.75, 39.03),
    "Kyiv": ("UA", 30.52, 50.45),
    "Warszawa": ("PL", 21.01, 52.23),
    "Warsaw": ("PL", 21.01, 52.23),
    "Cairo": ("EG", 31.24, 30.04),
    "Nairobi": ("KE", 36.82, -1.29),
}
_COUNTRIES = {
    "Norge": ("NO", 10.0, 62.0),
    "Norway": ("NO", 10.0, 62.0),
    "Frankrike": ("FR", 2.0, 47.0),
    "France": ("FR", 2.0, 47.0),
    "Italia": ("IT", 12.0, 43.0),
    "Vietnam": ("VN", 106.0, 16.0),
    "Sør-Korea": ("KR", 128.0, 36.0),
    "Kenya": ("KE", 38.0, 0.0),
    "Egypt": ("EG", 30.0, 27.0),
}


def drafted(marked: str, language: str = "nb", published: date = PUBLISHED) -> Draft:
    """The draft of a marked article."""
    return concluded(article(marked, language, published))


def article(marked: str, language: str = "nb", published: date = PUBLISHED) -> Article:
    """A marked article as if its names, places and dates had been found."""
    text, names, places, dates = "", list[Name](), list[Resolved](), list[DateMention]()
    last = 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match["edtf"]:
            span = Span(len(text), len(text) + len(match["date"]), match["date"])
            dates.append(DateMention(span, EventDate.parse(match["edtf"]), True))
        else:
            group = match.lastgroup or ""
            words, _, role = match[group].partition(";")
            span = Span(len(text), len(text) + len(words), words)
            name = Name(span, _KINDS[group], Role(role or "location"), 1.0)
            names.append(name)
            if group == "place":
                places.append(_resolved(name, language))
        text += span.text
    text += marked[last:]
    cleaned = clean(text)
    found = sentences(cleaned.kept, language)
    return Article(
        text,
        language,
        published,
        cleaned.kept,
        cleaned.set_aside,
        found,
        headings(found),
        tuple(names),
        tuple(places),
        tuple(dates),
    )


def _resolved(name: Name, language: str) -> Resolved:
    text = name.span.text
    place_id = text.lower().replace("ø", "o").replace(" ", "-")
    is_country = text in _COUNTRIES
    code, longitude, latitude = (_COUNTRIES if is_country else _PLACES)[text]
    kind = PlaceKind.COUNTRY if is_country else PlaceKind.CITY
    entry = PlaceEntry(id=place_id, name={language: text}, query=text, kind=kind, within=code)
    place = Place(
        id=place_id,
        position=Position(longitude=longitude, latitude=latitude),
        kind=kind,
        country_code=code,
        precision_metres=400_000 if is_country else 10_000,
        provenance=Provenance(dataset="a test", matched=text, credit="a test"),
    )
    return Resolved(name, place_id, entry, place)


Told = tuple[str, str | None, str]


def events_of(draft: Draft) -> list[Told]:
    """Place, date and status of each event, in the order of the text."""
    return [
        (event.place.name.span.text, event.when.edtf if event.when else None, event.status.value)
        for event in draft.events
    ]


def stops_of(draft: Draft) -> list[str]:
    """The names of the stops in order."""
    return [draft.events[number].place.name.span.text for number in draft.itinerary]
