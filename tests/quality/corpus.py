"""The labelled reflections, as values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent.parent / "corpus"
PARTS = ("what", "so_what", "now_what")


class Mark(NamedTuple):
    """A labelled stretch of one part of a reflection."""

    part: str
    start: int
    end: int
    text: str
    kind: str
    """The kind of an identifier, the category of a second look, nothing for a yes-but."""
    is_direct: bool = False


class Row(NamedTuple):
    """A labelled reflection."""

    hand: str
    id: str
    layer: str
    themes: frozenset[str]
    parts: dict[str, str]
    """Its parts by name, in order, without the missing ones."""
    identifiers: tuple[Mark, ...]
    second_look: tuple[Mark, ...]
    yes_buts: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The whole reflection."""
        return "\n\n".join(self.parts.values())


def rows() -> tuple[Row, ...]:
    """All reflections, hand by hand."""
    return tuple(row for file in sorted(FOLDER.glob("*.jsonl")) for row in _rows_of(file))


def _rows_of(file: Path) -> Iterator[Row]:
    for line in file.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        yield Row(
            hand=file.stem,
            id=data["id"],
            layer=data["layer"],
            themes=frozenset(data["themes"]),
            parts={part: data["text"][part] for part in PARTS if data["text"].get(part)},
            identifiers=tuple(_mark(mark, "kind") for mark in data["identifiers"]),
            second_look=tuple(_mark(mark, "category") for mark in data["lens"]),
            yes_buts=tuple(_mark(mark, "") for mark in data["yes_buts"]),
        )


def _mark(data: dict[str, str], kind: str) -> Mark:
    place = int(data["start"]), int(data["end"])
    is_direct = data.get("class") == "direct"
    return Mark(data["part"], *place, data["text"], data.get(kind, ""), is_direct)


class Sketch(NamedTuple):
    """A few lines written to learn from, and never to measure by."""

    layer: str
    """Empty for a text that is about none of it: a shopping list, a weather report."""
    themes: frozenset[str]
    text: str


def sketches() -> tuple[Sketch, ...]:
    """All sketches, in order."""
    lines = (FOLDER / "sketches.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_sketch(*line.split(" | ", 2)) for line in lines)


def _sketch(layer: str, themes: str, text: str) -> Sketch:
    named = (one for one in themes.split() if one != "-")
    return Sketch("" if layer == "-" else layer, frozenset(named), text)
