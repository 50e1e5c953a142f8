"""A look round a home: what lies there, and how far each file can be read. Nothing is changed."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from journal.errors import Damaged
from journal.reflection import Reflection
from journal.settings import Settings
from journal.store import conflicts, salvage
from journal.store.backups import Backups
from journal.store.copies import YEAR_NAME, is_journal_file
from journal.store.drafts import DRAFT_FILE, read_page
from journal.store.files import inside, leftovers
from journal.store.glance import SETTINGS_NAME, settings_file, year_file, years
from journal.store.locking import KEY_COPY, SET_ASIDE, clear_files
from journal.store.merging import merge
from journal.store.salvage import Found
from journal.store.seal import KEY, PLAIN, Seal, as_it_lies, is_there, seal_for
from journal.store.seen import FILE as SEEN
from journal.store.seen import Seen


class Survey:
    """What there is in one home."""

    def __init__(self, home: Path, seal: Seal = PLAIN) -> None:
        self.home = home
        self.seal = seal
        self.backups = Backups(home / "backups")
        self.drafts_folder = home / "drafts"
        self.set_aside = home / SET_ASIDE

    @cached_property
    def years(self) -> dict[int, Found]:
        """Each year's file, as far as it can be read."""
        files = {year: self.file_of(year) for year in years(self.home)}
        return {year: salvage.year(*file) for year, file in files.items() if is_there(file[0])}

    @cached_property
    def settings(self) -> tuple[Settings | None, Found] | None:
        """The journal's own file, as far as it can be read; None where there is none."""
        path, seal = as_it_lies(settings_file(self.home, self.seal), self.seal)
        return salvage.settings(path, seal) if is_there(path) else None

    def file_of(self, year: int) -> tuple[Path, Seal]:
        """The file of a year, and its seal."""
        return as_it_lies(year_file(self.home, year, self.seal), self.seal)

    @property
    def keeps_clear(self) -> tuple[Path, ...]:
        """Files of a locked journal that lie there in clear."""
        return clear_files(self.home) if self.seal.suffix else ()

    @property
    def has_second_key(self) -> bool:
        """Whether the key of a locked journal is there twice, the same; true of one without."""
        key, copy = self.home / KEY, self.home / KEY_COPY
        if not self.seal.suffix or not key.is_file():
            return True
        return copy.is_file() and copy.read_bytes() == key.read_bytes()

    @cached_property
    def drafts(self) -> dict[Path, Reflection | Damaged]:
        """Each draft, or what is wrong with it."""
        files = (file for file in inside(self.drafts_folder) if DRAFT_FILE.fullmatch(file.name))
        return {file: draft(file, self.seal) for file in files}

    @cached_property
    def conflicts(self) -> tuple[Path, ...]:
        """Copies that a sync program left beside a file of the journal."""
        return conflicts.of_files(self.home)

    @cached_property
    def draft_conflicts(self) -> tuple[Path, ...]:
        """Copies that a sync program left beside a draft."""
        return conflicts.of_drafts(self.drafts_folder)

    @property
    def pages(self) -> tuple[Path, ...]:
        """Pages of the writer's editor with words that were not saved."""
        return tuple(sorted(self.drafts_folder.glob("edit-*.txt*")))

    @property
    def temporary(self) -> tuple[Path, ...]:
        """What interrupted saves left behind."""
        folders = (self.home, self.drafts_folder, *inside(self.backups.folder))
        return tuple(file for folder in folders for file in leftovers(folder))

    @property
    def wide(self) -> tuple[Path, ...]:
        """What others on this machine may look into."""
        if os.name != "posix":
            return ()
        return tuple(path for path in self._private() if stat.S_IMODE(path.stat().st_mode) & 0o077)

    @cached_property
    def repeated(self) -> dict[str, tuple[int, ...]]:
        """The ids that are there more than once, and the years they are in."""
        found = [(e.id, year) for year, one in self.years.items() for e in one.held.entries]
        counted = Counter(entry_id for entry_id, _ in found)
        twice = (entry_id for entry_id, count in counted.items() if count > 1)
        return {one: tuple(year for entry_id, year in found if entry_id == one) for one in twice}

    @cached_property
    def behind(self) -> tuple[int, ...]:
        """Years whose file is older than its own dated copy, and lacks something that is there."""
        return tuple(year for year, found in self.years.items() if self._is_behind(year, found))

    @cached_property
    def rolled_back(self) -> tuple[int, ...]:
        """Years whose file has been saved fewer times than when it was last seen."""
        seen = Seen(self.home)
        for year, found in self.years.items():
            if not found.damage:
                seen.read(year_file(self.home, year).name, found.generation)
        return tuple(
            year for year in self.years if year_file(self.home, year).name in seen.rolled_back
        )

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """Years that are gone, and have a dated copy."""
        names = sorted(filter(YEAR_NAME.fullmatch, self.backups.names()))
        gone = (int(name[:4]) for name in names if not is_there(self.file_of(int(name[:4]))[0]))
        return tuple(year for year in gone if self.last_copy(year))

    def last_copy(self, year: int) -> Found | None:
        """The newest dated copy of a year that can be read."""
        for copy in self.backups.of(year_file(self.home, year).name).values():
            found = salvage.year(copy, seal_for(copy, self.seal))
            if not found.damage:
                return found
        return None

    def last_settings(self) -> Settings | None:
        """The settings in the newest dated copy that can be read."""
        for copy in self.backups.of(SETTINGS_NAME).values():
            kept, found = salvage.settings(copy, seal_for(copy, self.seal))
            if kept and not found.damage:
                return kept
        return None

    def _is_behind(self, year: int, found: Found) -> bool:
        last = None if found.damage else self.last_copy(year)
        return bool(
            last and found.generation < last.generation and merge(found.held, last.held).brings
        )

    def _private(self) -> Iterator[Path]:
        ours = (file for file in inside(self.home) if _is_ours(file.name))
        folders = (self.drafts_folder, self.backups.folder, self.set_aside)
        below = (path for folder in folders for path in (folder, *sorted(folder.rglob("*"))))
        yield from (path for path in (self.home, *ours, *below) if path.exists())


def draft(file: Path, seal: Seal = PLAIN) -> Reflection | Damaged:
    """The draft in a file, or what is wrong with it."""
    try:
        if not file.is_file():
            return Damaged(f"{file} is not a file.")
        return read_page(seal_for(file, seal).open(file.read_bytes(), file), file)
    except Damaged as damaged:
        return damaged
    except OSError:
        return Damaged(f"{file} cannot be read.")


def _is_ours(name: str) -> bool:
    return (
        name in ("journal.lock", SEEN) or is_journal_file(name) or conflicts.is_conflict_copy(name)
    )
