"""An article in, a draft of its story out; a person checks it before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from summitmap.places.geocoders import OfflineGeocoder
from summitmap.reading.article import Article
from summitmap.reading.cleaning import clean
from summitmap.reading.dates import dates
from summitmap.reading.dating import with_dates
from summitmap.reading.draftevent import DraftEvent
from summitmap.reading.events import tell
from summitmap.reading.itinerary import Visit, journey, stops
from summitmap.reading.mentions import Tagger
from summitmap.reading.people import Person
from summitmap.reading.resolving import resolve_names
from summitmap.reading.sentences import sentences
from summitmap.reading.text import Sentence
from summitmap.reading.towns import with_towns
from summitmap.story.model import Basis

Progress = Callable[[float, str], None]
"""Told the part that is done, from 0 to 1, and what is being done."""


@dataclass(frozen=True)
class Draft:
    """What was read in an article.

    `events` stand in the order of the text; `on_journey` and `itinerary` give their numbers: the
    events where the protagonist is at a stop, and the stops, both in the order of the journey.
    """

    article: Article
    events: tuple[DraftEvent, ...]
    on_journey: tuple[int, ...]
    itinerary: tuple[int, ...]
    people: tuple[Person, ...]
    protagonist: Person | None


def _silent(part: float, doing: str) -> None:
    pass


def draft(
    text: str,
    language: str,
    published: date,
    tagger: Tagger,
    geocoder: OfflineGeocoder,
    progress: Progress = _silent,
) -> Draft:
    """Read an article: its places, dates and events, and the protagonist's itinerary.

    `text` is as pasted, `language` "nb" or "en", `published` what relative dates are anchored on.
    The tagger must be that of the language. Raises what the geocoder raises, and `AssetError`
    when a file of the package is missing.
    """
    return concluded(read(text, language, published, tagger, geocoder, progress))


def read(
    text: str,
    language: str,
    published: date,
    tagger: Tagger,
    geocoder: OfflineGeocoder,
    progress: Progress = _silent,
) -> Article:
    """Everything that is found in an article, before anything is concluded; see `draft`."""
    progress(0.0, "cleaning")
    cleaned = clean(text)
    found = sentences(cleaned.kept, language)
    progress(0.1, "names")
    names = with_towns(tagger.names(found), found, geocoder)
    progress(0.6, "dates")
    when = dates(found, published, language)
    progress(0.7, "places")
    places = resolve_names(names, found, language, geocoder)
    progress(1.0, "done")
    return Article(
        text,
        language,
        published,
        cleaned.kept,
        cleaned.set_aside,
        found,
        headings(found),
        names,
        places,
        when,
    )


def concluded(article: Article) -> Draft:
    """What follows from what was found: events, whose journey it is, and its stops."""
    telling = tell(article)
    events = with_dates(telling.events, article.published)
    course = journey(_visits(events))
    return Draft(
        article,
        events,
        tuple(visit.event for visit in course),
        tuple(visit.event for visit in stops(course)),
        telling.people,
        telling.protagonist,
    )


_LONGEST_HEADING = 16


def headings(found: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the sentences that are headlines: alone in their block, short, unended."""
    in_block = Counter(sentence.block for sentence in found)
    return frozenset(
        number
        for number, sentence in enumerate(found)
        if in_block[sentence.block] == 1
        and len(sentence.tokens) <= _LONGEST_HEADING
        and not sentence.span.text.rstrip("»”\"' ").endswith((".", "!", "?", "…", ":"))
    )


def _visits(events: Sequence[DraftEvent]) -> list[Visit]:
    return [
        Visit(
            number,
            event.place.place_id or event.place.name.span.text,
            event.place.place,
            event.when,
            event.status,
            event.is_origin,
            event.date_basis is Basis.STATED,
            event.hour,
        )
        for number, event in enumerate(events)
        if event.present
    ]
