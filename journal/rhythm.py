"""The run, the week and the breathers: a kind reading of the days somebody wrote on.

The run is the longest stretch reaching back from today in which no calendar month holds more
missed working days than there are breathers. Told so, another entry or another rest day can only
ever lengthen it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Container, Iterable, Iterator
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from msgspec import Struct

from journal.days import WEEKDAYS, counted, lived_day, short, spoken
from journal.errors import BadInput

STILL_OPEN = 2
"""How many days back a day may still be written up."""
LATE = 31
"""How many days out of order a day may come and still be sure to count."""

_DAY = dt.timedelta(days=1)


class RestReason(StrEnum):
    """Why somebody was not at work."""

    LEAVE = "leave"
    SICKNESS = "sickness"
    TRAINING = "training"


class Rest(Struct, frozen=True, forbid_unknown_fields=True):
    """Days away from work, first and last included."""

    first: dt.date
    last: dt.date
    reason: RestReason

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and self.first <= day <= self.last


class DayMark(StrEnum):
    """What a day of the week shows."""

    WRITTEN = "written"
    OPEN = "open"
    """A working day with nothing written that may still be written up: today or the two before."""
    BREATHER = "breather"
    REST = "rest"
    FREE = "free"
    """Not a working day, and nothing written."""
    AHEAD = "ahead"
    """A working day to come."""
    QUIET = "quiet"
    """A working day gone by without an entry, outside any run. Shown plainly, not as a loss."""


class Rhythm(Struct, frozen=True):
    """The run, the week and the month as they stand today."""

    run: int
    """Days with an entry in the run."""
    began: dt.date | None
    breathers_left: int
    """This month's."""
    breathers_spent: tuple[dt.date, ...]
    """All that protect the run, earliest first."""
    week: tuple[tuple[dt.date, DayMark], ...]
    """Monday to Sunday."""
    days_this_week: int
    """Days with an entry."""
    working_days_this_week: int
    """Working days that are not rest days."""
    days_this_month: int
    returning: bool
    """Whether there were chats before, and the run is still to begin again or began again today."""
    can_write_up: tuple[dt.date, ...]
    """Yesterday and the day before, where they were worked and nothing is written yet."""
    days_off_this_week: int = 0
    """Days with an entry that were no working days."""
    new_breathers: tuple[dt.date, ...] = ()
    """Breathers to mention: just spent, or spent since the latest day with an entry."""


def rest(first: dt.date, last: dt.date, reason: RestReason) -> Rest:
    """A rest from one day to another, or `BadInput` where it ends before it begins."""
    if last < first:
        raise BadInput(
            f"A rest cannot end on {short(last)}, before it begins on {short(first)}. "
            "Give the first day, then the last."
        )
    return Rest(first, last, reason)


class Dated(Protocol):
    """What has a day and a moment of writing, as an entry has."""

    @property
    def day(self) -> dt.date:
        """The day as lived."""

    @property
    def written_at(self) -> dt.datetime:
        """The moment of writing, with its offset from UTC."""


def counting_day(entry: Dated, day_ends_at: dt.time) -> dt.date:
    """The day an entry counts for: its own where it was written up in time, else its writing's."""
    if (entry.written_at.date() - entry.day).days <= STILL_OPEN:
        return entry.day
    written = lived_day(entry.written_at, day_ends_at)
    return written if (written - entry.day).days > STILL_OPEN else entry.day


def rhythm(
    days: Iterable[dt.date],
    today: dt.date,
    *,
    working_days: frozenset[int],
    rests: Container[dt.date],
    breathers_a_month: int = 2,
) -> Rhythm:
    """The rhythm of counting days, given newest first and pulled only as far as it needs.

    `days` may repeat itself, be endless, and be out of order: a chat written up long after counts
    for a newer day than those around it. What comes up to `LATE` days late is sure to count;
    later than that it counts where it is pulled at all. Days after today wait until they come.
    """
    calendar = _Calendar(today, working_days, rests)
    written = _Written(days, today)
    monday = today - today.weekday() * _DAY
    written.pull_through(min(monday, today.replace(day=1)))
    run = _current_run(written, calendar, breathers_a_month)
    week = tuple(monday + away * _DAY for away in range(7))
    began = run.days[-1] if run.days else None
    return Rhythm(
        run=len(run.days),
        began=began,
        breathers_left=breathers_a_month - sum(_month(d) == _month(today) for d in run.spent),
        breathers_spent=tuple(reversed(run.spent)),
        week=tuple((day, _mark(day, written.days, calendar, run)) for day in week),
        days_this_week=sum(day in written.days for day in week),
        working_days_this_week=sum(calendar.is_worked(day) for day in week),
        days_off_this_week=sum(day in written.days and not calendar.is_worked(day) for day in week),
        days_this_month=sum(_month(day) == _month(today) for day in written.days),
        returning=_is_returning(written, began, today),
        can_write_up=_can_write_up(written.days, calendar),
        new_breathers=_new_breathers(run, today),
    )


def longest_run(
    days: Iterable[dt.date],
    today: dt.date,
    *,
    working_days: frozenset[int],
    rests: Container[dt.date],
    breathers_a_month: int = 2,
) -> int:
    """The most days with an entry that any run has had, over all days in any order."""
    calendar = _Calendar(today, working_days, rests)
    written = sorted({day for day in days if day <= today})
    longest, start = min(1, len(written)), 0
    # For each month, where the misses lie that a run could still hold. One too many, and a run
    # can only begin after the oldest of them.
    held: dict[tuple[int, int], deque[int]] = defaultdict(deque)
    for index, (before, day) in enumerate(pairwise(written), 1):
        for missed in calendar.missed_between(before, day):
            misses = held[_month(missed)]
            misses.append(index)
            if len(misses) > breathers_a_month:
                start = max(start, misses.popleft())
        longest = max(longest, index - start + 1)
    return longest


def sentence(rhythm: Rhythm, today: dt.date, chats: Callable[[], int]) -> str:
    """The rhythm in one kind line; `chats` is asked only when there is no run to speak of."""
    if not rhythm.run:
        return _welcome(chats() if rhythm.returning else 0)
    parts = (
        "Welcome back." if rhythm.returning else _fresh_start(rhythm, today),
        _week_said(rhythm),
        _run_said(rhythm, today),
        _breathers_said(rhythm, today),
    )
    return " ".join(part for part in parts if part)


def marks(rhythm: Rhythm) -> tuple[tuple[str, str, str], ...]:
    """The week as weekday, glyph and word, so that meaning never rests on the glyph alone."""
    return tuple((WEEKDAYS[day.weekday()].capitalize(), *_SHOWN[mark]) for day, mark in rhythm.week)


_SHOWN = {
    DayMark.WRITTEN: ("●", "written"),
    DayMark.BREATHER: ("◐", "breather"),
    DayMark.OPEN: ("○", "open"),
    DayMark.REST: ("–", "rest"),
    DayMark.FREE: (" ", "free"),
    DayMark.AHEAD: ("·", "to come"),
    DayMark.QUIET: ("·", "quiet"),
}


class _Calendar(Struct, frozen=True):
    """Which days are worked, and which of those can no longer be written up."""

    today: dt.date
    working_days: frozenset[int]
    rests: Container[dt.date]

    def is_worked(self, day: dt.date) -> bool:
        return day.weekday() in self.working_days and day not in self.rests

    def is_closed(self, day: dt.date) -> bool:
        return (self.today - day).days > STILL_OPEN

    def missed_between(self, before: dt.date, after: dt.date) -> Iterator[dt.date]:
        for away in range(1, (after - before).days):
            day = before + away * _DAY
            if self.is_closed(day) and self.is_worked(day):
                yield day


class _Written:
    """The days with an entry up to today, pulled from their source as they are asked for."""

    def __init__(self, source: Iterable[dt.date], today: dt.date) -> None:
        self._source = iter(source)
        self._today = today
        self.days: set[dt.date] = set()
        self.oldest = dt.date.max
        self.is_empty = True

    def pull_through(self, day: dt.date) -> None:
        """Pull until no day this new is still to come, unless it is more than `LATE` late."""
        while (day - self.oldest).days <= LATE:
            pulled = next(self._source, None)
            if pulled is None:
                return
            self.is_empty = False
            if pulled <= self._today:
                self.days.add(pulled)
                self.oldest = min(self.oldest, pulled)

    def reaches(self, day: dt.date) -> bool:
        """Whether there is anything on that day or before it."""
        self.pull_through(day)
        return self.oldest <= day


class _Run(Struct, frozen=True):
    """The days of a run and its breathers, newest first, and where the search for more stopped."""

    days: list[dt.date]
    spent: list[dt.date]
    stopped: dt.date


def _current_run(written: _Written, calendar: _Calendar, breathers: int) -> _Run:
    run = _walk_back(written, calendar, breathers)
    # A day that turned up only after the walk had passed it is walked over again.
    while len(run.days) < sum(day >= run.stopped for day in written.days):
        run = _walk_back(written, calendar, breathers)
    return run


def _walk_back(written: _Written, calendar: _Calendar, breathers: int) -> _Run:
    run: list[dt.date] = []
    spent: list[dt.date] = []
    # Misses cost a breather only once an older day with an entry shows there is a run to protect.
    waiting: list[dt.date] = []
    misses: Counter[tuple[int, int]] = Counter()
    day = calendar.today
    while written.reaches(day):
        if day in written.days:
            run.append(day)
            spent += waiting
            waiting.clear()
        elif calendar.is_closed(day) and calendar.is_worked(day):
            waiting.append(day)
            misses[_month(day)] += 1
            if misses[_month(day)] > breathers:
                break
        if day == dt.date.min:
            break
        day -= _DAY
    return _Run(run, spent, day)


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


def _mark(day: dt.date, written: set[dt.date], calendar: _Calendar, run: _Run) -> DayMark:
    if day in written:
        return DayMark.WRITTEN
    if not calendar.is_worked(day):
        return DayMark.REST if day.weekday() in calendar.working_days else DayMark.FREE
    if day > calendar.today:
        return DayMark.AHEAD
    if not calendar.is_closed(day):
        return DayMark.OPEN
    return DayMark.BREATHER if day in run.spent else DayMark.QUIET


def _is_returning(written: _Written, began: dt.date | None, today: dt.date) -> bool:
    if began is None:
        return not written.is_empty
    return began == today and written.oldest < today


def _can_write_up(written: set[dt.date], calendar: _Calendar) -> tuple[dt.date, ...]:
    near = (calendar.today - away * _DAY for away in range(1, STILL_OPEN + 1))
    return tuple(day for day in near if day not in written and calendar.is_worked(day))


def _new_breathers(run: _Run, today: dt.date) -> tuple[dt.date, ...]:
    just_closed = today - (STILL_OPEN + 1) * _DAY
    return tuple(day for day in reversed(run.spent) if day == just_closed or day > run.days[0])


def _welcome(chats: int) -> str:
    if not chats:
        return "Go and have a chat. Then tell me about it."
    return f"Welcome back. {counted(chats, 'chat')} so far; today makes {chats + 1:,}."


def _fresh_start(rhythm: Rhythm, today: dt.date) -> str:
    mark = dict(rhythm.week).get(today)
    if mark in (DayMark.WRITTEN, DayMark.REST):
        return ""
    new_week, new_month = _is_new_week(rhythm, today), today.day == 1
    if new_week and new_month:
        return "A new week and a new month."
    return "A new week." if new_week else "A new month." if new_month else ""


def _is_new_week(rhythm: Rhythm, today: dt.date) -> bool:
    # After a bank holiday, leave, or days not worked, the week begins later than Monday.
    before = {mark for day, mark in rhythm.week if day < today}
    is_open = dict(rhythm.week).get(today) is DayMark.OPEN
    return not before or (is_open and before <= {DayMark.FREE, DayMark.REST})


def _week_said(rhythm: Rhythm) -> str:
    done, worked = rhythm.days_this_week, rhythm.working_days_this_week
    if not done:
        return ""
    if done > worked or rhythm.days_off_this_week:
        return f"{counted(done, 'day')} this week."
    return f"{done} of {counted(worked, 'day')}."


def _run_said(rhythm: Rhythm, today: dt.date) -> str:
    if rhythm.run > 1:
        return f"{rhythm.run:,} days running."
    return "Day one." if rhythm.began == today else "Day one is done."


def _breathers_said(rhythm: Rhythm, today: dt.date) -> str:
    if not rhythm.new_breathers:
        return ""
    names = " and ".join(spoken(day, today) for day in rhythm.new_breathers[-2:])
    return f"{names} took a breather; the run goes on."
