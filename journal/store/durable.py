"""A TinyDB storage that cannot lose a file, and remembers what it read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
from tinydb import Storage
from typing_extensions import override

from journal.errors import ChangedElsewhere, Damaged, NotConfirmed, NotSaved, TooNew
from journal.store.backups import Backups
from journal.store.files import Signature, replace_durably, signature
from journal.store.reading import (
    HEADER,
    MENDS,
    decoded,
    head,
    looking_at,
    not_collecting,
    read,
)
from journal.store.seal import PLAIN, Seal
from journal.store.seen import Seen
from journal.store.upgrades import SCHEMAS, Tables


class DurableStorage(Storage):
    """One file of tables: read once, replaced whole and durably, never written over unread."""

    def __init__(
        self,
        path: Path,
        kind: str,
        backups: Backups | None = None,
        seal: Seal = PLAIN,
        seen: Seen | None = None,
    ) -> None:
        self._path = path
        self._kind = kind
        self._seal = seal
        self._seen = seen
        self._highest = 0
        """The most saves this file is known to have had."""
        self._older: int | None = None
        """The form the file was read in, where that was an older one."""
        self._backups = backups
        self._tables: Tables | None = None
        self._signature: Signature | None = None
        self._was_read = False
        self._is_gathering = False

    @override
    def read(self) -> Tables | None:
        """The file's tables, or None where there is no file yet."""
        if not self._was_read:
            with looking_at(self._path):
                self._signature = signature(self._path)
            is_there = self._signature is not None
            self._tables = self._read() if is_there else None
            self._was_read = True
        return self._tables

    @override
    def write(self, data: Tables) -> None:
        """Replace the file; nothing is remembered as saved until the disk has it."""
        if self._is_gathering:
            self._tables = data
            return
        self.forget()
        with looking_at(self._path):
            is_as_read = signature(self._path) == self._signature
        if not is_as_read:
            raise ChangedElsewhere(
                f"Not saved: {self._path.name} was changed by another program since it was read. "
                "Nothing of it was written over. Do it again to go on with the file as it is now."
            )
        content = self._seal.close(encoded(self._stamped(data)))
        if self._older is not None and self._backups is not None:
            self._backups.keep_older(self._path, self._older)
        try:
            self._signature = self._replace(content)
            self._note(data)
        except NotConfirmed:
            self._note(data)
            self._signature = None  # nothing is saved over it before it was read again
            with suppress(OSError):
                self._signature = signature(self._path)
            raise
        self._tables = data
        self._was_read = True

    @contextmanager
    def together(self) -> Iterator[None]:
        """Several changes with one save at the end, so that all of them are kept or none."""
        self._is_gathering = True
        try:
            yield
        except BaseException:
            self.forget()
            raise
        finally:
            self._is_gathering = False
        self.write(self.read() or {})

    def forget(self) -> None:
        """Drop what is remembered, so that the next read is of the disk."""
        self._tables = None
        self._was_read = False

    @property
    def has_changed(self) -> bool:
        """Whether another program has changed the file since it was read or written here."""
        if not self._was_read:
            return False
        with looking_at(self._path):
            return signature(self._path) != self._signature

    @property
    def generation(self) -> int:
        """How many times this file has been saved."""
        return int(head(self.read() or {}).get("generation", 0))

    def _read(self) -> Tables:
        if self._seen:
            self._seen.look()  # first: what another window saves meanwhile is newer than that
        try:
            tables = read(self._path, self._kind, Tables, self._seal)
        except TooNew:
            raise
        except Damaged as damaged:
            if isinstance(damaged.__cause__, OSError):
                raise
            raise Damaged(f"{damaged} {MENDS}") from damaged
        said = head(tables)
        if self._seen:
            self._highest = self._seen.read(self._path.name, int(said.get("generation", 0)))
        self._older = said["schema"] if said["schema"] < SCHEMAS[self._kind] else None
        return tables

    def _note(self, data: Tables) -> None:
        self._older = None
        if self._seen:
            self._seen.saved(self._path.name, int(head(data)["generation"]))

    def _stamped(self, data: Tables) -> Tables:
        generation = max(int(head(data).get("generation", 0)), self._highest) + 1
        data[HEADER] = header(self._kind, generation)
        return data

    def _replace(self, content: bytes) -> Signature:
        if self._backups is None or self._signature is None:
            return replace_durably(self._path, content)
        copy = self._backups.before_save(self._path, self._kind, len(content), self._seal)
        try:
            saved = replace_durably(self._path, content)
        except NotSaved as error:
            if copy is None or not _needs_room(error):
                raise
            self._backups.give_way(copy)
            saved = replace_durably(self._path, content)
        self._backups.after_save()
        return saved


def header(kind: str, generation: int) -> dict[str, Any]:
    """The table that says what a file is, and how often it has been saved."""
    return {"1": {"format": kind, "schema": SCHEMAS[kind], "generation": generation}}


def _needs_room(error: NotSaved) -> bool:
    cause = error.__cause__
    return isinstance(cause, OSError) and cause.errno in (errno.ENOSPC, errno.EDQUOT)


def encoded(data: Tables) -> bytes:
    """The tables as JSON, read back and compared before a byte reaches the disk."""
    try:
        content = msgspec.json.encode(data)
    except (TypeError, ValueError, RecursionError) as error:
        raise NotSaved(
            "Not saved: the text holds something that cannot be kept in a file, such as half a "
            "character. What was there is whole."
        ) from error
    with not_collecting():  # until the copy to compare with is gone again
        is_the_same = decoded(content, Tables) == data
    if not is_the_same:
        raise NotSaved("Not saved: what would be written does not read back the same.")
    return content
