"""How long nobody has touched the keys, also where the laptop slept meanwhile."""

from __future__ import annotations

import datetime as dt
import time


class Idle:
    """The last time somebody was there, by two clocks: one may be set, the other may sleep."""

    def __init__(self) -> None:
        self._at: dt.datetime | None = None
        self._tick = time.monotonic()

    def touched(self, now: dt.datetime) -> None:
        """Somebody is there."""
        self._at = now
        self._tick = time.monotonic()

    def is_over(self, now: dt.datetime, minutes: int) -> bool:
        """Whether so many minutes have gone since; never where that is none."""
        if not minutes or self._at is None:
            return False
        longest = dt.timedelta(minutes=minutes)
        return now - self._at >= longest or time.monotonic() - self._tick >= longest.total_seconds()
