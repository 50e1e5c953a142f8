"""A locked journal whose keys are always the same, and whose passphrase costs nothing to try."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

from journal.model import Entry
from journal.store.journal import Journal
from journal.store.keys import Keys
from journal.store.locking import put_first_key
from journal.store.reading import looking_at
from journal.store.seal import PLAIN, Seal, is_locked
from tests.faults.key_files import key_file

PASSPHRASE, OTHER_PASSPHRASE = "lend the ladder gladly", "borrow it back on Friday"
KEYS = Keys("AGE-SECRET-KEY-1PKS544Z08GEYFQ946ZM3GK6ZZYCLX0PQHKWCMX74E8KD8QJE885QKW5ZT6")
KEY_FILE = key_file(KEYS.written(), PASSPHRASE)
OTHER_KEY_FILE = key_file(KEYS.written(), OTHER_PASSPHRASE)

CANARY = "yellow wheelbarrow"
"""Words in every text that a test writes, to look for where no word may be."""


def make_locked(home: Path) -> None:
    """Make a home whose journal is locked before the first word is in it."""
    home.mkdir(mode=0o700, parents=True)
    put_first_key(home, KEY_FILE, None)


def begin_locked(home: Path, *entries: Entry) -> None:
    """Make a locked journal with these entries in it."""
    make_locked(home)
    journal = Journal(home, KEYS.vault)
    journal.hold()
    journal.begin()
    journal.add_many(entries)
    journal.release()


def seal_now(home: Path) -> Seal:
    """What opens the journal as it is."""
    with looking_at(home):
        return KEYS.vault if is_locked(home) else PLAIN


def spellings(text: str) -> Iterator[bytes]:
    """A text in every way it might lie on a disk."""
    yield text.encode()
    yield json.dumps(text)[1:-1].encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    # In base64 it begins at one of three places; what its neighbours touch is left out.
    for before in range(3):
        spelt = base64.b64encode(bytes(before) + text.encode())
        yield spelt[4 if before else 0 : -4]


def says(folder: Path, *texts: str) -> list[str]:
    """Which files below a folder hold one of the texts, however spelt."""
    wanted = {spelt for text in texts for spelt in spellings(text)}
    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            found += [f"{file}: {spelt!r}" for spelt in wanted if spelt in content]
    return found
