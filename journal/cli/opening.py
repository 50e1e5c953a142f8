"""Opening the journal: on its screens, or on plain lines where there is no terminal for them."""

from __future__ import annotations

from journal.cli import say
from journal.cli.desks import open_desk
from journal.desk import Desk


def open_journal() -> int:
    """Open the screens; without a terminal say what today looks like and how to write."""
    desk = open_desk()
    if say.has_terminal():
        return open_screens(desk)
    from journal.cli.today import lines

    for line in lines(desk):
        say.result(line)
    say.result("To write without a screen: goodchat write --plain")
    return 0


def open_screens(desk: Desk, open_on: str | None = None) -> int:
    """Open the screens, on one of them if it is named."""
    # The one place that pays for Textual.
    from journal.tui.app import run

    return run(desk) if open_on is None else run(desk, open_on=open_on)
