"""How the work of reading grows with a text, on a machine that may be busy with other things."""

from __future__ import annotations

import time
from collections.abc import Callable

_SIZE = 6_000
_TIMES = 8
_ROUNDS = 3
_NOISE = 0.002
"""Seconds that no clock can tell from nothing."""


def grows_linearly(read: Callable[[str], object], unit: str) -> bool:
    """Whether eight times the text takes nothing like the 64 times of a quadratic reader."""
    short = (unit * (_SIZE // len(unit) + 1))[:_SIZE]
    long = (unit * (_TIMES * _SIZE // len(unit) + 1))[: _TIMES * _SIZE]
    return _least(read, long) < 3 * _TIMES * max(_least(read, short), _NOISE)


def _least(read: Callable[[str], object], text: str) -> float:
    taken = []
    for _ in range(_ROUNDS):
        # The time of this thread alone: what others do on the machine is not counted.
        start = time.thread_time()
        read(text)
        taken.append(time.thread_time() - start)
    return min(taken)
