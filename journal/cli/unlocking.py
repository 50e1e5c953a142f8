"""The passphrase of a locked journal: from a file, from the keyring, or from whoever sits there.

Never from an argument or the environment, where other programs could read it.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from journal.cli import hear, say
from journal.errors import BadInput, WrongPassphrase
from journal.places import reason
from journal.store.seal import KEYRING, PLAIN, Seal, is_locked, locked

if TYPE_CHECKING:
    from journal.store.keys import Keys

_GIVEN = "goodchat.passphrase-file"
_TRIES = 3
_MOST_BYTES = 8 * 1024

_Kind = TypeVar("_Kind")


def _keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        context.meta[_GIVEN] = value


def option() -> click.Option:
    """The option of every command that may need the passphrase."""
    return click.Option(
        ["--passphrase-file"],
        metavar="PATH|-",
        expose_value=False,
        callback=_keep,
        help="Read the passphrase of a locked journal from there; - is the first line piped in.",
    )


def is_given() -> bool:
    """Whether the command line names a file with the passphrase."""
    context = click.get_current_context(silent=True)
    return context is not None and _GIVEN in context.meta


def seal_of(home: Path) -> Seal:
    """The seal of the journal in a home, opened where it is locked."""
    if not is_locked(home):
        return PLAIN
    return keys_of(home).vault


def asks_on_screen(home: Path) -> bool:
    """Whether the passphrase is to be asked for on the screen: nothing else opens the journal."""
    return not is_given() and not (home / KEYRING).is_file()


def keys_of(home: Path) -> Keys:
    """The keys of the locked journal in a home."""
    from journal.store import keyring, keys

    if not is_given() and (home / KEYRING).is_file():
        found = keyring.recall(home, say.aside)
        if found is not None:
            return found
    return opened(lambda typed: keys.keys_of(home, typed))


def opened(attempt: Callable[[str], _Kind], question: str = "Passphrase: ") -> _Kind:
    """What a passphrase opens, asked for again where somebody mistyped it."""
    if is_given():
        return attempt(given())
    for left in reversed(range(_TRIES)):
        passphrase = asked(question)
        say.aside("One moment: that takes a second or two.")
        try:
            return attempt(passphrase)
        except WrongPassphrase as wrong:
            if not left:
                raise
            say.aside(str(wrong))
    raise AssertionError


def given() -> str:
    """The passphrase in the file that the command line names."""
    return in_file(click.get_current_context().meta[_GIVEN])


def in_file(name: str) -> str:
    """The first line of a file, or of what is piped in."""
    if name == "-":
        return hear.line() or ""
    try:
        with Path(name).open("rb") as file:
            line = file.readline(_MOST_BYTES)
    except OSError as error:
        said = f"{name} cannot be read ({reason(error)}), so nothing was opened."
        raise BadInput(said) from error
    try:
        return line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not a text file, so nothing was opened.") from error


def asked(question: str) -> str:
    """What is typed without being shown; `Locked` where nobody is there to type it."""
    if not can_ask():
        raise locked()
    try:
        return getpass.getpass(question, stream=sys.stderr)
    except EOFError as error:
        raise click.Abort from error


def can_ask() -> bool:
    """Whether somebody can be asked: what they type may come in beside a pipe."""
    return say.is_typed() or say.is_read()
