"""`--passphrase-file` on every command, in a file and piped in, and what is said without it."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from journal.cli.goodchat import COMMANDS
from journal.store.seal import KEY
from tests.cli.locked_kit import (
    ASKS,
    BUS,
    CANARY,
    DOES_WITHOUT,
    NOBODY,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    POOL,
    THEIRS,
    WRONG,
    words,
)
from tests.cli.typing_kit import Goodchat, Passphrase
from tests.faults.key_files import key_file
from tests.kit import contents


def test_every_command_is_looked_at() -> None:
    seen = {form[0] for form in (*ASKS.values(), *DOES_WITHOUT.values()) if form}
    assert seen == set(COMMANDS)


@pytest.mark.parametrize("is_before", [True, False], ids=["before", "after"])
@pytest.mark.parametrize("name", [*ASKS, *DOES_WITHOUT])
def test_it_is_read_from_a_file_wherever_it_is_named(
    goodchat: Goodchat,
    locked: Path,
    by: Passphrase,
    tmp_path: Path,
    name: str,
    is_before: bool,
) -> None:
    typed = words(locked, (ASKS | DOES_WITHOUT)[name], tmp_path)
    option = by()
    line = [*option, *typed] if is_before else [*typed, *option]
    outcome = goodchat(*line, stdin="n\nperson\n\n\nwhat was said\n")
    assert outcome.code == 0
    assert "locked, " not in outcome.err
    assert (locked / KEY).exists() == (name != "unlock")


@pytest.mark.parametrize("name", ASKS)
def test_a_wrong_one_is_refused_and_nothing_is_changed(
    goodchat: Goodchat, locked: Path, by: Passphrase, tmp_path: Path, name: str
) -> None:
    before = contents(locked)
    typed = words(locked, ASKS[name], tmp_path)
    outcome = goodchat(*typed, *by(OTHER_PASSPHRASE), stdin="some words")
    assert outcome.sentence == WRONG
    assert sys.stdin.read() == "some words"
    assert contents(locked) == before


@pytest.mark.parametrize("name", ASKS)
def test_with_none_it_is_refused_at_once_and_nothing_is_read(
    goodchat: Goodchat, locked: Path, tmp_path: Path, name: str
) -> None:
    before = contents(locked)
    outcome = goodchat(*words(locked, ASKS[name], tmp_path), stdin="some words")
    assert outcome.sentence == NOBODY
    assert sys.stdin.read() == "some words"
    assert contents(locked) == before


@pytest.mark.parametrize("name", DOES_WITHOUT)
def test_what_shows_no_word_of_the_journal_asks_for_none(
    goodchat: Goodchat, locked: Path, tmp_path: Path, name: str
) -> None:
    assert goodchat(*DOES_WITHOUT[name]).code == 0


def test_a_prompt_of_the_shell_is_never_kept_waiting(
    goodchat: Goodchat, process: Goodchat, locked: Path, by: Passphrase
) -> None:
    """One line that says so, and the usual one where the passphrase is at hand."""
    for run in (goodchat, process):
        assert run("today", "--short") == (0, "The journal is locked.\n", "")
    assert goodchat("today", "--short", *by()).out == "1 of 5 this week\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["", "BOM"])
def test_marks_of_other_systems_are_no_part_of_it(
    goodchat: Goodchat, locked: Path, tmp_path: Path, start: str, end: str
) -> None:
    """As Notepad saves it, and what comes after the first line does not count."""
    file = tmp_path / "passphrase"
    after = f"{end}something else{end}" if end else ""
    file.write_bytes(f"{start}{PASSPHRASE}{after}".encode())
    assert goodchat("list", "--passphrase-file", str(file)).code == 0


UNUSABLE: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "The first line of FILE is empty, so nothing was changed."),
    "an empty line": (b"\nlater\n", "The first line of FILE is empty, so nothing was changed."),
    "10 kB": (b"x" * 10_000, "The first line of FILE is far too long, so nothing was changed."),
    "2 kB": (b"x" * 2_000, WRONG),
    "binary": (
        b"\x80\xff\x00",
        "The first line of FILE is not UTF-8 text, so nothing was changed.",
    ),
    "UTF-16": (
        PASSPHRASE.encode("utf-16"),
        "The first line of FILE is not UTF-8 text, so nothing was changed.",
    ),
    "NUL": (b"lend\x00the ladder", WRONG),
    "escapes": (b"\x1b]0;owned\x07", WRONG),
    "emoji": ("lend the 🪜 gladly".encode(), WRONG),
    "a blank more": (f"{PASSPHRASE} \n".encode(), WRONG),
}


@pytest.mark.parametrize("is_piped", [False, True], ids=["file", "pipe"])
@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_one_is_refused(
    goodchat: Goodchat, locked: Path, tmp_path: Path, name: str, is_piped: bool
) -> None:
    content, sentence = UNUSABLE[name]
    file = tmp_path / "passphrase"
    file.write_bytes(content)
    before = contents(locked)
    where = "-" if is_piped else str(file)
    outcome = goodchat("list", "--passphrase-file", where, stdin=content)
    assert outcome.sentence == sentence.replace("FILE", "what is piped in" if is_piped else where)
    assert contents(locked) == before


def test_a_file_that_cannot_be_read_is_named(
    goodchat: Goodchat, locked: Path, tmp_path: Path
) -> None:
    gone = str(tmp_path / "gone")
    assert goodchat("list", "--passphrase-file", gone).sentence == (
        f"{gone} cannot be read (no such file or directory), so nothing was changed."
    )
    assert goodchat("list", "--passphrase-file", str(tmp_path)).sentence == (
        f"{tmp_path} cannot be read (is a directory), so nothing was changed."
    )


def test_the_first_line_piped_in_is_it_and_the_rest_is_the_text(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    piped = ("--passphrase-file", "-")
    kept = goodchat("add", "-", *piped, stdin=f"{PASSPHRASE}\nthe pen\nand the page\n").kept_id
    assert (
        "the pen\nand the page"
        in goodchat("show", kept, *by(), "--json").json["answers"][0]["text"]
    )
    assert goodchat("edit", kept, "--text", "-", *piped, stdin=f"{PASSPHRASE}\nthe plan").code == 0
    assert "the plan" in goodchat("show", kept, *by()).out
    lines = ("n", "person", "theirs", "base", "said in a pipe")
    assert goodchat("write", "--plain", *piped, stdin="\n".join((PASSPHRASE, *lines))).code == 0
    assert "said in a pipe" in goodchat("list", *by()).out


def test_a_pipe_that_can_be_read_once_is_enough(
    process: Goodchat, locked: Path, by: Passphrase, tmp_path: Path
) -> None:
    """As `<(...)` gives one, also where two things open with it."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(f"{PASSPHRASE}\n",))
    writer.start()
    (locked / KEY).unlink()
    outcome = process("doctor", "--repair", "--passphrase-file", str(pipe))
    writer.join()
    assert outcome.code == 0
    assert f"{KEY} is there again" in outcome.out


def test_it_is_never_an_argument_and_never_asked_of_the_environment(
    process: Goodchat, locked: Path
) -> None:
    named = {"GOODCHAT_PASSPHRASE": PASSPHRASE, "GOODCHAT_PASSPHRASE_FILE": "/dev/null"}
    assert process("list", **named).sentence == NOBODY
    assert process("list", "--passphrase", PASSPHRASE).code == 2


def other(said: int | None = None) -> bytes:
    """A key file that is somebody else's."""
    return key_file(THEIRS.written(), PASSPHRASE, said=said)


KEY_FILES: dict[str, tuple[bytes | None, str]] = {
    "empty": (b"", "is not a key file that a passphrase opens"),
    "a picture": (b"\x89PNG\r\n", "is not a key file that a passphrase opens"),
    "far too much": (other() + bytes(70_000), "is not a key file that a passphrase opens"),
    "another journal's": (other(), "is the key of another journal, and opens nothing here"),
    "cut short": (other()[:-20], "is spoilt"),
    "asking for hours": (other(said=22), "asks for far more work"),
    "no key in it": (key_file(b"hello", PASSPHRASE), "holds no key of a journal"),
    "a folder": (None, "it is not a file"),
}


@pytest.mark.parametrize("name", KEY_FILES)
def test_a_key_file_that_is_not_ours_is_refused_and_left(
    goodchat: Goodchat, locked: Path, by: Passphrase, name: str
) -> None:
    content, needle = KEY_FILES[name]
    key = locked / KEY
    key.unlink()
    if content is None:
        key.mkdir()
    else:
        key.write_bytes(content)
    before = contents(locked)
    for command in (("list",), ("add", "x"), ("unlock",), ("passphrase", "--forget")):
        sentence = goodchat(*command, *by()).sentence
        assert needle in sentence
        assert sentence.endswith(
            "There is a second copy of it: goodchat doctor --repair puts it back."
        )
    assert contents(locked) == before


def test_a_locked_journal_is_used_like_any_other(
    goodchat: Goodchat, locked: Path, by: Passphrase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is about it says that it is locked."""
    said = goodchat("about").out
    assert f"Your journal: {locked}, locked\n" in said
    assert f"{locked / '2026.json.age'} and so on" in said
    assert len(goodchat("list", *by()).out.splitlines()) == 3
    assert goodchat("list", CANARY, "bus", *by()).out.startswith(BUS)
    assert goodchat("settings", "day-ends-at", "02:00", *by()).out == "day-ends-at: 02:00\n"
    assert goodchat("delete", POOL, *by()).code == 0
    assert goodchat("delete", "--undo", POOL, *by()).code == 0
    assert goodchat("doctor", *by()).out.endswith("All is well.\n")


def test_no_word_of_it_goes_to_an_editor_of_the_writers_own(
    goodchat: Goodchat,
    locked: Path,
    by: Passphrase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would lie in clear in a file; said before a passphrase is asked for."""
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\ncp \"$1\" '{tmp_path}/seen'\n")
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    before = contents(locked)
    for option in ((), by()):
        assert goodchat("edit", BUS, *option).sentence == (
            "Your own editor needs the words in a file that is not locked, so it is not opened "
            "for a locked journal. Change the chat in goodchat, or here with --text, which takes "
            "- for a pipe."
        )
    assert not (tmp_path / "seen").exists()
    assert contents(locked) == before
