"""The screen of a locked journal: it asks for the passphrase and shows nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static
from textual.worker import get_current_worker
from typing_extensions import override

from journal.door import Door
from journal.errors import JournalError
from journal.tui import show

if TYPE_CHECKING:
    from journal.store.keys import Keys

_WAIT = "One moment: that takes a second or two."
_HINT = "Enter opens it, Esc leaves.\nForgotten it? In a terminal: goodchat passphrase --recovery"


class Passphrase(Input):
    """A line that gives nothing back: whoever sits there may put in, and not copy out."""

    @override
    def action_copy(self) -> None:
        """Copy nothing."""

    @override
    def action_cut(self) -> None:
        """Cut nothing."""


class LockedScreen(Screen[None]):
    """Ask for the passphrase until one opens the journal."""

    BINDINGS = [Binding("escape", "app.quit", "Leave", show=False)]

    @dataclass
    class Opened(Message):
        """A passphrase was right."""

        screen: LockedScreen
        keys: Keys

    def __init__(self, door: Door, why: str = "") -> None:
        super().__init__()
        self._door, self._why = door, why

    @override
    def compose(self) -> ComposeResult:
        dialog = Vertical(classes="dialog", id="locked")
        dialog.border_title = "goodchat"
        with dialog:
            yield Static(show.plain(self._why or "This journal is locked."), id="why")
            yield Passphrase(password=True, placeholder="Passphrase", id="passphrase")
            yield Static(classes="wrong", id="wrong")
            yield Static(show.plain(_HINT), classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try it; meanwhile nothing more is taken in."""
        passphrase = event.value
        event.input.value = ""
        event.input.disabled = True
        self._say(_WAIT, is_wrong=False)
        self._try(passphrase)

    @work(thread=True, exclusive=True)
    def _try(self, passphrase: str) -> None:
        worker = get_current_worker()
        try:
            keys = self._door.keys(passphrase)
        except JournalError as error:
            if not worker.is_cancelled:
                self.app.call_from_thread(self.refuse, str(error))
            return
        if not worker.is_cancelled:
            self.post_message(self.Opened(self, keys))

    def refuse(self, why: str) -> None:
        """Say what is wrong, and ask again."""
        self._say(why, is_wrong=True)
        entry = self.query_one("#passphrase", Input)
        entry.disabled = False
        entry.focus()

    def _say(self, sentence: str, *, is_wrong: bool) -> None:
        line = self.query_one("#wrong", Static)
        line.set_class(not is_wrong, "-calm")
        line.update(show.plain(sentence))
