"""The code that shows a story page within another page."""

from __future__ import annotations

from summitmap.drawing.templates import draw

HEIGHT = 640
"""How high the frame is when nobody says how high, in CSS pixels."""


def embed_code(address: str, title: str, width: int | None = None, height: int = HEIGHT) -> str:
    """An `<iframe>` with the page at `address` and that title, on one line; `width` and `height`
    are in CSS pixels, and without a width it is as wide as what is round it."""
    values = {"address": address, "title": title, "height": height}
    return str(draw("embed.html", room="publishing", width=width or "100%", **values)).strip()
