"""`goodchat today`, as it is typed, and `goodchat` where there is no screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from journal.cli.today import document
from journal.desk import Desk
from journal.model import Layer, Promise
from journal.store.journal import Journal
from tests.cli.typing_kit import Goodchat
from tests.kit import TODAY, MakeEntry, contents

DAY = dt.timedelta(days=1)


@pytest.fixture
def lived_in(journal: Journal, entry: MakeEntry) -> Journal:
    """A journal with a week, a filling and two promises."""
    journal.add_many(
        [
            entry(TODAY - 3 * DAY, "monday"),
            entry(TODAY - 2 * DAY, "tuesday", layer=Layer.FILLING),
            entry(TODAY - DAY, "a", id="aaaaaaaaaa", promise=Promise(what="ring", by=TODAY + DAY)),
            entry(TODAY, "b", id="bbbbbbbbbb", promise=Promise(what="mend", by=TODAY - DAY)),
        ]
    )
    journal.release()
    return journal


def test_a_fresh_journal_is_asked_to_have_a_chat(goodchat: Goodchat, home: Path) -> None:
    """No numbers, and nothing made on the disk."""
    assert goodchat("today", "--short").out == "Go and have a chat.\n"
    assert "Go and have a chat." in goodchat("today").out
    assert not home.exists()


def test_the_short_line_fits_a_prompt(goodchat: Goodchat, lived_in: Journal) -> None:
    """The run and the week on one line."""
    assert goodchat("today", "--short").out == "4 days running · 4 of 5 this week\n"


def test_one_chat_is_said_without_a_run(goodchat: Goodchat) -> None:
    """A run of one is not made much of."""
    goodchat("add", "x")
    assert goodchat("today", "--short").out == "1 of 5 this week\n"


def test_today_says_it_all_in_words(goodchat: Goodchat, lived_in: Journal) -> None:
    """The day, the run, the week, the layers and the loose ends, the one due first at the head."""
    out = goodchat("today").out
    assert out.startswith("Thursday 19 November 2026.\n")
    assert "4 days running." in out
    assert "Mon written, Tue written, Wed written, Thu written, Fri to come." in out
    assert "base 3, filling 1, top none yet." in out
    assert out.index("bbbbbbbbbb  mend, by yesterday (overdue)") < out.index(
        "aaaaaaaaaa  ring, by tomorrow"
    )


def test_json_has_all_of_it(goodchat: Goodchat, lived_in: Journal) -> None:
    """The promised keys, and no others."""
    found = goodchat("today", "--json").json
    assert list(found) == [
        *("day", "run", "week", "sentence", "chats_this_week", "layers", "loose_ends", "drafts")
    ]
    assert (found["day"], found["run"], found["chats_this_week"]) == ("2026-11-19", 4, 4)
    assert found["week"][0] == {"day": "2026-11-16", "mark": "written"}
    assert found["layers"] == {"base": 3, "filling": 1, "top": 0}
    assert found["loose_ends"][0] == {
        "id": "bbbbbbbbbb",
        "what": "mend",
        "by": "2026-11-18",
        "overdue": True,
    }
    assert found["drafts"] == 0


def test_with_the_rhythm_off_there_is_no_trace_of_it(goodchat: Goodchat, lived_in: Journal) -> None:
    """No run, no week, no sentence; the chats are still there."""
    goodchat("settings", "rhythm", "off")
    assert goodchat("today", "--short").out == "4 chats this week\n"
    assert "running" not in goodchat("today").out
    found = goodchat("today", "--json").json
    assert not {"run", "week", "sentence"} & set(found)
    assert found["chats_this_week"] == 4


def test_with_the_rhythm_off_a_quiet_week_is_no_number(goodchat: Goodchat) -> None:
    """There is never a nought to look at."""
    goodchat("settings", "rhythm", "off")
    assert goodchat("today", "--short").out == "Go and have a chat.\n"


def test_short_reads_no_older_year_than_it_needs(
    goodchat: Goodchat, home: Path, lived_in: Journal, entry: MakeEntry
) -> None:
    """A damaged file of long ago is not even opened."""
    lived_in.hold()
    lived_in.add_many([entry(dt.date(2026, 6, 1)), entry(dt.date(2025, 6, 1))])
    lived_in.release()
    (home / "2025.json").write_text("{")
    assert goodchat("today", "--short").out == "4 days running · 4 of 5 this week\n"


def test_reading_changes_nothing(goodchat: Goodchat, home: Path, lived_in: Journal) -> None:
    """Every command that reads leaves each byte, and takes no lock."""
    lived_in.hold()
    before = contents(home)
    for words in (
        *(("today",), ("today", "--short"), ("today", "--json"), ("list",), ("about",)),
        *(("show", "aaaaaaaaaa"), ("settings",), ("rest",), ("settings", "rhythm"), ()),
    ):
        assert goodchat(*words).code == 0
    assert contents(home) == before


def test_without_a_screen_goodchat_says_today_and_how_to_write(
    goodchat: Goodchat, home: Path
) -> None:
    """In a pipe it says what it can, and is done."""
    outcome = goodchat()
    assert outcome.code == 0
    assert "Thursday 19 November 2026." in outcome.out
    assert "goodchat write --plain" in outcome.out
    assert not home.exists()


def test_drafts_are_counted(desk: Desk, goodchat: Goodchat) -> None:
    """What is under way is mentioned."""
    draft = desk.begin().fill(they_brought="a map")
    desk.journal.drafts.keep(draft)
    desk.journal.release()
    assert "1 draft to carry on with" in goodchat("today").out
    assert document(desk)["drafts"] == 1
