"""A locked journal in a folder that a sync program keeps the same on two laptops."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.desk import Desk
from journal.model import Step
from journal.reflection import Part, revise
from journal.store.doctor import examine
from journal.store.journal import Journal
from journal.store.keys import new_keys
from journal.store.locking import clear_files
from journal.store.mending import repair
from tests.faults.locked import CANARY, KEYS, says
from tests.faults.operations import BINS, CHANGED, KINDS, LAST_YEAR, POOL, Kind, fill, opened, page
from tests.kit import NOW, TODAY, contents

VAULT = KEYS.vault
THEIRS, OURS = f"Written on the other laptop. {CANARY}", f"Written on this one. {CANARY}"

LOCKED_NAMES = (
    "2026.json (conflicted copy 2026-11-19 172000).age",
    "2026.json (LAPTOP's conflicted copy 2026-11-19).age",
    "2026.json.sync-conflict-20261119-172000-ABCDEFG.age",
    "2026.json-LAPTOP.age",
    "2026.json(1).age",
    "2026 (conflicted copy).json.age",
    "2026 (1).json.age",
    "2026.sync-conflict-20261119-172000-ABCDEFG.json.age",
    "2026-LAPTOP.json.age",
    "2026~LAPTOP.json.age",
)
PLAIN_NAMES = tuple(name.removesuffix(".age") for name in LOCKED_NAMES if ".json.age" in name)


class Laptops:
    """Two laptops that start from the same locked journal and then write apart."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.here, self.there = folder / "here", folder / "there"
        desk = kind.open(self.here)
        desk.journal.hold()
        fill(desk)
        desk.journal.release()
        shutil.copytree(self.here, self.there)

    def write_apart(self) -> None:
        """One new chat and one change on each, of the same chat."""
        for home, entry_id, text in ((self.here, "o" * 10, OURS), (self.there, "t" * 10, THEIRS)):
            desk = opened(home)
            desk.journal.hold()
            desk.journal.add(page(entry_id, text))
            desk.save(revise(BINS).go(Part.WHAT).write(f"The bins. {text}"))
            desk.journal.release()

    def texts(self, home: Path) -> set[str]:
        return {entry.text(Step.WHAT) for entry in opened(home).journal.entries()}


@pytest.fixture
def laptops(tmp_path: Path) -> Laptops:
    made = Laptops(next(kind for kind in KINDS if kind.name == "locked"), tmp_path)
    made.write_apart()
    return made


BOTH = {OURS, THEIRS, f"The bins. {OURS}", f"The bins. {THEIRS}"}


def mended(home: Path) -> list[str]:
    """What a repair says it did; nothing is left to mend, and no word in clear."""
    said: list[str] = []
    journal = Desk(Journal(home, VAULT), lambda: NOW).journal
    repair(journal, said.append)
    journal.release()
    assert [one.said for one in examine(home, VAULT) if not one.is_well] == []
    assert not clear_files(home)
    assert not says(home, CANARY)
    return said


@pytest.mark.parametrize("name", LOCKED_NAMES)
def test_a_locked_copy_is_found_and_merged(name: str, laptops: Laptops) -> None:
    shutil.copy(laptops.there / "2026.json.age", laptops.here / name)
    content = (laptops.here / name).read_bytes()
    ill = [one.said for one in examine(laptops.here, VAULT) if not one.is_well]
    assert len(ill) == 1
    assert name in ill[0]
    before = laptops.texts(laptops.here)
    assert OURS in before
    assert THEIRS not in before
    mended(laptops.here)
    assert before | BOTH == laptops.texts(laptops.here)
    assert content in contents(laptops.here / "set-aside").values()


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_a_plain_copy_is_closed_and_merged(name: str, laptops: Laptops) -> None:
    """The other laptop is not locked yet."""
    plain = VAULT.open((laptops.there / "2026.json.age").read_bytes(), laptops.there)
    (laptops.here / name).write_bytes(plain)
    mended(laptops.here)
    assert laptops.texts(laptops.here) >= BOTH


@pytest.mark.parametrize("name", ["2026.json", "2025.json", "journal.json"])
def test_a_plain_file_beside_a_locked_one_is_kept_and_merged(name: str, laptops: Laptops) -> None:
    sealed = laptops.there / f"{name}.age"
    (laptops.here / name).write_bytes(VAULT.open(sealed.read_bytes(), sealed))
    before = laptops.texts(laptops.here)
    journal = opened(laptops.here).journal
    journal.hold()
    journal.release()
    assert laptops.texts(laptops.here) == before
    assert not clear_files(laptops.here)
    assert not says(laptops.here, CANARY)
    mended(laptops.here)
    assert laptops.texts(laptops.here) >= (before | BOTH if name == "2026.json" else before)


def test_two_copies_at_once_and_a_draft(laptops: Laptops) -> None:
    for name in (LOCKED_NAMES[0], LOCKED_NAMES[5], PLAIN_NAMES[0]):
        content = (laptops.there / "2026.json.age").read_bytes()
        is_locked = name.endswith(".age")
        (laptops.here / name).write_bytes(content if is_locked else VAULT.open(content, Path(name)))
    there = opened(laptops.there)
    draft = there.begin().go(Part.WHAT).write(f"Begun there. {CANARY}")
    there.journal.drafts.keep(draft)
    file = laptops.there / "drafts" / f"{draft.entry.id}.json.age"
    shutil.copy(file, laptops.here / "drafts" / f"{CHANGED.entry.id}.json (conflict).age")
    mended(laptops.here)
    assert laptops.texts(laptops.here) >= BOTH
    begun = [
        one.entry.text(Step.WHAT) for one in opened(laptops.here).journal.drafts.latest_first()
    ]
    assert f"Begun there. {CANARY}" in begun
    assert CHANGED.entry.text(Step.WHAT) in begun


def test_an_older_file_put_back_is_noticed_and_mended(tmp_path: Path) -> None:
    laptops = Laptops(next(kind for kind in KINDS if kind.name == "locked"), tmp_path)
    older = (laptops.here / "2026.json.age").read_bytes()
    _use_for_two_days(laptops.here)
    (laptops.here / "2026.json.age").write_bytes(older)
    warned: list[str] = []
    desk = opened(laptops.here)
    desk.journal.seen.warn = warned.append
    assert POOL in desk.journal.entries()
    assert len(warned) == 1
    assert "older than it was" in warned[0]
    mended(laptops.here)
    texts = laptops.texts(laptops.here)
    assert f"On day 0. {CANARY}" in texts
    assert POOL.text(Step.WHAT) in texts


def _use_for_two_days(home: Path) -> None:
    """So that there is a dated copy of the second morning."""
    for day in range(2):
        desk = Desk(Journal(home, VAULT), lambda day=day: NOW + dt.timedelta(days=day + 1))
        desk.journal.hold()
        desk.save(desk.begin().go(Part.WHAT).write(f"On day {day}. {CANARY}"))
        desk.journal.release()


def test_a_copy_of_another_journal_costs_nothing(laptops: Laptops) -> None:
    strange = new_keys().vault.close(b"theirs")
    (laptops.here / LOCKED_NAMES[0]).write_bytes(strange)
    before = laptops.texts(laptops.here)
    journal = Desk(Journal(laptops.here, VAULT), lambda: NOW).journal
    repair(journal, lambda _: None)
    journal.release()
    assert laptops.texts(laptops.here) == before
    assert strange in contents(laptops.here).values()


@pytest.fixture
def window(laptops: Laptops) -> Iterator[Desk]:
    """A window that is open while the sync program works."""
    desk = opened(laptops.here)
    desk.journal.hold()
    list(desk.journal.entries())
    yield desk
    desk.journal.release()


def test_a_file_replaced_under_an_open_window_is_merged(laptops: Laptops, window: Desk) -> None:
    arriving = laptops.here / "arriving"
    shutil.copy(laptops.there / "2026.json.age", arriving)
    arriving.replace(laptops.here / "2026.json.age")
    window.journal.add(page("xxxxxxxxxx", "And on."))
    window.journal.add(page("wwwwwwwwww", "And on last year.", LAST_YEAR))
    assert laptops.texts(laptops.here) >= {THEIRS, "And on.", "And on last year."}


def test_the_other_laptop_locks_meanwhile(laptops: Laptops, tmp_path: Path) -> None:
    """Its locked files arrive beside ours in clear, the key first or last; no word is lost."""
    home = tmp_path / "plain"
    shutil.copytree(laptops.here, home)
    for file in list(home.rglob("*.age")):
        if not file.name.startswith("key"):
            file.with_suffix("").write_bytes(VAULT.open(file.read_bytes(), file))
        file.unlink()
    before = laptops.texts(home)
    shutil.copy(laptops.there / "2026.json.age", home)
    shutil.copy(laptops.there / "key.age", home)
    mended(home)
    assert laptops.texts(home) >= before | BOTH
    assert TODAY.year in opened(home).journal.years()
