"""One entry to read, with everything that is filled in."""

from __future__ import annotations

import datetime as dt

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from journal import days, fields
from journal.model import STEP_NAMES, Entry, Ground, Layer, Promise, PromiseState
from journal.tui import show

LAYER_MARKS = {Layer.BASE: "█", Layer.FILLING: "▒", Layer.TOP: "░"}
"""A mark for each layer that can be told from the others without colour."""

PROMISE_MARKS = {PromiseState.OPEN: "○", PromiseState.KEPT: "●", PromiseState.LET_GO: "–"}
_GROUNDS = {
    Ground.OURS: "on our ground",
    Ground.THEIRS: "on their ground",
    Ground.NEUTRAL: "on neutral ground",
    Ground.REMOTE: "by phone or screen",
}
_ROLES = {
    "person": "the person",
    "family or friend": "family or a friend",
    "several": "several people",
    "someone new": "someone new",
}
_IN_THE_HEADING = {"day", "with_whom", "ground", "layer", "facet"}


class EntryView(VerticalScroll):
    """A reading pane."""

    DEFAULT_CSS = """
    EntryView { padding: 0 1; scrollbar-gutter: stable; }
    EntryView > Static { width: 1fr; }
    """

    @override
    def compose(self) -> ComposeResult:
        yield Static(id="read")

    def read(self, entry: Entry | None, today: dt.date, found: tuple[str, ...] = ()) -> None:
        """Show an entry, with the words that were searched for underlined."""
        page = self.query_one("#read", Static)
        page.update(whole(entry, today, found) if entry else "")
        self.scroll_home(animate=False)


def layer_mark(layer: Layer) -> Content:
    """A layer's mark in its colour."""
    return show.plain(LAYER_MARKS[layer], f"$layer-{layer}")


def whole(entry: Entry, today: dt.date, found: tuple[str, ...] = ()) -> Content:
    """All that is filled in, as one content."""
    parts = [heading(entry, today)]
    for answer in entry.answers:
        if not answer.text.strip():
            continue
        asked = answer.prompt or STEP_NAMES[answer.step]
        text = show.plain(answer.text)
        for word in found:
            text = show.marked(text, word, "underline $primary")
        parts.append(show.lines(show.line(asked, "$quiet italic"), text))
    if entry.promise:
        parts.append(promise_line(entry.promise, today))
    small = [
        show.words((f"{field.label}  ", "$quiet"), said_or_private(entry, field))
        for field in fields.FIELDS
        if field.name not in _IN_THE_HEADING and fields.said(entry, field)
    ]
    if small:
        parts.append(show.lines(*small))
    return Content("\n\n").join(parts)


def heading(entry: Entry, today: dt.date) -> Content:
    """The day, the layer, with whom and on whose ground."""
    layer = str(entry.layer) + (f", {entry.facet}" if entry.facet else "")
    after = [f"with {_role(entry)}" if entry.with_whom else ""]
    after.append(_GROUNDS[entry.ground] if entry.ground else "")
    said = "  ".join(part for part in after if part)
    day = days.full(entry.day) if (today - entry.day).days > 6 else days.short(entry.day)
    first = show.words((day, "bold"), "  ", layer_mark(entry.layer), " ", (layer, "bold"))
    return show.lines(first, show.line(said, "$quiet")) if said else first


def _role(entry: Entry) -> str:
    role = str(entry.with_whom)
    return _ROLES.get(role, f"a {role}")


def promise_line(promise: Promise, today: dt.date) -> Content:
    """A promise, its state in a mark and in words."""
    by = f", by {days.spoken(promise.by, today)}" if promise.by else ""
    state = f" ({promise.state})" if promise.state is not PromiseState.OPEN else ""
    mark = show.plain(f"{PROMISE_MARKS[promise.state]} ", "$primary")
    said = show.words(mark, show.line(promise.what), (f"{by}{state}", "$quiet"))
    return show.lines(said, show.line(promise.outcome, "$quiet")) if promise.outcome else said


def said_or_private(entry: Entry, field: fields.Field) -> Content:
    """A field's value, with a word where it never leaves this laptop."""
    value = show.plain(fields.said(entry, field))
    return show.words(value, ("  (private)", "$quiet")) if field.is_private else value
