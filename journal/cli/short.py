"""`goodchat today --short`: one line for a shell prompt, as quickly as Python can start.

It is run at every line somebody types, so it goes round the command line's own machinery.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from journal import days, places
from journal.days import counted, lived_day
from journal.errors import JournalError
from journal.pace import rhythm_by
from journal.rhythm import Rhythm
from journal.store import glance
from journal.store.seal import PLAIN, Seal, is_locked

FRESH = "Go and have a chat."
LOCKED = "The journal is locked."
"""A shell prompt cannot wait for a passphrase."""


def line(home: Path, now: dt.datetime, seal: Seal = PLAIN) -> str:
    """Today in one short line, reading no further back than it has to."""
    places.check(home)
    settings = glance.settings(home, seal)
    today = lived_day(now, settings.day_ends_at)
    found = rhythm_by(settings, glance.by_year(home, seal), today)
    if found is None:
        chats = _chats_this_week(home, today, seal)
        return f"{counted(chats, 'chat')} this week" if chats else FRESH
    return " · ".join(filter(None, (_run(found), _week(found)))) or FRESH


def line_or_nothing() -> str | None:
    """The line, or None where something is wrong: the longer way round says what."""
    try:
        home = places.home()
        return LOCKED if is_locked(home) else line(home, days.now_here())
    except (JournalError, OSError):
        return None


def _chats_this_week(home: Path, today: dt.date, seal: Seal) -> int:
    monday = today - dt.timedelta(days=today.weekday())
    chats = 0
    for year in glance.by_year(home, seal):
        chats += sum(monday <= one.day <= today for one in year)
        if any(one.day < monday for one in year):
            break  # older years have nothing of this week
    return chats


def _run(now: Rhythm) -> str:
    return f"{counted(now.run, 'day')} running" if now.run > 1 else ""


def _week(now: Rhythm) -> str:
    done, worked = now.days_this_week, now.working_days_this_week
    if not done:
        return ""
    if done > worked or now.days_off_this_week:
        return f"{counted(done, 'day')} this week"
    return f"{done} of {worked} this week"
