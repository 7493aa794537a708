"""The figure: a newspaper's locator map of a story, as SVG, PNG and PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.figure.drawing import svg_of
from summitmap.drawing.figure.files import pdf_of, png_of
from summitmap.drawing.figure.fonts import plain
from summitmap.drawing.figure.layout import layout
from summitmap.drawing.figure.sizes import Size
from summitmap.drawing.theme import Theme, colours
from summitmap.story.model import Place, Story

__all__ = ["Figure", "Size", "Theme", "figure", "pdf", "png"]


@dataclass(frozen=True)
class Figure:
    """A figure as SVG, `width` and `height` in CSS pixels; `alt` tells the journey in words.

    `left_out` are the names that found no room on the map.
    """

    svg: str
    title: str
    alt: str
    language: str
    width: float
    height: float
    left_out: tuple[str, ...]


def figure(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    size: Size = Size.WIDE,
    theme: Theme = Theme.LIGHT,
    event: str | None = None,
) -> Figure:
    """The figure of the whole journey, or with `event` of its state at that event.

    The same story gives the same bytes. Raises `KeyError` when the story has no such event.
    """
    drawing = layout(story, places, language, words, size, event)
    title = plain(story.title[language])
    name = "-".join((story.id, event or "journey", language, size.value, theme.value))
    return Figure(
        svg=svg_of(drawing, title, language, name, colours(theme)),
        title=title,
        alt=drawing.description,
        language=language,
        width=drawing.sheet.width,
        height=drawing.sheet.height,
        left_out=drawing.plate.left_out,
    )


def png(figure: Figure, dpi: int = 144) -> bytes:
    """The figure as a PNG; at 96 dots to an inch it has as many pixels as the figure."""
    return png_of(figure.svg, figure.title, figure.alt, dpi)


def pdf(figure: Figure) -> bytes:
    """The figure as a PDF page of the same size, its text as text and its fonts inside."""
    return pdf_of(figure.svg, figure.title, figure.alt, figure.language)
