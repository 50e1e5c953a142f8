"""Opening a locked copy of a journal: with this journal's key where it fits, else with its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from journal.cli import unlocking
from journal.desk import Desk
from journal.errors import Damaged
from journal.store.copies import Opener
from journal.store.seal import KEY, SEALED, Seal


def copy_passphrase_option(command: Any) -> Any:
    """The option for the passphrase of a copy that is locked with another key."""
    return click.option(
        "--copy-passphrase-file",
        "copy_passphrase",
        metavar="PATH|-",
        help="Read the passphrase of a locked PATH there, where it has another one.",
    )(command)


def opener(desk: Desk, passphrase_file: str | None = None) -> Opener:
    """What opens a locked copy for this desk."""

    def opened(files: Mapping[str, bytes], where: Path) -> Seal:
        ours = desk.journal.seal
        if ours.suffix and _fits(ours, files, where):
            return ours
        return _by_its_own_key(files, where, passphrase_file)

    return opened


def _fits(seal: Seal, files: Mapping[str, bytes], where: Path) -> bool:
    name = next(name for name in files if name.endswith(f".json{SEALED}"))
    try:
        seal.open(files[name], where / name)
    except Damaged:
        return False
    return True


def _by_its_own_key(files: Mapping[str, bytes], where: Path, file: str | None) -> Seal:
    from journal.store import keys

    if KEY not in files:
        raise Damaged(
            f"{where} is locked with another key, and has no {KEY} with it. Nothing was changed."
        )

    def attempt(passphrase: str) -> keys.Keys:
        return keys.open_keys(files[KEY], passphrase, where / KEY)

    if file is not None:
        return attempt(unlocking.in_file(file)).vault
    return unlocking.opened(attempt, f"Passphrase of {where.name}: ").vault
