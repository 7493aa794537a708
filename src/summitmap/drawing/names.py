"""The basemap's names in the shape that the map's script reads."""

from __future__ import annotations

from collections.abc import Callable

from summitmap.places import basemap
from summitmap.places.basemap import Label, LabelKind

_LATER = {LabelKind.CITY: 0.75, LabelKind.CAPITAL: 0.25}
"""How much later than it could a name shows, in zoom levels: a locator map has few names."""


def _every(_label: Label) -> bool:
    return True


def names(
    language: str, is_worth: Callable[[Label], bool] = _every
) -> list[dict[str, str | float]]:
    """The names in one language, the most important first; `zoom` is the level from which a name
    is shown. `is_worth` says which of them are to be had."""
    return [
        {
            "text": label.text,
            "kind": label.kind.value,
            "zoom": label.rank + _LATER.get(label.kind, 0),
            "longitude": label.position.longitude,
            "latitude": label.position.latitude,
        }
        for label in basemap.labels(language)
        if is_worth(label)
    ]
