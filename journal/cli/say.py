"""The doors out: results on stdout, all else on stderr, nothing that steers a terminal."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
import unicodedata
from typing import TextIO

import click
import msgspec

from journal.visible import json_safe, one_line, visible

_LONGEST_LINE = 100


def result(text: str = "") -> None:
    """Say what was asked for."""
    click.echo(visible(text))


def aside(text: str) -> None:
    """Say something beside the result, its lines ending between words where someone reads it."""
    said = visible(text)
    if _is_terminal(sys.stderr):
        said = "\n".join(map(_wrapped, said.split("\n")))
    click.echo(said, err=True)


def document(value: object) -> None:
    """Give one JSON document."""
    text = json_safe(msgspec.json.encode(value).decode())
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    if not encoding.casefold().startswith("utf"):
        # A pipe on Windows may know Western letters only; JSON has a spelling for the others.
        text = json.dumps(json.loads(text))
    click.echo(text)


def quoted(text: str, width: int = 60) -> str:
    """A piece of the writer's text on one line, in quotes."""
    return f"“{fitted(one_line(text), width)}”"


def fitted(line: str, width: int) -> str:
    """A line cut to so many columns of a terminal, with an ellipsis where it was cut."""
    if sum(map(_columns, line)) <= width:
        return line
    used, kept = 0, []
    for mark in line:
        used += _columns(mark)
        if used > width - 1:
            break
        kept.append(mark)
    return "".join(kept).rstrip() + "…"


def width() -> int | None:
    """How many columns there are, or None where nothing needs to be cut: a pipe or a file."""
    return shutil.get_terminal_size().columns if _is_terminal(sys.stdout) else None


def has_terminal() -> bool:
    """Whether a screen can be opened: someone at the keys, and a terminal that can draw."""
    can_draw = os.environ.get("TERM") != "dumb"
    return can_draw and _is_terminal(sys.stdin) and _is_terminal(sys.stdout)


def is_read() -> bool:
    """Whether what is said beside the result is read by someone."""
    return _is_terminal(sys.stderr)


def is_typed() -> bool:
    """Whether what comes in is typed by someone."""
    return _is_terminal(sys.stdin)


def _wrapped(line: str) -> str:
    # Indented lines are set as they are, and a path is never broken: it may be copied.
    if line[:1].isspace():
        return line
    columns = min(shutil.get_terminal_size().columns, _LONGEST_LINE)
    return textwrap.fill(line, columns, break_long_words=False, break_on_hyphens=False)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _columns(mark: str) -> int:
    if unicodedata.combining(mark):
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1
