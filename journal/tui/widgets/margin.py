"""Beside the page: what the writer has said so far."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from journal.model import STEP_NAMES, Entry, Step
from journal.tui import show
from journal.tui.widgets.entry_view import heading, promise_line


class Margin(VerticalScroll, can_focus=False):
    """The chat so far."""

    DEFAULT_CSS = "Margin > Static { width: 1fr; }"

    @override
    def compose(self) -> ComposeResult:
        yield Static(id="so-far")

    def tell(self, entry: Entry, writing: Step | None, today: dt.date, more: Content) -> None:
        """Show all of an entry but the step being written, and a word more."""
        parts = [heading(entry, today)]
        for answer in entry.answers:
            if answer.step is not writing and answer.text.strip():
                name = show.plain(STEP_NAMES[answer.step], "$quiet italic")
                parts.append(show.lines(name, show.plain(answer.text.strip())))
        if entry.promise:
            parts.append(promise_line(entry.promise, today))
        parts.append(more)
        so_far = Content("\n\n").join(part for part in parts if part.plain)
        self.query_one("#so-far", Static).update(so_far)
