"""The deck: a story as slides for a briefing, every word of it text that can be edited."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from datetime import datetime

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.figure import Figure, Size, figure, png
from summitmap.drawing.figure.fonts import plain
from summitmap.publishing.deck import telling
from summitmap.publishing.deck.fitting import Paragraph, Run, pages
from summitmap.publishing.deck.ground import Frame, Ground, Plan, ground_of
from summitmap.publishing.deck.package import rewritten
from summitmap.publishing.deck.setting import inside, place, write_body, write_title
from summitmap.story.model import Place, Story

_PICTURES = {Size.WIDE: 16 / 9, Size.SQUARE: 1.0, Size.PORTRAIT: 4 / 5, Size.STORY: 9 / 16}
"""The figures that may stand on a slide: width to height."""

_DPI = 144

LARGEST_TEMPLATE = 100_000_000
"""Bytes that a template's file may have."""

_LONGEST_PROPERTY = 255
"""Characters that python-pptx takes for a property of the file."""

_TAGS = {"nb": "nb-NO", "en": "en-GB"}
"""Languages as slide programs know them, for their spelling and for reading aloud."""

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>SummitMap</Application></Properties>"
)


def deck(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    template: bytes | None = None,
) -> bytes:
    """The slides of a story in one language, as a PowerPoint file.

    The whole journey, a slide for each event with the map as it was then, what is expected, and
    sources and method. Type is set as large as it fits its box, in any common font. `template` is
    a newsroom's .pptx or .potx, whose size, layouts and fonts are taken and whose slides are not.
    Raises `TemplateError` when it cannot be used. The same story gives the same bytes.
    """
    making = _Making(story, places, language, words, ground_of(template))
    making.opening()
    for told in telling.tellings(story, places, language, words):
        making.event(told)
    ahead = telling.expected(story, places, language, words)
    if ahead:
        making.listing(ahead)
    making.listing(telling.sources(story, places, language, words))
    return making.file()


def check_template(template: bytes) -> None:
    """Raises `TemplateError` when a deck could not be made from these slides."""
    ground_of(template)


class _Making:
    """A deck while its slides are added, one after the other."""

    def __init__(
        self,
        story: Story,
        places: Mapping[str, Place],
        language: str,
        words: Catalogue,
        base: Ground,
    ) -> None:
        self._story = story
        self._places = places
        self._language = language
        self._words = words
        self._ground = base
        self._tag = _TAGS.get(language, language)
        self._drawn: dict[tuple[Size, str | None], tuple[Figure, bytes]] = {}

    def opening(self) -> None:
        told = telling.opening(self._story, self._language, self._words)
        size = self._ground.opening_title_size
        self._add(self._ground.opening, told.title, told.body, told.notes, size)

    def event(self, told: telling.Telling) -> None:
        plan, size = self._ground.mapped, self._ground.title_size
        self._add(plan, told.title, told.body, told.notes, size, told.event)

    def listing(self, listing: telling.Listing) -> None:
        plan = self._ground.mapped if listing.mapped else self._ground.plain
        divided = tuple(pages(listing.items, inside(plan.body.frame)))
        for number, page in enumerate(divided, start=1):
            title = listing.title
            if len(divided) > 1:
                title = self._words("deck.page", title=title, number=number, count=len(divided))
            self._add(plan, title, page, "", self._ground.title_size)

    def file(self) -> bytes:
        """The finished file."""
        slides, day = self._ground.slides, self._story.published
        about = slides.core_properties
        about.title = plain(self._story.title[self._language])[:_LONGEST_PROPERTY]
        about.subject = plain(self._story.summary[self._language])[:_LONGEST_PROPERTY]
        about.author = about.last_modified_by = "SummitMap"
        about.language = self._tag
        about.identifier, about.revision = self._story.id, 1
        about.category = about.comments = about.content_status = about.keywords = ""
        about.version = ""
        about.created = about.modified = datetime(day.year, day.month, day.day)
        written = io.BytesIO()
        slides.save(written)
        return rewritten(written.getvalue(), _told, day)

    def _add(
        self,
        plan: Plan,
        title: str,
        body: tuple[Paragraph, ...],
        notes: str,
        title_size: float,
        event: str | None = None,
    ) -> None:
        slide = self._ground.slides.slides.add_slide(plan.layout)
        write_title(slide, plan, Paragraph((Run(title),), title_size), self._tag)
        write_body(slide, plan, body, self._tag)
        kept = {plan.title.placeholder, plan.body.placeholder}
        if plan.picture:
            size = _best(plan.picture.frame)
            drawn, image = self._picture(size, event)
            place(slide, plan.picture, image, drawn.width / drawn.height, drawn.alt)
            kept.add(plan.picture.placeholder)
        for shape in list(slide.placeholders):
            if shape.placeholder_format.idx not in kept:
                shape._element.getparent().remove(shape._element)
        noted = slide.notes_slide.notes_text_frame if notes else None
        # A template's page of notes may have no room for any.
        if noted is not None:
            noted.text = notes

    def _picture(self, size: Size, event: str | None) -> tuple[Figure, bytes]:
        if (size, event) not in self._drawn:
            drawn = figure(
                self._story, self._places, self._language, self._words, size, event=event
            )
            self._drawn[size, event] = drawn, png(drawn, _DPI)
        return self._drawn[size, event]


def _best(frame: Frame) -> Size:
    """The figure whose shape is the nearest to the frame's."""
    shape = math.log(frame.width / frame.height)
    return min(_PICTURES, key=lambda size: abs(math.log(_PICTURES[size]) - shape))


def _told(name: str, body: bytes) -> bytes | None:
    """The part without what is of the slides that the deck was made from: their small picture,
    their printer, and the count of their words."""
    if name == "docProps/app.xml":
        return _APP
    return body
