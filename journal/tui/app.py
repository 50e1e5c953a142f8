"""The app: its modes, its colours and the keys that work everywhere."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import Screen
from typing_extensions import override

from journal.desk import Desk
from journal.door import Door
from journal.errors import JournalError
from journal.reflection import Reflection
from journal.tui import colors
from journal.tui.lockable import Lockable, take_up
from journal.tui.palette import Keys, commands
from journal.tui.screens.frame import Frame, takes_letters
from journal.tui.screens.today import TodayScreen
from journal.tui.terminal_watch import end_soon, watch
from journal.visible import visible

if TYPE_CHECKING:
    from journal.tui.screens.write import WriteScreen

_LOOKS_EVERY = 5
"""Seconds between two looks at whether anybody is there."""


class GoodchatApp(Lockable):
    """The journal on a whole screen."""

    TITLE = "goodchat"
    # Today's styles are read with the app's own: read by its screen, they would cost every style
    # being worked out twice at each start.
    CSS_PATH = ["app.tcss", "screens/today.tcss"]
    DEFAULT_MODE = "today"
    COMMANDS = {Keys}
    COMMAND_PALETTE_DISPLAY = "^p"
    BINDINGS = [
        Binding("t", "mode('today')", "Today", id="today", tooltip="Go to Today"),
        Binding("w", "mode('write')", "Write", id="write", tooltip="Write about a chat"),
        Binding("e", "mode('entries')", "Entries", id="entries", tooltip="Go to your entries"),
        Binding("comma", "settings", "Settings", show=False, id="settings",
                tooltip="Settings: working days, leave, colours"),
        Binding("question_mark,f1", "help", "Help", id="help", tooltip="Help: keys and words"),
        Binding("q", "leave", "Quit", id="quit", tooltip="Quit; a draft is kept"),
        # Textual's own overtakes the keys before it, and words typed last would not be there yet.
        Binding("ctrl+q", "quit", "Quit", show=False),
        Binding("f9", "lock_now", "Lock", show=False, id="lock-now",
                tooltip="Lock the journal now; a draft is kept"),
    ]  # fmt: skip

    def __init__(self, desk: Desk | None, open_on: str = "today", door: Door | None = None) -> None:
        """A desk that is open, or the door of a locked journal, or both where it was opened."""
        super().__init__(desk, door)
        self.ended: threading.Event | None = None
        """Set once the app has come to its end by itself."""
        self._open_on = open_on
        for scheme in (colors.DARK, colors.LIGHT):
            self.register_theme(scheme)
        for mode, screen in self.screens().items():
            self.add_mode(mode, screen)
        # Set unwatched, as nothing is drawn yet that would have to be drawn anew.
        self.set_reactive(App.theme, self._known(self._colours()))

    @override
    def screens(self) -> dict[str, Callable[[], Screen[Any]]]:
        # The screens a start does not need are imported when they are first gone to.
        def write() -> Screen[Any]:
            from journal.tui.screens.write import WriteScreen

            return WriteScreen(self.desk)

        def entries() -> Screen[Any]:
            from journal.tui.screens.entries import EntriesScreen

            return EntriesScreen(self.desk)

        return {"today": lambda: TodayScreen(self.desk), "write": write, "entries": entries}

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return colors.FALLBACKS

    @override
    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        # Textual's own include a screenshot, which would put private words in a file.
        return ()

    def on_ready(self) -> None:
        """Look for garbage again, now that there may be some."""
        gc.enable()

    def on_mount(self) -> None:
        """Open on the right screen, after the welcome where it is the first time."""
        self._listen_for_the_end()
        self.set_interval(_LOOKS_EVERY, self.lock_if_idle)
        if self._desk is not None:
            self.sit_down()

    @override
    def sit_down(self) -> None:
        self._wear(self._colours())
        self._idle.touched(self.desk.clock())
        if not self.desk.journal.is_writable:
            return
        if self.desk.journal.is_new:
            self._welcome()
        elif self._open_on == "write":
            self.call_after_refresh(self.action_mode, "write")

    def _listen_for_the_end(self) -> None:
        if sys.platform == "win32" or self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for ending in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(ending, self.told_to_end)
        self.ended = watch(partial(loop.call_soon_threadsafe, self.told_to_end))

    def _colours(self) -> str:
        if self._desk is None:
            return colors.DARK.name
        try:
            return self.desk.settings.colours
        except JournalError:
            # The screen says what is wrong with the settings; it needs colours to say it in.
            return colors.DARK.name

    def _shows_rhythm(self) -> bool:
        try:
            return self.desk.settings.rhythm
        except JournalError:
            return True

    def _wear(self, scheme: str) -> None:
        self.theme = self._known(scheme)

    def _known(self, scheme: str) -> str:
        return scheme if scheme in self.available_themes else colors.DARK.name

    def _welcome(self) -> None:
        from journal.tui.screens.welcome import Welcome

        def begin(writes: bool | None) -> None:
            try:
                self.desk.journal.begin()
            except JournalError as error:
                self.notify(str(error), severity="error", markup=False, timeout=20)
                return
            if writes:
                self.action_mode("write")

        self.push_screen(Welcome(), begin)

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        screen = self._asked_on()
        if self._desk is None:
            return action == "quit"
        if action == "lock_now":
            return self._door is not None
        if action in ("mode", "settings", "leave") and takes_letters(screen.focused):
            return False
        if isinstance(screen, Frame):
            if action == "mode":
                here = parameters[0] == screen.MODE
                may = parameters[0] != "write" or self.desk.journal.is_writable
                return may and not here
            return True
        # A dialog is answered before anything else is done.
        return action not in ("mode", "settings", "help", "leave")

    def _asked_on(self) -> Screen[Any]:
        """The screen an action is for: the palette acts for the one it was opened on."""
        stack = self.screen_stack
        return stack[-2] if isinstance(stack[-1], CommandPalette) else stack[-1]

    def action_mode(self, mode: str) -> None:
        """Go to a mode. Write keeps what it has, whether or not the disk could."""
        self.keep_draft()
        self.switch_mode(mode)

    def action_help(self) -> None:
        """Show the keys that work here, and the words."""
        from journal.tui.screens.help import Help

        keys = [(key, does) for key, does, _ in commands(self, self.screen)]
        self.push_screen(Help(keys, shows_rhythm=self._shows_rhythm()))

    def action_settings(self) -> None:
        """Open the settings."""
        from journal.tui.screens.settings import SettingsScreen

        try:
            _ = self.desk.settings
        except JournalError as error:
            self.notify(visible(str(error)), severity="error", markup=False)
            return

        def changed(_: None) -> None:
            self._wear(self._colours())
            if isinstance(self.screen, Frame):
                self.screen.on_screen_resume()

        self.push_screen(SettingsScreen(self.desk), changed)

    def action_leave(self) -> None:
        """Quit. What is being written is kept as a draft; where it cannot be, ask first."""
        if self.keep_draft():
            self.exit()
            return
        from journal.tui.screens.dialogs import LEAVE, leave_unkept

        self.push_screen(leave_unkept(), lambda way: self.exit() if way == LEAVE else None)

    @override
    async def action_quit(self) -> None:
        self.action_leave()

    def told_to_end(self) -> None:
        """The window was closed, or the system wants us gone: keep the draft and go."""
        self.keep_draft()
        if self.ended is not None:
            end_soon(self.ended)
        self.exit()

    def on_frame_write_on(self, message: Frame.WriteOn) -> None:
        """Go to Write with the reflection that was asked for."""
        self.switch_mode("write")
        if message.reflection is not None:
            reflection = message.reflection
            self.call_after_refresh(self._take_up, reflection)

    def _take_up(self, reflection: Reflection) -> None:
        from journal.tui.screens.write import WriteScreen

        if isinstance(self.screen, WriteScreen):
            self.screen.take_up(reflection)

    @override
    def keep_draft(self) -> bool:
        """Put what is being written on the disk; whether nothing is left unkept."""
        kept = [screen.keep_draft() for screen in self.writing()]
        return all(kept)

    @override
    def writing(self) -> Iterator[WriteScreen]:
        """The screens being written on, a dialog over them or another mode before them."""
        from journal.tui.screens.write import WriteScreen

        for stack in self._screen_stacks.values():
            yield from (screen for screen in stack if isinstance(screen, WriteScreen))

    @override
    def _fatal_error(self) -> None:
        # Textual's own report prints local variables, which hold what the writer wrote. Ours
        # names the places in the code and the kind of error, and nothing of its text.
        kind, error, _ = sys.exc_info()
        places = traceback.extract_tb(error.__traceback__) if error else []
        report = [f"  {place.filename}:{place.lineno} in {place.name}" for place in places[-12:]]
        said = f"goodchat stopped because of a fault of its own. {self._last_words()}"
        self._fault = "\n".join([said, f"{kind.__name__ if kind else 'Error'} at", *report])
        self._close_messages_no_wait()

    _fault: str = ""

    def _last_words(self) -> str:
        """Keep the draft on the way down, and say whether it is kept."""
        try:
            kept = [screen.keep_words() for screen in self.writing()]
        except JournalError as error:
            return str(error)
        return "What you wrote is kept as a draft." if any(kept) else "Your entries are safe."

    @override
    def _print_error_renderables(self) -> None:
        if self._fault:
            sys.stderr.write(self._fault + "\n")


class ClosedApp(GoodchatApp):
    """The journal on a whole screen, locked at first."""

    DEFAULT_MODE = "locked"


def run(desk: Desk | None, *, door: Door | None = None, open_on: str = "today") -> int:
    """Open the journal; 0 when it was left in the usual way.

    Where it is locked, the door asks for its passphrase, and locks again when nobody is there.
    """
    # Until Today is shown there is nothing to throw away, and looking costs a tenth of the start.
    gc.disable()
    try:
        if desk is not None:
            take_up(desk)
        app = GoodchatApp(desk, open_on, door) if desk else ClosedApp(None, open_on, door)
        try:
            app.run()
        finally:
            app.let_go()
            if app.ended is not None:
                app.ended.set()
        return app.return_code or 0
    finally:
        gc.enable()
