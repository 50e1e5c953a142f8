"""The laptop's own keyring, for writers who want it: it holds a random key, never the passphrase.

`keyring.age` is the journal's key closed to that random one, so the keyring alone opens nothing,
and neither does the file. Whoever is logged in as the writer needs no passphrase any more.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from journal.errors import BadInput, Damaged
from journal.store import age
from journal.store.files import replace_durably
from journal.store.keys import Keys, read_keys
from journal.store.reading import content_of
from journal.store.seal import KEYRING

_SERVICE = "goodchat"
# Keyrings that keep nothing, or keep it in a file that anybody may read, say so by this.
_LEAST_PRIORITY = 1


def remember(home: Path, keys: Keys) -> None:
    """Let this laptop's keyring open the journal from now on."""
    library = _library()
    backend = library.get_keyring()
    for one in getattr(backend, "backends", [backend]) or [backend]:
        if one.priority < _LEAST_PRIORITY or type(one).__module__.startswith("keyrings.alt"):
            raise BadInput(
                "This laptop has no keyring that keeps a secret, so nothing was changed. "
                "The passphrase goes on opening the journal."
            )
    secret = age.new_secret()
    try:
        library.set_password(_SERVICE, str(home.resolve()), secret)
    except library.errors.KeyringError as error:
        raise BadInput(
            f"The keyring would not take the key ({type(error).__name__}), so nothing was changed. "
            "The passphrase goes on opening the journal."
        ) from error
    replace_durably(home / KEYRING, age.closed(keys.written(), (age.recipient(secret),)))


def recall(home: Path, said: Callable[[str], object]) -> Keys | None:
    """The journal's keys by the keyring, or None once it is said why it takes the passphrase."""
    path = home / KEYRING
    try:
        library = _library()
        secret = library.get_password(_SERVICE, str(home.resolve()))
    except BadInput:
        secret = None
    except library.errors.KeyringError:
        secret = None
    if secret is None:
        said("The keyring does not open the journal here, so it takes the passphrase.")
        return None
    try:
        return read_keys(age.opened(content_of(path), secret), path)
    except (age.Unopened, Damaged):
        said("The keyring holds the key of another journal, so it takes the passphrase.")
        return None


def forget(home: Path) -> None:
    """Let only the passphrase open the journal again."""
    (home / KEYRING).unlink(missing_ok=True)
    with suppress(BadInput):
        library = _library()
        with suppress(library.errors.KeyringError):
            library.delete_password(_SERVICE, str(home.resolve()))


def _library() -> Any:
    try:
        # Imported here: it costs more than the rest of a command, and few have it.
        import keyring
        import keyring.errors
    except ImportError as error:
        raise BadInput(
            "The keyring needs a part that is not installed here: pip install keyring"
        ) from error
    try:
        keyring.get_keyring()
    except (ImportError, AttributeError, ValueError, RuntimeError) as error:
        # As PYTHON_KEYRING_BACKEND or a settings file of that library names it.
        raise BadInput(
            f"The keyring that is set up here cannot be used ({type(error).__name__}), so nothing "
            "was changed. The passphrase goes on opening the journal."
        ) from error
    return keyring
