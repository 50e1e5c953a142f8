"""Whatever the clock does, no chat changes its day, and the order stays that of the days."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest

from journal.days import now_here
from journal.desk import Desk
from journal.model import Entry, Step
from journal.reflection import Part
from tests.faults.operations import KINDS, Kind
from tests.kit import NOW, TODAY

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


class Watch:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


def write(desk: Desk, text: str) -> Entry:
    """Write about a chat of the day it is."""
    return desk.save(desk.begin().go(Part.WHAT).write(text))


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def desk(request: pytest.FixtureRequest, home: Path) -> Iterator[Desk]:
    made: Desk = request.param.open(home)
    made.clock = Watch()
    made.journal.hold()
    yield made
    made.journal.release()


def set_clock(desk: Desk, now: dt.datetime) -> None:
    assert isinstance(desk.clock, Watch)
    desk.clock.now = now


def read_again(desk: Desk) -> list[tuple[dt.date, str]]:
    """The days and texts a fresh window finds, in its order."""
    desk.journal.refresh()
    return [(entry.day, entry.text(Step.WHAT)) for entry in desk.journal.entries()]


def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip("this machine knows no time zones")


def test_a_clock_set_back_a_day(desk: Desk) -> None:
    write(desk, "first")
    set_clock(desk, NOW - dt.timedelta(days=1))
    write(desk, "second")
    yesterday = TODAY - dt.timedelta(days=1)
    assert read_again(desk) == [(TODAY, "first"), (yesterday, "second")]
    set_clock(desk, NOW + dt.timedelta(minutes=1))
    write(desk, "third")
    assert read_again(desk) == [(TODAY, "third"), (TODAY, "first"), (yesterday, "second")]


def test_a_clock_ten_years_ahead_and_back(desk: Desk) -> None:
    write(desk, "now")
    ahead = NOW.replace(year=NOW.year + 10)
    set_clock(desk, ahead)
    write(desk, "far ahead")
    set_clock(desk, NOW + dt.timedelta(hours=1))
    write(desk, "back again")
    expected = [(ahead.date(), "far ahead"), (TODAY, "back again"), (TODAY, "now")]
    assert read_again(desk) == expected
    found = desk.journal.find(next(desk.journal.entries()).id)
    desk.journal.delete(found, NOW)
    assert desk.journal.bring_back(found.id, NOW) == found
    assert read_again(desk) == expected


def test_a_traveller_keeps_each_day_as_it_was_lived(desk: Desk) -> None:
    auckland, honolulu = zone("Pacific/Auckland"), zone("Pacific/Honolulu")
    morning = dt.datetime(2026, 11, 20, 9, 0, tzinfo=auckland)
    set_clock(desk, morning)
    write(desk, "in Auckland")
    set_clock(desk, morning.astimezone(honolulu) + dt.timedelta(hours=9))
    write(desk, "nine hours later, in Honolulu")
    assert read_again(desk) == [
        (dt.date(2026, 11, 20), "in Auckland"),
        (dt.date(2026, 11, 19), "nine hours later, in Honolulu"),
    ]


def test_the_hour_that_comes_twice(desk: Desk) -> None:
    paris = zone("Europe/Paris")
    summer = dt.datetime(2026, 10, 25, 2, 30, tzinfo=paris)
    for moment, text in (
        (summer, "02:30, summer"),
        (summer.replace(minute=10, fold=1), "02:10, winter"),
        (summer.replace(minute=50), "02:50, summer"),
    ):
        set_clock(desk, moment)
        write(desk, text)
    the_evening_before = dt.date(2026, 10, 24)
    assert read_again(desk) == [
        (the_evening_before, text) for text in ("02:10, winter", "02:50, summer", "02:30, summer")
    ]


def test_the_hour_that_is_missing(desk: Desk) -> None:
    paris = zone("Europe/Paris")
    missing = dt.datetime(2026, 3, 29, 2, 30, tzinfo=paris)
    for moment, text in (
        (missing.replace(hour=1, minute=59), "a minute before"),
        (missing, "in it"),
        (missing.replace(hour=4, minute=30), "after it"),
    ):
        set_clock(desk, moment)
        write(desk, text)
    evening, sunday = dt.date(2026, 3, 28), dt.date(2026, 3, 29)
    assert read_again(desk) == [
        (sunday, "after it"),
        (evening, "in it"),
        (evening, "a minute before"),
    ]


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
@each_kind
def test_the_time_zone_changes_under_an_open_window(
    kind: Kind, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = kind.open(home)
    desk.clock = now_here
    desk.journal.hold()
    lived: dict[str, dt.date] = {}
    try:
        for name in ("Pacific/Kiritimati", "Etc/GMT+12", "Europe/London", "Asia/Kathmandu"):
            monkeypatch.setenv("TZ", name)
            time.tzset()
            lived[write(desk, name).id] = desk.today()
    finally:
        monkeypatch.undo()
        time.tzset()
        desk.journal.release()
    assert {entry.id: entry.day for entry in kind.open(home).journal.entries()} == lived
    days = [entry.day for entry in kind.open(home).journal.entries()]
    assert days == sorted(days, reverse=True)
    assert "TZ" not in os.environ or os.environ["TZ"] != "Asia/Kathmandu"
