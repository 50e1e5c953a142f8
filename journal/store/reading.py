"""Reading one of the journal's files: whole and ours, or a sentence that says what is wrong.

Each file carries a small table named `goodchat` with what it is, its schema version and a
generation that grows by one with each save, so that an old copy put back can be noticed.
"""

from __future__ import annotations

import errno
import gc
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import msgspec

from journal.errors import Damaged, TooNew
from journal.places import reason
from journal.store.seal import PLAIN, Seal
from journal.store.upgrades import SCHEMAS, Tables, upgraded

HEADER = "goodchat"
MOST_BYTES = 256 * 1024 * 1024
"""Of one file. A year of three chats a day has about two of these 256 MB."""
MENDS = "goodchat doctor --repair saves what can be read."
"""What helps where a file of the journal itself is damaged."""

_Kind = TypeVar("_Kind")
_NUMBER = re.compile(r"[1-9][0-9]*")


class Head(msgspec.Struct, frozen=True):
    """What a file says that it is."""

    format: str
    schema: int
    generation: int = 0


class Headed(msgspec.Struct, frozen=True):
    """A file of which only some is looked at, and always what it says that it is."""

    goodchat: dict[str, Head]


def read(path: Path, kind: str, shape: type[_Kind], seal: Seal = PLAIN) -> _Kind:
    """What a file holds, in a shape: `Tables` for all of it, or a `Headed` for what is wanted.

    Raises `Damaged` or `TooNew`; nothing that raised is ever written over.
    """
    return opened(content_of(path, seal), path, kind, shape)


def opened(content: bytes, path: Path, kind: str, shape: type[_Kind]) -> _Kind:
    """What the content of a file holds, as `read` gives it; `path` is what it is called."""
    if not content:
        _damaged(path, "is empty")
    try:
        found = decoded(content, shape)
    except msgspec.ValidationError as error:
        # An older or a newer file may well have another shape, and that comes first.
        head = _checked(path, kind, _head(content))
        if head.schema == SCHEMAS[kind]:
            raise _not_as_written(path, error) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _damaged(path, "is not a whole journal file")
    else:
        said = found.goodchat.get("1") if isinstance(found, Headed) else _head(content)
        head = _checked(path, kind, said)
        if head.schema == SCHEMAS[kind]:
            return found
    return _upgraded(content, path, kind, head.schema, shape)


def _upgraded(content: bytes, path: Path, kind: str, schema: int, shape: type[_Kind]) -> _Kind:
    try:
        tables = upgraded(decoded(content, Tables), kind, schema)
        return msgspec.convert(tables, shape, str_keys=True)
    except msgspec.ValidationError as error:
        raise _not_as_written(path, error) from error


def _not_as_written(path: Path, error: msgspec.ValidationError) -> Damaged:
    return Damaged(
        f"{path} holds something that is not as goodchat writes it: {error}. It is left as it is."
    )


def decoded(content: bytes, shape: type[_Kind]) -> _Kind:
    """A file's content."""
    with not_collecting():
        return msgspec.json.decode(content, type=shape)


@contextmanager
def not_collecting() -> Iterator[None]:
    """A year is many small objects, none of them garbage: no need to look for any meanwhile."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def check_tables(path: Path, tables: Tables, names: frozenset[str]) -> None:
    """Refuse a file that has lost a table's name or an entry's number: TinyDB would overlook it."""
    if not names >= tables.keys() - {HEADER}:
        _damaged(path, "holds a table that goodchat does not know")
    for table in tables.values():
        for number, kept in table.items():
            if not (_NUMBER.fullmatch(number) and isinstance(kept, dict)):
                _damaged(path, "holds something that is not as goodchat writes it")


@contextmanager
def looking_at(path: Path) -> Iterator[None]:
    """What the system refuses while a place is looked at, said as `Damaged`."""
    try:
        yield
    except OSError as error:
        raise Damaged(
            f"{path} cannot be read ({reason(error)}), so nothing is written over it. "
            "Make it readable to you, or move it out of the folder."
        ) from error


def content_of(path: Path, seal: Seal = PLAIN) -> bytes:
    """What a file holds, or `Damaged`. What is no file is not waited for: a pipe has no end."""
    with looking_at(path):
        there = path.stat()
        if not stat.S_ISREG(there.st_mode):
            raise OSError(errno.EINVAL, "it is not a file")
        if there.st_size > MOST_BYTES:
            raise OSError(errno.EFBIG, "it is far larger than a file of a journal")
        content = path.read_bytes()
    return seal.open(content, path)


def head(tables: Tables) -> dict[str, Any]:
    """The table that says what a file is."""
    found = tables.get(HEADER, {}).get("1")
    return found if isinstance(found, dict) else {}


def _head(content: bytes) -> Head | None:
    try:
        return msgspec.json.decode(content, type=Headed).goodchat.get("1")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _checked(path: Path, kind: str, found: Head | None) -> Head:
    if found is None or found.format != kind or found.schema < 1:
        _damaged(path, f"does not say that it is a {kind}")
    if found.schema > SCHEMAS[kind]:
        raise TooNew(
            f"{path} was written by a newer goodchat. "
            "It is left as it is; install the newer version to open it."
        )
    return found


def _damaged(path: Path, what: str) -> NoReturn:
    raise Damaged(f"{path} {what}, so it is left exactly as it is and nothing is written over it.")
