"""`goodchat settings`: what a writer may set."""

from __future__ import annotations

import click

from journal import settings as known
from journal.cli import hear, say
from journal.cli.desks import open_desk, writing


@click.command("settings", short_help="What you may set.")
@click.argument("name", required=False)
@click.argument("value", nargs=-1)
def settings(name: str | None, value: tuple[str, ...]) -> int:
    """List the settings, show the one called NAME, or set it to VALUE."""
    desk = open_desk()
    now = desk.settings
    if name is None:
        for one in known.NAMES:
            say.result(f"{one}: {known.said(now, one)}")
        return 0
    wanted = hear.argument(name).casefold().replace("_", "-")
    if value:
        # Read once before anything is on the disk, and once more when nobody else can change it.
        words = hear.argument(" ".join(value))
        known.changed(now, wanted, words)
        with writing(desk.journal):
            now = known.changed(desk.settings, wanted, words)
            desk.journal.save_settings(now)
    say.result(f"{wanted}: {known.said(now, wanted)}")
    return 0
