"""`goodchat restore`: what a backup holds comes back, and nothing newer goes."""

from __future__ import annotations

from pathlib import Path

import click

from journal.cli import hear, merged, say
from journal.cli.desks import open_desk, writing
from journal.cli.others import Opening, copy_passphrase_option
from journal.desk import Desk
from journal.errors import BadInput, Damaged, TooNew
from journal.store.copies import Coming, Copy, read_copy


@click.command("restore", short_help="Bring back what a backup holds.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Do it without asking.")
@copy_passphrase_option
@click.option("--deleted", "with_deleted", is_flag=True, help="Bring deleted chats back too.")
def restore(path: Path, yes: bool, with_deleted: bool, copy_passphrase: str | None) -> int:
    """Bring back what PATH holds and the journal does not: a zip, a folder or an export.

    Nothing that is newer here is changed, and where both sides differ both are kept.
    """
    desk = open_desk()
    opening = Opening(desk, copy_passphrase)
    theirs = read_copy(path, opening)
    coming = preview(desk, theirs, opening, with_deleted=with_deleted)
    if coming.merge.deleted_here:
        say.result("To bring deleted chats back as well: --deleted")
    if not coming.brings:
        say.aside("There is nothing in it that is not here already. Nothing was changed.")
        return 0
    if not yes and not _agreed():
        raise BadInput("Nothing was changed. To do it without being asked: --yes")
    take_in(desk, theirs, with_deleted=with_deleted)
    return 0


def preview(desk: Desk, theirs: Copy, opening: Opening, *, with_deleted: bool = False) -> Coming:
    """Say what another copy would bring, and what stays as it is."""
    coming = _coming(desk, theirs, with_deleted)
    for line in merged.lines(coming, desk.today()):
        say.result(line)
    if coming.brings:
        opening.warn()
    return coming


def take_in(desk: Desk, theirs: Copy, *, with_deleted: bool = False) -> None:
    """Keep what another copy brings."""
    with writing(desk.journal):
        # Asked once more: another window may have written in the meantime.
        desk.journal.take_in(_coming(desk, theirs, with_deleted))
    say.result("It is in the journal now.")


def _coming(desk: Desk, theirs: Copy, with_deleted: bool) -> Coming:
    try:
        return desk.journal.coming(theirs, desk.clock(), with_deleted=with_deleted)
    except TooNew:
        raise
    except Damaged as damaged:
        raise Damaged(f"{damaged} Mend the journal first, then restore.") from damaged


def _agreed() -> bool:
    if not say.is_typed():
        return False
    say.aside("Shall it come back? Type yes or no.")
    return (hear.line() or "").strip().casefold() in ("y", "yes")
