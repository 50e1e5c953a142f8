"""The line that shows where in a reflection the writer is."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from typing_extensions import override

from journal.reflection import CHAPTERS, Part
from journal.tui import show


class Chapters(Widget):
    """The five chapters with the present one lit, and whether the draft is kept."""

    DEFAULT_CSS = "Chapters { height: 1; padding: 0 1; }"

    part: reactive[Part] = reactive(Part.WITH_WHOM)
    kept: reactive[str] = reactive("")
    """A word on the draft, such as `draft saved`."""
    leaves_out: reactive[frozenset[str]] = reactive(frozenset())
    """Chapters this reflection does not have."""

    @override
    def render(self) -> Content:
        names = [(name, self.part in parts) for name, parts in CHAPTERS
                 if name not in self.leaves_out]  # fmt: skip
        marked = [self._chapter(number, *one) for number, one in enumerate(names, 1)]
        whole = Content("  ").join(marked)
        kept = show.plain(self.kept, "$quiet")
        if whole.cell_length + kept.cell_length + 2 > self.size.width:
            here = next((n for n, (_, is_here) in enumerate(names, 1) if is_here), 1)
            name = names[here - 1][0]
            whole = show.words((f"{here} of {len(names)}", "$quiet"), "  ", (name, "bold $primary"))
        gap = self.size.width - whole.cell_length - kept.cell_length
        return show.words(whole, " " * max(gap, 1), kept)

    def _chapter(self, number: int, name: str, is_here: bool) -> Content:
        if is_here:
            return show.plain(f"▸{number} {name}", "bold $primary")
        return show.plain(f" {number} {name}", "$quiet")
