"""`goodchat list` and `goodchat show`, as they are typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from journal.cli import say
from journal.store.journal import Journal
from tests.cli.typing_kit import Goodchat
from tests.kit import MakeEntry, contents


@pytest.fixture
def three(goodchat: Goodchat) -> list[str]:
    """The ids of three chats, oldest first."""
    return [
        goodchat("add", "the Café on the corner", "--with", "family", "--day", "5/11").kept_id,
        goodchat("add", "the rota, again", "-l", "filling", "-t", "rota", "-d", "tue").kept_id,
        goodchat("add", "who holds the pen?\nshe does").kept_id,
    ]


def _ids(out: str) -> list[str]:
    return [line[:10] for line in out.splitlines()]


def test_the_newest_comes_first(goodchat: Goodchat, three: list[str]) -> None:
    """One line for each chat: id, day, layer, role, first line."""
    lines = goodchat("list").out.splitlines()
    assert _ids("\n".join(lines)) == three[::-1]
    assert " ".join(lines[0].split()) == f"{three[2]} Thu 19 Nov base who holds the pen?"
    said = "Thu 5 Nov base family or friend the Café on the corner"
    assert " ".join(lines[2].split()) == f"{three[0]} {said}"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("cafe",), [0]),
        (("CAFÉ", "corner"), [0]),
        (("cafe corner",), [0]),
        (("cafe", "rota"), []),
        (("tuesday",), [1]),
        (("--layer", "filling"), [1]),
        (("--tag", "#Rota"), [1]),
        (("--with", "family"), [0]),
        (("--since", "tue"), [2, 1]),
        (("--until", "2026-11-17"), [1, 0]),
        (("--since", "6/11", "--until", "18/11"), [1]),
        (("--limit", "1"), [2]),
        (("the", "--limit", "2"), [2, 1]),
    ],
)
def test_words_and_filters_find(
    goodchat: Goodchat, three: list[str], words: tuple[str, ...], found: list[int]
) -> None:
    """Every word must be there, and every filter must fit."""
    outcome = goodchat("list", *words)
    assert outcome.code == 0
    assert _ids(outcome.out) == [three[place] for place in found]
    assert bool(outcome.err) is not bool(found)


def test_json_is_one_document(goodchat: Goodchat, three: list[str]) -> None:
    """A list of the entries, and an empty list where none is found."""
    assert [entry["id"] for entry in goodchat("list", "--json").json] == three[::-1]
    assert goodchat("list", "nowhere", "--json").json == []


def test_an_empty_journal_says_so_beside_the_result(goodchat: Goodchat, home: Path) -> None:
    """No home is an empty journal, and reading makes none."""
    outcome = goodchat("list")
    assert (outcome.code, outcome.out) == (0, "")
    assert "Nothing is kept here yet" in outcome.err
    assert not home.exists()


def test_a_line_fits_the_terminal(goodchat: Goodchat, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a line is cut to its columns, wide letters counted twice; a pipe gets all."""
    goodchat("add", "漢字" * 60)
    assert "漢字" * 60 in goodchat("list").out
    monkeypatch.setattr(say, "width", lambda: 60)
    line = goodchat("list").out.rstrip("\n")
    assert line.endswith("…")
    assert sum(2 if ord(mark) > 0x3000 else 1 for mark in line) <= 60


def test_older_years_are_left_unread_when_they_are_not_asked_for(
    goodchat: Goodchat, home: Path, three: list[str]
) -> None:
    """A damaged old year does not stop a look at this one."""
    (home / "2024.json").write_text("{")
    assert _ids(goodchat("list", "--since", "1/11/2026").out) == three[::-1]


@pytest.mark.parametrize(
    "words", [("list", "--json"), ("show", "a"), ("today", "--json"), ("today", "--short")]
)
def test_a_damaged_file_is_named_and_kept(
    goodchat: Goodchat, home: Path, three: list[str], words: tuple[str, ...]
) -> None:
    """A file changed by hand is named in a sentence and stays byte for byte."""
    (home / "2026.json").write_text('{"entries": ')
    before = contents(home)
    assert "2026.json" in goodchat(*words).sentence
    assert contents(home) == before


def test_a_damaged_file_is_not_written_over(
    goodchat: Goodchat, home: Path, three: list[str]
) -> None:
    """Nothing that writes goes on from a file it cannot read."""
    (home / "2026.json").write_text("")
    before = contents(home)
    for words in (("add", "x"), ("edit", three[0], "--tag", "x"), ("delete", three[0])):
        assert "2026.json" in goodchat(*words).sentence
    assert contents(home) == before


def test_show_says_every_filled_field(
    goodchat: Goodchat, journal: Journal, entry: MakeEntry
) -> None:
    """The writer's own screen shows what is private as well."""
    kept = entry(text="line one\nline two", unsaid="I was cross", wobble=0, tags=("pool",))
    journal.add(kept)
    out = goodchat("show", kept.id).out
    for piece in ("Thursday 19 November 2026", "line one\nline two", "I was cross", "pool"):
        assert piece in out
    assert "Wobble (stays on this laptop): 0" in out


def test_the_start_of_an_id_is_enough(goodchat: Goodchat, three: list[str]) -> None:
    """Any start that is the only one, in either case."""
    start = next(
        three[0][:n]
        for n in range(1, 11)
        if not three[1].startswith(three[0][:n]) and not three[2].startswith(three[0][:n])
    )
    assert goodchat("show", start.upper(), "--json").json["id"] == three[0]


def test_an_id_nobody_has_is_refused(goodchat: Goodchat, three: list[str]) -> None:
    """The sentence says where ids are found."""
    assert "goodchat list" in goodchat("show", "u").sentence
    assert "goodchat list" in goodchat("show", "").sentence


def test_nothing_that_steers_a_terminal_comes_out(process: Goodchat) -> None:
    """Escapes, C1 controls and marks that turn text about are shown, never sent."""
    evil = "a\x1b]0;title\x07 \x9b31m \x85 \u202e \u2066 b"
    kept = process("add", evil)
    for words in (("list",), ("show", kept.kept_id), ("list", "--json"), ("today",)):
        outcome = process(*words)
        assert outcome.code == 0
        said = outcome.out + outcome.err
        assert not any(mark in said for mark in "\x1b\x07\x9b\x85\u202e\u2066")


def test_a_refusal_does_not_repeat_what_steers_a_terminal(process: Goodchat) -> None:
    """Nor does a sentence on stderr."""
    for words in (("show", "\x1b[2J"), ("add", "x", "--layer", "\x9b2J"), ("list", "-d\x1b[2J")):
        outcome = process(*words)
        assert outcome.code in (1, 2)
        assert "\x1b" not in outcome.err
        assert "\x9b" not in outcome.err


def test_markup_is_only_text(goodchat: Goodchat) -> None:
    """Square brackets come out as they went in."""
    goodchat("add", "I went [/home] and [sad]")
    assert "I went [/home] and [sad]" in goodchat("list").out
