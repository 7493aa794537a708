"""A story as a CSV file that Excel and LibreOffice open as it is: one row an event."""

from __future__ import annotations

import codecs
import csv as tables
import io
from collections.abc import Mapping

from summitmap.places.resolve import kilometres_between
from summitmap.publishing.cells import defused, joined
from summitmap.publishing.columns import titles
from summitmap.story.model import Event, Place, PlaceEntry, Story

YES, NO = "yes", "no"

_NUMBERS = ("longitude", "latitude", "precision_metres", "second_opinion_kilometres")


def csv(story: Story, places: Mapping[str, Place], language: str | None = None) -> bytes:
    """The events in the order of the story, with texts in that language, or in all of them.

    UTF-8 with a byte order mark (by which Excel knows it), commas between cells, lines that end
    in CR LF (RFC 4180). A text that would start a formula has an apostrophe before it; a number
    stays a number. Longitude and latitude are degrees, WGS 84, and empty for an area, which has
    no one point.
    """
    languages = (language,) if language else story.languages
    written = io.StringIO(newline="")
    head = titles(languages)
    writer = tables.DictWriter(written, head, restval="", lineterminator="\r\n")
    writer.writeheader()
    for event in story.events:
        writer.writerow(
            {
                title: cell if title in _NUMBERS else defused(cell)
                for title, cell in _cells(event, story, places, languages).items()
            }
        )
    return codecs.BOM_UTF8 + written.getvalue().encode()


def _cells(
    event: Event, story: Story, places: Mapping[str, Place], languages: tuple[str, ...]
) -> dict[str, str]:
    """The cells of an event, by the title of their column; those that are empty are left out."""
    entry = story.place(event.place) if event.place else None
    cells = {
        "id": event.id,
        "date": event.date.edtf if event.date else "",
        "date_basis": event.date_basis.value,
        "status": event.status.value,
        "stop": YES if event.stop else NO,
        "place": event.place or "",
        "place_basis": event.place_basis.value,
        "about": event.about or "",
        "people": joined(event.people),
        "sources": joined(event.sources),
        **_place_cells(entry, places.get(event.place or "")),
    }
    people = [story.person(person) for person in event.people]
    sources = [story.source(source) for source in event.sources]
    for language in languages:
        texts = {
            "headline": event.headline[language],
            "quote": event.quote[language],
            "note": event.note[language] if event.note else "",
            "place_name": entry.name[language] if entry else "",
            "people_name": joined(person.name[language] for person in people),
            "source_name": joined(source.label(language) for source in sources),
        }
        cells |= {f"{name}_{language}": text for name, text in texts.items()}
    return cells


def _place_cells(entry: PlaceEntry | None, place: Place | None) -> dict[str, str]:
    if entry is None:
        return {}
    cells = {
        "place_query": entry.query,
        "place_kind": entry.kind.value,
        "place_within": entry.within or "",
        "place_region": entry.region or "",
    }
    if place is None:
        return cells
    second = place.second_opinion.position if place.second_opinion else None
    return {
        **cells,
        "longitude": "" if place.kind.is_area else _number(place.position.longitude),
        "latitude": "" if place.kind.is_area else _number(place.position.latitude),
        "precision_metres": _number(place.precision_metres),
        "dataset": place.provenance.dataset,
        "record": place.provenance.record or "",
        "second_opinion_kilometres": (
            _number(kilometres_between(place.position, second)) if second else ""
        ),
    }


def _number(value: float) -> str:
    """A number as every program reads it: no exponent, no trailing zeros."""
    return f"{value:.10f}".rstrip("0").rstrip(".")
