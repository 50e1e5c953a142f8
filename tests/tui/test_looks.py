"""What each screen reads like at three sizes. `pytest --write-looks` keeps a new look."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from journal.demo import invent
from journal.desk import Desk
from journal.door import Door
from journal.store.journal import Journal
from journal.tui.app import ClosedApp
from tests.faults.locked import make_locked
from tests.kit import NOW, TODAY
from tests.tui.screen import LOOKS, SIZES, opened, press, read, settled, write

STEPS: dict[str, list[str]] = {
    "today": [],
    "entries": ["e"],
    "entries-read": ["e", "down", "enter"],
    "write-who": ["w"],
    "write-layer": ["w", "1", "2"],
    "write-page": ["w", "2", "2", "1"],
    "write-promise": ["w", "2", "2", "1", "ctrl+r", "ctrl+r", "ctrl+r"],
    "write-look-over": ["w", "2", "2", "1", "ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r"],
    "help": ["question_mark"],
    "settings": ["comma"],
}


@pytest.fixture
def lived_in(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A journal with half a year in it, and ids that do not change."""
    journal.begin()
    journal.add_many(invent(120, years=1, seed=7, today=TODAY - dt.timedelta(days=1)))
    monkeypatch.setattr("journal.desk.new_id", lambda: "aaaaaaaaaa")
    return Desk(journal, lambda: NOW)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", STEPS)
async def test_it_reads_as_it_should(
    lived_in: Desk, name: str, size: tuple[int, int], write_looks: bool
) -> None:
    async with opened(lived_in, size) as pilot:
        screen = await press(pilot, *STEPS[name]) if STEPS[name] else read(pilot.app)
        if name == "write-page":
            screen = await write(pilot, "She drew the pool. It is her Thursday, she said, not ours")
    _same(f"{name}-{size[0]}x{size[1]}", screen, write_looks)
    assert all(len(line) <= size[0] for line in screen.splitlines())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_first_start_reads_as_it_should(
    journal: Journal, size: tuple[int, int], write_looks: bool
) -> None:
    async with opened(Desk(journal, lambda: NOW), size) as pilot:
        screen = read(pilot.app)
    _same(f"welcome-{size[0]}x{size[1]}", screen, write_looks)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_an_empty_today_reads_as_it_should(
    desk: Desk, size: tuple[int, int], write_looks: bool
) -> None:
    async with opened(desk, size) as pilot:
        screen = read(pilot.app)
    _same(f"today-empty-{size[0]}x{size[1]}", screen, write_looks)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_locked_journal_reads_as_it_should(
    home: Path, size: tuple[int, int], write_looks: bool
) -> None:
    make_locked(home)
    app = ClosedApp(None, "today", Door(home, lambda: NOW))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        screen = await write(pilot, "not this one")
    _same(f"locked-{size[0]}x{size[1]}", screen, write_looks)


def _same(name: str, screen: str, write_looks: bool) -> None:
    kept = LOOKS / f"{name}.txt"
    if write_looks:
        LOOKS.mkdir(exist_ok=True)
        kept.write_text(screen + "\n", "utf-8")
    assert screen + "\n" == kept.read_text("utf-8")
