"""One writer at a time."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journal.errors import HeldElsewhere, NotSaved
from journal.store.lock import JournalLock

HOLD = """
import sys, pathlib, time
from journal.store.lock import JournalLock
JournalLock(pathlib.Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def holder(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def ended(process: subprocess.Popen[str], how: int) -> None:
    process.send_signal(how)
    process.communicate()


def test_a_second_window_is_told_who_holds_it(tmp_path: Path) -> None:
    process = holder(tmp_path)
    with pytest.raises(HeldElsewhere, match=rf"process {process.pid} on .*Close it there first"):
        JournalLock(tmp_path).acquire()
    ended(process, signal.SIGTERM)


def test_a_killed_holder_lets_go(tmp_path: Path) -> None:
    ended(holder(tmp_path), signal.SIGKILL)
    with JournalLock(tmp_path) as lock:
        assert lock.is_held


def test_it_is_let_go_at_the_end(tmp_path: Path) -> None:
    with JournalLock(tmp_path) as lock:
        lock.acquire()
        with pytest.raises(HeldElsewhere):
            JournalLock(tmp_path).acquire()
    assert not lock.is_held
    JournalLock(tmp_path).acquire()


def test_its_file_is_private_and_is_no_symlink(tmp_path: Path) -> None:
    with JournalLock(tmp_path):
        assert stat.S_IMODE((tmp_path / "journal.lock").stat().st_mode) == 0o600
    victim = tmp_path / "victim"
    victim.write_text("hers")
    (tmp_path / "journal.lock").unlink()
    (tmp_path / "journal.lock").symlink_to(victim)
    with pytest.raises(NotSaved, match="cannot be opened"):
        JournalLock(tmp_path).acquire()
    assert victim.read_text() == "hers"


def test_nonsense_in_its_file_is_not_repeated(tmp_path: Path) -> None:
    process = holder(tmp_path)
    (tmp_path / "journal.lock").write_text("\x1b]0;owned\x07")
    with pytest.raises(HeldElsewhere, match="another process"):
        JournalLock(tmp_path).acquire()
    ended(process, signal.SIGKILL)
    assert os.name == "posix"
