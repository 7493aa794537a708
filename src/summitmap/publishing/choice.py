"""A choice: one file of a story, as somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from summitmap.drawing.catalogue import catalogue, known_language
from summitmap.drawing.figure import Figure, Size, Theme, figure, pdf, png
from summitmap.publishing.calendar import ics
from summitmap.publishing.deck import deck
from summitmap.publishing.geojson import geojson
from summitmap.publishing.kinds import MEDIA_TYPES, PICTURES, Kind
from summitmap.publishing.kml import kml
from summitmap.publishing.manifest import File
from summitmap.publishing.outputs import DOTS, DOTS_ON_SCREEN, picture_name
from summitmap.publishing.page import page
from summitmap.publishing.spreadsheet import csv
from summitmap.story.model import Language, Place, Story

FEWEST_DOTS, MOST_DOTS = 24, 300
"""How coarse and how fine a picture may be, in dots to an inch; the sheet has 96 pixels to one."""

Draw = Callable[["Choice"], Figure]
"""Gives the figure of a choice, drawn now or kept from before."""


@dataclass(frozen=True)
class Choice:
    """One file: its kind and, as far as the kind has them, its language, size, colours, the event
    whose state it shows (`None` for the whole journey) and its dots to an inch.

    Without a language a table holds all of them; GeoJSON always does.
    """

    kind: Kind
    language: Language | None = None
    size: Size = Size.WIDE
    theme: Theme = Theme.LIGHT
    event: str | None = None
    dpi: int | None = None

    @property
    def dots(self) -> int:
        """Dots to an inch of a PNG: as asked for, or what its size is published with."""
        return self.dpi or usual_dots(self.size)

    @property
    def drawing(self) -> Choice:
        """The choice of the figure that a picture is made from, as it was drawn."""
        return replace(self, kind=Kind.SVG, dpi=None)


def usual_dots(size: Size) -> int:
    """Dots to an inch that a picture of that size is published with."""
    return DOTS.get(size, DOTS_ON_SCREEN)


def file_name(choice: Choice, story: Story) -> str:
    """What the file is called where it is kept beside others: `kim-russia-2023-map-wide.nb.png`."""
    if choice.kind in PICTURES:
        at = f"{choice.event}-" if choice.event else ""
        other = choice.kind is Kind.PNG and choice.dots != usual_dots(choice.size)
        dots = f"{choice.dots}dpi." if other else ""
        name = picture_name(choice.size, choice.theme, _language(choice, story), "")
        return f"{story.id}-{at}{name}{dots}{choice.kind.value}"
    if choice.kind is Kind.HTML:
        return f"{story.id}.{_language(choice, story)}.html"
    stem = "deck" if choice.kind is Kind.PPTX else "events"
    language = f".{choice.language}" if choice.language and choice.kind is not Kind.GEOJSON else ""
    return f"{story.id}-{stem}{language}.{choice.kind.value}"


def draw(choice: Choice, story: Story, places: Mapping[str, Place]) -> Figure:
    """The figure of a picture. Raises `KeyError` when the story has no such event."""
    language = _language(choice, story)
    words = catalogue(known_language(language))
    return figure(story, places, language, words, choice.size, choice.theme, choice.event)


def made(choice: Choice, story: Story, places: Mapping[str, Place], drawn: Draw) -> File:
    """The file that is chosen, made now; `drawn` gives the figure that a picture is made from."""
    language = _language(choice, story)
    words = catalogue(known_language(language))
    makers: Mapping[Kind, Callable[[], bytes]] = {
        Kind.HTML: lambda: page(story, places, language).encode(),
        Kind.SVG: lambda: drawn(choice.drawing).svg.encode(),
        Kind.PNG: lambda: png(drawn(choice.drawing), choice.dots),
        Kind.PDF: lambda: pdf(drawn(choice.drawing)),
        Kind.GEOJSON: partial(geojson, story, places),
        Kind.CSV: partial(csv, story, places, choice.language),
        Kind.KML: partial(kml, story, places, language, words),
        Kind.ICS: partial(ics, story, places, language, words),
        Kind.PPTX: partial(deck, story, places, language, words),
    }
    media_type = MEDIA_TYPES[choice.kind.value]
    return File(file_name(choice, story), media_type, makers[choice.kind](), "")


def _language(choice: Choice, story: Story) -> Language:
    return choice.language or story.languages[0]
