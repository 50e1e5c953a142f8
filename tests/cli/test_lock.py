"""`goodchat lock`, as it is typed, in a script and at a terminal."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from journal.cli.lock import _NOT_ERASED as NOT_ERASED
from journal.store import age
from journal.store.journal import Journal
from journal.store.locking import clear_files
from journal.store.seal import RECOVERY
from tests.cli.locked_kit import CANARY, WRONG, lay_open, says
from tests.cli.terminal_kit import CTRL_C, CTRL_D, Terminal, flat, needs_a_terminal
from tests.cli.typing_kit import Goodchat, Passphrase
from tests.kit import contents, full_disk

MINE_ALONE = "four wörds of mine"


def test_a_script_locks_all_of_it(
    goodchat: Goodchat, plain: Path, by: Passphrase, tmp_path: Path
) -> None:
    """Every word is closed, and reading is as it was."""
    before = goodchat("export", "--all", "-").json
    file = tmp_path / "passphrase"
    file.write_bytes(f"\ufeff{MINE_ALONE}\r\nnot this line\r\n".encode())
    outcome = goodchat("lock", "--passphrase-file", str(file))
    assert outcome == (0, "The journal is locked: 5 files.\n", f"{NOT_ERASED}\n")
    assert says(plain, CANARY) == []
    assert not (plain / RECOVERY).exists()
    assert goodchat("export", "--all", "-", *by(MINE_ALONE)).json == before


def test_locking_twice_locks_once(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    before = contents(locked)
    for option in ((), by()):
        assert goodchat("lock", *option) == (
            0,
            "The journal is locked already. For another passphrase: goodchat passphrase\n",
            "",
        )
    assert goodchat("lock", *by(MINE_ALONE)).sentence == WRONG
    assert "so no recovery key was made" in goodchat("lock", "--recovery-key", "x").sentence
    assert contents(locked) == before


def test_a_journal_is_locked_before_its_first_word(
    goodchat: Goodchat, home: Path, by: Passphrase, tmp_path: Path
) -> None:
    """With the passphrase piped in, and a recovery key in a file of its own."""
    paper = tmp_path / "for the safe.txt"
    outcome = goodchat(
        "lock", "--recovery-key", str(paper), "--passphrase-file", "-", stdin=MINE_ALONE
    )
    assert outcome.out == "The journal is locked, before the first word is in it.\n"
    assert outcome.err.splitlines() == [
        f"The recovery key is in {paper}. Keep it away from this laptop.",
        NOT_ERASED,
    ]
    assert age.SECRET.fullmatch(paper.read_text().strip())
    assert stat.S_IMODE(paper.stat().st_mode) == 0o600
    assert goodchat("add", CANARY, *by(MINE_ALONE)).code == 0
    assert says(home, CANARY) == []
    # The paper opens every file by itself.
    opened = age.opened((home / "2026.json.age").read_bytes(), paper.read_text().strip())
    assert CANARY in opened.decode()


UNFIT: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "short": (b"7 marks", "8 characters or more"),
    "10 kB": (b"x" * 10_000, "far too long"),
    "1,001 characters": (b"x" * 1_001, "too long to type"),
    "NUL": (b"four words\x00of mine", "one line of letters"),
    "a return in it": (b"four words\rof mine", "one line of letters"),
    "not text": (b"four w\xf6rds of mine", "not UTF-8"),
}


@pytest.mark.parametrize("is_begun", [True, False], ids=["begun", "never begun"])
@pytest.mark.parametrize("name", UNFIT)
def test_what_cannot_be_a_passphrase_is_refused(
    request: pytest.FixtureRequest,
    goodchat: Goodchat,
    home: Path,
    name: str,
    is_begun: bool,
) -> None:
    """Nothing is changed, nor made where there was no journal."""
    if is_begun:
        request.getfixturevalue("plain")
    content, needle = UNFIT[name]
    before = contents(home)
    assert needle in goodchat("lock", "--passphrase-file", "-", stdin=content).sentence
    assert contents(home) == before
    assert home.exists() == is_begun


def test_with_nobody_there_it_has_to_be_in_a_file(goodchat: Goodchat, home: Path) -> None:
    assert goodchat("lock", stdin=MINE_ALONE).sentence == (
        "Nobody is there to type a new passphrase. Name a file with it: --passphrase-file PATH"
    )
    assert not home.exists()


def test_a_recovery_key_goes_over_no_other_file(
    goodchat: Goodchat, plain: Path, by: Passphrase, tmp_path: Path
) -> None:
    before = contents(plain)
    there = tmp_path / "hers"
    there.write_text("hers")
    for target, needle in ((there, "is there already"), (tmp_path / "no" / "x", "no folder")):
        assert needle in goodchat("lock", "--recovery-key", str(target), *by()).sentence
    assert there.read_text() == "hers"
    assert contents(plain) == before


def test_a_journal_that_another_window_holds_is_not_locked(
    goodchat: Goodchat, plain: Path, by: Passphrase
) -> None:
    before = contents(plain)
    other = Journal(plain)
    other.hold()
    assert "open in another window" in goodchat("lock", *by()).sentence
    other.release()
    assert contents(plain) == before


def test_a_file_that_may_not_be_replaced_is_said_before_anything_is_asked(
    goodchat: Goodchat, plain: Path, by: Passphrase
) -> None:
    (plain / "2025.json").chmod(0o400)
    before = contents(plain)
    assert "2025.json is read-only" in goodchat("lock", *by()).sentence
    assert contents(plain) == before


def test_a_lock_that_was_interrupted_is_finished_when_run_again(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    """Also what another program has put there since."""
    lay_open(locked / "2026.json.age")
    assert "This journal is locked" in goodchat("lock").sentence
    assert goodchat("lock", *by()) == (0, "The rest is locked as well: 1 file.\n", "")
    assert says(locked, CANARY) == []
    assert len(goodchat("list", *by()).out.splitlines()) == 3


def test_what_cannot_be_locked_just_now_is_said(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    stray = locked / "drafts" / "stray.txt"
    stray.write_text(CANARY)
    with full_disk(locked / "drafts"):
        sentence = goodchat("lock", *by()).sentence
    assert "no space left on device" in sentence
    assert clear_files(locked) == (stray,)
    assert goodchat("lock", *by()).out == "The rest is locked as well: 1 file.\n"
    assert says(locked, CANARY) == []


@needs_a_terminal
def test_somebody_at_a_terminal_is_led_through_it(
    goodchat: Goodchat, plain: Path, by: Passphrase
) -> None:
    """Nothing secret is shown but the key for the paper, and that is typed back."""
    typing = Terminal("lock")
    typing.answer("A new passphrase: ", "7 marks")
    typing.until("8 characters or more")
    typing.answer("A new passphrase: ", MINE_ALONE)
    typing.answer("The same again: ", "")
    typing.until("The two are not the same.\n")
    typing.answer("A new passphrase: ", MINE_ALONE)
    typing.answer("The same again: ", MINE_ALONE)
    typing.answer("Type yes or no.\n", "perhaps")
    typing.answer("Please type yes or no.\n", "Yes")
    shown = typing.until("spaces will do.\n")
    first, *groups = re.findall(r"^AGE-SECRET-KEY-1$|\b[0-9A-Z]{2,4}\b(?=[ \n])", shown, re.M)
    assert [len(group) for group in groups] == [4] * 14 + [2]
    typing.type(f"{first} {' '.join(groups[:-1])}")
    typing.answer("72 of 74 letters and signs. Go on, or press Enter to begin again.\n", "")
    typing.until("That is not the same. Look at the paper and type it once more.\n")
    typing.type(f"  {first.lower()} ", " ".join(groups[:7]).lower(), "".join(groups[7:]))
    typing.until("It is right.")
    typing.until("One moment: that takes some seconds.\n")
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (0, "The journal is locked: 5 files.\n")
    assert flat(outcome.err).endswith(f"some seconds. {NOT_ERASED}")
    assert MINE_ALONE not in outcome.err
    assert "7 marks" not in outcome.err
    assert says(plain, CANARY) == []
    assert goodchat("list", *by(MINE_ALONE)).code == 0
    opened = age.opened((plain / "2025.json.age").read_bytes(), first + "".join(groups))
    assert CANARY in opened.decode()


@needs_a_terminal
def test_no_recovery_key_is_shown_to_who_wants_none(plain: Path) -> None:
    """And whoever interrupts the last step has a journal that is not locked."""
    before = contents(plain)
    typing = Terminal("lock")
    typing.answer("A new passphrase: ", MINE_ALONE)
    typing.answer("The same again: ", MINE_ALONE)
    typing.answer("Type yes or no.\n", "n")
    typing.until("One moment: that takes some seconds.\n")
    typing.press(CTRL_C)
    outcome = typing.end()
    assert outcome.code == 130
    assert "AGE-SECRET-KEY" not in outcome.err
    assert contents(plain) == before


NEVER_LOCKED: dict[str, tuple[tuple[str, str], ...]] = {
    "two that differ": (
        ("A new passphrase: ", f"{MINE_ALONE}\n"),
        ("The same again: ", f"{MINE_ALONE}.\n"),
        ("A new passphrase: ", f"{MINE_ALONE}\n"),
        ("The same again: ", "\n"),
        ("A new passphrase: ", "\n"),
        ("Nothing was changed. Think of one in peace", ""),
    ),
    "neither yes nor no": (
        ("A new passphrase: ", f"{MINE_ALONE}\n"),
        ("The same again: ", f"{MINE_ALONE}\n"),
        ("yes or no.\n", "perhaps\n"),
        ("yes or no.\n", "\n"),
        ("yes or no.\n", CTRL_D),
        ("Nothing was changed.", ""),
    ),
    "a paper that is wrong": (
        ("A new passphrase: ", f"{MINE_ALONE}\n"),
        ("The same again: ", f"{MINE_ALONE}\n"),
        ("yes or no.\n", "yes\n"),
        ("spaces will do.\n", f"AGE-SECRET-KEY-1{'Q' * 58}\n"),
        ("once more.\n", f"{'q ' * 80}\n"),
        ("once more.\n", "\n"),
        ("Nothing was changed; write the next one down in peace, and lock again.", ""),
    ),
}


@needs_a_terminal
@pytest.mark.parametrize("name", NEVER_LOCKED)
def test_three_tries_that_fail_change_nothing(plain: Path, name: str) -> None:
    before = contents(plain)
    typing = Terminal("lock")
    for question, answer in NEVER_LOCKED[name]:
        typing.until(question)
        typing.press(answer)
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (1, "")
    assert MINE_ALONE not in outcome.err
    assert contents(plain) == before


@needs_a_terminal
@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["^C", "^D"])
def test_leaving_in_the_middle_changes_nothing(plain: Path, key: str) -> None:
    before = contents(plain)
    typing = Terminal("lock")
    typing.answer("A new passphrase: ", MINE_ALONE)
    typing.until("The same again: ")
    typing.press(key)
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (130, "")
    assert outcome.err.endswith("The same again: \n")
    assert contents(plain) == before
