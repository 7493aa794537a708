"""Lines of text on the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from summitmap.drawing.figure.fonts import ASCENT, Style


@dataclass(frozen=True)
class Text:
    """A line of text: its start, middle or end (`anchor`) stands at `x`, its letters on `y`.

    `tone` is the name of its colour and `halo` that of the glow round it, if it has one.
    """

    text: str
    style: Style
    x: float
    y: float
    tone: str = "ink"
    anchor: str = "start"
    halo: str | None = None


def set_lines(
    lines: Iterable[str], style: Style, left: float, top: float, tone: str
) -> tuple[list[Text], float]:
    """Lines of text under each other from a height on, and the height where they end."""
    texts, y = [], top
    for line in lines:
        texts.append(Text(line, style, left, y + style.size * ASCENT, tone))
        y += style.line_height
    return texts, y
