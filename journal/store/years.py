"""One year of entries in one TinyDB file, held in memory after a single read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import msgspec
from tinydb import TinyDB
from tinydb.table import Document, Table

from journal.errors import BadInput, Damaged
from journal.model import Entry
from journal.store.documents import becoming, document
from journal.store.durable import DurableStorage
from journal.store.glance import YEAR_KIND

KEPT_AFTER_DELETE = dt.timedelta(days=7)

_Kind = TypeVar("_Kind")


class Deleted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry taken out of the journal, kept for a week in case it is wanted back."""

    at: dt.datetime
    entry: Entry


class YearFile:
    """The entries of one year. What it hands out is frozen; what it keeps is on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> tuple[Entry, ...]:
        """This year's entries, newest first."""
        return self._newest_first

    def get(self, entry_id: str) -> Entry | None:
        """The entry with this id, if it is in this year."""
        found = self._by_id.get(entry_id)
        return found[1] if found else None

    def add(self, entries: Iterable[Entry]) -> None:
        """Put new entries in with one save."""
        new = tuple(entries)
        for entry in new:
            if entry.id in self._by_id:
                raise BadInput(f"The entry {entry.id} is in the journal already.")
        with self._changing():
            places = self._table("entries").insert_multiple(map(document, new))
            for place, entry in zip(places, new, strict=True):
                self._by_id[entry.id] = (place, entry)

    def replace(self, entry: Entry) -> None:
        """Put a changed entry in the place of the one with its id."""
        place = self._by_id[entry.id][0]
        with self._changing():
            self._table("entries").update(becoming(document(entry)), doc_ids=[place])
            self._by_id[entry.id] = (place, entry)

    def remove(self, entry_id: str) -> None:
        """Take an entry out and keep nothing of it: it lives on elsewhere."""
        place = self._by_id[entry_id][0]
        with self._changing():
            self._table("entries").remove(doc_ids=[place])
            del self._by_id[entry_id]

    def delete(self, entry: Entry, at: dt.datetime) -> None:
        """Take an entry out, keeping it for a week."""
        stale = [place for place, one in self._deleted() if at - one.at > KEPT_AFTER_DELETE]
        with self._changing():
            if stale:
                self._table("deleted").remove(doc_ids=stale)
            # Kept first, taken out second: a crash between the two leaves it in the journal.
            self._table("deleted").insert(document(Deleted(at, entry)))
        self.remove(entry.id)

    def deleted(self) -> Iterator[Deleted]:
        """What was deleted and can still be brought back, latest first."""
        gone = (one for _, one in self._deleted() if one.entry.id not in self._by_id)
        return iter(sorted(gone, key=lambda one: one.at, reverse=True))

    def bring_back(self, entry: Entry) -> None:
        """Undo a deletion. Put back first, so that a crash in between leaves it in both."""
        if entry.id not in self._by_id:
            self.add([entry])
        places = [place for place, one in self._deleted() if one.entry.id == entry.id]
        with self._changing():
            self._table("deleted").remove(doc_ids=places)

    def forget(self) -> None:
        """Read the file anew when it is next asked for."""
        for name in ("_database", "_by_id", "_newest_first"):
            self.__dict__.pop(name, None)

    @cached_property
    def _database(self) -> TinyDB:
        return TinyDB(self._path, YEAR_KIND, storage=DurableStorage)

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, Entry]]:
        found: dict[str, tuple[int, Entry]] = {}
        for one in self._table("entries"):
            entry = self._read(one, Entry)
            if entry.id in found:
                raise Damaged(
                    f"{self._path} holds the entry {entry.id} twice. It is left as it is; "
                    "take one of the two out, or put a good copy back in its place."
                )
            found[entry.id] = (one.doc_id, entry)
        return found

    @cached_property
    def _newest_first(self) -> tuple[Entry, ...]:
        entries = (entry for _, entry in self._by_id.values())
        return tuple(sorted(entries, key=by_day_and_moment, reverse=True))

    def _table(self, name: str) -> Table:
        return self._database.table(name, cache_size=0)

    def _deleted(self) -> list[tuple[int, Deleted]]:
        return [(one.doc_id, self._read(one, Deleted)) for one in self._table("deleted")]

    def _read(self, kept: Document, kind: type[_Kind]) -> _Kind:
        try:
            return msgspec.convert(kept, kind)
        except msgspec.ValidationError as error:
            raise Damaged(
                f"{self._path} holds an entry (number {kept.doc_id}) that is not as goodchat "
                f"writes one: {error}. It is left as it is; mend that entry, or put a good copy "
                "of the file back in its place."
            ) from error

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """After a save that failed, only the disk knows what is true."""
        _ = self._by_id  # read before it is written: a file that cannot be read is never replaced
        try:
            yield
        except BaseException:
            self.forget()
            raise
        self.__dict__.pop("_newest_first", None)


def by_day_and_moment(entry: Entry) -> tuple[dt.date, dt.datetime, str]:
    """The order of entries: the day as lived, then the moment of writing wherever it was."""
    return entry.day, entry.written_at, entry.id
