"""The passphrase asked of somebody at a terminal: unseen, before anything is read or written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.locked_kit import BUS, NOBODY, OTHER_PASSPHRASE, PASSPHRASE, WRONG
from tests.cli.terminal_kit import AT_ITS_TERMINAL, CTRL_C, CTRL_D, Terminal, flat, needs_a_terminal
from tests.cli.typing_kit import ROOT, Goodchat, Outcome, Passphrase
from tests.kit import contents

pytestmark = needs_a_terminal

ASKED = "Passphrase: \nOne moment: that takes some seconds.\n"


def test_it_is_not_shown_and_only_the_answer_is_a_result(locked: Path) -> None:
    typing = Terminal("show", BUS, "--json")
    typing.answer("Passphrase: ", PASSPHRASE)
    outcome = typing.end()
    assert outcome.code == 0
    assert outcome.err == ASKED
    assert outcome.json["id"] == BUS


def test_after_three_that_are_wrong_it_says_what_else_there_is(locked: Path) -> None:
    before = contents(locked)
    typing = Terminal("add", "a chat")
    for wrong in (OTHER_PASSPHRASE, "", "x" * 1_500):
        typing.answer("Passphrase: ", wrong)
        typing.until(WRONG)
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (1, "")
    assert flat(outcome.err) == flat(
        f"{ASKED}{WRONG}\n" * 3 + "Forgotten it? goodchat passphrase --recovery"
    )
    assert contents(locked) == before


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D], ids=["^C", "^D"])
def test_whoever_leaves_is_let_go(locked: Path, key: str) -> None:
    typing = Terminal("list")
    typing.until("Passphrase: ")
    typing.press(key)
    assert typing.end() == Outcome(130, "", "Passphrase: \n")


def test_letters_of_an_old_terminal_are_refused_with_a_sentence(locked: Path) -> None:
    typing = Terminal("list")
    typing.until("Passphrase: ")
    typing.press_bytes(b"l\xf6nd the ladder\n")
    outcome = typing.end()
    assert (outcome.code, outcome.out) == (1, "")
    assert flat(outcome.err).endswith("That is not UTF-8 text, so nothing was changed.")


@pytest.mark.parametrize(
    "words", [("add", "-"), ("write", "--plain"), ("edit", BUS, "--text", "-")], ids=" ".join
)
def test_it_is_asked_before_a_text_is_read(
    goodchat: Goodchat, locked: Path, by: Passphrase, words: tuple[str, ...]
) -> None:
    """Also where the text is piped in: the passphrase is then typed beside the pipe."""
    text = b"n\nperson\ntheirs\n\nthe text\n"
    before = contents(locked)
    typing = Terminal(*words, piped=text)
    typing.until("Passphrase: ")
    typing.press(CTRL_C)
    assert typing.end().code == 130
    assert contents(locked) == before
    typing = Terminal(*words, piped=text)
    typing.answer("Passphrase: ", PASSPHRASE)
    assert typing.end().code == 0
    assert "the text" in goodchat("list", "the text", *by(), "--json").out


def test_what_is_typed_after_it_is_the_text(locked: Path) -> None:
    typing = Terminal("add", "-", "--json")
    typing.answer("Passphrase: ", PASSPHRASE)
    typing.until("One moment: that takes some seconds.\n")
    typing.type("the pen")
    typing.press(CTRL_D)
    outcome = typing.end()
    assert outcome.json["answers"][0]["text"] == "the pen"


def test_a_hyphen_at_a_terminal_is_typed_unseen(locked: Path) -> None:
    """As where nothing is named, with three tries."""
    typing = Terminal("list", "--passphrase-file", "-")
    typing.answer("Passphrase: ", OTHER_PASSPHRASE)
    typing.answer("Passphrase: ", PASSPHRASE)
    outcome = typing.end()
    assert (outcome.code, flat(outcome.err)) == (0, flat(f"{ASKED}{WRONG}\n{ASKED}"))
    assert len(outcome.out.splitlines()) == 3


def test_no_passphrase_is_taken_from_a_pipe_that_nobody_named(locked: Path) -> None:
    """Where what is said is shown somewhere, and there is no terminal to ask at."""
    nowhere = AT_ITS_TERMINAL.replace("fcntl.ioctl(2, termios.TIOCSCTTY, 0)", "")
    typing = Terminal("add", "-", piped=f"{PASSPHRASE}\n".encode(), program=nowhere)
    outcome = typing.end()
    assert (outcome.code, outcome.out, flat(outcome.err)) == (1, "", NOBODY)


def test_a_damaged_key_is_said_before_anybody_is_asked(locked: Path) -> None:
    (locked / "key.age").write_bytes(b"half")
    typing = Terminal("list")
    outcome = typing.end()
    assert outcome.code == 1
    assert "Passphrase" not in outcome.err
    assert "goodchat doctor --repair puts it back" in flat(outcome.err)


def test_a_prompt_of_the_shell_does_not_import_what_opens_a_lock(locked: Path) -> None:
    code = (
        "import sys; from journal.__main__ import main; main(['today', '--short']); "
        "print(*sys.modules)"
    )
    run = [sys.executable, "-c", code]
    ended = subprocess.run(run, capture_output=True, check=True, cwd=ROOT, text=True)
    said, modules = ended.stdout.splitlines()
    assert said == "The journal is locked."
    assert not {"pyrage", "keyring", "click", "subprocess"} & set(modules.split())
