"""Looking a journal's files over, and putting them right."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from journal.desk import Desk
from journal.errors import Damaged, HeldElsewhere
from journal.model import Answer, Entry, Layer, Step
from journal.reflection import Part
from journal.settings import Settings
from journal.store import mending
from journal.store.doctor import examine
from journal.store.documents import document
from journal.store.durable import encoded, header
from journal.store.journal import Journal
from journal.store.mending import repair
from journal.store.merging import Kin, aside, kin
from journal.store.upgrades import YEAR_KIND
from journal.store.years import Deleted
from tests.kit import NOW, TODAY, MakeEntry, contents

LAST_YEAR = dt.date(2025, 6, 1)


def ill(home: Path) -> list[str]:
    """What is said to need attention."""
    return [one.said for one in examine(home) if not one.is_well]


def mended(home: Path) -> list[str]:
    """What a repair says it did; a second one does nothing."""
    done = _repaired(home)
    after = contents(home)
    assert _repaired(home) == []
    assert contents(home) == after
    return done


def _repaired(home: Path) -> list[str]:
    done: list[str] = []
    journal = Desk(Journal(home), lambda: NOW).journal
    repair(journal, done.append)
    journal.release()
    return done


def year_file(path: Path, entries: Iterable[Entry], generation: int = 1) -> None:
    """Put a year's file there by hand."""
    rows = {str(number): document(entry) for number, entry in enumerate(entries, 1)}
    path.write_bytes(encoded({"goodchat": header(YEAR_KIND, generation), "entries": rows}))
    path.chmod(0o600)


def kept_in(home: Path) -> set[Entry]:
    return set(Journal(home).entries())


@pytest.fixture
def filled(journal: Journal, entry: MakeEntry) -> Journal:
    """A journal of two years, let go, with everything well."""
    desk = Desk(journal, lambda: NOW)
    journal.begin()
    journal.add_many([entry(TODAY, f"chat {n}") for n in range(6)])
    journal.add(entry(LAST_YEAR, "an old one"))
    journal.drafts.keep(desk.begin().go(Part.WHAT).write("half a thought"))
    journal.release()
    return journal


def test_all_is_well_in_a_journal_in_use(filled: Journal) -> None:
    assert ill(filled.home) == []
    said = [one.said for one in examine(filled.home)]
    assert "2026.json: 6 chats, all well." in said
    assert mended(filled.home) == []


def test_a_home_that_is_not_there_has_nothing_to_say(home: Path) -> None:
    assert examine(home) == ()
    assert not home.exists()


def test_looking_changes_nothing(filled: Journal) -> None:
    (filled.home / "2026.json").write_bytes(b"damaged")
    before = contents(filled.home)
    assert ill(filled.home)
    assert contents(filled.home) == before


def test_an_old_tail_is_cut_off(filled: Journal) -> None:
    """What stock TinyDB leaves after a crash: the new file, and the end of a longer old one."""
    path = filled.home / "2026.json"
    before, found = kept_in(filled.home), path.read_bytes()
    path.write_bytes(found + b'": "the end of an old one"}}}')
    assert "6 chats in it can still be read" in ill(filled.home)[0]
    mended(filled.home)
    assert kept_in(filled.home) == before
    assert (filled.home / "set-aside" / "2026.json").read_bytes().startswith(found)
    assert ill(filled.home) == []


def test_a_file_cut_short_keeps_its_whole_entries(filled: Journal) -> None:
    path = filled.home / "2026.json"
    before = kept_in(filled.home)
    content = path.read_bytes()
    cut = content[: content.index(b"chat 4")]
    path.write_bytes(cut)
    assert "is not whole; 4 chats in it can still be read" in ill(filled.home)[0]
    mended(filled.home)
    assert len(kept_in(filled.home) & before) == 5
    assert (filled.home / "set-aside" / "2026.json").read_bytes() == cut


def test_what_is_cut_off_comes_back_from_the_dated_copy(filled: Journal, entry: MakeEntry) -> None:
    filled.hold()
    filled.add(entry(TODAY, "the last one"))
    filled.release()
    before = kept_in(filled.home)
    path = filled.home / "2026.json"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    mended(filled.home)
    assert {one for one in before if one.first_line != "the last one"} == kept_in(filled.home)


def test_an_entry_that_is_nonsense_is_set_aside_and_the_others_stay(filled: Journal) -> None:
    path = filled.home / "2026.json"
    tables = json.loads(path.read_text("utf-8"))
    tables["entries"]["2"]["layer"] = "crust"
    path.write_text(json.dumps(tables), "utf-8")
    assert "holds 1 that is not as goodchat writes one" in ill(filled.home)[0]
    mended(filled.home)
    assert len(kept_in(filled.home)) == 6
    assert "crust" in (filled.home / "set-aside" / "2026.json").read_text("utf-8")


@pytest.mark.parametrize("content", [b"", b"\0" * 300, b"null", b"[" * 100_000])
def test_a_file_in_which_nothing_can_be_read_is_set_aside(filled: Journal, content: bytes) -> None:
    (filled.home / "2026.json").write_bytes(content)
    assert "Nothing in it can be read" in mended(filled.home)[0]
    assert not (filled.home / "2026.json").exists()
    assert (filled.home / "set-aside" / "2026.json").read_bytes() == content
    assert len(kept_in(filled.home)) == 1


def test_a_second_damaged_file_of_a_name_finds_a_name_of_its_own(filled: Journal) -> None:
    for content in (b"one", b"two"):
        (filled.home / "2026.json").write_bytes(content)
        mended(filled.home)
    aside = {name: kept for name, kept in contents(filled.home).items() if "set-aside" in name}
    assert aside == {"set-aside/2026.json": b"one", "set-aside/2026, 2.json": b"two"}


def test_a_newer_file_is_left_as_it_is(filled: Journal) -> None:
    newer = b'{"goodchat":{"1":{"format":"goodchat year","schema":99,"generation":1}}}'
    (filled.home / "2026.json").write_bytes(newer)
    assert "newer goodchat" in ill(filled.home)[0]
    assert mended(filled.home) == []
    assert (filled.home / "2026.json").read_bytes() == newer


def test_a_link_that_leads_nowhere_is_left_as_it_is(filled: Journal) -> None:
    (filled.home / "2026.json").unlink()
    (filled.home / "2026.json").symlink_to(filled.home / "not here")
    assert "leads to a file that is not there" in ill(filled.home)[0]
    assert mended(filled.home) == []
    assert (filled.home / "2026.json").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in a folder here")
def test_what_is_no_file_is_set_aside_and_never_waited_for(filled: Journal) -> None:
    (filled.home / "2025.json").unlink()
    os.mkfifo(filled.home / "2025.json", 0o600)
    (filled.home / "journal.json").unlink()
    (filled.home / "journal.json").mkdir(mode=0o700)
    assert len(ill(filled.home)) == 2
    mended(filled.home)
    assert ill(filled.home) == []


# T9: the names of four sync programs, and one of a file manager.
SYNCED = [
    "2026 (conflicted copy 2026-11-22 101500).json",
    "2026 (1).json",
    "2026.sync-conflict-20261122-101500-ABCDEFG.json",
    "2026-LAPTOP.json",
    "2026 - Copy.json",
]


@pytest.mark.parametrize("name", SYNCED)
def test_a_copy_from_a_sync_program_is_merged_and_set_aside(
    filled: Journal, entry: MakeEntry, name: str
) -> None:
    before = kept_in(filled.home)
    first, second = sorted(before, key=lambda one: one.first_line)[1:3]
    newer = replace(first, tags=("pool",), revisions=(NOW,))
    other = replace(second, written_at=second.written_at + dt.timedelta(minutes=1))
    new = entry(TODAY, "written on the other laptop")
    year_file(filled.home / name, [newer, other, new])
    assert ill(filled.home) == [f"{name} is a copy that a sync program left."]
    mended(filled.home)
    assert kept_in(filled.home) == (before - {first}) | {newer, new, aside(other)}
    assert not (filled.home / name).exists()
    assert (filled.home / "set-aside" / name).exists()
    assert ill(filled.home) == []


def test_an_entry_deleted_here_stays_deleted_when_a_synced_copy_has_it(filled: Journal) -> None:
    gone = next(one for one in kept_in(filled.home) if one.day == TODAY)
    filled.hold()
    filled.delete(gone, NOW)
    filled.release()
    before = kept_in(filled.home)
    year_file(filled.home / "2026 (1).json", [gone])
    mended(filled.home)
    assert kept_in(filled.home) == before
    assert [one.entry for one in Journal(filled.home).deleted(NOW)] == [gone]


def test_a_synced_copy_of_the_settings_gives_way_to_those_here(filled: Journal) -> None:
    shutil.copy(filled.home / "journal.json", filled.home / "journal-LAPTOP.json")
    mended(filled.home)
    assert (filled.home / "set-aside" / "journal-LAPTOP.json").exists()
    assert ill(filled.home) == []


def test_a_synced_copy_of_a_draft_is_kept_beside_it(filled: Journal) -> None:
    (draft,) = filled.drafts.latest_first()
    other = Journal(filled.home / "other")
    other.drafts.keep(draft.write("another thought"))
    (file,) = other.drafts.folder.iterdir()
    file.rename(filled.drafts.folder / f"{file.stem} (1).json")
    shutil.rmtree(other.home)
    mended(filled.home)
    texts = {one.text(Step.WHAT) for one in filled.drafts.latest_first()}
    assert texts == {"half a thought", "another thought"}


def test_damaged_settings_keep_what_can_be_read_of_them(filled: Journal) -> None:
    filled.hold()
    filled.save_settings(Settings(working_days=(0, 2), day_ends_at=dt.time(3)))
    filled.release()
    path = filled.home / "journal.json"
    path.write_text(path.read_text("utf-8").replace('"rhythm":true', '"rhythm":"loud"'), "utf-8")
    mended(filled.home)
    assert Journal(filled.home).settings == Settings(working_days=(0, 2), day_ends_at=dt.time(3))
    assert "loud" in (filled.home / "set-aside" / "journal.json").read_text("utf-8")


def test_settings_that_are_gone_come_from_the_dated_copy(filled: Journal) -> None:
    filled.hold()
    for settings_ in (Settings(rhythm=False), Settings(working_days=(1,))):
        filled.backups.lived_day = lambda: TODAY + dt.timedelta(days=1)
        filled.save_settings(settings_)
    filled.release()
    (filled.home / "journal.json").write_bytes(b"")
    mended(filled.home)
    assert ill(filled.home) == []
    assert Journal(filled.home).settings in (Settings(), Settings(rhythm=False))


def test_settings_of_which_nothing_is_left_are_the_usual_ones(filled: Journal) -> None:
    (filled.home / "journal.json").write_bytes(b"")
    mended(filled.home)
    assert Journal(filled.home).settings == Settings()
    assert ill(filled.home) == []


def test_damaged_drafts_are_mended_or_set_aside(filled: Journal) -> None:
    (file,) = filled.drafts.folder.iterdir()
    file.write_bytes(file.read_bytes() + b" old tail")
    half = filled.drafts.folder / "bbbbbbbbbb.json"
    half.write_bytes(b"half")
    half.chmod(0o600)
    assert len(ill(filled.home)) == 2
    mended(filled.home)
    (draft,) = filled.drafts.latest_first()
    assert draft.text(Step.WHAT) == "half a thought"
    assert (filled.home / "set-aside" / "bbbbbbbbbb.json").read_bytes() == b"half"
    assert ill(filled.home) == []


def test_one_entry_twice_is_kept_once(filled: Journal) -> None:
    path = filled.home / "2026.json"
    before = kept_in(filled.home)
    tables = json.loads(path.read_text("utf-8"))
    tables["entries"]["9"] = tables["entries"]["1"]
    path.write_text(json.dumps(tables), "utf-8")
    assert "holds 1 chat that is in the journal twice" in ill(filled.home)[0]
    mended(filled.home)
    assert kept_in(filled.home) == before


def test_an_entry_in_the_wrong_year_moves_to_its_own(filled: Journal, entry: MakeEntry) -> None:
    before = kept_in(filled.home)
    stray = entry(LAST_YEAR, "a stray")
    year_file(filled.home / "2024.json", [stray, entry(dt.date(2024, 1, 1), "at home")])
    assert "2024.json holds 1 chat of another year." in ill(filled.home)
    mended(filled.home)
    assert stray in kept_in(filled.home)
    assert before < kept_in(filled.home)
    assert stray.id in (filled.home / "2025.json").read_text("utf-8")
    assert stray.id not in (filled.home / "2024.json").read_text("utf-8")


def test_a_stop_between_two_years_loses_nothing(
    filled: Journal, entry: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    year_file(filled.home / "2024.json", [entry(LAST_YEAR, "a stray")])
    year_file(filled.home / "2023.json", [entry(dt.date(2024, 5, 1), "another")])
    before = kept_in(filled.home)
    whole = mending.replace_durably
    for stop_after in range(4):
        left = [stop_after]

        def stops(path: Path, content: bytes, left: list[int] = left) -> object:
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return whole(path, content)

        with monkeypatch.context() as patch:
            patch.setattr(mending, "replace_durably", stops)
            journal = Journal(filled.home)
            try:
                repair(journal, lambda _: None)
            except KeyboardInterrupt:
                pass
            finally:
                journal.release()
        assert kept_in(filled.home) == before
    mended(filled.home)
    assert kept_in(filled.home) == before
    assert ill(filled.home) == []


def test_a_file_that_was_rolled_back_is_noticed_and_brought_forward(
    filled: Journal, entry: MakeEntry
) -> None:
    path = filled.home / "2026.json"
    old = path.read_bytes()
    filled.hold()
    filled.add(entry(TODAY, "the newest"))
    filled.backups.lived_day = lambda: TODAY + dt.timedelta(days=1)
    filled.add(entry(TODAY, "after the copy"))
    filled.release()
    copy = filled.backups.of("2026.json")[TODAY + dt.timedelta(days=1)]
    in_copy = len(json.loads(copy.read_bytes())["entries"])
    path.write_bytes(old)
    assert "2026.json is older than its dated copy" in ill(filled.home)[0]
    mended(filled.home)
    assert len(kept_in(filled.home)) == in_copy + 1
    assert ill(filled.home) == []


def test_a_year_that_is_gone_comes_back_from_its_copy(filled: Journal, entry: MakeEntry) -> None:
    filled.hold()
    filled.add(entry())
    filled.release()
    copied = len(json.loads(filled.backups.of("2026.json")[TODAY].read_bytes())["entries"])
    (filled.home / "2026.json").unlink()
    assert "2026.json is gone, and there is a dated copy of it." in ill(filled.home)
    mended(filled.home)
    assert len([one for one in kept_in(filled.home) if one.day == TODAY]) == copied


@pytest.mark.skipif(os.name != "posix", reason="permissions of another kind")
def test_wide_permissions_are_said_and_narrowed(filled: Journal) -> None:
    filled.home.chmod(0o755)
    (filled.home / "2026.json").chmod(0o644)
    filled.drafts.folder.chmod(0o750)
    assert len(ill(filled.home)) == 3
    mended(filled.home)
    assert ill(filled.home) == []
    assert stat.S_IMODE((filled.home / "2026.json").stat().st_mode) == 0o600


def test_what_an_interrupted_save_left_is_swept(filled: Journal) -> None:
    left = filled.home / ".2026.json.0123456789abcdef.tmp"
    left.write_bytes(b"half")
    left.chmod(0o600)
    assert "was left by a save that was interrupted" in ill(filled.home)[0]
    assert mended(filled.home) == ["Cleared away what 1 interrupted save left."]
    assert not left.exists()


def test_a_page_of_an_editor_is_set_aside_and_kept(filled: Journal) -> None:
    page = filled.drafts.folder / "edit-x1y2.txt"
    page.write_text("words that were not saved")
    page.chmod(0o600)
    assert "an editor's page" in ill(filled.home)[0]
    mended(filled.home)
    kept = filled.home / "set-aside" / "edit-x1y2.txt"
    assert kept.read_text() == "words that were not saved"
    assert ill(filled.home) == []


def test_little_room_is_said(filled: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 5_000_000})()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert "4,882 kB left" in ill(filled.home)[0]


def test_who_holds_the_journal_is_said_and_a_repair_waits_for_them(filled: Journal) -> None:
    filled.hold()
    assert ill(filled.home) == []
    assert any(f"process {os.getpid()}" in one.said for one in examine(filled.home))
    with pytest.raises(HeldElsewhere):
        repair(Journal(filled.home), lambda _: None)
    filled.release()


# Random damage: whatever could be read anywhere before is in the journal afterwards.

ENTRIES = [
    Entry(
        id=f"{letter * 9}{number}",
        day=dt.date(2025 + number % 2, 3, 1 + number),
        written_at=NOW,
        layer=Layer.BASE,
        answers=(Answer(step=Step.WHAT, text=f'a chat {letter}{number} with "quotes" ü 🫖'),),
        revisions=tuple(NOW + dt.timedelta(minutes=m) for m in range(number % 3)),
    )
    for letter in "abc"
    for number in range(4)
]
NAMES = ["2025.json", "2026.json", "2026 (1).json", "2025-LAPTOP.json"]


def cut(content: bytes, at: int) -> bytes:
    return content[: at % (len(content) + 1)]


def tail(content: bytes, at: int) -> bytes:
    return content + content[at % (len(content) + 1) :] if content else content


def hole(content: bytes, at: int) -> bytes:
    at %= len(content) + 1
    return content[:at] + b"\0" * 40 + content[at + 40 :]


def flip(content: bytes, at: int) -> bytes:
    if not content:
        return content
    at %= len(content)
    return content[:at] + bytes([content[at] ^ 0x15]) + content[at + 1 :]


def lose(content: bytes, at: int) -> bytes:
    return b""


Damage = Callable[[bytes, int], bytes]
damages = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from([cut, tail, hole, flip, lose]),
        st.integers(0, 5_000),
    ),
    max_size=4,
)
filling = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(ENTRIES), max_size=6, unique=True), max_size=4
)


def readable(home: Path) -> list[Entry]:
    """Every entry in every file, found in a plainer way than the repair finds them."""
    found: list[Entry] = []
    decoder = json.JSONDecoder()
    for file in home.glob("*.json"):
        text = file.read_bytes().decode("utf-8", "replace")
        try:
            whole, _ = decoder.raw_decode(text)
            rows = list(whole["entries"].values())
        except (ValueError, KeyError, AttributeError, TypeError):
            rows = []
        for row in rows:
            try:
                found.append(msgspec.convert(row, Entry))
            except msgspec.ValidationError:
                continue
    return found


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(filling, damages)
def test_no_entry_that_can_be_read_anywhere_is_lost(
    tmp_path: Path,
    files: dict[str, list[Entry]],
    damage: list[tuple[str, Damage, int]],
) -> None:
    home = tmp_path / "random"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(mode=0o700)
    for name, entries in files.items():
        year_file(home / name, entries)
    for name, do, at in damage:
        if (home / name).exists():
            (home / name).write_bytes(do((home / name).read_bytes(), at))
    could_be_read = readable(home)
    mended(home)
    after = {entry.id: entry for entry in Journal(home).entries()}
    for entry in could_be_read:
        there = [after[one.id] for one in (entry, aside(entry)) if one.id in after]
        hows = {kin(one, replace(entry, id=one.id)) for one in there}
        assert hows & {Kin.SAME, Kin.OLDER}, entry
    assert ill(home) == []


def test_a_journal_that_was_mended_can_be_written_in(filled: Journal, entry: MakeEntry) -> None:
    (filled.home / "2026.json").write_bytes(b"{")
    with pytest.raises(Damaged):
        list(Journal(filled.home).entries())
    mended(filled.home)
    journal = Journal(filled.home)
    journal.hold()
    journal.add(entry())
    journal.release()
    assert Deleted(NOW, entry()) not in journal.deleted(NOW)
