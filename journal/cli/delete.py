"""`goodchat delete`: one chat taken out, which for seven days can be brought back."""

from __future__ import annotations

import click

from journal.cli import say, typed
from journal.cli.desks import open_desk, writing
from journal.desk import Desk
from journal.errors import BadInput


@click.command("delete", short_help="Delete one chat, or bring it back.")
@click.argument("entry_id", metavar="ID")
@click.option("--undo", is_flag=True, help="Bring back a chat that was deleted.")
def delete(entry_id: str, undo: bool) -> int:
    """Delete one chat at once. For seven days --undo brings it back."""
    desk = open_desk()
    wanted = typed.entry_id(entry_id)
    if undo:
        return _bring_back(desk, wanted)
    desk.journal.find(wanted)  # refused, if it is, before anything is on the disk
    with writing(desk.journal):
        entry = desk.journal.find(wanted)
        desk.journal.delete(entry, desk.clock())
    say.result(
        f"Deleted {entry.id}. For seven days this brings it back: goodchat delete --undo {entry.id}"
    )
    return 0


def _bring_back(desk: Desk, wanted: str) -> int:
    journal, now = desk.journal, desk.clock()
    if not any(one.entry.id.startswith(wanted) for one in journal.deleted(now)):
        raise BadInput(f"Nothing that was deleted has the id “{wanted[:40]}”.")
    with writing(journal):
        entry = journal.bring_back(wanted, now)
    say.result(f"Brought back {entry.id}.")
    return 0
