"""`goodchat write --plain`: the guided reflection as it is typed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from journal.desk import Desk
from journal.errors import NotSaved
from journal.reflection import LONGEST_TEXT, Part, Reflection
from journal.safety import SAFETY_LINE
from journal.store.drafts import Drafts
from journal.store.journal import Journal
from tests.cli.typing_kit import ROOT, Goodchat, Outcome
from tests.kit import NOW, contents

PERSON_THEIRS_BASE = ("person", "theirs", "")


@pytest.fixture
def write(goodchat: Goodchat) -> Any:
    """Types lines into the plain reflection."""

    def typed(*lines: str, end: str = "\n", day: str | None = None) -> Outcome:
        words = ("write", "--plain", *(("--day", day) if day else ()))
        return goodchat(*words, stdin="".join(line + end for line in lines))

    return typed


def _only(goodchat: Goodchat) -> dict[str, Any]:
    [entry] = goodchat("list", "--json").json
    assert isinstance(entry, dict)
    return entry


def _texts(entry: dict[str, Any]) -> dict[str, str]:
    return {answer["step"]: answer["text"] for answer in entry["answers"]}


def _drafts(home: Path) -> tuple[Reflection, ...]:
    return Drafts(home / "drafts").latest_first()


def test_the_whole_reflection(write: Any, goodchat: Goodchat, home: Path) -> None:
    """Every part asked in order, and all of it kept."""
    outcome = write(
        *PERSON_THEIRS_BASE,
        *("She turned the plan over", "and drew the pool.", ""),
        *("It is her plan.", ""),
        *("Bring the pen.", ""),
        *("ring the pool", "friday"),
        "",
    )
    entry = _only(goodchat)
    assert outcome.code == 0
    assert outcome.err == ""
    assert outcome.out.endswith(f"Kept {entry['id']}.\n1 of 5 days. Day one.\n")
    assert (entry["with_whom"], entry["ground"], entry["layer"]) == ("person", "theirs", "base")
    assert _texts(entry) == {
        "what": "She turned the plan over\nand drew the pool.",
        "so_what": "It is her plan.",
        "now_what": "Bring the pen.",
    }
    assert all(answer["prompt"] in outcome.out for answer in entry["answers"])
    assert entry["promise"] == {"what": "ring the pool", "by": "2026-11-20"}
    assert _drafts(home) == ()


def test_the_first_time_says_three_things(write: Any) -> None:
    """What it is, that it is private, and what it is not; once."""
    first = write(*PERSON_THEIRS_BASE, "x").out
    assert "private" in first
    assert "neither the case record nor a safeguarding report" in first
    assert "safeguarding report" not in write(*PERSON_THEIRS_BASE, "x").out


@pytest.mark.parametrize("typed", ["2", "family", "FAM", "family-or-friend", " 2 "])
def test_a_choice_is_a_number_or_a_word(write: Any, goodchat: Goodchat, typed: str) -> None:
    """Whichever comes to hand."""
    write(typed, "", "", "x")
    assert _only(goodchat)["with_whom"] == "family or friend"


def test_what_is_not_known_is_asked_again(write: Any, goodchat: Goodchat) -> None:
    """The sentence says what there is."""
    out = write("boss", "99", "neighbour", "", "", "x").out
    assert out.count("is not a role") == 2
    assert _only(goodchat)["with_whom"] == "neighbour"


def test_enter_skips(write: Any, goodchat: Goodchat) -> None:
    """One line at one step is enough."""
    assert write(*("", "", "", "", "so it is", "", "", "", "")).code == 0
    entry = _only(goodchat)
    assert _texts(entry) == {"so_what": "so it is"}
    assert "with_whom" not in entry
    assert "promise" not in entry


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_end_of_what_comes_in_keeps_what_is_there(
    write: Any, goodchat: Goodchat, end: str
) -> None:
    """A pipe that ends in the middle of a page loses no line."""
    assert write(*PERSON_THEIRS_BASE, "one", "two", end=end).code == 0
    assert _texts(_only(goodchat)) == {"what": "one\ntwo"}


@pytest.mark.parametrize("lines", [(), ("person",), ("boss",), ("", "", "", "", "", "", "", "")])
def test_nothing_written_is_refused(
    write: Any, goodchat: Goodchat, home: Path, lines: tuple[str, ...]
) -> None:
    """No entry, no draft and no second question at the end of what comes in."""
    outcome = write(*lines)
    assert outcome.code == 1
    assert outcome.err.startswith("Nothing is written yet")
    assert goodchat("list").out == ""
    assert _drafts(home) == ()


def test_the_words_that_steer(write: Any, goodchat: Goodchat) -> None:
    """Another question, none, back, forward, and what each word does."""
    outcome = write(
        *("/back", "/another", "/skip", "/back", "person", "/skip", "/skip"),
        *("/help", "/another", "/none", "/nonsense", " /save is a word of mine", "", "/back"),
        *("more", "/save"),
    )
    entry = _only(goodchat)
    assert outcome.code == 0
    for said in (
        *("This is the first question.", "That is for a page.", "/quit  leave"),
        *("A page without a question.", "There is no /nonsense.", "So far:"),
    ):
        assert said in outcome.out
    assert entry["with_whom"] == "person"
    assert entry["answers"] == [{"step": "what", "text": " /save is a word of mine\nmore"}]


def test_another_question_is_another(write: Any, goodchat: Goodchat) -> None:
    """The question asked last is the one kept."""
    out = write(*PERSON_THEIRS_BASE, "/another", "x").out
    [answer] = _only(goodchat)["answers"]
    pages = [line for line in out.splitlines() if line.endswith("?")][3:]
    assert len(set(pages)) == 2
    assert answer["prompt"] == pages[1]


def test_a_bare_page_is_one_page(write: Any, goodchat: Goodchat) -> None:
    """No question, and straight on to the promise."""
    write(*PERSON_THEIRS_BASE, "/bare", "only this", "", "", "")
    assert _only(goodchat)["answers"] == [{"step": "what", "text": "only this"}]


def test_saving_with_nothing_written_goes_to_the_page(write: Any, goodchat: Goodchat) -> None:
    """Someone at the keys is not thrown out for it."""
    assert write("/save", "now there is", "/save").code == 0
    assert _texts(_only(goodchat)) == {"what": "now there is"}


def test_quitting_keeps_the_draft(write: Any, goodchat: Goodchat, home: Path) -> None:
    """It is carried on where it was, and gone once it is kept."""
    assert "The draft is kept." in write(*PERSON_THEIRS_BASE, "so far so good", "/quit").out
    assert goodchat("list").out == ""
    [draft] = _drafts(home)
    assert (draft.part, draft.last_words) == (Part.WHAT, "so far so good")
    outcome = write("", "and on", "/save")
    assert "Carry on with today's draft, last words “so far so good”?" in outcome.out
    assert _texts(_only(goodchat)) == {"what": "so far so good\nand on"}
    assert _drafts(home) == ()


def test_quitting_at_once_leaves_no_draft(write: Any, home: Path) -> None:
    """Nothing was written, so there is nothing to carry on with."""
    assert "no draft" in write("", "", "", "/another", "/quit").out
    assert _drafts(home) == ()


def test_a_draft_may_wait_or_be_let_go(write: Any, goodchat: Goodchat, home: Path) -> None:
    """`n` leaves it where it is, `discard` lets it go, and anything else asks again."""
    write(*PERSON_THEIRS_BASE, "first", "/quit")
    assert "lets it go" in write("what?", "n", *PERSON_THEIRS_BASE, "second", "/save").out
    assert [draft.last_words for draft in _drafts(home)] == ["first"]
    write("discard", *PERSON_THEIRS_BASE, "third", "/save")
    assert _drafts(home) == ()
    assert len(goodchat("list").out.splitlines()) == 2


def test_a_draft_is_not_saved_by_an_empty_pipe(write: Any, home: Path) -> None:
    """Nobody said to carry on, so the draft stays as it is."""
    write(*PERSON_THEIRS_BASE, "first", "/quit")
    before = contents(home)
    assert write().code == 1
    assert contents(home) == before


def test_a_promise_and_its_day(write: Any, goodchat: Goodchat) -> None:
    """`yes` is asked what it was; a day that is not known or gone by is asked again."""
    out = write(
        *("", "", "", "x", "", "", ""), *("yes", "ring", "blursday", "2020-01-01", ""), ""
    ).out
    assert "What was it?" in out
    assert "not a day goodchat knows" in out
    assert "has gone by" in out
    assert _only(goodchat)["promise"] == {"what": "ring"}


def test_no_is_no_promise(write: Any, goodchat: Goodchat) -> None:
    """The answer to a question, and not a thing to do."""
    write(*("", "", "", "x", "", "", ""), "no", "")
    assert "promise" not in _only(goodchat)


def test_looking_over_adds_what_is_named(write: Any, goodchat: Goodchat) -> None:
    """A name, then its value: a choice, a line, a page, a switch, a day, tags."""
    outcome = write(
        *("", "", "", "x", "", "", "", ""),
        *("stance", "1", "final say", "don’t know", "they brought", "a map"),
        *("ordinary life", "bins", "glad", "yes", "unsaid", "one", "two", ""),
        *("wobble", "2", "tags", "Pool #rota", "peer note", "colleague", ""),
        *("facet", "write", "day", "yesterday", "nonsense", "tags", "a_b", "wobble", "9", ""),
        *("day", "tomorrow", ""),
    )
    entry = _only(goodchat)
    assert outcome.code == 0
    assert "There is nothing called “nonsense”." in outcome.out
    assert "a-b would do" in outcome.out
    assert "has not come yet" in outcome.out
    assert entry["stance"] == "with"
    assert entry["final_say"] == "don't know"
    assert (entry["they_brought"], entry["ordinary_life"]) == ("a map", "bins")
    assert entry["glad"] is True
    assert (entry["unsaid"], entry["wobble"]) == ("one\ntwo", 2)
    assert entry["tags"] == ["pool", "rota"]
    assert (entry["peer_note"], entry["facet"], entry["day"]) == (
        *("colleague", "write", "2026-11-18"),
    )


def test_a_top_chat_rests_on_a_base_chat(write: Any, goodchat: Goodchat) -> None:
    """The first of a week is asked which one; a number answers."""
    for _ in range(3):
        goodchat("add", "the pen")
    newest = goodchat("list").out[:10]
    out = write("", "", "top", "pen", "1", "the budget", "/save").out
    assert "1  today: “the pen”" in out
    assert "Give a number" not in out
    assert goodchat("list", "budget", "--json").json[0]["rests_on"] == newest


def test_a_top_chat_without_a_base_goes_on(write: Any, goodchat: Goodchat) -> None:
    """It is said once, and going back does not stop there."""
    out = write("", "", "top", "/back", "top", "the budget", "/save").out
    assert "The base comes first." in out
    assert _only(goodchat)["layer"] == "top"


def test_an_earlier_day(write: Any, goodchat: Goodchat) -> None:
    """The chat belongs to the day it was on."""
    write(*PERSON_THEIRS_BASE, "x", day="tue")
    assert _only(goodchat)["day"] == "2026-11-17"


def test_a_day_to_come_is_refused(write: Any, home: Path) -> None:
    """Before anything is made on the disk."""
    assert "not come yet" in write(day="2027-01-01").sentence
    assert not home.exists()


def test_the_safety_line_is_said_once_on_saving(write: Any) -> None:
    """Calmly, and after the chat is kept."""
    out = write(*PERSON_THEIRS_BASE, "he hit her", "again he hit her").out
    assert out.count(SAFETY_LINE) == 1
    assert out.index("Kept ") < out.index(SAFETY_LINE)


def test_with_the_rhythm_off_nothing_is_counted(write: Any, goodchat: Goodchat) -> None:
    """Only that it is kept."""
    goodchat("settings", "rhythm", "off")
    assert write(*PERSON_THEIRS_BASE, "x").out.rstrip().splitlines()[-1].startswith("Kept ")


def test_bytes_that_are_not_text_end_it_with_a_draft(goodchat: Goodchat, home: Path) -> None:
    """What came before them is a draft."""
    outcome = goodchat("write", "--plain", stdin=b"\n\n\nfirst line\nsecond \xff\n")
    assert outcome.code == 1
    assert "UTF-8" in outcome.err
    assert [draft.last_words for draft in _drafts(home)] == ["first line"]


def test_far_too_much_ends_it_with_a_draft(write: Any, home: Path) -> None:
    """The bound is kept, and so is what fitted."""
    outcome = write("", "", "", "fits", "x" * (LONGEST_TEXT + 1))
    assert outcome.code == 1
    assert "100,000" in outcome.err
    assert [draft.last_words for draft in _drafts(home)] == ["fits"]


def test_a_draft_that_cannot_be_kept_does_not_stop_the_writer(
    write: Any, goodchat: Goodchat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said once, and the entry may still be saved at the end."""

    def full(self: Drafts, reflection: Reflection) -> None:
        raise NotSaved("Not saved: full.")

    monkeypatch.setattr(Drafts, "keep", full)
    outcome = write(*PERSON_THEIRS_BASE, "one", "two", "/save")
    assert (outcome.code, outcome.err) == (0, "Not saved: full.\n")
    assert _texts(_only(goodchat)) == {"what": "one\ntwo"}
    outcome = write(*PERSON_THEIRS_BASE, "three", "/quit")
    assert outcome.code == 1
    assert "is kept" not in outcome.out


def test_a_draft_that_cannot_be_read_is_named(write: Any, home: Path) -> None:
    """It is left as it is, and writing goes on."""
    write(*PERSON_THEIRS_BASE, "x")
    broken = home / "drafts" / "aaaaaaaaaa.json"
    broken.write_text("{")
    outcome = write(*PERSON_THEIRS_BASE, "y")
    assert outcome.code == 0
    assert str(broken) in outcome.err
    assert broken.read_text() == "{"


def test_another_window_keeps_its_right_to_write(write: Any, home: Path, journal: Journal) -> None:
    """Refused before the first question."""
    outcome = write("person")
    assert (outcome.code, outcome.out) == (1, "")
    assert "another window" in outcome.err


def test_a_draft_begun_on_the_screens_is_carried_on(
    write: Any, desk: Desk, goodchat: Goodchat
) -> None:
    """Both drive the same reflection."""
    draft = desk.begin().go(Part.SO_WHAT).write("from the screen")
    desk.journal.drafts.keep(draft)
    desk.journal.release()
    write("", "from the lines", "/save")
    assert _texts(_only(goodchat)) == {"so_what": "from the screen\nfrom the lines"}


def test_plain_lines_have_no_escapes(write: Any) -> None:
    """No colour, no cursor, nothing a screen reader trips over."""
    out = write(*PERSON_THEIRS_BASE, "a \x1b[31m b", "/save").out
    assert not any(mark < " " and mark != "\n" for mark in out)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_keeps_the_draft(home: Path) -> None:
    """In the middle of a page: 130, the draft kept line by line, and said so."""
    process = subprocess.Popen(
        [sys.executable, "-m", "journal", "write", "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(b"\n\n\nhalf a thought\n/help\n")
    process.stdin.flush()
    while not process.stdout.readline().startswith(b"/help"):
        pass
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"The draft is kept." in err
    assert b"Traceback" not in err
    assert [draft.last_words for draft in _drafts(home)] == ["half a thought"]


def test_today_is_the_day_that_is_lived(write: Any) -> None:
    """The clock stands still in these tests; the greeting says which day it is."""
    assert f"Thursday {NOW.day} November 2026." in write("/quit").out
