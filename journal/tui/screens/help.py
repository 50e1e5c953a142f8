"""Help: the keys that work where it was asked for, and the words goodchat uses."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from journal.model import LAYER_MEANINGS
from journal.tui import show
from journal.tui.widgets.entry_view import layer_mark

_WORDS = (
    ("chat", "one conversation you had"),
    ("entry", "the reflection on one chat"),
    ("promise", "what you said you would do"),
    ("crossing", "a chat on other people’s ground"),
    ("run", "days in a row with an entry; days off never end it"),
    ("breather", "a working day off that does not end the run: two a month"),
)


class Help(ModalScreen[None]):
    """One screen that explains the whole of it."""

    CSS_PATH = "help.tcss"
    BINDINGS = [Binding("escape,question_mark,q,enter", "dismiss(None)", "Close")]

    def __init__(self, keys: Iterable[tuple[str, str]], *, shows_rhythm: bool) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._shows_rhythm = shows_rhythm

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog", id="help") as dialog:
            dialog.border_title = "Keys here"
            yield Static(_table(self._keys))
            yield Static(self._words(), id="words")

    def _words(self) -> Content:
        layers = (
            show.words(layer_mark(layer), f" {layer:<10}", (meaning, "$quiet"))
            for layer, meaning in reversed(LAYER_MEANINGS.items())
        )
        hidden = () if self._shows_rhythm else ("run", "breather")
        said = (
            show.words(f"  {word:<10}", (meaning, "$quiet"))
            for word, meaning in _WORDS
            if word not in hidden
        )
        return show.lines(show.plain("Words", "bold $primary"), *said, *layers)


def _table(keys: Iterable[tuple[str, str]]) -> Content:
    rows = (show.words((f"{key:>5}  ", "bold $primary"), show.line(does)) for key, does in keys)
    return show.lines(*rows)
