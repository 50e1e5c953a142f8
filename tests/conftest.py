"""What tests share: a private home, a clock that stands still, and entries to put in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from journal.desk import Desk
from journal.model import Answer, Entry, Layer, Step
from journal.store.journal import Journal, new_id
from tests.kit import NOW, TODAY, MakeEntry

# How long an example takes says how busy the machine is, and nothing else.
hypothesis.settings.register_profile("goodchat", deadline=None)
hypothesis.settings.load_profile("goodchat")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--write-looks` keeps how the screens read now, to be looked at in the change."""
    parser.addoption("--write-looks", action="store_true", help="keep how the screens read now")
    parser.addoption("--long", action="store_true", help="the fault tests in full, for a night")


@pytest.fixture
def write_looks(request: pytest.FixtureRequest) -> bool:
    """Whether to keep a new look."""
    return bool(request.config.getoption("--write-looks"))


@pytest.fixture(scope="session")
def is_long(pytestconfig: pytest.Config) -> bool:
    """Whether there is a night's time for the fault tests."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: no test ever touches a real journal."""
    home = tmp_path / "my journal ü"
    monkeypatch.setenv("GOODCHAT_HOME", str(home))
    for name in ("VISUAL", "EDITOR", "NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture
def journal(home: Path) -> Iterator[Journal]:
    """An empty journal, held for writing."""
    journal = Journal(home)
    journal.hold()
    yield journal
    journal.release()


@pytest.fixture
def desk(journal: Journal) -> Desk:
    """A desk at twenty past five on Thursday 19 November 2026, in a journal already begun."""
    journal.begin()
    return Desk(journal, lambda: NOW)


@pytest.fixture
def entry() -> MakeEntry:
    """Makes an entry of a day, with a text, and any other field."""

    def make(day: dt.date = TODAY, text: str = "rang the plumber with her", **fields: Any) -> Entry:
        written_at = dt.datetime.combine(day, dt.time(17, 20), dt.UTC)
        answers = (Answer(step=Step.WHAT, text=text),)
        filled: dict[str, Any] = {
            "id": new_id(),
            "layer": Layer.BASE,
            "written_at": written_at,
            "answers": answers,
        }
        return Entry(day=day, **(filled | fields))

    return make
