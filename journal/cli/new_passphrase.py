"""A new passphrase: the first line of a file, or typed twice alike."""

from __future__ import annotations

from journal.cli import say, unlocking
from journal.errors import BadInput

_TRIES = 3


def in_file(name: str) -> str:
    """The one on the first line of a file, or of what is piped in."""
    from journal.store import keys

    return keys.checked(unlocking.in_file(name))


def check_typable(option: str) -> None:
    """Refuse, before anything is done, where nobody is there to type one."""
    if not unlocking.can_ask():
        raise BadInput(
            f"Nobody is there to type a new passphrase. Name a file with it: {option} PATH"
        )


def typed_twice() -> str:
    """One that is typed twice alike, without being shown."""
    from journal.store import keys

    say.aside("Nothing of it is shown while you type.")
    for _ in range(_TRIES):
        try:
            first = keys.checked(unlocking.asked("A new passphrase: "))
        except BadInput as error:
            say.aside(str(error))
            continue
        if keys.normal(unlocking.asked("The same again: ")) == first:
            return first
        say.aside("The two are not the same.")
    raise BadInput("Nothing was changed. Think of one in peace, and come back.")
