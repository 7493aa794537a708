"""The kinds of files that a story can be published as."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Kind(StrEnum):
    """What a story can be published as, in the order that the files are made in."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    GEOJSON = "geojson"
    CSV = "csv"
    KML = "kml"
    ICS = "ics"
    PPTX = "pptx"


PICTURES = (Kind.SVG, Kind.PNG, Kind.PDF)

MEDIA_TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "kml": "application/vnd.google-earth.kml+xml",
    "ics": "text/calendar; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
"""By the ending of a file's name."""
