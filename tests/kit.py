"""What tests share besides fixtures: a moment that stands still, and ways to look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from journal.model import Entry

NOW = dt.datetime(2026, 11, 19, 17, 20, tzinfo=dt.UTC)
"""A Thursday, at the end of a working day."""
TODAY = NOW.date()

MakeEntry = Callable[..., Entry]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, to see that nothing changed."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(f.relative_to(folder)): f.read_bytes() for f in files if f.name != "journal.lock"}
