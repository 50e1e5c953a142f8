"""A TinyDB storage that cannot lose a file, and remembers what it read.

Each file carries a small table named `goodchat` with what it is, its schema version and a
generation that grows by one with each save, so that an old copy put back can be noticed.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any, NoReturn

import msgspec
from tinydb import Storage
from typing_extensions import override

from journal.errors import Damaged, NotConfirmed, NotSaved, TooNew
from journal.places import reason
from journal.store.files import Signature, replace_durably, signature

HEADER = "goodchat"
SCHEMA = 1

Tables = dict[str, dict[str, Any]]


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
            self._tables = None if self._signature is None else self._load()
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
        return int(_header(self.read() or {}).get("generation", 0))

    def _stamped(self, data: Tables) -> Tables:
        generation = int(_header(data).get("generation", 0)) + 1
        head = {"format": self._kind, "schema": SCHEMA, "generation": generation}
        data[HEADER] = {"1": head}
        return data

    def _load(self) -> Tables:
        try:
            content = self._path.read_bytes()
        except OSError as error:
            raise Damaged(f"{self._path} cannot be read ({reason(error)}).") from error
        if not content:
            self._damaged("is empty")
        try:
            tables = _decoded(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self._damaged("is not a whole journal file")
        self._check_header(_header(tables))
        return tables

    def _check_header(self, head: dict[str, Any]) -> None:
        schema = head.get("schema")
        if head.get("format") != self._kind or not isinstance(schema, int) or schema < 1:
            self._damaged(f"does not say that it is a {self._kind}")
        if schema > SCHEMA:
            raise TooNew(
                f"{self._path} was written by a newer goodchat. "
                "It is left as it is; install the newer version to open it."
            )

    def _damaged(self, what: str) -> NoReturn:
        raise Damaged(
            f"{self._path} {what}, so it is left exactly as it is and nothing is written over it. "
            "Put a good copy back in its place, or move it out of the folder."
        )


def _header(tables: Tables) -> dict[str, Any]:
    head = tables.get(HEADER, {}).get("1")
    return head if isinstance(head, dict) else {}


def _encoded(data: Tables) -> bytes:
    """The tables as JSON, read back and compared before a byte reaches the disk."""
    try:
        content = msgspec.json.encode(data)
    except (TypeError, ValueError, RecursionError) as error:
        raise NotSaved(
            "Not saved: the text holds something that cannot be kept in a file, such as half a "
            "character. What was there is whole."
        ) from error
    if _decoded(content) != data:
        raise NotSaved("Not saved: what would be written does not read back the same.")
    return content


def _decoded(content: bytes) -> Tables:
    """A file's tables. A year is many small objects, none of them garbage: no need to look."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        return msgspec.json.decode(content, type=Tables)
    finally:
        if was_collecting:
            gc.enable()
