"""A command at a terminal of its own, typed into line by line and read as it is shown."""

from __future__ import annotations

import os
import re
import selectors
import subprocess
import sys

import pytest

from tests.cli.typing_kit import ROOT, Outcome

# The terminal it is told on is the one it can ask at, whatever stdin is.
AT_ITS_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(2, termios.TIOCSCTTY, 0)
from journal.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
_PATIENCE = 60
needs_a_terminal = pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """A command that somebody sits in front of. Its results go into a pipe, all else is shown."""

    def __init__(self, *words: str, piped: bytes | None = None, program: str = "") -> None:
        import pty

        self._mine, theirs = pty.openpty()
        self._shown = ""
        self._read_to = 0
        self._process = subprocess.Popen(
            [sys.executable, "-c", program or AT_ITS_TERMINAL, *words],
            stdin=theirs if piped is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=theirs,
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(theirs)
        if piped is not None and self._process.stdin:
            self._process.stdin.write(piped)
            self._process.stdin.close()

    def until(self, words: str) -> str:
        """What is shown up to and with these words, since they were waited for last."""
        wanted = _wherever_lines_end(words)
        while not (found := wanted.search(self._shown, self._read_to)):
            assert self._read(), f"ended without “{words}”:\n{self._shown}"
        said, self._read_to = self._shown[self._read_to : found.end()], found.end()
        return said

    def type(self, *lines: str) -> None:
        """Type lines, each with Enter."""
        self.press("".join(f"{line}\n" for line in lines))

    def press(self, keys: str) -> None:
        """Type without Enter."""
        self.press_bytes(keys.encode())

    def press_bytes(self, keys: bytes) -> None:
        """Type what no keyboard of ours has."""
        os.write(self._mine, keys)

    def answer(self, question: str, *lines: str) -> None:
        """Wait for a question, and type the answer."""
        self.until(question)
        self.type(*lines)

    def end(self) -> Outcome:
        """How it ended, with its results, and all that was ever shown."""
        while self._read():
            pass
        assert self._process.stdout
        with self._process.stdout as results:
            out = results.read().decode()
        code = self._process.wait(_PATIENCE)
        os.close(self._mine)
        return Outcome(code, out, self._shown)

    def _read(self) -> bool:
        with selectors.DefaultSelector() as ready:
            ready.register(self._mine, selectors.EVENT_READ)
            if not ready.select(_PATIENCE):
                self._process.kill()
                raise AssertionError(f"nothing more came after:\n{self._shown}")
        try:
            piece = os.read(self._mine, 65_536)
        except OSError:  # so a terminal says that everybody has gone
            return False
        self._shown += piece.decode().replace("\r\n", "\n")
        return bool(piece)


def flat(text: str) -> str:
    """What is shown, wherever its lines end."""
    return " ".join(text.split())


def _wherever_lines_end(words: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"(?:\\\s)+", r"\\s+", re.escape(words)))
