"""The guided reflection on ordinary lines, fit for a screen reader and for a pipe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from journal import days, fields
from journal.cli import reading, say
from journal.cli.about import NOT_THE_RECORD, PRIVATE, WHAT_IT_IS
from journal.cli.listen import Word, listen
from journal.desk import Desk
from journal.errors import BadInput, JournalError, NotConfirmed, NotSaved
from journal.fields import Field, Kind
from journal.model import LAYER_MEANINGS, Entry, Ground, Layer, WithWhom
from journal.reflection import ASKED, Part, Reflection, check_length
from journal.safety import SAFETY_LINE, entry_may_be_at_risk

_NO = ("no", "n", "nothing", "none")
_YES = ("yes", "y")
_IN_WORDS = {"stance": "stance", "facet": "facet", "peer_note": "peer note"}
"""Fields that go by a shorter name than their label."""


def write_plainly(desk: Desk, day: dt.date | None) -> int:
    """Go through one reflection, and say how it ended. The journal is held by the caller."""
    _greet(desk)
    reflection = _draft(desk, day)
    if reflection is Word.END:
        raise BadInput("Nothing was typed, so the draft stays as it is. Enter carries on with it.")
    if reflection is Word.QUIT:
        return 0
    assert isinstance(reflection, Reflection)
    return PlainReflection(desk, reflection).go()


class PlainReflection:
    """One reflection under way on plain lines."""

    def __init__(self, desk: Desk, reflection: Reflection) -> None:
        self._desk = desk
        self._reflection = reflection
        self._on_disk: Reflection | None = reflection if reflection in desk.drafts() else None
        self._untouched = _written(reflection.entry)
        self._trouble: JournalError | None = None

    def go(self) -> int:
        """Ask until it is saved or left. Whatever happens, what was typed is a draft first."""
        try:
            return self._save() if self._wants_to_save() else self._leave()
        except KeyboardInterrupt:
            self._keep()
            say.aside(self._left_behind())
            raise

    def _wants_to_save(self) -> bool:
        while True:
            move = self._at_part()
            self._keep()
            if move in (Word.END, Word.QUIT) or (move is Word.SAVE and self._reflection.has_words):
                return move is not Word.QUIT
            self._move(move)

    def _move(self, word: Word) -> None:
        match word:
            case Word.SAVE:
                say.result("Nothing is written yet. One line is enough.")
                self._reflection = self._reflection.go(Part.WHAT)
            case Word.SKIP:
                self._reflection = self._reflection.forward()
            case Word.BACK if self._reflection.can_go_back:
                self._reflection = self._reflection.back()
            case Word.BACK:
                say.result("This is the first question.")
            case _:
                self._turn_page(word)

    def _at_part(self) -> Word:
        match self._reflection.part:
            case Part.LOOK_OVER:
                return self._look_over()
            case Part.PROMISE:
                return self._promise()
            case Part.RESTS_ON:
                return self._rests_on()
            case part if part in _CHOOSERS:
                return self._choose(_CHOOSERS[part])
            case _:
                return self._page()

    def _choose(self, chooser: _Chooser) -> Word:
        say.result()
        say.result(ASKED[self._reflection.part])
        now = chooser.now(self._reflection.entry)
        for number, option in enumerate(chooser.options, 1):
            meaning = chooser.meanings.get(option)
            say.result(f"{number}  {option}{f': {meaning}' if meaning else ''}")
        say.result(f"A number or a word. Enter: {now or 'skip'}")
        heard = self._chosen(chooser.options, chooser.what)
        if isinstance(heard, int):
            self._reflection = chooser.fill(self._reflection, heard)
            return Word.SKIP
        return heard

    def _rests_on(self) -> Word:
        chats = self._desk.base_chats(self._reflection.entry.day)
        if not chats:
            say.result("No base chat is kept yet for it to rest on. The base comes first.")
            # Left out from now on, so that going back does not stop here.
            self._reflection = replace(self._reflection, asks_what_it_rests_on=False).go(Part.WHAT)
            return self._page()
        today = self._desk.today()
        options = [f"{days.spoken(c.day, today)}: {say.quoted(c.first_line)}" for c in chats]
        chooser = _Chooser(
            tuple(options),
            "chat in this list",
            lambda reflection, place: reflection.fill(rests_on=chats[place].id),
            lambda entry: entry.rests_on or "",
        )
        return self._choose(chooser)

    def _chosen(self, options: Sequence[str], what: str) -> Word | int:
        while True:
            heard = listen()
            if isinstance(heard, Word):
                return heard
            if not heard.strip():
                return Word.SKIP
            try:
                return _index(heard, options, what)
            except BadInput as unknown:
                say.result(str(unknown))

    def _page(self) -> Word:
        self._reflection = self._reflection.asked(self._desk.deal(self._reflection))
        self._show_page()
        while True:
            heard = listen()
            if isinstance(heard, str):
                if not heard.strip():
                    return Word.SKIP
                self._add(heard)
            elif heard in (Word.ANOTHER, Word.NONE, Word.BARE):
                self._turn_page(heard)
                self._show_page()
            else:
                return heard

    def _show_page(self) -> None:
        step = self._reflection.step
        assert step is not None
        answer = self._reflection.answer(step)
        say.result()
        say.result((answer.prompt if answer else None) or "A page without a question.")
        if answer and answer.text.strip():
            say.result("So far:")
            say.result(answer.text)
        say.result("Lines, then an empty line to go on.")

    def _turn_page(self, word: Word) -> None:
        reflection = self._reflection
        match word:
            case Word.BARE:
                turned = reflection.bare()
                is_written = turned.step is not None and turned.text(turned.step).strip()
                self._reflection = turned if is_written else turned.without_question()
            case _ if reflection.step is None:
                say.result("That is for a page. /help says what each word does.")
            case Word.ANOTHER:
                self._reflection = reflection.another(self._desk.deal(reflection))
            case _:
                self._reflection = reflection.without_question()

    def _add(self, line: str) -> None:
        step = self._reflection.step
        assert step is not None
        before = self._reflection.text(step)
        together = check_length(f"{before}\n{line}" if before else line)
        self._reflection = self._reflection.write(together)
        self._keep()

    def _promise(self) -> Word:
        say.result()
        say.result(ASKED[Part.PROMISE])
        now = self._reflection.entry.promise
        say.result(f"One line. Enter: {now.what if now else 'no'}")
        heard = listen()
        if isinstance(heard, str) and heard.strip().casefold() in _YES:
            say.result("What was it?")
            heard = listen()
        if isinstance(heard, Word):
            return heard
        if not heard.strip():
            return Word.SKIP
        if heard.strip().casefold() in _NO:
            self._reflection = self._reflection.promise("")
            return Word.SKIP
        self._reflection = self._reflection.promise(heard)
        self._keep()
        return self._by_when(heard)

    def _by_when(self, what: str) -> Word:
        say.result("By when? A day such as friday or 19/11. Enter: no date")
        while True:
            heard = listen()
            if isinstance(heard, Word):
                return heard
            if not heard.strip():
                return Word.SKIP
            try:
                self._reflection = self._reflection.promise(what, _to_come(heard, self._desk))
                return Word.SKIP
            except BadInput as unknown:
                say.result(str(unknown))

    def _look_over(self) -> Word:
        say.result()
        say.result(ASKED[Part.LOOK_OVER])
        self._show_all()
        while True:
            say.result(f"Enter keeps it. To add to it, one of: {', '.join(_names())}.")
            heard = listen()
            if heard is Word.SKIP or (isinstance(heard, str) and not heard.strip()):
                return Word.SAVE
            if isinstance(heard, Word):
                return heard
            left = self._fill_named(heard)
            self._keep()
            if left is not None:
                return left

    def _show_all(self) -> None:
        for line in reading.lines(self._reflection.entry, self._desk.today()):
            say.result(line)

    def _fill_named(self, name: str) -> Word | None:
        field = _field(name)
        if field is None:
            say.result(f"There is nothing called {say.quoted(name)}.")
            return None
        say.result(f"{reading.label(field)}: {field.hint}")
        if field.kind is Kind.CHOICE:
            return self._fill_choice(field)
        heard = _lines() if field.kind is Kind.PAGE else listen()
        if isinstance(heard, Word):
            return heard
        if heard.strip():
            self._fill(field, heard)
        return None

    def _fill_choice(self, field: Field) -> Word | None:
        options = fields.choices(self._reflection.entry, field)
        for number, option in enumerate(options, 1):
            # The options of a number are numbers already.
            say.result(option if option.isdecimal() else f"{number}  {option}")
        chosen = self._chosen(options, "choice here")
        if isinstance(chosen, Word):
            return None if chosen is Word.SKIP else chosen
        self._fill(field, options[chosen])
        return None

    def _fill(self, field: Field, typed: str) -> None:
        reflection, today = self._reflection, self._desk.today()
        try:
            value = fields.read(reflection.entry, field, typed, today)
        except BadInput as unusable:
            say.result(str(unusable))
            return
        if field.name == "layer":
            self._reflection = reflection.choose_layer(value)
        else:
            self._reflection = reflection.fill(**{field.name: value})
        said = fields.said(self._reflection.entry, field, today)
        say.result(f"{reading.label(field)}: {said}")

    def _save(self) -> int:
        desk = self._desk
        if not self._reflection.has_words:
            desk.journal.drafts.discard(self._reflection.entry.id)
        entry = desk.save(self._reflection)
        say.result(f"Kept {entry.id}.")
        now = desk.rhythm()
        if now is not None:
            say.result(desk.rhythm_sentence(now))
        if entry_may_be_at_risk(entry):
            say.result(SAFETY_LINE)
        return 0

    def _leave(self) -> int:
        if self._trouble is not None:
            raise self._trouble
        say.result(self._left_behind())
        return 0

    def _left_behind(self) -> str:
        if self._trouble is not None:
            return str(self._trouble)
        if self._on_disk is None:
            return "Nothing was written, so there is no draft to keep."
        return "The draft is kept. goodchat write --plain carries on with it."

    def _keep(self) -> None:
        reflection = self._reflection
        if reflection == self._on_disk:
            return
        if self._on_disk is None and _written(reflection.entry) == self._untouched:
            return
        try:
            self._desk.journal.begin()
            self._desk.journal.drafts.keep(reflection)
            self._on_disk, self._trouble = reflection, None
        except (NotSaved, NotConfirmed) as unsaved:
            # The writer goes on: there may be room again by the time it is saved.
            if self._trouble is None:
                say.aside(str(unsaved))
            self._trouble = unsaved


def _written(entry: Entry) -> Entry:
    """The entry without questions that nothing is written under."""
    return replace(entry, answers=tuple(one for one in entry.answers if one.text.strip()))


class _Chooser(Struct, frozen=True):
    """A choice among a few options."""

    options: tuple[str, ...]
    what: str
    fill: Callable[[Reflection, int], Reflection]
    """Fills in the option at a place."""
    now: Callable[[Entry], str]
    meanings: dict[str, str] = {}


_CHOOSERS = {
    Part.WITH_WHOM: _Chooser(
        tuple(WithWhom),
        "role",
        lambda reflection, place: reflection.fill(with_whom=list(WithWhom)[place]),
        lambda entry: entry.with_whom or "",
    ),
    Part.GROUND: _Chooser(
        tuple(Ground),
        "ground",
        lambda reflection, place: reflection.fill(ground=list(Ground)[place]),
        lambda entry: entry.ground or "",
    ),
    Part.LAYER: _Chooser(
        tuple(Layer),
        "layer",
        lambda reflection, place: reflection.choose_layer(list(Layer)[place]),
        lambda entry: entry.layer,
        {str(layer): meaning for layer, meaning in LAYER_MEANINGS.items()},
    ),
}


def _greet(desk: Desk) -> None:
    if desk.journal.is_new:
        for line in (WHAT_IT_IS, PRIVATE, NOT_THE_RECORD):
            say.result(line)
    say.result(f"{days.full(desk.today())}. /help says what you can type.")
    for trouble in desk.journal.drafts.troubles():
        say.aside(str(trouble))


def _draft(desk: Desk, day: dt.date | None) -> Reflection | Word:
    for draft in desk.drafts():
        if day is not None and draft.entry.day != day:
            continue
        answer = _wants_draft(draft, desk.today())
        if isinstance(answer, Word):
            return answer
        if answer == "yes":
            return draft
        if answer == "discard":
            desk.journal.drafts.discard(draft.entry.id)
    return desk.begin(day)


def _wants_draft(draft: Reflection, today: dt.date) -> str | Word:
    words = f", last words {say.quoted(draft.last_words)}" if draft.last_words else ""
    say.result(f"Carry on with {days.spoken(draft.entry.day, today)}'s draft{words}? y/n/discard")
    while True:
        heard = listen()
        if isinstance(heard, Word):
            if heard in (Word.END, Word.QUIT):
                return heard
        elif heard.strip().casefold() in ("", *_YES):
            return "yes"
        elif heard.strip().casefold() in ("n", "no", "discard"):
            return "discard" if "discard" in heard.casefold() else "no"
        say.result("y carries on, n leaves it for later, discard lets it go.")


def _index(typed: str, options: Sequence[str], what: str) -> int:
    wanted = typed.strip()
    # Where the options are figures themselves, the figure is meant and not its place.
    if wanted.isdecimal() and wanted not in options and 1 <= int(wanted) <= len(options):
        return int(wanted) - 1
    if len(options) > len(WithWhom):
        raise BadInput(f"Give a number from 1 to {len(options)}.")
    return list(options).index(fields.matching(wanted, options, what))


def _to_come(typed: str, desk: Desk) -> dt.date:
    day = days.parse_ahead(typed, desk.today())
    if day < desk.today():
        raise BadInput("That day has gone by. Give a day to come, or Enter for no date.")
    return day


def _lines() -> str | Word:
    lines: list[str] = []
    while True:
        heard = listen()
        if isinstance(heard, Word):
            return "\n".join(lines) if lines else heard
        if not heard.strip():
            return "\n".join(lines)
        lines.append(heard)


def _names() -> list[str]:
    return [_IN_WORDS.get(field.name, field.label) for field in fields.FIELDS]


def _field(typed: str) -> Field | None:
    wanted = " ".join(typed.casefold().replace("_", " ").replace("-", " ").split())
    for field in fields.FIELDS:
        if wanted in (field.name.replace("_", " "), field.label.casefold()):
            return field
    return fields.BY_NAME.get(wanted)
