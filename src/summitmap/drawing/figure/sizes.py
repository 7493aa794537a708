"""The sizes of the figure: what each is for, how large its sheet is and how large its type."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """Where the figure goes."""

    WIDE = "wide"
    """16:9, for the web and for slides."""

    SQUARE = "square"
    PORTRAIT = "portrait"
    """4:5, the tallest that a feed shows whole."""

    STORY = "story"
    """9:16, a phone's screen."""

    COLUMN = "column"
    """A newspaper's column, 85 mm wide."""

    A4 = "a4"
    """A sheet of paper, 210 by 297 mm."""


@dataclass(frozen=True)
class Sheet:
    """The sheet of a size, in CSS pixels, of which there are 96 to an inch.

    `margin` is to the left and right of the text, `top` and `bottom` above and below it: more than
    that where a phone lays its own buttons. `name` is the type size of a stop's name, `headline`
    that of the headline and `least` the smallest type, which is in print no less than six points.
    A `panel` is a column of text beside the map, so many pixels wide; without one the text is
    above and below. `inset` keeps the map inside the margins. The legend has `columns`. Where there
    is room, the story's `summary` stands under the headline.
    """

    width: float
    height: float
    margin: float
    top: float
    bottom: float
    name: float
    headline: float
    least: float
    columns: int
    panel: float = 0.0
    inset: bool = False
    summary: bool = False


def _millimetres(length: float) -> float:
    """A length on paper in CSS pixels."""
    return round(length / 25.4 * 96, 2)


_SHEETS = {
    Size.WIDE: Sheet(1200, 675, 36, 36, 26, 20, 40, 12.5, 1, panel=352, summary=True),
    Size.SQUARE: Sheet(1080, 1080, 44, 40, 28, 23, 52, 15, 2),
    Size.PORTRAIT: Sheet(1080, 1350, 48, 46, 34, 26, 60, 17, 2),
    Size.STORY: Sheet(1080, 1920, 64, 150, 170, 32, 76, 22, 2, summary=True),
    Size.COLUMN: Sheet(_millimetres(85), _millimetres(116), 10, 10, 8, 10, 19, 8, 2, inset=True),
    Size.A4: Sheet(
        _millimetres(210), _millimetres(297), 57, 57, 48, 15, 38, 10.5, 2, inset=True, summary=True
    ),
}


def sheet_of(size: Size) -> Sheet:
    """The sheet of a size."""
    return _SHEETS[size]
