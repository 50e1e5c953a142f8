"""`goodchat doctor` on a locked journal, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.store.locking import KEY_COPY, clear_files
from journal.store.seal import KEY, RECOVERY
from tests.cli.locked_kit import (
    BUS,
    CANARY,
    MINE,
    NOBODY,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    THEIRS,
    WRONG,
    lay_open,
    lock_now,
    says,
)
from tests.cli.terminal_kit import Terminal, needs_a_terminal
from tests.cli.typing_kit import Goodchat, Passphrase
from tests.faults.key_files import key_file
from tests.faults.locked import KEYS
from tests.kit import contents

SECOND = "There is a second copy of it: goodchat doctor --repair puts it back."
NO_SECOND = (
    "Put a good copy of it back. A recovery key opens the journal as well: "
    "goodchat passphrase --recovery"
)


def test_all_is_well(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    before = contents(locked)
    outcome = goodchat("doctor", *by())
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "key.age: the journal is locked, and there is a recovery key.",
        "2026.json.age: 2 chats, all well.",
        "2025.json.age: 1 chat, all well.",
        "journal.json: the settings, all well.",
        "drafts: 1 draft to carry on with, all well.",
        "backups: dated copies of 1 day, the last Thursday 19 November 2026.",
        "All is well.",
    ]
    assert contents(locked) == before


def test_it_says_where_only_the_passphrase_opens_it(
    goodchat: Goodchat, plain: Path, by: Passphrase
) -> None:
    lock_now(plain, KEYS)
    said = goodchat("doctor", *by()).out.splitlines()[0]
    assert said == "key.age: the journal is locked, and only the passphrase opens it."


SPOILT: dict[str, bytes | None] = {
    "gone": None,
    "empty": b"",
    "cut short": key_file(MINE.written(), PASSPHRASE)[:-20],
    "a picture": b"\x89PNG\r\n",
    "of another journal": key_file(THEIRS.written(), PASSPHRASE),
    "asking for hours": key_file(MINE.written(), PASSPHRASE, said=22),
}


def spoil(file: Path, content: bytes | None) -> None:
    file.unlink()
    if content is not None:
        file.write_bytes(content)


@pytest.mark.parametrize("name", SPOILT)
def test_a_key_comes_back_from_its_second_copy(
    goodchat: Goodchat, locked: Path, by: Passphrase, name: str
) -> None:
    """The spoilt one is set aside, once the passphrase has opened the other."""
    good = (locked / KEY).read_bytes()
    spoil(locked / KEY, SPOILT[name])
    before = contents(locked)
    assert goodchat("doctor", *by()).sentence.endswith(SECOND)
    assert goodchat("doctor", "--repair").sentence == NOBODY
    assert goodchat("doctor", "--repair", *by(OTHER_PASSPHRASE)).code == 1
    assert contents(locked) == before
    outcome = goodchat("doctor", "--repair", *by())
    assert (outcome.code, outcome.err) == (0, "")
    said = outcome.out.splitlines()
    if SPOILT[name] is not None:
        assert said.pop(0) == "key.age as it was found is now set-aside/key.age."
        assert (locked / "set-aside" / KEY).read_bytes() == SPOILT[name]
    assert said[0] == "key.age is there again, from its second copy."
    assert said[-1] == "All is well."
    assert (locked / KEY).read_bytes() == (locked / KEY_COPY).read_bytes() == good


@pytest.mark.parametrize("name", SPOILT)
def test_a_key_without_a_second_copy_needs_the_recovery_key(
    goodchat: Goodchat, locked: Path, by: Passphrase, name: str
) -> None:
    spoil(locked / KEY, SPOILT[name])
    (locked / KEY_COPY).unlink()
    before = contents(locked)
    for words in (("doctor",), ("doctor", "--repair"), ("list",)):
        assert goodchat(*words, *by()).sentence.endswith(NO_SECOND)
    assert contents(locked) == before


def test_two_spoilt_copies_are_refused_as_one_is(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    for file in (locked / KEY, locked / KEY_COPY):
        file.write_bytes(b"half")
    before = contents(locked)
    assert goodchat("doctor", "--repair", *by()).sentence.endswith(NO_SECOND)
    assert contents(locked) == before


@pytest.mark.parametrize("content", [None, b"half"])
def test_a_second_copy_is_made_again(
    goodchat: Goodchat, locked: Path, by: Passphrase, content: bytes | None
) -> None:
    spoil(locked / KEY_COPY, content)
    outcome = goodchat("doctor", *by())
    assert outcome.code == 1
    assert "key.age has no second copy in backups." in outcome.out
    assert outcome.out.endswith("To mend what can be mended: goodchat doctor --repair\n")
    mended = goodchat("doctor", "--repair", *by())
    assert mended.code == 0
    assert mended.out.startswith("key.age has a second copy again: backups/key.age.\n")
    assert (locked / KEY_COPY).read_bytes() == (locked / KEY).read_bytes()


def test_what_lies_in_clear_is_said_and_locked(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    """As another program may put it there."""
    lay_open(locked / "2025.json.age")
    (locked / "2025.json").chmod(0o600)
    outcome = goodchat("doctor", *by())
    assert outcome.code == 1
    assert "2025.json lies there in clear, in a locked journal." in outcome.out
    assert clear_files(locked) == (locked / "2025.json",)
    mended = goodchat("doctor", "--repair", *by())
    assert mended.code == 0
    assert mended.out.startswith("Locked what lay there in clear: 1 file.\n")
    assert "nothing that a repair" not in mended.out
    assert says(locked, CANARY) == []


def test_a_year_in_both_forms_is_merged(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    """Where a sync program brought the plain one back, and something was written since."""
    year = locked / "2026.json.age"
    older = MINE.vault.open(year.read_bytes(), year)
    goodchat("add", f"{CANARY} since then", *by())
    (locked / "2026.json").write_bytes(older)
    assert goodchat("doctor", "--repair", *by()).code == 0
    assert len(goodchat("list", *by()).out.splitlines()) == 4
    assert says(locked, CANARY) == []


@pytest.mark.parametrize(
    "name",
    [
        "2026.json (conflicted copy).age",
        "2026 (1).json.age",
        "2026.json.sync-conflict-20261119-1720-ABCDEFG.age",
        "2026.sync-conflict-20261119.json",
    ],
)
def test_a_copy_that_a_sync_program_left_is_merged(
    goodchat: Goodchat, locked: Path, by: Passphrase, name: str
) -> None:
    year = locked / "2026.json.age"
    older = year.read_bytes()
    assert goodchat("delete", BUS, *by()).code == 0
    plain = MINE.vault.open(older, year).replace(b"the pool", b"the baths")
    copy = locked / name
    copy.write_bytes(plain if name.endswith(".json") else MINE.vault.close(plain))
    copy.chmod(0o600)
    assert goodchat("doctor", *by()).code == 1
    mended = goodchat("doctor", "--repair", *by())
    assert mended.code == 0
    assert mended.out.endswith("All is well.\n")
    said = goodchat("list", *by()).out
    assert (said.count("the pool"), said.count("the baths"), said.count("the bus")) == (1, 1, 0)
    assert says(locked, CANARY) == []


def test_a_copy_locked_with_another_key_is_left_and_said(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    copy = locked / "2026 (1).json.age"
    copy.write_bytes(THEIRS.vault.close(b"{}"))
    copy.chmod(0o600)
    goodchat("doctor", "--repair", *by())
    kept = [file.read_bytes() for file in locked.rglob("2026 (1)*.age")]
    assert [THEIRS.vault.open(one, copy) for one in kept] == [b"{}"]
    assert len(goodchat("list", *by()).out.splitlines()) == 3


def test_a_damaged_year_is_mended_from_what_can_be_proved(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    """The years beside it open all the same, and no word of it gets out in clear."""
    year = locked / "2026.json.age"
    year.write_bytes(year.read_bytes()[:-9])
    assert goodchat("list", *by()).code == 1
    outcome = goodchat("doctor", *by())
    assert outcome.code == 1
    assert "2026.json.age is empty, or nothing in it can be read" in outcome.out
    mended = goodchat("doctor", "--repair", *by())
    assert mended.code == 0
    assert "As it was found it is set-aside/2026.json.age." in mended.out
    assert says(locked, CANARY) == []
    assert goodchat("list", *by()).code == 0


def test_it_is_one_document_for_scripts(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    assert goodchat("doctor", "--json", *by()).json["well"] is True
    (locked / KEY).unlink()
    assert goodchat("doctor", "--json", *by()).sentence.endswith(SECOND)
    mended = goodchat("doctor", "--repair", "--json", *by())
    assert mended.json["done"] == ["key.age is there again, from its second copy."]


def test_a_recovery_key_that_opens_nothing_is_no_hindrance(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    (locked / RECOVERY).write_bytes(b"half")
    assert goodchat("list", *by()).code == 0


@needs_a_terminal
def test_at_a_terminal_it_asks_once(locked: Path) -> None:
    """Also where it tries the passphrase on both copies of the key."""
    (locked / KEY).write_bytes(key_file(MINE.written(), PASSPHRASE)[:-20])
    typing = Terminal("doctor", "--repair")
    typing.answer("Passphrase: ", "not this one")
    typing.until(WRONG)
    typing.answer("Passphrase: ", PASSPHRASE)
    outcome = typing.end()
    assert outcome.code == 0
    assert outcome.err.count("Passphrase: ") == 2
    assert outcome.out.endswith("All is well.\n")
