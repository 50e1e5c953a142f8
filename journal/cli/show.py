"""`goodchat show`: one chat, read in full on the writer's own screen."""

from __future__ import annotations

import click

from journal.cli import reading, say, typed
from journal.cli.desks import open_desk


@click.command("show", short_help="Read one chat.")
@click.argument("entry_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as JSON.")
def show(entry_id: str, as_json: bool) -> int:
    """Read one chat. ID may be the start of an id, as goodchat list shows it."""
    desk = open_desk()
    entry = desk.journal.find(typed.entry_id(entry_id))
    if as_json:
        say.document(entry)
        return 0
    say.result(entry.id)
    for line in (*reading.lines(entry, desk.today()), "", *reading.moments(entry)):
        say.result(line)
    return 0
