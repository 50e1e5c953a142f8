"""`goodchat list`: the chats that were kept, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

import click

from journal import days, search
from journal.cli import hear, say, typed
from journal.cli.desks import open_desk
from journal.desk import Desk
from journal.model import Entry, Layer, WithWhom
from journal.visible import one_line

_LAYER = max(map(len, Layer))
_ROLE = max(map(len, WithWhom))


@click.command("list", short_help="The chats you kept, newest first.")
@click.argument("query", nargs=-1)
@click.option("--layer", "-l", help="Only this layer: base, filling or top.")
@click.option("--tag", "-t", help="Only with this tag.")
@click.option("--with", "with_whom", metavar="ROLE", help="Only chats with this role.")
@click.option("--since", metavar="DATE", help="Only from this day on.")
@click.option("--until", metavar="DATE", help="Only up to this day.")
@click.option("--limit", "-n", type=click.IntRange(min=1), help="No more than so many.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def listing(query: tuple[str, ...], limit: int | None, as_json: bool, **options: Any) -> int:
    """The chats you kept, newest first. Every word of QUERY must be in them somewhere."""
    desk = open_desk()
    filters = _filters(query, desk.today(), **options)
    found = islice(search.search(_entries(desk, filters), filters), limit)
    if as_json:
        say.document(list(found))
        return 0
    width, is_empty = say.width(), True
    for entry in found:
        is_empty = False
        line = _line(entry, desk.today())
        say.result(say.fitted(line, width) if width else line)
    if is_empty:
        say.aside(_nothing(desk))
    return 0


def _filters(
    query: tuple[str, ...],
    today: dt.date,
    *,
    layer: str | None,
    tag: str | None,
    with_whom: str | None,
    since: str | None,
    until: str | None,
) -> search.Filters:
    return search.Filters(
        words=search.words(map(hear.argument, query)),
        layer=typed.layer(layer) if layer is not None else None,
        tag=typed.tag(tag) if tag is not None else None,
        with_whom=typed.with_whom(with_whom) if with_whom is not None else None,
        since=typed.day(since, today) if since is not None else None,
        until=typed.day(until, today) if until is not None else None,
    )


def _entries(desk: Desk, filters: search.Filters) -> Iterator[Entry]:
    # Going no further back than asked leaves the files of older years unread.
    return desk.journal.entries_since(filters.since) if filters.since else desk.journal.entries()


def _line(entry: Entry, today: dt.date) -> str:
    day = entry.day
    said = days.short(day) if day.year == today.year else f"{day.day} {day:%b %Y}"
    role = entry.with_whom or ""
    first = one_line(entry.first_line)
    return f"{entry.id}  {said:11}  {entry.layer:{_LAYER}}  {role:{_ROLE}}  {first}".rstrip()


def _nothing(desk: Desk) -> str:
    if next(desk.journal.entries(), None) is None:
        return "Nothing is kept here yet. Go and have a chat, then: goodchat write"
    return "No chat matches. Fewer words, or fewer filters, find more."
