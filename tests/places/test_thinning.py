"""Thinning a line: which nodes go first, and that a step is always a step of the same thinning."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from summitmap.places.thinning import weights

LINES = st.lists(st.tuples(st.integers(-999, 999), st.integers(-999, 999)), max_size=40)


def worth(*nodes: tuple[float, float]) -> list[float]:
    return weights([x for x, _ in nodes], [y for _, y in nodes])


def test_a_node_is_worth_the_side_of_a_square_as_large_as_its_triangle() -> None:
    # The triangle has the base 4 and the height 2.
    assert worth((0, 0), (2, 2), (4, 0)) == [math.inf, 2.0, math.inf]


def test_a_node_on_a_straight_line_is_worth_nothing() -> None:
    assert worth((0, 0), (1, 1), (3, 3)) == [math.inf, 0.0, math.inf]


def test_the_smallest_bend_goes_first_and_the_bends_beside_it_are_measured_anew() -> None:
    found = worth((0, 0), (4, 4), (6, 2.1), (8, 0))
    # Without the third node, the second spans the triangle (0, 0), (4, 4), (8, 0).
    assert found[2] < found[1] == 4.0


def test_ends_are_never_left_out() -> None:
    assert worth((0, 0)) == [math.inf]
    assert worth((0, 0), (1, 1)) == [math.inf, math.inf]
    assert worth() == []


@given(LINES)
def test_thinning_further_takes_from_what_thinning_less_has_left(
    nodes: list[tuple[int, int]],
) -> None:
    """Eliminating one by one, as the definition says, gives the same order of worth."""
    found = worth(*nodes)
    left = list(range(len(nodes)))
    gone: list[float] = []
    while len(left) > 2:
        triangles = [
            (
                abs(
                    (nodes[b][0] - nodes[a][0]) * (nodes[c][1] - nodes[a][1])
                    - (nodes[c][0] - nodes[a][0]) * (nodes[b][1] - nodes[a][1])
                ),
                b,
            )
            for a, b, c in zip(left, left[1:], left[2:], strict=False)
        ]
        size, node = min(triangles)
        left.remove(node)
        gone.append(found[node])
        assert found[node] >= math.sqrt(size / 2)
    assert all(one <= other for one, other in pairwise(gone))
