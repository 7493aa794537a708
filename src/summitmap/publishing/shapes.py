"""The shape of a place that is an area, as a GeoJSON geometry."""

from __future__ import annotations

import logging
from typing import Any

from summitmap.places import basemap
from summitmap.publishing.rings import counter_clockwise
from summitmap.story.model import CountryArea, Place

_log = logging.getLogger(__name__)


def shape_of(place: Place | None) -> dict[str, Any] | None:
    """Its Polygon or MultiPolygon, outer rings counter-clockwise; `None` for what has no shape.

    A spot has none. A shape that cannot be drawn is left out and told in the log.
    """
    if place is None or place.area is None or not place.kind.is_area:
        return None
    try:
        if isinstance(place.area, CountryArea):
            return counter_clockwise(basemap.country(place.area.country))
        return counter_clockwise(place.area.model_dump(mode="json"))
    except (KeyError, ValueError) as error:
        _log.warning("the area of place %s is left out: %s", place.id, error)
        return None
