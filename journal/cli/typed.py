"""Words from the command line as the values they mean, or a sentence saying what there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from journal import days, fields
from journal.cli.hear import argument
from journal.desk import Desk
from journal.model import Ground, Layer, WithWhom


def layer(typed: str) -> Layer:
    """`base`, `filling` or `top`."""
    return Layer(fields.matching(argument(typed), list(Layer), "layer"))


def with_whom(typed: str) -> WithWhom:
    """A role: `family`, `family-or-friend`, `someone_new`."""
    return WithWhom(fields.matching(argument(typed), list(WithWhom), "role"))


def ground(typed: str) -> Ground:
    """Whose ground: `theirs`, `phone`."""
    return Ground(fields.matching(argument(typed), list(Ground), "ground"))


def tags(typed: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept."""
    return fields.tags(argument(tag) for tag in typed)


def tag(typed: str) -> str:
    """One tag as it is kept."""
    return tags([typed])[0]


def day(typed: str, today: dt.date) -> dt.date:
    """A day as people type one."""
    return days.parse(argument(typed), today)


def chat_day(typed: str | None, desk: Desk) -> dt.date | None:
    """The day of a chat, which has come; None where none was typed."""
    return desk.check_day(day(typed, desk.today())) if typed is not None else None


def entry_id(typed: str) -> str:
    """An id, or the start of one."""
    return argument(typed).strip().casefold()
