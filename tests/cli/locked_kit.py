"""Locked journals for the tests of the command line, whose passphrases cost nothing to try."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from journal.desk import Desk
from journal.model import Answer, Entry, Layer, Step
from journal.reflection import Part
from journal.settings import Settings
from journal.store import age, locking
from journal.store.journal import Journal
from journal.store.keys import Keys
from tests.faults.key_files import key_file
from tests.faults.locked import CANARY, KEYS, OTHER_PASSPHRASE, PASSPHRASE, says
from tests.kit import NOW, TODAY

__all__ = ["CANARY", "OTHER_PASSPHRASE", "PASSPHRASE", "says"]

PAPER = "AGE-SECRET-KEY-1D3ZSMMHMGPSHKE7WZJHW204PKRXRR2AXM5SCKU7PKTHSFHMZZS2SZZC9RC"
"""The recovery key, as its owner wrote it down."""
MINE = Keys(KEYS.secret, age.recipient(PAPER))
THEIRS = Keys("AGE-SECRET-KEY-1USC0GARU6AKV3TGMUQEQSYF8Q72C2EGLNDRVFNAM3M22094V3VGQTRK26D")
"""The keys of another journal."""

WRONG = "That is not the passphrase of this journal. Nothing was changed; try again."
NOBODY = (
    "This journal is locked. Open it in a terminal, or name a file with its passphrase: "
    "--passphrase-file PATH"
)


POOL, BUS, LAST_YEAR, GONE = (letter * 10 for letter in "pqrs")
"""The ids of the chats in it, the last of them deleted."""


def begun(home: Path) -> Path:
    """Make a journal with something of every kind in it: three chats, one deleted, a draft."""
    journal = Journal(home)
    desk = Desk(journal, lambda: NOW)
    journal.hold()
    journal.save_settings(Settings(day_ends_at=dt.time(3)))
    for entry_id, place in ((POOL, "the pool"), (BUS, "the bus"), (GONE, "the baths")):
        journal.add(_entry(entry_id, TODAY, f"{CANARY} at {place}"))
    journal.add(_entry(LAST_YEAR, dt.date(2025, 12, 30), f"{CANARY} last year"))
    journal.delete(journal.find(GONE), NOW)
    journal.drafts.keep(desk.begin().go(Part.WHAT).write(f"{CANARY} begun"))
    journal.release()
    return home


def _entry(entry_id: str, day: dt.date, text: str) -> Entry:
    return Entry(
        id=entry_id,
        day=day,
        layer=Layer.BASE,
        written_at=NOW,
        answers=(Answer(step=Step.WHAT, text=text),),
    )


def lock_now(home: Path, keys: Keys = MINE, passphrase: str = PASSPHRASE) -> None:
    """Lock a plain journal, as `goodchat lock` does but for the work of its passphrase."""
    second = age.closed(keys.written(), (keys.recovery,)) if keys.recovery else None
    locking.put_first_key(home, key_file(keys.written(), passphrase), second)
    locking.seal_all(home, keys.vault)


def lay_open(file: Path) -> None:
    """Put one locked file in clear, as another program might."""
    file.with_suffix("").write_bytes(MINE.vault.open(file.read_bytes(), file))
    file.unlink()


ASKS: dict[str, tuple[str, ...]] = {
    "": (),
    "write": ("write", "--plain"),
    "add": ("add", "-"),
    "add as JSON": ("add", "in one go", "--json"),
    "list": ("list",),
    "list as JSON": ("list", "--json"),
    "show": ("show", "ID"),
    "edit": ("edit", "ID", "--text", "-"),
    "delete": ("delete", "ID"),
    "today": ("today",),
    "today as JSON": ("today", "--short", "--json"),
    "rest": ("rest",),
    "settings": ("settings",),
    "backup": ("backup", "ELSEWHERE/copy.zip"),
    "restore": ("restore", "HOME", "--yes"),
    "export": ("export", "--all", "-"),
    "import": ("import", "backup", "HOME"),
    "doctor": ("doctor",),
    "unlock": ("unlock",),
    "passphrase": ("passphrase", "--forget"),
}
"""Each command that needs the passphrase."""

DOES_WITHOUT: dict[str, tuple[str, ...]] = {
    "lock": ("lock",),
    "demo": ("demo", "--entries", "3"),
    "about": ("about",),
    "completion": ("completion", "bash"),
}
"""Each that does without, and takes the option all the same."""


def words(home: Path, form: tuple[str, ...], elsewhere: Path) -> list[str]:
    """A command with the names of this test in it."""
    names = {"ID": POOL, "HOME": str(home), "ELSEWHERE": str(elsewhere)}
    made = []
    for word in form:
        for name, value in names.items():
            word = word.replace(name, value)
        made.append(word)
    return made
