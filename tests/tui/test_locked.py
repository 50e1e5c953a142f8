"""A locked journal on the screen: asked for, opened, and locked again when nobody is there."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from journal.desk import Desk
from journal.door import Door
from journal.store.journal import Journal
from journal.store.locking import put_first_key, seal_all
from journal.store.seal import PLAIN
from journal.tui.app import ClosedApp, GoodchatApp
from tests.faults.locked import CANARY, KEY_FILE, KEYS, PASSPHRASE, begin_locked, says
from tests.kit import NOW, MakeEntry, contents
from tests.tui.screen import HOME, press, read, settled, still, write

LATER = dt.timedelta(minutes=11)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def locked_home(home: Path, entry: MakeEntry) -> Path:
    begin_locked(home, entry(text=f"the {CANARY}"))
    return home


@asynccontextmanager
async def closed(
    home: Path, clock: Clock, size: tuple[int, int] = HOME
) -> AsyncIterator[Pilot[Any]]:
    app = ClosedApp(None, "today", Door(home, clock))
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot
    app.let_go()


async def sees(pilot: Pilot[Any], text: str) -> str:
    """Wait for the process that tries the passphrase, until a text is on the screen."""
    async with asyncio.timeout(30):
        while text not in read(pilot.app):
            await pilot.pause(0.02)
    return await still(pilot)


async def locks(pilot: Pilot[Any]) -> str:
    """Wait until it has locked, and let go of everything."""
    async with asyncio.timeout(30):
        while app_of(pilot)._desk is not None:
            await pilot.pause(0.02)
    return await sees(pilot, "Locked.")


async def open_up(pilot: Pilot[Any], passphrase: str = PASSPHRASE) -> None:
    await write(pilot, passphrase)
    await pilot.press("enter")


@asynccontextmanager
async def opened_up(home: Path, clock: Clock) -> AsyncIterator[Pilot[Any]]:
    """The app after the passphrase, on Today."""
    async with closed(home, clock) as pilot:
        await open_up(pilot)
        await sees(pilot, "Lately")
        yield pilot


def app_of(pilot: Pilot[Any]) -> GoodchatApp:
    assert isinstance(pilot.app, GoodchatApp)
    return pilot.app


async def test_it_asks_first_and_shows_nothing_of_what_is_written(
    locked_home: Path, clock: Clock
) -> None:
    async with closed(locked_home, clock) as pilot:
        screen = read(pilot.app)
        assert "This journal is locked." in screen
        assert CANARY not in screen
        await write(pilot, PASSPHRASE)
        assert PASSPHRASE not in read(pilot.app)
        await pilot.press("enter")
        assert CANARY in await sees(pilot, "Lately")


async def test_a_wrong_passphrase_is_said_and_changes_nothing(
    locked_home: Path, clock: Clock
) -> None:
    before = contents(locked_home)
    async with closed(locked_home, clock) as pilot:
        for wrong in ("not this one", "", "x" * 10_000, "nul\0in it"):
            await open_up(pilot, wrong)
            await sees(pilot, "That is not the passphrase")
        assert contents(locked_home) == before
        await open_up(pilot)
        await sees(pilot, "Lately")


async def test_a_damaged_key_says_what_to_do(locked_home: Path, clock: Clock) -> None:
    (locked_home / "key.age").write_bytes(b"nonsense")
    async with closed(locked_home, clock) as pilot:
        await open_up(pilot)
        assert "doctor --repair" in " ".join((await sees(pilot, "is not a key file")).split())


async def test_only_leaving_works_before_it_is_open(locked_home: Path, clock: Clock) -> None:
    async with closed(locked_home, clock) as pilot:
        for key in ("ctrl+p", "f1", "f9", "tab"):
            screen = await press(pilot, key)
            assert "This journal is locked." in screen
        await pilot.press("escape")
        await pilot.pause()
        assert not pilot.app.is_running or pilot.app._exit


async def test_left_alone_it_locks_with_the_draft_kept_closed_and_goes_on_there(
    locked_home: Path, clock: Clock
) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, f"said the {CANARY} on a wall")
        clock.now += LATER
        await app_of(pilot).lock_if_idle()
        screen = await locks(pilot)
        assert "Locked. What you were writing is kept." in " ".join(screen.split())
        assert CANARY not in screen
        assert says(locked_home, CANARY) == []
        await open_up(pilot)
        assert f"said the {CANARY} on a wall" in await sees(pilot, "2 what happened")


async def test_a_touched_journal_stays_open(locked_home: Path, clock: Clock) -> None:
    async with opened_up(locked_home, clock) as pilot:
        for _ in range(3):
            clock.now += LATER / 2
            await press(pilot, "down")
            await app_of(pilot).lock_if_idle()
            assert "Lately" in read(pilot.app)


async def test_it_waits_as_long_as_the_writer_says_or_for_ever(
    locked_home: Path, clock: Clock
) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "comma", *["down"] * 4, "enter")
        await press(pilot, *["backspace"] * 12, "o", "f", "f", "enter", "escape")
        assert app_of(pilot).desk.settings.lock_after == 0
        clock.now += dt.timedelta(days=1)
        await app_of(pilot).lock_if_idle()
        assert "Lately" in await still(pilot)


async def test_locking_lets_another_window_write_and_reads_what_it_wrote(
    locked_home: Path, clock: Clock, entry: MakeEntry
) -> None:
    async with opened_up(locked_home, clock) as pilot:
        assert "This journal is locked." not in await press(pilot, "f9")
        await locks(pilot)
        other = Journal(locked_home, KEYS.vault)
        other.hold()
        other.add(entry(text="from another window"))
        other.release()
        await open_up(pilot)
        assert "from another window" in await sees(pilot, "Lately")


async def test_a_draft_that_cannot_be_kept_is_not_locked_away(
    locked_home: Path, clock: Clock
) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "w", "1", "1", "1")
        (locked_home / "drafts").write_text("in the way") if not (
            locked_home / "drafts"
        ).exists() else None
        await write(pilot, "words that are only here")
        clock.now += LATER
        await app_of(pilot).lock_if_idle()
        assert "words that are only here" in await still(pilot)


async def test_words_on_their_way_are_kept_before_it_locks(locked_home: Path, clock: Clock) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "w", "1", "1", "1")
        pilot.app.post_message(events.Paste("pasted just before "))
        for letter in "kettle":
            pilot.app.post_message(events.Key(letter, letter))
        pilot.app.post_message(events.Key("f9", None))
        await locks(pilot)
        await open_up(pilot)
        assert "pasted just before kettle" in await sees(pilot, "2 what happened")


async def test_what_was_copied_before_is_not_given_to_who_comes_by(
    locked_home: Path, clock: Clock
) -> None:
    async with opened_up(locked_home, clock) as pilot:
        pilot.app.copy_to_clipboard(f"the {CANARY}")
        await press(pilot, "f9")
        await locks(pilot)
        assert pilot.app.clipboard == ""
        await write(pilot, "typed here")
        await press(pilot, "ctrl+a", "ctrl+c", "shift+home", "ctrl+x")
        assert pilot.app.clipboard == ""


async def test_a_window_that_still_shows_a_journal_locked_elsewhere_locks_too(
    desk: Desk, clock: Clock
) -> None:
    reading = Desk(Journal(desk.journal.home), clock)
    app = GoodchatApp(reading)
    async with app.run_test(size=HOME) as pilot:
        await settled(pilot)
        put_first_key(desk.journal.home, KEY_FILE, None)
        seal_all(desk.journal.home, KEYS.vault)
        await app.lock_if_idle()
        assert "Locked." in await still(pilot)
        assert "Who did you have a chat with?" not in read(app)


async def test_dialogs_go_with_the_rest(locked_home: Path, clock: Clock) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "e")
        await press(pilot, "question_mark")
        clock.now += LATER
        await app_of(pilot).lock_if_idle()
        screen = await locks(pilot)
        assert "Keys" not in screen


async def test_what_was_open_is_let_go_of(locked_home: Path, clock: Clock) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "e")
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "a draft")
        journal = app_of(pilot).desk.journal
        assert journal.count() == 1
        await press(pilot, "f9")
        await locks(pilot)
        # Whatever still holds on to the journal reads nothing by it, and the key is gone from it.
        assert (journal.count(), journal.drafts.latest_first()) == (0, ())
        assert journal.seal is PLAIN
        assert app_of(pilot)._screen_stacks.keys() == {"locked"}


async def test_the_editor_of_another_program_is_not_offered(
    locked_home: Path, clock: Clock
) -> None:
    async with opened_up(locked_home, clock) as pilot:
        await press(pilot, "w", "1", "1", "1")
        assert "Your editor" not in await press(pilot, "f1")


async def test_a_plain_journal_never_locks(desk: Desk, clock: Clock) -> None:
    app = GoodchatApp(desk)
    async with app.run_test(size=HOME) as pilot:
        await press(pilot, "f9")
        await app.lock_if_idle()
        assert "Who did you have a chat with?" in await still(pilot)
