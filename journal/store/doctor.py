"""What is well with a journal's files and what is not, file by file, in words.

It looks and says; mending what it says is the work of `mending.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from msgspec import Struct

from journal.days import counted, full
from journal.errors import Damaged, HeldElsewhere, NotSaved, TooNew
from journal.store.glance import SETTINGS_NAME
from journal.store.lock import JournalLock
from journal.store.locking import KEY_COPY, sealed_files
from journal.store.salvage import Found
from journal.store.seal import KEY, PLAIN, RECOVERY, Seal
from journal.store.survey import Survey

_LITTLE_ROOM = 20 * 1024 * 1024
_NO_RECOVERY = "and only the passphrase opens it"


class Finding(Struct, frozen=True):
    """One thing about one file."""

    file: str
    """The file, by its name below the home."""
    said: str
    """What there is to say of it, as a sentence that begins with the file."""
    is_well: bool = True
    can_be_mended: bool = False
    """Whether a repair would put it right."""


def examine(home: Path, seal: Seal = PLAIN) -> tuple[Finding, ...]:
    """Everything there is to say about a home."""
    survey = Survey(home, seal)
    looks = (
        *(_keys, _clear, _years, _missing, _settings, _drafts, _conflicts, _pages, _temporary),
        *(_backups, _set_aside, _permissions, _room, _lock),
    )
    return tuple(chain.from_iterable(look(survey) for look in looks))


def _keys(survey: Survey) -> Iterator[Finding]:
    if not survey.seal.suffix:
        return
    key, copy = survey.home / KEY, survey.home / KEY_COPY
    if not key.is_file():
        yield Finding(KEY, f"{KEY} is gone, and nothing opens without it.", False, copy.is_file())
    elif not survey.has_second_key:
        yield Finding(KEY, f"{KEY} has no second copy in backups.", False, True)
    else:
        has = "and there is a recovery key" if (survey.home / RECOVERY).exists() else _NO_RECOVERY
        yield Finding(KEY, f"{KEY}: the journal is locked, {has}.")


def _clear(survey: Survey) -> Iterator[Finding]:
    for file in sealed_files(survey.home) if not survey.seal.suffix else ():
        if file.parent == survey.home:
            yield Finding(file.name, f"{file.name} is locked with a key that is not here.", False)
    for file in survey.keeps_clear:
        name = str(file.relative_to(survey.home))
        yield Finding(name, f"{name} lies there in clear, in a locked journal.", False, True)


def _years(survey: Survey) -> Iterator[Finding]:
    for year, found in survey.years.items():
        name = survey.file_of(year)[0].name
        troubles = tuple(_troubles(survey, year, found))
        for trouble in troubles:
            yield Finding(name, f"{name} {trouble}.", False, not found.is_out_of_reach)
        if not troubles:
            yield Finding(name, f"{name}: {counted(len(found.held.entries), 'chat')}, all well.")


def _troubles(survey: Survey, year: int, found: Found) -> Iterator[str]:
    if found.is_out_of_reach:
        yield found.damage
        return
    if found.damage:
        chats = counted(len(found.held.entries), "chat")
        yield f"{found.damage}; {chats} in it can still be read"
    repeated = sum(1 for years in survey.repeated.values() if year in years)
    if repeated:
        yield f"holds {counted(repeated, 'chat')} that {_is(repeated)} in the journal twice"
    strays = sum(1 for entry in found.held.entries if entry.day.year != year)
    if strays:
        yield f"holds {counted(strays, 'chat')} of another year"
    if year in survey.behind:
        yield "is older than its dated copy, and lacks something that is there"
    elif year in survey.rolled_back:
        yield "is older than it was: another program has put an earlier copy in its place"


def _missing(survey: Survey) -> Iterator[Finding]:
    for year in survey.missing:
        name = survey.file_of(year)[0].name
        yield Finding(name, f"{name} is gone, and there is a dated copy of it.", False, True)


def _settings(survey: Survey) -> Iterator[Finding]:
    if survey.settings is None:
        return
    found = survey.settings[1]
    if found.damage:
        yield Finding(
            SETTINGS_NAME, f"{SETTINGS_NAME} {found.damage}.", False, not found.is_out_of_reach
        )
    else:
        yield Finding(SETTINGS_NAME, f"{SETTINGS_NAME}: the settings, all well.")


def _drafts(survey: Survey) -> Iterator[Finding]:
    for file, found in survey.drafts.items():
        name = f"drafts/{file.name}"
        if isinstance(found, TooNew):
            yield Finding(name, f"{name} was written by a newer goodchat.", False)
        elif isinstance(found, Damaged):
            yield Finding(name, f"{name} cannot be read.", False, True)
    readable = sum(1 for found in survey.drafts.values() if not isinstance(found, Damaged))
    if readable:
        yield Finding("drafts", f"drafts: {counted(readable, 'draft')} to carry on with, all well.")


def _conflicts(survey: Survey) -> Iterator[Finding]:
    for file in (*survey.conflicts, *survey.draft_conflicts):
        name = str(file.relative_to(survey.home))
        yield Finding(name, f"{name} is a copy that a sync program left.", False, True)


def _pages(survey: Survey) -> Iterator[Finding]:
    for file in survey.pages:
        name = f"drafts/{file.name}"
        yield Finding(name, f"{name} is an editor's page that was not saved.", False, True)


def _temporary(survey: Survey) -> Iterator[Finding]:
    for file in survey.temporary:
        name = str(file.relative_to(survey.home))
        yield Finding(name, f"{name} was left by a save that was interrupted.", False, True)


def _backups(survey: Survey) -> Iterator[Finding]:
    days = survey.backups.days()
    if days:
        said = f"backups: dated copies of {counted(len(days), 'day')}, the last {full(days[0])}."
        yield Finding("backups", said)


def _set_aside(survey: Survey) -> Iterator[Finding]:
    if survey.set_aside.is_dir():
        count = sum(1 for _ in survey.set_aside.iterdir())
        was = "it was" if count == 1 else "they were"
        said = f"{survey.set_aside.name}: {counted(count, 'file')} kept as {was} found."
        yield Finding(survey.set_aside.name, said)


def _permissions(survey: Survey) -> Iterator[Finding]:
    for path in survey.wide:
        name = str(path.relative_to(survey.home)) if path != survey.home else str(path)
        yield Finding(name, f"{name} can be looked into by others on this machine.", False, True)


def _room(survey: Survey) -> Iterator[Finding]:
    if not survey.home.is_dir():
        return
    free = shutil.disk_usage(survey.home).free
    files = (file for file in survey.home.glob("*.json*") if file.is_file())
    largest = max((file.stat().st_size for file in files), default=0)
    if free < max(_LITTLE_ROOM, 4 * largest):
        said = f"The disk has {free // 1024:,} kB left, which is little. Free some room."
        yield Finding(".", said, False)


def _lock(survey: Survey) -> Iterator[Finding]:
    lock = JournalLock(survey.home)
    if not (survey.home / "journal.lock").exists():
        return
    try:
        lock.acquire()
    except HeldElsewhere as held:
        yield Finding("journal.lock", str(held))
    except NotSaved as refused:
        yield Finding("journal.lock", str(refused), False)
    else:
        lock.release()


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
