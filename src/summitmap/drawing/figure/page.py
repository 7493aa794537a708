"""The page round the map: headline above or beside it, legend and credits below."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from summitmap.drawing.credits import credit_line
from summitmap.drawing.figure.fonts import ASCENT, Face, Style, plain, shortened, wrapped
from summitmap.drawing.figure.signs import (
    AHEAD,
    OFF,
)
from summitmap.drawing.figure.sizes import Sheet
from summitmap.drawing.figure.text import Text
from summitmap.drawing.figure.told import Told
from summitmap.drawing.labels import Box
from summitmap.story.dates import EventDate
from summitmap.story.model import Status

_HEADLINE_SIZES = (1.0, 0.9, 0.8, 0.7, 0.6)


@dataclass(frozen=True)
class Key:
    """A sign of the legend, in a box; what it means stands beside it."""

    sign: str
    box: Box


@dataclass(frozen=True)
class Page:
    """The words round the map, the signs of the legend, and the frame that they leave for the
    map."""

    texts: tuple[Text, ...]
    keys: tuple[Key, ...]
    frame: Box


def page_of(told: Told, sheet: Sheet) -> Page:
    """Set the words round the map; what is long takes its room from the map, within limits."""
    column = (sheet.panel or sheet.width) - (1.5 if sheet.panel else 2) * sheet.margin
    left = sheet.margin
    head, y = _head(told, sheet, left, sheet.top, column)
    foot, foot_height = _credits(told, sheet, left, column)
    keys, meanings, legend_height = _legend(told, sheet, left, column)
    foot_top = sheet.height - sheet.bottom - foot_height
    gap = sheet.name * 0.8
    legend_top = foot_top - gap * (1.0 if sheet.panel else 0.7) - legend_height
    texts = (
        *head,
        *(replace(text, y=text.y + legend_top) for text in meanings),
        *(replace(text, y=text.y + foot_top) for text in foot),
    )
    placed = tuple(replace(key, box=_lowered(key.box, legend_top)) for key in keys)
    if sheet.panel:
        return Page(texts, placed, Box(sheet.panel, 0, sheet.width, sheet.height))
    side = sheet.margin if sheet.inset else 0.0
    bottom = (legend_top if keys else foot_top) - gap * 0.9
    frame = Box(side, round(y + gap * 0.6), sheet.width - side, round(bottom))
    return Page(texts, placed, frame)


def _lowered(box: Box, by: float) -> Box:
    return Box(box.left, box.top + by, box.right, box.bottom + by)


def _head(
    told: Told, sheet: Sheet, left: float, top: float, column: float
) -> tuple[list[Text], float]:
    """The headline, then the event when one is shown, then the date line; and where they end."""
    title = plain(told.story.title[told.language])
    lines, style = _fitting(title, Style(Face.HEADLINE, sheet.headline), column, _most(sheet))
    texts, y = _set(lines, style, left, top, "ink")
    small = Style(Face.REGULAR, max(sheet.name * 0.86, sheet.least))
    event = told.event
    if event is None:
        if sheet.summary:
            style = Style(Face.REGULAR, sheet.name)
            lines, style = _fitting(
                plain(told.story.summary[told.language]), style, column, 8 if sheet.panel else 4
            )
            more, y = _set(lines, style, left, y + sheet.name * 0.45, "ink")
            texts += more
        day = told.words.date(EventDate.parse(told.story.published.isoformat()))
        known = told.words("figure.known", date=day)
        more, y = _set(wrapped(known, small, column), small, left, y + sheet.name * 0.3, "quiet")
        return [*texts, *more], y
    bold = Style(Face.SEMIBOLD, sheet.name * 1.12)
    lines, bold = _fitting(plain(event.headline), bold, column, 4 if sheet.panel else 2)
    more, y = _set(lines, bold, left, y + sheet.name * 0.45, "accent")
    marks = [event.date, *([event.status_word] if event.status is not Status.HAPPENED else [])]
    if event.by:
        marks.append(event.by)
    if event.place_id is None:
        marks.append(told.words("event.no_place"))
    lines = wrapped(plain(" · ".join(marks)), small, column)
    last, y = _set(lines[:4], small, left, y + sheet.name * 0.1, "quiet")
    return [*texts, *more, *last], y


def _most(sheet: Sheet) -> int:
    """How many lines the headline may take."""
    return 5 if sheet.panel else 3


def _fitting(text: str, style: Style, column: float, most: int) -> tuple[tuple[str, ...], Style]:
    """The text in so many lines: smaller type first, an ellipsis only when that is not enough."""
    for share in _HEADLINE_SIZES:
        smaller = style.sized(style.size * share)
        lines = wrapped(text, smaller, column)
        if len(lines) <= most:
            return lines, smaller
    kept = lines[: most - 1]
    rest = " ".join(lines[most - 1 :])
    return (*kept, shortened(rest, smaller, column)), smaller


def _set(
    lines: Iterable[str], style: Style, left: float, top: float, tone: str
) -> tuple[list[Text], float]:
    """Lines of text under each other from a height on, and the height where they end."""
    texts, y = [], top
    for line in lines:
        texts.append(Text(line, style, left, y + style.size * ASCENT, tone))
        y += style.line_height
    return texts, y


def _credits(told: Told, sheet: Sheet, left: float, column: float) -> tuple[list[Text], float]:
    style = Style(Face.REGULAR, sheet.least)
    lines = wrapped(plain(credit_line(told.places, told.words)), style, column)[:6]
    return _set(lines, style, left, 0.0, "quiet")


def _signs(told: Told) -> list[str]:
    """The signs in use, by the names that the words of the legend have."""
    stops = [pin for pin in told.pins if pin.numbers]
    sites = [pin for pin in told.pins if not pin.numbers]
    shaded = {area.status for area in told.areas}
    statuses = {leg.status for leg in told.journey.legs}
    used = {
        "stop": any(pin.status not in AHEAD and not pin.inferred for pin in stops),
        "inferred": any(pin.inferred for pin in stops),
        "planned": any(pin.status in AHEAD for pin in stops),
        "site": any(pin.status not in OFF for pin in sites),
        "off": any(pin.status in OFF for pin in sites),
        "leg": bool(statuses - set(AHEAD)),
        "leg_planned": bool(statuses & set(AHEAD)),
        "area": bool(shaded - {*AHEAD, *OFF, None}),
        "area_planned": bool(shaded & set(AHEAD)),
        "mentioned": None in shaded,
    }
    return [sign for sign, is_used in used.items() if is_used]


def _legend(
    told: Told, sheet: Sheet, left: float, column: float
) -> tuple[list[Key], list[Text], float]:
    """The legend from the height 0 on, and how high it is."""
    style = Style(Face.REGULAR, max(sheet.name * 0.78, sheet.least))
    signs = _signs(told)
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
            set_lines, bottom = _set(lines, style, x + sign_width + gap, y, "ink")
            middle = y + style.size * (ASCENT - 0.24)
            keys.append(Key(sign, Box.round(x + sign_width / 2, middle, sign_width, sheet.name)))
            texts += set_lines
            y = bottom + style.size * 0.22
        height = max(height, y)
    if told.journey.legs:
        note = wrapped(told.words("map.legend_order"), style, column)
        set_lines, height = _set(note, style, left, height + style.size * 0.15, "quiet")
        texts += set_lines
    return keys, texts, height
