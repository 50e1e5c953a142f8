"""The entries by month, drawn a line at a time so that ten years scroll like ten days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual
from typing_extensions import override

from journal import days
from journal.model import Entry
from journal.tui import show
from journal.tui.widgets.entry_view import LAYER_MARKS, layer_mark

Row = Entry | dt.date
"""A line of the list: an entry, or the first day of a month as its heading."""


class EntryList(ScrollView, can_focus=True):
    """Entries under their months, newest first, with one of them lit."""

    COMPONENT_CLASSES = {"list--month", "list--entry", "list--lit", "list--lit-away"}
    DEFAULT_CSS = """
    EntryList { overflow-x: hidden; text-wrap: nowrap; text-overflow: ellipsis;
        & > .list--month { color: $primary; text-style: bold; }
        & > .list--lit { background: $block-cursor-background; color: $block-cursor-foreground; }
        & > .list--lit-away { background: $block-cursor-blurred-background; }
    }
    """
    BINDINGS = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "edge(-1)", "Newest", show=False),
        Binding("end,G", "edge(1)", "Oldest", show=False),
        Binding(
            "[",
            "month(-1)",
            "Later month",
            show=False,
            id="later-month",
            tooltip="Go to the month after",
        ),
        Binding(
            "]",
            "month(1)",
            "Earlier month",
            show=False,
            id="earlier-month",
            tooltip="Go to the month before",
        ),
        Binding("enter", "open", "Read", show=False),
    ]

    lit: reactive[int] = reactive(-1)
    """The line that is lit, or -1 where there is none."""

    @dataclass
    class Lit(Message):
        """Another entry is lit."""

        entry: Entry | None

    @dataclass
    class Opened(Message):
        """An entry was asked for."""

        entry: Entry

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._rows: list[Row] = []

    @property
    def entry(self) -> Entry | None:
        """The entry that is lit."""
        row = self._rows[self.lit] if 0 <= self.lit < len(self._rows) else None
        return row if isinstance(row, Entry) else None

    def offer(self, entries: Sequence[Entry]) -> None:
        """List these entries, keeping the lit one lit if it is still among them."""
        before = self.entry
        self._rows = _under_months(entries)
        self.virtual_size = Size(1, len(self._rows))
        self.set_reactive(EntryList.lit, self._place_of(before))
        self._reveal()
        self.refresh()
        self.post_message(self.Lit(self.entry))

    def light(self, entry_id: str) -> None:
        """Light the entry with this id."""
        for place, row in enumerate(self._rows):
            if isinstance(row, Entry) and row.id == entry_id:
                self.lit = place

    def watch_lit(self) -> None:
        """Show it, and say so."""
        self._reveal()
        self.refresh()
        self.post_message(self.Lit(self.entry))

    def action_move(self, by: int) -> None:
        """To the entry above or below."""
        self._go(self.lit + by, by)

    def action_page(self, by: int) -> None:
        """A screenful up or down."""
        self._go(self.lit + by * max(self.size.height - 2, 1), by)

    def action_edge(self, by: int) -> None:
        """To the newest or the oldest."""
        self._go(0 if by < 0 else len(self._rows) - 1, by)

    def action_month(self, by: int) -> None:
        """To the first entry of another month."""
        months = [place for place, row in enumerate(self._rows) if not isinstance(row, Entry)]
        here = sum(place < self.lit for place in months) - 1
        if months:
            self._go(months[min(max(here + by, 0), len(months) - 1)] + 1, 1)

    def action_open(self) -> None:
        """Ask for the lit entry."""
        if self.entry:
            self.post_message(self.Opened(self.entry))

    def on_click(self, event: events.Click) -> None:
        """Light what was clicked."""
        place = event.y + round(self.scroll_y)
        if place < len(self._rows) and isinstance(self._rows[place], Entry):
            self.lit = place

    @override
    def render_line(self, y: int) -> Strip:
        place = y + round(self.scroll_y)
        # A cell short, so that a line that is cut does not touch the scrollbar.
        width = self.scrollable_content_region.width - 1
        if place >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[place]
        if not isinstance(row, Entry):
            return self._strip(show.plain(f" {days.month(row)}"), "list--month", width)
        lit = "list--lit" if self.has_focus else "list--lit-away"
        is_lit = place == self.lit
        return self._strip(_line(row, is_lit), lit if is_lit else "list--entry", width)

    def _strip(self, content: Content, component: str, width: int) -> Strip:
        style = self.get_visual_style(component)
        strips = Visual.to_strips(self, content, width, 1, style)
        return strips[0] if strips else Strip([Segment(" " * width)])

    def _go(self, place: int, by: int) -> None:
        step = 1 if by > 0 else -1
        place = min(max(place, 0), len(self._rows) - 1)
        for turn in (step, -step):
            wanted = place
            while 0 <= wanted < len(self._rows):
                if isinstance(self._rows[wanted], Entry):
                    self.lit = wanted
                    return
                wanted += turn

    def _place_of(self, entry: Entry | None) -> int:
        entries = ((place, row) for place, row in enumerate(self._rows) if isinstance(row, Entry))
        places = {row.id: place for place, row in entries}
        if entry and entry.id in places:
            return places[entry.id]
        return 1 if self._rows else -1

    def _reveal(self) -> None:
        if self.lit >= 0 and self.size.height:
            above = 1 if self.lit == 1 else 0  # the first month's heading comes along
            region = Region(0, self.lit - above, self.size.width, 1 + above)
            self.scroll_to_region(region, animate=False, force=True)


def _under_months(entries: Sequence[Entry]) -> list[Row]:
    rows: list[Row] = []
    month: dt.date | None = None
    for entry in entries:
        if entry.day.replace(day=1) != month:
            month = entry.day.replace(day=1)
            rows.append(month)
        rows.append(entry)
    return rows


def _line(entry: Entry, is_lit: bool) -> Content:
    day = f" {entry.day:%a} {entry.day.day:>2}  "
    mark = show.plain(LAYER_MARKS[entry.layer]) if is_lit else layer_mark(entry.layer)
    return show.words(day, mark, "  ", show.line(entry.first_line))
