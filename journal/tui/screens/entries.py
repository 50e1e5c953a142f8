"""Entries: everything written, by month, found as you type, read beside the list."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace as with_changed
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static
from typing_extensions import override

from journal import days
from journal.desk import Desk
from journal.errors import JournalError
from journal.model import Entry, Layer, WithWhom
from journal.reflection import revise
from journal.search import Filters, Searcher, words
from journal.tui import show
from journal.tui.screens.dialogs import AskLine, Pick
from journal.tui.screens.frame import Frame, takes_letters
from journal.tui.widgets.choices import Choice
from journal.tui.widgets.entry_list import EntryList
from journal.tui.widgets.entry_view import EntryView

_CHIPS = {
    "layer": "layer",
    "with_whom": "with",
    "tag": "tag",
    "since": "from",
    "until": "until",
}
"""The filters there are, and what each is called on its chip."""

_ANY = ""
_ON_A_LETTER = {"filter", "clear", "edit", "delete", "undo", "privacy"}


class EntriesScreen(Frame):
    """The journal to look through."""

    MODE = "entries"
    CSS_PATH = "entries.tcss"
    AUTO_FOCUS = "#list"
    BINDINGS = [
        Binding("escape", "out", "Back", id="out", tooltip="Back to the list"),
        Binding("slash", "search", "Search", id="search", tooltip="Search in every field"),
        Binding("f", "filter", "Filter", id="filter",
                tooltip="Filter by layer, with whom, tag or dates"),
        Binding("x", "clear", "All", id="clear", tooltip="Take the search and filters off"),
        Binding("e", "edit", "Edit", id="edit", tooltip="Change this entry"),
        Binding("d", "delete", "Delete", id="delete", tooltip="Delete this entry"),
        Binding("u", "undo", "Undo delete", id="undelete", tooltip="Bring the deleted entry back"),
        Binding("p", "privacy", "Privacy", id="privacy",
                tooltip="Whether it may come back, or be offered to share"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._filters = Filters()
        self._searcher = Searcher()
        self._entries: tuple[Entry, ...] = ()
        self._found: tuple[Entry, ...] = ()

    @override
    def compose_body(self) -> ComposeResult:
        with Horizontal(id="finding"):
            yield Static("/", id="slash")
            yield Input(placeholder="search: all words must be there", id="query",
                        select_on_focus=False)  # fmt: skip
            yield Static(id="chips")
        with Horizontal(id="books"):
            with Vertical(id="list-side", classes="panel"):
                yield EntryList(id="list")
                yield Static(id="nothing")
            with Vertical(id="read-side", classes="panel"):
                yield EntryView(id="view")

    @override
    def load(self) -> None:
        self._entries = tuple(self.desk.journal.entries())
        self._find()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in _ON_A_LETTER and takes_letters(self.focused):
            return False
        lit = self.is_mounted and self.query_one(EntryList).entry is not None
        writable = self.desk.journal.is_writable
        match action:
            case "edit" | "delete" | "privacy":
                return writable and lit
            case "undo":
                return writable and bool(self._deleted_here)
            case "out":
                return self.focused is not self.query_one(EntryList)
            case "clear":
                return self._filters != Filters()
        return True

    _deleted_here: tuple[str, ...] = ()

    def action_search(self) -> None:
        """Go to the search line."""
        self.set_focus(self.query_one("#query"))

    def action_out(self) -> None:
        """Back to the list."""
        self._read_here(is_reading=False)
        self.query_one(EntryList).focus()

    def action_clear(self) -> None:
        """Take the search and the filters off."""
        self._filters = Filters()
        with self.prevent(Input.Changed):
            self.query_one("#query", Input).value = ""
        self._find()

    @work
    async def action_filter(self) -> None:
        """Choose what to filter by, then the value."""
        now = self._filters
        offered = [
            Choice(name, called, _said(getattr(now, name))) for name, called in _CHIPS.items()
        ]
        name = await self.app.push_screen_wait(Pick("Filter by", offered))
        if name is None:
            return
        if name in ("since", "until"):
            value = await self._ask_day(name)
        else:
            value = await self._ask_value(name)
        if value is not None:
            self._filters = with_changed(now, **{name: self._filter_value(name, value)})
            self._find()

    def action_edit(self) -> None:
        """Change the lit entry."""
        entry = self.query_one(EntryList).entry
        if entry:
            self.post_message(self.WriteOn(revise(entry)))

    def action_delete(self) -> None:
        """Delete the lit entry; it can be brought back."""
        entry = self.query_one(EntryList).entry
        if not entry:
            return
        try:
            self.desk.journal.delete(entry, self.desk.clock())
        except JournalError as error:
            self.tell(str(error), "error")
            return
        self._deleted_here = (*self._deleted_here, entry.id)
        self.load()
        self.tell("Deleted. Press u to bring it back; it is kept for seven days.")

    def action_undo(self) -> None:
        """Bring back what was deleted last."""
        *before, last = self._deleted_here
        try:
            entry = self.desk.journal.bring_back(last, self.desk.clock())
        except JournalError as error:
            self.tell(str(error), "error")
            return
        self._deleted_here = tuple(before)
        self.load()
        self.query_one(EntryList).light(entry.id)
        self.tell("Brought back.")

    @work
    async def action_privacy(self) -> None:
        """Say whether an entry may come back by itself, and whether it may be offered to share."""
        entry = self.query_one(EntryList).entry
        if not entry:
            return
        offered = (
            Choice("resurface", "may come back on a later day", _yes(entry.resurface)),
            Choice("shareable", "may be offered when you share", _yes(entry.shareable)),
        )
        hint = (
            "Nothing comes back or is shared by itself today. This holds for the day it can be. "
            "Enter turns one on or off."
        )
        name = await self.app.push_screen_wait(Pick("Privacy of this entry", offered, hint=hint))
        if name:
            changed = with_changed(entry, **{name: not getattr(entry, name)})
            moment = self.desk.clock()
            self._replace(with_changed(changed, revisions=(*entry.revisions, moment)))

    @on(Input.Changed, "#query")
    def _typed(self, event: Input.Changed) -> None:
        self._filters = with_changed(self._filters, words=words(event.value))
        self._find()

    @on(Input.Submitted, "#query")
    def _search_done(self) -> None:
        self.query_one(EntryList).focus()

    @on(EntryList.Lit)
    def _lit(self, event: EntryList.Lit) -> None:
        view = self.query_one("#view", EntryView)
        view.read(event.entry, self.desk.today(), self._filters.words)
        self.refresh_bindings()

    @on(EntryList.Opened)
    def _opened(self) -> None:
        self._read_here(is_reading=True)
        self.query_one("#view").focus()

    def _replace(self, entry: Entry) -> None:
        try:
            self.desk.journal.replace(entry)
        except JournalError as error:
            self.tell(str(error), "error")
            return
        self.load()
        self.tell("Changed.")

    def _find(self) -> None:
        self._found = tuple(self._searcher.search(self._entries, self._filters))
        self.query_one("#chips", Static).update(self._chips())
        nothing = self.query_one("#nothing", Static)
        nothing.display = not self._found
        nothing.update(show.plain(self._why_nothing(), "$quiet"))
        entry_list = self.query_one(EntryList)
        entry_list.display = bool(self._found)
        entry_list.offer(self._found)
        self.refresh_bindings()

    def _why_nothing(self) -> str:
        if self._entries:
            return "Nothing has all of that. x takes the search and filters off."
        if self.desk.journal.troubles:
            return "Nothing here can be read just now. The line above says why."
        return "Nothing here yet. Go and have a chat, then press w."

    def _chips(self) -> Content:
        chips = [
            show.words((f" {called} ", "$quiet on $panel"), (f"{_said(value)} ", "bold on $panel"))
            for name, called in _CHIPS.items()
            if (value := getattr(self._filters, name)) is not None
        ]
        found = f"{len(self._found):,}" if self._found else "none"
        count = f"{found} of {days.counted(len(self._entries), 'chat')}"
        if self._filters == Filters():
            count = days.counted(len(self._entries), "chat") if self._entries else ""
        return Content("  ").join((*chips, show.plain(count, "$quiet")))

    async def _ask_value(self, name: str) -> str | None:
        if name == "tag" and not any(entry.tags for entry in self._entries):
            self.tell("No entry has a tag yet. They are added when an entry is looked over.")
            return None
        values: dict[str, list[str]] = {
            "layer": list(Layer),
            "with_whom": list(WithWhom),
            "tag": sorted({tag for entry in self._entries for tag in entry.tags}),
        }
        offered = (Choice(_ANY, "any"), *(Choice(value, value) for value in values[name]))
        now = getattr(self._filters, name)
        return await self.app.push_screen_wait(Pick(_CHIPS[name], offered, lit=now or _ANY))

    async def _ask_day(self, name: str) -> str | None:
        now: dt.date | None = getattr(self._filters, name)
        today = self.desk.today()

        def check(typed: str) -> object:
            return days.parse(typed, today) if typed.strip() else None

        text = f"{now:%d/%m/%Y}" if now else ""
        hint = "tue, 1/9, 2026-09-01; empty for any day."
        return await self.app.push_screen_wait(AskLine(_CHIPS[name], text, hint=hint, check=check))

    def _filter_value(self, name: str, typed: str) -> object:
        if not typed.strip():
            return None
        if name in ("since", "until"):
            return days.parse(typed, self.desk.today())
        return {"layer": Layer, "with_whom": WithWhom}.get(name, str)(typed)

    def _read_here(self, *, is_reading: bool) -> None:
        self.set_class(is_reading, "-reading")
        self.call_after_refresh(self.refresh_bindings)


def _said(value: object) -> str:
    if value is None:
        return "any"
    return days.short(value) if isinstance(value, dt.date) else str(value)


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
