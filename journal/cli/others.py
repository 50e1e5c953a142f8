"""Opening a locked copy of a journal: with this journal's key where it fits, else with its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from journal.cli import say, unlocking
from journal.desk import Desk
from journal.errors import Damaged, Locked, WrongPassphrase
from journal.store.seal import KEY, SEALED, Seal

_OTHER = "--copy-passphrase-file PATH"


def copy_passphrase_option(command: Any) -> Any:
    """The option for the passphrase of a copy that is locked with another key."""
    return click.option(
        "--copy-passphrase-file",
        "copy_passphrase",
        metavar="PATH|-",
        help="Read the passphrase of a locked PATH there, where it has another one.",
    )(command)


class Opening:
    """What opens a locked copy for a desk."""

    def __init__(self, desk: Desk, passphrase_file: str | None = None) -> None:
        self._ours = desk.journal.seal
        self._file = unlocking.file_of(passphrase_file)
        self._has_opened = False

    def __call__(self, files: Mapping[str, bytes], where: Path) -> Seal:
        """The seal of the copy with these files."""
        self._has_opened = True
        if self._ours.suffix and (KEY not in files or _fits(self._ours, files, where)):
            return self._ours
        if KEY not in files:
            raise Damaged(f"{where} is locked, and has no {KEY} with it. Nothing was changed.")
        return _by_its_own_key(files[KEY], where, self._file)

    def warn(self) -> None:
        """Say it where what was locked comes into a journal that is not."""
        if self._has_opened and not self._ours.suffix:
            say.aside(
                "It was locked there. Here it will lie in clear, since this journal is not "
                "locked; to lock it: goodchat lock"
            )


def _fits(seal: Seal, files: Mapping[str, bytes], where: Path) -> bool:
    name = next(name for name in files if name.endswith(f".json{SEALED}"))
    try:
        seal.open(files[name], where / name)
    except Damaged:
        return False
    return True


def _by_its_own_key(content: bytes, where: Path, file: str | None) -> Seal:
    from journal.store import keys

    question = f"Passphrase of {where.name}: "
    is_typed = file is None and not unlocking.is_given()

    def attempt(passphrase: str) -> keys.Keys:
        try:
            return keys.open_keys(content, passphrase, where / KEY)
        except WrongPassphrase as wrong:
            advice = "; try again." if is_typed else f". Its own can be given: {_OTHER}"
            raise WrongPassphrase(
                f"That is not the passphrase of {where.name}. Nothing was changed{advice}"
            ) from wrong

    if file is not None:
        return attempt(unlocking.in_file(file)).vault
    if is_typed and not unlocking.can_ask():
        raise Locked(
            f"{where} is locked. Open it in a terminal, or name a file with its passphrase: "
            f"{_OTHER}"
        )
    return unlocking.opened(attempt, question).vault
