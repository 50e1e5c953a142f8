"""What a reader finds: a stretch of a text, and of what kind it is."""

from __future__ import annotations

from typing import NamedTuple


class Find(NamedTuple):
    """A half-open stretch of a text that may identify somebody."""

    start: int
    end: int
    kind: str
