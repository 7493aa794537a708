"""The credits: whom every output of a story names."""

from __future__ import annotations

from collections.abc import Mapping

from summitmap.drawing.catalogue import Catalogue
from summitmap.places.services import credit_of
from summitmap.story.model import Place


def credit_line(places: Mapping[str, Place], words: Catalogue) -> str:
    """Whom to name on the map: the makers of the basemap, and each service that was asked."""
    datasets = [
        dataset
        for place in places.values()
        for dataset in (place.provenance.dataset, *(other.dataset for other in place.candidates))
    ]
    always = words("page.credits")
    services = dict.fromkeys(credit for dataset in datasets if (credit := credit_of(dataset)))
    return " ".join((always, *(f"{credit}." for credit in services if credit not in always)))
