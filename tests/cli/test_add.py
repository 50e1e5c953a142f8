"""`goodchat add`, as it is typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from journal.reflection import LONGEST_TEXT
from journal.safety import SAFETY_LINE
from journal.store.journal import Journal
from tests.cli.typing_kit import Goodchat
from tests.kit import contents


def test_a_chat_is_kept_and_the_id_comes_first(goodchat: Goodchat) -> None:
    """One line keeps a chat, and says its id, day and layer."""
    outcome = goodchat("add", "rang the plumber with her")
    assert outcome.code == 0
    assert outcome.out == f"Kept {outcome.kept_id}. Today, base.\n"
    assert outcome.err == ""
    assert "rang the plumber" in goodchat("list").out


def test_words_without_quotes_are_one_text(goodchat: Goodchat) -> None:
    """Someone who forgets the quotes is understood."""
    goodchat("add", "rang", "the", "plumber")
    assert goodchat("list", "--json").json[0]["answers"] == [
        {"step": "what", "text": "rang the plumber"}
    ]


def test_every_option_is_kept(goodchat: Goodchat) -> None:
    """What the options say is in the entry."""
    outcome = goodchat(
        *("add", "the rota", "--layer", "Filling", "--with", "family-or-friend"),
        *("--ground", "phone", "--tag", "Pool", "--tag", "#rota", "--tag", "pool"),
        *("--day", "yesterday", "--json"),
    )
    entry = outcome.json
    assert entry["layer"] == "filling"
    assert entry["with_whom"] == "family or friend"
    assert entry["ground"] == "phone or screen"
    assert entry["tags"] == ["pool", "rota"]
    assert entry["day"] == "2026-11-18"


@pytest.mark.parametrize("words", [("add", "-"), ("add",)])
def test_piped_text_is_kept_whole(goodchat: Goodchat, words: tuple[str, ...]) -> None:
    """A pipe may bring several lines, with Windows ends and a mark of their order."""
    outcome = goodchat(*words, "--json", stdin=b"\xef\xbb\xbfone\r\n\r\ncaf\xc3\xa9\n")
    assert outcome.json["answers"][0]["text"] == "one\n\ncafé"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("family", "family or friend"),
        ("FAMILY_OR_FRIEND", "family or friend"),
        ("someone_new", "someone new"),
        ("someone-new", "someone new"),
        ("manager", "manager or leader"),
        ("person", "person"),
        ("several", "several"),
    ],
)
def test_a_role_may_be_typed_in_many_ways(goodchat: Goodchat, typed: str, kept: str) -> None:
    """A role is known by its value, its first word, and with hyphens or underscores."""
    assert goodchat("add", "x", "--with", typed, "--json").json["with_whom"] == kept


@pytest.mark.parametrize(
    ("words", "needle"),
    [
        (("--layer", "crust"), "base, filling, top"),
        (("--with", "boss"), "manager or leader"),
        (("--ground", "moon"), "theirs"),
        (("--tag", "two words"), "two-words"),
        (("--tag", ""), "tag"),
        (("--tag", "a\udcff"), "UTF-8"),
        (("--day", "blursday"), "yesterday"),
        (("--day", "2026-11-20"), "has not come yet"),
    ],
)
def test_what_cannot_be_used_is_refused(
    goodchat: Goodchat, home: Path, words: tuple[str, ...], needle: str
) -> None:
    """One sentence says what there is, and nothing is made on the disk."""
    assert needle in goodchat("add", "x", *words).sentence
    assert not home.exists()


@pytest.mark.parametrize(
    "stdin", [b"", b" \n\n", b"half \xff", "x".encode("utf-16"), b"x" * (LONGEST_TEXT + 1)]
)
def test_a_text_that_cannot_be_kept_is_refused(
    goodchat: Goodchat, home: Path, stdin: bytes
) -> None:
    """Nothing, not UTF-8 or far too much: refused, and nothing is made on the disk."""
    if b"\xff\xfe" in stdin[:2]:
        stdin = stdin + b"\xff"
    assert goodchat("add", "-", stdin=stdin).sentence
    assert not home.exists()


def test_a_text_from_the_command_line_may_be_too_long(goodchat: Goodchat, home: Path) -> None:
    """The bound is the same whichever way a text comes."""
    assert "100,000" in goodchat("add", "x" * (LONGEST_TEXT + 1)).sentence
    assert not home.exists()


def test_more_than_could_ever_fit_is_not_read_to_its_end(process: Goodchat, home: Path) -> None:
    """An endless pipe is refused as soon as it is too long."""
    assert "100,000" in process("add", "-", stdin=b"x" * (9 * LONGEST_TEXT)).sentence
    assert not home.exists()


def test_an_unknown_option_is_wrong_usage(goodchat: Goodchat, home: Path) -> None:
    """Wrong usage is 2, with nothing on stdout."""
    outcome = goodchat("add", "x", "--colour", "red")
    assert (outcome.code, outcome.out) == (2, "")
    assert not home.exists()


def test_bytes_that_are_not_text_are_refused_as_an_argument(process: Goodchat, home: Path) -> None:
    """The shell may hand over any bytes."""
    assert "UTF-8" in process("add", b"caf\xe9").sentence
    assert not home.exists()


def test_the_safety_line_goes_beside_the_result(goodchat: Goodchat) -> None:
    """Once and calmly, and the chat is kept all the same."""
    outcome = goodchat("add", "she said he hits her")
    assert outcome.code == 0
    assert outcome.err == f"{SAFETY_LINE}\n"


def test_a_home_that_is_a_file_is_refused(goodchat: Goodchat, home: Path) -> None:
    """A file in the place of the home stays as it is."""
    home.write_text("mine")
    assert "is a file" in goodchat("add", "x").sentence
    assert home.read_text() == "mine"


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place nobody may write")
def test_a_home_that_cannot_be_made_is_refused(
    goodchat: Goodchat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence says to name another folder."""
    monkeypatch.setenv("GOODCHAT_HOME", "/proc/nowhere/journal")
    assert "GOODCHAT_HOME" in goodchat("add", "x").sentence


def test_a_read_only_file_is_respected(goodchat: Goodchat, home: Path) -> None:
    """A year that is read-only is not written over."""
    goodchat("add", "first")
    (home / "2026.json").chmod(0o400)
    before = contents(home)
    assert "read-only" in goodchat("add", "second").sentence
    assert contents(home) == before


@pytest.mark.skipif(os.name != "posix", reason="needs a bound on the size of a file")
def test_a_full_disk_changes_nothing(goodchat: Goodchat, home: Path) -> None:
    """The old file is whole and no leftover stays behind."""
    import resource

    goodchat("add", "first")
    before = contents(home)
    bounds = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, bounds[1]))
    try:
        outcome = goodchat("add", "second " * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, bounds)
    assert "Not saved" in outcome.sentence
    assert contents(home) == before


def test_another_window_is_named(goodchat: Goodchat, home: Path, journal: Journal) -> None:
    """While another window holds the journal nothing is written, and reading goes on."""
    before = contents(home)
    assert "another window" in goodchat("add", "x").sentence
    assert contents(home) == before
    assert goodchat("list").code == 0


def test_the_lock_is_let_go_after_a_command(goodchat: Goodchat, home: Path) -> None:
    """Two commands in one process do not stand in each other's way."""
    goodchat("add", "x")
    other = Journal(home)
    other.hold()
    other.release()


def test_files_are_kept_to_their_owner(goodchat: Goodchat, home: Path) -> None:
    """Folders 0700, files 0600."""
    goodchat("add", "x")
    assert home.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in home.iterdir() if file.is_file())
