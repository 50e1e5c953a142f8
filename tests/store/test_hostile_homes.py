"""Homes that somebody, or some program, has made difficult: no key is lost and nothing hangs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journal.errors import Damaged, WrongPassphrase
from journal.store import age, locking
from journal.store.doctor import examine
from journal.store.journal import Journal
from journal.store.keys import new_keys, recovered
from journal.store.seal import KEY, RECOVERY, is_locked
from journal.store.seen import FILE
from tests.faults.locked import CANARY, KEY_FILE, KEYS, OTHER_KEY_FILE, begin_locked, says
from tests.kit import MakeEntry, contents


@pytest.fixture
def locked(home: Path, entry: MakeEntry) -> Path:
    begin_locked(home, entry(text=f"the {CANARY}"))
    return home


def held(home: Path) -> Journal:
    journal = Journal(home, KEYS.vault)
    journal.hold()
    journal.release()
    return journal


def test_a_recovery_file_of_an_earlier_lock_opens_nothing(locked: Path) -> None:
    recovery = age.new_secret()
    earlier = new_keys(recovery)
    public = age.recipient(recovery)
    (locked / RECOVERY).write_bytes(age.closed(earlier.written(), (public,)))
    before = contents(locked)
    with pytest.raises(WrongPassphrase, match="not the recovery key of this journal"):
        recovered(locked, recovery)
    assert contents(locked) == before


@pytest.mark.parametrize("other", [OTHER_KEY_FILE, KEY_FILE[:-1] + b"\0", b"milk"])
def test_a_key_that_no_passphrase_opened_never_takes_the_place_of_the_copy(
    locked: Path, other: bytes
) -> None:
    (locked / KEY).write_bytes(other)
    held(locked)
    assert (locked / locking.KEY_COPY).read_bytes() == KEY_FILE


def test_a_change_of_the_passphrase_leaves_no_copy_that_the_old_one_opens(locked: Path) -> None:
    locking.put_key(locked, OTHER_KEY_FILE)
    keys = [file.read_bytes() for file in locked.rglob(KEY)]
    assert keys == [OTHER_KEY_FILE, OTHER_KEY_FILE]


def test_every_leftover_goes_also_where_one_cannot(locked: Path) -> None:
    (locked / "backups" / "schema-1").mkdir(parents=True)
    places = (locked, locked / "backups", locked / "backups" / "schema-1", locked / "set-aside")
    places[-1].mkdir()
    for number, folder in enumerate(places):
        (folder / f".2026.json.{number:016x}.tmp").write_text(f"the {CANARY}")
    (locked / ".2026.json.ffffffffffffffff.tmp").mkdir()
    held(locked)
    assert says(locked, CANARY) == []


@pytest.mark.parametrize(
    "content", [b'{"\xff\xfe":1}', b"[" * 100_000, b'{"2026.json": 1e400}', b"\0" * 70_000]
)
def test_what_is_noted_of_saves_hinders_nothing(locked: Path, content: bytes) -> None:
    (locked / FILE).write_bytes(content)
    assert held(locked).count() == 1
    assert examine(locked, KEYS.vault)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
@pytest.mark.parametrize("name", [FILE, "backups/key.age"])
def test_a_pipe_is_not_waited_for(locked: Path, name: str) -> None:
    (locked / name).unlink(missing_ok=True)
    os.mkfifo(locked / name)
    assert held(locked).count() == 1


def test_a_file_far_too_large_is_refused_unread(locked: Path) -> None:
    with (locked / "2025.json.age").open("wb") as file:
        file.truncate(1024**3)
    with pytest.raises(Damaged, match="far larger"):
        list(Journal(locked, KEYS.vault).entries())


def test_a_link_among_the_dated_copies_costs_nobody_a_file(locked: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "thesis.txt"
    theirs.write_text("somebody else's work")
    day = locked / "backups" / "2026-11-20"
    day.mkdir(parents=True)
    (day / "notes").symlink_to(theirs)
    held(locked)
    assert theirs.read_text() == "somebody else's work"
    assert (day / "notes").is_symlink()


def test_a_locked_file_that_strayed_in_keeps_no_plain_journal_shut(
    home: Path, journal: Journal, entry: MakeEntry
) -> None:
    journal.begin()
    journal.add(entry(text="the pool"))
    stray = home / "2019.json.age"
    stray.write_bytes(KEYS.vault.close(b"of another journal"))
    stray.chmod(0o600)
    journal.release()
    assert not is_locked(home)
    assert [one.first_line for one in Journal(home).entries()] == ["the pool"]
    ill = [one.said for one in examine(home) if not one.is_well]
    assert ill[0] == "2019.json.age is locked with a key that is not here."
    assert len(ill) == 1, ill


def test_a_sealed_file_with_an_ending_of_another_program_is_sealed_once(locked: Path) -> None:
    year = (locked / "2026.json.age").read_bytes()
    (locked / "2026.json.age~").write_bytes(year)
    held(locked)
    assert (locked / "2026.json.age~").read_bytes() == year
    assert not (locked / "2026.json.age~.age").exists()


def test_what_does_not_open_keeps_its_key_when_the_rest_is_unlocked(locked: Path) -> None:
    day = locked / "backups" / "2026-11-20"
    day.mkdir(parents=True)
    (day / "2026.json.age").write_bytes((locked / "2026.json.age").read_bytes()[:-3])
    journal = Journal(locked, KEYS.vault)
    journal.hold()
    locking.open_all(locked, KEYS.vault)
    journal.release()
    assert (locked / "set-aside" / KEY).read_bytes() == KEY_FILE
    assert not is_locked(locked)
    assert Journal(locked).count() == 1
