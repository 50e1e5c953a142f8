"""journal.json: what belongs to the journal as a whole, beside its entries."""

from __future__ import annotations

from functools import cached_property

import msgspec
from tinydb.table import Document
from typing_extensions import override

from journal.errors import Damaged
from journal.settings import Settings
from journal.store.documents import becoming, document
from journal.store.kept import KeptFile
from journal.store.reading import MENDS, check_tables, looking_at
from journal.store.upgrades import JOURNAL_KIND

_TABLES = frozenset({"settings"})


class Cards(KeptFile):
    """The journal's own file, one table for each kind of thing. Today it holds the settings."""

    KIND = JOURNAL_KIND

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

    @override
    def forget(self) -> None:
        super().forget()
        self.__dict__.pop("settings", None)
