"""kill -9 at a random moment of a command as it is typed: what it said it kept is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, sleep

import pytest

from journal.model import Entry, Step
from journal.store.files import leftovers
from journal.store.locking import clear_files, sealed_files
from tests.cli.typing_kit import ROOT
from tests.faults.locked import PASSPHRASE
from tests.faults.operations import KINDS, Kind, fill, is_clean_when_held, opened, state
from tests.faults.steps import after, writer
from tests.faults.turning import turning

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no kill -9 here")

ROUNDS = {"writer": (30, 750), "command": (40, 1_250), "lock": (60, 1_000)}
"""How often each is killed, in short and in full: 200 times in all, or 5,000."""

Texts = dict[str, str]
"""What is written in each entry, by its id."""


class Typist:
    """Types commands, is killed at them, and knows what has to be there."""

    def __init__(self, kind: Kind, home: Path) -> None:
        self.kind, self.home = kind, home
        self.key: tuple[str, ...] = ()
        if kind.name == "locked":
            kind.open(home)
            passphrase = home.with_name("passphrase")
            passphrase.write_text(PASSPHRASE)
            self.key = ("--passphrase-file", str(passphrase))
        self.chance = random.Random(9)
        self.there: Texts = {}
        self.number = 0
        self.found: Counter[str] = Counter()
        self.usual = self._usual_time()

    def round(self) -> None:
        """Type one command, kill it at some moment, and look."""
        name = self.chance.choice(["add", "edit", "delete"] if self.there else ["add"])
        self.number += 1
        text = f"chat number {self.number}"
        chosen = self.chance.choice(sorted(self.there)) if self.there else ""
        if name == "add":
            self._look(("add", text), text)
        elif name == "edit":
            self._look(("edit", chosen, "--text", text), text, chosen)
        else:
            self._look(("delete", chosen), None, chosen)

    def _look(self, words: Sequence[str], text: str | None, chosen: str = "") -> None:
        # Most of a command is its start; the moments that matter are near its end, wherever that
        # is on a machine with other things to do: too late is followed by sooner, and the reverse.
        said = self._typed(words, self.usual * self.chance.uniform(0.9, 1.05))
        now = self._texts()
        self.usual *= 0.95 if said else 1.05
        if now == self.there:
            assert not said, f"{words} was said to be kept and is lost"
            self.found["not yet done"] += 1
        else:
            new = chosen or next(iter(now.keys() - self.there.keys()))
            after = {**self.there, new: text}
            assert now == {key: one for key, one in after.items() if one is not None}, words
            self.found["done and said" if said else "done"] += 1
        self.there = now

    def _texts(self) -> Texts:
        return {entry.id: _text(entry) for entry in self.kind.open(self.home).journal.entries()}

    def _typed(self, words: Sequence[str], seconds: float | None) -> bytes:
        with subprocess.Popen(
            [sys.executable, "-m", "journal", *words, *self.key],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"GOODCHAT_HOME": str(self.home)},
        ) as command:
            try:
                out, err = command.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                command.kill()
                out, err = command.communicate()
                self.found["killed"] += 1
        assert err == b"", err
        return out

    def _usual_time(self) -> float:
        started = monotonic()
        assert self._typed(("add", "the first"), None).startswith(b"Kept ")
        self._typed(("add", "the second"), None)
        self.there = self._texts()
        return (monotonic() - started) / 2


def _text(entry: Entry) -> str:
    return entry.text(Step.WHAT)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_killed_writer_loses_nothing_it_said_it_kept(
    kind: Kind, tmp_path: Path, is_long: bool
) -> None:
    """A writer that does nothing but save is killed in the middle of one far more often."""
    chance = random.Random(4)
    in_the_middle = 0
    for number in range(ROUNDS["writer"][is_long]):
        home = tmp_path / str(number)
        with writer(kind, home) as writing:
            sleep(chance.uniform(0, 0.05))  # not a wait: it is the random moment itself
            writing.kill()
            kept = writing.listen()
        in_the_middle += any(True for _ in leftovers(home))
        there = {entry.id: entry for entry in kind.open(home).journal.entries()}
        assert there in (after(kept), after(kept + 1)), f"after {kept} changes"
        assert is_clean_when_held(home)
    print(f"{in_the_middle} of them in the middle of a save")  # noqa: T201


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_killed_command_loses_nothing_it_said_it_kept(
    kind: Kind, home: Path, is_long: bool
) -> None:
    typist = Typist(kind, home)
    for _ in range(ROUNDS["command"][is_long]):
        typist.round()
        assert is_clean_when_held(home)
    print(typist.found)  # noqa: T201 - the figures are worth keeping
    assert typist.found["killed"] > 0
    assert typist.found["not yet done"] > 0


def test_a_lock_that_is_killed_half_way_loses_nothing(home: Path, is_long: bool) -> None:
    desk = opened(home)
    desk.journal.hold()
    fill(desk)
    desk.journal.release()
    before, chance = state(desk), random.Random(3)
    found: Counter[str] = Counter()
    for _ in range(ROUNDS["lock"][is_long]):
        with turning(home):
            sleep(chance.uniform(0, 0.03))  # not a wait: it is the random moment itself
        found["in both forms" if clear_files(home) and sealed_files(home) else "in one"] += 1
        assert state(opened(home))._replace(key=None) == before
        assert is_clean_when_held(home)
    print(found)  # noqa: T201
    assert found["in both forms"] > 0
