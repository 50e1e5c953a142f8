"""Unfinished reflections, each in a small file of its own until it is saved or let go."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from journal import places
from journal.errors import Damaged
from journal.reflection import Reflection
from journal.store.files import replace_durably

_DRAFT_FILE = re.compile(r"[0-9a-z]{1,40}\.json")
SCHEMA = 1


class _Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft as it lies in its file."""

    format: str
    schema: int
    reflection: Reflection


class Drafts:
    """The drafts of one journal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, reflection: Reflection) -> None:
        """Keep a draft as it is now, durably."""
        places.make_private(self.folder)
        page = _Page("goodchat draft", SCHEMA, reflection)
        replace_durably(self._path(reflection.entry.id), msgspec.json.encode(page))

    def discard(self, entry_id: str) -> None:
        """Let a draft go: it was saved, or its writer no longer wants it."""
        self._path(entry_id).unlink(missing_ok=True)

    def latest_first(self) -> tuple[Reflection, ...]:
        """The drafts that can be read, the one written last first."""
        kept = ((self._read(file), file.stat().st_mtime_ns) for file in self._files())
        readable = [(draft, at) for draft, at in kept if isinstance(draft, Reflection)]
        return tuple(draft for draft, _ in sorted(readable, key=lambda one: one[1], reverse=True))

    def troubles(self) -> tuple[Damaged, ...]:
        """What is wrong with the drafts that cannot be read."""
        found = (self._read(file) for file in self._files())
        return tuple(one for one in found if isinstance(one, Damaged))

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return [file for file in self.folder.iterdir() if _DRAFT_FILE.fullmatch(file.name)]

    def _path(self, entry_id: str) -> Path:
        return self.folder / f"{entry_id}.json"

    @staticmethod
    def _read(file: Path) -> Reflection | Damaged:
        try:
            return msgspec.json.decode(file.read_bytes(), type=_Page).reflection
        except (msgspec.MsgspecError, UnicodeDecodeError, OSError):
            return Damaged(
                f"The draft {file} cannot be read. It is left as it is; open it in a text editor "
                "to see what it says, or move it out of the folder."
            )
