"""Days as people live, say and type them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import days
from journal.errors import BadInput

THURSDAY = dt.date(2026, 11, 19)
FOUR = dt.time(4)
LONDON = ZoneInfo("Europe/London")
# A slow machine is not a wrong answer, so no example has a deadline.
kindly = settings(max_examples=60, deadline=None)
SOME_DAY = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-19T03:59+00:00", dt.date(2026, 11, 18)),
        ("2026-11-19T04:00+00:00", THURSDAY),
        ("2026-11-19T23:59+00:00", THURSDAY),
        ("2026-03-01T01:30+00:00", dt.date(2026, 2, 28)),
        ("2028-03-01T01:30+00:00", dt.date(2028, 2, 29)),
        ("2027-01-01T00:10+00:00", dt.date(2026, 12, 31)),
    ],
)
def test_the_small_hours_belong_to_the_evening_before(moment: str, day: dt.date) -> None:
    assert days.lived_day(at(moment), FOUR) == day


def test_a_day_may_end_at_midnight() -> None:
    assert days.lived_day(at("2026-11-19T00:00+00:00"), dt.time(0)) == THURSDAY


def test_the_hour_that_comes_twice_in_october_is_one_evening_both_times() -> None:
    first = dt.datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=0)
    second = first.replace(fold=1)
    assert first.utcoffset() != second.utcoffset()
    saturday = dt.date(2026, 10, 24)
    assert days.lived_day(first, FOUR) == days.lived_day(second, FOUR) == saturday


def test_the_hour_that_never_comes_in_march_takes_no_day_with_it() -> None:
    before = dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC).astimezone(LONDON)
    after = before.astimezone(dt.UTC) + dt.timedelta(minutes=2)
    saturday = dt.date(2026, 3, 28)
    assert days.lived_day(before, FOUR) == saturday
    assert days.lived_day(after.astimezone(LONDON), FOUR) == saturday
    at_four = dt.datetime(2026, 3, 29, 3, 0, tzinfo=dt.UTC).astimezone(LONDON)
    assert days.lived_day(at_four, FOUR) == dt.date(2026, 3, 29)


def test_the_day_is_the_one_on_the_wall_clock_there_and_not_in_utc() -> None:
    assert days.lived_day(at("2026-11-20T08:00+13:00"), FOUR) == dt.date(2026, 11, 20)
    assert days.lived_day(at("2026-11-19T20:00-08:00"), FOUR) == THURSDAY


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", THURSDAY),
        ("Yesterday", dt.date(2026, 11, 18)),
        ("day before yesterday", dt.date(2026, 11, 17)),
        ("tomorrow", dt.date(2026, 11, 20)),
        ("thu", THURSDAY),
        ("last thursday", dt.date(2026, 11, 12)),
        ("tues", dt.date(2026, 11, 17)),
        ("last tues", dt.date(2026, 11, 17)),
        ("friday", dt.date(2026, 11, 13)),
        ("19/11", THURSDAY),
        ("20/11", dt.date(2025, 11, 20)),
        ("1.2", dt.date(2026, 2, 1)),
        ("3/4/26", dt.date(2026, 4, 3)),
        ("2026-11-19", THURSDAY),
        ("19th November", THURSDAY),
        ("Thu, 19 Nov 2026", THURSDAY),
        ("31 dec", dt.date(2025, 12, 31)),
        ("29/2", dt.date(2024, 2, 29)),
        ("29 feb", dt.date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: dt.date) -> None:
    assert days.parse(typed, THURSDAY) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("thursday", dt.date(2026, 11, 26)),
        ("fri", dt.date(2026, 11, 20)),
        ("next fri", dt.date(2026, 11, 20)),
        ("tomorrow", dt.date(2026, 11, 20)),
        ("next week", dt.date(2026, 11, 26)),
        ("a fortnight", dt.date(2026, 12, 3)),
        ("18/11", dt.date(2027, 11, 18)),
        ("29 feb", dt.date(2028, 2, 29)),
        ("31 jan", dt.date(2027, 1, 31)),
    ],
)
def test_a_day_to_come_is_the_next_that_fits(typed: str, day: dt.date) -> None:
    assert days.parse_ahead(typed, THURSDAY) == day


BAD = [
    "",
    "  ",
    "soon",
    "mo",
    "monkey",
    "monkey 19 nov",
    "31/11",
    "30 feb",
    "29/2/2027",
    "2026-13-01",
]


@pytest.mark.parametrize("typed", [*BAD, "19", "0/0", "%d/%m", "x" * 500])
def test_what_is_not_a_day_is_refused_with_a_way_on(typed: str) -> None:
    for parse in (days.parse, days.parse_ahead):
        with pytest.raises(BadInput, match="Try today"):
            parse(typed, THURSDAY)


@kindly
@given(today=SOME_DAY, ago=st.integers(0, 364))
def test_a_short_day_of_the_last_year_is_read_back(today: dt.date, ago: int) -> None:
    day = today - dt.timedelta(days=ago)
    assert days.parse(days.short(day), today) == day
    assert days.parse(f"{day.day}/{day.month}", today) == day


@kindly
@given(today=SOME_DAY, away=st.integers(0, 364))
def test_a_short_day_of_the_year_to_come_is_read_back(today: dt.date, away: int) -> None:
    day = today + dt.timedelta(days=away)
    assert days.parse_ahead(days.short(day), today) == day


@kindly
@given(day=SOME_DAY, today=SOME_DAY)
def test_a_full_day_is_read_back_from_any_year(day: dt.date, today: dt.date) -> None:
    for typed in (days.full(day), day.isoformat(), f"{day:%d/%m/%Y}"):
        assert days.parse(typed, today) == days.parse_ahead(typed, today) == day


@kindly
@given(today=SOME_DAY, ago=st.integers(-1, 6))
def test_a_day_as_said_is_read_back(today: dt.date, ago: int) -> None:
    day = today - dt.timedelta(days=ago)
    assert days.parse(days.spoken(day, today), today) == day


@kindly
@given(
    today=SOME_DAY,
    name=st.sampled_from([f"{dt.date(2026, 11, 16 + n):%A}" for n in range(7)]),
    letters=st.integers(3, 9),
)
def test_a_weekday_lies_in_the_week_just_gone_or_the_one_to_come(
    today: dt.date, name: str, letters: int
) -> None:
    typed = name[:letters]
    assert 0 <= (today - days.parse(typed, today)).days <= 6
    assert 1 <= (today - days.parse(f"last {typed}", today)).days <= 7
    assert 1 <= (days.parse_ahead(typed, today) - today).days <= 7
    assert f"{days.parse(typed, today):%A}" == name == f"{days.parse_ahead(typed, today):%A}"


@kindly
@given(typed=st.text(max_size=30), today=SOME_DAY)
def test_whatever_is_typed_is_a_day_or_bad_input(typed: str, today: dt.date) -> None:
    for parse in (days.parse, days.parse_ahead):
        try:
            assert isinstance(parse(typed, today), dt.date)
        except BadInput:
            continue


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (THURSDAY, "today"),
        (dt.date(2026, 11, 18), "yesterday"),
        (dt.date(2026, 11, 20), "tomorrow"),
        (dt.date(2026, 11, 17), "Tuesday"),
        (dt.date(2026, 11, 5), "Thu 5 Nov"),
        (dt.date(2025, 11, 5), "5 Nov 2025"),
    ],
)
def test_a_day_is_said_as_one_would(day: dt.date, said: str) -> None:
    assert days.spoken(day, THURSDAY) == said


def test_numbers_and_things_agree() -> None:
    assert days.counted(1, "chat") == "1 chat"
    assert days.counted(1200, "chat") == "1,200 chats"
    assert days.counted(2, "entry", "entries") == "2 entries"


def test_a_day_has_a_month() -> None:
    assert days.month(THURSDAY) == "November 2026"
