"""Backups, exports and what comes back from them, where one side is locked or both are."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from journal.cli import say
from journal.store.copies import files_below
from journal.store.seal import KEY, bare
from tests.cli.locked_kit import (
    BUS,
    CANARY,
    MINE,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    POOL,
    THEIRS,
    lock_now,
    says,
)
from tests.cli.terminal_kit import Terminal, needs_a_terminal
from tests.cli.typing_kit import Goodchat, Passphrase
from tests.faults.key_files import key_file
from tests.kit import contents, full_disk

IN_CLEAR = (
    "It was locked there. Here it will lie in clear, since this journal is not locked; "
    "to lock it: goodchat lock\n"
)
COMMANDS = {"restore": ("restore", "--yes"), "import": ("import", "backup")}
command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


def test_a_backup_is_locked_as_the_journal_is(
    goodchat: Goodchat, locked: Path, by: Passphrase, tmp_path: Path
) -> None:
    """With its key, so that its passphrase opens it on another laptop."""
    target = tmp_path / "backup.zip"
    outcome = goodchat("backup", str(target), *by())
    assert outcome == (
        0,
        f"3 chats in {target}\n",
        "It is locked as the journal is, and today's passphrase goes on opening it.\n",
    )
    with zipfile.ZipFile(target) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {name: file.read_bytes() for name, file in files_below(locked)}
    assert KEY in inside
    assert says(tmp_path, CANARY) == []


def test_nothing_in_clear_gets_into_the_backup_of_a_locked_journal(
    goodchat: Goodchat, locked: Path, by: Passphrase, tmp_path: Path
) -> None:
    """What an interrupted lock left is locked first, or no backup is made."""
    target = tmp_path / "backup.zip"
    [draft] = (locked / "drafts").iterdir()
    draft.with_name(bare(draft.name)).write_bytes(MINE.vault.open(draft.read_bytes(), draft))
    draft.unlink()
    with full_disk(locked / "drafts"):
        assert "no space left" in goodchat("backup", str(target), *by()).sentence
    assert not target.exists()
    assert goodchat("backup", str(target), *by()).out == f"3 chats in {target}\n"
    assert says(tmp_path, CANARY) == []


def test_an_export_says_that_it_is_not_locked(
    goodchat: Goodchat, locked: Path, by: Passphrase, tmp_path: Path
) -> None:
    target = tmp_path / "everything.json"
    outcome = goodchat("export", "--all", str(target), *by())
    assert outcome.out == f"3 chats in {target}\n"
    assert outcome.err.endswith("Keep it safe. The journal is locked, and this file is not.\n")
    assert CANARY in target.read_text("utf-8")


class Sides:
    """Two homes: `home`, where the journal is that takes in, and `other`, where it comes from."""

    def __init__(self, home: Path, begun: Path, tmp_path: Path) -> None:
        self.home, self.other = home, tmp_path / "other"
        self._begun, self._folder = begun, tmp_path

    def fill(self, *, locks: bool, **keys: Any) -> None:
        """Give the other side its chats."""
        shutil.copytree(self._begun, self.other)
        if locks:
            lock_now(self.other, **keys)

    def zip(self) -> str:
        """The other side as a backup."""
        target = self._folder / "copy.zip"
        with zipfile.ZipFile(target, "w") as archive:
            for name, file in files_below(self.other):
                archive.writestr(name, file.read_bytes())
        return str(target)


@pytest.fixture
def sides(home: Path, begun_home: Path, tmp_path: Path) -> Sides:
    return Sides(home, begun_home, tmp_path)


def begin(goodchat: Goodchat, home: Path, *, locks: bool) -> None:
    """A journal with one chat of its own in it."""
    goodchat("add", f"{CANARY} only here")
    if locks:
        lock_now(home)


@command
@pytest.mark.parametrize("form", ["zip", "folder"])
def test_a_copy_with_the_same_key_needs_no_other_passphrase(
    goodchat: Goodchat, sides: Sides, by: Passphrase, command: tuple[str, ...], form: str
) -> None:
    sides.fill(locks=True)
    begin(goodchat, sides.home, locks=True)
    source = sides.zip() if form == "zip" else str(sides.other)
    outcome = goodchat(*command, source, *by())
    assert (outcome.code, outcome.err) == (0, "")
    assert "3 chats would come back" in outcome.out
    assert len(goodchat("list", *by()).out.splitlines()) == 4
    assert says(sides.home, CANARY) == []


@command
def test_a_copy_with_another_key_has_a_passphrase_of_its_own(
    goodchat: Goodchat, sides: Sides, by: Passphrase, command: tuple[str, ...]
) -> None:
    """Named by an option of its own; piped in it is the second line."""
    sides.fill(locks=True, keys=THEIRS, passphrase=OTHER_PASSPHRASE)
    begin(goodchat, sides.home, locks=True)
    source, before = sides.zip(), contents(sides.home)
    refused = (
        "That is not the passphrase of copy.zip. Nothing was changed. Its own can be given: "
        "--copy-passphrase-file PATH"
    )
    wrong = by("not this one", "--copy-passphrase-file")
    assert goodchat(*command, source, *by()).sentence == refused
    assert goodchat(*command, source, *by(), *wrong).sentence == refused
    assert contents(sides.home) == before
    both = ("--passphrase-file", "-", "--copy-passphrase-file", "-")
    outcome = goodchat(*command, source, *both, stdin=f"{PASSPHRASE}\n{OTHER_PASSPHRASE}\n")
    assert (outcome.code, outcome.err) == (0, "")
    assert len(goodchat("list", *by()).out.splitlines()) == 4
    assert says(sides.home, CANARY) == []


@command
def test_a_plain_copy_comes_into_a_locked_journal_locked(
    goodchat: Goodchat, sides: Sides, by: Passphrase, command: tuple[str, ...]
) -> None:
    sides.fill(locks=False)
    begin(goodchat, sides.home, locks=True)
    outcome = goodchat(*command, sides.zip(), *by())
    assert (outcome.code, outcome.err) == (0, "")
    assert len(goodchat("list", *by()).out.splitlines()) == 4
    assert says(sides.home, CANARY) == []


@command
@pytest.mark.parametrize("option", ["--passphrase-file", "--copy-passphrase-file"])
@pytest.mark.parametrize("is_begun", [True, False], ids=["begun", "never begun"])
def test_a_locked_copy_comes_into_a_plain_journal_with_a_warning(
    goodchat: Goodchat,
    sides: Sides,
    by: Passphrase,
    command: tuple[str, ...],
    option: str,
    is_begun: bool,
) -> None:
    """Said once, where something comes; either option will do."""
    sides.fill(locks=True)
    if is_begun:
        begin(goodchat, sides.home, locks=False)
    source = sides.zip()
    opens = by(PASSPHRASE, option)
    outcome = goodchat(*command, source, *opens)
    assert (outcome.code, outcome.err) == (0, IN_CLEAR)
    assert len(goodchat("list").out.splitlines()) == 3 + is_begun
    assert not (sides.home / KEY).exists()
    assert IN_CLEAR not in goodchat(*command, source, *opens).err


@command
def test_a_locked_copy_is_not_opened_with_nobody_there(
    goodchat: Goodchat, sides: Sides, by: Passphrase, command: tuple[str, ...]
) -> None:
    sides.fill(locks=True)
    assert goodchat(*command, str(sides.other)).sentence == (
        f"{sides.other} is locked. Open it in a terminal, or name a file with its passphrase: "
        "--copy-passphrase-file PATH"
    )
    assert not sides.home.exists()


@pytest.mark.parametrize(
    ("locks", "keys"), [(True, MINE), (True, THEIRS), (False, THEIRS)], ids=["same", "other", "not"]
)
def test_an_export_comes_into_either(
    goodchat: Goodchat,
    sides: Sides,
    by: Passphrase,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    locks: bool,
    keys: Any,
) -> None:
    """And is the same afterwards, whatever key it lay under."""
    sides.fill(locks=True, keys=keys)
    monkeypatch.setenv("GOODCHAT_HOME", str(sides.other))
    before = goodchat("export", "--all", "-", *by())
    (tmp_path / "e.json").write_text(before.out, "utf-8")
    monkeypatch.setenv("GOODCHAT_HOME", str(sides.home))
    if locks:
        sides.home.mkdir()
        lock_now(sides.home)
    assert goodchat("restore", str(tmp_path / "e.json"), "--yes", *by()).err == ""
    assert goodchat("export", "--all", "-", *by()).json["entries"] == before.json["entries"]
    assert bool(says(sides.home, CANARY)) == (not locks)


def test_one_dated_copy_can_be_restored_by_itself(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    """`backups/2026-11-19/2026.json.age`, or the folder it is in."""
    copy = locked / "backups" / "2026-11-19"
    goodchat("edit", BUS, "--text", "another text", *by())
    (locked / "2026.json.age").unlink()
    for source in (copy / "2026.json.age", copy):
        outcome = goodchat("restore", str(source), "--yes", *by())
        assert outcome.code == 0
        assert outcome.err in (
            "",
            "There is nothing in it that is not here already. Nothing was changed.\n",
        )
    assert POOL in goodchat("list", *by()).out
    assert says(locked, CANARY) == []


def test_a_dated_copy_of_another_journal_is_refused(
    goodchat: Goodchat, sides: Sides, by: Passphrase
) -> None:
    sides.fill(locks=True, keys=THEIRS)
    source = str(sides.other / "backups" / "2026-11-19" / "2026.json.age")
    sentence = goodchat("restore", source, "--yes", *by()).sentence
    assert sentence == (
        f"{Path(source).parent} is locked, and has no key.age with it. Nothing was changed."
    )
    begin(goodchat, sides.home, locks=True)
    before = contents(sides.home)
    assert "is locked with another journal's key" in goodchat("restore", source, *by()).sentence
    assert contents(sides.home) == before


HOSTILE: dict[str, tuple[bytes, str]] = {
    "work for hours": (
        key_file(THEIRS.written(), PASSPHRASE, said=22),
        "asks for far more work",
    ),
    "no key": (b"", "is not a key file"),
    "spoilt": (key_file(THEIRS.written(), PASSPHRASE)[:-3], "is spoilt"),
    "somebody else's": (
        key_file(MINE.written(), PASSPHRASE),
        "is locked with another journal's key",
    ),
}


@command
@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("locks", [True, False], ids=["locked", "plain"])
def test_a_hostile_key_in_a_copy_is_refused(
    goodchat: Goodchat,
    sides: Sides,
    by: Passphrase,
    command: tuple[str, ...],
    name: str,
    locks: bool,
) -> None:
    sides.fill(locks=True, keys=THEIRS)
    content, needle = HOSTILE[name]
    (sides.other / KEY).write_bytes(content)
    begin(goodchat, sides.home, locks=locks)
    before = contents(sides.home)
    sentence = goodchat(*command, sides.zip(), *by()).sentence
    assert needle in sentence
    assert "doctor" not in sentence
    assert contents(sides.home) == before


def test_a_year_cut_short_in_a_locked_copy_is_refused(
    goodchat: Goodchat, sides: Sides, by: Passphrase
) -> None:
    sides.fill(locks=True)
    year = sides.other / "2026.json.age"
    year.write_bytes(year.read_bytes()[:-1])
    begin(goodchat, sides.home, locks=True)
    before = contents(sides.home)
    sentence = goodchat("restore", sides.zip(), "--yes", *by()).sentence
    assert "2026.json.age is not whole" in sentence
    assert contents(sides.home) == before


@needs_a_terminal
def test_at_a_terminal_each_passphrase_is_asked_for_by_name(
    goodchat: Goodchat, sides: Sides, by: Passphrase
) -> None:
    """First this journal's, then the copy's, and then whether it shall come."""
    sides.fill(locks=True, keys=THEIRS, passphrase=OTHER_PASSPHRASE)
    begin(goodchat, sides.home, locks=True)
    typing = Terminal("restore", sides.zip())
    typing.answer("Passphrase: ", PASSPHRASE)
    typing.answer("Passphrase of copy.zip: ", PASSPHRASE)
    typing.until("That is not the passphrase of copy.zip. Nothing was changed; try again.\n")
    typing.answer("Passphrase of copy.zip: ", OTHER_PASSPHRASE)
    typing.answer("Shall it come back? Type yes or no.\n", "yes")
    outcome = typing.end()
    assert outcome.code == 0
    assert outcome.out.endswith("It is in the journal now.\n")
    assert len(goodchat("list", *by()).out.splitlines()) == 4


def test_no_is_asked_for_before_anything_comes(
    goodchat: Goodchat, sides: Sides, by: Passphrase, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides.fill(locks=True)
    begin(goodchat, sides.home, locks=False)
    before = contents(sides.home)
    monkeypatch.setattr(say, "is_typed", lambda: True)
    outcome = goodchat("restore", sides.zip(), *by(), stdin="no\n")
    assert outcome.code == 1
    assert outcome.err.startswith(IN_CLEAR)
    assert contents(sides.home) == before
