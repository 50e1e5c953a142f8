"""What lies on the disk of a locked journal: nothing in clear, and all of it open to `age`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from journal.store.locking import sealed_files
from tests.cli.locked_kit import ASKS, CANARY, PASSPHRASE, begun, lock_now, says, words
from tests.cli.terminal_kit import Terminal, needs_a_terminal
from tests.cli.typing_kit import Goodchat, Passphrase

SAID = f"{CANARY} on the page"


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what programs put down for a moment."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.mark.parametrize("name", [name for name in ASKS if name != "unlock"])
def test_no_word_of_a_locked_journal_is_on_the_disk(
    goodchat: Goodchat, locked: Path, by: Passphrase, tmp_path: Path, scratch: Path, name: str
) -> None:
    """Whatever is done with it; a plain copy comes in from memory alone."""
    line = words(locked, ASKS[name], tmp_path)
    typed = f"n\nperson\n\n\n{SAID}\n" if "write" in line else SAID
    assert goodchat(*line, *by(), stdin=typed).code == 0
    assert says(tmp_path, CANARY) == []


@pytest.mark.parametrize("command", [("restore", "--yes"), ("import", "backup")])
def test_nor_of_a_plain_copy_that_came_in(
    goodchat: Goodchat,
    home: Path,
    by: Passphrase,
    tmp_path_factory: pytest.TempPathFactory,
    scratch: Path,
    command: tuple[str, ...],
) -> None:
    copy = begun(tmp_path_factory.mktemp("elsewhere") / "copy")
    home.mkdir()
    lock_now(home)
    assert goodchat(*command, str(copy), *by()).code == 0
    assert says(home, CANARY) == says(scratch, CANARY) == []
    assert says(copy, CANARY)


@needs_a_terminal
@pytest.mark.skipif(shutil.which("age") is None, reason="without the age program")
def test_the_age_program_opens_every_file(locked: Path) -> None:
    """As the README says it: with the key file, the passphrase and nothing of ours."""
    program = """
import fcntl, os, sys, termios
fcntl.ioctl(2, termios.TIOCSCTTY, 0)
os.execvp("age", ["age", *sys.argv[1:]])
"""
    files = sealed_files(locked)
    assert len(files) == 5
    for file in files:
        typing = Terminal("-d", "-i", str(locked / "key.age"), str(file), program=program)
        typing.answer(":", PASSPHRASE)
        outcome = typing.end()
        assert outcome.code == 0
        assert (CANARY in outcome.out) == ("journal.json" not in file.name)
