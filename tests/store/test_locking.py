"""Locking and unlocking: the same bytes before and after, wherever it stops in between."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.desk import Desk
from journal.errors import BadInput, Damaged, HeldElsewhere, Locked
from journal.model import Step
from journal.store import locking
from journal.store.journal import Journal
from journal.store.locking import clear_files, open_all, seal_all, sealed_files
from journal.store.mending import repair
from journal.store.seal import (
    KEY,
    PLAIN,
    RECOVERY,
    SEALED,
    as_it_lies,
    bare,
    has_sealed,
    is_locked,
    seal_for,
)
from tests.faults.locked import CANARY, KEY_FILE, KEYS, OTHER_KEY_FILE, says
from tests.faults.operations import BY_NAME, Case, fill, opened, page, state
from tests.kit import NOW, TODAY, contents

LOCK, UNLOCK = BY_NAME["lock, plain"], BY_NAME["unlock, locked"]
VAULT = KEYS.vault
WORDS = CANARY.encode()


def do(case: Case, home: Path) -> None:
    case.do(home)


@pytest.fixture
def filled(home: Path) -> Path:
    """A plain home with something in everything."""
    desk = opened(home)
    desk.journal.hold()
    fill(desk)
    desk.journal.release()
    return home


@pytest.fixture
def motley(filled: Path) -> Path:
    """With much besides that is damaged, or that other programs left."""
    for name, content in {
        "2019.json": b"",
        "2020.json": b"{" + WORDS,
        "2021.json": bytes(range(256)) + WORDS,
        "2022 (conflicted copy).json": WORDS,
        "2022.sync-conflict-20261122.json": WORDS,
        "2022 (1).json": WORDS,
        "journal-LAPTOP.json": WORDS,
        "drafts/edit-x1.txt": WORDS,
        "drafts/.edit-x1.txt.swp": WORDS,
        "drafts/aaaaaaaaaa (1).json": WORDS,
        "drafts/gggggggggg.json": b"\xff" + WORDS,
        "set-aside/2021.json": WORDS,
        "set-aside/2021, 2.json": WORDS,
        "backups/2026-11-01/2026.json": WORDS,
        "backups/2026-11-01/journal.json": WORDS,
    }.items():
        file = filled / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_bytes(content)
    return filled


STRANGE = {
    "notes.txt": b"hers",
    "holiday.json": b"{}",
    "holiday.json.age": b"hers",
    "20266.json": b"{}",
    "photos/pool.jpg": b"hers",
}


def test_all_of_it_is_closed_and_opens_byte_for_byte(motley: Path) -> None:
    before = contents(motley)
    do(LOCK, motley)
    assert clear_files(motley) == ()
    assert not says(motley, CANARY)
    here = contents(motley)
    assert before.keys() & here.keys() == {"generations.json"}
    closed = {name: here[name] for name in here.keys() - before.keys() if KEY not in name}
    del before["generations.json"]
    assert {bare(n): VAULT.open(content, motley / n) for n, content in closed.items()} == before
    do(UNLOCK, motley)
    here = contents(motley)
    del here["generations.json"]
    assert here == before
    assert sealed_files(motley) == ()


def test_what_is_not_the_journals_stays_as_it_is(filled: Path) -> None:
    for name, content in STRANGE.items():
        (filled / name).parent.mkdir(exist_ok=True)
        (filled / name).write_bytes(content)
    do(LOCK, filled)
    assert {name: contents(filled).get(name) for name in STRANGE} == STRANGE
    do(UNLOCK, filled)
    assert {name: contents(filled).get(name) for name in STRANGE} == STRANGE
    assert not is_locked(filled)
    assert len(list(opened(filled).journal.entries())) == 3


def test_drafts_keep_the_order_they_were_written_in(filled: Path) -> None:
    for number, file in enumerate(sorted((filled / "drafts").iterdir())):
        os.utime(file, ns=(10**18, 10**18 - number * 10**9))
    before = opened(filled).journal.drafts.latest_first()
    do(LOCK, filled)
    assert opened(filled).journal.drafts.latest_first() == before
    do(UNLOCK, filled)
    assert opened(filled).journal.drafts.latest_first() == before


@pytest.mark.parametrize("case", [LOCK, UNLOCK], ids=["lock", "unlock"])
def test_doing_it_twice_does_it_once(case: Case, filled: Path) -> None:
    if case is UNLOCK:
        do(LOCK, filled)
    do(case, filled)
    before = contents(filled)
    do(case, filled)
    assert contents(filled) == before


def test_an_empty_home_can_be_locked_and_written_in(home: Path) -> None:
    do(LOCK, home)
    desk = opened(home)
    desk.journal.hold()
    fill(desk)
    desk.journal.release()
    assert not says(home, CANARY)
    do(UNLOCK, home)
    assert len(list(opened(home).journal.entries())) == 3


# Half way

FORMS = ("in clear", "locked", "both")
FILES = ("2026.json", "2025.json", "journal.json", "drafts/ffffffffff.json")


@pytest.mark.parametrize("forms", list(product(FORMS, repeat=len(FILES))), ids="|".join)
def test_every_mixture_reads_the_same_and_is_finished_either_way(
    forms: tuple[str, ...], filled: Path
) -> None:
    before = state(opened(filled))
    (filled / KEY).write_bytes(KEY_FILE)
    for name, form in zip(FILES, forms, strict=True):
        file = filled / name
        if form != "in clear":
            file.with_name(file.name + SEALED).write_bytes(VAULT.close(file.read_bytes()))
        if form == "locked":
            file.unlink()
    assert state(opened(filled))._replace(key=None) == before
    other = shutil.copytree(filled, filled.with_name("other"))
    do(LOCK, filled)
    assert state(opened(filled))._replace(key=None) == before
    assert not clear_files(filled)
    do(UNLOCK, other)
    assert state(opened(other)) == before
    assert not sealed_files(other)


def test_two_texts_of_one_file_are_both_kept_and_merged(filled: Path) -> None:
    do(LOCK, filled)
    apart = opened(filled.with_name("apart"))
    apart.journal.hold()
    apart.journal.add(page("zzzzzzzzzz", f"From the other laptop. {CANARY}"))
    apart.journal.release()
    shutil.copy(apart.journal.home / "2026.json", filled)

    journal = opened(filled).journal
    journal.hold()
    assert not clear_files(filled)
    assert not says(filled, CANARY)
    assert len(list(journal.entries())) == 3
    journal.release()
    _mended(filled)
    texts = [entry.text(Step.WHAT) for entry in opened(filled).journal.entries()]
    assert f"From the other laptop. {CANARY}" in texts
    assert len(texts) == 4
    assert not says(filled, CANARY)


def _mended(home: Path) -> list[str]:
    said: list[str] = []
    journal = Desk(Journal(home, VAULT), lambda: NOW).journal
    repair(journal, said.append)
    journal.release()
    return said


def test_a_window_opened_before_it_was_locked_writes_nothing_in_clear(filled: Path) -> None:
    before = Journal(filled)
    do(LOCK, filled)
    with pytest.raises(HeldElsewhere, match="locked in another window"):
        before.hold()
    with pytest.raises(Locked):
        Journal(filled)
    assert not says(filled, CANARY)


def test_a_window_opened_before_it_was_unlocked_writes_nothing_locked(filled: Path) -> None:
    do(LOCK, filled)
    before = Journal(filled, VAULT)
    do(UNLOCK, filled)
    with pytest.raises(HeldElsewhere, match="unlocked in another window"):
        before.hold()
    assert not sealed_files(filled)


# What is in the way


@pytest.mark.parametrize(
    "name", ["2026.json", "journal.json", "drafts/ffffffffff.json", "backups/2026-11-01/2026.json"]
)
def test_what_is_read_only_is_said_before_anything_is_changed(name: str, motley: Path) -> None:
    (motley / name).chmod(0o400)
    before = contents(motley)
    with pytest.raises(BadInput, match="read-only"):
        locking.check_movable(motley)
    assert contents(motley) == before
    (motley / name).chmod(0o600)
    locking.check_movable(motley)


linking = pytest.mark.skipif(os.name != "posix", reason="links take a right of their own here")


@linking
def test_a_year_elsewhere_stays_there_and_its_link_here(filled: Path, tmp_path: Path) -> None:
    beyond = tmp_path / "disk"
    beyond.mkdir()
    (filled / "2026.json").rename(beyond / "this year.json")
    (filled / "2026.json").symlink_to(beyond / "this year.json")
    before = contents(filled)
    do(LOCK, filled)
    assert (filled / "2026.json.age").is_symlink()
    assert not says(beyond, CANARY)
    assert [file.name for file in beyond.iterdir()] == ["2026.json.age"]
    assert len(list(opened(filled).journal.entries())) == 3
    do(UNLOCK, filled)
    assert contents(filled) == before
    assert (filled / "2026.json").is_symlink()
    assert not [file for file in beyond.iterdir() if file.name.endswith(SEALED)]


@linking
@pytest.mark.parametrize("target", ["nowhere.json", "2019.json"], ids=["nowhere", "itself"])
def test_a_link_whose_disk_is_not_there_is_no_hindrance_and_stays(
    target: str, filled: Path
) -> None:
    (filled / "2019.json").symlink_to(filled / target)
    locking.check_movable(filled)
    do(LOCK, filled)
    assert (filled / "2019.json").readlink() == filled / target
    assert (filled / "2026.json.age").is_file()
    do(UNLOCK, filled)
    assert (filled / "2019.json").readlink() == filled / target
    assert (filled / "2026.json").is_file()


@linking
def test_the_key_does_not_go_while_a_locked_file_is_out_of_reach(
    filled: Path, tmp_path: Path
) -> None:
    do(LOCK, filled)
    (filled / "2025.json.age").rename(tmp_path / "disk")
    (filled / "2025.json.age").symlink_to(tmp_path / "disk")
    (tmp_path / "disk").rename(tmp_path / "disk taken out")
    for refuses in (locking.check_opens, open_all):
        with pytest.raises(Damaged, match=r"2025\.json\.age cannot be read"):
            refuses(filled, VAULT)
        assert (filled / KEY).read_bytes() == KEY_FILE
    (tmp_path / "disk taken out").rename(tmp_path / "disk")
    do(UNLOCK, filled)
    assert len(list(opened(filled).journal.entries())) == 3


@linking
def test_what_is_no_file_is_left_where_it_is(filled: Path) -> None:
    os.mkfifo(filled / "2019.json")
    (filled / "2020.json").mkdir()
    locking.check_movable(filled)
    do(LOCK, filled)
    do(UNLOCK, filled)
    assert (filled / "2019.json").is_fifo()
    assert (filled / "2020.json").is_dir()


# Damage in a locked home


DAMAGED: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut short": lambda content: content[:-1],
    "another's": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "in clear": lambda content: WORDS,
}


@pytest.mark.parametrize("damage", DAMAGED)
@pytest.mark.parametrize("name", ["2026.json.age", "drafts/aaaaaaaaaa.json.age"])
def test_the_key_does_not_go_while_a_file_does_not_open(
    damage: str, name: str, filled: Path
) -> None:
    do(LOCK, filled)
    file = filled / name
    content = DAMAGED[damage](file.read_bytes())
    file.write_bytes(content)
    with pytest.raises(Damaged, match=file.name):
        locking.check_opens(filled, VAULT)
    with pytest.raises(Damaged, match=file.name):
        open_all(filled, VAULT)
    assert (filled / KEY).read_bytes() == KEY_FILE
    assert file.read_bytes() == content
    opened(filled).journal.hold()
    assert len(clear_files(filled)) == 0


def test_what_was_set_aside_as_damaged_stays_as_it_is(filled: Path) -> None:
    do(LOCK, filled)
    aside = filled / "set-aside"
    aside.mkdir()
    (aside / "2026.json.age").write_bytes(b"spoilt")
    (aside / "2024.json.age").write_bytes(VAULT.close(WORDS))
    do(UNLOCK, filled)
    left = {"2024.json": WORDS, "2026.json.age": b"spoilt", "key.age": KEY_FILE}
    assert contents(aside) == left
    assert len(list(opened(filled).journal.entries())) == 3


def test_a_lock_that_was_given_up_leaves_no_recovery_key_of_its_own(filled: Path) -> None:
    (filled / RECOVERY).write_bytes(b"of a lock that was never finished")
    locking.put_first_key(filled, KEY_FILE, None)
    assert not (filled / RECOVERY).exists()


# The two key files, where it is not the passphrase that opened the journal


@pytest.mark.parametrize("content", [None, b"", b"milk", KEYS.written()])
def test_a_repair_takes_the_copy_for_a_key_that_is_none(
    content: bytes | None, filled: Path
) -> None:
    do(LOCK, filled)
    (filled / KEY).unlink()
    if content is not None:
        (filled / KEY).write_bytes(content)
    said = _mended(filled)
    assert "key.age is there again, from its second copy." in said
    assert (filled / KEY).read_bytes() == (filled / locking.KEY_COPY).read_bytes() == KEY_FILE
    aside = contents(filled / "set-aside")
    assert aside == ({} if content is None else {KEY: content})
    assert _mended(filled) == []


def test_a_repair_keeps_both_where_both_may_be_the_key(filled: Path) -> None:
    do(LOCK, filled)
    (filled / KEY).write_bytes(OTHER_KEY_FILE)
    os.utime(filled / KEY, ns=(10**18, 10**18))
    assert _mended(filled) == [
        "backups/key.age as it was found is now set-aside/key.age.",
        "key.age has a second copy again: backups/key.age.",
    ]
    assert (filled / KEY).read_bytes() == (filled / locking.KEY_COPY).read_bytes() == OTHER_KEY_FILE
    assert contents(filled / "set-aside") == {KEY: KEY_FILE}
    assert _mended(filled) == []


# Names

NAMES = st.text("abz019 .()-_", min_size=1, max_size=12).filter(lambda name: name.strip(" ."))


@given(NAMES)
def test_a_name_is_bare_once_and_for_all(name: str) -> None:
    assert bare(f"{name}.json{SEALED}") == f"{name}.json"
    assert bare(bare(f"{name}.json{SEALED}")) == f"{name}.json"
    assert seal_for(Path(f"{name}.json{SEALED}"), VAULT) is VAULT
    assert seal_for(Path(f"{name}.json"), VAULT) is PLAIN


@pytest.mark.parametrize(
    ("there", "found"),
    [((), ".age"), ((".age",), ".age"), (("",), ""), (("", ".age"), ".age")],
    ids=["neither", "locked", "in clear", "both"],
)
def test_a_file_is_found_in_the_form_it_lies_in(
    there: tuple[str, ...], found: str, tmp_path: Path
) -> None:
    for suffix in there:
        (tmp_path / f"2026.json{suffix}").write_bytes(b"")
    path, seal = as_it_lies(tmp_path / "2026.json.age", VAULT)
    assert path.name == f"2026.json{found}"
    assert seal is (VAULT if found else PLAIN)
    plain = tmp_path / "2026.json"
    assert as_it_lies(plain, PLAIN) == (plain, PLAIN)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026.json.age", True),
        ("journal.json.age", True),
        ("2026.json", False),
        ("holiday.json.age", False),
        (".2026.json.age.0123456789abcdef.tmp", False),
        ("2026.json (conflicted copy).age", False),
        ("2026.json.age.bak", False),
    ],
)
def test_what_makes_a_journal_locked(name: str, expected: bool, home: Path) -> None:
    home.mkdir()
    (home / name).write_bytes(b"")
    assert has_sealed(home) is is_locked(home) is expected
    (home / KEY).write_bytes(b"")
    assert is_locked(home)


def test_nothing_is_done_to_a_plain_home_that_is_opened_plain(filled: Path) -> None:
    before = contents(filled)
    assert locking.finish_sealing(filled, PLAIN) == ()
    assert contents(filled) == before


def test_how_many_files_it_was(filled: Path) -> None:
    locking.put_first_key(filled, KEY_FILE, None)
    count = len(clear_files(filled))
    assert seal_all(filled, VAULT) == count > 5
    assert seal_all(filled, VAULT) == 0
    assert open_all(filled, VAULT) == count
    assert TODAY.year in opened(filled).journal.years()
