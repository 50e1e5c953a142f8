"""Settings: the days, the rhythm, the words and the colours, and the days off."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace as with_changed
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from journal import days, settings
from journal.bank_holidays import NATIONS
from journal.desk import Desk
from journal.errors import JournalError
from journal.rhythm import Rest, RestReason, rest
from journal.settings import Settings
from journal.tui import colors, show
from journal.tui.screens.dialogs import AskLine, Check, Pick
from journal.tui.widgets.choices import Choice, Choices
from journal.visible import visible

_HINTS = {
    "working-days": "Weekdays with spaces between: mon tue wed thu fri.",
    "day-ends-at": "Writing before this hour belongs to the evening before, for example 04:00.",
    "bank-holidays": "Whose bank holidays are days of rest.",
    "lock-after": "Minutes without a key, 1 to 240, or off. For a journal that is locked.",
}
_CALLED = {
    "working-days": "working days",
    "day-ends-at": "my day ends at",
    "rhythm": "runs, weeks and breathers",
    "bank-holidays": "bank holidays",
    "lock-after": "lock the screen after",
}
_SHOWN = ("working-days", "day-ends-at", "rhythm", "bank-holidays")
_OF_A_LOCKED_ONE = (*_SHOWN, "lock-after")


class SettingsScreen(ModalScreen[None]):
    """What may be set, each on its line."""

    BINDINGS = [Binding("escape,comma,q", "dismiss(None)", "Close")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    @override
    def compose(self) -> ComposeResult:
        dialog = Vertical(classes="dialog")
        dialog.border_title = "Settings"
        with dialog:
            yield Choices(numbered=False, id="settings")
            yield Static(show.plain("Enter changes a line, Esc closes."), classes="hint")

    def on_mount(self) -> None:
        """Show how things are set."""
        self._offer()

    @on(Choices.Chosen)
    @work
    async def _change(self, event: Choices.Chosen) -> None:
        now, what = self._desk.settings, event.value
        try:
            changed = await self._changed(now, what)
            if changed is not None and changed != now:
                self._desk.journal.save_settings(changed)
            self._offer(what)
        except JournalError as error:
            self.notify(visible(str(error)), severity="error", markup=False)

    async def _changed(self, now: Settings, what: str) -> Settings | None:
        match what.split():
            case ["colours"]:
                return await self._other_colours(now)
            case ["days-off"]:
                return await self._more_days_off(now)
            case ["off", place]:
                return await self._fewer_days_off(now, int(place))
            case ["rhythm"]:
                turned = "off" if settings.said(now, what) == "on" else "on"
                return settings.changed(now, what, turned)
        typed = await self._ask(now, what)
        return None if typed is None else settings.changed(now, what, typed)

    async def _ask(self, now: Settings, what: str) -> str | None:
        said, title, hint = settings.said(now, what), _CALLED[what], _HINTS[what]
        if what == "bank-holidays":
            offered = [Choice(nation, nation.title()) for nation in NATIONS]
            dialog = Pick(title, [Choice("off", "off"), *offered], hint=hint, lit=said)
            return await self.app.push_screen_wait(dialog)

        def check(text: str) -> object:
            return settings.changed(now, what, text)

        return await self._line(title, said, hint, check)

    async def _other_colours(self, now: Settings) -> Settings | None:
        offered = [Choice(scheme, called) for scheme, called in colors.SCHEMES.items()]
        scheme = await self.app.push_screen_wait(Pick("colours", offered, lit=now.colours))
        return with_changed(now, colours=scheme) if scheme else None

    async def _more_days_off(self, now: Settings) -> Settings | None:
        today = self._desk.today()

        def check(text: str) -> object:
            return days.parse_near(text, today)

        first = await self._line("first day off", "", "today, mon, 24/12.", check)
        if not first:
            return None
        begins = days.parse_near(first, today)

        def check_last(text: str) -> object:
            return rest(begins, days.parse_near(text, today), RestReason.LEAVE)

        last = await self._line("last day off", first, "The same day for one day.", check_last)
        if not last:
            return None
        reasons = [Choice(reason, reason) for reason in RestReason]
        reason = await self.app.push_screen_wait(Pick("what for", reasons))
        if not reason:
            return None
        one = rest(begins, days.parse_near(last, today), RestReason(reason))
        return with_changed(now, rests=_with(now.rests, one))

    async def _fewer_days_off(self, now: Settings, place: int) -> Settings | None:
        one = now.rests[place]
        offered = (Choice("keep", "Keep them"), Choice("out", "Take them out"))
        chosen = await self.app.push_screen_wait(Pick(_span(one), offered))
        if chosen != "out":
            return None
        return with_changed(now, rests=tuple(other for other in now.rests if other != one))

    async def _line(self, title: str, text: str, hint: str, check: Check) -> str | None:
        return await self.app.push_screen_wait(AskLine(title, text, hint=hint, check=check))

    def _offer(self, lit: str | None = None) -> None:
        now = self._desk.settings
        shown = _OF_A_LOCKED_ONE if self._desk.journal.seal.suffix else _SHOWN
        made = [Choice(name, _CALLED[name], settings.said(now, name)) for name in shown]
        made.append(Choice("colours", "colours", colors.SCHEMES.get(now.colours, now.colours)))
        made.append(Choice("days-off", "add days off", "leave, sickness, training"))
        coming = [
            Choice(f"off {place}", one.reason, _span(one))
            for place, one in enumerate(now.rests)
            if one.last >= self._desk.today() - dt.timedelta(days=60)
        ]
        self.query_one("#settings", Choices).offer([*made, *coming], lit)


def _with(rests: tuple[Rest, ...], one: Rest) -> tuple[Rest, ...]:
    return tuple(sorted({*rests, one}, key=lambda rest: (rest.first, rest.last)))


def _span(one: Rest) -> str:
    if one.first == one.last:
        return days.short(one.first)
    return f"{days.short(one.first)} to {days.short(one.last)}"
