"""The page to write on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.style import Style
from rich.text import Text
from textual.geometry import Offset
from textual.reactive import var
from textual.widgets import TextArea
from typing_extensions import override

from journal.tui import show
from journal.visible import tidy

_UNDERLINED = Style(underline=True)


class Editor(TextArea):
    """A TextArea for prose: words wrap, controls show, and undo cannot take the screen down."""

    DEFAULT_CSS = """
    Editor { border: none; padding: 0 1; background: transparent; height: 1fr;
        &:focus { border: none; }
        & .text-area--cursor-line { background: transparent; }
    }
    """

    marks: var[dict[int, list[tuple[int, int]]]] = var(dict)
    """What is underlined, by line: the first column, and the one after the last."""

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

    def mark(self, places: Iterable[tuple[int, int]]) -> None:
        """Underline these stretches of the text, and no others."""
        self.marks = dict(_by_line(self.text, places))

    def watch_marks(self) -> None:
        """Draw the lines anew: Textual keeps them as they were drawn."""
        self.notify_style_update()
        self.refresh()

    @override
    def get_line(self, line_index: int) -> Text:
        line = show.editor_line(super().get_line(line_index))
        for start, end in self.marks.get(line_index, ()):
            line.stylize(_UNDERLINED, start, end)
        return line

    @override
    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        # Undoing a long paste hides the scrollbar before the cursor has come back from the lines
        # that are gone, and Textual 8.2.8 then looks for the cursor there (Textual #6686).
        row, _ = self.selection.end
        if row >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)


def _by_line(
    text: str, places: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Stretches of a text as columns of its lines; one over several lines is in each of them."""
    left = sorted(places)
    begins = 0
    for number, line in enumerate(text.split("\n")):
        ends = begins + len(line)
        there = [(max(start, begins) - begins, min(end, ends) - begins) for start, end in left]
        found = [(start, end) for start, end in there if 0 <= start < end]
        if found:
            yield number, found
        left = [(start, end) for start, end in left if end > ends + 1]
        begins = ends + 1
        if not left:
            return
