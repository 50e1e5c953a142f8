"""The power goes at a random moment, and what was said to be kept is there, whole.

An ext4 disk lies in a file. The writer is stopped, the file copied as it is at that moment, and
the copy mounted, as after a cold start. A kill alone would prove little: it leaves the system's
own memory, in which a save that never reached the disk looks just as well.
"""

from __future__ import annotations

import random
import shutil
import signal
from collections import Counter
from pathlib import Path
from time import sleep

import pytest

from journal.errors import JournalError
from journal.store.locking import clear_files, sealed_files
from tests.faults.disks import ext4, loop, why_no_ext4
from tests.faults.operations import KINDS, Kind, State, fill, is_clean_when_held, opened, state
from tests.faults.steps import after, writer
from tests.faults.turning import turning

SIZE = 12 * 1024
# The sternest ext4 there is: it does nothing of its own accord to save a careless program.
OPTIONS = ("noauto_da_alloc", "data=writeback")
MOMENT = (0.005, 0.12)
"""Seconds between two cuts, at least and at most."""


def cuts(kind: Kind, folder: Path, count: int, mutant: str = "") -> Counter[str]:
    """Cut the power so many times: how the journal was found afterwards."""
    image, chance = folder / "image", random.Random(count)
    found: Counter[str] = Counter()
    with (
        ext4(folder / "disk", image, SIZE, *OPTIONS) as disk,
        writer(kind, disk / "home", mutant) as writing,
    ):
        for _ in range(count):
            sleep(chance.uniform(*MOMENT))  # not a wait: it is the random moment itself
            writing.stop()
            shutil.copyfile(image, folder / "cut")
            kept = writing.listen_now()
            writing.go_on()
            found[after_cut(kind, folder, kept)] += 1
            if mutant and (found["corrupt"] or found["lost"]):
                break  # caught
        found["kept in all"] = writing.listen_now()
    return found


def after_cut(kind: Kind, folder: Path, kept: int) -> str:
    """How the journal is found on the copy of the disk, where so many changes were kept."""
    with loop(folder / "cold", folder / "cut") as disk:
        try:
            journal = kind.open(disk / "home").journal
            there = {entry.id: entry for entry in journal.entries()}
        except JournalError:
            return "corrupt"
    # The change under way when the power went may have reached the disk, or not.
    return "whole" if there in (after(kept), after(kept + 1)) else "lost"


needs_a_disk = pytest.mark.skipif(bool(why_no_ext4()), reason=why_no_ext4() or "-")


@needs_a_disk
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_nothing_is_lost_when_the_power_goes(kind: Kind, tmp_path: Path, is_long: bool) -> None:
    count = 100 if is_long else 15
    found = cuts(kind, tmp_path, count)
    print(found)  # noqa: T201 - the figures are worth keeping
    assert found["whole"] == count, found
    assert found["kept in all"] > count


@needs_a_disk
@pytest.mark.parametrize("mutant", ["no fsync of the file", "no fsync of the folder"])
def test_a_save_without_one_of_its_fsyncs_is_caught(mutant: str, tmp_path: Path) -> None:
    # Without the folder's, one cut in three shows it: that 60 do not is no matter of luck.
    found = cuts(KINDS[0], tmp_path, 60, mutant)
    print(found)  # noqa: T201
    assert found["corrupt"] + found["lost"] > 0, found


@needs_a_disk
def test_a_lock_that_loses_its_power_half_way_loses_nothing(tmp_path: Path, is_long: bool) -> None:
    """Each file is there in one form at least, and the key for as long as one needs it."""
    image, chance = tmp_path / "image", random.Random(5)
    found: Counter[str] = Counter()
    with ext4(tmp_path / "disk", image, SIZE, *OPTIONS) as disk:
        desk = opened(disk / "home")
        desk.journal.hold()
        fill(desk)
        desk.journal.release()
        before = state(desk)
        with turning(disk / "home") as process:
            for _ in range(100 if is_long else 15):
                sleep(chance.uniform(*MOMENT))  # not a wait: it is the random moment itself
                process.send_signal(signal.SIGSTOP)
                shutil.copyfile(image, tmp_path / "cut")
                process.send_signal(signal.SIGCONT)
                found[_after_a_cut(tmp_path, before)] += 1
    print(found)  # noqa: T201
    assert found["lost"] == 0
    assert len(found) >= 2, "it was never in between"


def _after_a_cut(folder: Path, before: State) -> str:
    with loop(folder / "cold", folder / "cut") as disk:
        home = disk / "home"
        forms = [
            name for name, of in (("locked", sealed_files), ("clear", clear_files)) if of(home)
        ]
        if state(opened(home))._replace(key=None) != before:
            return "lost"
        assert is_clean_when_held(home)
        return " and ".join(forms)
