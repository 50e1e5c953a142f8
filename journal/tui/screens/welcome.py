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
    (
        "What it is",
        "Three minutes a day on a chat you had: a question or two, and one line is enough.",
    ),
    (
        "It is private",
        "It stays on this laptop: no account, no network, and nothing sent to anybody.",
    ),
    (
        "What it is not",
        "A learning note about you: not the case record and not a safeguarding report. "
        "Roles in it, not names.",
    ),
)


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
