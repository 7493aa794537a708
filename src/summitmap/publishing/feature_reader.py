"""The events of a GeoJSON file: one that `geojson` wrote, or one with the same properties."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from summitmap.errors import Problem, TableError
from summitmap.publishing.geojson import EVENT, LEG, PLACE
from summitmap.publishing.rows import Reference, Row, Table
from summitmap.publishing.tablefile import TextFile
from summitmap.story.folder import MOST_ENTRIES
from summitmap.story.intake import json_of
from summitmap.story.model import Position

_FIELDS = (
    *("id", "date", "date_basis", "place_basis", "status", "stop"),
    *("headline", "quote", "note"),
)
_STORY = ("id", "published", "languages", "title", "summary", "method", "protagonist")
_GEOMETRIES = frozenset(
    {
        *("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"),
        "GeometryCollection",
    }
)
_MOST_FEATURES = 3 * MOST_ENTRIES
"""Events, the legs between them, and places."""

_AS_EXPORTED = "give it as summitmap publish --only geojson writes it"


def read_features(file: TextFile) -> Table:
    """The events of a FeatureCollection, and what it says of the story.

    Only features of the role `event`, or of none, are events; a place is put where the Point of
    its event is, and the shape of an area is not read. Faults of the features are with the table.
    Raises `TableError` for a file that is no FeatureCollection.
    """
    document = _document(file)
    features = document.get("features")
    if document.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise _fault(file.name, "is not a FeatureCollection of GeoJSON", _AS_EXPORTED)
    if len(features) > _MOST_FEATURES:
        what = f"has more than {_MOST_FEATURES:,} features"
        raise _fault(file.name, what, "make several stories of it")
    story = document.get("story")
    told = {key: story[key] for key in _STORY if key in story} if isinstance(story, dict) else {}
    table = Table(file.name, "feature", (), story=told)
    problems: list[Problem] = []
    rows: list[Row] = []
    others: list[Row] = []
    for number, feature in enumerate(features, start=1):
        row = _row(table, number, feature, problems)
        if row is not None:
            (rows if row.fields else others).append(row)
    if not rows and not problems:
        problems.append(Problem(file.name, "", "has no events", _AS_EXPORTED))
    return replace(table, rows=tuple(rows), others=tuple(others), problems=tuple(problems))


def _document(file: TextFile) -> Mapping[str, Any]:
    try:
        document = json_of(file.text)
    except ValueError as error:
        raise _fault(file.name, str(error), "mend it there") from None
    if not isinstance(document, dict):
        raise _fault(file.name, "is not a FeatureCollection of GeoJSON", _AS_EXPORTED)
    return document


def _row(table: Table, number: int, feature: object, problems: list[Problem]) -> Row | None:
    """An event, or without fields a place that none happens at; `None` for what is neither."""
    row = Row(number, {}, {})
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or not isinstance(properties, dict):
        problems.append(table.problem(row, (), "is no feature with properties", _AS_EXPORTED))
        return None
    role = properties.get("role", EVENT)
    if role == LEG:
        return None
    if role not in (EVENT, PLACE):
        what = f"{str(role)[:40]!r} is none of {EVENT}, {LEG}, {PLACE}"
        problems.append(table.problem(row, ("role",), what, "write one of them"))
        return None
    fields = {}
    if role == EVENT:
        fields = {name: properties[name] for name in _FIELDS if name in properties}
        fields.setdefault("id", feature.get("id"))
    try:
        position = _position(feature.get("geometry"))
    except ValueError as error:
        problems.append(table.problem(row, ("geometry",), str(error), _AS_EXPORTED))
        position = None
    references = {}
    for name in ("place", "about", "people", "sources"):
        if name not in properties:
            continue
        value = properties[name]
        listed = value if isinstance(value, list) else [] if value is None else [value]
        at = position if name == "place" else None
        found = [_reference(item, at) for item in listed]
        if None in found:
            what = "has no id: it is none of the story's, and no name"
            problems.append(table.problem(row, (name,), what, _AS_EXPORTED))
        references[name] = tuple(item for item in found if item is not None)
    return Row(number, fields, references)


def _reference(value: object, position: Position | None) -> Reference | None:
    if isinstance(value, str) and value.strip():
        return Reference(value.strip(), {}, position)
    named = value.get("id") if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(named, str) or not named.strip():
        return None
    entry = {key: item for key, item in value.items() if key not in ("id", "resolved")}
    return Reference(
        named.strip(), {key: item for key, item in entry.items() if item is not None}, position
    )


def _position(geometry: object) -> Position | None:
    """Where a Point is; `None` for another geometry. Raises `ValueError` for what is none."""
    if geometry is None:
        return None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str) or kind not in _GEOMETRIES:
        raise ValueError("is no geometry of GeoJSON")
    if kind != "Point":
        return None
    numbers = geometry.get("coordinates")
    if not isinstance(numbers, list) or not 2 <= len(numbers) <= 3:
        raise ValueError("has no longitude and latitude")
    if not all(_is_number(number) for number in numbers):
        raise ValueError("has coordinates that are not numbers")
    try:
        return Position(longitude=numbers[0], latitude=numbers[1])
    except ValidationError:
        raise ValueError("does not lie on the earth") from None


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= 1e9 if isinstance(value, int) else math.isfinite(value)


def _fault(name: str, what: str, way_out: str) -> TableError:
    return TableError((Problem(name, "", what, way_out),))
