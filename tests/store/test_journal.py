"""The journal over all its years."""

from __future__ import annotations

import datetime as dt
import json
import stat
from pathlib import Path

import pytest
from tinydb import TinyDB

from journal.errors import BadInput, Damaged, HeldElsewhere, NotSaved
from journal.model import Layer, Promise
from journal.settings import Settings
from journal.store import durable
from journal.store.journal import Journal
from tests.kit import NOW, TODAY, MakeEntry, contents

LAST_YEAR = dt.date(2025, 12, 31)


def reopened(journal: Journal) -> Journal:
    return Journal(journal.home)


def test_a_home_with_nothing_in_it_is_new_and_stays_empty(home: Path) -> None:
    journal = Journal(home)
    assert journal.is_new
    assert list(journal.entries()) == []
    assert journal.settings == Settings()
    assert not home.exists()


def test_an_entry_is_there_when_the_journal_is_opened_again(
    journal: Journal, entry: MakeEntry
) -> None:
    kept = entry(promise=Promise(what="ring the pool", by=TODAY), tags=("pool",), wobble=3)
    journal.add(kept)
    assert list(reopened(journal).entries()) == [kept]
    assert not reopened(journal).is_new


def test_each_year_has_a_file_that_stock_tinydb_opens(journal: Journal, entry: MakeEntry) -> None:
    journal.add_many([entry(TODAY), entry(LAST_YEAR, "the boiler")])
    with TinyDB(journal.home / "2025.json", encoding="utf-8") as stock:
        (document,) = stock.table("entries").all()
    assert document["day"] == "2025-12-31"
    assert document["answers"] == [{"step": "what", "text": "the boiler"}]


def test_files_and_folders_are_private(journal: Journal, entry: MakeEntry) -> None:
    journal.begin()
    journal.add(entry())
    modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in journal.home.iterdir()}
    assert stat.S_IMODE(journal.home.stat().st_mode) == 0o700
    names = ("2026.json", "generations.json", "journal.json", "journal.lock")
    assert modes == dict.fromkeys(names, 0o600)


def test_a_wider_home_is_made_private(home: Path) -> None:
    home.mkdir(mode=0o755, parents=True)
    home.chmod(0o755)
    journal = Journal(home)
    journal.hold()
    journal.release()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_entries_come_newest_first_by_day_then_by_moment(
    journal: Journal, entry: MakeEntry
) -> None:
    late = entry(TODAY, "late", written_at=NOW)
    early = entry(TODAY, "early", written_at=NOW - dt.timedelta(hours=3))
    elsewhere = entry(
        TODAY,
        "an hour before late, on a clock three hours ahead",
        written_at=dt.datetime(2026, 11, 19, 19, 20, tzinfo=dt.timezone(dt.timedelta(hours=3))),
    )
    old = entry(LAST_YEAR)
    journal.add_many([early, old, elsewhere, late])
    assert list(journal.entries()) == [late, elsewhere, early, old]


def test_an_older_year_is_read_only_when_it_is_reached(journal: Journal, entry: MakeEntry) -> None:
    journal.add(entry())
    (journal.home / "2025.json").write_bytes(b"damaged")
    entries = reopened(journal).entries()
    next(entries)
    with pytest.raises(Damaged, match=r"2025\.json"):
        next(entries)


def test_a_forgiving_journal_reads_on_past_a_damaged_year(
    journal: Journal, entry: MakeEntry
) -> None:
    journal.add_many([entry(TODAY), entry(LAST_YEAR), entry(dt.date(2024, 5, 1))])
    (journal.home / "2025.json").write_bytes(b"")
    forgiving = reopened(journal)
    forgiving.is_forgiving = True
    assert [e.day.year for e in forgiving.entries()] == [2026, 2024]
    assert "2025.json is empty" in str(forgiving.troubles[2025])


def test_an_old_year_is_never_touched_by_a_new_entry(journal: Journal, entry: MakeEntry) -> None:
    journal.add(entry(LAST_YEAR))
    before = (journal.home / "2025.json").read_bytes()
    journal.add(entry(TODAY))
    assert (journal.home / "2025.json").read_bytes() == before


def test_an_edit_replaces_the_whole_entry(journal: Journal, entry: MakeEntry) -> None:
    kept = entry(tags=("pool", "rota"), unsaid="too much to say")
    journal.add(kept)
    changed = entry(id=kept.id, text="rang him too")
    journal.replace(changed)
    assert list(reopened(journal).entries()) == [changed]


def test_an_edit_may_move_an_entry_to_another_year(journal: Journal, entry: MakeEntry) -> None:
    kept = entry()
    journal.add(kept)
    moved = entry(LAST_YEAR, id=kept.id)
    journal.replace(moved)
    assert list(reopened(journal).entries()) == [moved]


def test_a_deleted_entry_can_be_brought_back(journal: Journal, entry: MakeEntry) -> None:
    kept, other = entry(), entry()
    journal.add_many([kept, other])
    journal.delete(kept, NOW)
    assert list(reopened(journal).entries()) == [other]
    again = reopened(journal)
    journal.release()
    again.hold()
    assert again.bring_back(kept.id[:6], NOW) == kept
    assert {e.id for e in reopened(again).entries()} == {kept.id, other.id}
    assert again.deleted(NOW) == []
    again.release()


def test_a_deletion_is_for_good_after_a_week(journal: Journal, entry: MakeEntry) -> None:
    first, second = entry(text="gone for good"), entry()
    journal.add_many([first, second])
    journal.delete(first, NOW)
    journal.delete(second, NOW + dt.timedelta(days=8))
    later = NOW + dt.timedelta(days=9)
    assert [one.entry for one in journal.deleted(later)] == [second]
    assert journal.deleted(NOW + dt.timedelta(days=16)) == []
    assert b"gone for good" not in (journal.home / "2026.json").read_bytes()


def test_an_entry_is_found_by_the_start_of_its_id(journal: Journal, entry: MakeEntry) -> None:
    one, two = entry(id="aaaa111111"), entry(id="aaab222222")
    journal.add_many([one, two])
    assert journal.find("aaaa") == one
    with pytest.raises(BadInput, match="2 entries start with aaa"):
        journal.find("aaa")
    for nobody in ("zzz", ""):
        with pytest.raises(BadInput, match="goodchat list shows the ids"):
            journal.find(nobody)


def test_a_second_journal_may_read_and_not_write(journal: Journal, entry: MakeEntry) -> None:
    journal.add(entry())
    second = reopened(journal)
    with pytest.raises(HeldElsewhere, match="open in another window"):
        second.hold()
    assert len(list(second.entries())) == 1
    before = contents(journal.home)
    with pytest.raises(HeldElsewhere, match="may only read"):
        second.add(entry())
    with pytest.raises(HeldElsewhere):
        second.save_settings(Settings())
    assert contents(journal.home) == before


def test_a_failed_save_leaves_memory_and_disk_as_they_were(
    journal: Journal, entry: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = entry()
    journal.add(kept)
    before = contents(journal.home)

    def full(*_: object) -> None:
        raise NotSaved("Not saved: disk full.")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_durably", full)
        for change in (
            lambda: journal.add(entry()),
            lambda: journal.replace(entry(id=kept.id, text="other")),
            lambda: journal.delete(kept, NOW),
        ):
            with pytest.raises(NotSaved):
                change()
            assert list(journal.entries()) == [kept]
    assert contents(journal.home) == before
    journal.add(entry())
    assert journal.count() == 2


@pytest.mark.parametrize(
    ("field", "nonsense"),
    [
        ("layer", "crust"),
        ("day", "2026-02-30"),
        ("day", 7),
        ("written_at", "2026-11-19T17:20:00"),
        ("wobble", 6),
        ("colour", "red"),
        ("answers", [{"step": "what"}]),
    ],
)
def test_an_entry_edited_into_nonsense_is_damage_and_never_repeated(
    journal: Journal, entry: MakeEntry, field: str, nonsense: object
) -> None:
    journal.add(entry(text="private words"))
    path = journal.home / "2026.json"
    tables = json.loads(path.read_text("utf-8"))
    tables["entries"]["1"][field] = nonsense
    path.write_text(json.dumps(tables), "utf-8")
    edited = contents(journal.home)
    with pytest.raises(Damaged, match=r"2026\.json .*\(number 1\)") as told:
        list(reopened(journal).entries())
    assert "private words" not in str(told.value)
    journal.refresh()
    with pytest.raises(Damaged):
        journal.add(entry())
    assert contents(journal.home) == edited


def test_one_id_twice_is_damage(journal: Journal, entry: MakeEntry) -> None:
    journal.add(entry())
    path = journal.home / "2026.json"
    tables = json.loads(path.read_text("utf-8"))
    tables["entries"]["2"] = tables["entries"]["1"]
    path.write_text(json.dumps(tables), "utf-8")
    with pytest.raises(Damaged, match="twice"):
        list(reopened(journal).entries())


def test_settings_are_kept(journal: Journal) -> None:
    settings = Settings(working_days=(0, 2), rhythm=False, day_ends_at=dt.time(3, 30))
    journal.save_settings(settings)
    journal.save_settings(settings)
    assert reopened(journal).settings == settings


def test_settings_edited_into_nonsense_are_damage_and_stay(journal: Journal) -> None:
    journal.begin()
    path = journal.home / "journal.json"
    path.write_text(path.read_text("utf-8").replace('"rhythm":true', '"rhythm":"loud"'), "utf-8")
    edited = path.read_bytes()
    journal.refresh()
    with pytest.raises(Damaged, match="settings"):
        journal.save_settings(Settings())
    assert path.read_bytes() == edited


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "home"
    file.write_text("hers")
    with pytest.raises(BadInput, match="is a file, and the journal needs a folder"):
        Journal(file)
    assert file.read_text() == "hers"


def test_holding_sweeps_what_an_interrupted_save_left(home: Path) -> None:
    (home / "drafts").mkdir(parents=True)
    left = [home / ".2026.json.0123456789abcdef.tmp", home / "drafts/.a.json.0123456789abcdef.tmp"]
    for file in left:
        file.write_bytes(b"half a save")
    journal = Journal(home)
    journal.hold()
    assert [file for file in left if file.exists()] == []
    journal.release()


def test_the_layers_of_the_disk_are_those_of_the_model(journal: Journal, entry: MakeEntry) -> None:
    journal.add_many([entry(layer=layer) for layer in Layer])
    assert {e.layer for e in reopened(journal).entries()} == set(Layer)


def test_an_entry_in_the_wrong_years_file_is_deleted_and_comes_back(
    journal: Journal, entry: MakeEntry
) -> None:
    kept = entry()
    journal.add(kept)
    path = journal.home / "2026.json"
    path.write_text(path.read_text("utf-8").replace('"day":"2026', '"day":"2024'), "utf-8")
    journal.refresh()
    (strayed,) = journal.entries()
    assert strayed.day.year == 2024
    journal.delete(strayed, NOW)
    assert list(reopened(journal).entries()) == []
    assert journal.bring_back(strayed.id, NOW) == strayed
    assert list(reopened(journal).entries()) == [strayed]
    journal.replace(entry(strayed.day, "changed", id=strayed.id))
    assert [one.first_line for one in reopened(journal).entries()] == ["changed"]
