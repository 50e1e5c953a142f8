"""A file that another program replaced under an open window: merged by entry, nothing lost."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from journal.desk import Desk
from journal.errors import NotSaved
from journal.model import Entry
from journal.reflection import Part, revise
from journal.settings import Settings
from journal.store.journal import Journal
from tests.faults.locked import KEYS, make_locked
from tests.kit import NOW, TODAY, MakeEntry

HOUR = dt.timedelta(hours=1)


@pytest.fixture(params=["plain", "locked"])
def here(request: pytest.FixtureRequest, home: Path) -> Iterator[Desk]:
    """A window that has read its journal and goes on writing in it."""
    if request.param == "locked":
        make_locked(home)
        desk = Desk(Journal(home, KEYS.vault), lambda: NOW)
    else:
        desk = Desk(Journal(home), lambda: NOW)
    desk.journal.hold()
    desk.journal.begin()
    yield desk
    desk.journal.release()


@pytest.fixture
def pool(here: Desk, entry: MakeEntry) -> Entry:
    made = entry(text="the pool")
    here.journal.add(made)
    list(here.journal.entries())
    return made


@pytest.fixture
def there(here: Desk, pool: Entry, tmp_path: Path) -> Desk:
    """The other laptop, with the journal as it was when this one last saved."""
    shutil.copytree(here.journal.home, tmp_path / "other")
    desk = Desk(Journal(tmp_path / "other", here.journal.seal), lambda: NOW + HOUR)
    desk.journal.hold()
    return desk


def comes_over(there: Desk, here: Desk) -> None:
    """What a sync program does: its version takes the place of ours, unasked."""
    there.journal.release()
    for file in there.journal.home.glob("*.json*"):
        arriving = here.journal.home / f"{file.name}.arriving"
        shutil.copy(file, arriving)
        arriving.replace(here.journal.home / file.name)


def rewritten(desk: Desk, entry: Entry, text: str) -> Entry:
    return desk.save(revise(entry).go(Part.WHAT).write(text))


def texts(desk: Desk) -> list[str]:
    fresh = Journal(desk.journal.home, desk.journal.seal)
    return sorted(entry.first_line for entry in fresh.entries())


def test_an_entry_from_each_side(here: Desk, there: Desk, entry: MakeEntry) -> None:
    there.journal.add(entry(text="the bins"))
    comes_over(there, here)
    here.journal.add(entry(text="the boiler"))
    assert texts(here) == ["the bins", "the boiler", "the pool"]


def test_a_change_of_one_and_an_entry_of_the_other(
    here: Desk, there: Desk, pool: Entry, entry: MakeEntry
) -> None:
    there.journal.add(entry(text="the bins"))
    comes_over(there, here)
    assert rewritten(here, pool, "the pool, again").id == pool.id
    assert texts(here) == ["the bins", "the pool, again"]


def test_one_entry_changed_on_both_sides_is_kept_twice(
    here: Desk, there: Desk, pool: Entry
) -> None:
    rewritten(there, pool, "the pool, as told there")
    comes_over(there, here)
    kept = rewritten(here, pool, "the pool, as told here")
    assert kept.id != pool.id
    assert texts(here) == ["the pool, as told here", "the pool, as told there"]


def test_what_they_changed_is_not_deleted_unseen(here: Desk, there: Desk, pool: Entry) -> None:
    rewritten(there, pool, "the pool, as told there")
    comes_over(there, here)
    with pytest.raises(NotSaved, match="changed by another program"):
        here.journal.delete(pool, NOW)
    assert texts(here) == ["the pool, as told there"]


def test_what_they_left_alone_is_deleted(
    here: Desk, there: Desk, pool: Entry, entry: MakeEntry
) -> None:
    there.journal.add(entry(text="the bins"))
    comes_over(there, here)
    here.journal.delete(pool, NOW)
    assert texts(here) == ["the bins"]


def test_what_they_deleted_and_we_changed_stays(here: Desk, there: Desk, pool: Entry) -> None:
    there.journal.delete(pool, NOW)
    comes_over(there, here)
    assert rewritten(here, pool, "the pool, as told here").id == pool.id
    assert texts(here) == ["the pool, as told here"]


def test_settings_go_over_theirs(here: Desk, there: Desk) -> None:
    _ = here.settings
    there.journal.save_settings(Settings(rhythm=False))
    comes_over(there, here)
    here.journal.save_settings(Settings(working_days=(0,)))
    assert here.settings == Settings(working_days=(0,))


def test_a_window_that_looks_again_sees_what_came(
    here: Desk, there: Desk, entry: MakeEntry
) -> None:
    assert not here.journal.look_again()
    there.journal.add(entry(text="the bins"))
    last_year = replace(entry(text="last year"), day=TODAY.replace(year=2025))
    there.journal.add(last_year)
    comes_over(there, here)
    assert here.journal.look_again()
    assert [one.first_line for one in here.journal.entries()][-1] == "last year"
    assert here.journal.count() == 3
    assert not here.journal.look_again()


def test_a_conflict_copy_is_seen(here: Desk, pool: Entry) -> None:
    home = here.journal.home
    assert here.journal.conflict_copies() == ()
    (year,) = home.glob("2026.json*")
    copy = home / year.name.replace("2026.json", "2026 (conflicted copy 2026-11-22).json")
    shutil.copy(year, copy)
    assert here.journal.conflict_copies() == (copy,)
