"""Dated copies: each file as it was before its first save of a day, kept for a good while.

`backups/2026-11-24/2026.json` is `2026.json` as it was when the 24th of November began. A copy
that cannot be made is said, and never stands in the way of the save it was made for.
"""

from __future__ import annotations

import datetime as dt
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from journal import places
from journal.errors import JournalError, NotSaved
from journal.store.files import replace_durably, sweep
from journal.store.reading import Headed, read
from journal.store.seal import PLAIN, SEALED, Seal, bare

_KEPT: tuple[tuple[Callable[[dt.date], int], int], ...] = (
    (lambda day: day.toordinal(), 14),
    (lambda day: (day.toordinal() - 1) // 7, 8),
    (lambda day: day.year * 12 + day.month, 24),
)
"""Days, weeks from Monday and months: how to count them, and of how many the newest is kept."""


def thinned(dates: Iterable[dt.date], today: dt.date) -> frozenset[dt.date]:
    """Which dated copies of a file to keep: the newest of each of 14 days, 8 weeks, 24 months.

    The newest of all stays however old it is: an old year is copied once and never again.
    What is dated ahead stays too: it was the clock that was wrong.
    """
    found = sorted(set(dates), reverse=True)
    past = [day for day in found if day <= today]
    kept = {day for day in found if day > today} | set(past[:1])
    for count, most in _KEPT:
        newest: dict[int, dt.date] = {}
        for day in past:
            if count(day) > count(today) - most:
                newest.setdefault(count(day), day)
        kept.update(newest.values())
    return frozenset(kept)


class Backups:
    """The dated copies of one journal. None is made until `lived_day` says which day it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lived_day: Callable[[], dt.date] | None = None
        """Says which day is being lived."""
        self.warn: Callable[[str], object] = _silently
        """Takes a sentence about a copy that could not be made."""
        self._tried: set[Path] = set()
        self._unsaid: list[str] = []

    def before_save(self, path: Path, kind: str, size: int, seal: Seal = PLAIN) -> Path | None:
        """Copy a file about to be replaced by `size` bytes: the copy, if one was made now."""
        self._unsaid.clear()
        if self.lived_day is None:
            return None
        day = self.lived_day()
        copy = self.folder / day.isoformat() / path.name
        if copy in self._tried:
            return None
        self._tried.add(copy)
        try:
            if copy.exists() or not path.stat().st_mode & stat.S_IWUSR:
                return None  # a file that is read-only is about to be left as it is
            self._make(path, copy, kind, size, seal)
        except (JournalError, OSError) as error:
            with suppress(OSError):
                copy.parent.rmdir()  # it stays where something is in it
            self._unsaid.append(
                f"No dated copy of {path.name} could be made today ({_why(error)}). "
                "What you wrote is saved all the same."
            )
            return None
        with suppress(OSError):
            self._thin(bare(path.name), day)
        return copy

    def keep_older(self, path: Path, schema: int) -> None:
        """Copy a file in an older form before it is written anew; that copy is never thinned."""
        copy = self.folder / f"schema-{schema}" / path.name
        if not copy.exists():
            for folder in (self.folder, copy.parent):
                places.make_private(folder)
            replace_durably(copy, path.read_bytes())

    def give_way(self, copy: Path) -> None:
        """Take a copy away again, where the disk has room for it or for the save."""
        with suppress(OSError):  # the save will say that there is no room
            copy.unlink(missing_ok=True)
        self._unsaid.append(
            f"The disk is so full that today's copy of {copy.name} had to give way to the save. "
            "Free some room soon."
        )

    def after_save(self) -> None:
        """Say what there is to say, now that it cannot be taken for a save that failed."""
        for sentence in self._unsaid:
            self.warn(sentence)
        self._unsaid.clear()

    def days(self) -> tuple[dt.date, ...]:
        """The days there are copies of, latest first."""
        return tuple(sorted(dict(self._folders()), reverse=True))

    def names(self) -> frozenset[str]:
        """The files there are copies of, as they are called in a plain journal."""
        files = (file for _, folder in self._folders() for file in folder.iterdir())
        names = (bare(file.name) for file in files if not file.name.startswith("."))
        return frozenset(name for name in names if name.endswith(".json"))

    def of(self, name: str) -> dict[dt.date, Path]:
        """The copies of one file by their day, latest first, locked or not.

        `name` is what the file is called in a plain journal.
        """
        found = {}
        for day, folder in sorted(self._folders(), reverse=True):
            forms = (folder / f"{name}{SEALED}", folder / name)
            there = next((form for form in forms if form.is_file()), None)
            if there is not None:
                found[day] = there
        return found

    def sweep(self) -> None:
        """Remove what an interrupted copy left behind; only while the lock is held."""
        with suppress(OSError):  # a copy that cannot be reached is no reason not to write
            sweep(self.folder)
            for folder in self.folder.iterdir() if self.folder.is_dir() else ():
                sweep(folder)

    def _make(self, path: Path, copy: Path, kind: str, size: int, seal: Seal) -> None:
        content = path.read_bytes()
        for folder in (self.folder, copy.parent):
            places.make_private(folder)
        # The save needs room for itself, and the next one does too.
        if shutil.disk_usage(self.folder).free < len(content) + 2 * size:
            raise NotSaved("the disk has hardly any room left")
        replace_durably(copy, content)
        try:
            read(copy, kind, Headed, seal)
        except JournalError:
            copy.unlink(missing_ok=True)
            raise

    def _thin(self, name: str, today: dt.date) -> None:
        copies = self.of(name)
        for day in copies.keys() - thinned(copies, today):
            copies[day].unlink(missing_ok=True)
            with suppress(OSError):
                copies[day].parent.rmdir()  # it stays while another file has a copy in it

    def _folders(self) -> Iterator[tuple[dt.date, Path]]:
        if not self.folder.is_dir():
            return
        for folder in self.folder.iterdir():
            with suppress(ValueError):
                day = dt.date.fromisoformat(folder.name)
                if folder.name == day.isoformat() and folder.is_dir():
                    yield day, folder


def _silently(_: str) -> None:
    """Say nothing: nobody is there to read it."""


def _why(error: JournalError | OSError) -> str:
    cause = error if isinstance(error, OSError) else error.__cause__
    return places.reason(cause) if isinstance(cause, OSError) else str(error)
