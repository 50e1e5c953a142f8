"""`goodchat write`: the guided reflection, on its screen or on ordinary lines."""

from __future__ import annotations

import datetime as dt

import click

from journal.cli import say, typed
from journal.cli.desks import open_desk, writing
from journal.desk import Desk


@click.command("write", short_help="Write about a chat, question by question.")
@click.option("--plain", is_flag=True, help="On ordinary lines: no screen, no colour, no redraw.")
@click.option("--day", "-d", metavar="DATE", help="The day of the chat: yesterday, tue, 19/11.")
def write(plain: bool, day: str | None) -> int:
    """Write about a chat, question by question."""
    is_plain = plain or not say.has_terminal()
    desk = open_desk() if is_plain or day is not None else None
    of_day = typed.chat_day(day, desk) if desk else None
    if is_plain and desk:
        return _on_plain_lines(desk, of_day)
    if desk and of_day != desk.today():
        raise click.UsageError("The screens begin with today. For another day: write --plain --day")
    from journal.cli.opening import open_screens

    return open_screens(desk, open_on="write")


def _on_plain_lines(desk: Desk, day: dt.date | None) -> int:
    from journal.cli.plain import write_plainly

    with writing(desk.journal):
        return write_plainly(desk, day)
