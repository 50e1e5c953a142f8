"""A process that locks a journal, changes its passphrase, unlocks it, and so on until it ends."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from tests.cli.typing_kit import ROOT
from tests.faults.operations import BY_NAME

TURNS = ("lock, plain", "passphrase, locked", "unlock, locked")


@contextmanager
def turning(home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Such a process, once it has begun; killed at the end."""
    command = [sys.executable, "-m", "tests.faults.turning", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline()
            yield process
        finally:
            process.kill()


def main(home: str) -> None:
    """Go round and round; say each time what is done."""
    for name in cycle(TURNS):
        BY_NAME[name].do(Path(home))
        os.write(1, f"{name}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
