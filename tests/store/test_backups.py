"""The dated copies."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.desk import Desk
from journal.errors import NotSaved
from journal.reflection import Part
from journal.settings import Settings
from journal.store import backups, durable
from journal.store.backups import thinned
from journal.store.files import replace_durably
from journal.store.journal import Journal
from journal.store.reading import Tables, read
from journal.store.upgrades import JOURNAL_KIND, YEAR_KIND
from tests.kit import NOW, TODAY, MakeEntry, contents

DAY = dt.timedelta(days=1)
dates = st.lists(st.dates(dt.date(2023, 1, 1), dt.date(2027, 1, 1)), max_size=120)


@pytest.fixture
def said(journal: Journal) -> list[str]:
    """What is said of copies that could not be made. It is Thursday 19 November."""
    heard: list[str] = []
    journal.backups.lived_day = lambda: TODAY
    journal.backups.warn = heard.append
    return heard


@settings(max_examples=200, deadline=None)
@given(dates, st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1)))
def test_the_newest_of_each_day_week_and_month_is_kept(days: list[dt.date], today: dt.date) -> None:
    kept = thinned(days, today)
    past = [day for day in days if day <= today]
    assert kept <= set(days)
    assert {day for day in days if day > today} <= kept
    assert {day for day in past if today - day < 14 * DAY} <= kept
    if past:
        assert max(past) in kept
    monday = today - today.weekday() * DAY
    for weeks in range(8):
        week = [day for day in past if 0 <= (day - monday + weeks * 7 * DAY).days < 7]
        assert not week or max(week) in kept
    for months in range(24):
        year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
        those = [day for day in past if (day.year, day.month) == (year, month + 1)]
        assert not those or max(those) in kept
    assert len([day for day in kept if day <= today]) <= 14 + 8 + 24
    assert thinned(kept, today) == kept


def test_thinning_every_day_comes_to_the_same_as_thinning_once() -> None:
    first = dt.date(2024, 1, 1)
    days = [first + n * DAY for n in range(1, 900) if n % 7 not in (5, 6)]
    kept: frozenset[dt.date] = frozenset()
    for day in days:
        kept = thinned({*kept, day}, day)
    assert kept == thinned(days, days[-1])
    assert len(kept) < 46


def test_a_copy_is_made_before_the_first_save_of_a_day(
    journal: Journal, entry: MakeEntry, said: list[str]
) -> None:
    journal.add(entry())
    before = (journal.home / "2026.json").read_bytes()
    journal.add(entry())
    journal.add(entry())
    copies = {name: kept for name, kept in contents(journal.home).items() if "backups" in name}
    assert copies == {"backups/2026-11-19/2026.json": before}
    assert said == []


def test_copies_are_private(journal: Journal, entry: MakeEntry, said: list[str]) -> None:
    journal.add(entry())
    journal.add(entry())
    modes = [stat.S_IMODE(p.stat().st_mode) for p in sorted(journal.home.glob("backups/**/*"))]
    assert stat.S_IMODE((journal.home / "backups").stat().st_mode) == 0o700
    assert modes == [0o700, 0o600]


def test_no_copy_is_made_for_reading_nor_where_no_day_is_known(
    journal: Journal, entry: MakeEntry
) -> None:
    journal.add(entry())
    journal.add(entry())
    assert not journal.backups.folder.exists()
    journal.backups.lived_day = lambda: TODAY
    journal.refresh()
    list(journal.entries())
    assert not journal.backups.folder.exists()


def test_an_old_year_is_copied_only_when_it_changes(
    journal: Journal, entry: MakeEntry, said: list[str]
) -> None:
    journal.add_many([entry(), entry(dt.date(2025, 3, 1))])
    journal.add(entry())
    assert journal.backups.names() == {"2026.json"}
    journal.add(entry(dt.date(2025, 3, 2)))
    assert journal.backups.names() == {"2025.json", "2026.json"}


def test_the_settings_are_copied_too(journal: Journal, said: list[str]) -> None:
    journal.save_settings(Settings())
    journal.save_settings(Settings(rhythm=False))
    (copy,) = journal.backups.of("journal.json").values()
    assert read(copy, JOURNAL_KIND, Tables)["settings"]["1"]["rhythm"] is True


def test_the_day_is_the_one_being_lived(journal: Journal, entry: MakeEntry) -> None:
    Desk(journal, lambda: dt.datetime(2026, 11, 20, 1, 15, tzinfo=dt.UTC))
    journal.add(entry())
    journal.add(entry())
    assert journal.backups.days() == (TODAY,)


def test_a_copy_that_cannot_be_made_is_said_and_the_save_goes_on(
    journal: Journal, entry: MakeEntry, said: list[str]
) -> None:
    journal.add(entry())
    journal.backups.folder.write_bytes(b"in the way")
    journal.add_many([entry()])
    journal.add(entry())
    assert journal.count() == 3
    (sentence,) = said
    assert "No dated copy of 2026.json" in sentence


def test_a_save_that_fails_is_all_that_is_said(
    journal: Journal, entry: MakeEntry, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.add(entry())

    def full(*_: object) -> None:
        raise NotSaved("full") from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(backups, "replace_durably", full)
    monkeypatch.setattr(durable, "replace_durably", full)
    with pytest.raises(NotSaved):
        journal.add(entry())
    assert said == []
    assert journal.count() == 1


def test_a_copy_gives_way_to_the_save_it_was_made_for(
    journal: Journal, entry: MakeEntry, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.add(entry())
    attempts = count()

    def narrow(path: Path, content: bytes) -> object:
        if next(attempts) == 0:
            raise NotSaved("full") from OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replace_durably(path, content)

    monkeypatch.setattr(durable, "replace_durably", narrow)
    journal.add(entry())
    assert journal.count() == 2
    assert journal.backups.names() == frozenset()
    assert ["gave way" in one or "give way" in one for one in said] == [True]


def test_where_there_is_hardly_any_room_the_save_has_it(
    journal: Journal, entry: MakeEntry, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.add(entry())
    usage = type("Usage", (), {"free": 100})()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    journal.add(entry())
    assert "hardly any room" in said[0]
    assert journal.backups.names() == frozenset()


def test_a_copy_that_does_not_open_is_not_kept(
    journal: Journal, entry: MakeEntry, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.add(entry())

    def torn(path: Path, content: bytes) -> object:
        return replace_durably(path, content[:-9])

    monkeypatch.setattr(backups, "replace_durably", torn)
    journal.add(entry())
    assert journal.backups.names() == frozenset()
    assert "not a whole journal file" in said[0]


def test_what_an_interrupted_copy_left_is_swept(journal: Journal) -> None:
    folder = journal.backups.folder / "2026-11-01"
    folder.mkdir(parents=True)
    (folder / ".2026.json.0123456789abcdef.tmp").write_bytes(b"half")
    journal.release()
    journal.hold()
    assert list(folder.iterdir()) == []


def days_of_use(journal: Journal, length: int) -> Iterator[dt.date]:
    """So many days, each with a save or two, and now and then one of another kind."""
    for number in range(length):
        now = NOW + number * DAY
        desk = Desk(journal, lambda now=now: now)  # type: ignore[misc]
        for _ in range(1 + number % 2):
            entry = desk.save(desk.begin().go(Part.WHAT).write(f"day {number}"))
        if number % 5 == 2:
            desk.save(desk.begin(dt.date(2025, 6, 1)).go(Part.WHAT).write("an old one"))
            journal.save_settings(Settings(rhythm=number % 2 == 0))
        if number % 7 == 3:
            journal.delete(entry, now)
        yield now.date()


def test_every_copy_of_thirty_days_opens_and_is_what_was_there(
    journal: Journal, tmp_path: Path
) -> None:
    """T14: each copy restored by hand into a home of its own is the journal of that morning."""
    journal.begin()
    mornings: dict[dt.date, dict[str, bytes]] = {}
    before = contents(journal.home)
    for day in days_of_use(journal, 30):
        mornings[day] = before
        before = contents(journal.home)
    opened = 0
    for name in journal.backups.names():
        kind = JOURNAL_KIND if name == "journal.json" else YEAR_KIND
        for day, copy in journal.backups.of(name).items():
            read(copy, kind, Tables)
            assert copy.read_bytes() == mornings[day][name]
            home = tmp_path / day.isoformat() / name
            home.mkdir(parents=True)
            shutil.copy(copy, home / name)
            list(Journal(home).entries())
            opened += 1
    assert opened > 25
    assert len(journal.backups.of("2026.json")) < 25
