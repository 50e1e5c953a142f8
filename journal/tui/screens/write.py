"""Write: the guided reflection, one thing asked at a time, with what was said in the margin."""

from __future__ import annotations

import datetime as dt
from functools import partial

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import ContentSwitcher, Static, TextArea
from typing_extensions import override

from journal import fields, safety
from journal.desk import Desk
from journal.errors import JournalError
from journal.fields import Field
from journal.model import Entry
from journal.reflection import CHAPTERS, Deal, Part, Reflection
from journal.tui import external
from journal.tui.screens import part_words
from journal.tui.screens.ask_field import ask_field
from journal.tui.screens.dialogs import LEAVE, Pick, leave_unkept
from journal.tui.screens.frame import Frame
from journal.tui.widgets.chapters import Chapters
from journal.tui.widgets.choices import Choice, Choices
from journal.tui.widgets.editor import Editor
from journal.tui.widgets.look_over import SAVE, LookOver
from journal.tui.widgets.margin import Margin
from journal.tui.widgets.promise_form import PromiseForm

KEPT_WITHIN = 1.0
"""Seconds between a key and its draft on the disk: half of what is promised."""

_CHANGES = {
    *("save", "next", "back", "another", "no_question"),
    *("bare", "outside", "other_day", "discard"),
}
"""What a window that may only read does not offer."""

_ROOM = {Part.PROMISE: "promise", Part.LOOK_OVER: "look-over"}


class WriteScreen(Frame):
    """A reflection under way."""

    MODE = "write"
    CSS_PATH = "write.tcss"
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("ctrl+s", "save", "Save now", id="save", tooltip="Save the entry as it is now"),
        Binding("ctrl+r", "next", "Next", id="next", tooltip="Go on; skip it if nothing is there"),
        Binding("ctrl+b", "back", "Back", id="back", tooltip="Go back one"),
        Binding("ctrl+n", "another", "Another question", id="another",
                tooltip="Ask another question"),
        Binding("ctrl+o", "no_question", "No question", show=False, id="no-question",
                tooltip="None of these questions: just the page"),
        Binding("ctrl+l", "bare", "Bare page", show=False, id="bare",
                tooltip="One bare page, or back to the questions"),
        Binding("ctrl+g", "outside", "Your editor", show=False, id="outside",
                tooltip="Write this page in your own editor"),
        Binding("d", "other_day", "Another day", id="other-day",
                tooltip="The chat was on another day"),
        Binding("ctrl+d", "discard", "Discard", show=False, id="discard",
                tooltip="Let this draft go"),
        Binding("escape", "leave", "Leave", id="leave",
                tooltip="Leave; the draft is kept"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._reflection: Reflection | None = None
        self._deal: Deal | None = None
        self._keeping: Timer | None = None
        self._kept: Entry | None = None
        """What the disk has: the draft as it was last kept, or the entry that is being changed."""
        self._original: Entry | None = None
        """The entry as it is in the journal, where one is being changed."""

    @override
    def compose_body(self) -> ComposeResult:
        yield Chapters()
        with Horizontal(id="desk"):
            with Vertical(id="page", classes="panel"):
                yield Static(id="asked")
                with ContentSwitcher(initial="choices", id="room"):
                    yield Choices(id="choices")
                    yield Editor(id="editor")
                    yield PromiseForm(id="promise")
                    yield LookOver(id="look-over")
            yield Margin(id="margin", classes="panel")

    @property
    def reflection(self) -> Reflection:
        """The reflection under way; a new one where there is none."""
        if self._reflection is None:
            self._reflection = self.desk.begin()
        return self._reflection

    @override
    def load(self) -> None:
        if self.desk.journal.is_writable:
            self._show()

    @property
    def draft_id(self) -> str | None:
        """Which draft is being written, where there is one."""
        return self._reflection.entry.id if self._reflection and self._kept else None

    def take_up(self, reflection: Reflection) -> None:
        """Go on with this reflection. The one that was here is kept as a draft first."""
        if not self.keep_draft():
            return
        self._reflection, self._deal = reflection, None
        self._original = self._in_the_journal(reflection) if reflection.is_revision else None
        self._kept = reflection.filled
        self._show()

    def keep_draft(self) -> bool:
        """Put what is written on the disk now; whether nothing is left unkept."""
        self._stop_timer()
        chapters = self.query_one(Chapters)
        try:
            if self.keep_words():
                chapters.kept = "draft saved"
        except JournalError as error:
            chapters.kept = "draft not saved"
            self.tell(str(error), "error")
            return False
        return True

    def keep_words(self) -> bool:
        """Keep the draft without a word on the screen, as in a crash; whether there was one."""
        self._take_in()
        draft = self._reflection
        if draft is None or not self.desk.journal.is_writable or draft.filled == self._kept:
            return False
        if not draft.has_words:
            # Emptied by a slip, perhaps: what the disk has of it stays until it is let go.
            return False
        if draft.filled == self._original:
            self.desk.journal.drafts.discard(draft.entry.id)
        else:
            self.desk.journal.drafts.keep(draft)
        self._kept = draft.filled
        return True

    def _now(self) -> Reflection:
        """The reflection with all that has been typed, however quickly."""
        self._take_in()
        return self.reflection

    def _take_in(self) -> None:
        """Take in what was typed and has not been told yet."""
        now = self._reflection
        if now is None or not self.is_mounted:
            return
        room = self.query_one("#room", ContentSwitcher).current
        if room == "editor" and now.step:
            text = self.query_one(Editor).text
            if text != now.text(now.step):
                self._reflection = now.write(text)
        elif room == "promise":
            self._reflection = now.promise(*self.query_one(PromiseForm).promise)

    def _in_the_journal(self, reflection: Reflection) -> Entry | None:
        try:
            return self.desk.journal.find(reflection.entry.id)
        except JournalError:
            return None

    @override
    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.desk.journal.is_writable:
            return action not in _CHANGES
        part, is_page = self.reflection.part, self.reflection.step is not None
        match action:
            case "next":
                return part is not Part.LOOK_OVER
            case "back":
                return self.reflection.can_go_back
            case "another" | "no_question":
                return is_page and not self.reflection.is_bare
            case "outside":
                # The words of a locked journal never lie in a file for another program.
                return is_page and not self.desk.journal.seal.suffix
            case "other_day":
                return part in CHAPTERS[0][1]
        return True

    # What the writer does

    def action_next(self) -> None:
        """Go on."""
        now = self._now()
        if now.part is not Part.PROMISE or self._promise_is_clear():
            self._go(now.forward())

    def action_back(self) -> None:
        """Go back."""
        self._go(self._now().back())

    def action_another(self) -> None:
        """Ask another question."""
        self._become(self._now().another(self._dealt()))

    def action_no_question(self) -> None:
        """Ask none of them."""
        self._become(self._now().without_question())

    def action_bare(self) -> None:
        """Turn to one bare page, or back to the questions."""
        now = self._now()
        turned = now.bare(is_bare=not now.is_bare)
        self._go(turned.go(Part.WHAT) if turned.is_bare else turned)

    def action_other_day(self) -> None:
        """Move the chat to the day before, or back to today."""
        today = self.desk.today()
        before = (today - self.reflection.entry.day).days
        day = today - dt.timedelta(days=(before + 1) % 3)
        self._become(self.reflection.fill(day=day))

    def action_save(self) -> None:
        """Keep the entry."""
        self._take_in()
        if self.reflection.part is Part.PROMISE and not self._promise_is_clear():
            return
        try:
            entry = self.desk.save(self.reflection)
        except JournalError as error:
            self.keep_draft()
            self.tell(str(error), "error")
            return
        if safety.entry_may_be_at_risk(entry):
            self.notify(safety.SAFETY_LINE, severity="warning", timeout=15, markup=False)
        revised, before = self.reflection.is_revision, self.reflection.entry.id
        self.put_down()
        if entry.id != before:
            self.tell(f"Another program changed {before} as well, so both are kept.", "warning")
        self.tell("Changed." if revised else "Kept.")
        self.app.switch_mode("entries" if revised else "today")

    def action_leave(self) -> None:
        """Leave, with the draft kept."""
        if self.keep_draft():
            self.put_down()
            self.app.switch_mode("today")
        else:
            self.call_later(self._leave_unkept)

    @work
    async def _leave_unkept(self) -> None:
        if await self.app.push_screen_wait(leave_unkept()) == LEAVE:
            self.put_down()
            self.app.switch_mode("today")

    def put_down(self) -> None:
        """Be done with the reflection that was here."""
        self._stop_timer()
        self.query_one(Chapters).kept = ""
        self._reflection = self._deal = self._kept = self._original = None

    @work
    async def action_discard(self) -> None:
        """Let the draft go, if that is meant."""
        sure = (Choice("keep", "Keep the draft"), Choice("discard", "Let it go for good"))
        if not self.reflection.has_words:
            self.action_leave()
        elif await self.app.push_screen_wait(Pick("Let this draft go?", sure)) == "discard":
            self._let_go()

    def _let_go(self) -> None:
        try:
            self.desk.journal.drafts.discard(self.reflection.entry.id)
        except JournalError as error:
            self.tell(str(error), "error")
            return
        self.put_down()
        self.app.switch_mode("today")

    def action_outside(self) -> None:
        """Write this page in the writer's own editor."""
        step = self.reflection.step
        if step is None:
            return
        self.keep_draft()
        try:
            text = external.written(
                self.app,
                self.reflection.text(step),
                self.desk.journal.drafts.folder,
                lambda file: self.tell(f"What you wrote is in {file}", "warning"),
            )
        except JournalError as error:
            self.tell(str(error), "error")
            return
        self._become(self.reflection.write(text))
        self.keep_draft()

    @on(Choices.Chosen, "#choices")
    def _chosen(self, event: Choices.Chosen) -> None:
        self._go(part_words.chosen(self.reflection, event.value).forward())

    @on(TextArea.Changed, "#editor")
    def _writing(self, event: TextArea.Changed) -> None:
        text = event.text_area.text
        step = self.reflection.step
        if step and text != self.reflection.text(step):
            self._reflection = self.reflection.write(text)
            self._keep_soon()

    @on(PromiseForm.Changed)
    def _promising(self, event: PromiseForm.Changed) -> None:
        self._reflection = self.reflection.promise(event.what, event.by)
        self._keep_soon()

    @on(PromiseForm.Done)
    def _promised(self) -> None:
        self.action_next()

    @on(LookOver.Change)
    def _change(self, event: LookOver.Change) -> None:
        if event.what == SAVE:
            self.action_save()
        elif event.what in {str(part) for part in self.reflection.parts} - set(fields.BY_NAME):
            self._go(self.reflection.go(Part(event.what)))
        else:
            self._fill_in(fields.BY_NAME[event.what])

    @work
    async def _fill_in(self, field: Field) -> None:
        entry, today = self.reflection.entry, self.desk.today()
        typed = await ask_field(self.app, entry, field, today, partial(self._hear, field))
        if typed is None:
            self._become(self.reflection.fill(**{field.name: getattr(entry, field.name)}))
        else:
            self._put(field, typed)

    def _hear(self, field: Field, text: str) -> None:
        """Keep a text that is still being typed in a dialog."""
        self._reflection = self.reflection.fill(**{field.name: text.strip() or None})
        self._keep_soon()

    def _put(self, field: Field, typed: str) -> None:
        value = fields.read(self.reflection.entry, field, typed, self.desk.today())
        if field.name == "layer":
            self._become(self.reflection.choose_layer(value))
        elif field.name != "day" or value:
            self._become(self.reflection.fill(**{field.name: value}))

    # What the screen shows

    def _dealt(self) -> Deal:
        if self._deal is None:
            self._deal = self.desk.deal(self.reflection)
        return self._deal

    def _go(self, reflection: Reflection) -> None:
        self._become(reflection)
        self.keep_draft()

    def _become(self, reflection: Reflection) -> None:
        self._reflection = reflection
        self._show()
        self._keep_soon()

    def _keep_soon(self) -> None:
        self.query_one(Chapters).kept = ""
        if self._keeping is None:
            self._keeping = self.set_timer(KEPT_WITHIN, self.keep_draft)

    def _stop_timer(self) -> None:
        if self._keeping:
            self._keeping.stop()
            self._keeping = None

    def _promise_is_clear(self) -> bool:
        return self.query_one(PromiseForm).is_clear()

    def _show(self) -> None:
        self._reflection = self.reflection.asked(self._dealt())
        now = self._reflection
        chapters = self.query_one(Chapters)
        chapters.part = now.part
        chapters.leaves_out = frozenset({"so what"} if now.is_bare else ())
        self.query_one("#asked", Static).update(part_words.asked(now))
        room = "editor" if now.step else _ROOM.get(now.part, "choices")
        self.query_one("#room", ContentSwitcher).current = room
        self._fill_room(room)
        margin = self.query_one(Margin)
        margin.set_class(now.part is Part.LOOK_OVER, "-away")
        margin.border_title = "So far"
        margin.tell(now.entry, now.step, self.desk.today(), part_words.aside(now.part))
        self.refresh_bindings()

    def _fill_room(self, room: str) -> None:
        now, today = self.reflection, self.desk.today()
        if room == "editor" and now.step:
            editor = self.query_one(Editor)
            if editor.text != now.text(now.step):
                editor.text = now.text(now.step)
                editor.move_cursor(editor.document.end)
            editor.focus()
        elif room == "promise":
            self.query_one(PromiseForm).offer(now.entry.promise, today)
            self.query_one("#what").focus()
        elif room == "look-over":
            self.query_one(LookOver).offer(now, today)
            self.query_one("#changes").focus()
        else:
            choices = self.query_one("#choices", Choices)
            chats = self.desk.base_chats(now.entry.day) if now.part is Part.RESTS_ON else []
            choices.offer(*part_words.choices(now, chats, today))
            choices.focus()
