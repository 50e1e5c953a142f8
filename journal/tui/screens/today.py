"""Today: a chat to write about, the week, what was written lately and what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from typing_extensions import override

from journal import days, lookback, rhythm
from journal.desk import Desk
from journal.model import Entry, Layer
from journal.reflection import Part, Reflection
from journal.rhythm import DayMark, Rhythm
from journal.tui import show
from journal.tui.screens.frame import Frame
from journal.tui.widgets.choices import Choice, Choices
from journal.tui.widgets.entry_view import layer_mark
from journal.tui.widgets.layer_bars import LayerBars

_LATEST = 10
_REST_OF_TODAY = 18
"""Lines that all but the latest chats take: a taller screen shows more of those."""
_DRAFTS = 3
_LAST_WORDS = 42
_LOOSE_ENDS = 5


class TodayScreen(Frame):
    """The screen goodchat opens on."""

    MODE = "today"
    AUTO_FOCUS = "#start"
    BINDINGS = [
        Binding("c", "carry_on", "Carry on", id="carry-on", tooltip="Carry on with your draft"),
        Binding("y", "write_up", "Write up", show=False, id="write-up",
                tooltip="Write up the latest day that is still open"),
        Binding("b", "bare_page", "Bare page", id="bare-page",
                tooltip="Write on one bare page, without questions"),
        # The list would take these for itself, and on a small screen there is more below it.
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._drafts: tuple[Reflection, ...] = ()
        self._rhythm: Rhythm | None = None
        self._has_chats = False

    @override
    def compose_body(self) -> ComposeResult:
        start = Choices(numbered=False, id="start")
        with VerticalScroll(id="today", can_focus=False), Horizontal(id="columns"):
            with Vertical(id="left"):
                words = Static(id="last-words")
                yield _panel("Who did you have a chat with?", start, words, id="start-panel")
                yield _panel("This week", Static(id="week"), id="week-panel")
                yield _panel("Lately", Static(id="latest"), id="latest-panel")
            with Vertical(id="right"):
                layers = (LayerBars(), Static(id="layers"))
                yield _panel("Your last four weeks", *layers, id="layers-panel")
                yield _panel("Loose ends", Static(id="ends"), id="ends-panel")

    @override
    def load(self) -> None:
        self._drafts = self.desk.drafts()[:_DRAFTS]
        self._rhythm = self.desk.rhythm()
        latest = self.desk.latest(max(_LATEST, self.size.height - _REST_OF_TODAY))
        self._has_chats = bool(latest)
        self.query_one("#start", Choices).offer(tuple(self._ways_to_start()))
        self._show("week", _week(self._rhythm, self.desk) if self._rhythm else None)
        layers = self.desk.layers()
        bars = self.query_one(LayerBars)
        bars.counts = layers
        bars.display = any(layers.values())
        self._show("layers", show.plain(_layers_sentence(layers)))
        self._show("latest", _latest(latest, self.desk.today()) if latest else None)
        ends = self.desk.loose_ends()
        self._show("ends", _loose_ends(ends, self.desk.today()) if ends else None)
        self.refresh_bindings()

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action not in ("carry_on", "write_up", "bare_page"):
            return True
        there = {"carry_on": bool(self._drafts), "write_up": bool(self._days_open())}
        return self.desk.journal.is_writable and there.get(action, True)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Begin in the way that was chosen."""
        way, _, which = event.value.partition(" ")
        match way:
            case "draft":
                self.post_message(self.WriteOn(self._drafts[int(which)]))
            case "up":
                self.action_write_up()
            case "entries":
                self.app.switch_mode("entries")
            case _:
                self.post_message(self.WriteOn())

    @on(Choices.OptionHighlighted, "#start")
    def _lit(self) -> None:
        """Under the list, the words the lit draft ends on."""
        way, _, which = (self.query_one("#start", Choices).value or "").partition(" ")
        ends = self._drafts[int(which)].last_words if way == "draft" else ""
        words = self.query_one("#last-words", Static)
        words.update(show.line(f"“…{ends[-_LAST_WORDS:]}”" if ends else "", "$quiet italic"))
        words.display = bool(ends)

    def action_carry_on(self) -> None:
        """Carry on with the draft written last."""
        self.post_message(self.WriteOn(self._drafts[0]))

    def action_bare_page(self) -> None:
        """Begin on a bare page."""
        self.post_message(self.WriteOn(self.desk.begin().bare().go(Part.WHAT)))

    def action_page(self, by: int) -> None:
        """Show more of today, or go back up."""
        page = self.query_one("#today", VerticalScroll)
        page.scroll_page_down(animate=False) if by > 0 else page.scroll_page_up(animate=False)

    def action_write_up(self) -> None:
        """Begin on the latest day that is still open."""
        self.post_message(self.WriteOn(self.desk.begin(self._days_open()[0])))

    def _days_open(self) -> tuple[dt.date, ...]:
        return self._rhythm.can_write_up if self._rhythm and self._has_chats else ()

    def _ways_to_start(self) -> Iterator[Choice]:
        if not self.desk.journal.is_writable:
            yield Choice("entries", "Read your entries", key="e")
            return
        today = self.desk.today()
        for number, draft in enumerate(self._drafts):
            whose = _whose(days.spoken(draft.entry.day, today))
            name = f"Carry on with {whose} draft"
            if draft.is_revision:
                name = f"Carry on changing {whose} entry"
            yield Choice(f"draft {number}", name, key="c" if number == 0 else "")
        yield Choice("new", "Write about a chat", key="w")
        for day in self._days_open()[:1]:
            yield Choice("up", f"Write up {days.spoken(day, today)}: it still counts", key="y")

    def _show(self, name: str, content: Content | None) -> None:
        static = self.query_one(f"#{name}", Static)
        static.update(content or "")
        self.query_one(f"#{name}-panel").display = content is not None


def _panel(title: str, *inside: Widget, id: str) -> Vertical:
    panel = Vertical(*inside, id=id, classes="panel")
    panel.border_title = title
    return panel


def _whose(day: str) -> str:
    return f"{day}’s"


def _week(now: Rhythm, desk: Desk) -> Content:
    marks = (
        show.words((f"{name} ", "$quiet"), (glyph, "bold $primary" if word == "written" else ""))
        for name, glyph, word in rhythm.marks(now)
        # Days off the calendar say nothing, so they take no room.
        if word != DayMark.FREE
    )
    return show.lines(Content("   ").join(tuple(marks)), show.plain(desk.rhythm_sentence(now)))


def _layers_sentence(counts: dict[Layer, int]) -> str:
    if not any(counts.values()):
        return "Your chats will gather here: the base first, at the bottom."
    total = days.counted(sum(counts.values()), "chat")
    said = [f"{counts[layer]} {layer}" for layer in Layer if counts[layer]]
    return f"{total}: {', '.join(said)}."


def _latest(entries: list[Entry], today: dt.date) -> Content:
    return show.lines(*(_latest_line(entry, today) for entry in entries))


def _latest_line(entry: Entry, today: dt.date) -> Content:
    day = days.spoken(entry.day, today)
    first = show.line(entry.first_line)
    return show.words((f"{day[:11]:<11}", "$quiet"), layer_mark(entry.layer), "  ", first)


def _loose_ends(entries: list[Entry], today: dt.date) -> Content:
    made = [_loose_end(entry, today) for entry in entries[:_LOOSE_ENDS]]
    more = len(entries) - _LOOSE_ENDS
    if more > 0:
        made.append(show.plain(f"and {days.counted(more, 'more', 'more')}", "$quiet"))
    return show.lines(*made)


def _loose_end(entry: Entry, today: dt.date) -> Content:
    promise = entry.promise
    by = promise.by if promise else None
    due = "–"
    if by:
        due = "overdue" if lookback.is_overdue(entry, today) else f"by {_brief(by, today)}"
    what = show.line(promise.what if promise else "")
    return show.words(("○ ", "$primary"), (f"{due:<10}", "$quiet"), what)


def _brief(day: dt.date, today: dt.date) -> str:
    return f"{day:%a}" if 0 <= (day - today).days < 7 else f"{day.day} {day:%b}"
