"""`goodchat add`: one chat kept in one go."""

from __future__ import annotations

from typing import Any

import click

from journal import days
from journal.cli import hear, say, typed
from journal.cli.desks import open_desk, writing
from journal.desk import Desk
from journal.model import Entry
from journal.reflection import Part, Reflection, check_length
from journal.safety import SAFETY_LINE, entry_may_be_at_risk


@click.command("add", short_help="Keep a chat in one go.")
@click.argument("text", nargs=-1, metavar="TEXT|-")
@click.option("--layer", "-l", help="base (as it is without), filling or top.")
@click.option("--with", "with_whom", metavar="ROLE", help="Who it was with: a role, no name.")
@click.option("--ground", "-g", help="Whose ground: ours, theirs, neutral, phone.")
@click.option("--tag", "-t", "tags", multiple=True, help="A word of your own. Again for more.")
@click.option("--day", "-d", metavar="DATE", help="The day of the chat: yesterday, tue, 19/11.")
@click.option("--json", "as_json", is_flag=True, help="Print the entry as JSON.")
def add(text: tuple[str, ...], as_json: bool, **options: Any) -> int:
    """Keep a chat in one go: from TEXT, or from what is piped in."""
    desk = open_desk()
    reflection = _reflection(desk, _text(text), **options)
    reflection.finish(desk.clock())  # refused, if it is, before anything is on the disk
    with writing(desk.journal):
        entry = desk.save(reflection)
    if as_json:
        say.document(entry)
    else:
        say.result(kept(entry, desk))
    if entry_may_be_at_risk(entry):
        say.aside(SAFETY_LINE)
    return 0


def kept(entry: Entry, desk: Desk) -> str:
    """What is said once an entry is kept."""
    day = days.spoken(entry.day, desk.today())
    return f"Kept {entry.id}. {day[:1].upper()}{day[1:]}, {entry.layer}."


def _text(words: tuple[str, ...]) -> str:
    if words == ("-",) or (not words and not say.is_typed()):
        return hear.piped()
    if not words:
        raise click.UsageError(
            'Say what the chat was: goodchat add "the pool, and who holds the pen". '
            "goodchat write asks you question by question."
        )
    return check_length(hear.argument(" ".join(words)))


def _reflection(
    desk: Desk,
    text: str,
    *,
    layer: str | None,
    with_whom: str | None,
    ground: str | None,
    tags: tuple[str, ...],
    day: str | None,
) -> Reflection:
    reflection = desk.begin(typed.chat_day(day, desk))
    if layer is not None:
        reflection = reflection.choose_layer(typed.layer(layer))
    return (
        reflection.fill(
            with_whom=typed.with_whom(with_whom) if with_whom is not None else None,
            ground=typed.ground(ground) if ground is not None else None,
            tags=typed.tags(tags),
        )
        .go(Part.WHAT)
        .write(text)
    )
