"""Thinning a line: how much each of its nodes matters to its shape.

The measure is that of Visvalingam and Whyatt, "Line generalisation by repeated elimination of
points", The Cartographic Journal 30 (1993): the node whose triangle with its two neighbours is the
smallest goes first, and the triangles of the neighbours are measured anew.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence


def weights(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """What each node of a line is worth, as a length in the unit of `xs` and `ys`.

    It is the side of a square as large as the triangle that is lost with the node, and never less
    than that of a node which goes before it: leaving out what is worth less than any one length
    is always one step of the thinning. The two ends are worth `math.inf`.
    """
    last = len(xs) - 1
    worth = [math.inf] * (last + 1)
    before, after = list(range(-1, last)), list(range(1, last + 2))

    def triangle(node: int) -> float:
        one, other = before[node], after[node]
        return abs(
            (xs[node] - xs[one]) * (ys[other] - ys[one])
            - (xs[other] - xs[one]) * (ys[node] - ys[one])
        )

    current = [triangle(node) if 0 < node < last else math.inf for node in range(last + 1)]
    waiting = [(current[node], node) for node in range(1, last)]
    heapq.heapify(waiting)
    largest = 0.0
    while waiting:
        twice, node = heapq.heappop(waiting)
        if twice != current[node]:
            continue  # It was measured anew since, and waits with that.
        largest = max(largest, twice)
        worth[node] = math.sqrt(largest / 2)
        current[node] = -1.0
        one, other = before[node], after[node]
        after[one], before[other] = other, one
        for neighbour in (one, other):
            if 0 < neighbour < last:
                current[neighbour] = triangle(neighbour)
                heapq.heappush(waiting, (current[neighbour], neighbour))
    return worth
