"""Not one byte of what was written is on the disk in clear, whatever a locked journal is used for.

Twenty phrases go into every field that takes words. Afterwards nobody may find any of them, in
whatever spelling: in the home, where programs put things down for a moment, in a backup, or on
the bare disk.
"""

from __future__ import annotations

import base64
import json
import os
import random
import subprocess
import sys
import zipfile
from itertools import cycle
from pathlib import Path
from time import monotonic, sleep

import pytest

from journal.desk import Desk
from journal.model import Answer, Entry, Layer, Promise, PromiseState, Step, ThemeMarks
from journal.reflection import Reflection, revise
from journal.store.journal import Journal
from tests.cli.typing_kit import ROOT
from tests.faults.disks import ext4, why_no_ext4
from tests.faults.locked import KEYS, PASSPHRASE, make_locked, says, spellings
from tests.faults.operations import BY_NAME, opened
from tests.kit import NOW, TODAY

PHRASES = tuple(
    f"{thing} kept by {who}"
    for thing in ("a marmalade trombone", "the Cañón of kettles", "seven “new” hats", "ß-like tea")
    for who in ("Élodie", "the harbour master", "nobody at all", "a heron 🪶", "cousin Ğ")
)

TAG = "marmalade-trombone"
ALL = (*PHRASES, TAG)


def everywhere(entry_id: str, phrases: tuple[str, ...]) -> Entry:
    """An entry with one of the phrases in each field that takes words."""
    texts = iter(phrases * 2)
    return Entry(
        id=entry_id,
        day=TODAY,
        written_at=NOW,
        layer=Layer.BASE,
        facet=next(texts),
        answers=tuple(
            Answer(step=step, text=next(texts), prompt=f"{next(texts)}?") for step in Step
        ),
        they_brought=next(texts),
        i_brought=next(texts),
        promise=Promise(what=next(texts), state=PromiseState.KEPT, outcome=next(texts)),
        ordinary_life=next(texts),
        unsaid=next(texts),
        peer_note=next(texts),
        tags=(next(texts), next(texts)),
        themes=ThemeMarks(found=(next(texts),), added=(next(texts),), dismissed=(next(texts),)),
        rests_on=next(texts),
    )


def write_everywhere(desk: Desk) -> None:
    """Entries, one of them changed and one deleted, and drafts of both kinds."""
    desk.journal.hold()
    desk.journal.begin()
    for number in range(5):
        turned = PHRASES[number * 4 :] + PHRASES[: number * 4]
        desk.journal.add(everywhere(f"{number}" * 10, turned))
    desk.save(revise(desk.journal.find("1111111111")).fill(unsaid=PHRASES[3]))
    desk.journal.delete(desk.journal.find("2222222222"), NOW)
    desk.journal.drafts.keep(Reflection(entry=everywhere("dddddddddd", PHRASES)))
    desk.journal.drafts.keep(revise(desk.journal.find("3333333333")).fill(unsaid=PHRASES[4]))
    desk.journal.release()


class Typist:
    """Types commands at a locked journal, with a folder of their own for passing things."""

    def __init__(self, home: Path, passing: Path) -> None:
        self.home, self.passing = home, passing
        passing.mkdir()
        # What opens the journal lies elsewhere.
        self.key = passing.parent / "passphrase"
        self.key.write_text(PASSPHRASE)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "journal", *words, "--passphrase-file", str(self.key)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"GOODCHAT_HOME": str(self.home), "TMPDIR": str(self.passing)},
        )

    def type(self, *words: str) -> str:
        with self.start(*words) as command:
            out, err = command.communicate(timeout=60)
        assert command.returncode in (0, 1), err
        assert b"Traceback" not in err, err
        return f"{out.decode()}{err.decode()}"

    def type_and_kill(self, seconds: float, *words: str) -> None:
        with self.start(*words) as command:
            sleep(seconds)  # not a wait: it is the random moment itself
            command.kill()


def use(typist: Typist, backup: Path, kills: int = 2) -> None:
    """A day with a locked journal, with accidents."""
    phrase = iter(PHRASES)
    started = monotonic()
    said = typist.type("add", next(phrase), "--tag", TAG, "--day", "yesterday")
    usual = monotonic() - started
    assert "Kept " in said
    chosen = said.split("Kept ")[1][:10]
    assert PHRASES[0] in typist.type("list", PHRASES[0])
    assert PHRASES[0] in typist.type("show", chosen)
    assert PHRASES[0] in typist.type("list", "--json")
    typist.type("edit", chosen, "--text", next(phrase))
    typist.type("today")
    typist.type("delete", "4444444444")
    assert "chats in" in typist.type("backup", str(backup))
    typist.type("delete", chosen)
    assert "in the journal now" in typist.type("restore", str(backup), "--yes", "--deleted")
    chance = random.Random(8)
    for text, _ in zip(cycle(PHRASES), range(kills), strict=False):
        typist.type_and_kill(usual * chance.uniform(0.8, 1.05), "add", text, "--tag", TAG)
    damage(typist.home)
    typist.type("doctor", "--repair")
    typist.type("doctor", "--json")


def damage(home: Path) -> None:
    """What a repair has to read as far as it can, and a copy that a sync program left."""
    draft = home / "drafts" / "dddddddddd.json.age"
    draft.write_bytes(draft.read_bytes()[:-20])
    year = home / f"{TODAY.year}.json.age"
    content = year.read_bytes()
    year.with_name(f"{TODAY.year} (conflicted copy).json.age").write_bytes(content)
    year.write_bytes(content[:-5])


def test_a_locked_journal_leaves_no_word_anywhere(
    home: Path, tmp_path: Path, is_long: bool
) -> None:
    make_locked(home)
    typist, backup = Typist(home, tmp_path / "passing"), tmp_path / "backup.zip"
    write_everywhere(opened(home))
    use(typist, backup, kills=200 if is_long else 6)
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(backup).extractall(unpacked)
    assert len(list(unpacked.rglob("*.json.age"))) >= 4
    journal = Journal(home, KEYS.vault)
    assert len({phrase for phrase in PHRASES if _is_in(journal, phrase)}) == len(PHRASES)
    for folder in (home, tmp_path / "passing", unpacked):
        assert says(folder, *ALL) == []


def _is_in(journal: Journal, phrase: str) -> bool:
    return any(phrase in repr(entry) for entry in journal.entries())


def test_locked_later_nothing_is_left_in_the_home(home: Path, tmp_path: Path) -> None:
    """What was in clear before is gone from the home, with its dated copies and set-aside."""
    desk = opened(home)
    write_everywhere(desk)
    assert len(says(home, *PHRASES)) > len(PHRASES)
    (home / "set-aside").mkdir()
    (home / "set-aside" / "2025.json").write_text(PHRASES[0])
    BY_NAME["lock, plain"].do(home)
    assert says(home, *ALL) == []
    use(Typist(home, tmp_path / "passing"), tmp_path / "backup.zip")
    assert says(home, *ALL) == []
    assert says(tmp_path / "passing", *ALL) == []


@pytest.mark.skipif(bool(why_no_ext4()), reason=why_no_ext4() or "-")
def test_nor_is_any_on_the_bare_disk(tmp_path: Path) -> None:
    """The disk as a thief has it, with all that was deleted: locked before the first word."""
    image = tmp_path / "image"
    with ext4(tmp_path / "disk", image, 8 * 1024) as disk:
        make_locked(disk / "home")
        write_everywhere(opened(disk / "home"))
        use(Typist(disk / "home", disk / "passing"), disk / "backup.zip")
    content = image.read_bytes()
    assert b"age-encryption.org" in content
    wanted = {spelt for phrase in ALL for spelt in spellings(phrase)}
    assert [spelt for spelt in wanted if spelt in content] == []


@pytest.mark.skipif(bool(why_no_ext4()), reason=why_no_ext4() or "-")
def test_the_bare_disk_of_a_plain_journal_would_show_them(tmp_path: Path) -> None:
    image = tmp_path / "image"
    with ext4(tmp_path / "disk", image, 8 * 1024) as disk:
        write_everywhere(opened(disk / "home"))
    content = image.read_bytes()
    assert all(phrase.encode() in content for phrase in PHRASES)


@pytest.mark.parametrize("phrase", ALL)
def test_a_phrase_would_be_found_however_spelt(phrase: str, tmp_path: Path) -> None:
    for number, written in enumerate(
        (
            phrase.encode(),
            json.dumps({"text": phrase}).encode(),
            f"x{phrase}".encode("utf-16"),
            base64.b64encode(f"before it {phrase} and after".encode()),
            base64.b64encode(f"before  it {phrase} and after".encode()),
            base64.b64encode(f"before   it {phrase} and after".encode()),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "file").write_bytes(b"something " + written + b" else")
        assert says(folder, phrase), written
