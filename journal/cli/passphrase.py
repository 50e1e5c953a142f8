"""`goodchat passphrase`: another passphrase, and the laptop's keyring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from journal import places
from journal.cli import hear, say, unlocking
from journal.cli.desks import desk_of, writing
from journal.cli.lock import typed_twice
from journal.errors import BadInput
from journal.store.seal import is_locked

if TYPE_CHECKING:
    from journal.store.keys import Keys


@click.command("passphrase", short_help="Change the passphrase of a locked journal.")
@click.option("--new-passphrase-file", "new", metavar="PATH|-", help="Read the new one there.")
@click.option("--recovery", is_flag=True, help="The old one is forgotten: take the recovery key.")
@click.option("--recovery-key-file", "file", metavar="PATH|-", help="Read the recovery key there.")
@click.option("--remember/--forget", default=None,
              help="Let this laptop's keyring open the journal, or no longer.")  # fmt: skip
def passphrase(new: str | None, recovery: bool, file: str | None, remember: bool | None) -> int:
    """Give a locked journal another passphrase. Only its key is written anew, not the files.

    The old passphrase still opens backups made before.
    """
    from journal.store import keys, locking

    home = places.home()
    if not is_locked(home):
        raise BadInput("The journal is not locked. To lock it: goodchat lock")
    found = _by_recovery(home, file) if recovery or file else _by_passphrase(home)
    with writing(desk_of(home, found.vault).journal):
        if remember is not None:
            return _keyring(home, found, is_wanted=remember)
        wanted = unlocking.in_file(new) if new is not None else typed_twice()
        made = keys.close_keys(found, wanted)
        locking.put_key(home, made)
    say.result("The passphrase is changed. Backups made before still open with the old one.")
    return 0


def _by_passphrase(home: Path) -> Keys:
    from journal.store import keys

    return unlocking.opened(lambda typed: keys.keys_of(home, typed), "The passphrase as it is: ")


def _by_recovery(home: Path, file: str | None) -> Keys:
    from journal.store import keys

    if file is not None:
        return keys.recovered(home, unlocking.in_file(file))
    if not say.is_typed():
        raise BadInput("The recovery key has to be typed, or read from --recovery-key-file PATH.")
    say.aside("The recovery key, as it is on the paper:")
    return keys.recovered(home, hear.line() or "")


def _keyring(home: Path, found: Keys, *, is_wanted: bool) -> int:
    from journal.store import keyring

    if is_wanted:
        keyring.remember(home, found)
        say.result("This laptop's keyring opens the journal now, for whoever is logged in as you.")
    else:
        keyring.forget(home)
        say.result("Only the passphrase opens the journal now.")
    return 0
