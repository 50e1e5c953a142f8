"""goodchat as a process of its own: what it imports, pipes, terminals, and the demo."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from journal.cli.goodchat import COMMANDS
from tests.cli.typing_kit import ROOT, Goodchat

_IMPORTED = """
import sys
from journal.__main__ import main
code = main(sys.argv[1:])
print(*sorted(sys.modules), file=sys.stderr)
"""


def _imported(*words: str) -> set[str]:
    ended = subprocess.run(
        [sys.executable, "-c", _IMPORTED, *words],
        input=b"",
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    )
    return set(ended.stderr.decode().splitlines()[-1].split())


def _roots(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize(
    "words",
    [
        *((), ("--help",), ("today", "--short"), ("today", "--json"), ("list",), ("show", "x")),
        *(("add", "x"), ("write", "--plain"), ("edit", "x"), ("delete", "x"), ("settings",)),
        *(("rest",), ("about",), ("completion", "zsh"), ("demo", "--entries", "3")),
    ],
)
def test_no_command_pays_for_the_screens(words: tuple[str, ...]) -> None:
    """Only opening the screens imports Textual or Rich."""
    assert not {"textual", "rich", "asyncio", "holidays"} & _roots(_imported(*words))


def test_a_short_today_imports_no_other_command() -> None:
    """Nor the other commands, nor what finds the usual folder where one is named."""
    modules = _imported("today", "--short")
    others = {one.where.partition(":")[0] for name, one in COMMANDS.items() if name != "today"}
    assert not others & modules
    assert "platformdirs" not in modules


def test_help_imports_no_command() -> None:
    """The lines are written down beside the names."""
    modules = _imported("--help")
    assert not {one.where.partition(":")[0] for one in COMMANDS.values()} & modules
    assert "tinydb" not in modules


def test_a_reader_that_leaves_early_is_no_trouble(process: Goodchat, home: Path) -> None:
    """`goodchat list | head -1` ends quietly."""
    process("demo", "--home", str(home), "--entries", "3000", "--years", "2")
    ended = subprocess.run(
        f"{sys.executable} -m journal list | head -n 1",
        shell=True,
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert ended.stdout.count(b"\n") == 1
    assert ended.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal of its own")
@pytest.mark.parametrize("where", ["dumb terminal", "no stdin", "no stdout"])
def test_without_a_screen_it_says_today(where: str) -> None:
    """A terminal that cannot draw, or a pipe at either end."""
    import pty

    mine, theirs = pty.openpty()
    env = os.environ | {"TERM": "dumb" if where == "dumb terminal" else "xterm"}
    ended = subprocess.run(
        [sys.executable, "-m", "journal"],
        stdin=subprocess.DEVNULL if where == "no stdin" else theirs,
        stdout=subprocess.PIPE if where == "no stdout" else theirs,
        stderr=subprocess.PIPE,
        check=False,
        cwd=ROOT,
        env=env,
        timeout=60,
    )
    said = ended.stdout if where == "no stdout" else os.read(mine, 10_000)
    os.close(mine)
    os.close(theirs)
    assert ended.returncode == 0
    assert ended.stderr == b""
    assert b"goodchat write --plain" in said
    assert b"\x1b" not in said


def test_streams_that_are_closed_are_no_trouble(home: Path) -> None:
    """Started without stdin or stdout, it does its work all the same."""
    for ends in ("<&-", ">&-", "<&- >&-"):
        ended = subprocess.run(
            f"{sys.executable} -m journal add 'a chat' {ends}",
            shell=True,
            capture_output=True,
            check=False,
            cwd=ROOT,
            timeout=60,
        )
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_json_survives_an_old_code_page(process: Goodchat) -> None:
    """A pipe that knows Western letters only gets the same document, spelt out."""
    process("add", "漢 “é”")
    outcome = process("list", "--json", PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert outcome.json[0]["answers"][0]["text"] == "漢 “é”"
    assert process("list", PYTHONIOENCODING="cp1252:strict", PYTHONUTF8="0").code == 0


def test_the_demo_fills_a_folder(process: Goodchat, tmp_path: Path) -> None:
    """So many chats, the same for the same seed, and never over something else."""
    folder = tmp_path / "demo"
    outcome = process("demo", "--home", str(folder), "--entries", "25", "--years", "2")
    assert outcome.code == 0
    assert outcome.out == f"25 invented chats in {folder}\n"
    assert len(process("list", GOODCHAT_HOME=str(folder)).out.splitlines()) == 25
    assert "something in it" in process("demo", "--home", str(folder)).sentence
    assert "is a file" in process("demo", "--home", __file__).sentence


def test_the_demo_leaves_nothing_behind(process: Goodchat, home: Path, tmp_path: Path) -> None:
    """Without a folder it is shown and gone, and the writer's own journal is not touched."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    outcome = process("demo", "--entries", "10", TMPDIR=str(scratch))
    assert outcome.code == 0
    assert "Your sandwich" in outcome.out
    assert list(scratch.iterdir()) == []
    assert not home.exists()


@pytest.mark.parametrize("words", [("--entries", "0"), ("--years", "x"), ("--seed", "x")])
def test_the_demo_checks_its_numbers(goodchat: Goodchat, words: tuple[str, ...]) -> None:
    """Wrong usage is 2."""
    assert goodchat("demo", *words).code == 2
