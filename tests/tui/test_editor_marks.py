"""Underlining in the editor: where it should be, and nowhere else."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from typing_extensions import override

from journal.tui.widgets.editor import Editor


class Page(App[None]):
    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    @override
    def compose(self) -> ComposeResult:
        yield Editor(self._text)


async def marked(pilot: Pilot[None], *found: str) -> str:
    editor = pilot.app.query_one(Editor)
    editor.cursor_blink = False
    text = editor.text
    editor.mark((text.index(one), text.index(one) + len(one)) for one in found)
    await pilot.pause()
    return underlined(pilot.app)


def underlined(app: App[None]) -> str:
    strips = app.screen._compositor.render_strips()
    return "".join(s.text for strip in strips for s in strip if s.style and s.style.underline)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("one service user", "service user"),
        ("first line\nthen a placement here\nlast", "placement"),
        ("\n\n  tea with an emoji 🫖 and a placement", "placement"),
        ("a [bold]case[/bold] of wine", "case"),
        ("word " * 60 + "placement " + "word " * 60, "placement"),
        ("é" * 30 + " placement", "placement"),
    ],
)
async def test_the_very_words_are_underlined(text: str, found: str) -> None:
    async with Page(text).run_test(size=(60, 20)) as pilot:
        assert await marked(pilot, found) == found


async def test_one_that_goes_over_a_line_is_underlined_in_both() -> None:
    async with Page("not a service\nuser at all").run_test(size=(60, 20)) as pilot:
        assert await marked(pilot, "service\nuser") == "serviceuser"


async def test_marks_go_when_others_come() -> None:
    async with Page("a placement and a case").run_test(size=(60, 20)) as pilot:
        assert await marked(pilot, "placement") == "placement"
        assert await marked(pilot, "case") == "case"
        assert await marked(pilot) == ""


async def test_a_mark_past_the_end_is_no_fault() -> None:
    async with Page("short").run_test(size=(60, 20)) as pilot:
        pilot.app.query_one(Editor).mark([(3, 900), (700, 800)])
        await pilot.pause()
        assert underlined(pilot.app) == "rt"
