"""The passphrase of a locked journal: from a file, from the keyring, or from whoever sits there.

Never from an argument or the environment, where other programs could read it.
"""

from __future__ import annotations

import getpass
import warnings
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

_GIVEN, _READ = "goodchat.passphrase-file", "goodchat.passphrase"
_TRIES = 3
_MOST_BYTES = 8 * 1024

MOMENT = "One moment: that takes some seconds."
"""Said before a passphrase somebody typed is worked with."""

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
    return file_given() is not None


def file_given() -> str | None:
    """The file with the passphrase that the command line names."""
    context = click.get_current_context(silent=True)
    return file_of(context.meta.get(_GIVEN)) if context is not None else None


def file_of(option: str | None) -> str | None:
    """The file that an option names; None where that is the terminal, which types unseen."""
    return None if option == "-" and say.is_typed() else option


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
    keys.key_file(home)  # what no passphrase opens is said before one is asked for
    try:
        return opened(lambda typed: keys.keys_of(home, typed))
    except WrongPassphrase as wrong:
        if is_given():
            raise
        raise WrongPassphrase(f"{wrong} Forgotten it? goodchat passphrase --recovery") from wrong


def opened(attempt: Callable[[str], _Kind], question: str = "Passphrase: ") -> _Kind:
    """What a passphrase opens, asked for again where somebody mistyped it."""
    if is_given():
        return attempt(given())
    for left in reversed(range(_TRIES)):
        passphrase = asked(question)
        say.aside(MOMENT)
        try:
            return attempt(passphrase)
        except WrongPassphrase as wrong:
            if not left:
                raise
            say.aside(str(wrong))
    raise AssertionError


def given() -> str:
    """The passphrase in the file that the command line names, which may be a pipe: read once."""
    meta = click.get_current_context().meta
    if _READ not in meta:
        meta[_READ] = in_file(meta[_GIVEN])
    return str(meta[_READ])


def in_file(name: str) -> str:
    """The first line of a file, or of what is piped in."""
    what = "what is piped in" if name == "-" else name
    line = hear.line_of_bytes(_MOST_BYTES) if name == "-" else _first_line(name)
    if len(line) == _MOST_BYTES:
        raise BadInput(f"The first line of {what} is far too long, so nothing was changed.")
    try:
        text = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise BadInput(
            f"The first line of {what} is not UTF-8 text, so nothing was changed."
        ) from None
    if not text:
        raise BadInput(f"The first line of {what} is empty, so nothing was changed.")
    return text


def _first_line(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.readline(_MOST_BYTES)
    except OSError as error:
        raise BadInput(
            f"{name} cannot be read ({reason(error)}), so nothing was changed."
        ) from error


def asked(question: str) -> str:
    """What is typed without being shown; `Locked` where nobody is there to type it."""
    if not can_ask():
        raise locked()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(question)
    except getpass.GetPassWarning:
        raise locked() from None  # it would have been shown, or taken from a pipe
    except UnicodeDecodeError:
        raise BadInput("That is not UTF-8 text, so nothing was changed.") from None
    except (EOFError, KeyboardInterrupt) as gone:
        say.aside("")  # what comes next begins on a line of its own
        raise click.Abort from gone


def can_ask() -> bool:
    """Whether somebody can be asked: what they type may come in beside a pipe."""
    return say.is_typed() or say.is_read()
