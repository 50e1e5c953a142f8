"""Opening the screens: when, on which journal, and what is left after."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from journal.cli import say
from journal.desk import Desk
from journal.door import Door
from tests.cli.locked_kit import OTHER_PASSPHRASE, WRONG
from tests.cli.typing_kit import Goodchat, Passphrase


class Opened:
    """Stands in for the screens and remembers how they were opened."""

    def __init__(self) -> None:
        self.homes: list[Path] = []
        self.pages: list[str] = []
        self.doors: list[Path | None] = []
        self.chats: list[int] = []

    def run(self, desk: Desk | None, *, door: Door | None, open_on: str) -> int:
        self.pages.append(open_on)
        self.doors.append(door.home if door else None)
        if desk is not None:
            self.homes.append(desk.journal.home)
            self.chats.append(desk.journal.count())
            desk.journal.hold()
            desk.journal.release()
        return 0


@pytest.fixture
def screens(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """A terminal that can show the screens."""
    opened, module = Opened(), ModuleType("journal.tui.app")
    monkeypatch.setattr(module, "run", opened.run, raising=False)
    monkeypatch.setitem(sys.modules, "journal.tui.app", module)
    monkeypatch.setattr(say, "has_terminal", lambda: True)
    return opened


def test_goodchat_opens_the_journal(goodchat: Goodchat, screens: Opened, home: Path) -> None:
    """On its first screen, with nothing said beside it."""
    assert goodchat() == (0, "", "")
    assert (screens.homes, screens.pages, screens.doors) == ([home], ["today"], [None])


@pytest.mark.parametrize(("words", "page"), [((), "today"), (("write",), "write")])
def test_a_locked_journal_is_asked_for_on_the_screen(
    goodchat: Goodchat, screens: Opened, locked: Path, by: Passphrase, words: Any, page: str
) -> None:
    """Unless the command line says what opens it; it can be locked again either way."""
    assert goodchat(*words) == (0, "", "")
    assert screens.homes == []
    assert goodchat(*words, *by()) == (0, "", "")
    assert (screens.homes, screens.chats) == ([locked], [3])
    assert goodchat(*words, *by(OTHER_PASSPHRASE)).sentence == WRONG
    assert (screens.pages, screens.doors) == ([page] * 2, [locked] * 2)


def test_write_opens_on_the_page(goodchat: Goodchat, screens: Opened) -> None:
    """Today is what the screens begin with; another day is for the plain lines."""
    assert goodchat("write").code == 0
    assert goodchat("write", "--day", "today").code == 0
    assert screens.pages == ["write"] * 2
    outcome = goodchat("write", "--day", "tue")
    assert (outcome.code, outcome.out) == (2, "")
    assert "write --plain --day" in outcome.err


def test_the_demo_is_opened_and_gone(goodchat: Goodchat, screens: Opened, home: Path) -> None:
    """A throwaway home, full while it is open."""
    assert goodchat("demo", "--entries", "12").code == 0
    assert screens.chats == [12]
    assert not screens.homes[0].exists()
    assert not home.exists()


def test_without_a_terminal_write_is_plain(goodchat: Goodchat) -> None:
    """Whoever asks to write can write."""
    assert "Kept " in goodchat("write", stdin="\n\n\na chat\n").out
