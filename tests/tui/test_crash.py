"""A fault of ours must not print what somebody wrote, nor take it away."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from journal.store.journal import Journal
from tests.faults.locked import make_locked

CRASH = """
import datetime as dt, pathlib, sys
from journal.desk import Desk
import pytest

from journal.store.journal import Journal
from journal.tui import app
from journal.tui.screens.write import WriteScreen

def broken(self):
    canary_local = "canary words in a local variable"
    raise ValueError("canary words in the message: " + self.reflection.last_words + canary_local)

WriteScreen.action_another = broken
journal = Journal(pathlib.Path(sys.argv[1]))
sys.exit(app.run(Desk(journal)))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_crash_prints_no_word_of_it_and_the_draft_is_kept(home: Path) -> None:
    journal = Journal(home)
    journal.hold()
    journal.begin()
    journal.release()
    shown, code = _in_a_terminal(
        [sys.executable, "-c", CRASH, str(home)],
        [("Who did you have", b"w"), ("1 the chat", b"1"), ("ground", b"1"), ("belong", b"1"),
         ("So far", b"canary words typed"), ("canary words typed", b"\x0e")],
    )  # fmt: skip
    after = shown[shown.rindex("fault of its own") :]
    assert "canary" not in after
    assert "ValueError" in after
    assert code == 1
    (draft,) = Journal(home).drafts.latest_first()
    assert draft.last_words == "canary words typed"


CRASH_AT_THE_DOOR = """
import pathlib, sys
from journal.door import Door
from journal.tui import app

def broken(self, passphrase):
    raise ValueError("a passphrase in the message: " + passphrase)

Door.keys = broken
sys.exit(app.run(None, door=Door(pathlib.Path(sys.argv[1]))))
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_crash_at_the_door_prints_no_passphrase(home: Path) -> None:
    make_locked(home)
    shown, code = _in_a_terminal(
        [sys.executable, "-c", CRASH_AT_THE_DOOR, str(home)],
        [("is locked", b"canary passphrase\r")],
    )
    assert "fault of its own" in shown
    assert "canary" not in shown
    assert "ValueError" in shown
    assert code == 1


def _in_a_terminal(command: list[str], steps: list[tuple[str, bytes]]) -> tuple[str, int]:
    """Run in a real pseudo-terminal, sending keys when a text has been seen."""
    import pty

    main, other = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    process = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, env=env)
    os.close(other)
    shown, waiting, ends = b"", list(steps), time.monotonic() + 30
    since = 0
    while time.monotonic() < ends:
        if select.select([main], [], [], 0.1)[0]:
            try:
                shown += os.read(main, 65536)
            except OSError:
                break
        elif waiting and waiting[0][0].encode() in shown[since:]:
            since = len(shown)
            os.write(main, waiting.pop(0)[1])
    os.close(main)
    return shown.decode("utf-8", "replace"), process.wait(10)
