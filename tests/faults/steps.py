"""One long row of changes, always the same, that a writer makes and a test can count along with.

Run as a program it makes them one after the other in a home, and says each number once it is kept.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from journal.desk import Desk
from journal.model import Entry
from journal.reflection import revise
from journal.store import files
from tests.cli.typing_kit import ROOT
from tests.faults.operations import BY_KIND, LAST_YEAR, Kind, page
from tests.kit import NOW, TODAY

MUTANTS = {
    "": (),
    "no fsync of the file": ("_flush",),
    "no fsync of the folder": ("confirm",),
}
"""What can be taken out of a save, to see that a test notices."""

TEXT = "The pool, and who holds the pen. " * 60
_AT_MOST = 40
"""Entries there are at a time, so that a save takes as long late as early."""

Entries = dict[str, Entry]


class Step(NamedTuple):
    """One change, and the entries there are once it is kept."""

    name: str
    entry: Entry
    entries: Entries


def steps() -> Iterator[Step]:
    """Add, edit and delete, in two years, for ever."""
    there: Entries = {}
    for number in range(1_000_000_000):
        day = LAST_YEAR if number % 5 == 0 else TODAY
        entry = page(f"{number:010}", f"{number} {TEXT}", day)
        yield Step("add", entry, there := {**there, entry.id: entry})
        if number % 3 == 0:
            entry = revise(page(entry.id, f"{number} again", day)).finish(NOW)
            yield Step("edit", entry, there := {**there, entry.id: entry})
        if number % 4 == 0 or len(there) > _AT_MOST:
            gone = there[min(there)]
            there = {key: one for key, one in there.items() if key != gone.id}
            yield Step("delete", gone, there)


def make(desk: Desk, step: Step) -> None:
    """Make one change."""
    if step.name == "add":
        desk.journal.add(step.entry)
    elif step.name == "edit":
        desk.journal.replace(step.entry)
    else:
        desk.journal.delete(step.entry, NOW)


def after(count: int) -> Entries:
    """The entries there are after so many changes."""
    if count == 0:
        return {}
    for number, step in enumerate(steps(), 1):
        if number == count:
            return step.entries
    raise AssertionError("there are always more")


class Writer:
    """A process that makes one change after another, and how many it has said are kept."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        self._process = process
        self._said = process.stdout.fileno()
        self.kept = 0
        self._rest = b""

    def listen(self) -> int:
        """How many changes it has said are kept by now."""
        while said := self._read():
            *lines, self._rest = (self._rest + said).split(b"\n")
            self.kept = int(lines[-1]) if lines else self.kept
            if len(said) < 65_536:
                break
        return self.kept

    def listen_now(self) -> int:
        """As `listen`, without waiting for more."""
        os.set_blocking(self._said, False)
        try:
            return self.listen()
        finally:
            os.set_blocking(self._said, True)

    def _read(self) -> bytes:
        try:
            return os.read(self._said, 65_536)
        except BlockingIOError:
            return b""

    def stop(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)


@contextmanager
def writer(kind: Kind, home: Path, mutant: str = "") -> Iterator[Writer]:
    """A writer at work, killed at the end."""
    command = [sys.executable, "-m", "tests.faults.steps", kind.name, str(home), mutant]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        try:
            made = Writer(process)
            made.listen()
            yield made
        finally:
            process.kill()


def main(kind: str, home: str, mutant: str) -> None:
    """Make changes until somebody ends it."""
    for part in MUTANTS[mutant]:
        setattr(files, part, lambda _: None)
    desk = BY_KIND[kind].open(Path(home))
    desk.journal.hold()
    for number, step in enumerate(steps(), 1):
        make(desk, step)
        os.write(1, b"%d\n" % number)


if __name__ == "__main__":
    main(*sys.argv[1:])
