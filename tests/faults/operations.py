"""What a writer does to a journal, by name, and how to tell afterwards whether it was done.

Every test of this folder goes by these two tables. An operation more is a row in `OPERATIONS`,
a journal of another kind (a locked one, say) a row in `KINDS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import NamedTuple

from journal.desk import Desk
from journal.errors import JournalError
from journal.model import Answer, Entry, Layer, Promise, Step
from journal.reflection import Reflection, revise
from journal.settings import Settings
from journal.store.files import leftovers
from journal.store.journal import Journal
from tests.kit import NOW, TODAY

LAST_YEAR = dt.date(2025, 12, 31)
NEXT_WEEK = NOW + dt.timedelta(days=8)


class State(NamedTuple):
    """What a fresh look at a home finds there."""

    entries: tuple[Entry, ...]
    deleted: tuple[Entry, ...]
    drafts: tuple[Reflection, ...]
    settings: Settings


class Kind(NamedTuple):
    """A kind of journal: how one is opened."""

    name: str
    open: Callable[[Path], Desk]


class Operation(NamedTuple):
    """Something a writer does, from an old state to a new one."""

    name: str
    do: Callable[[Desk], object]
    changes: tuple[str, ...]
    """The parts of the state it changes, all of them at once or none."""
    starts_empty: bool = False


class Case(NamedTuple):
    """One operation on one kind of journal."""

    kind: Kind
    operation: Operation

    @property
    def name(self) -> str:
        """How the case is called in a test's id, and to the child that does it."""
        return f"{self.operation.name}, {self.kind.name}"

    def prepare(self, home: Path) -> None:
        """Make the home as it is before the operation."""
        desk = self.kind.open(home)
        if self.operation.starts_empty:
            return
        desk.journal.hold()
        fill(desk)
        desk.journal.release()

    def do(self, home: Path) -> None:
        """Do it, as a window or a command would."""
        desk = self.kind.open(home)
        try:
            desk.journal.hold()
            self.operation.do(desk)
        finally:
            desk.journal.release()

    def read(self, home: Path) -> State:
        """What is there now, read afresh and without the right to write."""
        return state(self.kind.open(home))


def page(entry_id: str, text: str, day: dt.date = TODAY) -> Entry:
    """An entry with a text, written at twenty past five on its day."""
    written_at = dt.datetime.combine(day, dt.time(17, 20), dt.UTC)
    answers = (Answer(step=Step.WHAT, text=text),)
    return Entry(id=entry_id, day=day, written_at=written_at, layer=Layer.BASE, answers=answers)


POOL = page("aaaaaaaaaa", "The pool, and who holds the pen. 🏊 Élodie’s idea.")
BINS = page("bbbbbbbbbb", "The bins again.")
BOILER = page("cccccccccc", "The boiler, last year. " * 40, LAST_YEAR)
GONE = page("dddddddddd", "Taken out, and wanted back.")
STALE = page("eeeeeeeeee", "Taken out long ago.", TODAY - dt.timedelta(days=20))
NEW = Reflection(entry=page("ffffffffff", "A new one, half written before."))
CHANGED = revise(page(POOL.id, "The pool, read over once more.")).promise("ring the pool", TODAY)


def fill(desk: Desk) -> None:
    """Put into an empty journal what the operations start from."""
    journal = desk.journal
    journal.begin()
    journal.add_many([POOL, BINS, BOILER, GONE, STALE])
    journal.delete(STALE, NOW - dt.timedelta(days=7))
    journal.delete(GONE, NOW)
    journal.drafts.keep(NEW)
    journal.drafts.keep(CHANGED)


def _moved(entry: Entry, day: dt.date) -> Reflection:
    return revise(entry).fill(day=day, promise=Promise(what="moved"))


ENTRIES = ("entries", "deleted")

OPERATIONS = (
    Operation("add", lambda desk: desk.save(NEW), ENTRIES),
    Operation("add the first", lambda desk: desk.save(NEW), ENTRIES, starts_empty=True),
    Operation("edit", lambda desk: desk.save(CHANGED), ENTRIES),
    Operation("move back a year", lambda desk: desk.save(_moved(BINS, LAST_YEAR)), ENTRIES),
    Operation("move on a year", lambda desk: desk.save(_moved(BOILER, TODAY)), ENTRIES),
    Operation("delete", lambda desk: desk.journal.delete(POOL, NOW), ENTRIES),
    Operation("delete a week on", lambda desk: desk.journal.delete(POOL, NEXT_WEEK), ENTRIES),
    Operation("bring back", lambda desk: desk.journal.bring_back(GONE.id, NOW), ENTRIES),
    Operation(
        "keep draft", lambda desk: desk.journal.drafts.keep(NEW.go(NEW.parts[-1])), ("drafts",)
    ),
    Operation(
        "keep the first draft",
        lambda desk: desk.journal.drafts.keep(NEW),
        ("drafts",),
        starts_empty=True,
    ),
    Operation(
        "let a draft go", lambda desk: desk.journal.drafts.discard(NEW.entry.id), ("drafts",)
    ),
    Operation(
        "save settings",
        lambda desk: desk.journal.save_settings(Settings(rhythm=False)),
        ("settings",),
    ),
)


def _plain(home: Path) -> Desk:
    return Desk(Journal(home), lambda: NOW)


KINDS = (Kind("plain", _plain),)
BY_KIND = {kind.name: kind for kind in KINDS}

CASES = tuple(Case(kind, operation) for kind, operation in product(KINDS, OPERATIONS))
BY_NAME = {case.name: case for case in CASES}


def state(desk: Desk) -> State:
    """What a desk finds in its journal."""
    journal = desk.journal
    deleted = sorted((one.entry for one in journal.deleted(NOW)), key=lambda one: one.id)
    drafts = sorted(desk.drafts(), key=lambda one: one.entry.id)
    assert journal.drafts.troubles() == ()
    return State(tuple(journal.entries()), tuple(deleted), tuple(drafts), journal.settings)


class Sides(NamedTuple):
    """A case with the home it starts from and its two states, to hold a home against."""

    case: Case
    start: Path
    old: State
    new: State

    def of(self, home: Path) -> str:
        """`old` or `new`, whichever a home reads as; anything else is a failure."""
        try:
            now = self.case.read(home)
        except (JournalError, OSError) as error:
            raise AssertionError(f"{self.case.name}: cannot be read afterwards: {error}") from error
        assert now.settings in (self.old.settings, self.new.settings)
        changed = self._changed(now)
        assert changed in (self._changed(self.old), self._changed(self.new)), now
        side = "new" if changed == self._changed(self.new) else "old"
        # A draft goes only once its entry is kept; it may stay a little longer than that.
        assert now.drafts in ((self.old.drafts, self.new.drafts)[: 1 + (side == "new")])
        return side

    def _changed(self, state: State) -> list[object]:
        return [getattr(state, part) for part in self.case.operation.changes]


def is_clean_when_held(case: Case, home: Path) -> bool:
    """Whether nothing half written is left once the next window holds the journal."""
    desk = case.kind.open(home)
    desk.journal.hold()
    desk.journal.release()
    return not any((*leftovers(home), *leftovers(home / "drafts")))
