"""The forms a journal's files have had, and the small steps from each to the next.

A file says which form it is in (`schema`). An older one is read through these steps in memory; the
next save writes it anew, after the old file was copied to `backups/schema-N`, where it stays. A
newer one is refused and left as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Tables = dict[str, dict[str, Any]]
"""A whole file: its tables, each with its rows by number."""

YEAR_KIND = "goodchat year"
JOURNAL_KIND = "goodchat journal"
SCHEMAS = {YEAR_KIND: 2, JOURNAL_KIND: 2}
"""The form that each kind of file is written in now."""


def upgraded(tables: Tables, kind: str, schema: int) -> Tables:
    """An older file's tables as they would be written now. Those given are left as they are."""
    for step in range(schema, SCHEMAS[kind]):
        tables = STEPS[kind, step](tables)
    return tables


def _says_when_to_lock(tables: Tables) -> Tables:
    # Written out, so that a journal keeps its ten minutes whatever the usual ones become.
    rows = tables.get("settings", {})
    return {
        **tables,
        "settings": {number: {"lock_after": 10, **row} for number, row in rows.items()},
    }


def _says_what_read_it(tables: Tables) -> Tables:
    # Nothing was read for themes until then, and that is what an entry without a reader says.
    return tables


STEPS: dict[tuple[str, int], Callable[[Tables], Tables]] = {
    (YEAR_KIND, 1): _says_what_read_it,
    (JOURNAL_KIND, 1): _says_when_to_lock,
}
"""For each kind and form, what leads to the next."""
