"""The desk a command sits at, and the right to write for as long as it needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journal import days, desk, places
from journal.cli import say
from journal.cli.unlocking import seal_of
from journal.store.journal import Journal
from journal.store.seal import Seal


def open_desk(home: Path | None = None) -> desk.Desk:
    """The desk with the writer's journal on it. Nothing is made on the disk.

    A locked journal takes its passphrase, so this comes before anything is read or written.
    """
    home = home or places.home()
    return desk_of(home, seal_of(home))


def desk_of(home: Path, seal: Seal) -> desk.Desk:
    """The desk with the journal of a home that this seal opens."""
    journal = Journal(home, seal)
    journal.backups.warn = journal.seen.warn = say.aside
    return desk.Desk(journal, days.now_here)


@contextmanager
def writing(journal: Journal) -> Iterator[None]:
    """The right to write, let go again whatever happens."""
    journal.hold()
    try:
        yield
    finally:
        journal.release()
