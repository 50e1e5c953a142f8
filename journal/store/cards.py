"""journal.json: what belongs to the journal as a whole, beside its entries."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import msgspec
from tinydb import TinyDB
from tinydb.table import Document

from journal.errors import Damaged
from journal.settings import Settings
from journal.store.backups import Backups
from journal.store.documents import becoming, document
from journal.store.durable import DurableStorage
from journal.store.reading import MENDS, check_tables, looking_at
from journal.store.seal import PLAIN, Seal
from journal.store.seen import Seen
from journal.store.upgrades import JOURNAL_KIND

_TABLES = frozenset({"settings"})


class Cards:
    """The journal's own file, one table for each kind of thing. Today it holds the settings."""

    def __init__(
        self,
        path: Path,
        backups: Backups | None = None,
        seal: Seal = PLAIN,
        seen: Seen | None = None,
    ) -> None:
        self._path, self._seal, self._seen = path, seal, seen
        self._backups = backups

    @property
    def exists(self) -> bool:
        """Whether the journal has been begun."""
        with looking_at(self._path):
            return self._path.exists()

    @cached_property
    def settings(self) -> Settings:
        """The journal's settings; the usual ones where none were kept."""
        check_tables(self._path, self._storage.read() or {}, _TABLES)
        kept = self._database.table("settings", cache_size=0).get(doc_id=1)
        if not isinstance(kept, Document):
            return Settings()
        try:
            return msgspec.convert(kept, Settings)
        except msgspec.ValidationError as error:
            raise Damaged(
                f"The settings in {self._path} are not as goodchat writes them: {error}. "
                f"They are left as they are. {MENDS}"
            ) from error

    def save_settings(self, settings: Settings) -> None:
        """Keep changed settings."""
        _ = self.settings  # a file that cannot be read is never written over
        table = self._database.table("settings", cache_size=0)
        try:
            if table.contains(doc_id=1):
                table.update(becoming(document(settings)), doc_ids=[1])
            else:
                table.insert(Document(document(settings), doc_id=1))
        finally:
            self.forget()

    @property
    def has_changed(self) -> bool:
        """Whether another program has changed the file since it was read here."""
        return self._storage.has_changed

    def forget(self) -> None:
        """Read the file anew when it is next asked for."""
        for name in ("_database", "_storage", "settings"):
            self.__dict__.pop(name, None)

    @cached_property
    def _database(self) -> TinyDB:
        return TinyDB(storage=lambda: self._storage)

    @cached_property
    def _storage(self) -> DurableStorage:
        return DurableStorage(self._path, JOURNAL_KIND, self._backups, self._seal, self._seen)
