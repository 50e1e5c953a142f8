"""What a writer may set: values, and how each is said and typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from journal import days
from journal.bank_holidays import NATIONS
from journal.errors import BadInput
from journal.rhythm import Rest
from journal.taught import Taught

LONGEST_IDLE = 240
Weekday = Annotated[int, Meta(ge=0, le=6)]


class Settings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The settings of one journal."""

    working_days: tuple[Weekday, ...] = (0, 1, 2, 3, 4)
    """Weekdays, 0 = Monday."""
    day_ends_at: Annotated[dt.time, Meta(tz=False)] = dt.time(4)
    """Writing before this hour belongs to the evening before."""
    rhythm: bool = True
    """Whether runs, weeks and breathers are shown at all."""
    bank_holidays: str | None = None
    """The nation whose bank holidays are rest days."""
    rests: tuple[Rest, ...] = ()
    """Leave, sickness and training."""
    colours: str = "goodchat-dark"
    lock_after: Annotated[int, Meta(ge=0, le=LONGEST_IDLE)] = 10
    """Minutes without a key after which the screens lock a locked journal again; 0 is never."""
    taught: Taught = Taught()
    """What the writer has taught it about reading."""

    def rests_on(self, day: dt.date) -> bool:
        """Whether a day is one of leave, sickness or training."""
        return any(day in rest for rest in self.rests)


NAMES = {
    "working-days": "working_days",
    "day-ends-at": "day_ends_at",
    "rhythm": "rhythm",
    "bank-holidays": "bank_holidays",
    "lock-after": "lock_after",
}
"""Settings as they are typed, and the field each sets."""


def said(settings: Settings, name: str) -> str:
    """A setting in the words it is typed in."""
    value = getattr(settings, _field(name))
    if name == "working-days":
        return " ".join(days.WEEKDAYS[day] for day in value)
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if name == "lock-after" and value:
        return f"{value} minutes" if value > 1 else "1 minute"
    return value or "off"


def changed(settings: Settings, name: str, typed: str) -> Settings:
    """Settings with one of them set to what was typed, or `BadInput` saying what it takes."""
    field = _field(name)
    return replace(settings, **{field: _READERS[name](typed.strip().casefold())})


def _field(name: str) -> str:
    if name not in NAMES:
        raise BadInput(f"There is no setting “{name[:40]}”. There are: {', '.join(NAMES)}.")
    return NAMES[name]


def _weekdays(typed: str) -> tuple[int, ...]:
    found = {days.weekday(word) for word in typed.replace(",", " ").split()}
    known = sorted(day for day in found if day is not None)
    if not known or None in found:
        raise BadInput("Working days are weekdays with spaces between: mon tue wed thu fri.")
    return tuple(known)


def _time(typed: str) -> dt.time:
    if typed.isdecimal() and len(typed) <= 2:
        typed = f"{int(typed):02}:00"
    try:
        hour = dt.time.fromisoformat(typed)
    except ValueError:
        hour = dt.time(23)
    if hour >= dt.time(12) or hour.tzinfo:
        raise BadInput("A day ends between 00:00 and 11:59. Four in the morning is 04:00.")
    return hour.replace(second=0, microsecond=0)


def _switch(typed: str) -> bool:
    if typed not in ("on", "off", "yes", "no"):
        raise BadInput("That is a switch: say on or off.")
    return typed in ("on", "yes")


def _nation(typed: str) -> str | None:
    if typed in ("off", "no", "none", ""):
        return None
    if typed not in NATIONS:
        raise BadInput(f"Bank holidays are off, or those of {', '.join(NATIONS)}.")
    return typed


def _minutes(typed: str) -> int:
    typed = typed.removesuffix("minutes").removesuffix("minute").strip()
    if typed in ("off", "no", "never"):
        return 0
    if not (typed.isdecimal() and 0 < int(typed) <= LONGEST_IDLE):
        raise BadInput(f"It locks after 1 to {LONGEST_IDLE} minutes, or it is off.")
    return int(typed)


_READERS: dict[str, Callable[[str], object]] = {
    "working-days": _weekdays,
    "day-ends-at": _time,
    "rhythm": _switch,
    "bank-holidays": _nation,
    "lock-after": _minutes,
}
