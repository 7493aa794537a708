"""How work grows with what is worked on, measured so that a busy machine does not decide."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

ONCE = 0.005
"""Seconds of the processor for what happens once, however little there is to do."""

COMPARISONS = 6


def grows_within(times: float, small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Whether the large piece of work takes no more than so many times the small one.

    Compared several times: work that grows too fast does so in each, and an interruption of the
    machine is in one of them only. What the process keeps besides is not looked through for
    garbage meanwhile.
    """
    return any(_seconds(large) <= times * (_seconds(small) + ONCE) for _ in range(COMPARISONS))


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        work()
        return time.process_time() - begin
    finally:
        gc.enable()
