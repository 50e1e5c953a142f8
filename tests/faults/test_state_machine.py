"""Whatever happens in whatever order, the journal holds what a plain dict says it does."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from journal.desk import Desk
from journal.errors import HeldElsewhere, JournalError, NotConfirmed
from journal.model import Answer, Entry, Step
from journal.reflection import Reflection, revise
from journal.store.documents import document
from journal.store.files import leftovers
from journal.store.glance import year_file
from journal.store.journal import Journal
from journal.store.locking import clear_files, put_key, sealed_files
from journal.store.reading import content_of
from journal.store.seal import KEY
from tests.faults.faulty import ERRORS, Died, FaultyDisk
from tests.faults.locked import KEY_FILE, OTHER_KEY_FILE
from tests.faults.operations import lock, opened, page, unlock
from tests.kit import NOW

DAYS = st.sampled_from(
    [dt.date(2024, 2, 29), dt.date(2025, 1, 1), dt.date(2025, 12, 31), dt.date(2026, 11, 19)]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    str.strip
)
DISKS = st.just(FaultyDisk()) | st.builds(
    FaultyDisk, st.integers(1, 24), st.sampled_from(ERRORS), lasting=st.booleans()
)
STEPS = 25
ENDED: Counter[str] = Counter()
"""How the operations of a run ended."""


class JournalMachine(RuleBasedStateMachine):
    """A journal in use, and dicts of what has to be in it."""

    stashes: Bundle[tuple[int, bytes, dict[str, Entry], dict[str, Entry]]] = Bundle("stashes")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="goodchat-machine-"))
        self.kept: dict[str, Entry] = {}
        self.gone: dict[str, Entry] = {}
        self.drafts: dict[str, Reflection] = {}
        self.left_over: set[str] = set()
        """Drafts that a failing disk may have kept beside the entry they became."""
        self.number = 0
        self.desk = self.opened()

    def opened(self) -> Desk:
        desk = opened(self.home)
        desk.journal.hold()
        assert not any((*leftovers(self.home), *leftovers(self.home / "drafts")))
        assert not (clear_files if desk.journal.seal.suffix else sealed_files)(self.home)
        return desk

    def new_id(self) -> str:
        self.number += 1
        return f"{self.number:010}"

    def teardown(self) -> None:
        self.desk.journal.release()
        shutil.rmtree(self.home)

    # What is done

    @rule(disk=DISKS, day=DAYS, text=TEXTS)
    def add(self, disk: FaultyDisk, day: dt.date, text: str) -> None:
        entry = page(self.new_id(), text, day)
        self.does(disk, lambda: self.desk.journal.add(entry), kept={entry.id: entry})

    @precondition(lambda self: self.kept)
    @rule(disk=DISKS, data=st.data(), day=DAYS, text=TEXTS)
    def edit(self, disk: FaultyDisk, data: st.DataObject, day: dt.date, text: str) -> None:
        changed = revise(self.one_of(data, self.kept)).fill(
            day=day, answers=(Answer(step=Step.WHAT, text=text),)
        )
        entry = changed.finish(NOW)
        self.does(disk, lambda: self.desk.journal.replace(entry), kept={entry.id: entry})

    @precondition(lambda self: self.kept)
    @rule(disk=DISKS, data=st.data())
    def delete(self, disk: FaultyDisk, data: st.DataObject) -> None:
        entry = self.one_of(data, self.kept)
        self.does(
            disk,
            lambda: self.desk.journal.delete(entry, NOW),
            kept={entry.id: None},
            gone={entry.id: entry},
        )

    @precondition(lambda self: self.gone)
    @rule(disk=DISKS, data=st.data())
    def bring_back(self, disk: FaultyDisk, data: st.DataObject) -> None:
        entry = self.one_of(data, self.gone)
        self.does(
            disk,
            lambda: self.desk.journal.bring_back(entry.id, NOW),
            kept={entry.id: entry},
            gone={entry.id: None},
        )

    @rule(disk=DISKS, day=DAYS, text=TEXTS)
    def keep_a_draft(self, disk: FaultyDisk, day: dt.date, text: str) -> None:
        draft = Reflection(entry=page(self.new_id(), text, day))
        self.does(
            disk, lambda: self.desk.journal.drafts.keep(draft), drafts={draft.entry.id: draft}
        )

    @precondition(lambda self: self.drafts)
    @rule(disk=DISKS, data=st.data())
    def let_a_draft_go(self, disk: FaultyDisk, data: st.DataObject) -> None:
        draft = self.one_of(data, self.drafts)
        self.does(
            disk,
            lambda: self.desk.journal.drafts.discard(draft.entry.id),
            drafts={draft.entry.id: None},
        )

    @precondition(lambda self: self.drafts)
    @rule(disk=DISKS, data=st.data())
    def finish_a_draft(self, disk: FaultyDisk, data: st.DataObject) -> None:
        draft = self.one_of(data, self.drafts)
        entry = draft.finish(NOW)
        if disk.at:
            self.left_over.add(entry.id)
        self.does(
            disk,
            lambda: self.desk.save(draft),
            kept={entry.id: entry},
            drafts={entry.id: None},
        )

    @rule(disk=DISKS)
    def lock(self, disk: FaultyDisk) -> None:
        self.turns(disk, "locked", lock)

    @rule(disk=DISKS)
    def unlock(self, disk: FaultyDisk) -> None:
        self.turns(disk, "unlocked", unlock)

    @precondition(lambda self: self.desk.journal.seal.suffix)
    @rule(disk=DISKS, key=st.sampled_from([KEY_FILE, OTHER_KEY_FILE]))
    def change_the_passphrase(self, disk: FaultyDisk, key: bytes) -> None:
        before = (self.home / KEY).read_bytes()
        self.does(disk, lambda: put_key(self.home, key))
        assert (self.home / KEY).read_bytes() in (before, key)

    def turns(self, disk: FaultyDisk, name: str, turn: Callable[[Desk], None]) -> None:
        """Every file into its other form; wherever it stops, a command that comes later reads it.

        The dicts do not change by it, and a window that opens closes what was left in clear.
        """
        self.does(disk, lambda: turn(self.desk))
        self.reopen()
        ENDED[name] += bool(self.desk.journal.seal.suffix) == (name == "locked")

    # What goes wrong

    @rule()
    def reopen(self) -> None:
        self.desk.journal.release()
        self.desk = self.opened()

    @rule()
    def crash(self) -> None:
        """The window is gone without a word; the system lets its lock go."""
        _as_the_system_does(self.desk.journal)
        self.desk = self.opened()

    @rule(text=TEXTS)
    def a_second_window(self, text: str) -> None:
        second = opened(self.home).journal
        with pytest.raises(HeldElsewhere):
            second.hold()
        with pytest.raises(HeldElsewhere):
            second.add(page(self.new_id(), text))
        assert {entry.id: entry for entry in second.entries()} == self.kept

    @precondition(lambda self: self.kept)
    @rule(target=stashes, data=st.data())
    def somebody_takes_a_copy(self, data: st.DataObject) -> Any:
        year = self.one_of(data, self.kept).day.year
        return year, self.content(year), _of(self.kept, year), _of(self.gone, year)

    @rule(stash=stashes, text=TEXTS)
    def somebody_puts_the_older_copy_back(self, stash: Any, text: str) -> None:
        year, content, kept, gone = stash
        elsewhere = {**self.kept, **self.gone}
        if any(one in elsewhere and elsewhere[one].day.year != year for one in (*kept, *gone)):
            return
        self.comes_over(year, content)
        self.kept = {**_not_of(self.kept, year), **kept}
        self.gone = {**_not_of(self.gone, year), **gone}
        self.goes_on_with_it(year, text)

    @precondition(lambda self: self.kept)
    @rule(data=st.data(), text=TEXTS)
    def another_program_writes_an_entry(self, data: st.DataObject, text: str) -> None:
        entry = page(self.new_id(), text, self.one_of(data, self.kept).day)
        tables = json.loads(self.content(entry.day.year))
        number = max(map(int, tables["entries"])) + 1
        tables["entries"][str(number)] = document(entry)
        self.comes_over(entry.day.year, json.dumps(tables).encode())
        self.kept[entry.id] = entry
        self.goes_on_with_it(entry.day.year, text)

    # What has to hold

    @invariant()
    def it_holds_what_it_should(self) -> None:
        for desk in (self.desk, opened(self.home)):
            journal = desk.journal
            assert {entry.id: entry for entry in journal.entries()} == self.kept
            assert journal.count() == len(self.kept)
            assert {one.entry.id: one.entry for one in journal.deleted(NOW)} == self.gone
            assert self.found_drafts(desk) == self.drafts

    def found_drafts(self, desk: Desk) -> dict[str, Reflection]:
        there = {draft.entry.id: draft for draft in desk.drafts()}
        expected = self.left_over - self.drafts.keys()
        return {key: draft for key, draft in there.items() if key not in expected}

    def does(
        self, disk: FaultyDisk, action: Callable[[], object], **changes: dict[str, Any]
    ) -> None:
        """Do it on this disk; the dicts change with it, or it says that it was not done."""
        disk.count = 0
        try:
            with disk.working():
                action()
        except NotConfirmed:
            ENDED["not confirmed"] += 1
            self.becomes(changes)
        except JournalError:
            ENDED["refused"] += 1
            assert disk.count >= disk.at > 0, "refused on a good disk"
        except Died:
            ENDED["died"] += 1
            self.comes_back(changes)
        else:
            ENDED["done"] += 1
            self.becomes(changes)

    def becomes(self, changes: dict[str, dict[str, Any]]) -> None:
        for name, change in changes.items():
            now = {**getattr(self, name), **change}
            setattr(self, name, {key: one for key, one in now.items() if one is not None})

    def comes_back(self, changes: dict[str, dict[str, Any]]) -> None:
        """After a death in the middle it reads as before or as after, and nothing else."""
        _as_the_system_does(self.desk.journal)
        self.desk = self.opened()
        before = {entry.id: entry for entry in self.desk.journal.entries()}
        drafts = self.found_drafts(self.desk)
        if before != self.kept or ("kept" not in changes and drafts != self.drafts):
            self.becomes(changes)

    def content(self, year: int) -> bytes:
        """What another program that has the key reads in a year's file."""
        seal = self.desk.journal.seal
        return content_of(year_file(self.home, year, seal), seal)

    def comes_over(self, year: int, content: bytes) -> None:
        """Another program replaces a year under an open window."""
        seal, beside = self.desk.journal.seal, self.home / "theirs"
        beside.write_bytes(seal.close(content))
        beside.replace(year_file(self.home, year, seal))

    def goes_on_with_it(self, year: int, text: str) -> None:
        """The window's next save is made on the file as it is now."""
        entry = page(self.new_id(), text, dt.date(year, 6, 1))
        self.desk.journal.add(entry)
        self.kept[entry.id] = entry

    @staticmethod
    def one_of(data: st.DataObject, things: dict[str, Any]) -> Any:
        return things[data.draw(st.sampled_from(sorted(things)))]


def _as_the_system_does(journal: Journal) -> None:
    descriptor, journal._lock._descriptor = journal._lock._descriptor, None
    if descriptor is not None:
        os.close(descriptor)


def _of(things: dict[str, Entry], year: int) -> dict[str, Entry]:
    return {key: one for key, one in things.items() if one.day.year == year}


def _not_of(things: dict[str, Entry], year: int) -> dict[str, Entry]:
    return {key: one for key, one in things.items() if one.day.year != year}


def test_a_journal_and_a_dict_never_differ(is_long: bool) -> None:
    # Two steps in five are operations: some 800 of them, or 20,000.
    runs = 2_000 if is_long else 80
    run_state_machine_as_test(
        JournalMachine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not is_long,
            suppress_health_check=list(HealthCheck),
        ),
    )
    # A run in which nothing went wrong would prove nothing.
    wanted = {"done", "refused", "died", "not confirmed", "locked", "unlocked"}
    assert all(ENDED[name] > 0 for name in wanted), ENDED
