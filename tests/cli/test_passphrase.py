"""`goodchat passphrase`, as it is typed: another passphrase, also by the recovery key."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.store import age
from journal.store.journal import Journal
from journal.store.keys import spaced
from journal.store.locking import KEY_COPY
from journal.store.seal import KEY, RECOVERY
from tests.cli.locked_kit import (
    CANARY,
    MINE,
    OTHER_PASSPHRASE,
    PAPER,
    PASSPHRASE,
    WRONG,
    lock_now,
    says,
)
from tests.cli.terminal_kit import CTRL_D, Terminal, flat, needs_a_terminal
from tests.cli.typing_kit import Goodchat, Passphrase
from tests.faults.locked import KEYS
from tests.kit import contents

CHANGED = "The passphrase is changed. Backups made before still open with the old one.\n"
NOT_THE_PAPER = "That is not the recovery key of this journal. Nothing was changed."
NO_PAPER = f"AGE-SECRET-KEY-1{'Q' * 58}"


def all_but_the_key(home: Path) -> dict[str, bytes]:
    return {n: c for n, c in contents(home).items() if n not in (KEY, KEY_COPY.as_posix())}


def test_only_the_key_is_written_anew(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    """The old one and the new one in one pipe, a line each."""
    before, key = all_but_the_key(locked), (locked / KEY).read_bytes()
    both = ("--passphrase-file", "-", "--new-passphrase-file", "-")
    outcome = goodchat("passphrase", *both, stdin=f"{PASSPHRASE}\n{OTHER_PASSPHRASE}\n")
    assert outcome == (0, CHANGED, "")
    assert all_but_the_key(locked) == before
    assert (locked / KEY).read_bytes() == (locked / KEY_COPY).read_bytes() != key
    assert goodchat("list", *by()).sentence == WRONG


def test_the_recovery_key_sets_a_new_one(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    """Also where the key file and its second copy are gone."""
    (locked / KEY).unlink()
    (locked / KEY_COPY).unlink()
    before = all_but_the_key(locked)
    paper = by(PAPER, "--recovery-key-file")
    new = by(OTHER_PASSPHRASE, "--new-passphrase-file")
    assert goodchat("passphrase", *paper, *new) == (0, CHANGED, "")
    assert all_but_the_key(locked) == before
    assert len(goodchat("list", *by(OTHER_PASSPHRASE)).out.splitlines()) == 3


@pytest.mark.parametrize("content", [None, b"", b"age-encryption.org/v1\nnonsense"])
def test_the_paper_is_enough_although_what_is_kept_for_it_is_gone(
    goodchat: Goodchat, locked: Path, by: Passphrase, content: bytes | None
) -> None:
    """Every file opens to it. That it was right is seen here by what is said next."""
    (locked / RECOVERY).unlink()
    if content is not None:
        (locked / RECOVERY).write_bytes(content)
    paper = by(spaced(PAPER).lower(), "--recovery-key-file")
    short = by("short", "--new-passphrase-file")
    assert "8 characters or more" in goodchat("passphrase", *paper, *short).sentence
    other = by(NO_PAPER, "--recovery-key-file")
    assert "not the recovery key" in goodchat("passphrase", *other, *short).sentence


def test_a_journal_without_a_recovery_key_says_so(
    goodchat: Goodchat, plain: Path, by: Passphrase
) -> None:
    lock_now(plain, KEYS)
    before = contents(plain)
    options = (*by(PAPER, "--recovery-key-file"), *by(OTHER_PASSPHRASE, "--new-passphrase-file"))
    assert goodchat("passphrase", *options).sentence == (
        "That is not the recovery key of this journal, and it seems to have none. "
        "Nothing was changed."
    )
    assert contents(plain) == before


REFUSED: dict[str, tuple[tuple[str, str], tuple[str, str], str]] = {
    "another passphrase": (
        ("--passphrase-file", OTHER_PASSPHRASE),
        ("--new-passphrase-file", OTHER_PASSPHRASE),
        WRONG,
    ),
    "a short new one": (
        ("--passphrase-file", PASSPHRASE),
        ("--new-passphrase-file", "short"),
        "That is short: 8 characters or more. Four words that only you would pick do well.",
    ),
    "an empty new one": (
        ("--passphrase-file", PASSPHRASE),
        ("--new-passphrase-file", ""),
        "The first line of FILE is empty, so nothing was changed.",
    ),
    "another recovery key": (
        ("--recovery-key-file", NO_PAPER),
        ("--new-passphrase-file", OTHER_PASSPHRASE),
        NOT_THE_PAPER,
    ),
    "half a recovery key": (
        ("--recovery-key-file", PAPER[:40]),
        ("--new-passphrase-file", OTHER_PASSPHRASE),
        NOT_THE_PAPER,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_changes_nothing(
    goodchat: Goodchat, locked: Path, by: Passphrase, name: str
) -> None:
    (old_option, old), (new_option, new), sentence = REFUSED[name]
    before = contents(locked)
    options = (*by(old, old_option), *by(new, new_option))
    assert goodchat("passphrase", *options).sentence == sentence.replace("FILE", options[-1])
    assert contents(locked) == before


def test_with_nobody_there_both_have_to_be_in_files(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    """Said before the first one is worked with."""
    nobody = "Nobody is there to type a new passphrase. Name a file with it: "
    assert goodchat("passphrase", *by()).sentence == f"{nobody}--new-passphrase-file PATH"
    new = by(OTHER_PASSPHRASE, "--new-passphrase-file")
    assert "This journal is locked" in goodchat("passphrase", *new).sentence
    assert goodchat("passphrase", "--recovery", *new).sentence == (
        "Nobody is there to type the recovery key. Name a file with it: --recovery-key-file PATH"
    )


def test_two_things_at_once_are_wrong_usage(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    before = contents(locked)
    new = by(OTHER_PASSPHRASE, "--new-passphrase-file")
    for words, needle in (
        ((*by(), *new, "--remember"), "One at a time"),
        ((*by(), *new, "--forget"), "One at a time"),
        ((*by(), *new, "--recovery"), "--new-passphrase-file"),
        ((*by(), *by(PAPER, "--recovery-key-file")), "--new-passphrase-file"),
    ):
        outcome = goodchat("passphrase", *words)
        assert (outcome.code, outcome.out) == (2, "")
        assert needle in outcome.err
    assert contents(locked) == before


def test_a_journal_that_is_not_locked_has_none(goodchat: Goodchat, plain: Path) -> None:
    assert goodchat("passphrase").sentence == (
        "The journal is not locked. To lock it: goodchat lock"
    )


def test_it_waits_for_the_other_window(goodchat: Goodchat, locked: Path, by: Passphrase) -> None:
    before = contents(locked)
    other = Journal(locked, MINE.vault)
    other.hold()
    new = by(OTHER_PASSPHRASE, "--new-passphrase-file")
    assert "open in another window" in goodchat("passphrase", *by(), *new).sentence
    other.release()
    assert contents(locked) == before


@needs_a_terminal
def test_somebody_at_a_terminal_types_the_old_one_once_and_the_new_one_twice(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    typing = Terminal("passphrase")
    typing.answer("The passphrase as it is: ", "not this one")
    typing.answer("The passphrase as it is: ", PASSPHRASE)
    typing.answer("A new passphrase: ", OTHER_PASSPHRASE)
    typing.answer("The same again: ", OTHER_PASSPHRASE)
    typing.until("One moment")
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (0, CHANGED)
    for secret in ("not this one", PASSPHRASE, OTHER_PASSPHRASE):
        assert secret not in outcome.err
    assert goodchat("list", *by(OTHER_PASSPHRASE)).code == 0


@needs_a_terminal
def test_the_paper_is_typed_until_it_is_right(locked: Path) -> None:
    """In one line or in several, and leaving afterwards changes nothing."""
    before = contents(locked)
    typing = Terminal("passphrase", "--recovery")
    typing.until("in one line or in several:\n")
    typing.type(NO_PAPER)
    typing.until(f"{NOT_THE_PAPER} Look at the paper and type it once more.\n")
    first, *groups = spaced(PAPER).lower().split()
    typing.type(first, " ".join(groups[:8]))
    typing.until("48 of 74")
    typing.type(" ".join(groups[8:]))
    typing.until("A new passphrase: ")
    typing.press(CTRL_D)
    assert typing.end().code == 130
    assert contents(locked) == before


@needs_a_terminal
def test_three_papers_that_are_wrong_are_enough(locked: Path) -> None:
    before = contents(locked)
    typing = Terminal("passphrase", "--recovery")
    typing.until("in one line or in several:\n")
    for wrong in (PAPER[::-1], f"{PAPER}Q"):
        typing.type(wrong)
        typing.until("once more.\n")
    typing.type("")
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (1, "")
    assert flat(outcome.err).endswith(NOT_THE_PAPER)
    assert contents(locked) == before


def test_no_secret_lies_in_clear(locked: Path) -> None:
    """No word, no passphrase, no key; what is kept for the paper opens to the paper."""
    assert says(locked, CANARY, PASSPHRASE, PAPER, MINE.secret) == []
    assert MINE.secret.encode() in age.opened((locked / RECOVERY).read_bytes(), PAPER)
