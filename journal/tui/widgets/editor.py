"""The page to write on."""

from __future__ import annotations

from rich.text import Text
from textual.geometry import Offset
from textual.widgets import TextArea
from typing_extensions import override

from journal.tui import show
from journal.visible import tidy


class Editor(TextArea):
    """A TextArea for prose: words wrap, controls show, and undo cannot take the screen down."""

    DEFAULT_CSS = """
    Editor { border: none; padding: 0 1; background: transparent; height: 1fr;
        &:focus { border: none; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    def __init__(self, text: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(
            tidy(text),
            id=id,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            placeholder=show.plain(placeholder),
        )

    @override
    def get_line(self, line_index: int) -> Text:
        return show.editor_line(super().get_line(line_index))

    @override
    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        # Undoing a long paste hides the scrollbar before the cursor has come back from the lines
        # that are gone, and Textual 8.2.8 then looks for the cursor there (Textual #6686).
        row, _ = self.selection.end
        if row >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)
