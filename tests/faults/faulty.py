"""A disk that fails, within this process and on any system: the n-th call, or all from then on."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from journal.store import files


class Died(BaseException):
    """The process ended here: nothing after this moment reaches the disk."""


ENDED = 0
"""In place of an error's number: the process dies at that call."""

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, ENDED)
_OS_CALLS = ("open", "write", "fsync", "close")
_PATH_CALLS = ("replace", "unlink", "read_bytes", "stat")


class FaultyDisk:
    """Counts the store's calls, and fails one of them or all from that one on."""

    def __init__(self, at: int = 0, error: int = ENDED, *, lasting: bool = False) -> None:
        self.at = at
        self.error = error
        self.lasting = lasting or error == ENDED
        self.count = 0

    @contextmanager
    def working(self) -> Iterator[None]:
        """With this disk under the store."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(files, "os", _Calls(self))
            for name in _PATH_CALLS:
                patch.setattr(Path, name, self.around(getattr(Path, name)))
            yield

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """A call of the store's on this disk."""

        def on_this_disk(*arguments: Any, **options: Any) -> Any:
            self._turn(call, arguments)
            return call(*arguments, **options)

        return on_this_disk

    def _turn(self, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        self.count += 1
        is_hit = self.at and (self.count >= self.at if self.lasting else self.count == self.at)
        if not is_hit:
            return
        if self.error != ENDED:
            raise OSError(self.error, os.strerror(self.error))
        if call is os.write and self.count == self.at:
            # A process can die with half of it written.
            descriptor, content = arguments
            os.write(descriptor, bytes(content[: len(content) // 2]))
        raise Died


class _Calls:
    """The system as the store's files see it."""

    def __init__(self, disk: FaultyDisk) -> None:
        self._disk = disk

    def __getattr__(self, name: str) -> Any:
        found = getattr(os, name)
        return self._disk.around(found) if name in _OS_CALLS else found
