"""Locking the screens: when nobody is there, or on a key; and opening them with the passphrase."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.screen import Screen
from typing_extensions import override

from journal.desk import Desk
from journal.door import Door
from journal.errors import HeldElsewhere, JournalError
from journal.settings import Settings
from journal.store.seal import is_locked
from journal.tui.idle import Idle
from journal.tui.screens.frame import Frame

if TYPE_CHECKING:
    from journal.tui.screens.locked import LockedScreen
    from journal.tui.screens.write import WriteScreen


def take_up(desk: Desk) -> None:
    """Open a desk's journal for writing, or for reading where another window writes."""
    # Without its settings no screen can say what day it is: better refused at the door.
    _ = desk.settings
    desk.journal.is_forgiving = True
    try:
        desk.journal.hold()
    except HeldElsewhere as error:
        desk.read_only_because = f"Read only. {error}"


class Lockable(App[None]):
    """An app at a desk that can be locked away. What else it is, its heir says."""

    def __init__(self, desk: Desk | None, door: Door | None) -> None:
        """A desk that is open, or the door of a locked journal, or both where it was opened."""
        super().__init__()
        self._desk = desk
        self._door = door
        self._idle = Idle()
        self._was_open = self._is_locking = False
        self._was_writing: str | None = None
        """The id of the draft that was being written when the journal was locked."""
        self.add_mode("locked", self._locked_screen)
        if desk is not None:
            self._listen_to(desk)

    def screens(self) -> dict[str, Callable[[], Screen[Any]]]:
        """The modes of an open desk, and what makes the screen of each."""
        raise NotImplementedError

    def writing(self) -> Iterable[WriteScreen]:
        """The screens being written on."""
        raise NotImplementedError

    def keep_draft(self) -> bool:
        """Put what is being written on the disk; whether nothing is left unkept."""
        raise NotImplementedError

    def sit_down(self) -> None:
        """Begin at a desk that has just been opened."""
        raise NotImplementedError

    @property
    def desk(self) -> Desk:
        """The desk; there is none while the journal is locked, and no screen that asks for it."""
        assert self._desk is not None
        return self._desk

    def _locked_screen(self) -> Screen[Any]:
        from journal.tui.screens.locked import LockedScreen

        assert self._door is not None
        kept = " What you were writing is kept." if self._was_writing else ""
        return LockedScreen(self._door, f"Locked.{kept}" if self._was_open else "")

    def _listen_to(self, desk: Desk) -> None:
        desk.journal.backups.warn = partial(
            self.notify, severity="warning", markup=False, timeout=20
        )

    def let_go(self) -> None:
        """Let another window write."""
        if self._desk is not None:
            self._desk.journal.release()

    @override
    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.MouseEvent | events.Paste) and self._desk:
            self._idle.touched(self._desk.clock())
        await super().on_event(event)

    async def lock_if_idle(self) -> None:
        """Lock a journal with a passphrase when nobody has touched it for a while."""
        if self._desk is not None and self._door is None and is_locked(self._desk.journal.home):
            # Another window has locked it, and this one still shows it.
            self._door = Door(self._desk.journal.home, self._desk.clock)
            await self.lock()
        if self._door is None or self._desk is None:
            return
        if self._idle.is_over(self._desk.clock(), self._lock_after()):
            await self.lock()

    def action_lock_now(self) -> None:
        """Lock the journal."""
        # From the app itself: a task begun here would hold on to the screen that asked.
        self.call_later(self.lock)

    async def lock(self) -> None:
        """Close the journal: the draft is kept, and nothing is left on the screen or behind it."""
        if self._door is None or self._desk is None or self._is_locking:
            return
        if not self.keep_draft():
            return  # the screen says so; words that are only here are not thrown away
        self._was_open = self._is_locking = True
        self._was_writing = next((one.draft_id for one in self.writing()), None)
        for page in self.writing():
            page.put_down()
        self.clear_notifications()
        self._clipboard = ""  # Textual's own, which Ctrl+V would show to whoever comes by
        await self.switch_mode("locked")
        for mode, screen in self.screens().items():
            await self.remove_mode(mode)
            self.add_mode(mode, screen)
        # Whoever still holds on to it, a timer or a task of Textual's, can read nothing by it.
        self._desk.journal.close()
        self._desk = None
        self._is_locking = False
        gc.collect()

    async def on_locked_screen_opened(self, message: LockedScreen.Opened) -> None:
        """Sit down at the desk again."""
        assert self._door is not None
        try:
            desk = self._door.desk(message.keys)
            take_up(desk)
        except JournalError as error:
            message.screen.refuse(str(error))
            return
        self._desk = desk
        self._listen_to(desk)
        await self.switch_mode("today")
        await self.remove_mode("locked")
        self.add_mode("locked", self._locked_screen)
        self._idle.touched(desk.clock())
        self.sit_down()
        self._write_on_after_lock()

    def _write_on_after_lock(self) -> None:
        was, self._was_writing = self._was_writing, None
        if was is None or not self.desk.journal.is_writable:
            return
        for draft in self.desk.drafts():
            if draft.entry.id == was:
                self.post_message(Frame.WriteOn(draft))

    def _lock_after(self) -> int:
        try:
            return self.desk.settings.lock_after
        except JournalError:
            return Settings().lock_after
