"""Replacing one file durably."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from journal.errors import NotConfirmed, NotSaved
from journal.store import files


def test_a_new_file_is_private(tmp_path: Path) -> None:
    files.replace_durably(tmp_path / "2026.json", b"words")
    assert (tmp_path / "2026.json").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "2026.json").stat().st_mode) == 0o600


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    files.replace_durably(tmp_path / "2026.json", b"one")
    files.replace_durably(tmp_path / "2026.json", b"two")
    assert [file.name for file in tmp_path.iterdir()] == ["2026.json"]


def test_a_symlink_is_followed_and_stays_a_symlink(tmp_path: Path) -> None:
    synced = tmp_path / "synced"
    synced.mkdir()
    (synced / "2026.json").write_bytes(b"old")
    link = tmp_path / "2026.json"
    link.symlink_to(synced / "2026.json")
    files.replace_durably(link, b"new")
    assert link.is_symlink()
    assert (synced / "2026.json").read_bytes() == b"new"


def test_a_read_only_file_is_respected(tmp_path: Path) -> None:
    path = tmp_path / "2026.json"
    path.write_bytes(b"old")
    path.chmod(0o400)
    with pytest.raises(NotSaved, match=r"read-only.*What was there is whole"):
        files.replace_durably(path, b"new")
    assert path.read_bytes() == b"old"


@pytest.mark.parametrize("step", ["_written", "_check", "_swap"])
def test_a_failure_before_the_rename_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "2026.json"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, step, full)
    with pytest.raises(NotSaved, match="Free 1 kB or more"):
        files.replace_durably(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(files.leftovers(tmp_path)) == []


def test_a_failure_after_the_rename_says_that_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(files, "confirm", broken)
    with pytest.raises(NotConfirmed, match="is saved, but the disk did not confirm"):
        files.replace_durably(tmp_path / "2026.json", b"new")
    assert (tmp_path / "2026.json").read_bytes() == b"new"


def test_what_reads_back_differently_never_replaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "2026.json"
    path.write_bytes(b"old")
    written = files._written

    def lying(target: Path, content: bytes) -> Path:
        return written(target, content[:-1])

    monkeypatch.setattr(files, "_written", lying)
    with pytest.raises(NotSaved, match="differs from what was written"):
        files.replace_durably(path, b"new")
    assert path.read_bytes() == b"old"


def test_sweeping_takes_only_what_our_saves_left(tmp_path: Path) -> None:
    (tmp_path / ".2026.json.0123456789abcdef.tmp").write_bytes(b"half")
    (tmp_path / "notes.tmp").write_bytes(b"hers")
    (tmp_path / ".2026.json.tmp").write_bytes(b"not ours")
    files.sweep(tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == [".2026.json.tmp", "notes.tmp"]


def test_a_missing_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="What was there is whole"):
        files.replace_durably(tmp_path / "gone" / "2026.json", b"new")


KILLED = """
import sys, pathlib
from journal.store import files
path = pathlib.Path(sys.argv[1])
n = 0
while True:
    n += 1
    files.replace_durably(path, (b"%d " % n) * 2000 + b"end")
    print(n, flush=True)
"""


def test_a_kill_at_any_moment_leaves_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "2026.json"
    for lines in range(1, 16):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        said = 0
        for _ in range(lines):
            said = int(writer.stdout.readline())
        writer.kill()
        writer.wait()
        writer.stdout.close()
        content = path.read_bytes()
        number = int(content.split()[0])
        assert content == (b"%d " % number) * 2000 + b"end"
        assert number >= said
