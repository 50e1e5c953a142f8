"""What another copy of the journal would bring, in sentences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from journal import days
from journal.days import counted
from journal.model import Entry
from journal.store.copies import Coming


def lines(coming: Coming, today: dt.date) -> Iterator[str]:
    """Every part of it, and nothing about a part there is none of."""
    merge = coming.merge
    said = (
        (merge.back, f"would come back{_when(merge.back, today)}."),
        (merge.changed, "would change to a newer version."),
        (merge.beside, "would be kept twice, since both versions have something of their own."),
    )
    for entries, what in said:
        if entries:
            yield f"{counted(len(entries), 'chat')} {what}"
    if coming.drafts:
        yield f"{counted(len(coming.drafts), 'draft')} would come back."
    if merge.deletions:
        gone = counted(len(merge.deletions), "deleted chat")
        yield f"{gone} would come back as deleted, to be brought back within the week."
    if coming.settings is not None:
        yield "The settings would come back."
    yield from _staying(coming)


def _staying(coming: Coming) -> Iterator[str]:
    merge = coming.merge
    if merge.kept:
        yield f"{counted(len(merge.kept), 'chat')} {_stays(merge.kept)}: newer here."
    if merge.same:
        verb = "is" if merge.same == 1 else "are"
        yield f"{counted(merge.same, 'chat')} {verb} the same on both sides."
    if merge.deleted_here:
        gone = merge.deleted_here
        what = "is one you have deleted" if len(gone) == 1 else "are ones you have deleted"
        yield f"{counted(len(gone), 'chat')} {what} since, and {_stays(gone)} deleted."


def _stays(entries: Sequence[Entry]) -> str:
    return "stays" if len(entries) == 1 else "stay"


def _when(entries: Sequence[Entry], today: dt.date) -> str:
    if not entries:
        return ""
    first, last = min(one.day for one in entries), max(one.day for one in entries)
    if first == last:
        return f", of {days.spoken(first, today)}"
    return f", from {days.spoken(first, today)} to {days.spoken(last, today)}"
