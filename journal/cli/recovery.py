"""The recovery key at the command line: offered, written down, and typed from the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from journal.cli import hear, say
from journal.errors import BadInput, WrongPassphrase

_OFFER = (
    "A recovery key opens the journal where the passphrase is forgotten. It is long, to be written "
    "on paper and kept away from this laptop. Shall there be one? Type yes or no."
)
_WRITE = (
    "Write it down. Then type it back from the paper, in one line or in several; small letters and "
    "spaces will do."
)
_RIGHT = (
    "It is right. Keep the paper away from this laptop, and close this window afterwards, where "
    "the key can still be read further up."
)
_TRIES = 3
_IN_A_LINE = 4

_Kind = TypeVar("_Kind")


def offered() -> str | None:
    """A recovery key that its owner has typed back, or None where none is wanted."""
    from journal.store import age

    say.aside(_OFFER)
    for _ in range(_TRIES):
        answer = (hear.line() or "").strip().casefold()
        if answer in ("n", "no"):
            return None
        if answer in ("y", "yes"):
            return _written_down(age.new_secret())
        say.aside("Please type yes or no.")
    raise BadInput("Nothing was changed.")


def typed(attempt: Callable[[str], _Kind]) -> _Kind:
    """What a recovery key opens, typed from the paper, and again where it was mistyped."""
    say.aside("The recovery key, as it is on the paper, in one line or in several:")
    for left in reversed(range(_TRIES)):
        try:
            return attempt(_from_paper())
        except WrongPassphrase as wrong:
            if not left:
                raise
            say.aside(f"{wrong} Look at the paper and type it once more.")
    raise AssertionError


def _written_down(recovery: str) -> str:
    """The key once it has been typed back, so that the paper is known to be right."""
    for line in ("", *_lines(recovery), ""):
        say.aside(line)
    say.aside(_WRITE)
    for left in reversed(range(_TRIES)):
        if _from_paper() == recovery:
            say.aside(_RIGHT)
            return recovery
        if left:
            say.aside("That is not the same. Look at the paper and type it once more.")
    raise BadInput(
        "That is not the same. Nothing was changed; write the next one down in peace, and lock "
        "again."
    )


def _lines(recovery: str) -> list[str]:
    """The key to be copied by hand: its first words, then its groups, a few in a line."""
    from journal.store import keys

    first, *groups = keys.spaced(recovery).split()
    places = range(0, len(groups), _IN_A_LINE)
    return [first, *(" ".join(groups[place : place + _IN_A_LINE]) for place in places)]


def _from_paper() -> str:
    """A recovery key as it is typed, line after line until it is as long as one is."""
    from journal.store import keys

    typed = ""
    while line := (hear.line() or "").strip():
        typed = keys.tidy_recovery(typed + line)
        if len(typed) >= keys.RECOVERY_LENGTH:
            break
        say.aside(
            f"{len(typed)} of {keys.RECOVERY_LENGTH} letters and signs. Go on, or press Enter to "
            "begin again."
        )
    return typed
