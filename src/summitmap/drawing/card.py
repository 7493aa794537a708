"""The card: what the map tells of one event when it is asked."""

from __future__ import annotations

from markupsafe import Markup

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.entry import Address, Entry
from summitmap.drawing.templates import draw


def card(entry: Entry, words: Catalogue, address: Address) -> Markup:
    """The card of one event as HTML."""
    return draw("card.html", entry=entry, words=words, address=address)
