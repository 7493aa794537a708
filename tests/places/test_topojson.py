"""TopoJSON read as lines and rings."""

from __future__ import annotations

import json

import pytest

from summitmap.places import basemap
from summitmap.places.topojson import Topology

SQUARES = {
    # Two squares of 10 degrees side by side, which share the line between them.
    "type": "Topology",
    "transform": {"scale": [0.5, 1.0], "translate": [-180, -90]},
    "arcs": [
        [[20, 10], [0, 10]],
        [[20, 20], [-20, 0], [0, -10], [20, 0]],
        [[20, 20], [20, 0], [0, -10], [-20, 0]],
    ],
    "objects": {
        "land": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "west", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "east", "arcs": [[[~0, ~2]], [[0, 1]]]},
                {"type": "Polygon", "id": "both", "arcs": [[0, 2]]},
            ],
        },
        "border": {"type": "MultiLineString", "arcs": [[0], [~0]]},
    },
}


@pytest.fixture
def squares() -> Topology:
    return Topology(json.dumps(SQUARES).encode())


def test_a_ring_is_put_together_from_its_arcs(squares: Topology) -> None:
    assert squares.polygons("land", "west") == [
        [[[-170, -80], [-170, -70], [-180, -70], [-180, -80], [-170, -80]]]
    ]


def test_shapes_are_known_by_their_ids(squares: Topology) -> None:
    assert squares.identities("land") == ["west", "east", "both"]


def test_an_arc_may_be_used_backwards(squares: Topology) -> None:
    east = squares.polygons("land", "east")
    assert east[0] == [[[-170, -70], [-170, -80], [-160, -80], [-160, -70], [-170, -70]]]
    assert len(east) == 2


def test_every_ring_of_an_object_is_one_of_its_lines(squares: Topology) -> None:
    rings = squares.lines("land")
    assert len(rings) == 4
    assert all(ring[0] == ring[-1] for ring in rings)


def test_lines_come_one_after_another(squares: Topology) -> None:
    line = [[-170, -80], [-170, -70]]
    assert squares.lines("border") == [line, line[::-1]]


def test_what_is_not_there_is_a_key_error(squares: Topology) -> None:
    with pytest.raises(KeyError):
        squares.lines("rivers")
    with pytest.raises(KeyError):
        squares.polygons("land", "north")


def test_it_reads_the_basemap_as_the_basemap_reads_itself() -> None:
    norway = Topology(basemap.topology()).polygons("countries", "NO")
    assert norway == basemap.country("NO")["coordinates"]
