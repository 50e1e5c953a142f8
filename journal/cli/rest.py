"""`goodchat rest`: days of leave, sickness and training, which no run is held to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import click
from msgspec.structs import replace

from journal import days
from journal.cli import hear, say
from journal.cli.desks import open_desk, writing
from journal.days import short
from journal.desk import Desk
from journal.errors import BadInput
from journal.fields import matching
from journal.rhythm import Rest, RestReason
from journal.rhythm import rest as resting

_DAY = dt.timedelta(days=1)
_LONGEST = dt.timedelta(days=180)
"""A rest over a year's end that is taken to be meant, where no year was typed."""


@click.command("rest", short_help="Leave, sickness and training.")
@click.argument("first", required=False)
@click.argument("last", required=False)
@click.option("--for", "why", metavar="leave|sickness|training", help="Leave, if not said.")
@click.option("--remove", is_flag=True, help="You were at work on those days after all.")
def rest(first: str | None, last: str | None, why: str | None, remove: bool) -> int:
    """List your rest days, or declare those from FIRST to LAST. A single day needs no LAST."""
    desk = open_desk()
    if first is None:
        if remove or why:
            raise click.UsageError("Say which day: goodchat rest 24/12 --for leave")
        _list(desk)
        return 0
    if remove:
        taken = _named(desk, first, last)
        kept = _without(desk.settings.rests, taken)
        said = f"Back at work: {_said(taken)}."
    else:
        taken = _declared(desk, first, last, _reason(why))
        kept = (*_without(desk.settings.rests, taken), taken)
        said = f"Resting: {_said(taken)}, {taken.reason}."
    with writing(desk.journal):
        in_order = tuple(sorted(kept, key=lambda one: one.first))
        desk.journal.save_settings(replace(desk.settings, rests=in_order))
    say.result(said)
    return 0


def _list(desk: Desk) -> None:
    rests = desk.settings.rests
    for one in rests:
        say.result(f"{_said(one)}, {one.reason}")
    if not rests:
        say.aside("No rest days are declared. For leave: goodchat rest 24/12 2/1")


def _declared(desk: Desk, first: str, last: str | None, reason: RestReason) -> Rest:
    # Leave and training are mostly ahead, sickness is mostly over.
    return _span(desk, first, last, reason, is_ahead=reason is not RestReason.SICKNESS)


def _named(desk: Desk, first: str, last: str | None) -> Rest:
    """Days that hold some rest already, wherever they lie."""
    for is_ahead in (True, False):
        span = _span(desk, first, last, RestReason.LEAVE, is_ahead=is_ahead)
        if any(one.first <= span.last and span.first <= one.last for one in desk.settings.rests):
            return span
    raise BadInput("No rest is declared for then. goodchat rest lists what is.")


def _span(desk: Desk, first: str, last: str | None, reason: RestReason, *, is_ahead: bool) -> Rest:
    parse = days.parse_ahead if is_ahead else days.parse
    today = desk.today()
    begins = parse(hear.argument(first), today)
    if last is None:
        return resting(begins, begins, reason)
    ends = parse(hear.argument(last), today)
    if ends < begins:
        ends = days.parse_ahead(last, begins)
        if ends - begins > _LONGEST:
            raise BadInput(
                f"From {short(begins)} to {last.strip()[:20]} is backwards, or most of a year. "
                "Give the first day, then the last, with the year where that helps."
            )
    return resting(begins, ends, reason)


def _without(rests: tuple[Rest, ...], taken: Rest) -> tuple[Rest, ...]:
    return tuple(left for one in rests for left in _left(one, taken))


def _left(one: Rest, taken: Rest) -> Iterator[Rest]:
    if one.last < taken.first or taken.last < one.first:
        yield one
        return
    if one.first < taken.first:
        yield replace(one, last=taken.first - _DAY)
    if taken.last < one.last:
        yield replace(one, first=taken.last + _DAY)


def _reason(why: str | None) -> RestReason:
    if why is None:
        return RestReason.LEAVE
    return RestReason(matching(hear.argument(why), list(RestReason), "reason to rest"))


def _said(one: Rest) -> str:
    first, last = f"{short(one.first)} {one.first.year}", f"{short(one.last)} {one.last.year}"
    return first if one.first == one.last else f"{first} to {last}"
