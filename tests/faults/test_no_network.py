"""Nothing goes out and nothing is asked of a network: not by a command, not by the screens."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from tests.cli.typing_kit import ROOT
from tests.faults.tracing import STRACE

COMMANDS = (
    ("add", "a chat"),
    ("list",),
    ("today",),
    ("today", "--short"),
    ("settings", "bank-holidays", "england"),
    ("rest", "24/12"),
    ("--version",),
)
# A pair of local sockets wakes the screens up; it leads nowhere outside.
_TO_THE_NETWORK = re.compile(r"AF_INET6?|AF_PACKET|sin6?_addr")
WAIT = 30.0
"""Seconds to wait for a screen, on the slowest of machines, being traced."""

needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def traced(log: Path) -> list[str]:
    """A command's first words, for strace to keep a log of its sockets."""
    return [str(STRACE), "-f", "-qq", "-o", str(log), "-e", "trace=%network", sys.executable]


def calls_to_the_network(log: Path) -> list[str]:
    return [line for line in log.read_text().splitlines() if _TO_THE_NETWORK.search(line)]


@needs_strace
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_opens_a_socket_to_a_network(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = subprocess.run(
        [*traced(tmp_path / "log"), "-m", "journal", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    assert calls_to_the_network(tmp_path / "log") == []


@needs_strace
def test_the_log_would_show_one(tmp_path: Path) -> None:
    code = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    subprocess.run([*traced(tmp_path / "log"), "-c", code], check=True, timeout=60)
    assert len(calls_to_the_network(tmp_path / "log")) >= 2


@needs_strace
def test_the_screens_open_none_from_start_to_quit(tmp_path: Path) -> None:
    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    with subprocess.Popen(
        [*traced(tmp_path / "log"), "-m", "journal"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=os.environ | {"TERM": "xterm-256color"},
        start_new_session=True,
    ) as screens:
        os.close(theirs)
        try:
            _sees(mine, b"private")
            os.write(mine, b"\x1b")
            _sees(mine, b"Bare page")
            os.write(mine, b"q")
            for _ in _coming(mine):
                pass
            assert screens.wait(WAIT) == 0
        finally:
            screens.kill()
            os.close(mine)
    assert calls_to_the_network(tmp_path / "log") == []
    assert "socketpair(AF_UNIX" in (tmp_path / "log").read_text(), "the screens were never there"


def _coming(terminal: int) -> Iterator[bytes]:
    """What comes to a terminal, until there is no more."""
    ends = monotonic() + WAIT
    while select.select([terminal], [], [], max(0.0, ends - monotonic()))[0]:
        try:
            yield os.read(terminal, 65_536)
        except OSError:
            return  # the other end is closed
    raise AssertionError("nothing came any more")


def _sees(terminal: int, text: bytes) -> None:
    seen = b""
    for more in _coming(terminal):
        seen += more
        if text in seen:
            return
    raise AssertionError(f"{text!r} never came: {seen!r}")


_LISTENED_TO = """
import socket, sys
forbidden = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
             "socket.bind", "urllib.Request", "http.client.connect")

def listen(event, arguments):
    if event in forbidden and not (event == "socket.connect" and arguments[0].family == 1):
        print("a call to the network:", event, file=sys.stderr)
        raise SystemExit(99)

sys.addaudithook(listen)
from journal.__main__ import main
for words in sys.argv[1].split("|"):
    code = main(words.split())
    if code:
        sys.exit(code)
"""


def listened_to(code: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, since what has begun to listen never stops."""
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )


def test_python_itself_hears_of_no_call_to_a_network() -> None:
    words = "|".join(" ".join(words) for words in COMMANDS if "--version" not in words)
    ended = listened_to(_LISTENED_TO, words)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_python_would_hear_of_one() -> None:
    code = _LISTENED_TO.partition("from journal")[0] + "socket.getaddrinfo('localhost', 9)"
    ended = listened_to(code)
    assert ended.returncode == 99
    assert b"socket.getaddrinfo" in ended.stderr
