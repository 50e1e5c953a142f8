"""`goodchat passphrase`: another passphrase, and the laptop's keyring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from journal import places
from journal.cli import new_passphrase, say, unlocking
from journal.cli import recovery as recovery_key
from journal.cli.desks import desk_of, writing
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
    from journal.store import locking

    home = places.home()
    if not is_locked(home):
        raise BadInput("The journal is not locked. To lock it: goodchat lock")
    new, file, by_recovery = unlocking.file_of(new), unlocking.file_of(file), bool(recovery or file)
    _check_usage(new, by_recovery=by_recovery, is_keyring=remember is not None)
    if remember is None and new is None:
        new_passphrase.check_typable("--new-passphrase-file")
    found = _by_recovery(home, file) if by_recovery else _by_passphrase(home)
    with writing(desk_of(home, found.vault).journal):
        if remember is not None:
            return _keyring(home, found, is_wanted=remember)
        locking.put_key(home, _closed(found, new))
    say.result("The passphrase is changed. Backups made before still open with the old one.")
    return 0


def _check_usage(new: str | None, *, by_recovery: bool, is_keyring: bool) -> None:
    if is_keyring and new is not None:
        raise click.UsageError("One at a time: a new passphrase, or --remember or --forget.")
    if by_recovery and unlocking.is_given():
        raise click.UsageError(
            "--passphrase-file has the passphrase as it is, and a recovery key does without it. "
            "The new one goes with --new-passphrase-file."
        )


def _closed(found: Keys, new: str | None) -> bytes:
    from journal.store import keys

    if new is not None:
        return keys.close_keys(found, new_passphrase.in_file(new))
    wanted = new_passphrase.typed_twice()
    say.aside(unlocking.MOMENT)
    return keys.close_keys(found, wanted)


def _by_passphrase(home: Path) -> Keys:
    from journal.store import keys

    keys.key_file(home)
    return unlocking.opened(lambda typed: keys.keys_of(home, typed), "The passphrase as it is: ")


def _by_recovery(home: Path, file: str | None) -> Keys:
    from journal.store import keys

    if file is not None:
        return keys.recovered(home, unlocking.in_file(file))
    if not say.is_typed():
        raise BadInput(
            "Nobody is there to type the recovery key. Name a file with it: "
            "--recovery-key-file PATH"
        )
    return recovery_key.typed(lambda typed: keys.recovered(home, typed))


def _keyring(home: Path, found: Keys, *, is_wanted: bool) -> int:
    from journal.store import keyring

    if is_wanted:
        keyring.remember(home, found)
        say.result("This laptop's keyring opens the journal now, for whoever is logged in as you.")
    else:
        keyring.forget(home)
        say.result("Only the passphrase opens the journal now.")
    return 0
