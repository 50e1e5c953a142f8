"""`goodchat backup`: the journal's files in one zip, just as they are."""

from __future__ import annotations

from pathlib import Path

import click

from journal.cli import outside, say
from journal.cli.desks import open_desk, writing
from journal.cli.others import Opening
from journal.days import counted
from journal.desk import Desk
from journal.errors import BadInput, Damaged, TooNew

_CLEAR = "It holds everything, also what never leaves this laptop otherwise. Keep it safe."
_LOCKED = "It is locked as the journal is, and today's passphrase goes on opening it."


@click.command("backup", short_help="Put the whole journal in one file.")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Put it in the place of a file that is there.")
def backup(path: Path, force: bool) -> int:
    """Put the journal's files in one zip at PATH, or in that folder under today's date."""
    # Imported here because a zip is more than the other commands need.
    from journal.store.copies import in_files, packed, read_copy

    desk = open_desk()
    target = outside.free(_named(path, desk), force=force)
    _leave_nothing_in_clear(desk)
    files = desk.journal.files()
    if not files:
        raise BadInput("There is nothing to back up yet. Go and have a chat.")
    try:
        ours = in_files(files, desk.journal.home, Opening(desk))
    except TooNew:
        raise
    except Damaged as damaged:
        raise Damaged(f"{damaged} goodchat doctor says more. No backup was made.") from damaged
    outside.put(target, packed(files))
    if read_copy(target, Opening(desk)) != ours:
        raise Damaged(f"{target} does not read back as it was written. Check the disk, try again.")
    say.result(f"{counted(len(ours.held.entries), 'chat')} in {target}")
    say.aside(_LOCKED if desk.journal.seal.suffix else _CLEAR)
    return 0


def _leave_nothing_in_clear(desk: Desk) -> None:
    from journal.store.locking import clear_files

    if desk.journal.seal.suffix and clear_files(desk.journal.home):
        with writing(desk.journal):
            for trouble in desk.journal.unsealed:
                raise trouble


def _named(path: Path, desk: Desk) -> Path:
    return path / f"goodchat-{desk.today().isoformat()}.zip" if path.is_dir() else path
