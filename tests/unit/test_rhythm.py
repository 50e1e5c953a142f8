"""The kind streak: every rule as a sentence, then all of them against a model day by day."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.bank_holidays import bank_holidays
from journal.errors import BadInput
from journal.model import Entry, Layer
from journal.rhythm import (
    LATE,
    DayMark,
    Rest,
    RestReason,
    Rhythm,
    counting_day,
    longest_run,
    marks,
    rest,
    rhythm,
    sentence,
)

FOUR = dt.time(4)
LONDON = ZoneInfo("Europe/London")
WEEK = frozenset(range(5))
ONE_DAY = dt.timedelta(days=1)
# November 2026 begins on a Sunday; the 16th is a Monday and the 19th, mostly today, a Thursday.
TODAY = dt.date(2026, 11, 19)


def nov(*numbers: int) -> set[dt.date]:
    return {dt.date(2026, 11, number) for number in numbers}


def worked(first: dt.date, last: dt.date, working: frozenset[int] = WEEK) -> set[dt.date]:
    span = (first + n * ONE_DAY for n in range((last - first).days + 1))
    return {day for day in span if day.weekday() in working}


def on(
    written: Iterable[dt.date],
    today: dt.date = TODAY,
    *,
    working: frozenset[int] = WEEK,
    rests: Container[dt.date] = (),
    breathers: int = 2,
) -> Rhythm:
    return rhythm(
        sorted(written, reverse=True),
        today,
        working_days=working,
        rests=rests,
        breathers_a_month=breathers,
    )


def said(written: Iterable[dt.date], today: dt.date = TODAY, chats: int = 41) -> str:
    return sentence(on(written, today), today, lambda: chats)


def entry(day: dt.date, written_at: dt.datetime) -> Entry:
    return Entry(id="a", day=day, written_at=written_at, layer=Layer.BASE)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


# The day an entry counts for


@pytest.mark.parametrize("ago", [0, 1, 2])
def test_yesterday_and_the_day_before_may_be_written_up_and_count(ago: int) -> None:
    day = TODAY - ago * ONE_DAY
    assert counting_day(entry(day, at("2026-11-19T18:00+00:00")), FOUR) == day


@pytest.mark.parametrize("ago", [3, 40, 4000])
def test_a_chat_from_long_ago_is_todays_reflecting(ago: int) -> None:
    long_ago = entry(TODAY - ago * ONE_DAY, at("2026-11-19T18:00+00:00"))
    assert counting_day(long_ago, FOUR) == TODAY


def test_writing_at_half_past_one_is_still_the_evening_before() -> None:
    tuesday = dt.date(2026, 11, 17)
    assert counting_day(entry(tuesday, at("2026-11-20T01:30+00:00")), FOUR) == tuesday
    assert counting_day(entry(tuesday, at("2026-11-20T04:00+00:00")), FOUR) == dt.date(2026, 11, 20)


def test_a_clock_set_back_leaves_an_entry_on_its_own_day() -> None:
    assert counting_day(entry(TODAY, at("2026-11-18T09:00+00:00")), FOUR) == TODAY


@pytest.mark.parametrize("sunday", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])
def test_changing_the_clocks_neither_adds_a_day_nor_takes_one(sunday: dt.date) -> None:
    midday = dt.datetime.combine(sunday, dt.time(12), LONDON)
    moments = [midday + n * ONE_DAY for n in range(-4, 5)]
    counting = [counting_day(entry(moment.date(), moment), FOUR) for moment in moments]
    every_day = frozenset(range(7))
    assert on(counting, moments[-1].date(), working=every_day).run == 9
    assert on(counting, moments[-1].date(), working=every_day).breathers_spent == ()


def test_backfill_reaches_two_days_over_both_clock_changes() -> None:
    for sunday in (dt.date(2026, 3, 29), dt.date(2026, 10, 25)):
        friday = sunday - 2 * ONE_DAY
        late = dt.datetime.combine(sunday + ONE_DAY, dt.time(3, 59), LONDON)
        assert counting_day(entry(friday, late), FOUR) == friday
        too_late = dt.datetime.combine(sunday + ONE_DAY, dt.time(4), LONDON)
        assert counting_day(entry(friday, too_late), FOUR) == sunday + ONE_DAY


def test_flying_west_gives_two_chats_one_day_and_the_run_goes_on() -> None:
    moments = [
        at("2026-11-17T09:00+09:00"),
        at("2026-11-18T21:00+09:00"),
        at("2026-11-18T19:00-08:00"),
        at("2026-11-19T09:00-08:00"),
    ]
    counting = [counting_day(entry(m.date(), m), FOUR) for m in moments]
    assert on(counting).run == 3


def test_flying_east_over_the_date_line_skips_a_day_without_ending_the_run() -> None:
    moments = [at("2026-11-16T20:00-10:00"), at("2026-11-18T20:00+13:00")]
    counting = [counting_day(entry(m.date(), m), FOUR) for m in moments]
    now = on(counting)
    assert (now.run, now.breathers_spent) == (2, ())
    assert dict(now.week)[dt.date(2026, 11, 17)] is DayMark.OPEN


# Rests


def test_a_rest_holds_its_first_and_last_day() -> None:
    leave = rest(dt.date(2026, 11, 2), dt.date(2026, 11, 6), RestReason.LEAVE)
    assert all(day in leave for day in nov(2, 4, 6))
    assert not any(day in leave for day in nov(1, 7))
    assert "2026-11-04" not in leave


def test_a_rest_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadInput, match="cannot end on Mon 2 Nov, before it begins on Tue 3 Nov"):
        rest(dt.date(2026, 11, 3), dt.date(2026, 11, 2), RestReason.SICKNESS)
    one_day = rest(TODAY, TODAY, RestReason.TRAINING)
    assert TODAY in one_day


def test_a_rest_is_read_back_from_json_and_a_misspelt_field_is_an_error() -> None:
    leave = rest(TODAY, TODAY, RestReason.LEAVE)
    assert msgspec.json.decode(msgspec.json.encode(leave), type=Rest) == leave
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"first":"2026-11-19","lats":"2026-11-19"}', type=Rest)


@pytest.mark.parametrize("reason", RestReason)
def test_leave_sickness_and_training_cost_no_breather_and_end_nothing(reason: RestReason) -> None:
    away = rest(dt.date(2026, 10, 5), dt.date(2026, 11, 13), reason)
    written = worked(dt.date(2026, 9, 28), dt.date(2026, 10, 2)) | nov(16, 17, 18, 19)
    now = on(written, rests=away)
    assert (now.run, now.breathers_spent, now.breathers_left) == (9, (), 2)


def test_an_entry_on_a_rest_day_counts_one() -> None:
    away = rest(dt.date(2026, 11, 18), dt.date(2026, 11, 18), RestReason.SICKNESS)
    now = on(nov(16, 17, 18, 19), rests=away)
    assert (now.run, now.days_this_week, now.working_days_this_week) == (4, 4, 4)
    assert dict(now.week)[dt.date(2026, 11, 18)] is DayMark.WRITTEN


def test_a_bank_holiday_is_a_rest_only_where_it_is_kept() -> None:
    # St Andrew's Day, Monday 30 November 2026; two days of that month are missed as well.
    today = dt.date(2026, 12, 4)
    written = worked(dt.date(2026, 11, 16), today) - nov(18, 25, 30)
    scots = on(written, today, rests=bank_holidays("scotland"))
    english = on(written, today, rests=bank_holidays("england"))
    assert scots.began == dt.date(2026, 11, 16)
    assert dict(scots.week)[dt.date(2026, 11, 30)] is DayMark.REST
    assert (scots.working_days_this_week, english.working_days_this_week) == (4, 5)
    assert english.run < scots.run
    assert dict(english.week)[dt.date(2026, 11, 30)] is DayMark.BREATHER


# The run


def test_a_day_with_several_chats_counts_once() -> None:
    assert on([TODAY, TODAY, TODAY]).run == 1


def test_an_empty_weekend_never_matters() -> None:
    now = on(nov(12, 13, 16, 17, 18, 19))
    assert (now.run, now.breathers_spent) == (6, ())


def test_a_weekend_that_is_written_on_counts() -> None:
    assert on(nov(13, 14, 15, 16, 17, 18, 19)).run == 7


def test_part_time_days_off_are_not_missed() -> None:
    tue_to_thu = frozenset({1, 2, 3})
    written = worked(dt.date(2026, 9, 1), TODAY, tue_to_thu)
    now = on(written, working=tue_to_thu)
    assert (now.run, now.working_days_this_week) == (len(written), 3)
    assert sentence(now, TODAY, int) == f"3 of 3 days. {len(written)} days running."


def test_shifts_at_the_weekend_are_working_days_like_any_other() -> None:
    weekend = frozenset({5, 6})
    now = on(nov(1, 15), dt.date(2026, 11, 18), working=weekend)
    assert (now.run, now.breathers_spent) == (1, ())
    spent = on(nov(1, 14, 15), dt.date(2026, 11, 18), working=weekend)
    assert (spent.run, spent.breathers_spent) == (3, tuple(sorted(nov(7, 8))))


def test_today_yesterday_and_the_day_before_are_still_open() -> None:
    now = on(nov(12, 13, 16))
    assert (now.run, now.breathers_spent, now.breathers_left) == (3, (), 2)
    week = [mark for _, mark in now.week]
    assert week[:5] == [DayMark.WRITTEN, DayMark.OPEN, DayMark.OPEN, DayMark.OPEN, DayMark.AHEAD]
    assert week[5:] == [DayMark.FREE, DayMark.FREE]
    assert now.can_write_up == (dt.date(2026, 11, 18), dt.date(2026, 11, 17))


def test_only_worked_days_with_nothing_written_can_be_written_up() -> None:
    assert on(nov(13), dt.date(2026, 11, 16)).can_write_up == ()
    away = rest(dt.date(2026, 11, 17), dt.date(2026, 11, 17), RestReason.TRAINING)
    assert on(nov(18), rests=away).can_write_up == ()


def test_a_missed_day_spends_a_breather_once_it_closes() -> None:
    written = nov(12, 13, 17, 18, 19)
    assert on(written - nov(19), dt.date(2026, 11, 18)).breathers_spent == ()
    now = on(written)
    assert (now.run, now.breathers_spent) == (5, (dt.date(2026, 11, 16),))
    assert now.breathers_left == 1
    assert dict(now.week)[dt.date(2026, 11, 16)] is DayMark.BREATHER


def test_writing_a_day_up_gives_its_breather_back() -> None:
    assert on(nov(12, 13, 16, 17, 18, 19)).breathers_left == 2


def test_a_third_miss_in_a_month_ends_the_run_quietly() -> None:
    two = on(nov(4, 5, 6, 9, 12, 13, 16, 19))
    assert (two.run, two.breathers_left) == (8, 0)
    three = on(nov(6), dt.date(2026, 11, 14))
    assert (three.run, three.began, three.breathers_spent) == (0, None, ())
    assert (three.breathers_left, three.returning) == (2, True)
    marked = dict(three.week)
    assert marked[dt.date(2026, 11, 9)] is marked[dt.date(2026, 11, 11)] is DayMark.QUIET


def test_a_third_miss_lets_go_of_the_days_before_it_and_keeps_those_since() -> None:
    # Missed: the 4th, the 9th and the 12th. What stands since the 4th holds only two of them.
    now = on(nov(2, 3, 5, 6, 10, 11, 13, 16, 17, 18, 19))
    assert (now.run, now.began) == (9, dt.date(2026, 11, 5))
    assert now.breathers_spent == tuple(sorted(nov(9, 12)))


def test_an_older_entry_cannot_use_up_the_breathers_of_a_newer_run() -> None:
    since_the_ninth = nov(9, 12, 13, 16, 17, 18, 19)
    assert on(since_the_ninth).run == on(since_the_ninth | nov(5)).run == 7


def test_each_month_brings_two_breathers_of_its_own() -> None:
    # The last two working days of October and the first two of November.
    missed = {dt.date(2026, 10, 29), dt.date(2026, 10, 30)} | nov(2, 3)
    now = on(worked(dt.date(2026, 10, 19), TODAY) - missed)
    assert now.began == dt.date(2026, 10, 19)
    assert now.breathers_spent == tuple(sorted(missed))
    assert now.breathers_left == 0


def test_a_miss_on_the_31st_is_that_months_and_not_the_next() -> None:
    missed = {dt.date(2026, 3, day) for day in (30, 31)} | {dt.date(2026, 4, day) for day in (1, 2)}
    today = dt.date(2026, 4, 10)
    now = on(worked(dt.date(2026, 3, 2), today) - missed, today)
    assert (now.began, now.breathers_left) == (dt.date(2026, 3, 2), 0)
    third = on(worked(dt.date(2026, 3, 2), today) - missed - {dt.date(2026, 3, 27)}, today)
    assert third.began == dt.date(2026, 3, 30) + 4 * ONE_DAY


def test_a_new_run_starts_with_a_fresh_pair() -> None:
    now = on(nov(2, 3, 16, 17, 18, 19))
    assert (now.run, now.began, now.breathers_left) == (4, dt.date(2026, 11, 16), 2)


def test_29_february_is_a_day_like_any_other() -> None:
    today = dt.date(2028, 3, 3)
    whole = worked(dt.date(2028, 2, 21), today)
    assert on(whole, today).run == 10
    now = on(whole - {dt.date(2028, 2, 29)}, today)
    assert (now.run, now.breathers_spent) == (9, (dt.date(2028, 2, 29),))


def test_a_run_goes_on_over_the_end_of_a_year() -> None:
    today = dt.date(2027, 1, 5)
    now = on(worked(dt.date(2026, 12, 21), today), today)
    assert (now.run, now.days_this_month) == (12, 3)
    assert now.week[0][0] == dt.date(2027, 1, 4)


def test_this_month_counts_days_even_before_the_run() -> None:
    assert on(nov(2, 3, 16, 17, 18, 19)).days_this_month == 6


def test_breathers_may_be_more_or_none() -> None:
    written = nov(12, 13, 17, 18, 19)
    assert on(written, breathers=0).run == 3
    assert on(nov(2, 19), breathers=9).run == 1
    assert on(nov(2, 19), breathers=10).run == 2


def test_with_no_working_days_nothing_is_ever_missed() -> None:
    now = on({dt.date(2020, 2, 29), TODAY}, working=frozenset())
    assert (now.run, now.working_days_this_week) == (2, 0)


def test_an_empty_journal_has_no_run_and_is_not_returning() -> None:
    now = on([])
    assert (now.run, now.began, now.returning, now.breathers_left) == (0, None, False, 2)


def test_beginning_again_today_is_returning_and_the_first_day_of_all_is_not() -> None:
    assert on(nov(2, 19)).returning
    assert not on(nov(19)).returning
    assert not on(nov(2, 18, 19)).returning


# Clocks set back, and days out of order


def test_days_after_today_wait_until_they_come() -> None:
    written = nov(16, 17, 18, 19, 20)
    set_back = on(written, dt.date(2026, 11, 18))
    assert (set_back.run, set_back.days_this_week, set_back.days_this_month) == (3, 3, 3)
    assert dict(set_back.week)[TODAY] is DayMark.AHEAD
    assert on(written, dt.date(2026, 11, 20)).run == 5


def test_a_clock_set_back_a_year_still_says_welcome_back() -> None:
    today = dt.date(2025, 11, 19)
    assert said(nov(16, 17), today, chats=2) == "Welcome back. 2 chats so far; today makes 3."


def test_days_out_of_order_within_a_month_still_count() -> None:
    run = sorted(worked(dt.date(2026, 6, 1), TODAY), reverse=True)
    for late in range(1, 22):
        shuffled = run[late : late + 1] + run[:late] + run[late + 1 :]
        moved_back = run[1 : late + 1] + run[:1] + run[late + 1 :]
        for stream in (shuffled, moved_back):
            assert rhythm(iter(stream), TODAY, working_days=WEEK, rests=()).run == len(run)


def test_a_day_that_comes_later_still_counts_once_it_is_pulled() -> None:
    run = sorted(worked(dt.date(2026, 1, 5), TODAY), reverse=True)
    very_late = [*run[:2], *run[5:], *run[2:5]]
    now = rhythm(iter(very_late), TODAY, working_days=WEEK, rests=())
    assert (now.run, now.days_this_week) == (len(run), 4)


def test_a_late_day_of_this_month_is_counted_though_no_run_needs_it() -> None:
    stream = [dt.date(2026, 11, 9), dt.date(2026, 10, 20), dt.date(2026, 11, 2)]
    now = rhythm(iter(stream), dt.date(2026, 11, 30), working_days=WEEK, rests=())
    assert (now.run, now.days_this_month) == (0, 2)


# Pulled only as far as it needs


class Endless:
    """A writer who has written every day since the beginning of time, and who is counted."""

    def __init__(self, *newest: dt.date, then: dt.date) -> None:
        self.newest, self.then = newest, then
        self.oldest = dt.date.max

    def __iter__(self) -> Iterator[dt.date]:
        yield from self.newest
        while True:
            self.oldest = self.then
            yield self.then
            self.then -= ONE_DAY


def test_older_days_are_not_pulled_once_a_gap_is_certain() -> None:
    # Every working day of September is missed, so nothing older can belong to the run.
    days = Endless(*sorted(nov(16, 17, 18, 19), reverse=True), then=dt.date(2026, 8, 31))
    now = rhythm(days, TODAY, working_days=WEEK, rests=())
    assert now.run == 4
    assert days.oldest == dt.date(2026, 8, 31)


def test_the_pull_stops_a_month_past_the_gap() -> None:
    days = Endless(TODAY, then=dt.date(2026, 11, 9))
    assert rhythm(days, TODAY, working_days=WEEK, rests=()).run == 1
    assert days.oldest > dt.date(2026, 11, 1) - (LATE + 2) * ONE_DAY


def test_with_no_run_the_pull_still_covers_this_week_and_this_month() -> None:
    days = Endless(then=dt.date(2026, 11, 9))
    now = rhythm(days, dt.date(2026, 11, 30), working_days=WEEK, rests=())
    assert (now.run, now.days_this_month) == (0, 9)


def test_the_beginning_of_time_is_no_trouble() -> None:
    first = dt.date.min
    assert on([first, TODAY], working=frozenset()).run == 2


# The longest run


def longest(written: Iterable[dt.date], **how: object) -> int:
    return longest_run(written, TODAY, working_days=WEEK, rests=(), **how)  # type: ignore[arg-type]


def test_the_longest_run_is_the_best_of_all_runs() -> None:
    spring = worked(dt.date(2026, 3, 2), dt.date(2026, 3, 27)) - {dt.date(2026, 3, 11)}
    assert longest(spring | nov(16, 17, 18, 19)) == 19
    assert longest(nov(16, 17, 18, 19)) == 4
    assert longest([]) == 0
    assert longest([TODAY]) == 1
    assert longest(nov(9, 10, 12, 13), breathers_a_month=0) == 2


# The sentence


@pytest.mark.parametrize(
    ("written", "today", "line"),
    [
        (nov(19), TODAY, "1 of 5 days. Day one."),
        (nov(18), TODAY, "1 of 5 days. Day one is done."),
        (nov(16, 17, 18), TODAY, "3 of 5 days. 3 days running."),
        (nov(2, 19), TODAY, "Welcome back. 1 of 5 days. Day one."),
        (nov(12, 13), dt.date(2026, 11, 16), "A new week. 2 days running."),
        (nov(13), dt.date(2026, 11, 16), "A new week. Day one is done."),
        (nov(12, 13), dt.date(2026, 11, 17), "2 days running."),
        (nov(12, 13, 16), dt.date(2026, 11, 16), "1 of 5 days. 3 days running."),
        (nov(26, 27, 30), dt.date(2026, 12, 1), "A new month. 1 of 5 days. 3 days running."),
        (
            {dt.date(2026, 5, 29)},
            dt.date(2026, 6, 1),
            "A new week and a new month. Day one is done.",
        ),
        (nov(*range(9, 16)), dt.date(2026, 11, 15), "7 days this week. 7 days running."),
        (nov(2), TODAY, "Welcome back. 41 chats so far; today makes 42."),
        (set(), TODAY, "Go and have a chat. Then tell me about it."),
    ],
)
def test_the_line_is_kind(written: set[dt.date], today: dt.date, line: str) -> None:
    assert said(written, today) == line


def test_chats_are_counted_only_to_welcome_somebody_back() -> None:
    def never() -> int:
        raise AssertionError

    for written in (set(), nov(19), nov(2, 19)):
        assert sentence(on(written), TODAY, never)
    assert said(nov(2), chats=1) == "Welcome back. 1 chat so far; today makes 2."
    assert said(nov(2), chats=1999) == "Welcome back. 1,999 chats so far; today makes 2,000."
    assert said(nov(2), chats=0) == "Go and have a chat. Then tell me about it."


def test_a_breather_is_mentioned_on_the_day_it_closes_and_then_let_be() -> None:
    written = nov(12, 13, 16, 18, 19)
    tuesday = "Tuesday took a breather; the run goes on."
    assert "breather" not in said(written)
    assert (
        said(written | nov(20), dt.date(2026, 11, 20)) == f"4 of 5 days. 6 days running. {tuesday}"
    )
    assert "breather" not in said(written | nov(20), dt.date(2026, 11, 21))


def test_a_breather_nobody_has_been_told_of_is_mentioned_until_they_write() -> None:
    monday = dt.date(2026, 11, 23)
    written = nov(11, 12, 13, 16, 17, 18)
    assert said(written, monday) == (
        "A new week. 6 days running. Thursday and Friday took a breather; the run goes on."
    )
    assert said(written | {monday}, dt.date(2026, 11, 24)) == "1 of 5 days. 7 days running."


def test_after_a_bank_holiday_the_week_begins_on_tuesday() -> None:
    today = dt.date(2026, 4, 7)
    written = worked(dt.date(2026, 3, 23), dt.date(2026, 4, 2))
    now = on(written, today, rests=bank_holidays("england"))
    assert sentence(now, today, int) == "A new week. 9 days running."
    monday = on(written, today - ONE_DAY, rests=bank_holidays("england"))
    assert sentence(monday, today - ONE_DAY, int) == "9 days running."


def test_more_days_than_were_worked_are_simply_counted() -> None:
    away = rest(dt.date(2026, 11, 16), dt.date(2026, 11, 18), RestReason.SICKNESS)
    now = on(nov(16, 17, 18, 19), rests=away)
    assert sentence(now, TODAY, int) == "4 days this week. 4 days running."


def test_a_week_of_one_working_day_is_said_in_words_that_agree() -> None:
    now = on({TODAY}, working=frozenset({3}))
    assert sentence(now, TODAY, int) == "1 of 1 day. Day one."


def test_a_rhythm_of_the_day_before_can_still_be_said() -> None:
    sunday = on(nov(12, 13), dt.date(2026, 11, 15))
    assert sentence(sunday, dt.date(2026, 11, 16), int) == "2 of 5 days. 2 days running."


# The week, in glyphs and words


def test_every_day_of_the_week_has_a_name_a_glyph_and_a_word() -> None:
    away = rest(dt.date(2026, 11, 17), dt.date(2026, 11, 17), RestReason.TRAINING)
    assert marks(on(nov(13, 18), rests=away)) == (
        ("Mon", "◐", "breather"),
        ("Tue", "–", "rest"),
        ("Wed", "●", "written"),
        ("Thu", "○", "open"),
        ("Fri", "·", "to come"),
        ("Sat", " ", "free"),
        ("Sun", " ", "free"),
    )
    assert marks(on([]))[0] == ("Mon", "·", "quiet")


# Against a model, day by day

# A slow machine is not a wrong answer, so no example has a deadline.
kindly = settings(max_examples=60, deadline=None)


class Life(msgspec.Struct):
    """A random life: what was written, worked and rested, and the day it is."""

    written: set[dt.date]
    today: dt.date
    working: frozenset[int]
    rests: frozenset[dt.date]
    breathers: int

    def now(self) -> Rhythm:
        return on(
            self.written,
            self.today,
            working=self.working,
            rests=self.rests,
            breathers=self.breathers,
        )


@st.composite
def lives(draw: st.DrawFn) -> Life:
    today = draw(st.dates(dt.date(2023, 12, 1), dt.date(2028, 4, 1)))
    span = [today + away * ONE_DAY for away in range(-draw(st.integers(1, 100)), 3)]
    often = draw(st.sampled_from((0.3, 0.75, 0.95)))
    random = draw(st.randoms(use_true_random=False))
    return Life(
        written={day for day in span if random.random() < often},
        today=today,
        working=frozenset(draw(st.one_of(st.just(WEEK), st.sets(st.integers(0, 6))))),
        rests=frozenset(day for day in span if random.random() < 0.1),
        breathers=draw(st.sampled_from((2, 2, 2, 0, 1, 3))),
    )


def can_stand(life: Life, first: dt.date, last: dt.date) -> bool:
    """Whether no month of these days holds more closed, worked, empty days than breathers."""
    misses: Counter[tuple[int, int]] = Counter()
    day = first
    while day <= last:
        is_closed = day <= life.today - 3 * ONE_DAY
        is_worked = day.weekday() in life.working and day not in life.rests
        if is_closed and is_worked and day not in life.written:
            misses[day.year, day.month] += 1
        day += ONE_DAY
    return all(count <= life.breathers for count in misses.values())


def model_run(life: Life, last: dt.date) -> set[dt.date]:
    """The days of the longest run that reaches back from `last`, by trying every first day."""
    come = sorted(day for day in life.written if day <= last)
    for first in come:
        if can_stand(life, first, last):
            return {day for day in come if day >= first}
    return set()


@kindly
@given(lives())
def test_the_run_equals_the_model(life: Life) -> None:
    now, run = life.now(), model_run(life, life.today)
    assert now.run == len(run)
    assert now.began == min(run, default=None)
    strict = msgspec.structs.replace(life, breathers=0)
    since = (life.today - now.began).days if now.began else 0
    every_day = [life.today - ago * ONE_DAY for ago in range(since, 0, -1)]
    assert now.breathers_spent == tuple(d for d in every_day if not can_stand(strict, d, d))
    assert 0 <= now.breathers_left <= life.breathers


@kindly
@given(lives())
def test_the_longest_run_equals_the_model(life: Life) -> None:
    come = [day for day in life.written if day <= life.today]
    best = longest_run(
        life.written,
        life.today,
        working_days=life.working,
        rests=life.rests,
        breathers_a_month=life.breathers,
    )
    assert best == max((len(model_run(life, last)) for last in come), default=0)
    assert best >= life.now().run


@kindly
@given(lives(), st.integers(-2, 110))
def test_another_entry_never_shortens_the_run(life: Life, ago: int) -> None:
    before = life.now().run
    life.written.add(life.today - ago * ONE_DAY)
    assert life.now().run >= before


@kindly
@given(lives(), st.integers(0, 110))
def test_a_rest_never_shortens_the_run(life: Life, ago: int) -> None:
    before = life.now().run
    life.rests |= {life.today - ago * ONE_DAY}
    assert life.now().run >= before


@kindly
@given(lives())
def test_an_empty_day_that_is_not_worked_never_matters(life: Life) -> None:
    before = life.now()
    span = (life.today - n * ONE_DAY for n in range(120))
    life.rests |= {day for day in span if day.weekday() not in life.working}
    assert life.now() == before


@kindly
@given(lives())
def test_the_order_of_days_within_a_month_never_matters(life: Life) -> None:
    jumbled = sorted(life.written, key=lambda day: (-(day.toordinal() // 28), day.day % 5))
    again = rhythm(
        iter(jumbled + jumbled[-3:]),
        life.today,
        working_days=life.working,
        rests=life.rests,
        breathers_a_month=life.breathers,
    )
    assert again == life.now()


@kindly
@given(lives(), st.integers(0, 12_000))
def test_the_line_never_says_a_hard_word(life: Life, chats: int) -> None:
    line = sentence(life.now(), life.today, lambda: chats)
    assert line
    assert not re.search(r"\b0\b|lost|broken|streak|missed|\bno\b", line, re.I)
    assert len(line) < 120


@kindly
@given(lives())
def test_the_week_and_its_counts_agree(life: Life) -> None:
    now = life.now()
    shown = [mark for _, mark in now.week]
    assert len(shown) == len(marks(now)) == 7
    assert shown.count(DayMark.WRITTEN) == now.days_this_week
    assert {day for day, mark in now.week if mark is DayMark.BREATHER} <= set(now.breathers_spent)
    assert set(now.new_breathers) <= set(now.breathers_spent)
    assert not set(now.can_write_up) & life.written


def test_ten_years_of_days_are_read_at_once() -> None:
    run = [TODAY - n * ONE_DAY for n in range(3650)]
    assert on(run).run == longest(run) == 3650
