"""What the documents say is so: commands, keys, version; and nobody's machine is in them."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest
from textual.app import App
from textual.binding import Binding

from journal import __version__, settings
from journal.cli.goodchat import COMMANDS, goodchat
from journal.cli.listen import HELP
from journal.tui.app import GoodchatApp
from journal.tui.screens.entries import EntriesScreen
from journal.tui.screens.today import TodayScreen
from journal.tui.screens.write import WriteScreen
from journal.tui.widgets.entry_list import EntryList

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")

KEYS = {
    "Everywhere": (GoodchatApp,),
    "On Today": (TodayScreen,),
    "In Write": (WriteScreen,),
    "In Entries": (EntriesScreen, EntryList),
}
"""The README's tables of keys, and whose keys each shows."""


def fences(text: str) -> Iterator[str]:
    """The blocks of code in a document."""
    yield from re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def examples() -> Iterator[list[str]]:
    """Every goodchat command the README shows, as words."""
    inline = re.findall(r"`([^`\n]*\bgoodchat [^`\n]*)`", README)
    for line in (*(line for block in fences(README) for line in block.splitlines()), *inline):
        for command in re.findall(r"(?:^|[\s(|&=/])goodchat ([^|&)<]+)", line):
            yield shlex.split(command, comments=True)


def table(after: str) -> dict[str, str]:
    """The rows of the README's table that follows a line: its first cell, and its last."""
    rows = README.partition(f"\n{after}\n\n|")[2].partition("\n\n")[0].splitlines()[2:]
    cells = ([cell.strip() for cell in row.strip("|").split(" | ")] for row in rows)
    return {first.strip(): last.strip() for first, *_, last in cells}


def bindings(owners: Iterable[type]) -> dict[str, str]:
    """The keys of a table as the screens show them, and what each is said to do."""
    own = (one for owner in owners for one in vars(owner)["BINDINGS"])
    return {_shown(one): one.tooltip for one in own if isinstance(one, Binding) and one.id}


def _shown(binding: Binding) -> str:
    keys = Binding.make_bindings([binding])
    return " or ".join(f"`{App.get_key_display(App(), key)}`" for key in keys)


def test_the_readme_shows_every_command_and_no_other() -> None:
    shown = {words[0] for words in examples() if words and not words[0].startswith("-")}
    assert shown == set(COMMANDS)


@pytest.mark.parametrize("words", [*examples()], ids=" ".join)
def test_every_option_the_readme_shows_is_one(words: list[str]) -> None:
    command = goodchat.get_command(click.Context(goodchat), words[0]) if words else None
    context = click.Context(command or goodchat)
    options = context.command.get_params(context)
    known = {name for one in options for name in (*one.opts, *one.secondary_opts)}
    assert {word for word in words if re.match(r"--?[a-z]", word)} <= known | {"--help"}


@pytest.mark.parametrize("name", KEYS)
def test_the_keys_in_the_readme_are_the_keys_there_are(name: str) -> None:
    assert table(f"{name}:") == bindings(KEYS[name])


def test_the_words_that_steer_are_those_of_the_plain_mode() -> None:
    said = {f"`{word.value}`": meaning for word, meaning in HELP.items()}
    assert table("These words steer, alone on their line, at any of them:") == said


def test_the_settings_in_the_readme_are_those_there_are() -> None:
    rows = table("`,` in the journal, or `goodchat settings NAME VALUE`:")
    assert list(rows) == [f"`{name}`" for name in settings.NAMES]


def test_the_changelog_knows_this_version() -> None:
    assert re.search(rf"^## {re.escape(__version__)}\b", CHANGELOG, re.MULTILINE)


def test_the_test_command_is_one_line_after_its_marker() -> None:
    after = README.split("<!-- the test command -->\n")
    assert len(after) == 2
    (command, *_) = fences(after[1])
    assert after[1].startswith("```sh\n")
    assert command.count("\n") == 1


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_points_to_is_there(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    targets = re.findall(r"\]\(([^)#]+)\)", text)
    missing = [one for one in targets if "://" not in one and not (ROOT / one).exists()]
    assert not missing


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_picture_says_in_words_what_it_shows(name: str) -> None:
    for words in re.findall(r"!\[([^]]*)\]", (ROOT / name).read_text("utf-8")):
        assert len(words.split()) > 3


OUTSIDE = re.compile(
    r"pypi\.org|pythonhosted|npmjs|deb\.debian|cdnjs|index-url|find-links"
    r"|/work/|/tmp/dev|/root/|/home/[a-z]+/|/Users/[a-z]+/"
)
"""Registries and machines, which are nobody's business but their owner's."""


def tracked() -> list[Path]:
    """The files of the project, by git where there is one."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        rooms = (ROOT / name for name in ("journal", "themes", "tests", ".ci", ".pictures"))
        inside = (file for room in rooms for file in room.rglob("*") if file.suffix != ".pyc")
        return [*(ROOT / name for name in (*DOCUMENTS, "pyproject.toml")), *inside]
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_a_registry_or_a_machine() -> None:
    own = Path(__file__).resolve()
    files = (file for file in tracked() if file.is_file() and file.resolve() != own)
    found = {str(file): OUTSIDE.search(file.read_text("utf-8", "replace")) for file in files}
    assert not {name: match[0] for name, match in found.items() if match}


def test_every_promise_has_the_test_that_it_names() -> None:
    promises = (ROOT / "SECURITY.md").read_text("utf-8").partition("## Promises")[2]
    named = set(re.findall(r"`(test_\w+)`", promises))
    tests = (file.read_text("utf-8") for file in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in tests for name in re.findall(r"def (test_\w+)\(", text)}
    assert named
    assert named <= there, named - there
