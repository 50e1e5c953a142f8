"""`goodchat today`: the run, the week, the layers and the loose ends in a few lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import click

from journal import days, lookback, places, rhythm
from journal.cli import reading, say, unlocking
from journal.cli.desks import open_desk
from journal.cli.short import FRESH, LOCKED, line
from journal.days import counted
from journal.desk import Desk
from journal.store.seal import is_locked
from journal.visible import one_line


@click.command("today", short_help="The week, the sandwich and the loose ends.")
@click.option("--short", is_flag=True, help="One line, fit for a shell prompt.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def today(short: bool, as_json: bool) -> int:
    """The run, the week, the layers of the last four weeks, loose ends and drafts."""
    if short and not as_json and not unlocking.is_given() and is_locked(places.home()):
        say.result(LOCKED)
        return 0
    desk = open_desk()
    if as_json:
        say.document(document(desk))
        return 0
    # All of it first: half an answer and then a refusal would be neither.
    journal = desk.journal
    said = [line(journal.home, desk.clock(), journal.seal)] if short else list(lines(desk))
    for one in said:
        say.result(one)
    if not short:
        for trouble in desk.journal.drafts.troubles():
            say.aside(str(trouble))
    return 0


def lines(desk: Desk) -> Iterator[str]:
    """Today in sentences, fit to be read aloud."""
    yield f"{days.full(desk.today())}."
    yield from _rhythm_lines(desk)
    yield _layers_line(desk)
    yield from _loose_end_lines(desk)
    drafts = len(desk.drafts())
    if drafts:
        yield f"{counted(drafts, 'draft')} to carry on with: goodchat write"


def document(desk: Desk) -> dict[str, Any]:
    """Today as a document; with the rhythm off there is no trace of it."""
    return {
        "day": desk.today(),
        **_rhythm_document(desk),
        "chats_this_week": chats_this_week(desk),
        "layers": desk.layers(),
        "loose_ends": _loose_ends_document(desk),
        "drafts": len(desk.drafts()),
    }


def chats_this_week(desk: Desk) -> int:
    """How many chats this week has, Monday first."""
    today = desk.today()
    monday = today - dt.timedelta(days=today.weekday())
    return sum(entry.day <= today for entry in desk.journal.entries_since(monday))


def _rhythm_lines(desk: Desk) -> Iterator[str]:
    now = desk.rhythm()
    if now is None:
        chats = chats_this_week(desk)
        yield f"{counted(chats, 'chat')} this week." if chats else FRESH
        return
    yield desk.rhythm_sentence(now)
    week = (f"{name} {word}" for name, _, word in rhythm.marks(now) if word != "free")
    yield f"This week: {', '.join(week)}."


def _layers_line(desk: Desk) -> str:
    counts = desk.layers()
    if not any(counts.values()):
        return "Your sandwich, last four weeks: nothing on it yet. The base comes first."
    said = ", ".join(f"{layer} {count or 'none yet'}" for layer, count in counts.items())
    return f"Your sandwich, last four weeks: {said}."


def _loose_end_lines(desk: Desk) -> Iterator[str]:
    found = desk.loose_ends()
    if found:
        yield "Loose ends:"
    for entry in found:
        if entry.promise:
            made = one_line(reading.promise(entry.promise, desk.today()))
            late = " (overdue)" if lookback.is_overdue(entry, desk.today()) else ""
            yield f"  {entry.id}  {made}{late}"


def _rhythm_document(desk: Desk) -> dict[str, Any]:
    now = desk.rhythm()
    if now is None:
        return {}
    return {
        "run": now.run,
        "week": [{"day": day, "mark": mark} for day, mark in now.week],
        "sentence": desk.rhythm_sentence(now),
    }


def _loose_ends_document(desk: Desk) -> list[dict[str, Any]]:
    return [
        {
            "id": entry.id,
            "what": entry.promise.what,
            "by": entry.promise.by,
            "overdue": lookback.is_overdue(entry, desk.today()),
        }
        for entry in desk.loose_ends()
        if entry.promise
    ]
