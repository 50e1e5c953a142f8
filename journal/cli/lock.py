"""`goodchat lock`: from now on nobody reads the journal without its passphrase."""

from __future__ import annotations

from pathlib import Path

import click

from journal import places
from journal.cli import hear, outside, say, unlocking
from journal.cli.desks import open_desk, writing
from journal.days import counted
from journal.errors import BadInput
from journal.store.seal import is_locked

_WHAT = (
    "Locking closes every file of the journal, its drafts and its dated copies to one key, and a "
    "passphrase opens that key. Whoever forgets it loses the journal: nobody can help."
)
_NOT_ERASED = (
    "What locking cannot take back: backups and exports made before, what a sync folder keeps of "
    "older versions, and what a disk has not yet written over. An encrypted disk covers the last."
)
_OFFER = (
    "A recovery key opens the journal where the passphrase is forgotten: 59 letters and figures to "
    "write on paper and keep away from this laptop. Shall there be one? Type yes or no."
)
_TRIES = 3


@click.command("lock", short_help="Close the journal with a passphrase.")
@click.option("--recovery-key", "out", metavar="PATH", type=click.Path(path_type=Path),
              help="Put a recovery key in this new file, instead of asking.")  # fmt: skip
def lock(out: Path | None) -> int:
    """Close every file of the journal with a passphrase that only you know."""
    from journal.store import age, keys, locking

    home = places.home()
    if is_locked(home):
        return _finish()
    desk = open_desk()
    with writing(desk.journal):
        locking.check_movable(home)
        if out is not None:
            outside.free(out, force=False)
        passphrase = _new_passphrase()
        recovery = _recovery_key(out)
        if not unlocking.is_given():
            say.aside("One moment: that takes some seconds.")
        made = keys.new_keys(recovery)
        key = keys.close_keys(made, passphrase)
        if out is not None and recovery is not None:
            outside.put(out, f"{recovery}\n".encode())
        second = age.closed(made.written(), (made.recovery,)) if made.recovery else None
        locking.put_first_key(home, key, second)
        done = locking.seal_all(home, made.vault)
    say.result(f"The journal is locked: {counted(done, 'file')}.")
    say.aside(_NOT_ERASED)
    return 0


def _finish() -> int:
    # Whoever may write closes what an interrupted lock left open.
    desk = open_desk()
    with writing(desk.journal):
        left = desk.journal.unsealed
    for trouble in left:
        say.aside(str(trouble))
    say.result("The journal is locked already. For another passphrase: goodchat passphrase")
    return 1 if left else 0


def _new_passphrase() -> str:
    from journal.store import keys

    if unlocking.is_given():
        return keys.checked(unlocking.given())
    say.aside(_WHAT)
    return typed_twice()


def typed_twice() -> str:
    """A new passphrase, typed twice alike."""
    from journal.store import keys

    for _ in range(_TRIES):
        try:
            first = keys.checked(unlocking.asked("A new passphrase: "))
        except BadInput as error:
            say.aside(str(error))
            continue
        if keys.checked(unlocking.asked("The same again: ")) == first:
            return first
        say.aside("The two are not the same.")
    raise BadInput("Nothing was changed. Think of one in peace, and come back.")


def _recovery_key(out: Path | None) -> str | None:
    from journal.store import age

    if out is not None:
        return age.new_secret()
    if unlocking.is_given() or not say.is_typed():
        return None
    say.aside(_OFFER)
    if (hear.line() or "").strip().casefold() not in ("y", "yes"):
        return None
    return _tested(age.new_secret())


def _tested(recovery: str) -> str:
    """A recovery key that its owner has typed back, so that the paper is known to be right."""
    from journal.store import keys

    say.aside(f"\n    {keys.spaced(recovery)}\n")
    say.aside("Write it down. Then type it back from the paper; spaces and small letters will do.")
    for _ in range(_TRIES):
        if keys.tidy_recovery(hear.line() or "") == recovery:
            say.aside("It is right. Keep the paper away from this laptop.")
            return recovery
        say.aside("That is not the same. Look at the paper and type it once more.")
    raise BadInput("Nothing was changed. Write the next one down in peace, and lock again.")
