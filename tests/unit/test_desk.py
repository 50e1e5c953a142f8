"""What a journal, its settings and a clock say together."""

from __future__ import annotations

import datetime as dt
from itertools import count

import pytest

from journal.desk import Desk
from journal.errors import BadInput
from journal.model import Layer, Promise, PromiseState
from journal.reflection import Part, begin
from journal.rhythm import RestReason, rest
from journal.settings import Settings
from journal.store.journal import Journal
from tests.kit import NOW, TODAY, MakeEntry

DAY = dt.timedelta(days=1)


def test_one_in_the_morning_is_still_the_evening_before(journal: Journal) -> None:
    late = Desk(journal, lambda: dt.datetime(2026, 11, 20, 1, 15, tzinfo=dt.UTC))
    assert late.today() == dt.date(2026, 11, 19)
    reflection = late.begin().go(Part.WHAT).write("sleep-in")
    assert late.save(reflection).day == dt.date(2026, 11, 19)


def test_a_day_to_come_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput, match="has not come yet"):
        desk.begin(TODAY + DAY)


def test_the_day_of_an_entry_does_not_move_with_the_settings(desk: Desk) -> None:
    entry = desk.save(desk.begin().go(Part.WHAT).write("bins"))
    desk.journal.save_settings(Settings(day_ends_at=dt.time(11, 59)))
    assert desk.journal.find(entry.id).day == TODAY


def test_saving_lets_the_draft_go(desk: Desk) -> None:
    reflection = desk.begin().go(Part.WHAT).write("bins")
    desk.journal.drafts.keep(reflection)
    desk.save(reflection)
    assert desk.drafts() == ()
    assert list(desk.journal.drafts.folder.iterdir()) == []


def test_a_draft_left_by_a_stop_after_its_save_is_not_offered_again(desk: Desk) -> None:
    reflection = desk.begin().go(Part.WHAT).write("bins")
    desk.save(reflection)
    desk.journal.drafts.keep(reflection)
    assert desk.drafts() == ()


def test_drafts_come_latest_first(desk: Desk) -> None:
    for entry_id in ("aaaaaaaaaa", "bbbbbbbbbb"):
        desk.journal.drafts.keep(begin(entry_id, TODAY, NOW).go(Part.WHAT).write(entry_id))
    assert [draft.entry.id for draft in desk.drafts()] == ["bbbbbbbbbb", "aaaaaaaaaa"]


def test_a_weeks_first_top_entry_is_known(desk: Desk, entry: MakeEntry) -> None:
    monday = dt.date(2026, 11, 16)
    desk.journal.add(entry(monday - DAY, layer=Layer.TOP))
    assert desk.is_first_top_of_week(TODAY)
    desk.journal.add(entry(monday, layer=Layer.TOP))
    assert not desk.is_first_top_of_week(TODAY)
    assert desk.is_first_top_of_week(TODAY + 7 * DAY)


def test_base_chats_to_rest_on_are_recent_and_not_later(desk: Desk, entry: MakeEntry) -> None:
    near, far = entry(TODAY - DAY), entry(TODAY - 90 * DAY)
    other = entry(TODAY - DAY, layer=Layer.FILLING)
    desk.journal.add_many([near, far, other, entry(TODAY)])
    assert desk.base_chats(TODAY - DAY) == [near]


def test_no_question_comes_again_within_five_entries(journal: Journal) -> None:
    minutes = count()
    desk = Desk(journal, lambda: NOW + next(minutes) * dt.timedelta(minutes=1))
    asked: list[str] = []
    for _ in range(12):
        reflection = desk.begin().go(Part.WHAT)
        reflection = reflection.asked(desk.deal(reflection)).write("bins")
        asked += [answer.prompt or "" for answer in desk.save(reflection).answers]
    for place, prompt in enumerate(asked):
        assert prompt not in asked[max(0, place - 5) : place]


def test_an_old_chat_reflected_on_today_counts_today(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry(dt.date(2026, 3, 2), written_at=NOW))
    now = desk.rhythm()
    assert now is not None
    assert (now.run, now.days_this_week) == (1, 1)


def test_leave_and_bank_holidays_do_not_end_a_run(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many([entry(dt.date(2026, 8, 21)), entry(dt.date(2026, 9, 8))])
    here = Desk(desk.journal, lambda: dt.datetime(2026, 9, 8, 17, tzinfo=dt.UTC))
    without = here.rhythm()
    assert without is not None
    assert without.run == 1
    leave = rest(dt.date(2026, 8, 24), dt.date(2026, 9, 4), RestReason.LEAVE)
    desk.journal.save_settings(Settings(rests=(leave,), bank_holidays="england"))
    rested = here.rhythm()
    assert rested is not None
    assert rested.run == 2


def test_no_rhythm_where_none_is_wanted(desk: Desk) -> None:
    desk.journal.save_settings(Settings(rhythm=False))
    assert desk.rhythm() is None


def test_loose_ends_are_open_promises_the_nearest_first(desk: Desk, entry: MakeEntry) -> None:
    soon = entry(promise=Promise(what="soon", by=TODAY + DAY))
    overdue = entry(promise=Promise(what="overdue", by=TODAY - DAY))
    never = entry(promise=Promise(what="some day"))
    kept = entry(promise=Promise(what="kept", state=PromiseState.KEPT))
    desk.journal.add_many([never, kept, soon, overdue])
    assert desk.loose_ends() == [overdue, soon, never]


def test_layers_are_those_of_the_last_four_weeks(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add_many([entry(), entry(TODAY - 29 * DAY), entry(layer=Layer.TOP)])
    assert desk.layers() == {Layer.BASE: 1, Layer.FILLING: 0, Layer.TOP: 1}
