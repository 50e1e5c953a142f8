"""The shape of the code: who may import whom, what start-up may cost, and the one door for text."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

PURE = {"journal.errors", "journal.model", "journal.days", "journal.visible", "msgspec"}
ENTRY = PURE | {"journal.deck", "journal.fields", "journal.rhythm", "journal.reflection"}
ASIDE = {
    f"journal.{name}" for name in ("safety", "search", "settings", "taught", "lookback", "pace")
}
DESK = ENTRY | ASIDE | {"journal.desk", "journal.door", "journal.store", "journal.places"}

MAY_IMPORT: dict[str, set[str]] = {
    "themes": set(),
    "journal.errors": set(),
    "journal.model": {"msgspec"},
    "journal.visible": set(),
    "journal.places": {"journal.errors", "platformdirs"},
    "journal.days": {"journal.errors"},
    "journal.deck": PURE,
    "journal.fields": PURE,
    "journal.rhythm": PURE,
    "journal.lookback": PURE,
    "journal.safety": PURE,
    "journal.search": PURE,
    "journal.bank_holidays": {"journal.errors", "holidays"},
    "journal.reflection": PURE | {"journal.deck"},
    "journal.settings": PURE | {"journal.rhythm", "journal.bank_holidays", "journal.taught"},
    "journal.taught": {"msgspec"},
    "journal.demo": PURE | {"journal.deck"},
    "journal.store": ENTRY
    | {"journal.settings", "journal.places"}
    | {"keyring", "pyrage", "tinydb", "typing_extensions"},
    "journal.pace": PURE | {"journal.rhythm", "journal.settings", "journal.bank_holidays"},
    "journal.desk": DESK,
    "journal.door": DESK,
    "journal.hardening": set(),
    "journal.tui.widgets": ENTRY | {"journal.tui.show", "textual", "rich", "typing_extensions"},
    "journal.tui.show": {"journal.visible", "textual", "rich"},
    "journal.tui.colors": {"textual"},
    "journal.tui.idle": set(),
    "journal.tui.terminal_watch": set(),
    "journal.editors": {"journal.errors", "journal.places"},
    "journal.tui.external": PURE | {"journal.editors", "textual"},
    "journal.tui.palette": {"journal.tui.show", "textual", "typing_extensions"},
    "journal.tui.screens": DESK
    | {
        "journal.bank_holidays",
        "journal.tui.widgets",
        "journal.tui.show",
        "journal.tui.colors",
        "journal.tui.external",
        "textual",
        "typing_extensions",
    },
    "journal.tui.lockable": DESK
    | {"journal.tui.idle", "journal.tui.screens", "textual", "typing_extensions"},
    "journal.tui.app": DESK
    | {
        "journal.tui.screens",
        "journal.tui.lockable",
        "journal.tui.terminal_watch",
        "journal.tui.colors",
        "journal.tui.palette",
        "textual",
        "typing_extensions",
    },
    "journal.cli": DESK
    | {
        "journal",
        "journal.bank_holidays",
        "journal.demo",
        "journal.editors",
        "journal.hardening",
        "journal.tui.app",
        "click",
        "typing_extensions",
    },
    "journal.__main__": {"journal.cli"},
}
"""Each room, and what it may import besides itself and the standard library."""


def imports(module: Path) -> Iterator[str]:
    """Every module a file imports, wherever the import is written."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                # `from journal import days` is an import of journal.days.
                inner = f"{node.module}.{alias.name}"
                yield inner if _is_module(inner) else node.module


def _is_module(name: str) -> bool:
    path = ROOT / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def room(name: str) -> str:
    """The room or the package a module belongs to."""
    if name in ("journal.__version__", "journal"):
        return "journal"
    fitting = [part for part in MAY_IMPORT if name == part or name.startswith(f"{part}.")]
    if fitting:
        return max(fitting, key=len)
    if name.startswith("journal."):
        return name
    return name.partition(".")[0]


def files(part: str) -> list[Path]:
    """The Python files of a room."""
    path = ROOT / part.replace(".", "/")
    return sorted(path.rglob("*.py")) if path.is_dir() else [path.with_suffix(".py")]


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_each_room_imports_only_what_it_may(part: str) -> None:
    for file in files(part):
        wanted = {room(name) for name in imports(file)} - sys.stdlib_module_names - {part}
        assert wanted <= MAY_IMPORT[part], file


def test_every_file_has_a_room() -> None:
    for file in (ROOT / "journal").rglob("*.py"):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        assert name in ("journal", "journal.tui") or room(name) in MAY_IMPORT, file


@pytest.mark.parametrize(("library", "only"), [("pyrage", "age.py"), ("keyring", "keyring.py")])
def test_one_file_knows_the_library_that_another_may_replace(library: str, only: str) -> None:
    knowing = [file.name for file in files("journal") if library in map(room, imports(file))]
    assert knowing == [only]


CLOCKS = {"now", "today", "utcnow", "time", "monotonic"}


@pytest.mark.parametrize(
    "part",
    [
        part
        for part in MAY_IMPORT
        if part not in ("journal.days", "journal.store") and ".tui" not in part
    ],
)
def test_there_is_one_clock(part: str) -> None:
    for file in files(part):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = ast.unparse(node.func)
                assert called not in {f"dt.datetime.{c}" for c in CLOCKS}, file
                assert called not in ("dt.date.today", "time.time"), file


QUIET = {"textual", "rich", "click", "tinydb", "holidays", "asyncio", "pyrage", "keyring"}


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("themes", QUIET),
        ("journal.model", QUIET),
        ("journal.reflection", QUIET),
        ("journal.rhythm", QUIET),
        ("journal.lookback", QUIET),
        ("journal.desk", QUIET - {"tinydb"}),
        ("journal.cli.goodchat", QUIET - {"click"}),
        ("journal.cli.today", QUIET - {"click", "tinydb"}),
        ("journal.cli.short", QUIET),
        ("journal.tui.app", {"click", "holidays", "pyrage", "keyring"}),
    ],
)
def test_nothing_is_paid_for_that_is_not_used(module: str, unwanted: set[str]) -> None:
    code = f"import {module}, sys; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert unwanted.isdisjoint(run.stdout.split())


# Constructors and calls of Textual that read a plain string as markup, or draw it as it is.
TAKES_MARKUP = {"Static", "Label", "Option", "Button", "update", "notify", "set_options"}


def test_text_reaches_a_widget_only_through_the_one_door() -> None:
    for part in ("journal.tui.screens", "journal.tui.widgets", "journal.tui.app"):
        for file in files(part):
            for call in _calls(file):
                assert all(_is_safe(argument) for argument in call.args[:1]), (
                    f"{file}:{call.lineno} shows {ast.unparse(call.args[0])}"
                )


def _calls(file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in TAKES_MARKUP and not _is_without_markup(node):
                yield node


def _is_without_markup(call: ast.Call) -> bool:
    return any(
        keyword.arg == "markup"
        and isinstance(keyword.value, ast.Constant)
        and keyword.value.value is False
        for keyword in call.keywords
    )


def _is_safe(argument: ast.expr) -> bool:
    """Our own constant, or something that is Content already: made by show or by a helper."""
    if isinstance(argument, ast.Constant):
        return True
    return not isinstance(argument, ast.JoinedStr | ast.Attribute | ast.Subscript | ast.BinOp)


def test_content_is_made_of_text_in_show_alone() -> None:
    for part in ("journal.tui.screens", "journal.tui.widgets", "journal.tui.palette"):
        for file in files(part):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in (
                    "Content",
                    "Content.styled",
                    "Content.from_markup",
                    "Text",
                ):
                    made = node.args[0] if node.args else ast.Constant("")
                    assert isinstance(made, ast.Constant), f"{file}:{node.lineno}"
