"""The legend: only the signs that the map uses."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from summitmap.drawing.areas import Area
from summitmap.drawing.catalogue import Catalogue
from summitmap.drawing.pins import Pin
from summitmap.drawing.templates import draw
from summitmap.story.itinerary import Itinerary
from summitmap.story.model import Status

_AHEAD = (Status.PLANNED, Status.PROPOSED)


def legend(
    pins: Sequence[Pin], areas: Sequence[Area], journey: Itinerary, words: Catalogue
) -> Markup:
    """The legend of these pins, areas and legs as HTML."""
    stops = [pin for pin in pins if pin.numbers]
    shaded = {area.status for area in areas}
    used = {
        "stop": any(pin.status not in _AHEAD and not pin.inferred for pin in stops),
        "inferred": any(pin.inferred for pin in stops),
        "planned": any(pin.status in _AHEAD for pin in stops),
        "site": len(stops) < len(pins),
        "leg": any(leg.status not in _AHEAD for leg in journey.legs),
        "leg_planned": any(leg.status in _AHEAD for leg in journey.legs),
        "area": bool(shaded - {*_AHEAD, None}),
        "area_planned": bool(shaded & set(_AHEAD)),
        "mentioned": None in shaded,
    }
    signs = [sign for sign, is_used in used.items() if is_used]
    return draw("legend.html", signs=signs, legs=bool(journey.legs), words=words)
