"""TopoJSON read as lines and rings: https://github.com/topojson/topojson-specification."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

Line: TypeAlias = list[list[float]]
"""The nodes of a line or a ring as GeoJSON has them: [longitude, latitude] in degrees."""


class Topology:
    """A quantised TopoJSON file of lines and polygons."""

    def __init__(self, file: bytes) -> None:
        self._source: dict[str, Any] = json.loads(file)
        self._arcs: dict[int, Line] = {}

    def identities(self, name: str) -> list[str]:
        """The ids of the shapes of an object. Raises `KeyError` when there is no such object."""
        return [shape["id"] for shape in self._source["objects"][name]["geometries"]]

    def polygons(self, name: str, identity: str) -> list[list[Line]]:
        """The polygons of the shape of that id in an object, of each the outer ring first.

        Raises `KeyError` when there is no such object or shape.
        """
        for shape in self._source["objects"][name]["geometries"]:
            if shape["id"] == identity:
                return [[self._line(arcs) for arcs in rings] for rings in _polygons_of(shape)]
        raise KeyError(identity)

    def lines(self, name: str) -> list[Line]:
        """All lines or rings of an object, one after another.

        Raises `KeyError` when there is no such object.
        """
        source = self._source["objects"][name]
        return [
            self._line(arcs)
            for shape in source.get("geometries", [source])
            for rings in _polygons_of(shape)
            for arcs in rings
        ]

    def _line(self, arcs: list[int]) -> Line:
        """A line from its arcs, which share their end points; `~number` is an arc backwards."""
        line: Line = []
        for number in arcs:
            arc = self._arc(number) if number >= 0 else self._arc(~number)[::-1]
            line += arc[1:] if line else arc
        return line

    def _arc(self, number: int) -> Line:
        if number not in self._arcs:
            self._arcs[number] = list(self._nodes(number))
        return self._arcs[number]

    def _nodes(self, number: int) -> Iterator[list[float]]:
        """The nodes of an arc, which is stored as whole steps from node to node."""
        transform = self._source["transform"]
        (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
        x = y = 0
        for step_x, step_y in self._source["arcs"][number]:
            x, y = x + step_x, y + step_y
            # Five decimals are a metre.
            yield [round(x * scale_x + left, 5), round(y * scale_y + bottom, 5)]


def _polygons_of(shape: Mapping[str, Any]) -> list[list[list[int]]]:
    """The arcs of a shape to the depth of a MultiPolygon; lines stand as its rings do."""
    arcs: list[Any] = shape["arcs"]
    return arcs if shape["type"] == "MultiPolygon" else [arcs]
