"""The page round the map: headline above or beside it, legend and credits below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from summitmap.drawing.credits import credit_line
from summitmap.drawing.figure.fonts import Face, Style, plain, shortened, wrapped
from summitmap.drawing.figure.legend import Key, legend_of, possible_signs
from summitmap.drawing.figure.sizes import Sheet
from summitmap.drawing.figure.text import Text, set_lines
from summitmap.drawing.figure.told import Told
from summitmap.drawing.labels import Box
from summitmap.story.dates import EventDate
from summitmap.story.model import Status

_HEADLINE_SIZES = (1.0, 0.9, 0.8, 0.7, 0.6)
_HEADLINE_LINES = 3
_PANEL_LINES = 6
_LEAST_MAP = 0.38
"""How much of the sheet's height the map has at least, where the words are above it."""


@dataclass(frozen=True)
class Page:
    """The words round the map, the signs of the legend, and the frame that they leave for the
    map."""

    texts: tuple[Text, ...]
    keys: tuple[Key, ...]
    frame: Box


def page_of(told: Told, sheet: Sheet, signs: Sequence[str]) -> Page:
    """Set the words round the map, with a legend of these signs.

    What is long takes its room from the map, within limits. The legend has room for every sign
    that the story could use, so that the map is the same at each event.
    """
    column = (sheet.panel or sheet.width) - (1.5 if sheet.panel else 2) * sheet.margin
    left = sheet.margin
    foot, foot_height = _credits(told, sheet, left, column)
    keys, meanings, legend_height = legend_of(told, sheet, left, column, signs)
    if not sheet.panel:
        *_, legend_height = legend_of(told, sheet, left, column, possible_signs(told))
    foot_top = sheet.height - sheet.bottom - foot_height
    gap = sheet.name * 0.8
    legend_top = foot_top - gap * (1.0 if sheet.panel else 0.7) - legend_height
    lowest = legend_top - gap if sheet.panel else legend_top - sheet.height * _LEAST_MAP
    for lines in range(_PANEL_LINES if sheet.panel else _HEADLINE_LINES, 0, -1):
        head, y = _head(told, sheet, left, column, lines)
        if y <= lowest:
            break
    texts = (
        *head,
        *(replace(text, y=text.y + legend_top) for text in meanings),
        *(replace(text, y=text.y + foot_top) for text in foot),
    )
    placed = tuple(replace(key, box=_lowered(key.box, legend_top)) for key in keys)
    if sheet.panel:
        return Page(texts, placed, Box(sheet.panel, 0, sheet.width, sheet.height))
    side = sheet.margin if sheet.inset else 0.0
    frame = Box(side, round(y + gap * 0.6), sheet.width - side, round(legend_top - gap * 0.9))
    return Page(texts, placed, frame)


def _lowered(box: Box, by: float) -> Box:
    return Box(box.left, box.top + by, box.right, box.bottom + by)


def _head(
    told: Told, sheet: Sheet, left: float, column: float, most: int
) -> tuple[list[Text], float]:
    """The headline in no more than so many lines, then the event when one is shown, then the date
    line; and where they end."""
    title = plain(told.story.title[told.language])
    lines, style = _fitting(title, Style(Face.HEADLINE, sheet.headline), column, most)
    texts, y = set_lines(lines, style, left, sheet.top, "ink")
    small = Style(Face.REGULAR, max(sheet.name * 0.86, sheet.least))
    event = told.event
    if event is None:
        if sheet.summary and most > 1:
            summary = plain(told.story.summary[told.language])
            lines, style = _fitting(summary, Style(Face.REGULAR, sheet.name), column, most + 2)
            more, y = set_lines(lines, style, left, y + sheet.name * 0.45, "ink")
            texts += more
        day = told.words.date(EventDate.parse(told.story.published.isoformat()))
        lines = wrapped(told.words("figure.known", date=day), small, column)
        more, y = set_lines(lines, small, left, y + sheet.name * 0.3, "quiet")
        return [*texts, *more], y
    bold = Style(Face.SEMIBOLD, sheet.name * 1.12)
    lines, bold = _fitting(plain(event.headline), bold, column, max(most - 1, 1))
    more, y = set_lines(lines, bold, left, y + sheet.name * 0.45, "accent")
    marks = [event.date, *([event.status_word] if event.status is not Status.HAPPENED else [])]
    marks += [event.by] if event.by else []
    lines, small = _fitting(
        plain(" · ".join((*marks, *event.marks))), small, column, max(most - 1, 1)
    )
    last, y = set_lines(lines, small, left, y + sheet.name * 0.1, "quiet")
    return [*texts, *more, *last], y


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


def _credits(told: Told, sheet: Sheet, left: float, column: float) -> tuple[list[Text], float]:
    style = Style(Face.REGULAR, sheet.least)
    lines = wrapped(plain(credit_line(told.places, told.words)), style, column)[:6]
    return set_lines(lines, style, left, 0.0, "quiet")
