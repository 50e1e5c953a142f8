"""`goodchat unlock`: the journal as plain files again."""

from __future__ import annotations

import click

from journal import places
from journal.cli import say
from journal.cli.desks import desk_of, writing
from journal.cli.unlocking import keys_of
from journal.days import counted
from journal.errors import BadInput, Damaged
from journal.store.seal import KEYRING, is_locked


@click.command("unlock", short_help="Take the lock off the journal again.")
def unlock() -> int:
    """Put every file of the journal in clear again, for anybody at this laptop to read."""
    from journal.store import keyring, locking

    home = places.home()
    if not is_locked(home):
        raise BadInput("The journal is not locked.")
    vault = keys_of(home).vault
    desk = desk_of(home, vault)
    with writing(desk.journal):
        locking.check_movable(home)
        try:
            locking.check_opens(home, vault)
        except Damaged as damaged:
            raise Damaged(
                f"{damaged} Nothing was unlocked. goodchat doctor --repair mends what it can."
            ) from damaged
        if (home / KEYRING).exists():
            keyring.forget(home)
        done = locking.open_all(home, vault)
    say.result(f"The journal is not locked any more: {counted(done, 'file')} in clear.")
    for file in locking.sealed_files(home):
        say.aside(f"{file} was damaged and stays closed. Its key is kept in set-aside.")
    return 0
