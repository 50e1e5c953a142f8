"""What stands between a file's content and the disk: nothing, or the journal's own lock.

Every file of a journal is read and written through a seal. A plain journal's leaves the content
as it is; a locked one's (`vault.Vault`) closes it, and its files have `.age` after their name.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Protocol

from journal.errors import Locked

SEALED = ".age"
KEY, RECOVERY, KEYRING = "key.age", "recovery.age", "keyring.age"
"""The journal's key under its passphrase, for the recovery key, and for this laptop's keyring."""
_CLEAR_WORDS = re.compile(r"(?:[0-9]{4}|journal)\.json")
_SEALED_WORDS = re.compile(r"(?:[0-9]{4}|journal)\.json\.age")


class Seal(Protocol):
    """How a journal's files lie on the disk."""

    @property
    def suffix(self) -> str:
        """What the name of a file ends with, after `.json`."""

    def close(self, content: bytes) -> bytes:
        """The content as it goes on the disk."""

    def open(self, content: bytes, path: Path) -> bytes:
        """The content as it is read; raises `Damaged` naming `path` where it does not open."""

    def open_as_far(self, content: bytes) -> bytes:
        """What can still be read of a spoilt file, from its beginning."""


class Plain:
    """The seal of a journal that is not locked."""

    suffix = ""

    def close(self, content: bytes) -> bytes:
        """The content as it is."""
        return content

    def open(self, content: bytes, path: Path) -> bytes:  # noqa: ARG002  (another seal names it)
        """The content as it is."""
        return content

    def open_as_far(self, content: bytes) -> bytes:
        """The content as it is."""
        return content


PLAIN: Seal = Plain()


def is_locked(home: Path) -> bool:
    """Whether a home's journal is locked, or is on its way into or out of it."""
    if is_there(home / KEY):
        return True
    # One that strayed in from elsewhere does not keep a plain journal from opening.
    return has_sealed(home) and (is_there(home / "backups" / KEY) or not _has(home, _CLEAR_WORDS))


def has_sealed(home: Path) -> bool:
    """Whether something of a journal lies there that only its key opens."""
    return _has(home, _SEALED_WORDS)


def _has(home: Path, called: re.Pattern[str]) -> bool:
    names = (file.name for file in home.iterdir()) if home.is_dir() else ()
    return any(map(called.fullmatch, names))


def is_there(path: Path) -> bool:
    """Whether a name is taken, also by a link that leads nowhere."""
    return path.exists() or path.is_symlink()


def locked() -> Locked:
    """What is said where a passphrase is needed and nobody can be asked for it."""
    return Locked(
        "This journal is locked. Open it in a terminal, or name a file with its passphrase: "
        "--passphrase-file PATH"
    )


def seal_for(path: Path, seal: Seal) -> Seal:
    """The seal a file has by its name: there are two forms while locking is under way."""
    return seal if path.name.endswith(SEALED) else PLAIN


def bare(name: str) -> str:
    """A file's name as it is in a plain journal."""
    return name.removesuffix(SEALED)


def as_it_lies(path: Path, seal: Seal) -> tuple[Path, Seal]:
    """A file and its seal, found in the other form where locking or unlocking was cut short.

    `path` carries the seal's suffix. Only for reading: who may write has everything in one form.
    """
    if not seal.suffix or is_there(path):
        return path, seal
    plain = path.with_name(bare(path.name))
    return (plain, PLAIN) if plain.exists() else (path, seal)
