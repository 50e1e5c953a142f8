"""The store's system calls, one by one, by strace: which there are, and one of them failing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.cli.typing_kit import ROOT

STRACE = shutil.which("strace")
_CALL = re.compile(r"(\w+)\((.*)")


class Point(NamedTuple):
    """One system call of an operation: the n-th of its name."""

    call: str
    nth: int
    line: str


class Run(NamedTuple):
    """How one traced operation ended, and what it did."""

    status: int
    lines: list[str]

    @property
    def was_killed(self) -> bool:
        """Whether it was killed, as it was meant to be."""
        return os.WIFSIGNALED(self.status)

    @property
    def code(self) -> int:
        """The exit code."""
        return os.waitstatus_to_exitcode(self.status)

    def points(self, home: Path) -> Iterator[Point]:
        """The calls that touched a home."""
        count: Counter[str] = Counter()
        for line in self.lines:
            found = _CALL.match(line)
            if not found:
                continue
            call = found[1]
            count[call] += 1
            if str(home) in line:
                yield Point(call, count[call], line)


class Tracer:
    """A child that does operations, and strace beside it."""

    def __init__(self, folder: Path, child: subprocess.Popen[str]) -> None:
        self._log = folder / "strace.log"
        self._child = child

    def run(self, name: str, home: Path, *faults: str) -> Run:
        """Do one operation, with strace's faults put into it."""
        assert self._child.stdin is not None
        self._child.stdin.write(f"{name}\t{home}\n")
        self._child.stdin.flush()
        pid = int(self._line())
        self._trace(pid, [word for fault in faults for word in ("-e", f"inject={fault}")])
        status = int(self._line())
        return Run(status, self._log.read_text(errors="replace").splitlines())

    def _trace(self, pid: int, faults: list[str]) -> None:
        command = [str(STRACE), "-p", str(pid), "-y", "-s", "8", "-o", str(self._log)]
        with subprocess.Popen(
            [*command, "-e", "trace=%file,%desc", *faults], stderr=subprocess.PIPE, text=True
        ) as strace:
            assert strace.stderr is not None
            said = strace.stderr.readline()
            os.kill(pid, signal.SIGCONT)
            assert "attached" in said, said

    def _line(self) -> str:
        assert self._child.stdout is not None
        return self._child.stdout.readline()


@contextmanager
def tracer(folder: Path) -> Iterator[Tracer]:
    """A tracer for as long as it is needed; `folder` takes its log and what the child says."""
    with (
        (folder / "stderr.log").open("w") as said,
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": "0"},
        ) as child,
    ):
        try:
            yield Tracer(folder, child)
        finally:
            child.kill()
