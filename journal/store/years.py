"""One year of entries in one TinyDB file, held in memory after a single read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from tinydb.table import Document, Table
from typing_extensions import override

from journal.errors import BadInput, Damaged
from journal.model import Entry
from journal.store.documents import becoming, document
from journal.store.kept import KeptFile
from journal.store.reading import MENDS, check_tables
from journal.store.upgrades import YEAR_KIND

_TABLES = frozenset({"entries", "deleted"})
KEPT_AFTER_DELETE = dt.timedelta(days=7)

_Kind = TypeVar("_Kind")


class Deleted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry taken out of the journal, kept for a week in case it is wanted back."""

    at: dt.datetime
    entry: Entry


class YearFile(KeptFile):
    """The entries of one year. What it hands out is frozen; what it keeps is on the disk."""

    KIND = YEAR_KIND

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
            self._put_in(new)

    def replace(self, entry: Entry) -> None:
        """Put a changed entry in the place of the one with its id."""
        place = self._by_id[entry.id][0]
        with self._changing():
            self._table("entries").update(becoming(document(entry)), doc_ids=[place])
            self._by_id[entry.id] = (place, entry)

    def take(self, entries: Iterable[Entry], deleted: Iterable[Deleted] = ()) -> None:
        """Put entries in: a new one beside the others, another in the place of the one it was.

        What is put in is not deleted any more; `deleted` is kept as what can be brought back.
        """
        group = {entry.id: entry for entry in entries}
        gone = tuple(deleted)
        new = [entry for entry in group.values() if entry.id not in self._by_id]
        known = (entry for entry in group.values() if entry.id in self._by_id)
        found = ((entry, *self._by_id[entry.id]) for entry in known)
        changed = {place: entry for entry, place, before in found if entry != before}
        if new or changed or gone:
            with self._changing():
                self._put_in(new)  # also nothing: a year's file always has its table of entries
                self._change(changed)
                self._forget_deleted(group)
                if gone:
                    self._table("deleted").insert_multiple(map(document, gone))

    def remove(self, *entry_ids: str) -> None:
        """Take entries out and keep nothing of them: they live on elsewhere."""
        with self._changing():
            self._take_out(entry_ids)

    def delete(self, entry: Entry, at: dt.datetime) -> None:
        """Take an entry out, keeping it for a week."""
        stale = [place for place, one in self._deleted() if at - one.at > KEPT_AFTER_DELETE]
        with self._changing():
            if stale:
                self._table("deleted").remove(doc_ids=stale)
            self._table("deleted").insert(document(Deleted(at, entry)))
            self._take_out([entry.id] if entry.id in self._by_id else [])

    def deleted(self, now: dt.datetime) -> Iterator[Deleted]:
        """What was deleted within the week and can be brought back, latest first."""
        gone = (one for _, one in self._deleted() if one.entry.id not in self._by_id)
        fresh = (one for one in gone if now - one.at <= KEPT_AFTER_DELETE)
        return iter(sorted(fresh, key=lambda one: one.at, reverse=True))

    def bring_back(self, entry: Entry) -> None:
        """Undo a deletion."""
        places = [place for place, one in self._deleted() if one.entry.id == entry.id]
        with self._changing():
            if entry.id not in self._by_id:
                self._put_in([entry])
            self._table("deleted").remove(doc_ids=places)

    def drop_deleted(self, entry_ids: Container[str]) -> None:
        """Forget that these were deleted: they are back, in another year."""
        if any(one.entry.id in entry_ids for _, one in self._deleted()):
            with self._changing():
                self._forget_deleted(entry_ids)

    @override
    def forget(self) -> None:
        super().forget()
        for name in ("_by_id", "_newest_first"):
            self.__dict__.pop(name, None)

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, Entry]]:
        check_tables(self._path, self._storage.read() or {}, _TABLES)
        found: dict[str, tuple[int, Entry]] = {}
        for one in self._table("entries"):
            entry = self._read(one, Entry)
            if entry.id in found:
                raise Damaged(
                    f"{self._path} holds the entry {entry.id} twice. It is left as it is. {MENDS}"
                )
            found[entry.id] = (one.doc_id, entry)
        return found

    @cached_property
    def _newest_first(self) -> tuple[Entry, ...]:
        entries = (entry for _, entry in self._by_id.values())
        return tuple(sorted(entries, key=by_day_and_moment, reverse=True))

    def _put_in(self, entries: Sequence[Entry]) -> None:
        places = self._table("entries").insert_multiple(map(document, entries))
        for place, entry in zip(places, entries, strict=True):
            self._by_id[entry.id] = (place, entry)

    def _change(self, changed: Mapping[int, Entry]) -> None:
        by_id = {entry.id: entry for entry in changed.values()}

        def become(kept: MutableMapping[Any, Any]) -> None:
            becoming(document(by_id[kept["id"]]))(kept)

        if changed:
            self._table("entries").update(become, doc_ids=list(changed))
            self._by_id.update((entry.id, (place, entry)) for place, entry in changed.items())

    def _forget_deleted(self, entry_ids: Container[str]) -> None:
        places = [place for place, one in self._deleted() if one.entry.id in entry_ids]
        if places:
            self._table("deleted").remove(doc_ids=places)

    def _take_out(self, entry_ids: Sequence[str]) -> None:
        places = [self._by_id[entry_id][0] for entry_id in entry_ids]
        self._table("entries").remove(doc_ids=places)
        for entry_id in entry_ids:
            del self._by_id[entry_id]

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
                f"writes one: {error}. It is left as it is. {MENDS}"
            ) from error

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One save for all of a change. After one that failed, only the disk knows what is true."""
        _ = self._by_id  # read before it is written: a file that cannot be read is never replaced
        try:
            with self._storage.together():
                yield
        except BaseException:
            self.forget()
            raise
        self.__dict__.pop("_newest_first", None)


def by_day_and_moment(entry: Entry) -> tuple[dt.date, dt.datetime, str]:
    """The order of entries: the day as lived, then the moment of writing wherever it was."""
    return entry.day, entry.written_at, entry.id
