"""The outputs: every file that is made of a story, by its name and its kind."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial

from summitmap.drawing.catalogue import Catalogue, catalogue, known_language
from summitmap.drawing.figure import Figure, Size, Theme, figure, pdf, png
from summitmap.publishing.calendar import ics
from summitmap.publishing.deck import deck
from summitmap.publishing.geojson import geojson
from summitmap.publishing.kinds import MEDIA_TYPES, PICTURES, Kind
from summitmap.publishing.kml import kml
from summitmap.publishing.manifest import File
from summitmap.publishing.page import page
from summitmap.publishing.spreadsheet import csv
from summitmap.story.model import Place, Story

DOTS_ON_SCREEN = 144
"""Dots to an inch of a picture, of which a screen's figure has 96."""

DOTS = {Size.COLUMN: 300, Size.A4: 300}
"""The same for what goes to print."""


@dataclass(frozen=True)
class Output:
    """A file that can be made: `what` says what it is, `make` gives its bytes."""

    name: str
    what: str
    make: Callable[[], bytes]

    @property
    def media_type(self) -> str:
        """As HTTP names it."""
        return MEDIA_TYPES[self.name.rpartition(".")[2]]

    def file(self) -> File:
        """The file, made now."""
        return File(self.name, self.media_type, self.make(), self.what)


def picture_name(size: Size, theme: Theme, language: str, ending: str) -> str:
    """The file name of a picture: `map-wide.nb.png`, `map-wide-dark.nb.png`."""
    look = "-dark" if theme is Theme.DARK else ""
    return f"map-{size.value}{look}.{language}.{ending}"


def outputs(
    story: Story,
    places: Mapping[str, Place],
    kinds: Collection[Kind] = tuple(Kind),
    base_url: str | None = None,
    template: bytes | None = None,
) -> tuple[Output, ...]:
    """Every file of these kinds. Nothing is made yet, and no figure is drawn twice.

    Pictures come in every size and language in light colours, the wide one also in dark, with
    their alternative text beside them; what one file cannot hold for all languages comes once for
    each. `base_url` is where the folders of the stories will stand; `template` are the slides
    that the deck is made from. Making a deck raises `TemplateError` when it cannot be used.
    """
    making = _Making(story, places, frozenset(kinds), base_url, template)
    every = (*making.page(), *making.pictures(), *making.data(), *making.decks())
    return tuple(every)


class _Making:
    """What the files of one story are made from."""

    def __init__(
        self,
        story: Story,
        places: Mapping[str, Place],
        kinds: frozenset[Kind],
        base_url: str | None,
        template: bytes | None,
    ) -> None:
        self._story = story
        self._places = places
        self._kinds = kinds
        self._base_url = base_url
        self._template = template
        self._words = {lang: catalogue(known_language(lang)) for lang in story.languages}
        # Of the files that hold all languages we tell in the first.
        self._own = self._words[story.languages[0]]
        self._figure = cache(self._draw)

    def page(self) -> Iterator[Output]:
        if Kind.HTML in self._kinds:
            yield Output("index.html", self._own("bundle.page"), self._page)

    def pictures(self) -> Iterator[Output]:
        looks = [(size, Theme.LIGHT) for size in Size] + [(Size.WIDE, Theme.DARK)]
        for language, words in self._words.items():
            for size, theme in looks:
                yield from self._of_one_figure(language, words, size, theme)

    def data(self) -> Iterator[Output]:
        story, places = self._story, self._places
        if Kind.GEOJSON in self._kinds:
            what = self._own("bundle.geojson")
            yield Output("events.geojson", what, partial(geojson, story, places))
        if Kind.CSV in self._kinds:
            yield Output("events.csv", self._own("bundle.csv"), partial(csv, story, places))
        for kind, make in ((Kind.KML, kml), (Kind.ICS, ics)):
            if kind in self._kinds:
                yield from (
                    Output(
                        f"events.{language}.{kind.value}",
                        self._told(f"bundle.{kind.value}", language, words),
                        partial(make, story, places, language, words),
                    )
                    for language, words in self._words.items()
                )

    def decks(self) -> Iterator[Output]:
        if Kind.PPTX in self._kinds:
            for language, words in self._words.items():
                make = partial(deck, self._story, self._places, language, words, self._template)
                what = self._told("bundle.pptx", language, words)
                yield Output(f"deck.{language}.pptx", what, make)

    def _page(self) -> bytes:
        story, language = self._story, self._story.languages[0]
        shown = Kind.PNG in self._kinds
        return page(
            story,
            self._places,
            language,
            f"{self._base_url.rstrip('/')}/{story.id}/" if self._base_url else None,
            picture_name(Size.WIDE, Theme.LIGHT, language, "png") if shown else None,
        ).encode()

    def _of_one_figure(
        self, language: str, words: Catalogue, size: Size, theme: Theme
    ) -> Iterator[Output]:
        drawn = partial(self._figure, language, size, theme)
        makers: Mapping[Kind, Callable[[], bytes]] = {
            Kind.SVG: lambda: drawn().svg.encode(),
            Kind.PNG: lambda: png(drawn(), DOTS.get(size, DOTS_ON_SCREEN)),
            Kind.PDF: lambda: pdf(drawn()),
        }
        asked = [kind for kind in PICTURES if kind in self._kinds]
        look = words(f"bundle.size_{size.value}")
        if theme is Theme.DARK:
            look = words("bundle.dark", size=look)
        for kind in asked:
            yield Output(
                picture_name(size, theme, language, kind.value),
                self._told(f"bundle.{kind.value}", language, words, look=look),
                makers[kind],
            )
        if asked:
            yield Output(
                picture_name(size, theme, language, "txt"),
                self._told("bundle.alt", language, words, look=look),
                lambda: f"{drawn().alt}\n".encode(),
            )

    def _draw(self, language: str, size: Size, theme: Theme) -> Figure:
        return figure(self._story, self._places, language, self._words[language], size, theme)

    def _told(self, key: str, language: str, words: Catalogue, **values: object) -> str:
        """What a file is, said in its own language, which is named."""
        named = words("language") if words.language == language else language
        return words(key, language=named, **values)
