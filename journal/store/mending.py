"""Putting a journal's files right: what can be read is kept, the rest is set aside, never deleted.

What is found damaged is copied or moved into `set-aside/` before anything takes its place, so a
stop at any moment leaves it where the next repair finds it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from journal import places
from journal.days import counted
from journal.errors import Damaged, TooNew
from journal.model import Entry
from journal.settings import Settings
from journal.store import salvage
from journal.store.documents import Document, document
from journal.store.drafts import page
from journal.store.durable import encoded, header
from journal.store.files import replace_durably
from journal.store.glance import SETTINGS_NAME, settings_file, year_file
from journal.store.journal import Journal
from journal.store.locking import KEY_COPY, SET_ASIDE, is_key_file, put_key
from journal.store.merging import Held, merge, missing_drafts
from journal.store.reading import HEADER, content_of
from journal.store.salvage import Found
from journal.store.seal import KEY, bare, is_there, seal_for
from journal.store.survey import Survey, draft
from journal.store.upgrades import JOURNAL_KIND, YEAR_KIND

if TYPE_CHECKING:
    from journal.store.keys import Keys

Said = Callable[[str], object]
"""Takes a sentence about each thing that was done."""


def repair(journal: Journal, said: Said) -> None:
    """Mend what can be mended. The caller lets the journal go afterwards."""
    before = Survey(journal.home, journal.seal)
    temporary, clear, has_copy = before.temporary, before.keeps_clear, before.has_second_key
    journal.hold()
    if temporary:
        said(f"Cleared away what {counted(len(temporary), 'interrupted save')} left.")
    _say_what_is_locked(journal, len(clear), said)
    if journal.seal.suffix and not (has_copy and (journal.home / KEY).is_file()):
        _keep_two_keys(journal.home, said)
    mender = _Mender(journal, said)
    mender.mend_settings()
    mender.mend_years()
    mender.mend_drafts()
    mender.set_pages_aside()
    mender.make_private()
    journal.refresh()


def _say_what_is_locked(journal: Journal, clear: int, said: Said) -> None:
    for trouble in journal.unsealed:
        said(str(trouble))
    closed = clear - len(journal.unsealed)
    if closed > 0:
        said(f"Locked what lay there in clear: {counted(closed, 'file')}.")


def _keep_two_keys(home: Path, said: Said) -> None:
    """Make the two key files one again. Where the keyring opened the journal, neither was tried."""
    key, copy = home / KEY, home / KEY_COPY
    if is_key_file(copy) and not is_key_file(key):
        if is_there(key):
            said(f"{KEY} as it was found is now {set_aside(home, key)}.")
        put_key(home, content_of(copy))
        said(f"{KEY} is there again, from its second copy.")
    elif is_there(key):
        if is_key_file(copy) and content_of(copy) != content_of(key):
            said(f"{KEY_COPY.as_posix()} as it was found is now {set_aside(home, copy)}.")
        put_key(home, content_of(key))
        if is_key_file(copy):
            said(f"{KEY} has a second copy again: {KEY_COPY.as_posix()}.")


def second_key(home: Path, said: Said) -> Callable[[str], Keys]:
    """What opens a locked journal by the second copy of its key, and puts that in its place."""
    from journal.store.keys import check_fits, open_keys

    copy = home / KEY_COPY
    content = content_of(copy)

    def attempt(passphrase: str) -> Keys:
        found = open_keys(content, passphrase, copy)
        check_fits(home, found, copy)
        if is_there(home / KEY):
            said(f"{KEY} as it was found is now {set_aside(home, home / KEY)}.")
        replace_durably(home / KEY, content)
        said(f"{KEY} is there again, from its second copy.")
        return found

    return attempt


def set_aside(home: Path, path: Path) -> str:
    """Move something damaged into `set-aside`, and say where it is now."""
    aside = _free_name(home / SET_ASIDE, path.name)
    path.rename(aside)
    return f"{aside.parent.name}/{aside.name}"


class _Mender:
    """A repair under way."""

    def __init__(self, journal: Journal, said: Said) -> None:
        self._survey = Survey(journal.home, journal.seal)
        self._seal = journal.seal
        self._journal = journal
        self._said = said

    def mend_settings(self) -> None:
        """Put the settings right: those that can be read, over those of the newest copy."""
        if self._survey.settings is None:
            return
        kept, found = self._survey.settings
        if not found.damage or found.is_out_of_reach:
            return
        path = settings_file(self._survey.home, self._seal)
        best = self._best_settings(kept)
        if best is None:
            self._said(f"{SETTINGS_NAME} is now {self._move_aside(path)}: the usual settings hold.")
            return
        aside = self._out_of_the_way(path)
        generation = self._next_generation(path, found)
        tables = {HEADER: header(JOURNAL_KIND, generation), "settings": _table([best])}
        replace_durably(path, self._seal.close(encoded(tables)))
        self._journal.seen.saved(path.name, generation)
        self._said(f"{SETTINGS_NAME} is mended. As it was found it is {aside}.")

    def mend_years(self) -> None:
        """Put every entry that can be read anywhere into the file of its year, once."""
        survey = self._survey
        if any(found.is_out_of_reach for found in survey.years.values()):
            return  # with entries that cannot be seen, nothing can be said about the others
        copies = {f: salvage.year(f, seal_for(f, self._seal)) for f in survey.conflicts}
        copies = {file: found for file, found in copies.items() if not found.is_out_of_reach}
        if not copies and not self._needs_mending():
            return
        held = self._all_held(found.held for found in copies.values())
        self._write(_by_year(held))
        self._take_as_they_are()
        for file, found in copies.items():
            what = "What could be read of it" if found.damage else "What was in it"
            self._said(
                f"{file.name} is now {self._move_aside(file)}. "
                f"{what} and was not in the journal is in the journal now."
            )

    def _take_as_they_are(self) -> None:
        """Say of an earlier copy that nothing more is known of, and do not talk of it again."""
        for year in self._survey.rolled_back:
            found = salvage.year(*self._survey.file_of(year))
            name = year_file(self._survey.home, year).name
            if found.generation < self._journal.seen.read(name, found.generation):
                self._journal.seen.saved(name, found.generation)
                self._said(f"{name} is an earlier copy, and no later one is known of here.")

    def mend_drafts(self) -> None:
        """Keep the drafts that can be read, and set the others aside."""
        survey = self._survey
        for file, found in survey.drafts.items():
            if isinstance(found, Damaged) and not isinstance(found, TooNew):
                self._mend_draft(file)
        ours = self._journal.drafts.latest_first()
        theirs = {file: draft(file, self._seal) for file in survey.draft_conflicts}
        readable = [one for one in theirs.values() if not isinstance(one, Damaged)]
        if readable:
            entries = [
                one
                for found in Survey(survey.home, self._seal).years.values()
                for one in found.held.entries
            ]
            for missing in missing_drafts(ours, readable, entries):
                self._journal.drafts.keep(missing)
        for file, found in theirs.items():
            if not isinstance(found, TooNew):
                self._said(f"drafts/{file.name} is now {self._move_aside(file)}.")

    def set_pages_aside(self) -> None:
        """Keep an editor's unsaved pages where the writer can read them in peace."""
        for file in self._survey.pages:
            self._said(
                f"drafts/{file.name} is now {self._move_aside(file)}. "
                "Its words were not saved: read it before you let it go."
            )

    def make_private(self) -> None:
        """Keep every file and folder to its owner."""
        for path in Survey(self._survey.home, self._seal).wide:
            path.chmod(0o700 if path.is_dir() else 0o600)
            self._said(f"{path.name} is yours alone to read now.")

    def _best_settings(self, kept: Settings | None) -> Settings | None:
        last = self._survey.last_settings()
        for file in self._survey.conflicts if last is None else ():
            other, found = salvage.settings(file, seal_for(file, self._seal))
            last = last or (None if found.damage else other)
        if last is None or kept is None:
            return last or kept
        usual = Settings()
        changed = {
            name: getattr(kept, name)
            for name in kept.__struct_fields__
            if getattr(kept, name) != getattr(usual, name)
        }
        return msgspec.structs.replace(last, **changed)

    def _all_held(self, copies: Iterable[Held]) -> Held:
        survey = self._survey
        ours = [found.held for found in survey.years.values()]
        held = merge(Held(), _together(ours)).held
        for year, found in survey.years.items():
            if found.damage or year in survey.behind:
                held = merge(held, self._last(year).held).held
        for year in survey.missing:
            held = merge(held, self._last(year).held).held
        for copy in copies:
            held = merge(held, copy).held
        return held

    def _needs_mending(self) -> bool:
        survey = self._survey
        files = survey.years.items()
        return bool(
            survey.repeated
            or survey.behind
            or survey.missing
            or survey.rolled_back
            or any(found.damage or _leaving(found.held, year) for year, found in files)
        )

    def _last(self, year: int) -> Found:
        return self._survey.last_copy(year) or Found()

    def _write(self, wanted: dict[int, Held]) -> None:
        """First all that comes into a file, then what leaves it, so that a stop loses nothing."""
        survey = self._survey
        leaving: dict[int, Held] = {}
        for year in sorted(wanted.keys() | survey.years.keys() | set(survey.missing)):
            found = survey.years.get(year)
            want = wanted.get(year, Held())
            if found and not found.damage and _is_same(found.held, want):
                continue
            moving = _leaving(found.held if found else Held(), year)
            if moving and found and not found.damage and _is_same(found.held, _with(want, moving)):
                leaving[year] = want
                continue
            if moving:
                leaving[year] = want
            self._write_year(year, _with(want, moving), found)
        for year, want in leaving.items():
            self._write_year(year, want, salvage.year(*survey.file_of(year)))

    def _write_year(self, year: int, held: Held, found: Found | None) -> None:
        path = year_file(self._survey.home, year, self._seal)
        is_damaged = found is not None and bool(found.damage)
        last = self._survey.last_copy(year)
        if is_damaged and not held.entries and not held.deleted and last is None:
            self._said(f"{path.name} is now {self._move_aside(path)}. Nothing in it can be read.")
            return
        generation = self._next_generation(path, found, last)
        tables = {
            HEADER: header(YEAR_KIND, generation),
            "entries": _table(held.entries),
            "deleted": _table(held.deleted),
        }
        content = self._seal.close(encoded(tables))
        aside = self._out_of_the_way(path) if is_damaged else ""
        if found is not None and not is_damaged:
            self._journal.backups.before_save(path, YEAR_KIND, len(content), self._seal)
        replace_durably(path, content)
        self._journal.seen.saved(path.name, generation)
        self._journal.backups.after_save()
        chats = counted(len(held.entries), "chat")
        if aside:
            self._said(
                f"{path.name} is mended, with the {chats} that could be read. "
                f"As it was found it is {aside}."
            )
        else:
            self._said(f"{path.name} is put right, with {chats} in it.")

    def _next_generation(self, path: Path, *copies: Found | None) -> int:
        known = max(one.generation if one else 0 for one in copies)
        return self._journal.seen.read(path.name, known) + 1

    def _mend_draft(self, file: Path) -> None:
        kept = salvage.draft(file, seal_for(file, self._seal))
        if kept is None:
            self._said(f"drafts/{file.name} cannot be read and is now {self._move_aside(file)}.")
            return
        aside = self._out_of_the_way(file)
        replace_durably(file, seal_for(file, self._seal).close(page(kept)))
        self._said(f"drafts/{file.name} is mended. As it was found it is {aside}.")

    def _out_of_the_way(self, path: Path) -> str:
        """Keep what is in a damaged file before something better takes its place."""
        if not path.is_file():
            return self._move_aside(path)
        content = path.read_bytes()
        aside = _free_name(self._survey.set_aside, path.name)
        replace_durably(aside, content)
        return f"{aside.parent.name}/{aside.name}"

    def _move_aside(self, path: Path) -> str:
        return set_aside(self._survey.home, path)


def _free_name(folder: Path, name: str) -> Path:
    places.make_private(folder)
    stem, dot, suffix = bare(name).rpartition(".")
    sealed = name.removeprefix(bare(name))
    names = (f"{stem}, {number}{dot}{suffix}{sealed}" for number in count(2))
    while os.path.lexists(folder / name):
        name = next(names)
    return folder / name


def _by_year(held: Held) -> dict[int, Held]:
    years = {one.day.year for one in (*held.entries, *(gone.entry for gone in held.deleted))}
    return {
        year: Held(
            tuple(one for one in held.entries if one.day.year == year),
            tuple(one for one in held.deleted if one.entry.day.year == year),
        )
        for year in years
    }


def _together(copies: Iterable[Held]) -> Held:
    every = tuple(copies)
    return Held(
        tuple(entry for one in every for entry in one.entries),
        tuple(gone for one in every for gone in one.deleted),
    )


def _with(held: Held, moving: Held | None) -> Held:
    return _together((held, moving)) if moving else held


def _leaving(held: Held, year: int) -> Held | None:
    strays = tuple(entry for entry in held.entries if entry.day.year != year)
    return Held(strays) if strays else None


def _is_same(found: Held, want: Held) -> bool:
    """Whether a file holds just the entries wanted of it, and can bring back what it should."""

    def told(entries: Iterable[Entry]) -> list[bytes]:
        return sorted(map(msgspec.json.encode, entries))

    return told(found.entries) == told(want.entries) and set(want.deleted) <= set(found.deleted)


def _table(rows: Iterable[msgspec.Struct]) -> dict[str, Document]:
    return {str(number): document(row) for number, row in enumerate(rows, 1)}
