"""The journey in words, for those who cannot see the map."""

from __future__ import annotations

from collections.abc import Sequence

from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.pins import Pin
from summitmap.story.model import Story


def journey_sentence(story: Story, pins: Sequence[Pin], language: str, words: Catalogue) -> str:
    """The title and the stops in order, each with its status."""
    stops = sorted(
        ((number, pin) for pin in pins for number in pin.numbers), key=lambda stop: stop[0]
    )
    return words(
        "map.description",
        title=story.title[language],
        stops=", ".join(
            words(
                "map.description_stop",
                number=number,
                place=pin.name,
                status=words(f"status.{pin.status.value}"),
            )
            for number, pin in stops
        ),
    )
