"""Reading a journal: its entries over all years, its settings and what another copy would bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from journal import places
from journal.errors import BadInput, Damaged, NotSaved
from journal.model import Entry
from journal.settings import Settings
from journal.store import conflicts
from journal.store.backups import Backups
from journal.store.cards import Cards
from journal.store.copies import Coming, Copy, files_below
from journal.store.drafts import Drafts
from journal.store.files import signature
from journal.store.glance import settings_file, year_file, years
from journal.store.merging import Held, merge, missing_drafts
from journal.store.reading import looking_at
from journal.store.seal import PLAIN, Seal, as_it_lies, is_locked, locked
from journal.store.seen import Seen
from journal.store.years import Deleted, YearFile

# Between two looks at the files another window may save; it never does so for long.
_PATIENCE = 20


class Shelf:
    """All that is kept in one home, to be read. It makes nothing on the disk."""

    def __init__(self, home: Path, seal: Seal = PLAIN) -> None:
        with looking_at(home):
            places.check(home)
            if is_locked(home) and not seal.suffix:
                raise locked()
        self.home = home
        self.seal = seal
        self.drafts = Drafts(home / "drafts", seal)
        self.backups = Backups(home / "backups")
        self.seen = Seen(home)
        self._files: dict[int, YearFile] = {}
        self._cards = self._cards_there()
        self.is_forgiving = False
        self.troubles: dict[int, Damaged] = {}

    @property
    def is_new(self) -> bool:
        """Whether nobody has written here yet."""
        return not self._cards.exists and not self.years()

    @property
    def settings(self) -> Settings:
        """The settings that belong to this journal."""
        return self._cards.settings

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
        `troubles`; another raises `Damaged`. Where a move from one year to another was cut short,
        an entry is in both, and the one in the later year is it.
        """
        seen: set[str] = set()
        for year in self.years():
            try:
                entries = self._year(year).entries()
            except Damaged as trouble:
                if not self.is_forgiving:
                    raise
                self.troubles[year] = trouble
                continue
            if seen.isdisjoint(entry.id for entry in entries):
                yield entries
            else:
                yield tuple(entry for entry in entries if entry.id not in seen)
            seen.update(entry.id for entry in entries)

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
        return only(start_of_id, starting, "No entry has the id", "goodchat list shows the ids.")

    def deleted(self, now: dt.datetime) -> list[Deleted]:
        """What can still be brought back, latest first."""
        gone = [one for year in self.years() for one in self._year(year).deleted(now)]
        return sorted(gone, key=lambda one: one.at, reverse=True)

    def copy(self, now: dt.datetime) -> Copy:
        """All that is in it, in memory."""
        held = Held(tuple(self.entries()), tuple(self.deleted(now)))
        return Copy(held=held, settings=self.settings, drafts=self.drafts.latest_first())

    def files(self) -> dict[str, bytes]:
        """The content of each of its files at one moment, also while another window saves."""
        for _ in range(_PATIENCE):
            before = {name: signature(file) for name, file in files_below(self.home)}
            found = {name: file.read_bytes() for name, file in files_below(self.home)}
            if before == {name: signature(file) for name, file in files_below(self.home)}:
                return found
        raise NotSaved("The journal is being written in just now. Try again in a moment.")

    def coming(self, theirs: Copy, now: dt.datetime, *, with_deleted: bool = False) -> Coming:
        """What another copy of this journal would bring. Nothing is changed."""
        ours = self.copy(now)
        merged = merge(ours.held, theirs.held, with_deleted=with_deleted)
        drafts = missing_drafts(ours.drafts, theirs.drafts, merged.held.entries)
        # Settings come only where there are none: those here are what the writer wants now.
        return Coming(merged, drafts, None if self._cards.exists else theirs.settings)

    def conflict_copies(self) -> tuple[Path, ...]:
        """Copies that a sync program left beside the journal's files."""
        with looking_at(self.home):
            return conflicts.of_files(self.home)

    def look_again(self) -> bool:
        """Read anew the files that another program or window has changed; whether there were any.

        A year that is new, or that is gone, is seen whenever the years are asked for.
        """
        changed = [year for year, file in self._files.items() if file.has_changed]
        for year in changed:
            self._files.pop(year)
            self.troubles.pop(year, None)
        if self._cards.has_changed:
            self._cards = self._cards_there()
            return True
        return bool(changed)

    def refresh(self) -> None:
        """Read anew what another window may have changed."""
        self._files.clear()
        self.troubles.clear()
        self.seen.forget()
        self._cards = self._cards_there()

    def _cards_there(self) -> Cards:
        with looking_at(self.home):
            path, seal = as_it_lies(settings_file(self.home, self.seal), self.seal)
        return Cards(path, self.backups, seal, self.seen)

    def _year(self, year: int) -> YearFile:
        if year not in self._files:
            with looking_at(self.home):
                path, seal = as_it_lies(year_file(self.home, year, self.seal), self.seal)
            self._files[year] = YearFile(path, self.backups, seal, self.seen)
        return self._files[year]


def only(start_of_id: str, found: list[Entry], none: str, advice: str) -> Entry:
    """The one entry that was found, or `BadInput` saying why it is none or several."""
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"{len(found)} entries start with {start_of_id}. Give more of the id.")
    raise BadInput(f"{none} “{start_of_id[:40]}”. {advice}".strip())
