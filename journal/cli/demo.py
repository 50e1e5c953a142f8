"""`goodchat demo`: an invented journal to look round in."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from journal import days
from journal.cli import say
from journal.cli.desks import open_desk, writing
from journal.desk import Desk
from journal.errors import BadInput


@click.command("demo", short_help="Look round an invented journal.")
@click.option("--entries", "-n", "count", type=click.IntRange(1, 50_000), default=200)
@click.option("--years", type=click.IntRange(1, 40), default=1, help="Over how many years.")
@click.option("--seed", type=int, default=1, help="Another number invents another journal.")
@click.option("--home", metavar="DIR", type=Path, help="Fill this empty folder and leave it there.")
def demo(count: int, years: int, seed: int, home: Path | None) -> int:
    """Open an invented journal that is gone when you leave, or fill DIR with one."""
    if home is not None:
        desk = open_desk(_empty(home))
        made = _fill(desk, count, years, seed)
        say.result(f"{days.counted(made, 'invented chat')} in {home}")
        say.aside(f"Open it with: GOODCHAT_HOME={home} goodchat")
        return 0
    with tempfile.TemporaryDirectory(prefix="goodchat-demo-") as folder:
        desk = open_desk(Path(folder) / "journal")
        _fill(desk, count, years, seed)
        return _look_round(desk)


def _empty(home: Path) -> Path:
    if home.is_dir() and any(home.iterdir()):
        raise BadInput(f"{home} has something in it already. Name a new or an empty folder.")
    return home


def _fill(desk: Desk, count: int, years: int, seed: int) -> int:
    # Imported here: the stories are only read when they are wanted.
    from journal.demo import invent

    working = frozenset(desk.settings.working_days)
    entries = invent(count, years=years, seed=seed, today=desk.today(), working_days=working)
    with writing(desk.journal):
        desk.journal.begin()
        desk.journal.add_many(entries)
    return len(entries)


def _look_round(desk: Desk) -> int:
    from journal.cli.opening import open_screens

    if say.has_terminal():
        return open_screens(desk)
    from journal.cli.today import lines

    for line in lines(desk):
        say.result(line)
    say.aside("All of it is invented, and gone again.")
    return 0
