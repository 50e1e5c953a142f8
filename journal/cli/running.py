"""Running one command: how it ends, and what is said when it cannot be done."""

from __future__ import annotations

import io
import os
import sys

import click

from journal.cli import say
from journal.cli.goodchat import goodchat
from journal.errors import JournalError
from journal.hardening import keep_memory_off_the_disk
from journal.places import reason

_INTERRUPTED = 130


def run(argv: list[str]) -> int:
    """Run one command and say how it ended: 0 done, 1 refused with a sentence, 2 wrong usage."""
    _never_stumble_over_a_letter()
    keep_memory_off_the_disk()
    try:
        return _run(argv)
    except JournalError as refused:
        say.aside(str(refused))
        return 1
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except BrokenPipeError:
        return _nobody_reads()
    except OSError as error:
        say.aside(_said_by_the_system(error))
        return 1


def _run(argv: list[str]) -> int:
    try:
        ended = goodchat.main(args=argv, prog_name="goodchat", standalone_mode=False)
    except SystemExit as by_click:
        # It has answered a shell that completes a word, or the reader of a pipe has gone.
        ended = by_click.code
    if sys.stdout is not None:
        sys.stdout.flush()
    return ended if isinstance(ended, int) else 0


def _never_stumble_over_a_letter() -> None:
    # An old code page shows a question mark for a letter it does not have, and the line goes on.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _nobody_reads() -> int:
    # Python flushes once more at its end, and would complain of the same pipe.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return 1


def _said_by_the_system(error: OSError) -> str:
    if not error.filename:
        # Only what is printed goes to a place that has no name here.
        return f"The result could not be written out ({reason(error)}). Send it somewhere else."
    said = f"{error.filename} could not be used ({reason(error)})."
    return f"{said} Set GOODCHAT_HOME to a folder you may use."
