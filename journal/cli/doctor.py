"""`goodchat doctor`: the journal's files looked over, and mended where that is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import click

from journal.cli import say
from journal.cli.desks import open_desk
from journal.days import counted
from journal.desk import Desk
from journal.store.doctor import Finding, examine


@click.command("doctor", short_help="Look over the journal's files, and mend them.")
@click.option("--repair", "repairs", is_flag=True, help="Mend what can be mended.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def doctor(repairs: bool, as_json: bool) -> int:
    """Say what is well with the journal's files and what is not; 1 where something is not.

    --repair mends what can be mended and deletes nothing: what is damaged goes into set-aside.
    """
    desk = open_desk()
    done = _repaired(desk, is_quiet=as_json) if repairs else []
    findings = examine(desk.journal.home)
    ill = [one for one in findings if not one.is_well]
    if as_json:
        say.document({"well": not ill, "done": done, "findings": findings})
        return 1 if ill else 0
    for one in (*(one for one in findings if one.is_well), *ill):
        say.result(one.said)
    say.result(_summary(ill, has_files=bool(findings)))
    return 1 if ill else 0


def _repaired(desk: Desk, *, is_quiet: bool) -> list[str]:
    from journal.store.mending import repair

    done: list[str] = []

    def did(sentence: str) -> None:
        done.append(sentence)
        if not is_quiet:
            say.result(sentence)

    if not desk.journal.home.is_dir():
        return done
    try:
        repair(desk.journal, did)
    finally:
        desk.journal.release()
    if not done and not is_quiet:
        say.result("There was nothing that a repair could mend.")
    return done


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
