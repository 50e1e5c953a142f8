"""Today, full and empty."""

from __future__ import annotations

import datetime as dt

from journal.desk import Desk
from journal.model import Layer, Promise
from journal.settings import Settings
from journal.store.journal import Journal
from tests.kit import NOW, TODAY, MakeEntry
from tests.tui.screen import USABLE, opened, press, read

YESTERDAY = TODAY - dt.timedelta(days=1)


async def test_an_empty_journal_asks_who_and_shows_no_figures(desk: Desk) -> None:
    async with opened(desk) as pilot:
        screen = read(pilot.app)
    assert "Who did you have a chat with?" in screen
    assert "Go and have a chat. Then tell me about it." in screen
    assert " 0" not in screen


async def test_the_week_the_run_and_what_was_written_are_there(
    desk: Desk, entry: MakeEntry
) -> None:
    desk.journal.add_many([entry(TODAY - dt.timedelta(days=n), f"chat {n}") for n in range(4)])
    async with opened(desk) as pilot:
        screen = read(pilot.app)
    assert "Mon ●   Tue ●   Wed ●   Thu ●" in screen
    assert "4 of 5 days. 4 days running." in screen or "4 of 5 days. Four days running." in screen
    assert screen.index("chat 0") < screen.index("chat 1") < screen.index("chat 3")


async def test_each_layer_has_its_own_mark_with_base_at_the_bottom(
    desk: Desk, entry: MakeEntry
) -> None:
    made = [Layer.BASE] * 3 + [Layer.FILLING] * 2 + [Layer.TOP]
    desk.journal.add_many([entry(layer=layer) for layer in made])
    async with opened(desk) as pilot:
        screen = read(pilot.app)
    assert screen.index("░") < screen.index("▒▒") < screen.index("███")
    assert "6 chats: 3 base, 2 filling, 1 top." in screen


async def test_loose_ends_say_by_when_and_overdue_once(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many(
        [
            entry(promise=Promise(what="ring the pool", by=TODAY + dt.timedelta(days=1))),
            entry(promise=Promise(what="rewrite page one", by=YESTERDAY)),
        ]
    )
    async with opened(desk) as pilot:
        screen = read(pilot.app)
    assert "○ overdue   rewrite page one" in screen
    assert "○ by Fri    ring the pool" in screen
    assert screen.count("overdue") == 1


async def test_a_day_still_open_can_be_written_up(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry(TODAY - dt.timedelta(days=2)))
    async with opened(desk) as pilot:
        assert "Write up yesterday" in read(pilot.app)
        assert "Wed 18 Nov" in await press(pilot, "y")


async def test_without_the_rhythm_there_is_no_trace_of_it(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many([entry(TODAY - dt.timedelta(days=n)) for n in range(4)])
    desk.journal.save_settings(Settings(rhythm=False))
    async with opened(desk) as pilot:
        screen = read(pilot.app) + await press(pilot, "question_mark")
    for word in ("running", "This week", "of 5", "breather", "Mon ●", "run "):
        assert word not in screen


async def test_coming_back_after_a_gap_is_a_welcome(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many([entry(dt.date(2026, 8, 3 + n)) for n in range(3)])
    async with opened(desk) as pilot:
        screen = " ".join(read(pilot.app).split())
    assert "Welcome back. 3 chats so far" in screen.replace("three", "3")


async def test_the_day_changes_while_the_journal_is_open(journal: Journal) -> None:
    journal.begin()
    clock = [NOW]
    async with opened(Desk(journal, lambda: clock[0])) as pilot:
        assert "Thu 19 Nov" in read(pilot.app)
        clock[0] = NOW + dt.timedelta(days=1)
        assert "Fri 20 Nov" in await press(pilot, "e", "t")


async def test_an_entry_from_tomorrow_does_not_upset_it(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many([entry(TODAY + dt.timedelta(days=1), "ahead"), entry(TODAY)])
    async with opened(desk) as pilot:
        assert "ahead" in read(pilot.app)


async def test_a_second_window_reads_and_says_who_writes(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry(text="the boiler"))
    second = Desk(Journal(desk.journal.home), lambda: NOW)
    second.read_only_because = "Read only. This journal is open in another window (process 7)."
    async with opened(second) as pilot:
        screen = read(pilot.app)
        assert "open in another window" in screen
        assert "the boiler" in screen
        assert "Write about a chat" not in screen
        assert "▸" not in await press(pilot, "w", "b")
        assert "the boiler" in await press(pilot, "e")
        screen = await press(pilot, "d", "e", "p")
    assert "Edit" not in screen
    assert desk.journal.count() == 1


async def test_a_damaged_year_is_one_calm_line_and_the_rest_opens(
    desk: Desk, entry: MakeEntry
) -> None:
    desk.journal.add_many([entry(text="this year"), entry(dt.date(2025, 12, 30), "last year")])
    (desk.journal.home / "2025.json").write_bytes(b"")
    desk.journal.refresh()
    desk.journal.is_forgiving = True
    async with opened(desk) as pilot:
        screen = await press(pilot, "e")
    assert "One file needs attention." in screen
    assert "2025.json" in screen
    assert "this year" in screen


async def test_sixty_by_twenty_is_usable(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry())
    async with opened(desk, USABLE) as pilot:
        screen = read(pilot.app)
        assert "Who did you have a chat with?" in screen
        assert "w  Write about a chat" in screen
        assert max(len(line) for line in screen.splitlines()) <= 60


async def test_a_draft_that_cannot_be_read_is_said(desk: Desk) -> None:
    drafts = desk.journal.drafts.folder
    drafts.mkdir()
    (drafts / "aaaaaaaaaa.json").write_bytes(b"half")
    async with opened(desk) as pilot:
        screen = " ".join(read(pilot.app).split())
    assert "The draft" in screen
    assert "cannot be read" in screen
    assert (drafts / "aaaaaaaaaa.json").read_bytes() == b"half"
