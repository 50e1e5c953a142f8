"""What can still be read in a file that is damaged. Reads only; nothing is changed here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from journal.errors import Damaged, TooNew
from journal.model import Entry
from journal.places import reason
from journal.reflection import Reflection
from journal.settings import Settings
from journal.store.copies import Cards, Year
from journal.store.merging import Held
from journal.store.reading import HEADER, check_tables, content_of, opened
from journal.store.seal import PLAIN, Seal
from journal.store.upgrades import JOURNAL_KIND, YEAR_KIND, Tables
from journal.store.years import Deleted

# Where an entry, or a deleted one, begins. Inside a text the quotes would have a backslash.
_BEGINNING = re.compile(r'\{\s*"(?:id|at)"\s*:')

_Kind = TypeVar("_Kind")


class Found(Struct, frozen=True):
    """What is in the file of a year, whole or not."""

    held: Held = Held()
    generation: int = 0
    damage: str = ""
    """What is wrong with it, as the end of a sentence; empty where it is whole."""
    is_out_of_reach: bool = False
    """It may be quite well, and it is not ours to touch: only its writer can say."""


_NEWER = Found(
    damage="was written by a newer goodchat: install that to open it", is_out_of_reach=True
)


def year(path: Path, seal: Seal = PLAIN) -> Found:
    """What can be read of a year's file: all of it, where it is whole."""
    found = _at_first_sight(path)
    if found.damage:
        return found
    try:
        content = content_of(path, seal)
        tables = opened(content, path, YEAR_KIND, Tables)
        check_tables(path, tables, frozenset({"entries", "deleted"}))
        whole = opened(content, path, YEAR_KIND, Year)
    except TooNew:
        return _NEWER
    except Damaged:
        return _salvaged(_as_far(path, seal))
    held = Held(tuple(whole.entries.values()), tuple(whole.deleted.values()))
    return Found(held, whole.goodchat["1"].generation)


def settings(path: Path, seal: Seal = PLAIN) -> tuple[Settings | None, Found]:
    """The settings in the journal's own file, whole or as far as they can be read."""
    found = _at_first_sight(path)
    if found.damage:
        return None, found
    try:
        content = content_of(path, seal)
        check_tables(path, opened(content, path, JOURNAL_KIND, Tables), frozenset({"settings"}))
        whole = opened(content, path, JOURNAL_KIND, Cards)
    except TooNew:
        return None, _NEWER
    except Damaged:
        content = _as_far(path, seal)
        tables = first_document(content)
        kept = [row for name in tables if name != HEADER for row in _rows(tables, name)]
        found = Found(generation=_generation(tables), damage=_what(content, tables))
        return (_mended(kept[0]) if kept else None), found
    return whole.settings.get(1), Found(generation=whole.goodchat["1"].generation)


def draft(path: Path, seal: Seal = PLAIN) -> Reflection | None:
    """The draft that a damaged file begins with."""
    tables = first_document(_as_far(path, seal)) if path.is_file() else {}
    return next(_valid([tables.get("reflection")], Reflection), None)


def first_document(content: bytes) -> dict[str, Any]:
    """The JSON object a file begins with, whatever comes after it; empty where there is none."""
    found: Any
    try:
        found, _ = json.JSONDecoder().raw_decode(_text(content).lstrip("\0 \t\r\n"))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _at_first_sight(path: Path) -> Found:
    if path.is_symlink() and not path.exists():
        return Found(damage="leads to a file that is not there", is_out_of_reach=True)
    if not path.is_file():
        return Found(damage="is not a file")
    try:
        path.open("rb").close()
    except OSError as error:
        return Found(damage=f"cannot be read ({reason(error)})", is_out_of_reach=True)
    return Found()


def _as_far(path: Path, seal: Seal) -> bytes:
    """The content of a file that may be damaged: all of it, or its beginning."""
    content = path.read_bytes()
    try:
        return seal.open(content, path)
    except Damaged:
        return seal.open_as_far(content)


def _salvaged(content: bytes) -> Found:
    tables = first_document(content)
    if tables:
        # A table may have lost its name; what is in it has not.
        rows = [row for name in tables if name != HEADER for row in _rows(tables, name)]
    else:
        # It is cut short, or something is wrong in the middle: each entry is looked for by itself.
        rows = [*_scattered(_text(content))]
    held = Held(tuple(_valid(rows, Entry)), tuple(_valid(rows, Deleted)))
    unread = len(rows) - len(held.entries) - len(held.deleted)
    if tables and unread:
        damage = f"holds {unread} that {'is' if unread == 1 else 'are'} not as goodchat writes one"
    else:
        damage = _what(content, tables)
    return Found(held, _generation(tables), damage)


def _scattered(text: str) -> Iterator[Any]:
    end = 0
    for beginning in _BEGINNING.finditer(text):
        if beginning.start() < end:
            continue
        try:
            found, end = json.JSONDecoder().raw_decode(text, beginning.start())
        except (ValueError, RecursionError):
            continue
        yield found


def _rows(tables: dict[str, Any], name: str) -> list[Any]:
    table = tables.get(name)
    return list(table.values()) if isinstance(table, dict) else []


def _valid(rows: Iterable[Any], kind: type[_Kind]) -> Iterator[_Kind]:
    for row in rows:
        try:
            found = msgspec.convert(row, kind)
            msgspec.json.encode(found)  # half a character cannot be kept
        except (msgspec.ValidationError, UnicodeEncodeError):
            continue
        yield found


def _mended(row: Any) -> Settings:
    """The settings of a row that are as they should be, and the usual ones for the others."""
    kept = {}
    for name, value in row.items() if isinstance(row, dict) else ():
        if list(_valid([{name: value}], Settings)):
            kept[name] = value
    return msgspec.convert(kept, Settings)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig", "replace")


def _generation(tables: dict[str, Any]) -> int:
    kept = next(iter(_rows(tables, HEADER)), None)
    found = kept.get("generation") if isinstance(kept, dict) else None
    return found if isinstance(found, int) else 0


def _what(content: bytes, tables: dict[str, Any]) -> str:
    if not content:
        return "is empty, or nothing in it can be read"
    return "does not read as goodchat wrote it" if tables else "is not whole"
