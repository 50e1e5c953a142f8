"""`goodchat edit` and `goodchat delete`, as they are typed."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from journal.reflection import Part, revise
from journal.safety import SAFETY_LINE
from journal.store.journal import Journal
from tests.cli.typing_kit import Goodchat
from tests.kit import contents


@pytest.fixture
def kept(goodchat: Goodchat) -> str:
    """The id of a chat."""
    return goodchat("add", "we turned the plan over", "--tag", "plan").kept_id


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An editor at a path with a space in it, which does what its script says."""
    script = tmp_path / "my editor"
    script.write_text("#!/bin/sh\n")
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    return script


def _does(editor: Path, python: str) -> None:
    """Let the editor change `text`, knowing its `path` and its other `words`."""
    body = (
        "import sys, pathlib, os, stat\n"
        "*words, path = sys.argv[1:]\n"
        "path = pathlib.Path(path)\n"
        "text = path.read_text('utf-8')\n"
        f"{python}\n"
        "path.write_bytes(text.encode() if isinstance(text, str) else text)\n"
    )
    editor.write_text(f"#!{sys.executable}\n{body}")


def _leftovers(home: Path) -> list[Path]:
    return list((home / "drafts").glob("edit-*"))


def test_options_change_what_they_name(goodchat: Goodchat, kept: str) -> None:
    """Each option changes its field and nothing else."""
    outcome = goodchat(
        *("edit", kept, "--layer", "top", "--with", "neighbour", "--ground", "theirs"),
        *("--tag", "pool", "--untag", "plan", "--day", "tue", "--text", "in other words"),
    )
    assert outcome.out == f"Changed {kept}.\n"
    entry = goodchat("show", kept, "--json").json
    assert entry["layer"] == "top"
    assert entry["with_whom"] == "neighbour"
    assert entry["ground"] == "theirs"
    assert entry["tags"] == ["pool"]
    assert entry["day"] == "2026-11-17"
    assert entry["answers"] == [{"step": "what", "text": "in other words"}]
    assert len(entry["revisions"]) == 1


def test_a_day_in_another_year_moves_the_entry(goodchat: Goodchat, home: Path, kept: str) -> None:
    """It is in one year's file and no longer in the other."""
    assert goodchat("edit", kept, "--day", "30/12/2025").code == 0
    assert kept in (home / "2025.json").read_text()
    assert kept not in (home / "2026.json").read_text()


def test_text_may_be_piped(goodchat: Goodchat, kept: str) -> None:
    """A hyphen stands for what is piped in."""
    goodchat("edit", kept, "--text", "-", stdin="from a pipe\n")
    assert "from a pipe" in goodchat("show", kept).out


@pytest.mark.parametrize(
    "words",
    [("--layer", "base"), ("--tag", "plan"), ("--text", "we turned the plan over")],
)
def test_nothing_changed_is_said(
    goodchat: Goodchat, home: Path, kept: str, words: tuple[str, ...]
) -> None:
    """What is so already is not saved again."""
    before = contents(home)
    outcome = goodchat("edit", kept, *words)
    assert outcome.code == 0
    assert "Nothing was changed" in outcome.err
    assert contents(home) == before


@pytest.mark.parametrize(
    ("words", "needle"),
    [
        (("--layer", "crust"), "base"),
        (("--untag", "pool"), "no tag pool"),
        (("--day", "2027-01-01"), "not come yet"),
        (("--text", ""), "Nothing is written"),
        (("--text", "x" * 100_001), "100,000"),
        (("--tag", "two words"), "two-words"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    goodchat: Goodchat, home: Path, kept: str, words: tuple[str, ...], needle: str
) -> None:
    """Nothing on the disk changes."""
    before = contents(home)
    assert needle in goodchat("edit", kept, *words).sentence
    assert contents(home) == before


def test_the_editor_changes_the_texts(
    goodchat: Goodchat, home: Path, kept: str, editor: Path
) -> None:
    """A text under each heading comes back; the file is private and goes away."""
    _does(
        editor,
        "assert stat.S_IMODE(path.stat().st_mode) == 0o600\n"
        "text = text.replace('plan', 'page')\n"
        "text = text.replace('=== So what ===', '=== So what ===\\n\\nit is hers')",
    )
    assert goodchat("edit", kept).out == f"Changed {kept}.\n"
    answers = goodchat("show", kept, "--json").json["answers"]
    assert answers == [
        {"step": "what", "text": "we turned the page over"},
        {"step": "so_what", "text": "it is hers"},
    ]
    assert _leftovers(home) == []


def test_an_editor_may_have_words_of_its_own(
    goodchat: Goodchat, kept: str, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`code --wait` works, and $VISUAL comes before $EDITOR."""
    _does(editor, "text = text.replace('plan', words[0])")
    monkeypatch.setenv("VISUAL", f"{shlex.quote(str(editor))} --wait")
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    assert goodchat("edit", kept).code == 0
    assert "turned the --wait over" in goodchat("show", kept).out


def test_an_editor_that_changes_nothing(
    goodchat: Goodchat, home: Path, kept: str, editor: Path
) -> None:
    """Line ends of another system are not a change."""
    _does(editor, "text = b'\\xef\\xbb\\xbf' + text.replace('\\n', '\\r\\n').encode()")
    before = contents(home)
    assert "Nothing was changed" in goodchat("edit", kept).err
    assert contents(home) == before


@pytest.mark.parametrize("change", ["raise SystemExit(1)", "path.unlink(); raise SystemExit"])
def test_an_editor_that_gives_up_changes_nothing(
    goodchat: Goodchat, home: Path, kept: str, editor: Path, change: str
) -> None:
    """`:cq` in vim, or a file that is gone: refused, with nothing left behind."""
    _does(editor, change)
    before = contents(home)
    assert "nothing was changed" in goodchat("edit", kept).sentence
    assert contents(home) == before


@pytest.mark.parametrize("named", ["/no/such/editor --wait", "'unclosed"])
def test_an_editor_that_cannot_be_opened(
    goodchat: Goodchat, home: Path, kept: str, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    """The sentence names the setting."""
    monkeypatch.setenv("EDITOR", named)
    before = contents(home)
    assert "EDITOR" in goodchat("edit", kept).sentence
    assert contents(home) == before


@pytest.mark.parametrize(
    "change",
    [
        "text = text + 'x' * 100_001",
        "text = text.replace('=== So what ===', 'words')",
        "text = 'words above\\n' + text",
        "text = text.encode() + b'words \\xff'",
        "text = text + 'words'; path.write_text(text); raise SystemExit(1)",
    ],
)
def test_words_that_cannot_be_saved_are_kept_in_the_file(
    goodchat: Goodchat, home: Path, kept: str, editor: Path, change: str
) -> None:
    """Nothing that was typed goes: the file stays and its place is said."""
    _does(editor, change)
    before = (home / "2026.json").read_bytes()
    outcome = goodchat("edit", kept)
    assert (outcome.code, outcome.out) == (1, "")
    [left] = _leftovers(home)
    assert str(left) in outcome.err
    assert (home / "2026.json").read_bytes() == before


def test_a_text_may_look_like_a_heading(goodchat: Goodchat, kept: str, editor: Path) -> None:
    """A line of the writer's that looks like a heading stays a line."""
    goodchat("edit", kept, "--text", "a\n=== So what ===\nb")
    _does(editor, "text = text.replace('\\na\\n', '\\nA\\n')")
    assert goodchat("edit", kept).code == 0
    assert "A\n=== So what ===\nb" in goodchat("show", kept).out


def test_the_safety_line_is_for_what_is_new(goodchat: Goodchat, kept: str) -> None:
    """Once when it is written, and not again for each later change."""
    assert goodchat("edit", kept, "--text", "he hit her").err == f"{SAFETY_LINE}\n"
    assert goodchat("edit", kept, "--tag", "x").err == ""


def test_the_editor_of_this_machine_is_opened_where_none_is_named(
    goodchat: Goodchat, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usual one that is there; where there is none, a sentence."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "Set EDITOR" in goodchat("edit", kept).sentence
    usual = tmp_path / ("notepad" if sys.platform == "win32" else "nano")
    usual.write_text("#!/bin/sh\n")
    usual.chmod(0o755)
    assert "Nothing was changed" in goodchat("edit", kept).err


def test_deleting_can_be_undone(goodchat: Goodchat, kept: str) -> None:
    """It goes at once, and comes back as it was."""
    before = goodchat("show", kept, "--json").json
    assert f"goodchat delete --undo {kept}" in goodchat("delete", kept).out
    assert goodchat("list").out == ""
    assert goodchat("delete", "--undo", kept[:5]).out == f"Brought back {kept}.\n"
    assert goodchat("show", kept, "--json").json == before


def test_deleting_what_is_not_there_is_refused(goodchat: Goodchat, home: Path) -> None:
    """Nothing is made on the disk for it."""
    assert goodchat("delete", "nothere").sentence
    assert goodchat("delete", "--undo", "nothere").sentence
    assert goodchat("edit", "nothere").sentence
    assert not home.exists()


def test_an_edit_does_not_take_a_change_that_is_begun_elsewhere(
    goodchat: Goodchat, kept: str, home: Path
) -> None:
    """A change that lies as a draft is neither let go nor undone by an edit beside it."""
    journal = Journal(home)
    journal.drafts.keep(revise(journal.find(kept)).go(Part.WHAT).write("half a change"))
    before = contents(home)
    for words in (("--tag", "pool"), ()):
        outcome = goodchat("edit", kept, *words)
        assert outcome.code == 1
        assert "already begun" in outcome.err
    assert contents(home) == before
