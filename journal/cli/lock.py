"""`goodchat lock`: from now on nobody reads the journal without its passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from journal import places
from journal.cli import new_passphrase, outside, recovery, say, unlocking
from journal.cli.desks import open_desk, writing
from journal.days import counted
from journal.errors import BadInput
from journal.store.seal import is_locked

_WHAT = (
    "Locking closes every file of the journal, its drafts and its dated copies to one key, and a "
    "passphrase opens that key. Forget it, and nobody can help: only a recovery key can, if there "
    "is one."
)
_NOT_ERASED = (
    "What locking cannot take back: backups and exports made before, what a sync folder keeps of "
    "older versions, and what a disk has not yet written over. An encrypted disk covers the last."
)
_ALREADY = "The journal is locked already. For another passphrase: goodchat passphrase"
_NO_SECOND_KEY = (
    "The journal is locked already, so no recovery key was made. To have one: goodchat unlock, and "
    "then lock again."
)


@click.command("lock", short_help="Close the journal with a passphrase.")
@click.option("--recovery-key", "out", metavar="PATH", type=click.Path(path_type=Path),
              help="Put a recovery key in this new file, instead of asking.")  # fmt: skip
def lock(out: Path | None) -> int:
    """Close every file of the journal with a passphrase that only you know.

    It is typed twice, or it is the first line of the file after --passphrase-file.
    """
    home = places.home()
    if is_locked(home):
        return _finish(home, wants_recovery=out is not None)
    given = _given()
    if out is not None:
        outside.free(out, force=False)
    desk = open_desk()
    with writing(desk.journal):
        done = _lock(home, given, out)
    closed = f": {counted(done, 'file')}" if done else ", before the first word is in it"
    say.result(f"The journal is locked{closed}.")
    if out is not None:
        say.aside(f"The recovery key is in {out}. Keep it away from this laptop.")
    say.aside(_NOT_ERASED)
    return 0


def _lock(home: Path, given: str | None, out: Path | None) -> int:
    from journal.store import age, keys, locking

    locking.check_movable(home)
    passphrase = given or _typed()
    second = age.new_secret() if out is not None else _offered(is_scripted=given is not None)
    if given is None:
        say.aside(unlocking.MOMENT)
    made = keys.new_keys(second)
    key = keys.close_keys(made, passphrase)
    if out is not None:
        outside.put(out, f"{second}\n".encode())
    for_recovery = age.closed(made.written(), (made.recovery,)) if made.recovery else None
    locking.put_first_key(home, key, for_recovery)
    return locking.seal_all(home, made.vault)


def _given() -> str | None:
    file = unlocking.file_given()
    if file is not None:
        return new_passphrase.in_file(file)
    new_passphrase.check_typable("--passphrase-file")
    return None


def _typed() -> str:
    say.aside(_WHAT)
    return new_passphrase.typed_twice()


def _offered(*, is_scripted: bool) -> str | None:
    return None if is_scripted or not say.is_typed() else recovery.offered()


def _finish(home: Path, *, wants_recovery: bool) -> int:
    """Close what an interrupted lock, or another program, left in clear."""
    from journal.store.locking import clear_files

    if wants_recovery:
        raise BadInput(_NO_SECOND_KEY)
    left = clear_files(home)
    if left or unlocking.is_given():
        desk = open_desk()
        with writing(desk.journal):  # whoever may write closes it
            for trouble in desk.journal.unsealed:
                say.aside(str(trouble))
        if desk.journal.unsealed:
            return 1
    say.result(f"The rest is locked as well: {counted(len(left), 'file')}." if left else _ALREADY)
    return 0
