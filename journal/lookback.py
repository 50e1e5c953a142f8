"""Entries in, what they show looked back on out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from journal.model import Entry, Layer, PromiseState


def layers(entries: Iterable[Entry]) -> dict[Layer, int]:
    """How many chats belong to each layer, base first."""
    counts = Counter(entry.layer for entry in entries)
    return {layer: counts[layer] for layer in Layer}


def loose_ends(entries: Iterable[Entry]) -> list[Entry]:
    """Entries with a promise still open: those with a day first, the earliest day at the head."""
    still_open = [e for e in entries if e.promise and e.promise.state is PromiseState.OPEN]
    return sorted(still_open, key=_due)


def is_overdue(entry: Entry, today: dt.date) -> bool:
    """Whether the day of its promise has gone by."""
    promise = entry.promise
    return bool(
        promise and promise.by and promise.state is PromiseState.OPEN and promise.by < today
    )


def _due(entry: Entry) -> tuple[dt.date, dt.date]:
    by = entry.promise.by if entry.promise else None
    return by or dt.date.max, entry.day
