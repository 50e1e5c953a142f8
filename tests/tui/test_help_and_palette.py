"""Help and the palette, fed by the keys themselves."""

from __future__ import annotations

from journal.desk import Desk
from tests.kit import MakeEntry
from tests.tui.screen import opened, press, read, write


async def test_help_lists_the_keys_that_work_here_and_the_words(desk: Desk) -> None:
    async with opened(desk) as pilot:
        screen = await press(pilot, "question_mark")
        for said in ("Write about a chat", "Go to your entries", "Settings:", "two a month"):
            assert said in screen
        assert "Carry on with your draft" not in screen
        assert "Who did you have a chat with?" in await press(pilot, "escape")


async def test_help_on_another_screen_has_other_keys(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry())
    async with opened(desk) as pilot:
        screen = await press(pilot, "e", "question_mark")
        assert "Search in every field" in screen
        assert "Delete this entry" in screen


async def test_help_is_there_while_writing(desk: Desk) -> None:
    async with opened(desk) as pilot:
        screen = await press(pilot, "w", "1", "1", "1", "f1")
        assert "Ask another question" in screen
        assert "Write this page in your own editor" in screen


async def test_the_palette_does_what_the_keys_do(desk: Desk) -> None:
    async with opened(desk) as pilot:
        assert "Go to your entries" in await press(pilot, "ctrl+p")
        await write(pilot, "your entries")
        await pilot.app.workers.wait_for_complete()
        screen = await press(pilot, "down", "enter")
        assert "Nothing here yet." in screen


async def test_the_palette_has_no_screenshot_and_no_foreign_commands(desk: Desk) -> None:
    async with opened(desk) as pilot:
        screen = (await press(pilot, "ctrl+p")).casefold()
        for foreign in ("screenshot", "maximize", "change theme"):
            assert foreign not in screen


async def test_every_key_shown_in_the_footer_is_in_help(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry())
    for mode in ("", "w", "e"):
        async with opened(desk) as pilot:
            await press(pilot, *mode)
            shown = {
                active.binding.tooltip
                for active in pilot.app.screen.active_bindings.values()
                if active.binding.show and active.enabled and active.binding.id
            }
            screen = " ".join((await press(pilot, "f1")).split())
            assert shown
            for does in shown:
                assert does in screen, read(pilot.app)
