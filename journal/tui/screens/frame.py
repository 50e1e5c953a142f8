"""What every mode's screen has: the masthead, a notice where one is needed, and the keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from typing_extensions import override

from journal.desk import Desk
from journal.errors import JournalError
from journal.reflection import Reflection
from journal.tui import show
from journal.tui.widgets.key_line import KeyLine
from journal.tui.widgets.masthead import Masthead
from journal.visible import visible

Severity = Literal["information", "warning", "error"]


def takes_letters(widget: Widget | None) -> bool:
    """Whether letters are text there, so that none of them may be taken for a command.

    Keys typed quickly can still be on their way to the widget that had the focus before.
    """
    return widget is not None and widget.check_consume_key("a", "a")


class Frame(Screen[None]):
    """A mode's screen. It turns what was asked of it into calls on the desk."""

    MODE: ClassVar[str]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (78, "-wide"), (120, "-roomy")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-high")]
    BINDINGS = [
        Binding("tab", "app.focus_next", "Next part", show=False),
        Binding("shift+tab", "app.focus_previous", "Part before", show=False),
    ]

    @dataclass
    class WriteOn(Message):
        """Go to Write: with this reflection, or with a new one."""

        reflection: Reflection | None = None

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @override
    def compose(self) -> ComposeResult:
        yield Masthead(self.MODE, self.desk.today())
        yield Static(id="notice")
        yield from self.compose_body()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """The part between the masthead and the keys."""
        raise NotImplementedError

    def load(self) -> None:
        """Read what is shown from the journal."""

    def on_screen_resume(self) -> None:
        """Show what there is, at first and after another mode or a dialog was on."""
        self._load_or_say()

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Say something in passing."""
        self.notify(visible(sentence), severity=severity, markup=False)

    def notice(self, sentence: str) -> None:
        """Say something that stays true, in a line under the masthead."""
        line = self.query_one("#notice", Static)
        line.update(show.line(sentence))
        line.display = bool(sentence)

    def _load_or_say(self) -> None:
        try:
            masthead = self.query_one(Masthead)
            masthead.day = self.desk.today()
            masthead.refresh()
            self.desk.journal.look_again()
            self.load()
            self.notice(self._standing())
        except JournalError as error:
            self.notice(str(error))

    def _standing(self) -> str:
        """What is true for as long as this window is open."""
        journal = self.desk.journal
        older = journal.seen.rolled_back.values()
        for trouble in (*journal.troubles.values(), *journal.drafts.troubles(), *older):
            return f"One file needs attention. {trouble}"
        for copy in journal.conflict_copies():
            return (
                f"A sync program left a second copy of a file: {copy.name}. "
                "goodchat doctor --repair takes in what is in it."
            )
        return self.desk.read_only_because
