"""`goodchat settings`, `goodchat rest`, `goodchat about` and `goodchat completion`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from journal.cli.goodchat import COMMANDS
from tests.cli.typing_kit import Goodchat
from tests.kit import contents


def test_settings_are_listed_shown_and_changed(goodchat: Goodchat) -> None:
    """Each as it is typed."""
    assert "working-days: mon tue wed thu fri\n" in goodchat("settings").out
    assert goodchat("settings", "working_days", "mon", "wed").out == "working-days: mon wed\n"
    assert goodchat("settings", "Working-Days").out == "working-days: mon wed\n"
    assert goodchat("settings", "day-ends-at", "02:30").out == "day-ends-at: 02:30\n"


@pytest.mark.parametrize(
    "words",
    [
        ("colour", "red"),
        ("colour",),
        ("rhythm", "perhaps"),
        ("day-ends-at", "noon"),
        ("working-days", "someday"),
        ("rhythm", "\udcff"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    goodchat: Goodchat, home: Path, words: tuple[str, ...]
) -> None:
    """Nothing is made on the disk."""
    assert goodchat("settings", *words).sentence
    assert not home.exists()


def test_a_rest_is_declared_listed_and_taken_back(goodchat: Goodchat) -> None:
    """Leave lies ahead, a single day needs no end, and a day in the middle can be taken out."""
    said = "Resting: Thu 24 Dec 2026 to Sat 2 Jan 2027, leave.\n"
    assert goodchat("rest", "24/12", "2/1").out == said
    assert goodchat("rest", "tue", "--for", "sickness").out == (
        "Resting: Tue 17 Nov 2026, sickness.\n"
    )
    assert goodchat("rest", "--remove", "28/12").out == "Back at work: Mon 28 Dec 2026.\n"
    assert goodchat("rest").out.splitlines() == [
        "Tue 17 Nov 2026, sickness",
        "Thu 24 Dec 2026 to Sun 27 Dec 2026, leave",
        "Tue 29 Dec 2026 to Sat 2 Jan 2027, leave",
    ]
    assert goodchat("rest", "--remove", "tue").code == 0
    assert "sickness" not in goodchat("rest").out


def test_days_declared_twice_count_as_said_last(goodchat: Goodchat) -> None:
    """Ill while on leave: those days are sickness, the others still leave."""
    goodchat("rest", "2026-11-09", "2026-11-13")
    goodchat("rest", "2026-11-11", "--for", "sickness")
    assert goodchat("rest").out.splitlines() == [
        "Mon 9 Nov 2026 to Tue 10 Nov 2026, leave",
        "Wed 11 Nov 2026, sickness",
        "Thu 12 Nov 2026 to Fri 13 Nov 2026, leave",
    ]


def test_rest_days_are_not_asked_for(goodchat: Goodchat) -> None:
    """A rest makes the week shorter."""
    goodchat("add", "x")
    goodchat("rest", "2026-11-16", "2026-11-18")
    assert goodchat("today", "--short").out == "1 of 2 this week\n"


@pytest.mark.parametrize(
    "words",
    [("2026-12-24", "2026-12-01"), ("someday",), ("fri", "--for", "fun"), ("--remove", "fri")],
)
def test_a_rest_that_cannot_be_is_refused(
    goodchat: Goodchat, home: Path, words: tuple[str, ...]
) -> None:
    """Nothing is made on the disk."""
    assert goodchat("rest", *words).sentence
    assert not home.exists()


def test_about_gives_credit_and_says_what_it_is_not(goodchat: Goodchat, home: Path) -> None:
    """Whose idea the sandwich is, that it is private, and where it lies."""
    out = goodchat("about").out
    for piece in (
        *("Tricia Nicoll", "Bryony Shannon", "private", "learning note", str(home)),
        *("neither the case record nor a safeguarding report", "gloriouslyordinary"),
    ):
        assert piece in out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_the_shells_own_script(goodchat: Goodchat, shell: str) -> None:
    """A script that calls goodchat back."""
    if shutil.which(shell) is None and shell == "bash":
        pytest.skip("no bash here")
    assert "_GOODCHAT_COMPLETE" in goodchat("completion", shell).out


def test_completion_for_powershell_is_a_script_or_a_sentence(goodchat: Goodchat) -> None:
    """Where click knows no PowerShell the refusal says what there is."""
    outcome = goodchat("completion", "powershell")
    assert "_GOODCHAT_COMPLETE" in outcome.out or "bash, zsh and fish" in outcome.sentence


def test_a_shell_is_answered(process: Goodchat) -> None:
    """The names of commands and options come back to the shell that asks."""
    asked = {"_GOODCHAT_COMPLETE": "bash_complete", "COMP_CWORD": "1"}
    assert process(COMP_WORDS="goodchat l", **asked).out == "plain,list\nplain,lock\n"
    assert "plain,--help" in process(COMP_WORDS="goodchat --", **asked).out


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_everywhere(goodchat: Goodchat, flag: str) -> None:
    """Every command has both."""
    for words in ((), *((name,) for name in COMMANDS)):
        outcome = goodchat(*words, flag)
        assert outcome.code == 0
        assert "Usage: goodchat" in outcome.out


def test_the_help_lists_what_each_command_says_of_itself(goodchat: Goodchat) -> None:
    """The lines written down for the list agree with the commands."""
    from importlib import import_module

    for name, named in COMMANDS.items():
        module, attribute = named.where.split(":")
        command = getattr(import_module(module), attribute)
        assert command.name == name
        assert command.short_help == named.help


def test_wrong_usage_is_2(goodchat: Goodchat, home: Path) -> None:
    """An unknown command, an unknown option and a missing id."""
    for words in (("nonsense",), ("--nonsense",), ("show",), ("list", "--limit", "x")):
        outcome = goodchat(*words)
        assert (outcome.code, outcome.out) == (2, "")
    assert not home.exists()


def test_the_version_is_said(goodchat: Goodchat) -> None:
    """On stdout."""
    assert goodchat("--version").out.startswith("goodchat ")


def test_damaged_settings_are_left_as_they_are(goodchat: Goodchat, home: Path) -> None:
    """No command writes over them."""
    goodchat("settings", "rhythm", "off")
    (home / "journal.json").write_text("[]")
    before = contents(home)
    for words in (("settings", "rhythm", "on"), ("rest", "fri"), ("add", "x"), ("today",)):
        assert "journal.json" in goodchat(*words).sentence
    assert contents(home) == before
