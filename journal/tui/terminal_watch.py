"""Ending where the terminal has gone, whatever else still waits for it.

A window can close without a word, and Textual may then wait for ever to write to what is not there
any more. So a thread of its own looks, tells the app, and ends the process if that changes nothing.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable

_LOOKS_EVERY = 5.0
_PATIENCE = 5.0
"""Seconds the app has for keeping the draft; that is on the disk within two of a key anyway."""


def watch(tell: Callable[[], object]) -> threading.Event:
    """Begin to look; `tell` is called in this thread. Setting what is given ends it."""
    ended = threading.Event()
    threading.Thread(target=_look, args=(tell, ended), name="terminal-watch", daemon=True).start()
    return ended


def end_soon(ended: threading.Event) -> None:
    """End the process in a while, unless it has come to its end by then."""
    threading.Thread(target=_end, args=(ended,), name="ending", daemon=True).start()


def _look(tell: Callable[[], object], ended: threading.Event) -> None:
    while not ended.wait(_LOOKS_EVERY):
        if sys.__stdin__ is not None and not sys.__stdin__.isatty():
            tell()
            _end(ended)
            return


def _end(ended: threading.Event) -> None:
    if not ended.wait(_PATIENCE):
        os._exit(1)
