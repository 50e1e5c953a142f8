"""`goodchat doctor`, as it is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.typing_kit import Goodchat
from tests.kit import contents


@pytest.fixture
def kept(goodchat: Goodchat) -> str:
    """The id of one of two chats."""
    goodchat("settings", "rhythm", "off")
    goodchat("add", "the pool")
    return goodchat("add", "the bus").kept_id


def test_all_is_well(goodchat: Goodchat, home: Path, kept: str) -> None:
    before = contents(home)
    outcome = goodchat("doctor")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "2026.json: 2 chats, all well.",
        "journal.json: the settings, all well.",
        "backups: dated copies of 1 day, the last Thursday 19 November 2026.",
        "All is well.",
    ]
    assert contents(home) == before


def test_a_journal_that_is_not_there_is_not_made(goodchat: Goodchat, home: Path) -> None:
    for words in (("doctor",), ("doctor", "--repair")):
        outcome = goodchat(*words)
        assert outcome.code == 0
        assert "Nothing is kept here yet." in outcome.out
    assert not home.exists()


def test_what_is_not_well_is_said_and_mended(goodchat: Goodchat, home: Path, kept: str) -> None:
    path = home / "2026.json"
    path.write_bytes(path.read_bytes()[:-40])
    outcome = goodchat("doctor")
    assert outcome.code == 1
    assert "2026.json is not whole; 2 chats in it can still be read." in outcome.out
    assert "1 thing needs attention." in outcome.out
    assert goodchat("list").code == 1
    mended = goodchat("doctor", "--repair")
    assert mended.code == 0
    assert mended.out.splitlines()[0] == (
        "2026.json is mended, with the 2 chats that could be read. "
        "As it was found it is set-aside/2026.json."
    )
    assert mended.out.splitlines()[-1] == "All is well."
    assert len(goodchat("list").out.splitlines()) == 2
    assert "nothing that a repair could mend" in goodchat("doctor", "--repair").out


def test_it_is_one_document_for_scripts(goodchat: Goodchat, home: Path, kept: str) -> None:
    assert goodchat("doctor", "--json").json["well"] is True
    (home / "2026 (1).json").write_bytes((home / "2026.json").read_bytes())
    (home / "2026 (1).json").chmod(0o600)
    outcome = goodchat("doctor", "--json")
    assert outcome.code == 1
    assert [one for one in outcome.json["findings"] if not one["is_well"]] == [
        {
            "file": "2026 (1).json",
            "said": "2026 (1).json is a copy that a sync program left.",
            "is_well": False,
            "can_be_mended": True,
        }
    ]
    mended = goodchat("doctor", "--repair", "--json")
    assert mended.code == 0
    assert mended.json["well"] is True
    assert len(mended.json["done"]) == 1


def test_what_cannot_be_mended_stays_and_is_said(goodchat: Goodchat, home: Path, kept: str) -> None:
    newer = b'{"goodchat":{"1":{"format":"goodchat year","schema":99}},"entries":{}}'
    (home / "2026.json").write_bytes(newer)
    outcome = goodchat("doctor", "--repair")
    assert outcome.code == 1
    assert "newer goodchat" in outcome.out
    assert "--repair" not in outcome.out
    assert (home / "2026.json").read_bytes() == newer


def test_a_journal_that_is_open_elsewhere_is_not_mended(
    goodchat: Goodchat, home: Path, kept: str
) -> None:
    from journal.store.journal import Journal

    (home / "2025.json").write_bytes(b"half")
    other = Journal(home)
    other.hold()
    assert "open in another window" in goodchat("doctor", "--repair").sentence
    assert goodchat("doctor").code == 1
    other.release()
    assert (home / "2025.json").read_bytes() == b"half"
