"""A whole copy of a journal outside its home: a zip, a folder of its files, or an export.

Whoever made it, it is read as if by a stranger: known names only, so many bytes and no more, and
every value checked against its shape before anything is done with it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Annotated

import msgspec
from msgspec import Meta, Struct

from journal.errors import BadInput, Damaged, Locked, TooNew
from journal.model import Entry
from journal.places import reason
from journal.reflection import Reflection
from journal.settings import Settings
from journal.store.drafts import read_page
from journal.store.glance import SETTINGS_NAME
from journal.store.merging import Held, Merge
from journal.store.reading import Headed, decoded, opened
from journal.store.seal import KEY, PLAIN, RECOVERY, Seal, bare, seal_for
from journal.store.upgrades import JOURNAL_KIND, YEAR_KIND
from journal.store.years import Deleted
from journal.visible import one_line

YEAR_NAME = re.compile(r"[0-9]{4}\.json")
DRAFT_NAME = re.compile(r"drafts/[0-9a-z]{1,40}\.json")
EXPORT = "goodchat export"
EXPORT_SCHEMA = 2
MOST_BYTES = 64 * 1024 * 1024
"""Of one file. A year of three chats a day has about two of these 64 MB."""
MOST_IN_ALL = 4 * MOST_BYTES
MOST_FILES = 1_000

_PIECE = 1024 * 1024
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_LOCKED = 0x1
_NOT_OURS = "is no backup, folder or export of goodchat. Nothing was changed."


class Year(Headed, frozen=True):
    """A year's file: its entries, and those that were taken out."""

    entries: dict[int, Entry] = {}
    deleted: dict[int, Deleted] = {}


class Cards(Headed, frozen=True):
    """The journal's own file."""

    settings: dict[int, Settings] = {}


class Copy(Struct, frozen=True, kw_only=True):
    """All that is in one copy of a journal."""

    held: Held = Held()
    settings: Settings | None = None
    drafts: tuple[Reflection, ...] = ()


class Coming(Struct, frozen=True):
    """What another copy of a journal would bring to this one."""

    merge: Merge
    drafts: tuple[Reflection, ...] = ()
    settings: Settings | None = None

    @property
    def brings(self) -> bool:
        """Whether anything would be different afterwards."""
        return bool(self.merge.brings or self.drafts or self.settings)


class Export(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A journal as one document, with nothing left out."""

    format: str = EXPORT
    schema: int = EXPORT_SCHEMA
    exported_at: Annotated[dt.datetime, Meta(tz=True)]
    settings: Settings
    entries: tuple[Entry, ...]
    deleted: tuple[Deleted, ...]
    drafts: tuple[Reflection, ...]


class _What(Struct, frozen=True):
    format: str = ""
    schema: int = 0


Opener = Callable[[Mapping[str, bytes], Path], Seal]
"""Gives the seal of a locked copy, from its files and where they are from; raises a sentence."""


def not_opened(_: Mapping[str, bytes], where: Path) -> Seal:
    """The opener where nobody can be asked."""
    raise Locked(f"{where} is locked, and nobody can be asked for its passphrase here.")


def is_journal_file(name: str) -> bool:
    """Whether a name below the home is one of the journal's own files, locked or not."""
    plain = bare(name)
    is_words = plain == SETTINGS_NAME or YEAR_NAME.fullmatch(plain) or DRAFT_NAME.fullmatch(plain)
    return bool(name in (KEY, RECOVERY) or is_words)


def exported(copy: Copy, at: dt.datetime) -> Export:
    """A copy as one document, always in the same order."""
    return Export(
        exported_at=at,
        settings=copy.settings or Settings(),
        entries=tuple(sorted(copy.held.entries, key=lambda one: (one.day, one.written_at, one.id))),
        deleted=tuple(sorted(copy.held.deleted, key=lambda one: one.entry.id)),
        drafts=tuple(sorted(copy.drafts, key=lambda one: one.entry.id)),
    )


def files_below(home: Path) -> Iterator[tuple[str, Path]]:
    """The journal's own files in a folder, by their names below it."""
    for folder, before in ((home, ""), (home / "drafts", "drafts/")):
        for file in sorted(folder.iterdir()) if folder.is_dir() else ():
            if is_journal_file(before + file.name) and file.is_file():
                yield before + file.name, file


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of a journal's files, opened again and compared before it is handed out."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            archive.writestr(member, content)
    content = made.getvalue()
    if _unpacked(io.BytesIO(content), "the backup") != dict(files):
        raise Damaged("The backup does not read back the same, so it was not kept.")
    return content


def read_copy(path: Path, opener: Opener = not_opened) -> Copy:
    """What is in a zip, a folder or an export; raises a sentence, and changes nothing."""
    try:
        if path.is_dir():
            files = {name: _bounded(file) for name, file in files_below(path)}
            return in_files(files, path, opener)
        if not path.is_file():
            raise BadInput(f"There is no {path}. Name a backup, a folder of one, or an export.")
        content = _bounded(path, MOST_IN_ALL)
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({reason(error)}).") from error
    if content[:2] == b"PK":
        return in_files(_unpacked(io.BytesIO(content), str(path)), path, opener)
    if is_journal_file(path.name):
        return in_files({path.name: content}, path.parent, opener)
    return _in_export(content, path)


def in_files(files: Mapping[str, bytes], where: Path, opener: Opener = not_opened) -> Copy:
    """What is in the files of a journal, by their names. `where` is where they are from."""
    if not files.keys() - {KEY, RECOVERY}:
        raise BadInput(f"{where} holds none of a journal's files, so nothing was changed.")
    held, drafts, settings = Held(), [], None
    for name, content in _in_clear(files, where, opener):
        file = where / name
        if name == SETTINGS_NAME:
            kept = opened(content, file, JOURNAL_KIND, Cards).settings
            settings = kept.get(1)
        elif YEAR_NAME.fullmatch(name):
            year = opened(content, file, YEAR_KIND, Year)
            held = Held(
                (*held.entries, *year.entries.values()), (*held.deleted, *year.deleted.values())
            )
        else:
            drafts.append(read_page(content, file))
    return Copy(held=held, settings=settings, drafts=tuple(drafts))


def _in_clear(
    files: Mapping[str, bytes], where: Path, opener: Opener
) -> Iterator[tuple[str, bytes]]:
    is_sealed = any(bare(name) != name for name in files.keys() - {KEY, RECOVERY})
    seal = opener(files, where) if is_sealed else PLAIN
    for name, content in files.items():
        if name not in (KEY, RECOVERY):
            yield bare(name), seal_for(Path(name), seal).open(content, where / name)


def _in_export(content: bytes, path: Path) -> Copy:
    try:
        what = msgspec.json.decode(content, type=_What)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(f"{path} {_NOT_OURS}") from error
    if what.format != EXPORT:
        raise BadInput(f"{path} {_NOT_OURS}")
    if what.schema > EXPORT_SCHEMA:
        raise TooNew(
            f"{path} was written by a newer goodchat. Install the newer version to read it."
        )
    try:
        found = decoded(content, Export)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadInput(
            f"{path} holds something that is not as goodchat exports it: {error}. "
            "Nothing was changed."
        ) from error
    held = Held(found.entries, found.deleted)
    return Copy(held=held, settings=found.settings, drafts=found.drafts)


def _unpacked(source: IO[bytes], where: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(source) as archive:
            return dict(_members(archive, where))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise BadInput(f"{where} is not a whole zip file. Nothing was changed.") from error


def _members(archive: zipfile.ZipFile, where: str) -> Iterator[tuple[str, bytes]]:
    members = [one for one in archive.infolist() if one.filename != "drafts/"]
    if len(members) > MOST_FILES:
        raise BadInput(
            f"{where} holds {len(members):,} files, and a journal has far fewer. "
            "Nothing was changed."
        )
    room, seen = MOST_IN_ALL, set()
    for member in members:
        name = member.filename
        if name in seen or not is_journal_file(name):
            raise BadInput(
                f"{where} holds “{one_line(name)[:60]}”, which is no part of a journal, or is "
                "there twice. Nothing was changed."
            )
        seen.add(name)
        content = _member(archive, member, min(MOST_BYTES, room), where)
        room -= len(content)
        yield name, content


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, where: str) -> bytes:
    if member.compress_type not in _METHODS or member.flag_bits & _IS_LOCKED:
        raise BadInput(f"{where} is packed in a way goodchat does not read. Nothing was changed.")
    with archive.open(member) as file:
        # What the zip says of its sizes is not asked: only what comes out counts.
        return _no_more_than(most, file, where)


def _bounded(file: Path, most: int = MOST_BYTES) -> bytes:
    with file.open("rb") as source:
        return _no_more_than(most, source, str(file))


def _no_more_than(most: int, source: IO[bytes], where: str) -> bytes:
    parts, length = [], 0
    while part := source.read(_PIECE):
        length += len(part)
        if length > most:
            raise BadInput(f"{where} holds far more than a journal does. Nothing was changed.")
        parts.append(part)
    return b"".join(parts)
