"""The key of a locked journal: what opens it, what does not, and what nobody should have to try."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.errors import BadInput, Damaged, WrongPassphrase
from journal.store import age, keys, locking
from journal.store.keys import Keys, checked, keys_of, new_keys, open_keys, read_keys, recovered
from journal.store.seal import KEY, RECOVERY, SEALED
from tests.faults.key_files import key_file
from tests.faults.locked import (
    KEY_FILE,
    KEYS,
    OTHER_KEY_FILE,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    make_locked,
)
from tests.kit import contents

PAPER = "AGE-SECRET-KEY-1CMUN90ZY28490A0A4GNJH8YC3HHYG9YHSPD778LQJQG4U0VN5MMSWH0FMD"
WITH_PAPER = Keys(KEYS.secret, age.recipient(PAPER))
SOMEBODYS = "AGE-SECRET-KEY-1QZQHN9RXZRSE97DDWL5X857YMSQXTNGJPNP25XCUZQP66QPUQ3MQW3FC8K"


@pytest.fixture
def locked(home: Path) -> Path:
    """A locked home with one file in it."""
    make_locked(home)
    return with_a_year(home, KEYS)


def with_a_year(home: Path, made: Keys) -> Path:
    (home / "2026.json.age").write_bytes(made.vault.close(b"words"))
    return home


@pytest.fixture
def never_derives(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if no other Python could be run: whoever tries to is noticed."""

    def run(*_: Any, **__: Any) -> None:
        raise AssertionError("it was tried")

    monkeypatch.setattr(keys.subprocess, "run", run)


# What opens it


def test_its_passphrase_opens_it(locked: Path) -> None:
    before = contents(locked)
    assert keys_of(locked, PASSPHRASE) == KEYS
    assert contents(locked) == before


def test_a_new_key_file_opens_with_its_passphrase_and_no_other() -> None:
    """The one that costs what it costs: an accent typed in two ways, and a swimmer."""
    made, composed = new_keys(), "Élodie’s idea 🏊"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    content = keys.close_keys(made, decomposed)
    assert age.work_factor(content) in range(10, keys.MOST_WORK + 1)
    assert open_keys(content, composed, Path(KEY)) == made
    with pytest.raises(WrongPassphrase):
        open_keys(content, composed.replace("É", "E"), Path(KEY))


@pytest.mark.parametrize(
    "passphrase",
    ["🏊🏊🏊🏊🏊🏊🏊🏊", " with spaces ", "x" * keys.LONGEST, "шестая ночь", "‫שלום רב לכם‬"],
    ids=["emoji", "spaces", "the longest", "Cyrillic", "right to left"],
)
def test_it_may_be_anything_that_can_be_typed(passphrase: str) -> None:
    content = key_file(KEYS.written(), unicodedata.normalize("NFC", passphrase))
    assert checked(passphrase) == unicodedata.normalize("NFC", passphrase)
    assert open_keys(content, passphrase, Path(KEY)) == KEYS


# What does not


def test_a_wrong_one_changes_nothing_however_often(locked: Path) -> None:
    before = contents(locked)
    for attempt in (PASSPHRASE.upper(), PASSPHRASE + " ", PASSPHRASE[:-1], OTHER_PASSPHRASE):
        with pytest.raises(WrongPassphrase, match="not the passphrase of this journal"):
            keys_of(locked, attempt)
    assert contents(locked) == before
    assert keys_of(locked, PASSPHRASE) == KEYS


IMPOSSIBLE = {
    "none": "",
    "10 kB": "x" * 10_000,
    "one too many": "x" * (keys.LONGEST + 1),
    "a NUL": f"{PASSPHRASE}\0",
    "two lines": f"{PASSPHRASE}\n{PASSPHRASE}",
    "an escape": "\x1b]52;c;eA==\x07 and more",
    "half a character": "lend the ladder \ud83c",
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_what_cannot_be_one_is_wrong_without_being_tried(
    name: str, locked: Path, never_derives: None
) -> None:
    with pytest.raises(WrongPassphrase):
        keys_of(locked, IMPOSSIBLE[name])
    with pytest.raises(BadInput) as refused:
        checked(IMPOSSIBLE[name])
    assert str(refused.value).isprintable()


def test_a_short_one_is_not_taken_and_a_short_one_still_opens() -> None:
    with pytest.raises(BadInput, match="8 characters or more"):
        checked("1234567")
    assert open_keys(key_file(KEYS.written(), "1234567"), "1234567", Path(KEY)) == KEYS


# A key file that is none


def _is(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


HOSTILE: dict[str, Callable[[Path], object]] = {
    "empty": _is(b""),
    "a folder": lambda path: path.mkdir(),
    "a pipe": os.mkfifo,
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path),
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "for a key, not a passphrase": _is(age.closed(KEYS.written(), KEYS.recipients)),
    "the key itself": _is(KEYS.written()),
    "work 21": _is(key_file(KEYS.written(), PASSPHRASE, said=21)),
    "work 22": _is(key_file(KEYS.written(), PASSPHRASE, said=22)),
    "work 63": _is(key_file(KEYS.written(), PASSPHRASE, said=63)),
    "work 999": _is(key_file(KEYS.written(), PASSPHRASE, said=999)),
    "work 9,999": _is(key_file(KEYS.written(), PASSPHRASE, said=9_999)),
    "less than no work": _is(key_file(KEYS.written(), PASSPHRASE, said=-1)),
    "1 MB": _is(KEY_FILE + bytes(1024 * 1024)),
    "with Windows lines": _is(KEY_FILE.replace(b"\n", b"\r\n")),
    "a shopping list": _is("milk, pens, a ladder 🪜".encode()),
    "half a header": _is(KEY_FILE[:30]),
}
posix_only = {"a pipe", "a link to nowhere", "a link to itself", "endless"}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_at_once_and_left(name: str, locked: Path, never_derives: None) -> None:
    if name in posix_only and os.name != "posix":
        pytest.skip("there is no such thing here")
    path = locked / KEY
    path.unlink()
    HOSTILE[name](path)
    before = _as_it_is(path)
    with pytest.raises(Damaged) as refused:
        keys_of(locked, PASSPHRASE)
    assert KEY in str(refused.value)
    assert _as_it_is(path) == before


def _as_it_is(path: Path) -> tuple[int, ...]:
    there = path.lstat()  # when it was last looked at is no matter
    return there.st_ino, there.st_mode, there.st_size, there.st_mtime_ns


SPOILT = {
    "no work": key_file(KEYS.written(), PASSPHRASE, said=0),
    "cut short": KEY_FILE[:-1],
    "cut to its header": KEY_FILE[: KEY_FILE.index(b"---") + 50],
    "longer": KEY_FILE + b"\0",
    "its last byte flipped": KEY_FILE[:-1] + bytes([KEY_FILE[-1] ^ 1]),
    "less work said": key_file(KEYS.written(), PASSPHRASE, 3, said=2),
    "another's key in it": key_file(SOMEBODYS.encode(), PASSPHRASE),
    "no key in it": key_file(b"milk, pens, a ladder", PASSPHRASE),
    "half a key in it": key_file(KEYS.secret[:-4].encode(), PASSPHRASE),
    "nothing in it": key_file(b"", PASSPHRASE),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_its_passphrase_opens_to_nothing_is_said(name: str, locked: Path) -> None:
    (locked / KEY).write_bytes(SPOILT[name])
    before = contents(locked)
    with pytest.raises((Damaged, WrongPassphrase)) as refused:
        keys_of(locked, PASSPHRASE)
    assert "\n" not in str(refused.value)
    assert contents(locked) == before


@pytest.mark.parametrize("step", range(7))
def test_no_flipped_byte_gives_another_key(step: int) -> None:
    for place in range(step, len(KEY_FILE), 7 * 5):
        spoilt = KEY_FILE[:place] + bytes([KEY_FILE[place] ^ 0x20]) + KEY_FILE[place + 1 :]
        with pytest.raises((Damaged, WrongPassphrase)):
            open_keys(spoilt, PASSPHRASE, Path(KEY))


def test_a_key_that_is_gone_is_said(locked: Path) -> None:
    (locked / KEY).unlink()
    with pytest.raises(Damaged, match=r"key\.age is gone"):
        keys_of(locked, PASSPHRASE)


def test_a_journal_that_is_not_locked_has_no_key(home: Path) -> None:
    home.mkdir()
    (home / "2026.json").write_bytes(b"{}")
    with pytest.raises(BadInput, match="not locked"):
        keys_of(home, PASSPHRASE)


# How keys are written


@given(with_paper=st.booleans(), ends=st.sampled_from(["\n", "\r\n"]), more=st.booleans())
def test_keys_are_read_back_the_same(with_paper: bool, ends: str, more: bool) -> None:
    made = new_keys(PAPER if with_paper else None)
    written = made.written().decode() + ("# a remark of their own\n" if more else "")
    assert read_keys(written.replace("\n", ends).encode(), Path(KEY)) == made


def test_what_is_written_is_an_identity_of_age(tmp_path: Path) -> None:
    lines = WITH_PAPER.written().decode().splitlines()
    assert [line for line in lines if not line.startswith("#")] == [KEYS.secret]


# The recovery key


@pytest.fixture
def with_paper(home: Path) -> Path:
    """A locked home whose owner has a recovery key on paper."""
    home.mkdir(parents=True)
    key = key_file(WITH_PAPER.written(), PASSPHRASE)
    second = age.closed(WITH_PAPER.written(), (age.recipient(PAPER),))
    locking.put_first_key(home, key, second)
    return with_a_year(home, WITH_PAPER)


AS_TYPED = {
    "as it is": PAPER,
    "in groups": keys.spaced(PAPER),
    "small": PAPER.lower(),
    "all over the place": f"  {keys.spaced(PAPER).replace(' ', '   ').lower()}\t",
}


@pytest.mark.parametrize("name", AS_TYPED)
def test_the_recovery_key_gives_the_keys(name: str, with_paper: Path) -> None:
    assert recovered(with_paper, AS_TYPED[name]) == WITH_PAPER


@pytest.mark.parametrize("damage", [None, b"", b"milk", age.closed(b"", (KEYS.recipients[0],))])
def test_it_opens_every_file_also_without_what_is_kept_for_it(
    damage: bytes | None, with_paper: Path
) -> None:
    (with_paper / RECOVERY).unlink()
    if damage is not None:
        (with_paper / RECOVERY).write_bytes(damage)
    found = recovered(with_paper, PAPER)
    year = with_paper / "2026.json.age"
    assert found.vault.open(year.read_bytes(), year) == b"words"


@pytest.mark.parametrize("typed", ["", "milk", SOMEBODYS, PAPER[:-1], f"{PAPER[:-1]}Q", "🏊", "\0"])
def test_another_one_is_refused(typed: str, with_paper: Path) -> None:
    before = contents(with_paper)
    with pytest.raises(WrongPassphrase, match="not the recovery key"):
        recovered(with_paper, typed)
    assert contents(with_paper) == before


def test_where_there_is_none_it_is_said(locked: Path) -> None:
    with pytest.raises(WrongPassphrase, match="seems to have none"):
        recovered(locked, PAPER)


def test_a_new_passphrase_leaves_the_recovery_key_as_it_is(with_paper: Path) -> None:
    locking.put_key(with_paper, key_file(WITH_PAPER.written(), OTHER_PASSPHRASE))
    assert keys_of(with_paper, OTHER_PASSPHRASE) == WITH_PAPER
    assert recovered(with_paper, PAPER) == WITH_PAPER
    with pytest.raises(WrongPassphrase):
        keys_of(with_paper, PASSPHRASE)


@given(st.text("qpzry9x8gf2tvdw0s3jn54khce6mua7l", min_size=58, max_size=58))
def test_spaces_and_small_letters_are_no_matter(letters: str) -> None:
    recovery = f"AGE-SECRET-KEY-1{letters.upper()}"
    assert keys.tidy_recovery(keys.spaced(recovery).lower()) == recovery


# The second copy of the key


def copy_of(home: Path) -> bytes:
    return (home / locking.KEY_COPY).read_bytes()


def held(home: Path) -> None:
    assert locking.finish_sealing(home, KEYS.vault) == ()


def test_there_is_a_second_copy_from_the_first_day(locked: Path) -> None:
    assert copy_of(locked) == KEY_FILE
    (locked / locking.KEY_COPY).unlink()
    held(locked)
    assert copy_of(locked) == KEY_FILE


def test_a_change_that_was_cut_short_is_finished(locked: Path) -> None:
    (locked / locking.KEY_COPY).unlink()  # the first thing a change does
    (locked / KEY).write_bytes(OTHER_KEY_FILE)
    held(locked)
    assert copy_of(locked) == OTHER_KEY_FILE


def later(path: Path) -> None:
    moment = path.stat().st_mtime_ns + 10_000_000_000
    os.utime(path, ns=(moment, moment))


@pytest.mark.parametrize(
    ("damage", "is_later"),
    [
        *((damage, False) for damage in (b"", b"milk", KEY_FILE[:-1], b"\0" * len(KEY_FILE))),
        # A later one that begins as a key does may be one: only its passphrase could tell.
        *((damage, True) for damage in (b"", b"milk", KEYS.written())),
    ],
)
def test_a_key_that_is_damaged_never_costs_the_copy(
    damage: bytes, is_later: bool, locked: Path
) -> None:
    """Whoever opens it another way, by the keyring say, still holds the journal."""
    before = (locked / KEY).stat()
    (locked / KEY).write_bytes(damage)
    os.utime(locked / KEY, ns=(before.st_atime_ns, before.st_mtime_ns))
    if is_later:
        later(locked / KEY)
    held(locked)
    assert copy_of(locked) == KEY_FILE
    assert (locked / KEY).read_bytes() == damage


def test_every_locked_file_is_named_for_it(locked: Path) -> None:
    assert all(file.name.endswith(SEALED) for file in locking.sealed_files(locked))
