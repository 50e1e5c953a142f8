"""`goodchat import`: what another copy of the journal holds, taken in at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from journal.cli import say
from journal.cli.desks import open_desk
from journal.cli.others import Opening, copy_passphrase_option
from journal.cli.restore import preview, take_in
from journal.store.copies import Copy, Opener, read_copy

_READERS: dict[str, Callable[[Path, Opener], Copy]] = {"backup": read_copy}
"""Each kind of file there is to import, and what reads it."""


@click.command("import", short_help="Take in what another copy holds.")
@click.argument("kind", type=click.Choice(list(_READERS)))
@click.argument("path", type=click.Path(path_type=Path))
@copy_passphrase_option
@click.option("--dry-run", is_flag=True, help="Only say what would come.")
def import_(kind: str, path: Path, dry_run: bool, copy_passphrase: str | None) -> int:
    """Take in what PATH holds: of the kind backup, a backup or an export of goodchat."""
    desk = open_desk()
    opening = Opening(desk, copy_passphrase)
    theirs = _READERS[kind](path, opening)
    coming = preview(desk, theirs, opening)
    if dry_run or not coming.brings:
        why = "That was a dry run." if coming.brings else "There is nothing new in it."
        say.aside(f"{why} Nothing was changed.")
        return 0
    take_in(desk, theirs)
    return 0
