"""A process that does one named operation after another, each in a fork of its own.

It is given lines of `name<tab>home`; for each it says the fork's id, which has stopped itself so
that it can be traced from its first call, and then how the fork ended.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import tempfile
import traceback
from pathlib import Path

from journal.errors import JournalError, NotConfirmed
from tests.faults.operations import BY_NAME, Case

SAVED, REFUSED, UNCONFIRMED, SYSTEM, BROKEN = 0, 10, 11, 12, 13
"""How a fork ends: done; a `JournalError`; `NotConfirmed`; an `OSError`; anything else."""

_PR_SET_PTRACER = 0x59616D61


def outcome(case: Case, home: Path) -> int:
    """Do it, and say how it ended."""
    try:
        case.do(home)
    except NotConfirmed:
        return UNCONFIRMED
    except JournalError:
        return REFUSED
    except OSError:
        traceback.print_exc()
        return SYSTEM
    except BaseException:  # noqa: BLE001 - whatever it is, the test has to hear of it
        traceback.print_exc()
        return BROKEN
    return SAVED


def main() -> None:
    """Warm up, so that a fork does nothing but the operation; then serve until there is no more."""
    ctypes.CDLL(None).prctl(_PR_SET_PTRACER, ctypes.c_ulong(-1), 0, 0, 0)
    for case in BY_NAME.values():
        with tempfile.TemporaryDirectory() as scratch:
            case.prepare(Path(scratch))
            outcome(case, Path(scratch))
    for line in sys.stdin:
        name, home = line.rstrip("\n").split("\t")
        child = os.fork()
        if child == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            os._exit(outcome(BY_NAME[name], Path(home)))
        os.waitpid(child, os.WUNTRACED)
        print(child, flush=True)  # noqa: T201
        print(os.waitpid(child, 0)[1], flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
