"""What the writer said they would do, and by when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, Static
from typing_extensions import override

from journal import days
from journal.errors import BadInput
from journal.model import Promise
from journal.tui import show


class PromiseForm(Vertical):
    """Two lines to fill in, both optional."""

    DEFAULT_CSS = """
    PromiseForm { height: auto; padding: 0 1;
        & .label { color: $quiet; }
        & Input { margin-bottom: 1; }
    }
    """

    @dataclass
    class Changed(Message):
        """The promise is now this."""

        what: str
        by: dt.date | None

    class Done(Message):
        """The writer is through with it."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._today = dt.date.min

    @override
    def compose(self) -> ComposeResult:
        yield Static("I said I would", classes="label")
        yield Input(placeholder="ring the pool about the Thursday lane", id="what",
                    select_on_focus=False)  # fmt: skip
        yield Static("by", classes="label")
        yield Input(placeholder="friday, 27/11, a week", id="by", select_on_focus=False)
        yield Static(id="when")

    def offer(self, promise: Promise | None, today: dt.date) -> None:
        """Fill in the promise there is."""
        self._today = today
        by = promise.by if promise else None
        with self.prevent(Input.Changed):
            self.query_one("#what", Input).value = show.visible_line(
                promise.what if promise else ""
            )
            self.query_one("#by", Input).value = f"{by:%d/%m/%Y}" if by else ""
        self._say_when()

    @property
    def promise(self) -> tuple[str, dt.date | None]:
        """What is filled in; a day that is none counts as no day."""
        try:
            return self.query_one("#what", Input).value, self.by
        except BadInput:
            return self.query_one("#what", Input).value, None

    def is_clear(self) -> bool:
        """Whether the day can be read; if not, say so and go back to it."""
        try:
            _ = self.by
        except BadInput:
            self.query_one("#by", Input).focus()
            return False
        return True

    @property
    def by(self) -> dt.date | None:
        """The day that was typed; raises `BadInput` where it is none."""
        typed = self.query_one("#by", Input).value
        return days.parse_ahead(typed, self._today) if typed.strip() else None

    @on(events.DescendantFocus)
    def _turned_to(self) -> None:
        self._say_when()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        day = self._say_when()
        self.post_message(self.Changed(self.query_one("#what", Input).value, day))

    @on(Input.Submitted, "#what")
    def _to_the_day(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.query_one("#by", Input).focus()
        else:
            self.post_message(self.Done())

    @on(Input.Submitted, "#by")
    def _through(self, event: Input.Submitted) -> None:
        event.stop()
        if self.is_clear():
            self.post_message(self.Done())

    def _say_when(self) -> dt.date | None:
        when = self.query_one("#when", Static)
        try:
            day = self.by
        except BadInput as error:
            when.update(show.plain(str(error), "$error"))
            return None
        when.update(show.plain(self._in_words(day), "$quiet"))
        return day

    def _in_words(self, day: dt.date | None) -> str:
        if day is None:
            is_at_the_day = self.query_one("#by", Input).has_focus
            return "No day is fine too. Enter goes on." if is_at_the_day else ""
        return days.full(day) + (", which has gone by" if day < self._today else "")
