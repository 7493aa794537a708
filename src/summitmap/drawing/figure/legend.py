"""The legend: only the signs that are on the map, and what they mean."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summitmap.drawing.figure.fonts import ASCENT, Face, Style, wrapped
from summitmap.drawing.figure.plate import Plate
from summitmap.drawing.figure.signs import AHEAD, OFF, State
from summitmap.drawing.figure.sizes import Sheet
from summitmap.drawing.figure.text import Text, set_lines
from summitmap.drawing.figure.told import Told
from summitmap.drawing.labels import Box
from summitmap.story.model import Status


@dataclass(frozen=True)
class Key:
    """A sign of the legend, in a box; what it means stands beside it."""

    sign: str
    box: Box


def possible_signs(told: Told) -> list[str]:
    """The signs that the story needs, by the names that the words of the legend have."""
    return _signs(
        [(pin.status, pin.inferred, bool(pin.numbers)) for pin in told.pins],
        [leg.status for leg in told.journey.legs],
        [area.status for area in told.areas],
    )


def signs_on(plate: Plate) -> list[str]:
    """The signs that are on a map."""
    return _signs(
        [(marker.status, marker.inferred, bool(marker.label)) for marker in plate.markers],
        [leg.status for leg in plate.legs],
        [shade.status for shade in plate.shades if shade.state is not State.AHEAD],
    )


def _signs(
    markers: Iterable[tuple[Status, bool, bool]],
    legs: Iterable[Status],
    areas: Iterable[Status | None],
) -> list[str]:
    """`markers` are the status of each, whether its place is inferred, and whether it is a stop."""
    used = {_marker_sign(*marker) for marker in markers}
    used |= {"leg_planned" if status in AHEAD else "leg" for status in legs}
    used |= {_area_sign(status) for status in areas if status not in OFF}
    return [sign for sign in _ORDER if sign in used]


_ORDER = (
    *("stop", "inferred", "planned", "site", "off"),
    *("leg", "leg_planned", "area", "area_planned", "mentioned"),
)


def _marker_sign(status: Status, inferred: bool, is_stop: bool) -> str:
    if status in OFF:
        return "off"
    if not is_stop:
        return "site"
    if status in AHEAD:
        return "planned"
    return "inferred" if inferred else "stop"


def _area_sign(status: Status | None) -> str:
    if status is None:
        return "mentioned"
    return "area_planned" if status in AHEAD else "area"


def legend_of(
    told: Told, sheet: Sheet, left: float, column: float, signs: Sequence[str]
) -> tuple[list[Key], list[Text], float]:
    """The legend from the height 0 on, in the columns of the sheet, and how high it is."""
    style = Style(Face.REGULAR, max(sheet.name * 0.78, sheet.least))
    sign_width, gap = sheet.name * 1.5, sheet.name * 0.5
    each = (column - (sheet.columns - 1) * sheet.name) / sheet.columns
    rows = math.ceil(len(signs) / sheet.columns)
    keys: list[Key] = []
    texts: list[Text] = []
    height = 0.0
    for number in range(sheet.columns):
        x, y = left + number * (each + sheet.name), 0.0
        for sign in signs[number * rows : (number + 1) * rows]:
            meaning = told.words("figure.legend_off" if sign == "off" else f"map.legend_{sign}")
            lines = wrapped(meaning, style, each - sign_width - gap)
            said, bottom = set_lines(lines, style, x + sign_width + gap, y, "ink")
            middle = y + style.size * (ASCENT - 0.24)
            keys.append(Key(sign, Box.round(x + sign_width / 2, middle, sign_width, sheet.name)))
            texts += said
            y = bottom + style.size * 0.22
        height = max(height, y)
    if told.journey.legs:
        note = wrapped(told.words("map.legend_order"), style, column)
        said, height = set_lines(note, style, left, height + style.size * 0.15, "quiet")
        texts += said
    return keys, texts, height
