"""The power goes at a random moment, and what was said to be kept is there, whole.

An ext4 disk lies in a file. The writer is stopped, the file copied as it is at that moment, and
the copy mounted, as after a cold start. A kill alone would prove little: it leaves the system's
own memory, in which a save that never reached the disk looks just as well.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path
from time import sleep

import pytest

from journal.errors import JournalError
from tests.faults.disks import ext4, loop, why_no_ext4
from tests.faults.operations import KINDS, Kind
from tests.faults.steps import after, writer

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
