"""A quick look at a journal: its settings and its days, and none of its words.

A shell prompt asks for the run at every line, so this reads the same files as the journal does
without the database, and of each entry only when it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from journal.settings import Settings
from journal.store.reading import Headed, looking_at, read
from journal.store.seal import PLAIN, Seal, as_it_lies, bare
from journal.store.upgrades import JOURNAL_KIND, YEAR_KIND

SETTINGS_NAME = "journal.json"


class When(Struct, frozen=True):
    """When an entry was lived and written."""

    id: str
    day: dt.date
    written_at: Annotated[dt.datetime, Meta(tz=True)]


class _Year(Headed, frozen=True):
    entries: dict[str, When]


class _Journal(Headed, frozen=True):
    settings: dict[str, Settings] = {}


def years(home: Path) -> tuple[int, ...]:
    """The years a home has a file of, locked or not, latest first."""
    with looking_at(home):
        if not home.is_dir():
            return ()
        names = [bare(file.name) for file in home.iterdir()]
    stems = (name.removesuffix(".json") for name in names if len(name) == len("2026.json"))
    found = {int(stem) for stem in stems if len(stem) == 4 and stem.isascii() and stem.isdigit()}
    return tuple(sorted(found, reverse=True))


def year_file(home: Path, year: int, seal: Seal = PLAIN) -> Path:
    """Where the entries of a year are."""
    return home / f"{year:04}.json{seal.suffix}"


def settings_file(home: Path, seal: Seal = PLAIN) -> Path:
    """Where the journal's own file is."""
    return home / f"{SETTINGS_NAME}{seal.suffix}"


def settings(home: Path, seal: Seal = PLAIN) -> Settings:
    """The journal's settings; the usual ones where none were kept."""
    path, seal = as_it_lies(settings_file(home, seal), seal)
    if not path.exists():
        return Settings()
    return read(path, JOURNAL_KIND, _Journal, seal).settings.get("1", Settings())


def by_year(home: Path, seal: Seal = PLAIN) -> Iterator[list[When]]:
    """When the entries of each year were, the latest year first, each read as it is reached.

    Within a year they come as they lie in the file.
    """
    seen: set[str] = set()
    for year in years(home):
        path, its_seal = as_it_lies(year_file(home, year, seal), seal)
        there = read(path, YEAR_KIND, _Year, its_seal).entries.values()
        # As in the journal: the later of two is the one that counts.
        found = [one for one in there if one.id not in seen]
        seen.update(one.id for one in found)
        yield found
