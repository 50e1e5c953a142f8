"""How often each file had been saved when it was last seen, so that an old copy put back shows.

A sync program may bring an older file back, and the file alone cannot tell. `generations.json`
holds a number for each file and nothing else. It helps and never hinders: where it is gone or
cannot be written, nothing is noticed, and nothing is refused.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from journal.store.seal import bare

FILE = "generations.json"
_MOST_BYTES = 64 * 1024
_SAID = (
    "{name} is older than it was: another program has put an earlier copy in its place. "
    "goodchat doctor --repair brings back what the dated copies still hold."
)


class Seen:
    """What was last seen in one home."""

    def __init__(self, home: Path) -> None:
        self._path = home / FILE
        self._known: dict[str, int] | None = None
        self.rolled_back: dict[str, str] = {}
        """Files that are older than they were, each with a sentence."""
        self.warn: Callable[[str], object] = lambda _: None
        """Takes each of those sentences once."""

    def look(self) -> None:
        """Read what was last seen, where that is not known yet."""
        self._numbers()

    def read(self, name: str, generation: int) -> int:
        """Take notice of a file that was read, and give the highest number it has ever had."""
        known = self._numbers().get(bare(name), 0)
        if generation < known:
            if bare(name) not in self.rolled_back:
                self.warn(_SAID.format(name=name))
            self.rolled_back[bare(name)] = _SAID.format(name=name)
        return max(known, generation)

    def saved(self, name: str, generation: int) -> None:
        """Take note of a save, after it is on the disk."""
        self.rolled_back.pop(bare(name), None)
        numbers = self._numbers()
        numbers[bare(name)] = generation
        temporary = self._path.with_name(f".{FILE}.{secrets.token_hex(8)}.tmp")
        with suppress(OSError):  # nobody loses a word by it
            try:
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "wb") as file:
                    file.write(msgspec.json.encode(numbers))
                temporary.replace(self._path)
            finally:
                temporary.unlink(missing_ok=True)

    def forget(self) -> None:
        """Read it anew: another window may have saved."""
        self._known = None
        self.rolled_back.clear()

    def _numbers(self) -> dict[str, int]:
        if self._known is None:
            self._known = {}
            with suppress(OSError, ValueError, RecursionError):
                if self._path.is_file() and self._path.stat().st_size <= _MOST_BYTES:
                    self._known = msgspec.json.decode(self._path.read_bytes(), type=dict[str, int])
        return self._known
