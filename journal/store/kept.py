"""A file of the journal as TinyDB sees it: held from its first read until it is forgotten."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import ClassVar

from tinydb import TinyDB

from journal.store.backups import Backups
from journal.store.durable import DurableStorage
from journal.store.seal import PLAIN, Seal
from journal.store.seen import Seen


class KeptFile:
    """What a year's file and the journal's own have in common. An heir says what is in it."""

    KIND: ClassVar[str]

    def __init__(
        self,
        path: Path,
        backups: Backups | None = None,
        seal: Seal = PLAIN,
        seen: Seen | None = None,
    ) -> None:
        self._path = path
        self._backups = backups
        self._seal = seal
        self._seen = seen

    @property
    def has_changed(self) -> bool:
        """Whether another program has changed the file since it was read here."""
        return self._storage.has_changed

    def forget(self) -> None:
        """Read the file anew when it is next asked for."""
        for name in ("_database", "_storage"):
            self.__dict__.pop(name, None)

    @cached_property
    def _database(self) -> TinyDB:
        return TinyDB(storage=lambda: self._storage)

    @cached_property
    def _storage(self) -> DurableStorage:
        return DurableStorage(self._path, self.KIND, self._backups, self._seal, self._seen)
