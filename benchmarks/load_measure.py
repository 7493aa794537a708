"""What is measured under load: how long each action took, and what went wrong."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

from load_server import LoadError
from stage import p95


@dataclass
class Measured:
    """How long each action took in seconds, by its name and in the order of its end, and how often
    which error came."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def action(self, name: str) -> Iterator[None]:
        """Measure what the block does. A `LoadError` is counted, and goes on to the caller."""
        start = time.perf_counter()
        try:
            yield
        except LoadError as error:
            self.errors[f"{name}: {error}"] += 1
            raise
        self.times[name].append(time.perf_counter() - start)

    def add(self, other: Measured) -> None:
        """Take in what was measured elsewhere."""
        for name, values in other.times.items():
            self.times[name].extend(values)
        self.errors.update(other.errors)

    @property
    def count(self) -> int:
        """How many actions were done."""
        return sum(map(len, self.times.values()))

    def spread(self) -> Mapping[str, tuple[float, float]]:
        """Of each action the median and what 95 of 100 do not exceed, in seconds."""
        return {name: (median(values), p95(values)) for name, values in self.times.items()}


def slope(values: Sequence[float]) -> float:
    """How much more each value is than the one before, by least squares; 0 for fewer than two."""
    if len(values) < 2:
        return 0.0
    middle = (len(values) - 1) / 2
    mean = sum(values) / len(values)
    steps = [number - middle for number in range(len(values))]
    weighed = sum(step * (value - mean) for step, value in zip(steps, values, strict=True))
    return weighed / sum(step * step for step in steps)
