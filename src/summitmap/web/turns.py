"""Turns: how many pages are drawn at once.

Python runs one thread at a time. Of fifty readers who come together each would be drawn a fiftieth
at a time: all are done when the last is, and whatever else the server does waits for its share as
well. Taking turns, each waits for those before. What takes long is drawn before, once for all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore, local

_HERE = local()
"""Whether this thread has a turn."""


class Turns:
    """So many threads at once; the others wait, in the order in which they came."""

    def __init__(self, many: int) -> None:
        self._free = Semaphore(many)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn, and have it while the block lasts. Whoever has one, of these or of
        others, needs no other."""
        if getattr(_HERE, "taken", False):
            yield
            return
        with self._free:
            _HERE.taken = True
            try:
                yield
            finally:
                _HERE.taken = False


PAGES = Turns(1)
"""Those who open the page, or have it drawn anew."""

PARTS = Turns(1)
"""Those who select an event, step or filter: they do not wait for those who only come."""
