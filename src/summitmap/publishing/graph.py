"""The story as schema.org terms in JSON-LD (https://schema.org): page, events, places, sources.

Nothing is claimed that the story does not say: a denied event is left out, a proposed one has no
status, for schema.org has none for it; a country has no point; a source is an organization only
when its name is the same in every language and it is none of the story's people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from summitmap.story.dates import EventDate
from summitmap.story.itinerary import in_order
from summitmap.story.model import (
    Event,
    Language,
    Person,
    Place,
    PlaceEntry,
    PlaceKind,
    Source,
    Status,
    Story,
)

_STATUS = {
    Status.HAPPENED: "https://schema.org/EventScheduled",
    Status.PLANNED: "https://schema.org/EventScheduled",
    Status.CANCELLED: "https://schema.org/EventCancelled",
}

_KIND = {
    PlaceKind.FACILITY: "Place",
    PlaceKind.CITY: "City",
    PlaceKind.REGION: "AdministrativeArea",
    PlaceKind.COUNTRY: "Country",
    PlaceKind.WATER: "BodyOfWater",
}


def graph(
    story: Story,
    places: Mapping[str, Place],
    languages: Sequence[Language],
    base_url: str | None,
    picture: str | None,
) -> dict[str, Any]:
    """The whole graph, told in the first of the languages; `base_url` makes its names absolute."""
    return _Graph(story, places, languages, base_url, picture).whole()


class _Graph:
    def __init__(
        self,
        story: Story,
        places: Mapping[str, Place],
        languages: Sequence[Language],
        base_url: str | None,
        picture: str | None,
    ) -> None:
        self._story = story
        self._places = places
        self._languages = languages
        self._language = languages[0]
        self._base_url = base_url
        self._picture = picture
        self._people = {person.id for person in story.people}

    def whole(self) -> dict[str, Any]:
        told = [event for event in in_order(self._story.events) if event.status != Status.DENIED]
        here = {place for event in told for place in (event.place, event.about)}
        people = {person for event in told for person in event.people}
        sources = {source for event in told for source in event.sources}
        return {
            "@context": "https://schema.org",
            "@graph": [
                self._page(told),
                *(self._event(event) for event in told),
                *(self._place(place) for place in self._story.places if place.id in here),
                *(self._person(person) for person in self._story.people if person.id in people),
                *(
                    self._source(source)
                    for source in self._story.sources
                    if source.id in sources and source.id not in self._people
                ),
            ],
        }

    def _page(self, told: Sequence[Event]) -> dict[str, Any]:
        story = self._story
        found: dict[str, Any] = {
            "@type": "WebPage",
            "@id": self._base_url or "#",
            "name": story.title[self._language],
            "description": story.summary[self._language],
            "inLanguage": list(self._languages),
            "datePublished": story.published.isoformat(),
            "about": [_reference(self._name("event", event.id)) for event in told],
        }
        if self._base_url:
            found["url"] = self._base_url
        if self._picture:
            found["image"] = self._picture
        if story.original and story.original.link:
            found["isBasedOn"] = {
                "@type": "NewsArticle",
                "url": story.original.link,
                "inLanguage": story.original.language,
                "datePublished": story.published.isoformat(),
            }
        return found

    def _event(self, event: Event) -> dict[str, Any]:
        found: dict[str, Any] = {
            "@type": "Event",
            "@id": self._name("event", event.id),
            "name": event.headline[self._language],
            **(_bounds(event.date) if event.date else {}),
        }
        if event.status in _STATUS:
            found["eventStatus"] = _STATUS[event.status]
        if event.place:
            found["location"] = _reference(self._name("place", event.place))
        about = [_reference(self._name("person", person)) for person in event.people]
        if event.about:
            about.append(_reference(self._name("place", event.about)))
        if about:
            found["about"] = about
        found["subjectOf"] = self._quote(event)
        return found

    def _quote(self, event: Event) -> dict[str, Any]:
        """The words that carry the event, and who says so."""
        found: dict[str, Any] = {
            "@type": "Quotation",
            "text": event.quote[self._language],
            "inLanguage": self._language,
        }
        if event.sources:
            found["mentions"] = [
                _reference(self._name("person" if source in self._people else "source", source))
                for source in event.sources
            ]
        return found

    def _place(self, entry: PlaceEntry) -> dict[str, Any]:
        found: dict[str, Any] = {
            "@type": _KIND[entry.kind],
            "@id": self._name("place", entry.id),
            "name": entry.name[self._language],
        }
        place = self._places.get(entry.id)
        if place is None:
            return found
        found["@type"] = _KIND[place.kind]
        if not place.kind.is_area:
            found["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": place.position.latitude,
                "longitude": place.position.longitude,
            }
        if place.country_code and place.kind is not PlaceKind.COUNTRY:
            found["address"] = {
                "@type": "PostalAddress",
                "addressCountry": place.country_code,
            }
        return found

    def _person(self, person: Person) -> dict[str, Any]:
        return {
            "@type": "Person",
            "@id": self._name("person", person.id),
            "name": person.name[self._language],
        }

    def _source(self, source: Source) -> dict[str, Any]:
        names = {source.label(language) for language in self._languages}
        found: dict[str, Any] = {
            "@type": "Organization" if len(names) == 1 else "Thing",
            "@id": self._name("source", source.id),
            "name": source.label(self._language),
        }
        if source.about:
            found["description"] = source.about[self._language]
        if source.link:
            found["url"] = source.link
        return found

    def _name(self, kind: str, identity: str) -> str:
        """The name of a node. That of an event is its address in the page."""
        return f"{self._base_url or ''}#{kind}={identity}"


def _reference(name: str) -> dict[str, str]:
    return {"@id": name}


def _bounds(when: EventDate) -> dict[str, str]:
    """The first and the last day that it can have been; an open end is left out."""
    found = {}
    if when.start:
        found["startDate"] = when.start.first.isoformat()
    if when.end:
        found["endDate"] = when.end.last.isoformat()
    return found
