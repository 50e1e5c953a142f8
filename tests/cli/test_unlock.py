"""`goodchat unlock`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.store.journal import Journal
from tests.cli.locked_kit import CANARY, MINE, OTHER_PASSPHRASE, PASSPHRASE, WRONG, says
from tests.cli.terminal_kit import Terminal, needs_a_terminal
from tests.cli.typing_kit import Goodchat, Passphrase
from tests.kit import contents


def test_every_file_is_as_it_was_before_it_was_locked(
    goodchat: Goodchat, locked: Path, by: Passphrase, begun_home: Path
) -> None:
    assert goodchat("unlock", *by()) == (
        0,
        "The journal is not locked any more: 5 files in clear.\n",
        "",
    )
    assert contents(locked) == contents(begun_home)
    assert goodchat("unlock").sentence == "The journal is not locked."
    assert goodchat("list").code == 0


@needs_a_terminal
def test_somebody_at_a_terminal_is_asked(locked: Path, begun_home: Path) -> None:
    typing = Terminal("unlock")
    typing.answer("Passphrase: ", OTHER_PASSPHRASE)
    typing.answer("try again.\nPassphrase: ", PASSPHRASE)
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (
        0,
        "The journal is not locked any more: 5 files in clear.\n",
    )
    assert PASSPHRASE not in outcome.err
    assert OTHER_PASSPHRASE not in outcome.err
    assert contents(locked) == contents(begun_home)


DAMAGED = ("2025.json.age", "journal.json.age")


@pytest.mark.parametrize("name", DAMAGED)
def test_with_a_damaged_file_it_stays_locked(
    goodchat: Goodchat, locked: Path, by: Passphrase, name: str
) -> None:
    """Once the key is gone nobody could read what is left of it."""
    file = locked / name
    file.write_bytes(file.read_bytes()[:-9])
    before = contents(locked)
    sentence = goodchat("unlock", *by()).sentence
    assert sentence.startswith(f"{file} is not whole, so it is left exactly as it is")
    assert sentence.endswith("Nothing was unlocked. goodchat doctor --repair mends what it can.")
    assert contents(locked) == before


def test_what_was_damaged_and_mended_is_no_hindrance(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    """What is set aside as damaged stays there, and stays shut."""
    (locked / "2025.json.age").write_bytes(b"half")
    assert goodchat("doctor", "--repair", *by()).code == 0
    assert goodchat("unlock", *by()).code == 0
    assert (locked / "set-aside" / "2025.json.age").read_bytes() == b"half"
    assert len(goodchat("list").out.splitlines()) == 2


def test_a_damaged_dated_copy_is_no_hindrance(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    copy = locked / "backups/2026-11-19/2026.json.age"
    copy.write_bytes(copy.read_bytes()[:-9])
    assert goodchat("unlock", *by()).code == 0
    assert copy.exists()
    assert goodchat("list").code == 0


def test_a_journal_that_another_window_holds_stays_locked(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    before = contents(locked)
    other = Journal(locked, MINE.vault)
    other.hold()
    assert "open in another window" in goodchat("unlock", *by()).sentence
    other.release()
    assert contents(locked) == before


def test_an_unlock_that_was_interrupted_is_finished_when_run_again(
    goodchat: Goodchat, locked: Path, by: Passphrase, begun_home: Path
) -> None:
    year = locked / "2026.json.age"
    (locked / "2026.json").write_bytes(MINE.vault.open(year.read_bytes(), year))
    year.unlink()
    assert len(goodchat("list", *by()).out.splitlines()) == 3
    assert goodchat("unlock", *by()).code == 0
    assert contents(locked) == contents(begun_home)


def test_a_wrong_passphrase_takes_no_lock_off(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    before = contents(locked)
    assert goodchat("unlock", *by(OTHER_PASSPHRASE)).sentence == WRONG
    assert contents(locked) == before
    assert says(locked, CANARY) == []
