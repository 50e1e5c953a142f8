"""An earlier copy that another program puts back is noticed, and nothing is refused for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from journal.desk import Desk
from journal.store.doctor import examine
from journal.store.journal import Journal
from journal.store.mending import repair
from journal.store.seen import FILE
from tests.kit import NOW, MakeEntry


@pytest.fixture
def rolled_back(home: Path, journal: Journal, entry: MakeEntry) -> Path:
    """A home whose year is as it was two saves ago."""
    journal.begin()
    journal.add(entry(text="the pool"))
    early = (home / "2026.json").read_bytes()
    journal.add(entry(text="the bins"))
    journal.add(entry(text="the boiler"))
    journal.release()
    (home / "2026.json").write_bytes(early)
    return home


def said_of(home: Path) -> dict[str, str]:
    journal = Journal(home)
    list(journal.entries())
    return journal.seen.rolled_back


def test_a_journal_that_only_grew_is_not_talked_about(
    home: Path, journal: Journal, entry: MakeEntry
) -> None:
    for _ in range(3):
        journal.add(entry())
    assert said_of(home) == {}


def test_an_earlier_copy_is_noticed_once_and_still_opens(rolled_back: Path) -> None:
    journal, told = Journal(rolled_back), []
    journal.seen.warn = told.append
    assert [e.first_line for e in journal.entries()] == ["the pool"]
    list(journal.entries())
    assert len(told) == 1
    assert "2026.json is older than it was" in told[0]
    assert "doctor --repair" in told[0]


def test_the_next_save_ends_it(rolled_back: Path, entry: MakeEntry) -> None:
    journal = Journal(rolled_back)
    journal.hold()
    journal.add(entry(text="a new one"))
    journal.release()
    assert said_of(rolled_back) == {}


def test_the_doctor_says_so_and_a_repair_ends_it(rolled_back: Path) -> None:
    (ill,) = [one for one in examine(rolled_back) if not one.is_well]
    assert "older than it was" in ill.said
    told: list[str] = []
    journal = Journal(rolled_back)
    repair(journal, told.append)
    journal.release()
    assert any("2026.json" in one for one in told)
    assert all(one.is_well for one in examine(rolled_back))


def test_what_a_dated_copy_still_holds_comes_back(
    home: Path, journal: Journal, entry: MakeEntry
) -> None:
    clock = [NOW]
    Desk(journal, lambda: clock[0])
    journal.begin()
    journal.add(entry(text="the pool"))
    early = (home / "2026.json").read_bytes()
    journal.add(entry(text="the bins"))
    clock[0] += dt.timedelta(days=1)
    journal.add(entry(text="the boiler"))  # the day's first save copies pool and bins
    journal.release()
    (home / "2026.json").write_bytes(early)
    again = Journal(home)
    repair(again, lambda _: None)
    again.release()
    assert {e.first_line for e in Journal(home).entries()} == {"the pool", "the bins"}
    assert said_of(home) == {}


@pytest.mark.parametrize("content", [b"", b"nonsense", b"[]", b'{"2026.json": "many"}'])
def test_a_spoilt_note_hinders_nothing(
    home: Path, journal: Journal, entry: MakeEntry, content: bytes
) -> None:
    journal.add(entry())
    (home / FILE).write_bytes(content)
    journal.refresh()
    journal.add(entry())
    assert said_of(home) == {}
    assert journal.count() == 2


def test_a_note_that_cannot_be_written_hinders_nothing(
    home: Path, journal: Journal, entry: MakeEntry
) -> None:
    (home / FILE).mkdir(parents=True)
    journal.add(entry())
    assert journal.count() == 1
    assert [one.name for one in home.iterdir() if one.name.endswith(".tmp")] == []
