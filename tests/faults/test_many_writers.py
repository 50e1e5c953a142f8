"""Two windows and five write at once, and no word of any of them is lost or kept twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import sleep

import pytest

from journal.errors import HeldElsewhere
from journal.model import Entry, Step
from tests.cli.typing_kit import ROOT
from tests.faults.operations import BY_KIND, KINDS, LAST_YEAR, Kind, page
from tests.kit import TODAY


@pytest.mark.parametrize("writers", [2, 5])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_all_of_them_are_kept_once(kind: Kind, writers: int, home: Path, is_long: bool) -> None:
    each = (1_000 if is_long else 200) // writers
    kind.open(home)  # it is locked before the first of them comes
    refused = waited_for([_started(kind, home, writer, each) for writer in range(writers)])
    assert sum(refused) > 0, "they never met, so nothing was proved"

    entries = list(kind.open(home).journal.entries())
    wanted = {f"{writer} says {number}" for writer in range(writers) for number in range(each)}
    assert len(entries) == writers * each
    assert {entry.text(Step.WHAT) for entry in entries} == wanted


def _started(kind: Kind, home: Path, writer: int, each: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.faults.test_many_writers"]
    command += [kind.name, str(home), str(writer), str(each)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def waited_for(running: list[subprocess.Popen[str]]) -> list[int]:
    """How often each had to wait, once all are done; whatever happens, none is left running."""
    try:
        said = [process.communicate(timeout=600)[0] for process in running]
        assert [process.returncode for process in running] == [0] * len(running)
        return [int(refused) for refused in said]
    finally:
        for process in running:
            process.kill()
            process.wait()


def write(kind: str, home: str, writer: str, each: str) -> int:
    """Add so many entries, taking turns with whoever else writes; how often it had to wait."""
    refused = 0
    for number in range(int(each)):
        day = LAST_YEAR if number % 2 else TODAY
        entry = page(f"{writer}{number:09}", f"{writer} says {number}", day)
        while not _is_added(BY_KIND[kind], Path(home), entry):
            refused += 1
            sleep(0.001)  # a turn given up; there is nothing to be woken by
    return refused


def _is_added(kind: Kind, home: Path, entry: Entry) -> bool:
    journal = kind.open(home).journal
    try:
        journal.hold()
    except HeldElsewhere:
        return False
    journal.add(entry)
    journal.release()
    return True


if __name__ == "__main__":
    print(write(*sys.argv[1:]))  # noqa: T201
