"""`goodchat doctor`: the journal's files looked over, and mended where that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from journal import places
from journal.cli import say, unlocking
from journal.cli.desks import desk_of
from journal.days import counted
from journal.desk import Desk
from journal.errors import Damaged
from journal.store.doctor import Finding, examine
from journal.store.seal import PLAIN, Seal, is_locked

Said = Callable[[str], object]


@click.command("doctor", short_help="Look over the journal's files, and mend them.")
@click.option("--repair", "repairs", is_flag=True, help="Mend what can be mended.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def doctor(repairs: bool, as_json: bool) -> int:
    """Say what is well with the journal's files and what is not; 1 where something is not.

    --repair mends what can be mended and deletes nothing: what is damaged goes into set-aside.
    """
    home = places.home()
    done: list[str] = []

    def did(sentence: str) -> None:
        done.append(sentence)
        if not as_json:
            say.result(sentence)

    desk = desk_of(home, _seal(home, did if repairs else None))
    desk.journal.seen.warn = lambda _: None  # it is among the findings
    if repairs:
        _repair(desk, did)
        if not done and not as_json:
            say.result("There was nothing that a repair could mend.")
    findings = examine(home, desk.journal.seal)
    ill = [one for one in findings if not one.is_well]
    if as_json:
        say.document({"well": not ill, "done": done, "findings": findings})
        return 1 if ill else 0
    for one in (*(one for one in findings if one.is_well), *ill):
        say.result(one.said)
    say.result(_summary(ill, has_files=bool(findings)))
    return 1 if ill else 0


def _seal(home: Path, did: Said | None) -> Seal:
    """The journal's seal, in a repair also by the second copy of its key.

    The laptop's keyring is not asked: the key file is one of those that are looked over.
    """
    if not is_locked(home):
        return PLAIN
    from journal.store import keys, locking, mending

    mends_key = did is not None and (home / locking.KEY_COPY).is_file()

    def attempt(passphrase: str) -> keys.Keys:
        try:
            return keys.keys_of(home, passphrase)
        except Damaged:
            if did is None or not mends_key:
                raise
            return mending.second_key(home, did)(passphrase)

    if not mends_key:
        keys.key_file(home)  # what no passphrase opens is said before one is asked for
    return unlocking.opened(attempt).vault


def _repair(desk: Desk, did: Said) -> None:
    from journal.store.mending import repair

    if not desk.journal.home.is_dir():
        return
    try:
        repair(desk.journal, did)
    finally:
        desk.journal.release()


def _summary(ill: Sequence[Finding], *, has_files: bool) -> str:
    if not has_files:
        return "Nothing is kept here yet."
    if not ill:
        return "All is well."
    verb = "needs" if len(ill) == 1 else "need"
    said = f"{counted(len(ill), 'thing')} {verb} attention."
    if any(one.can_be_mended for one in ill):
        return f"{said} To mend what can be mended: goodchat doctor --repair"
    return said
