"""The basemap's names in the shape that the map's script reads."""

from __future__ import annotations

from summitmap.places import basemap
from summitmap.places.basemap import LabelKind

_LATER = {LabelKind.CITY: 0.75, LabelKind.CAPITAL: 0.25}
"""How much later than it could a name shows, in zoom levels: a locator map has few names."""


def names(language: str) -> list[dict[str, str | float]]:
    """All names in one language, the most important first; `zoom` is the level from which a name
    is shown."""
    return [
        {
            "text": label.text,
            "kind": label.kind.value,
            "zoom": label.rank + _LATER.get(label.kind, 0),
            "longitude": label.position.longitude,
            "latitude": label.position.latitude,
        }
        for label in basemap.labels(language)
    ]
