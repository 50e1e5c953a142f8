"""One writer at a time: a lock the system itself lets go when its holder ends, however it ends."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from journal.errors import HeldElsewhere, NotSaved
from journal.places import reason

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
# On Windows a locked byte cannot be read by others, so the one locked lies far past the text.
_FAR = 1 << 20

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class JournalLock:
    """The right to write in one journal, held until `release` or the end of the process."""

    def __init__(self, home: Path) -> None:
        self._path = home / "journal.lock"
        self._descriptor: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this process may write."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Take the lock, or raise `HeldElsewhere` naming who has it."""
        if self.is_held:
            return
        try:
            descriptor = os.open(self._path, _OPEN, 0o600)
        except OSError as error:
            raise NotSaved(
                f"{self._path} cannot be opened ({reason(error)}), so nothing can be saved. "
                "Set GOODCHAT_HOME to a folder you may write in."
            ) from error
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise HeldElsewhere(
                f"This journal is open in another window ({self._holder()}). Close it there first."
            ) from error
        self._descriptor = descriptor
        # Who holds it is for the message alone, and a full disk may have no room for that.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.lseek(descriptor, 0, os.SEEK_SET)
            os.write(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode())

    def release(self) -> None:
        """Let go. The file stays: removing it would let two writers in."""
        if self._descriptor is not None:
            descriptor, self._descriptor = self._descriptor, None
            with suppress(OSError):  # every save is on the disk by now, whatever is said here
                os.close(descriptor)

    def _holder(self) -> str:
        try:
            said = self._path.read_text("utf-8", errors="replace")[:120]
        except OSError:
            said = ""
        return said if said.startswith("process ") and said.isprintable() else "another process"

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
