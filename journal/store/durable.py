"""A TinyDB storage that cannot lose a file, and remembers what it read."""

from __future__ import annotations

from pathlib import Path

import msgspec
from tinydb import Storage
from typing_extensions import override

from journal.errors import NotConfirmed, NotSaved
from journal.store.files import Signature, replace_durably, signature
from journal.store.reading import HEADER, SCHEMA, Tables, decoded, head, read


class DurableStorage(Storage):
    """One file of tables: read once, replaced whole and durably, never written over unread."""

    def __init__(self, path: Path, kind: str) -> None:
        self._path = path
        self._kind = kind
        self._tables: Tables | None = None
        self._signature: Signature | None = None
        self._was_read = False

    @override
    def read(self) -> Tables | None:
        """The file's tables, or None where there is no file yet."""
        if not self._was_read:
            self._signature = signature(self._path)
            is_there = self._signature is not None
            self._tables = read(self._path, self._kind, Tables) if is_there else None
            self._was_read = True
        return self._tables

    @override
    def write(self, data: Tables) -> None:
        """Replace the file; nothing is remembered as saved until the disk has it."""
        self.forget()
        if signature(self._path) != self._signature:
            raise NotSaved(
                f"Not saved: {self._path.name} was changed by another program since it was read. "
                "Close goodchat and open it again to read the change; what you wrote is a draft."
            )
        content = _encoded(self._stamped(data))
        try:
            self._signature = replace_durably(self._path, content)
        except NotConfirmed:
            self._signature = signature(self._path)
            raise
        self._tables = data
        self._was_read = True

    def forget(self) -> None:
        """Drop what is remembered, so that the next read is of the disk."""
        self._tables = None
        self._was_read = False

    @property
    def generation(self) -> int:
        """How many times this file has been saved."""
        return int(head(self.read() or {}).get("generation", 0))

    def _stamped(self, data: Tables) -> Tables:
        generation = int(head(data).get("generation", 0)) + 1
        data[HEADER] = {"1": {"format": self._kind, "schema": SCHEMA, "generation": generation}}
        return data


def _encoded(data: Tables) -> bytes:
    """The tables as JSON, read back and compared before a byte reaches the disk."""
    try:
        content = msgspec.json.encode(data)
    except (TypeError, ValueError, RecursionError) as error:
        raise NotSaved(
            "Not saved: the text holds something that cannot be kept in a file, such as half a "
            "character. What was there is whole."
        ) from error
    if decoded(content, Tables) != data:
        raise NotSaved("Not saved: what would be written does not read back the same.")
    return content
