"""A line of text on the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from summitmap.drawing.figure.fonts import Style


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
