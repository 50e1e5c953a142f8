"""The journal: its entries over all years, its settings, and the right to write in it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from journal import places
from journal.errors import BadInput, Damaged, HeldElsewhere
from journal.model import Entry
from journal.settings import Settings
from journal.store.cards import Cards
from journal.store.drafts import Drafts
from journal.store.files import sweep
from journal.store.glance import year_file, years
from journal.store.lock import JournalLock
from journal.store.years import Deleted, YearFile

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """An id for an entry: ten letters and figures that are hard to misread."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(10))


class Journal:
    """All that is kept in one home. Reading needs nothing; writing needs `hold`."""

    def __init__(self, home: Path) -> None:
        places.check(home)
        self.home = home
        self.drafts = Drafts(home / "drafts")
        self._cards = Cards(home / "journal.json")
        self._lock = JournalLock(home)
        self._files: dict[int, YearFile] = {}
        self.is_forgiving = False
        self.troubles: dict[int, Damaged] = {}

    @property
    def is_new(self) -> bool:
        """Whether nobody has written here yet."""
        return not self._cards.exists and not self.years()

    @property
    def is_writable(self) -> bool:
        """Whether this window holds the journal."""
        return self._lock.is_held

    def hold(self) -> None:
        """Take the right to write, and clear away what an interrupted save left behind."""
        if self.is_writable:
            return
        places.make_private(self.home)
        self._lock.acquire()
        self.refresh()
        sweep(self.home)
        sweep(self.drafts.folder)

    def release(self) -> None:
        """Let another window write."""
        self._lock.release()

    def begin(self) -> None:
        """Mark a new journal as begun."""
        if not self._cards.exists:
            self.save_settings(self.settings)

    @property
    def settings(self) -> Settings:
        """The settings that belong to this journal."""
        return self._cards.settings

    def save_settings(self, settings: Settings) -> None:
        """Keep changed settings."""
        self._must_hold()
        self._cards.save_settings(settings)

    def years(self) -> tuple[int, ...]:
        """The years with a file, latest first."""
        return years(self.home)

    def entries(self) -> Iterator[Entry]:
        """Every entry, newest first, reading an older year only when it is reached."""
        for entries in self.by_year():
            yield from entries

    def by_year(self) -> Iterator[tuple[Entry, ...]]:
        """The entries of each year, latest year first, each read only when it is reached.

        A forgiving journal goes on past a file it cannot read and keeps what is wrong with it in
        `troubles`; another raises `Damaged`.
        """
        for year in self.years():
            try:
                entries = self._year(year).entries()
            except Damaged as trouble:
                if not self.is_forgiving:
                    raise
                self.troubles[year] = trouble
                continue
            yield entries

    def entries_since(self, day: dt.date) -> Iterator[Entry]:
        """Entries of a day and later, newest first."""
        for entry in self.entries():
            if entry.day < day:
                return
            yield entry

    def count(self) -> int:
        """How many chats there are in all."""
        return sum(1 for _ in self.entries())

    def find(self, start_of_id: str) -> Entry:
        """The one entry whose id starts so; raises `BadInput` for none and for several."""
        starting: list[Entry] = []
        for entry in self.entries():
            if entry.id == start_of_id:
                # A whole id needs no look at older years.
                return entry
            if start_of_id and entry.id.startswith(start_of_id):
                starting.append(entry)
        return _only(start_of_id, starting, "No entry has the id", "goodchat list shows the ids.")

    def add(self, entry: Entry) -> None:
        """Keep a new entry."""
        self.add_many([entry])

    def add_many(self, entries: Iterable[Entry]) -> None:
        """Keep new entries, with one save for each year they touch."""
        self._must_hold()
        for year, group in groupby(sorted(entries, key=_year_of), key=_year_of):
            self._year(year).add(group)

    def replace(self, entry: Entry) -> None:
        """Keep a changed entry, which may have moved to another year."""
        self._must_hold()
        before = self.find(entry.id)
        if before.day.year == entry.day.year:
            self._year(entry.day.year).replace(entry)
            return
        self._year(entry.day.year).add([entry])
        self._year(before.day.year).remove(entry.id)

    def delete(self, entry: Entry, at: dt.datetime) -> None:
        """Take an entry out; for seven days it can be brought back."""
        self._must_hold()
        self._year(entry.day.year).delete(entry, at)

    def deleted(self) -> list[Deleted]:
        """What can still be brought back, latest first."""
        gone = [one for year in self.years() for one in self._year(year).deleted()]
        return sorted(gone, key=lambda one: one.at, reverse=True)

    def bring_back(self, start_of_id: str) -> Entry:
        """Undo a deletion."""
        self._must_hold()
        gone = [one.entry for one in self.deleted() if one.entry.id.startswith(start_of_id)]
        entry = _only(start_of_id, gone, "Nothing that can be brought back has the id", "")
        self._year(entry.day.year).bring_back(entry)
        return entry

    def refresh(self) -> None:
        """Read anew what another window may have changed."""
        self._files.clear()
        self.troubles.clear()
        self._cards.forget()

    def _year(self, year: int) -> YearFile:
        if year not in self._files:
            self._files[year] = YearFile(year_file(self.home, year))
        return self._files[year]

    def _must_hold(self) -> None:
        if not self.is_writable:
            raise HeldElsewhere(
                "This window may only read the journal. Close the other one and open goodchat anew."
            )


def _year_of(entry: Entry) -> int:
    return entry.day.year


def _only(start_of_id: str, found: list[Entry], none: str, advice: str) -> Entry:
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"{len(found)} entries start with {start_of_id}. Give more of the id.")
    raise BadInput(f"{none} “{start_of_id[:40]}”. {advice}".strip())
