"""A process that locks a journal, changes its passphrase, unlocks it, and so on until it ends."""

from __future__ import annotations

import os
import sys
from itertools import cycle
from pathlib import Path

from tests.faults.operations import BY_NAME

TURNS = ("lock, plain", "passphrase, locked", "unlock, locked")


def main(home: str) -> None:
    """Go round and round; say each time what is done."""
    for name in cycle(TURNS):
        BY_NAME[name].do(Path(home))
        os.write(1, f"{name}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
