"""The entry as it will be kept, and the fields that can be added to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from typing_extensions import override

from journal import fields
from journal.model import STEP_NAMES
from journal.reflection import STEP_OF, Part, Reflection
from journal.tui import show
from journal.tui.widgets.choices import Choice, Choices
from journal.tui.widgets.entry_view import EntryView

SAVE = "save"


class LookOver(Horizontal):
    """Reading on one side, and on the other what may still be changed."""

    @dataclass
    class Change(Message):
        """A field, a part of the flow, or the save was asked for."""

        what: str

    @override
    def compose(self) -> ComposeResult:
        yield EntryView(id="whole")
        yield Choices(numbered=False, id="changes")

    def offer(self, reflection: Reflection, today: dt.date) -> None:
        """Show the reflection as it stands."""
        self.query_one("#whole", EntryView).read(reflection.entry, today)
        choices = self.query_one("#changes", Choices)
        choices.offer(tuple(_changes(reflection, today)), choices.value or SAVE)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ask for what was chosen."""
        event.stop()
        self.post_message(self.Change(event.value))


def _changes(reflection: Reflection, today: dt.date) -> list[Choice]:
    entry = reflection.entry
    made = [Choice(SAVE, "keep it", "", key="↵")]
    for part, step in STEP_OF.items():
        if part in reflection.parts:
            name = "the page" if reflection.is_bare else STEP_NAMES[step].casefold()
            made.append(Choice(part, name, show.visible_line(reflection.text(step))[:60] or "–"))
    promise = entry.promise.what if entry.promise else "–"
    made.append(Choice(Part.PROMISE, "promise", promise))
    for field in fields.FIELDS:
        made.append(Choice(field.name, field.label, fields.said(entry, field, today) or "–"))
    if Part.RESTS_ON in reflection.parts:
        made.append(Choice(Part.RESTS_ON, "rests on", "a chat" if entry.rests_on else "–"))
    return made
