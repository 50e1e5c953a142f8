"""What a writer does to a journal, by name, and how to tell afterwards whether it was done.

Every test of this folder goes by these two tables. An operation more is a row in `OPERATIONS`,
a journal of another kind a row in `KINDS`.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import NamedTuple

from journal.desk import Desk
from journal.errors import JournalError
from journal.model import Answer, Entry, Layer, Promise, Step
from journal.reflection import Reflection, revise
from journal.settings import Settings
from journal.store.copies import Copy
from journal.store.files import leftovers
from journal.store.journal import Journal
from journal.store.locking import (
    KEY_COPY,
    clear_files,
    open_all,
    put_first_key,
    put_key,
    seal_all,
    sealed_files,
)
from journal.store.merging import Held
from journal.store.seal import KEY, SEALED
from tests.faults.locked import CANARY, KEY_FILE, KEYS, OTHER_KEY_FILE, make_locked, says, seal_now
from tests.kit import NOW, TODAY

LAST_YEAR = dt.date(2025, 12, 31)
NEXT_WEEK = NOW + dt.timedelta(days=8)


class State(NamedTuple):
    """What a fresh look at a home finds there."""

    entries: tuple[Entry, ...]
    deleted: tuple[Entry, ...]
    drafts: tuple[Reflection, ...]
    settings: Settings
    key: bytes | None
    """The key file of a locked journal."""


class Kind(NamedTuple):
    """A kind of journal: how one is opened, and made where there is none."""

    name: str
    open: Callable[[Path], Desk]
    suffix: str = ""
    """What the names of its files end with, after `.json`."""


class Operation(NamedTuple):
    """Something a writer does, from an old state to a new one."""

    name: str
    do: Callable[[Desk], object]
    changes: tuple[str, ...]
    """The parts of the state it changes, all of them at once or none."""
    starts_empty: bool = False
    kinds: tuple[str, ...] = ("plain", "locked")
    """The kinds of journal it can be done to."""
    goes_file_by_file: bool = False
    """Whether it may stop half way, with nothing lost, and is finished by doing it again."""


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

    @property
    def is_seen_elsewhere(self) -> bool:
        """Whether another case goes the same way, but for the lock."""
        return self.kind.name == "locked" and "plain" in self.operation.kinds

    def do(self, home: Path) -> None:
        """Do it, as a window or a command would."""
        desk = opened(home)
        try:
            desk.journal.hold()
            self.operation.do(desk)
        finally:
            desk.journal.release()

    def read(self, home: Path) -> State:
        """What is there now, read afresh and without the right to write."""
        return state(opened(home))


def page(entry_id: str, text: str, day: dt.date = TODAY) -> Entry:
    """An entry with a text, written at twenty past five on its day."""
    written_at = dt.datetime.combine(day, dt.time(17, 20), dt.UTC)
    answers = (Answer(step=Step.WHAT, text=text),)
    return Entry(id=entry_id, day=day, written_at=written_at, layer=Layer.BASE, answers=answers)


POOL = page("aaaaaaaaaa", f"The pool, and who holds the pen. 🏊 Élodie’s idea. {CANARY}")
BINS = page("bbbbbbbbbb", f"The bins again. {CANARY}")
BOILER = page("cccccccccc", f"The boiler, last year. {CANARY}" * 40, LAST_YEAR)
GONE = page("dddddddddd", f"Taken out, and wanted back. {CANARY}")
STALE = page("eeeeeeeeee", f"Taken out long ago. {CANARY}", TODAY - dt.timedelta(days=20))
NEW = Reflection(entry=page("ffffffffff", f"A new one, half written before. {CANARY}"))
CHANGED = revise(page(POOL.id, f"The pool, read over once more. {CANARY}")).promise(
    "ring the pool", TODAY
)
THEIRS = Copy(
    held=Held(
        (
            page("gggggggggg", f"Only in the backup. {CANARY}"),
            page("hhhhhhhhhh", f"Only there, last year. {CANARY}", LAST_YEAR),
            CHANGED.finish(NOW),
        )
    ),
    drafts=(Reflection(entry=page("iiiiiiiiii", f"A draft of the backup. {CANARY}")),),
)
"""What another copy of the journal holds."""


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


def lock(desk: Desk) -> None:
    """Lock a journal, or finish locking it: whoever holds a locked one has done that already."""
    if not desk.journal.seal.suffix:
        put_first_key(desk.journal.home, KEY_FILE, None)
        seal_all(desk.journal.home, KEYS.vault)
    elif desk.journal.unsealed:
        raise desk.journal.unsealed[0]


def unlock(desk: Desk) -> None:
    """Take the lock off, where it is still there."""
    if desk.journal.seal.suffix:
        open_all(desk.journal.home, desk.journal.seal)


def restore(desk: Desk) -> None:
    """Take in another copy."""
    desk.journal.take_in(desk.journal.coming(THEIRS, NOW))


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
    Operation("lock", lock, ("key",), kinds=("plain",), goes_file_by_file=True),
    Operation("unlock", unlock, ("key",), kinds=("locked",), goes_file_by_file=True),
    Operation(
        "passphrase",
        lambda desk: put_key(desk.journal.home, OTHER_KEY_FILE),
        ("key",),
        kinds=("locked",),
    ),
    Operation("restore", restore, ("entries", "drafts"), goes_file_by_file=True),
)


def opened(home: Path) -> Desk:
    """A desk as a window or a command has it: with the key where there is a lock."""
    return Desk(Journal(home, seal_now(home)), lambda: NOW)


def _opened_or_made_locked(home: Path) -> Desk:
    if not os.path.lexists(home):
        make_locked(home)
    return opened(home)


KINDS = (Kind("plain", opened), Kind("locked", _opened_or_made_locked, SEALED))
BY_KIND = {kind.name: kind for kind in KINDS}

CASES = tuple(
    Case(kind, operation)
    for kind, operation in product(KINDS, OPERATIONS)
    if kind.name in operation.kinds
)
BY_NAME = {case.name: case for case in CASES}


def state(desk: Desk) -> State:
    """What a desk finds in its journal."""
    journal, key = desk.journal, desk.journal.home / KEY
    deleted = sorted((one.entry for one in journal.deleted(NOW)), key=lambda one: one.id)
    drafts = sorted(desk.drafts(), key=lambda one: one.entry.id)
    assert journal.drafts.troubles() == ()
    return State(
        tuple(journal.entries()),
        tuple(deleted),
        tuple(drafts),
        journal.settings,
        key.read_bytes() if key.exists() else None,
    )


class Sides(NamedTuple):
    """A case with the home it starts from and its two states, to hold a home against."""

    case: Case
    start: Path
    old: State
    new: State

    def of(self, home: Path) -> str:
        """`old` or `new`, whichever a home reads as; anything else is a failure.

        Where it goes file by file it may be `between`: each thing in it is the old or the new one.
        """
        try:
            now = self.case.read(home)
        except (JournalError, OSError) as error:
            raise AssertionError(f"{self.case.name}: cannot be read afterwards: {error}") from error
        assert now.settings in (self.old.settings, self.new.settings)
        assert now.key in (self.old.key, self.new.key)
        # Also in what a save has begun and not finished.
        assert self.case.kind.name == "plain" or self.new.key is None or not says(home, CANARY)
        if self.case.operation.goes_file_by_file:
            return self._way(home, now)
        changed = self._changed(now)
        assert changed in (self._changed(self.old), self._changed(self.new)), now
        side = "new" if changed == self._changed(self.new) else "old"
        # A draft goes only once its entry is kept; it may stay a little longer than that.
        assert now.drafts in ((self.old.drafts, self.new.drafts)[: 1 + (side == "new")])
        return side

    def _way(self, home: Path, now: State) -> str:
        for name in ("entries", "deleted", "drafts"):
            old, new = getattr(self.old, name), getattr(self.new, name)
            there = getattr(now, name)
            assert set(there) <= {*old, *new}
            assert set(there) >= {*old} & {*new}
            assert _ids(there) >= _ids(old)
        other_form = clear_files(home) if now.key else sealed_files(home)
        if other_form:
            return "between"
        return "new" if now == self.new else "old" if now == self.old else "between"

    def _changed(self, state: State) -> list[object]:
        return [getattr(state, part) for part in self.case.operation.changes]

    def trouble_finishing(self, home: Path) -> str:
        """What is wrong once it is done again, where it stopped half way; or nothing."""
        self.case.do(home)
        return "" if self.of(home) == "new" else "doing it again does not finish it"


def _ids(things: tuple[Entry | Reflection, ...]) -> set[str]:
    return {(one.entry if isinstance(one, Reflection) else one).id for one in things}


def is_clean_when_held(home: Path) -> bool:
    """Whether nothing half written is left once the next window holds the journal.

    Nor anything in clear, where it is locked, nor two key files that differ.
    """
    desk = opened(home)
    desk.journal.hold()
    desk.journal.release()
    if desk.journal.seal.suffix and not _is_sealed_whole(home):
        return False
    return not any((*leftovers(home), *leftovers(home / "drafts")))


def _is_sealed_whole(home: Path) -> bool:
    is_one_key = (home / KEY_COPY).read_bytes() == (home / KEY).read_bytes()
    return is_one_key and not clear_files(home) and not says(home, CANARY)
