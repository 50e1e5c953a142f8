"""What tests share besides fixtures: a moment that stands still, and ways to look."""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from journal.model import Entry

NOW = dt.datetime(2026, 11, 19, 17, 20, tzinfo=dt.UTC)
"""A Thursday, at the end of a working day."""
TODAY = NOW.date()

MakeEntry = Callable[..., Entry]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, to see that nothing changed."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {str(f.relative_to(folder)): f.read_bytes() for f in files if f.name != "journal.lock"}


@contextmanager
def full_disk(folder: Path) -> Iterator[None]:
    """As if the disk were full for whatever is written in one folder."""
    real = os.open

    def open_or_not(path: object, flags: int, *rest: int, **options: int) -> int:
        if Path(str(path)).parent == folder and flags & os.O_CREAT:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(path, flags, *rest, **options)  # type: ignore[arg-type]

    with mock.patch("os.open", open_or_not):
        yield
