"""The layout: where everything on the sheet stands, before anything is drawn."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.figure.legend import possible_signs, signs_on
from summitmap.drawing.figure.page import Page, page_of
from summitmap.drawing.figure.plate import Plate, plate_of
from summitmap.drawing.figure.sizes import Sheet, Size, sheet_of
from summitmap.drawing.figure.told import description_of, told_of
from summitmap.story.model import Place, Story

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Layout:
    """Everything that is on the sheet and where, in pixels; `description` is for those who cannot
    see it."""

    sheet: Sheet
    page: Page
    plate: Plate
    description: str


def layout(
    story: Story,
    places: Mapping[str, Place],
    language: str,
    words: Catalogue,
    size: Size = Size.WIDE,
    event: str | None = None,
) -> Layout:
    """Lay out the figure of a story, or of its state at an event.

    Raises `KeyError` when the story has no such event. What found no room is logged.
    """
    told = told_of(story, places, language, words, event)
    sheet = sheet_of(size)
    plate = plate_of(told, sheet, page_of(told, sheet, possible_signs(told)).frame)
    page = page_of(told, sheet, signs_on(plate))
    if plate.left_out:
        names = ", ".join(plate.left_out)
        _log.info("%s, %s, %s: no room for %s", story.id, size, language, names)
    return Layout(sheet, page, plate, description_of(told))
