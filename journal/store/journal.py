"""The journal: all that is kept in one home, and the right to write in it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from journal import places
from journal.errors import (
    ChangedElsewhere,
    Damaged,
    HeldElsewhere,
    JournalError,
    NotConfirmed,
    NotSaved,
)
from journal.model import Entry
from journal.settings import Settings
from journal.store.copies import Coming
from journal.store.drafts import Drafts
from journal.store.files import sweep
from journal.store.lock import JournalLock
from journal.store.locking import SET_ASIDE, finish_sealing
from journal.store.merging import aside
from journal.store.reading import looking_at
from journal.store.seal import PLAIN, Seal, is_locked
from journal.store.shelf import Shelf, only
from journal.store.years import Deleted

_Kind = TypeVar("_Kind")
_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """An id for an entry: ten letters and figures that are hard to misread."""
    return "".join(secrets.choice(_ID_LETTERS) for _ in range(10))


class Journal(Shelf):
    """A journal. Reading needs nothing; writing needs `hold`."""

    def __init__(self, home: Path, seal: Seal = PLAIN) -> None:
        super().__init__(home, seal)
        self._lock = JournalLock(home)
        self.unsealed: tuple[JournalError, ...] = ()
        """Why files of a locked journal still lie there in clear."""

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
        try:
            self._still_as_opened()
            sweep(self.home)
            sweep(self.drafts.folder)
            sweep(self.home / SET_ASIDE)
            with suppress(OSError):
                self.backups.sweep()
            self.unsealed = finish_sealing(self.home, self.seal)
            self.refresh()
        except BaseException:
            self._lock.release()
            raise

    def release(self) -> None:
        """Let another window write."""
        self._lock.release()

    def close(self) -> None:
        """Let go of the right to write, of everything read and of the key; it opens no more."""
        self.release()
        self.seal = PLAIN
        self.drafts = Drafts(self.drafts.folder)
        self.refresh()

    def begin(self) -> None:
        """Mark a new journal as begun."""
        if not self._cards.exists:
            self.save_settings(self.settings)

    def save_settings(self, settings: Settings) -> None:
        """Keep changed settings."""
        self._must_hold()
        self._anew(lambda: self._cards.save_settings(settings))

    def add(self, entry: Entry) -> None:
        """Keep a new entry."""
        self.add_many([entry])

    def add_many(self, entries: Iterable[Entry]) -> None:
        """Keep new entries, with one save for each year they touch."""
        self._must_hold()
        for year, group in groupby(sorted(entries, key=_year_of), key=_year_of):
            self._anew(partial(self._add_to, year, tuple(group)))

    def replace(self, entry: Entry) -> Entry:
        """Keep a changed entry, which may have moved to another year, and give it as it is kept.

        Where another program has changed it since it was read, both are kept: ours under an id of
        its own. Where it was deleted meanwhile, this one is kept.
        """
        self._must_hold()
        return self._anew(lambda: self._replace(entry))

    def delete(self, entry: Entry, at: dt.datetime) -> None:
        """Take an entry out; for seven days it can be brought back."""
        self._must_hold()
        self._anew(lambda: self._delete(entry, at))

    def bring_back(self, start_of_id: str, now: dt.datetime) -> Entry:
        """Undo a deletion."""
        self._must_hold()
        gone = [one.entry for one in self.deleted(now) if one.entry.id.startswith(start_of_id)]
        entry = only(start_of_id, gone, "Nothing that can be brought back has the id", "")
        self._anew(lambda: self._year(entry.day.year).bring_back(entry))
        return entry

    def take_in(self, coming: Coming) -> None:
        """Keep what another copy brings. What comes is kept before anything is taken out."""
        self._must_hold()
        merged = coming.merge
        if coming.settings is not None:
            self.save_settings(coming.settings)
        arriving = (*merged.back, *merged.changed, *merged.beside)
        for year in sorted({*map(_year_of, arriving), *map(_year_gone, merged.deletions)}):
            self._year(year).take(
                (entry for entry in arriving if _year_of(entry) == year),
                (gone for gone in merged.deletions if _year_gone(gone) == year),
            )
        for entry in merged.changed:
            for year in self._other_years(entry):
                self._year(year).remove(entry.id)
        for year in self.years():
            self._year(year).drop_deleted({entry.id for entry in merged.back})
        for draft in coming.drafts:
            self.drafts.keep(draft)

    def _add_to(self, year: int, entries: Sequence[Entry]) -> None:
        self._year(year).add(entries)

    def _replace(self, entry: Entry) -> Entry:
        before = next((one for one in self.entries() if one.id == entry.id), None)
        if before is None:
            # Deleted by another program, and changed here: somebody still wants it.
            self._year(entry.day.year).take([entry])
            return entry
        if _is_news_to(entry, before):
            beside = aside(entry)
            self._year(beside.day.year).take([beside])
            return beside
        year = self._year(entry.day.year)
        if before.day.year == entry.day.year and year.get(entry.id):
            year.replace(entry)
        else:
            self._move(entry)
        return entry

    def _delete(self, entry: Entry, at: dt.datetime) -> None:
        here = next((one for one in self.entries() if one.id == entry.id), entry)
        if _is_news_to(entry, here):
            raise NotSaved(
                f"{entry.id} was changed by another program meanwhile, so it was not deleted. "
                "Look at it again first."
            )
        # Looked for first, when a refusal changes nothing; taken out last, when it is kept as
        # deleted: what is taken out before that could be gone for good.
        others = self._other_years(entry)
        self._year(entry.day.year).delete(entry, at)
        for year in others:
            self._year(year).remove(entry.id)

    def _move(self, entry: Entry) -> None:
        """Into another year: kept there first, and taken out of the latest year last."""
        before = self._other_years(entry)
        unconfirmed: NotConfirmed | None = None
        try:
            self._year(entry.day.year).take([entry])
        except NotConfirmed as error:
            unconfirmed = error
        for year in before:
            try:
                self._year(year).remove(entry.id)
            except JournalError:
                # In an earlier year nobody sees it any more: the change is kept all the same.
                if year > entry.day.year:
                    raise
        if unconfirmed is not None:
            raise unconfirmed

    def _other_years(self, entry: Entry) -> list[int]:
        """The years it is in besides its own, earliest first: a move may have been cut short."""
        found = []
        for year in reversed(self.years()):
            with suppress(Damaged):
                if year != entry.day.year and self._year(year).get(entry.id):
                    found.append(year)
        return found

    def _anew(self, change: Callable[[], _Kind]) -> _Kind:
        """Make a change, once more where another program was in between.

        Every change is of single entries, so made on the file as it is now it is a merge.
        """
        try:
            return change()
        except ChangedElsewhere:
            self.refresh()
            return change()

    def _still_as_opened(self) -> None:
        """Refuse to write in clear beside locked files, or the other way round."""
        with looking_at(self.home):
            is_as_opened = is_locked(self.home) == bool(self.seal.suffix)
        if not is_as_opened:
            now = "unlocked" if self.seal.suffix else "locked"
            raise HeldElsewhere(
                f"This journal was {now} in another window meanwhile. Open goodchat anew."
            )

    def _must_hold(self) -> None:
        if not self.is_writable:
            raise HeldElsewhere(
                "This window may only read the journal. Close the other one and open goodchat anew."
            )


def _is_news_to(entry: Entry, here: Entry) -> bool:
    """Whether the entry that is here has changes that this version of it knows nothing of."""
    return entry.revisions[: len(here.revisions)] != here.revisions


def _year_gone(gone: Deleted) -> int:
    return gone.entry.day.year


def _year_of(entry: Entry) -> int:
    return entry.day.year
