"""The line at the top: where one is, where else one may go, and the day."""

from __future__ import annotations

import datetime as dt

from textual.content import Content
from textual.widget import Widget
from typing_extensions import override

from journal import days
from journal.tui import show

MODES = {"today": "Today", "write": "Write", "entries": "Entries"}
"""The modes there are, and what each is called on the screen."""


class Masthead(Widget):
    """The name of the journal, its modes and the day."""

    DEFAULT_CSS = """
    Masthead { dock: top; height: 1; background: $surface; color: $foreground; padding: 0 1; }
    """

    def __init__(self, mode: str, day: dt.date) -> None:
        super().__init__()
        self._mode = mode
        self.day = day

    @override
    def render(self) -> Content:
        day = show.plain(days.short(self.day), "$quiet")
        left = self._left(self.size.width - day.cell_length - 2)
        gap = self.size.width - left.cell_length - day.cell_length
        return show.words(left, " " * max(gap, 1), day)

    def _left(self, room: int) -> Content:
        here = ("$primary bold underline", "$quiet")
        names = [
            show.plain(name, here[0] if mode == self._mode else here[1])
            for mode, name in MODES.items()
        ]
        whole = show.words(("goodchat", "bold"), "   ", Content("  ").join(names))
        if whole.cell_length <= room:
            return whole
        return show.words(("goodchat", "bold"), "  ", (MODES.get(self._mode, ""), here[0]))
