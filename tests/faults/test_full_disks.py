"""On a full disk the journal stays whole, says how much room it needs, and later goes on."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from journal.errors import NotSaved
from journal.store.files import leftovers
from journal.store.journal import Journal
from tests.cli.typing_kit import ROOT
from tests.faults.disks import ext4, tmpfs, why_no_ext4, why_no_tmpfs
from tests.faults.operations import KINDS, Kind, page

TEXT = "She drew the pool. It is her Thursday. " * 30
SAYS_WHAT_IT_NEEDS = r"^Not saved: .*What was there is whole\. Free [\d,]+ kB or more"


@contextmanager
def small_disk(name: str, tmp_path: Path) -> Iterator[Path]:
    """One of the two small disks, or a skip with a sentence."""
    why_not = why_no_tmpfs() if name == "tmpfs" else why_no_ext4()
    if why_not:
        pytest.skip(why_not)
    if name == "tmpfs":
        with tmpfs(tmp_path / "disk", 256) as disk:
            yield disk
    else:
        with ext4(tmp_path / "disk", tmp_path / "image", 2048) as disk:
            yield disk


def fill(journal: Journal, first: int = 0) -> tuple[set[str], NotSaved]:
    """Add until there is no room: the entries that were kept, and what was said."""
    kept: set[str] = set()
    for number in range(first, first + 100_000):
        entry = page(f"{number:010}", TEXT)
        try:
            journal.add(entry)
        except NotSaved as refused:
            return kept, refused
        kept.add(entry.id)
    raise AssertionError("the disk never filled")


@pytest.mark.parametrize("disk_name", ["tmpfs", "ext4"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_full_disk_loses_nothing_and_goes_on(kind: Kind, disk_name: str, tmp_path: Path) -> None:
    with small_disk(disk_name, tmp_path) as disk:
        home, ballast = disk / "home", disk / "ballast"
        ballast.write_bytes(b"x" * 64 * 1024)
        desk = kind.open(home)
        desk.journal.hold()
        kept, refused = fill(desk.journal)
        assert len(kept) > 20
        assert re.match(SAYS_WHAT_IT_NEEDS, str(refused))
        _is_whole(kind, home, kept)
        assert {entry.id for entry in desk.journal.entries()} == kept

        ballast.unlink()
        more, _ = fill(desk.journal, first=50_000)
        assert more
        _is_whole(kind, home, kept | more)
        desk.journal.release()
        _holds_with_no_byte_to_spare(kind, disk, kept | more)


def _is_whole(kind: Kind, home: Path, kept: set[str]) -> None:
    assert {entry.id for entry in kind.open(home).journal.entries()} == kept
    assert not any((*leftovers(home), *leftovers(home / "drafts")))


def _holds_with_no_byte_to_spare(kind: Kind, disk: Path, kept: set[str]) -> None:
    """The way out of a full disk goes through the journal too: it opens and lets things go."""
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(b"x" * 512):
            pass
    desk = kind.open(disk / "home")
    desk.journal.hold()
    assert {entry.id for entry in desk.journal.entries()} == kept
    with pytest.raises(NotSaved, match=SAYS_WHAT_IT_NEEDS):
        desk.journal.add(page("zzzzzzzzzz", TEXT))
    (disk / "filler").unlink()
    desk.journal.release()
    _is_whole(kind, disk / "home", kept)


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from tests.faults.operations import KINDS
from tests.faults.test_full_disks import fill
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, resource.RLIM_INFINITY))
kind = next(kind for kind in KINDS if kind.name == sys.argv[1])
desk = kind.open(Path(sys.argv[2]))
desk.journal.hold()
kept, refused = fill(desk.journal)
resource.setrlimit(resource.RLIMIT_FSIZE, (128 * 1024, resource.RLIM_INFINITY))
more, _ = fill(desk.journal, first=50_000)
print(refused)
print(*sorted(kept), *sorted(more))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="this system has no limit on a file")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_limit_on_a_file_is_a_full_disk_too(kind: Kind, home: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _LIMITED, kind.name, str(home)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
        timeout=120,
    )
    refused, ids = ended.stdout.splitlines()
    assert re.match(SAYS_WHAT_IT_NEEDS, refused)
    assert len(ids.split()) > 40
    _is_whole(kind, home, set(ids.split()))
