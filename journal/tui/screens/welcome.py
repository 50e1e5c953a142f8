"""The one short screen of a first start."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from journal.tui import show

FACTS = (
    ("What it is", "Three minutes a day on a chat you had. It asks a question or two, you "
     "write as much as you like, and one line is enough."),
    ("It is private", "Everything stays on this laptop. Nothing is sent, and a supervisor sees "
     "only what you picked and checked yourself."),
    ("What it is not", "It is a learning note about you. It is not the case record and not a "
     "safeguarding report: those go where they always go. Roles in it, not names."),
)  # fmt: skip


class Welcome(ModalScreen[bool]):
    """What this is, that it is private, and what it is not. True: begin writing."""

    CSS_PATH = "welcome.tcss"
    BINDINGS = [
        Binding("enter,space", "dismiss(True)", "Write about a chat"),
        Binding("escape", "dismiss(False)", "Look round first"),
    ]

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", id="welcome", can_focus=False) as dialog:
            dialog.border_title = "goodchat"
            yield Static(_facts(), id="facts")
            yield Static(_keys(), id="keys")


def _facts() -> Content:
    facts = (
        show.lines(show.plain(name, "bold $primary"), show.plain(text)) for name, text in FACTS
    )
    return Content("\n\n").join(tuple(facts))


def _keys() -> Content:
    return show.words(
        ("Enter", "bold $primary"), "  write about a chat     ",
        ("Esc", "bold $primary"), "  look round first",
    )  # fmt: skip
