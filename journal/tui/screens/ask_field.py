"""Asking for one field of an entry, with the dialog that fits it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from textual.app import App

from journal import fields
from journal.fields import Field, Kind
from journal.model import Entry
from journal.tui.screens.dialogs import AskLine, AskPage, Heard, Pick
from journal.tui.widgets.choices import Choice


async def ask_field(
    app: App[Any], entry: Entry, field: Field, today: dt.date, heard: Heard
) -> str | None:
    """What was typed or chosen for a field; None where the writer turned back. From a worker.

    `heard` is told of a text while it is typed, so that no crash can take it.
    """
    now = fields.said(entry, field)
    match field.kind:
        case Kind.SWITCH:
            return "no" if now else "yes"
        case Kind.CHOICE:
            return await app.push_screen_wait(_pick(entry, field, now))
        case Kind.PAGE:
            return await app.push_screen_wait(
                AskPage(field.label, now, hint=field.hint, heard=heard)
            )

    def check(text: str) -> object:
        return fields.read(entry, field, text, today)

    spoken = heard if field.kind is Kind.LINE else None
    line = AskLine(field.label, now, hint=field.hint, check=check, heard=spoken)
    return await app.push_screen_wait(line)


def _pick(entry: Entry, field: Field, now: str) -> Pick:
    offered = [Choice(value, value) for value in fields.choices(entry, field)]
    if field.name != "layer":
        offered.append(Choice("", "none of these"))
    return Pick(field.label, offered, hint=field.hint, lit=now)
