"""The first start: one short screen, then writing."""

from __future__ import annotations

import re
from pathlib import Path

from journal.desk import Desk
from journal.store.journal import Journal
from tests.kit import NOW
from tests.tui.screen import SIZES, opened, press, read, write


def fresh(journal: Journal) -> Desk:
    return Desk(journal, lambda: NOW)


async def test_it_says_what_this_is_that_it_is_private_and_what_it_is_not(
    journal: Journal,
) -> None:
    for size in SIZES:
        async with opened(fresh(journal), size) as pilot:
            screen = " ".join(re.sub("[│─╭╮╰╯]", " ", read(pilot.app)).split())
        for fact in (
            "It is private",
            "learning note",
            "not the case record and not a safeguarding report",
            "Enter write about a chat",
        ):
            assert fact in screen, size


async def test_one_key_and_three_more_and_the_writer_is_writing(journal: Journal) -> None:
    async with opened(fresh(journal)) as pilot:
        assert "Who did you have a chat with?" in await press(pilot, "enter")
        assert "▸2 what happened" in await press(pilot, "1", "1", "1")
        await write(pilot, "bins")
        await press(pilot, "ctrl+s")
    assert journal.count() == 1


async def test_it_comes_once(journal: Journal) -> None:
    async with opened(fresh(journal)) as pilot:
        await press(pilot, "escape")
    async with opened(fresh(journal)) as pilot:
        assert "It is private" not in read(pilot.app)


async def test_looking_round_first_is_fine(journal: Journal) -> None:
    async with opened(fresh(journal)) as pilot:
        assert "Go and have a chat. Then tell me about it." in await press(pilot, "escape")


async def test_a_window_that_may_only_read_is_not_welcomed(home: Path, journal: Journal) -> None:
    second = fresh(Journal(home))
    second.read_only_because = "Read only. Open elsewhere."
    async with opened(second) as pilot:
        assert "Open elsewhere" in read(pilot.app)
        assert "It is private" not in read(pilot.app)
