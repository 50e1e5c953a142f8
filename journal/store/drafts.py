"""Unfinished reflections, each in a small file of its own until it is saved or let go."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final, Literal

import msgspec

from journal import places
from journal.errors import Damaged, NotSaved, TooNew
from journal.places import reason
from journal.reflection import Reflection
from journal.store.files import replace_durably
from journal.store.reading import content_of, looking_at
from journal.store.seal import PLAIN, SEALED, Seal, bare, is_there, seal_for

DRAFT_FILE = re.compile(r"[0-9a-z]{1,40}\.json(?:\.age)?")
SCHEMA: Final = 1


_LEFT = (
    "{file} holds words from an editor of your own that did not come back. "
    "Copy what you want of it, then remove the file."
)
_UNREADABLE = (
    "The draft {file} cannot be read. It is left as it is. "
    "goodchat doctor --repair saves what can be read, and sets the file aside."
)


class _Head(msgspec.Struct, frozen=True):
    """What a draft's file says that it is."""

    schema: int


class _Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A draft as it lies in its file."""

    format: Literal["goodchat draft"]
    schema: Literal[1]
    reflection: Reflection


class Drafts:
    """The drafts of one journal."""

    def __init__(self, folder: Path, seal: Seal = PLAIN) -> None:
        self.folder = folder
        self._seal = seal

    def keep(self, reflection: Reflection) -> None:
        """Keep a draft as it is now, durably. One there that cannot be read is set aside first."""
        places.make_private(self.folder)
        path = self._path(reflection.entry.id)
        try:
            if self._is_damaged(path):
                stem = path.name.partition(".")[0]
                path.rename(self._path(f"{stem}{secrets.token_hex(4)}"))
        except OSError as error:
            raise NotSaved(f"The draft {path} could not be kept ({reason(error)}).") from error
        replace_durably(path, self._seal.close(page(reflection)))

    def discard(self, entry_id: str) -> None:
        """Let a draft go: it was saved, or its writer no longer wants it.

        One that cannot be read stays: nobody can say that they do not want it.
        """
        path = self._path(entry_id)
        try:
            if not self._is_damaged(path):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise NotSaved(f"The draft {path} could not be let go ({reason(error)}).") from error

    def latest_first(self) -> tuple[Reflection, ...]:
        """The drafts that can be read, the one written last first."""
        kept = ((self._read(file), _written_at(file)) for file in self._files())
        readable = [(draft, at) for draft, at in kept if isinstance(draft, Reflection)]
        return tuple(draft for draft, _ in sorted(readable, key=lambda one: one[1], reverse=True))

    def troubles(self) -> tuple[Damaged, ...]:
        """What is wrong with the drafts that cannot be read."""
        found = (self._read(file) for file in self._files())
        unread = tuple(one for one in found if isinstance(one, Damaged))
        return (*unread, *(Damaged(_LEFT.format(file=file)) for file in self.pages_left()))

    def pages_left(self) -> tuple[Path, ...]:
        """Pages that were open in a writer's own editor when everything stopped."""
        with looking_at(self.folder):
            return tuple(sorted(self.folder.glob("edit-*.txt*")))

    def _files(self) -> list[Path]:
        with looking_at(self.folder):
            if not self.folder.is_dir():
                return []
            files = [file for file in self.folder.iterdir() if DRAFT_FILE.fullmatch(file.name)]
        sealed = {bare(file.name) for file in files if file.name.endswith(SEALED)}
        return [file for file in files if file.name.endswith(SEALED) or file.name not in sealed]

    def _path(self, entry_id: str) -> Path:
        return self.folder / f"{entry_id}.json{self._seal.suffix}"

    def _read(self, file: Path) -> Reflection | Damaged:
        try:
            content = content_of(file, seal_for(file, self._seal))
        except Damaged:
            return Damaged(_UNREADABLE.format(file=file))
        try:
            return read_page(content, file)
        except Damaged as damaged:
            return damaged

    def _is_damaged(self, path: Path) -> bool:
        if not is_there(path):
            return False
        if not path.is_file():
            return True
        try:
            read_page(self._seal.open(path.read_bytes(), path), path)
        except Damaged:
            return True
        return False


def _written_at(file: Path) -> int:
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def page(reflection: Reflection) -> bytes:
    """A draft as the content of its file."""
    return msgspec.json.encode(_Page("goodchat draft", SCHEMA, reflection))


def read_page(content: bytes, file: Path) -> Reflection:
    """The draft in the content of a file; raises `Damaged` or `TooNew`. `file` is its name."""
    try:
        head = msgspec.json.decode(content, type=_Head)
        if head.schema > SCHEMA:
            raise TooNew(
                f"The draft {file} was written by a newer goodchat. "
                "It is left as it is; install the newer version to open it."
            )
        return msgspec.json.decode(content, type=_Page).reflection
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Damaged(_UNREADABLE.format(file=file)) from error
