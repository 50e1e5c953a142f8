"""Dialogs: each asks one thing, gives one value back and does nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea
from typing_extensions import override

from journal.errors import JournalError
from journal.tui import show
from journal.tui.widgets.choices import Choice, Choices
from journal.tui.widgets.editor import Editor

Check = Callable[[str], object]
"""Raises `JournalError` where what was typed will not do."""

Heard = Callable[[str], object]
"""Told of a text as it is being typed, so that it can be kept before the dialog is answered."""

LEAVE = "leave"


class Pick(ModalScreen[str | None]):
    """Choose one of a few; None where the writer turned back."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Leave as it is")]

    def __init__(
        self, title: str, choices: Sequence[Choice], *, hint: str = "", lit: str | None = None
    ) -> None:
        super().__init__()
        self._title, self._choices, self._hint, self._lit = title, choices, hint, lit

    @override
    def compose(self) -> ComposeResult:
        dialog = Vertical(classes="dialog")
        dialog.border_title = show.line(self._title)
        with dialog:
            yield Choices(id="picks")
            if self._hint:
                yield Static(show.plain(self._hint), classes="hint")

    def on_mount(self) -> None:
        """Light what holds now."""
        self.query_one(Choices).offer(self._choices, self._lit)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Give the choice back."""
        self.dismiss(event.value)


class AskLine(ModalScreen[str | None]):
    """Ask for a line of text; None where the writer turned back, empty to clear."""

    BINDINGS = [Binding("escape", "dismiss(None)", "Leave as it is")]

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        hint: str = "",
        check: Check | None = None,
        heard: Heard | None = None,
    ) -> None:
        super().__init__()
        self._title, self._text, self._hint = title, text, hint
        self._check, self._heard = check, heard

    @override
    def compose(self) -> ComposeResult:
        dialog = Vertical(classes="dialog")
        dialog.border_title = show.line(self._title)
        with dialog:
            yield Input(show.visible_line(self._text), select_on_focus=False)
            yield Static(classes="wrong")
            yield Static(show.plain(f"{self._hint}  Enter keeps it.".strip()), classes="hint")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Let the draft have it."""
        if self._heard:
            self._heard(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the line back, or say what is wrong with it and wait."""
        try:
            if self._check:
                self._check(event.value)
        except JournalError as error:
            self.query_one(".wrong", Static).update(show.plain(str(error)))
            return
        self.dismiss(event.value)


class AskPage(ModalScreen[str | None]):
    """Ask for some lines of text; None where nothing was changed."""

    BINDINGS = [
        Binding("escape,ctrl+s", "keep", "Keep it"),
    ]

    def __init__(
        self, title: str, text: str = "", *, hint: str = "", heard: Heard | None = None
    ) -> None:
        super().__init__()
        self._title, self._text, self._hint, self._heard = title, text, hint, heard

    @override
    def compose(self) -> ComposeResult:
        dialog = Vertical(classes="dialog")
        dialog.border_title = show.line(self._title)
        with dialog:
            yield Editor(self._text)
            yield Static(show.plain(f"{self._hint}  Esc keeps it.".strip()), classes="hint")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Let the draft have it."""
        if self._heard:
            self._heard(event.text_area.text)

    def action_keep(self) -> None:
        """Give the text back. What was typed is kept whichever key ends it."""
        self.dismiss(self.query_one(Editor).text)


def leave_unkept() -> Pick:
    """What to do where the draft cannot be kept."""
    return Pick(
        "The draft could not be kept",
        (Choice("stay", "Stay with it"), Choice(LEAVE, "Leave without what was not kept")),
        hint="It is still on this screen. Making room, or copying it elsewhere, keeps it.",
    )
