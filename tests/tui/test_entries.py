"""Looking through what was written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from journal.desk import Desk
from journal.model import Layer, WithWhom
from tests.kit import TODAY, MakeEntry
from tests.tui.screen import USABLE, opened, press, read, type_in, write


def filled(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many(
        [
            entry(TODAY, "rang the plumber with her", tags=("boiler",)),
            entry(TODAY - dt.timedelta(days=1), "the budget paper", layer=Layer.TOP),
            entry(
                TODAY - dt.timedelta(days=30),
                "Tea at the café with her mum",
                with_whom=WithWhom.FAMILY,
                tags=("pool",),
            ),
            entry(TODAY - dt.timedelta(days=31), "the rota again", layer=Layer.FILLING),
        ]
    )


async def test_entries_stand_under_their_months_newest_first(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        screen = await press(pilot, "e")
    order = ["November 2026", "rang the plumber", "the budget paper", "October 2026", "Tea at"]
    places = [screen.index(text) for text in order]
    assert places == sorted(places)


async def test_the_lit_entry_is_read_beside_the_list(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        assert "boiler" in await press(pilot, "e")
        screen = await press(pilot, "down", "down")
    assert "with family or a friend" in screen
    assert "pool" in screen


async def test_search_finds_as_it_is_typed_and_all_words_must_be_there(
    desk: Desk, entry: MakeEntry
) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        await press(pilot, "e", "slash")
        screen = await type_in(pilot, "her")
        assert "2 of 4 chats" in screen
        screen = await write(pilot, " cafe")
        assert "1 of 4 chats" in screen
        assert "Tea at the café" in screen
        assert "rang the plumber" not in screen
        screen = await press(pilot, "enter", "x")
        assert "rang the plumber" in screen


async def test_search_looks_in_every_field(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        await press(pilot, "e", "slash")
        assert "Tea at the café" in await write(pilot, "pool family")


async def test_nothing_found_says_so_and_how_to_get_out(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        await press(pilot, "e", "slash")
        screen = await write(pilot, "zebra")
        assert "Nothing has all of that." in screen
        assert "rang the plumber" in await press(pilot, "escape", "x")


async def test_filters_show_as_chips_and_come_off(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        screen = await press(pilot, "e", "f", "1", "4")
        assert "layer top" in screen
        assert "1 of 4 chats" in screen
        assert "the budget paper" in screen
        assert "rang the plumber" not in screen
        screen = await press(pilot, "x")
        assert "layer top" not in screen


async def test_filters_of_with_whom_tag_and_dates(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        assert "1 of 4 chats" in await press(pilot, "e", "f", "2", "3")
        await press(pilot, "x")
        assert "tag pool" in await press(pilot, "f", "3", "3")
        await press(pilot, "x", "f", "4")
        screen = await press(pilot, *"1/11", "enter")
        assert "from Sun 1 Nov" in screen
        assert "2 of 4 chats" in screen
        await press(pilot, "f", "5")
        assert "1 of 4 chats" in await press(pilot, *"18/11", "enter")


async def test_a_date_that_is_none_is_said_and_waits(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        screen = await press(pilot, "e", "f", "4", *"soon", "enter")
        assert "is not a day goodchat knows" in screen


async def test_a_deleted_entry_comes_back_on_a_key(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        screen = await press(pilot, "e", "d")
        assert "Press u to bring it back" in " ".join(screen.split())
        assert desk.journal.count() == 3
        assert "rang the plumber" in await press(pilot, "u")
    assert desk.journal.count() == 4


async def test_an_edit_opens_the_look_over_and_comes_back_changed(
    desk: Desk, entry: MakeEntry
) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        screen = await press(pilot, "e", "e")
        assert "Read it once more" in screen
        await press(pilot, "down", "enter")
        await write(pilot, ", and waited")
        screen = await press(pilot, "ctrl+s")
        assert "rang the plumber with her, and waited" in screen
    changed = next(desk.journal.entries())
    assert changed.first_line == "rang the plumber with her, and waited"
    assert len(changed.revisions) == 1
    assert desk.journal.count() == 4


async def test_an_edit_left_half_way_changes_nothing_and_is_a_draft(
    desk: Desk, entry: MakeEntry
) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        await press(pilot, "e", "e", "down", "enter")
        await write(pilot, ", and waited")
        screen = await press(pilot, "escape")
        assert "Carry on changing today’s entry" in screen
    assert next(desk.journal.entries()).first_line == "rang the plumber with her"
    assert desk.drafts()[0].is_revision


async def test_looking_at_an_entry_to_edit_it_leaves_no_draft(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        await press(pilot, "e", "e", "escape")
    assert desk.drafts() == ()


async def test_privacy_is_set_entry_by_entry(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk) as pilot:
        await press(pilot, "e", "p", "1")
        await press(pilot, "p", "2")
    first, second, *_ = desk.journal.entries()
    assert (first.resurface, first.shareable) == (False, False)
    assert (second.resurface, second.shareable) == (True, True)


async def test_months_and_edges_are_a_key_away(desk: Desk, entry: MakeEntry) -> None:
    days = [TODAY - dt.timedelta(days=n) for n in range(400)]
    desk.journal.add_many([entry(day, f"chat of {day}") for day in days])
    async with opened(desk) as pilot:
        await press(pilot, "e")
        assert f"chat of {days[-1]}" in await press(pilot, "end")
        assert f"chat of {days[0]}" in await press(pilot, "home")
        assert "chat of 2026-10-31" in await press(pilot, "right_square_bracket")
        assert "November 2026" in await press(pilot, "left_square_bracket")


async def test_narrow_screens_read_one_thing_at_a_time(desk: Desk, entry: MakeEntry) -> None:
    filled(desk, entry)
    async with opened(desk, USABLE) as pilot:
        screen = await press(pilot, "e")
        assert "the budget paper" in screen
        screen = await press(pilot, "enter")
        assert "tags" in screen
        assert "the budget paper" not in screen
        assert "the budget paper" in await press(pilot, "escape")


async def test_an_empty_journal_says_what_to_do(desk: Desk, home: Path) -> None:
    async with opened(desk) as pilot:
        assert "Nothing here yet." in await press(pilot, "e")
        assert "Nothing here yet." in read(pilot.app)
