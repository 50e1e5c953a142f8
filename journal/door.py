"""The door of a locked journal: what a passphrase opens the writer's desk through."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from journal.days import now_here
from journal.desk import Clock, Desk
from journal.store.journal import Journal

if TYPE_CHECKING:
    from journal.store.keys import Keys


class Door:
    """A locked home. It remembers no passphrase and no key."""

    def __init__(self, home: Path, clock: Clock = now_here) -> None:
        self.home = home
        self.clock = clock

    def keys(self, passphrase: str) -> Keys:
        """The journal's keys, after a second or two; raises a sentence and changes nothing.

        The work is done by another process, so a thread that waits here holds nobody up.
        """
        # Imported here because only a locked journal needs it.
        from journal.store.keys import keys_of

        return keys_of(self.home, passphrase)

    def desk(self, keys: Keys) -> Desk:
        """The desk with the opened journal on it."""
        return Desk(Journal(self.home, keys.vault), self.clock)
