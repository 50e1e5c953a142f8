"""Opening the journal: on its screens, or on plain lines where there is no terminal for them."""

from __future__ import annotations

from journal import places
from journal.cli import say
from journal.cli.desks import open_desk
from journal.cli.unlocking import asks_on_screen
from journal.desk import Desk
from journal.door import Door
from journal.hardening import keep_tools_out
from journal.store.seal import is_locked


def open_journal() -> int:
    """Open the screens; without a terminal say what today looks like and how to write."""
    if say.has_terminal():
        return open_screens()
    from journal.cli.today import lines

    for line in lines(open_desk()):
        say.result(line)
    say.result("To write without a screen: goodchat write --plain")
    return 0


def open_screens(desk: Desk | None = None, open_on: str = "today") -> int:
    """Open the screens, on one of them if it is named: of this desk, else of the writer's journal.

    A locked journal asks for its passphrase there, unless the command line knows of it.
    """
    home = desk.journal.home if desk else places.home()
    door = Door(home) if is_locked(home) else None
    if desk is None and not (door and asks_on_screen(home)):
        desk = open_desk()
    keep_tools_out()
    # The one place that pays for Textual.
    from journal.tui.app import run

    return run(desk, door=door, open_on=open_on)
