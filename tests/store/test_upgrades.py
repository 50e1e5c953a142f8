"""Files in the forms of earlier versions, kept as those versions wrote them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from journal.desk import Desk
from journal.errors import TooNew
from journal.model import ThemeMarks
from journal.settings import Settings
from journal.store import glance
from journal.store.copies import read_copy
from journal.store.doctor import examine
from journal.store.journal import Journal
from journal.store.upgrades import JOURNAL_KIND, SCHEMAS, STEPS, YEAR_KIND
from tests.faults.locked import KEYS, make_locked
from tests.kit import NOW, MakeEntry, contents

OLD = Path(__file__).parent / "old"
AS_IT_WAS = Settings(working_days=(0, 1, 3, 4))


@pytest.fixture
def old_home(home: Path) -> Path:
    home.mkdir(mode=0o700)
    for old, name in (("journal-1.json", "journal.json"), ("year-1.json", "2026.json")):
        (home / name).write_bytes((OLD / old).read_bytes())
        (home / name).chmod(0o600)
    return home


def test_there_is_a_step_from_each_form_to_the_next_and_an_old_file_to_try_it_on() -> None:
    wanted = {(kind, form) for kind, now in SCHEMAS.items() for form in range(1, now)}
    assert wanted == STEPS.keys()
    named = {JOURNAL_KIND: "journal", YEAR_KIND: "year"}
    assert {f"{named[kind]}-{form}.json" for kind, form in wanted} == {
        file.name for file in OLD.iterdir()
    }


def test_an_old_file_reads_as_if_it_were_written_now_and_stays_as_it_is(old_home: Path) -> None:
    before = contents(old_home)
    assert Journal(old_home).settings == AS_IT_WAS
    assert glance.settings(old_home) == AS_IT_WAS
    assert read_copy(old_home).settings == AS_IT_WAS
    (entry,) = Journal(old_home).entries()
    assert (entry.first_line, entry.tags) == ("The pool, and who holds the pen.", ("pool",))
    assert entry.themes == ThemeMarks()
    assert [when.id for year in glance.by_year(old_home) for when in year] == [entry.id]
    assert read_copy(old_home).held.entries == (entry,)
    assert all(finding.is_well for finding in examine(old_home))
    assert contents(old_home) == before


def test_the_next_save_writes_it_anew_and_keeps_the_old_file_for_good(old_home: Path) -> None:
    old = (old_home / "journal.json").read_bytes()
    journal = Journal(old_home)
    Desk(journal, lambda: NOW)
    journal.hold()
    journal.save_settings(Settings(working_days=(0, 1)))
    journal.save_settings(Settings(working_days=(0,)))
    journal.release()
    assert (old_home / "backups" / "schema-1" / "journal.json").read_bytes() == old
    head = msgspec.json.decode((old_home / "journal.json").read_bytes())["goodchat"]["1"]
    assert head == {"format": JOURNAL_KIND, "schema": SCHEMAS[JOURNAL_KIND], "generation": 3}
    assert Journal(old_home).settings == Settings(working_days=(0,))


def test_an_old_year_is_kept_for_good_too(old_home: Path, entry: MakeEntry) -> None:
    old = (old_home / "2026.json").read_bytes()
    journal = Journal(old_home)
    journal.hold()
    journal.add(entry(text="a new one"))
    journal.release()
    assert (old_home / "backups" / "schema-1" / "2026.json").read_bytes() == old
    assert Journal(old_home).count() == 2


def test_in_a_locked_journal_the_old_file_is_kept_closed(home: Path) -> None:
    make_locked(home)
    shutil.copy(OLD / "journal-1.json", home / "journal.json")
    journal = Journal(home, KEYS.vault)
    journal.hold()
    assert journal.settings == AS_IT_WAS
    journal.save_settings(Settings())
    journal.release()
    kept = home / "backups" / "schema-1" / "journal.json.age"
    assert KEYS.vault.open(kept.read_bytes(), kept) == (OLD / "journal-1.json").read_bytes()
    assert not list((home / "backups").rglob("*.json"))


@pytest.mark.parametrize("name", ["journal.json", "2026.json"])
def test_a_newer_one_is_refused_and_untouched(home: Path, entry: MakeEntry, name: str) -> None:
    journal = Journal(home)
    journal.hold()
    journal.begin()
    journal.add(entry())
    journal.release()
    newer = re.sub(rb'"schema":\d+', b'"schema":99', (home / name).read_bytes())
    (home / name).write_bytes(newer)
    before = contents(home)
    with pytest.raises(TooNew, match="newer goodchat"):
        _ = (Journal(home).settings, list(Journal(home).entries()))
    assert contents(home) == before
