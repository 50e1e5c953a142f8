"""`goodchat edit`: one chat changed, by options or in the writer's own editor."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import click

from journal import editors, places
from journal.cli import hear, say, typed
from journal.cli.desks import open_desk, writing
from journal.desk import Desk
from journal.errors import BadInput
from journal.model import STEP_NAMES, Entry, Step
from journal.reflection import STEP_OF, Reflection, check_length, revise
from journal.safety import SAFETY_LINE, entry_may_be_at_risk
from journal.store.seal import is_locked

_NOT_IN_CLEAR = (
    "Your own editor needs the words in a file that is not locked, so it is not opened for a "
    "locked journal. Change the chat in goodchat, or here with --text, which takes - for a pipe."
)
_PART_OF = {step: part for part, step in STEP_OF.items()}


@click.command("edit", short_help="Change one chat.")
@click.argument("entry_id", metavar="ID")
@click.option("--layer", "-l", help="Move it to base, filling or top.")
@click.option("--with", "with_whom", metavar="ROLE", help="Who it was with: a role, no name.")
@click.option("--ground", "-g", help="Whose ground: ours, theirs, neutral, phone.")
@click.option("--tag", "-t", "tags", multiple=True, help="Add a tag. Again for more.")
@click.option("--untag", "untags", multiple=True, metavar="TAG", help="Take a tag off.")
@click.option("--day", "-d", metavar="DATE", help="The day of the chat: yesterday, tue, 19/11.")
@click.option("--text", metavar="TEXT|-", help="Put this in place of what happened.")
def edit(entry_id: str, **options: Any) -> int:
    """Change one chat: what the options name, or without any its texts in your editor."""
    by_options = any(value not in (None, ()) for value in options.values())
    if not by_options and is_locked(places.home()):
        raise BadInput(_NOT_IN_CLEAR)
    desk = open_desk()
    wanted = typed.entry_id(entry_id)
    before = desk.journal.find(wanted)
    if options["text"] is not None:
        options["text"] = _text(options["text"])
    _refuse_beside_a_draft(desk, before)
    if by_options:
        changed = _changed(desk, before, **options)
        if changed.entry == before:
            say.aside(f"{before.id} is like that already. Nothing was changed.")
            return 0
        changed.finish(desk.clock())  # refused, if it is, before anything is on the disk
        with writing(desk.journal):
            # Another window may have changed it in the meantime: its version is the one to change.
            before = desk.journal.find(before.id)
            _save(desk, before, _changed(desk, before, **options))
        return 0
    with writing(desk.journal):
        _in_editor(desk, desk.journal.find(before.id))
    return 0


def _refuse_beside_a_draft(desk: Desk, before: Entry) -> None:
    # A change begun elsewhere would be let go by this one, or would later undo it.
    if any(draft.entry.id == before.id for draft in desk.drafts()):
        raise BadInput(
            f"A change to {before.id} is already begun and not kept yet. "
            "Carry on with it in goodchat, or let it go there, and then edit again."
        )


def _changed(
    desk: Desk,
    entry: Entry,
    *,
    layer: str | None,
    with_whom: str | None,
    ground: str | None,
    tags: tuple[str, ...],
    untags: tuple[str, ...],
    day: str | None,
    text: str | None,
) -> Reflection:
    reflection = revise(entry)
    if layer is not None:
        reflection = reflection.choose_layer(typed.layer(layer))
    if with_whom is not None:
        reflection = reflection.fill(with_whom=typed.with_whom(with_whom))
    if ground is not None:
        reflection = reflection.fill(ground=typed.ground(ground))
    if day is not None:
        reflection = reflection.fill(day=_day(desk, day))
    if tags or untags:
        reflection = reflection.fill(tags=_tags(entry, typed.tags(tags), typed.tags(untags)))
    if text is not None:
        reflection = _with_text(reflection, Step.WHAT, text)
    return reflection


def _text(text: str) -> str:
    return hear.piped() if text == "-" else hear.argument(text)


def _day(desk: Desk, day: str) -> dt.date:
    return desk.check_day(typed.day(day, desk.today()))


def _tags(entry: Entry, more: tuple[str, ...], fewer: tuple[str, ...]) -> tuple[str, ...]:
    missing = [tag for tag in fewer if tag not in entry.tags]
    if missing:
        raise BadInput(f"{entry.id} has no tag {missing[0]}.")
    return tuple(tag for tag in dict.fromkeys((*entry.tags, *more)) if tag not in fewer)


def _in_editor(desk: Desk, before: Entry) -> None:
    page = _Page(before)
    with editors.private_file(desk.journal.drafts.folder, page.text, _say_where) as file:
        editors.edit(file)
        reflection = page.read(editors.read(file))
        if reflection.entry == before:
            say.aside("Nothing was changed.")
            return
        _save(desk, before, reflection)


def _say_where(file: Path) -> None:
    say.aside(f"What you wrote is in {file}")


def _save(desk: Desk, before: Entry, reflection: Reflection) -> None:
    entry = desk.save(reflection)
    say.result(f"Changed {entry.id}.")
    if entry.id != before.id:
        say.aside(f"Another program changed {before.id} as well, so both are kept.")
    if entry_may_be_at_risk(entry) and not entry_may_be_at_risk(before):
        say.aside(SAFETY_LINE)


def _with_text(reflection: Reflection, step: Step, text: str) -> Reflection:
    if text.strip("\n") == reflection.entry.text(step).strip("\n"):
        return reflection
    written = reflection.go(_PART_OF[step]).write(check_length(text.strip("\n")))
    answers = tuple(answer for answer in written.entry.answers if answer.text.strip())
    return written.fill(answers=answers)


class _Page:
    """The three texts of an entry in one file, each under a heading of its own."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        written = "\n".join(answer.text for answer in entry.answers)
        # A text that has such a line in it already gets headings with one more mark.
        marks = "==="
        while re.search(rf"^{marks} .* {marks}$", written, re.MULTILINE):
            marks += "="
        self._headings = {step: f"{marks} {name} {marks}" for step, name in STEP_NAMES.items()}

    @property
    def text(self) -> str:
        """What the editor is given."""
        parts = (f"{line}\n{self._text(step)}\n" for step, line in self._headings.items())
        return "\n".join(parts)

    def read(self, text: str) -> Reflection:
        """The entry with the texts that came back."""
        lines = text.split("\n")
        places = [self._place(lines, step) for step in self._headings]
        if places != sorted(places) or "".join(lines[: places[0]]).strip():
            raise BadInput("Each text belongs under its heading, and the headings stay in order.")
        reflection = revise(self._entry)
        ends = [*places[1:], len(lines)]
        for step, start, end in zip(self._headings, places, ends, strict=True):
            reflection = _with_text(reflection, step, "\n".join(lines[start + 1 : end]))
        return reflection

    def _text(self, step: Step) -> str:
        return self._entry.text(step).strip("\n")

    def _place(self, lines: list[str], step: Step) -> int:
        found = [place for place, line in enumerate(lines) if line.strip() == self._headings[step]]
        if len(found) != 1:
            raise BadInput(f"The heading “{self._headings[step]}” has to be there once.")
        return found[0]
