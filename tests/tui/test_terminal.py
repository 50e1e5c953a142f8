"""The main job in a real terminal: a first start, a reflection, a quit, a kill, the way back."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.store.journal import Journal

pytestmark = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed")

WAIT = 20.0
"""Seconds to wait for a screen, on the slowest of machines."""


class Terminal:
    """A tmux window of its own, with nobody's settings in it."""

    def __init__(self, folder: Path, size: tuple[int, int] = (100, 30)) -> None:
        self._folder, self._windows = folder, 0
        self._size = size
        self.home = folder / "home"

    def run(self, *arguments: str, **environment: str) -> None:
        """Start goodchat in the window."""
        env = {"GOODCHAT_HOME": str(self.home), "TERM": "xterm-256color", **environment}
        words = ["env", *(f"{name}={value}" for name, value in env.items())]
        # A server of its own each time: the one before may still be on its way out.
        self._windows += 1
        width, height = map(str, self._size)
        self._do(
            *("new-session", "-d", "-s", "g", "-x", width, "-y", height),
            *words,
            *(sys.executable, "-m", "journal", *arguments),
        )
        self._do("set-option", "-t", "g", "remain-on-exit", "on")

    @property
    def _tmux(self) -> list[str]:
        return ["tmux", "-f", "/dev/null", "-S", str(self._folder / f"tmux{self._windows}")]

    def keys(self, *keys: str) -> None:
        """Press keys, by tmux's names for them."""
        self._do("send-keys", "-t", "g", *keys)

    def type(self, text: str) -> None:
        """Type a text letter by letter."""
        self._do("send-keys", "-t", "g", "-l", text)

    def screen(self) -> str:
        """What is on the screen."""
        return self._do("capture-pane", "-p", "-t", "g")

    def sees(self, text: str) -> str:
        """Wait until a text is on the screen, and give the screen."""
        return self._until(lambda screen: text in plain_words(screen), text)

    def ended(self) -> str:
        """Wait until the program has ended, and give what it left."""
        return self._until(lambda _: self._is_dead(), "the end")

    @property
    def pid(self) -> int:
        """The process in the window."""
        return int(self._do("display-message", "-p", "-t", "g", "#{pane_pid}"))

    def kill(self, how: int = signal.SIGKILL) -> None:
        """kill -9, as a battery or an impatient person would; or a gentler signal."""
        os.kill(self.pid, how)
        self.ended()

    def close(self) -> None:
        """Take the window away."""
        subprocess.run([*self._tmux, "kill-server"], capture_output=True, check=False)

    def _until(self, there: Callable[[str], bool], wanted: str) -> str:
        ends = time.monotonic() + WAIT
        while not there(screen := self.screen()):
            assert time.monotonic() < ends, f"“{wanted}” never came. The screen:\n{screen}"
            time.sleep(0.05)
        return screen

    def _is_dead(self) -> bool:
        return self._do("display-message", "-p", "-t", "g", "#{pane_dead}").strip() == "1"

    def _do(self, *words: str) -> str:
        # Given in full: readline, where it is loaded, hands COLUMNS and LINES to children unseen.
        command = [*self._tmux, *words]
        environment = dict(os.environ)
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        return done.stdout


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(tmp_path)
    yield made
    made.close()


def plain_words(screen: str) -> str:
    """The words on a screen, without the boxes round them."""
    return " ".join(re.sub("[─│╭╮╰╯]", " ", screen).split())


def is_running(pid: int) -> bool:
    """Whether a process goes on: one that has ended may wait there to be noticed."""
    said = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return bool(said.stdout.strip()) and not said.stdout.strip().startswith(b"Z")


def begun(terminal: Terminal) -> None:
    journal = Journal(terminal.home)
    journal.hold()
    journal.begin()
    journal.release()


def test_a_first_day_and_a_second_start(terminal: Terminal) -> None:
    terminal.run()
    terminal.sees("It is private")
    terminal.keys("Enter")
    terminal.sees("1 person")
    terminal.keys("2")
    terminal.sees("Whose ground were you on?")
    terminal.keys("2")
    terminal.sees("Where does it belong?")
    terminal.keys("Enter")
    terminal.sees("One line is enough.")
    terminal.type("She drew the pool. It is her Thursday.")
    terminal.sees("draft saved")
    terminal.keys("C-r")
    terminal.sees("▸3 so what")
    terminal.keys("C-r")
    terminal.sees("▸4 now what")
    terminal.keys("C-r")
    terminal.sees("Did you say you would do something?")
    terminal.type("ring the pool")
    terminal.keys("Enter")
    terminal.sees("No day is fine too.")
    terminal.type("tomorrow")
    terminal.sees("tomorrow")
    terminal.keys("Enter")
    terminal.sees("Read it once more")
    terminal.keys("Enter")
    assert "She drew the pool" in terminal.sees("Kept.")
    terminal.keys("q")
    terminal.ended()
    terminal.close()

    terminal.run()
    screen = terminal.sees("She drew the pool")
    assert "1 chat: 1 base." in screen
    assert "ring the pool" in screen
    terminal.keys("e")
    terminal.sees("with family or a friend on their ground")
    terminal.keys("/")
    terminal.sees("esc Back")
    terminal.type("pool thursday")
    terminal.sees("1 of 1 chat")
    terminal.keys("C-q")
    terminal.ended()


def test_a_kill_in_the_middle_of_a_sentence_takes_no_word(terminal: Terminal) -> None:
    begun(terminal)
    terminal.run()
    terminal.sees("Write about a chat")
    terminal.keys("b")
    terminal.sees("A bare page")
    terminal.type("He said he would rather be at the")
    terminal.sees("draft saved")
    terminal.kill()
    terminal.close()

    terminal.run()
    assert "rather be at the" in terminal.sees("Carry on with")
    terminal.keys("c")
    terminal.sees("▸2 what happened")
    terminal.type(" allotment")
    terminal.keys("C-s")
    terminal.sees("Kept.")
    assert [entry.first_line for entry in Journal(terminal.home).entries()] == [
        "He said he would rather be at the allotment"
    ]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_window_that_is_closed_takes_not_even_the_last_word(
    terminal: Terminal, how: signal.Signals
) -> None:
    begun(terminal)
    terminal.run()
    terminal.sees("Write about a chat")
    terminal.keys("b")
    terminal.sees("A bare page")
    terminal.type("typed a moment ago")
    terminal.sees("typed a moment ago")
    terminal.kill(how)
    (draft,) = Journal(terminal.home).drafts.latest_first()
    assert draft.last_words == "typed a moment ago"


def test_a_second_window_may_only_read(terminal: Terminal, tmp_path: Path) -> None:
    begun(terminal)
    terminal.run()
    terminal.sees("Write about a chat")
    (tmp_path / "2").mkdir()
    second = Terminal(tmp_path / "2")
    second.home = terminal.home
    second.run()
    assert "Write about a chat" not in second.sees("open in another window (process")
    second.keys("w")
    second.keys("q")
    second.ended()
    second.close()


def test_an_editor_of_ones_own_comes_and_goes(terminal: Terminal, tmp_path: Path) -> None:
    begun(terminal)
    editor = tmp_path / "my editor.sh"
    editor.write_text('#!/bin/sh\nprintf "from my own editor" >> "$2"\n')
    editor.chmod(0o700)
    terminal.run(EDITOR=f"'{editor}' --wait")
    terminal.sees("Write about a chat")
    terminal.keys("b")
    terminal.sees("A bare page")
    terminal.type("Bins, ")
    terminal.keys("C-g")
    terminal.sees("Bins, from my own editor")
    terminal.keys("C-s")
    terminal.sees("Kept.")
    assert [file.name for file in (terminal.home / "drafts").iterdir()] == []


def test_a_window_taken_away_takes_the_process_with_it(terminal: Terminal, tmp_path: Path) -> None:
    begun(terminal)
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf " word" >> "$1"\n')
    editor.chmod(0o700)
    terminal.run(EDITOR=str(editor))
    terminal.sees("Write about a chat")
    terminal.keys("b")
    terminal.sees("A bare page")
    terminal.type("kept to the last")
    terminal.keys("C-g")  # Textual gives the terminal away and takes it back
    terminal.sees("kept to the last word")
    pid = terminal.pid
    terminal.close()
    ends = time.monotonic() + WAIT
    while is_running(pid):
        assert time.monotonic() < ends, "it goes on without a terminal"
        time.sleep(0.05)
    (draft,) = Journal(terminal.home).drafts.latest_first()
    assert draft.last_words == "kept to the last word"


def test_the_screen_is_left_as_it_was(terminal: Terminal) -> None:
    begun(terminal)
    terminal.run()
    terminal.sees("Write about a chat")
    terminal.keys("q")
    assert "Write about a chat" not in terminal.ended()


def test_no_colour_says_all_the_same(terminal: Terminal) -> None:
    begun(terminal)
    terminal.run(NO_COLOR="1")
    assert "goodchat" in terminal.sees("Write about a chat")
