"""What may be set, and that it takes effect at once."""

from __future__ import annotations

import datetime as dt

from journal.desk import Desk
from journal.rhythm import RestReason
from journal.store.journal import Journal
from tests.kit import TODAY, MakeEntry
from tests.tui.screen import opened, press, read


async def test_working_days_are_any_set_of_days(desk: Desk) -> None:
    async with opened(desk) as pilot:
        assert "mon tue wed thu fri" in await press(pilot, "comma")
        await press(pilot, "enter", *["backspace"] * 19, *"mon thu sat", "enter")
        assert "mon thu sat" in read(pilot.app)
    assert Journal(desk.journal.home).settings.working_days == (0, 3, 5)


async def test_what_is_no_weekday_is_said_and_nothing_changes(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "comma", "enter")
        screen = await press(pilot, *"xx", "enter")
        assert "Working days are weekdays" in screen
        await press(pilot, "escape", "escape")
    assert desk.settings.working_days == (0, 1, 2, 3, 4)


async def test_the_rhythm_goes_and_comes_with_a_key(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry())
    async with opened(desk) as pilot:
        assert "This week" in read(pilot.app)
        await press(pilot, "comma", "down", "down", "enter")
        assert "This week" not in await press(pilot, "escape")
        await press(pilot, "comma", "down", "down", "enter")
        assert "This week" in await press(pilot, "escape")


async def test_days_off_are_added_and_taken_out(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "comma", *["down"] * 5, "enter")
        await press(pilot, *"23/11", "enter")
        await press(pilot, *["backspace"] * 5, *"27/11", "enter")
        screen = await press(pilot, "1")
        assert "Mon 23 Nov to Fri 27 Nov" in screen
        (rest,) = desk.settings.rests
        assert (rest.first, rest.last) == (dt.date(2026, 11, 23), dt.date(2026, 11, 27))
        assert rest.reason is RestReason.LEAVE
        await press(pilot, "down", "enter")
        await press(pilot, "2")
    assert desk.settings.rests == ()


async def test_a_sick_day_that_has_gone_by_can_be_put_in(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "comma", *["down"] * 5, "enter")
        for keys in ([*"tue", "enter"], ["enter"], ["2"]):
            await press(pilot, *keys)
    (rest,) = desk.settings.rests
    assert (rest.first, rest.reason) == (TODAY - dt.timedelta(days=2), RestReason.SICKNESS)


async def test_bank_holidays_are_those_of_a_nation(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "comma", *["down"] * 3, "enter", "3")
    assert desk.settings.bank_holidays == "scotland"


async def test_light_colours_are_worn_at_once_and_next_time(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "comma", *["down"] * 4, "enter", "2", "escape")
        assert pilot.app.theme == "goodchat-light"
    async with opened(desk) as pilot:
        assert pilot.app.theme == "goodchat-light"
