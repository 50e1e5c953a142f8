"""The guided flow as a value: where the writer is, what is answered, and the finished entry.

The screen, the plain mode and the tests all drive this one; it knows no clock and no disk.
A reflection is also its own draft: written to a file and read back, it goes on where it was.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, Self

from msgspec import Struct
from msgspec.structs import replace

from journal.deck import Question
from journal.errors import BadInput
from journal.model import Answer, Entry, Layer, Promise, Step
from journal.visible import tidy

LONGEST_TEXT = 100_000
"""Characters one answer may have: some forty pages."""


class Part(StrEnum):
    """A place in the flow. One thing is asked at each."""

    WITH_WHOM = "with_whom"
    GROUND = "ground"
    LAYER = "layer"
    RESTS_ON = "rests_on"
    WHAT = "what"
    SO_WHAT = "so_what"
    NOW_WHAT = "now_what"
    PROMISE = "promise"
    LOOK_OVER = "look_over"


STEP_OF = {Part.WHAT: Step.WHAT, Part.SO_WHAT: Step.SO_WHAT, Part.NOW_WHAT: Step.NOW_WHAT}
"""The parts that are a page to write on, and the step each is."""

CHAPTERS: tuple[tuple[str, tuple[Part, ...]], ...] = (
    ("the chat", (Part.WITH_WHOM, Part.GROUND, Part.LAYER, Part.RESTS_ON)),
    ("what happened", (Part.WHAT,)),
    ("so what", (Part.SO_WHAT,)),
    ("now what", (Part.NOW_WHAT, Part.PROMISE)),
    ("look over", (Part.LOOK_OVER,)),
)
"""The five chapters a writer sees, and the parts of each."""

ASKED = {
    Part.WITH_WHOM: "Who did you have a chat with?",
    Part.GROUND: "Whose ground were you on?",
    Part.LAYER: "Where does it belong?",
    Part.RESTS_ON: "Which chat does this one rest on?",
    Part.PROMISE: "Did you say you would do something?",
    Part.LOOK_OVER: "Read it once more",
}
"""What is asked at the parts that the deck has no question for."""

Deal = Callable[[Layer, Step], Sequence[Question]]
"""Says which questions to offer for a layer and step, in order."""


class Reflection(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A reflection under way."""

    entry: Entry
    """What is filled in so far. Its answers may still be empty."""
    part: Part = Part.WITH_WHOM
    is_bare: bool = False
    """One page without questions in place of the three steps."""
    asks_what_it_rests_on: bool = False
    """Whether a top entry is asked for the base chat it rests on: the first of a week is."""
    is_revision: bool = False
    """Whether an entry already in the journal is being changed."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of this reflection in order."""
        left_out: set[Part] = set()
        if self.entry.layer is not Layer.TOP or not self.asks_what_it_rests_on:
            left_out.add(Part.RESTS_ON)
        if self.is_bare:
            left_out |= {Part.SO_WHAT, Part.NOW_WHAT}
        return tuple(part for part in Part if part not in left_out)

    @property
    def step(self) -> Step | None:
        """The step being written, where this part is a page."""
        return STEP_OF.get(self.part)

    @property
    def can_go_back(self) -> bool:
        """Whether there is a part before this one."""
        return self.part is not self.parts[0]

    @property
    def has_words(self) -> bool:
        """Whether there is anything in it that a person typed."""
        entry = self.entry
        typed = (entry.they_brought, entry.i_brought, entry.ordinary_life, entry.unsaid)
        return (
            any(answer.text.strip() for answer in entry.answers)
            or bool(entry.promise and entry.promise.what.strip())
            or any(text and text.strip() for text in (*typed, entry.peer_note))
        )

    @property
    def last_words(self) -> str:
        """The last line that was typed, to know a draft by."""
        texts = [answer.text for answer in self.entry.answers]
        texts.append(self.entry.promise.what if self.entry.promise else "")
        lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
        return lines[-1] if lines else ""

    @property
    def filled(self) -> Entry:
        """The entry without the pages that were looked at and left empty."""
        answers = tuple(
            replace(answer, text=answer.text.strip("\n"))
            for answer in self.entry.answers
            if answer.text.strip()
        )
        return replace(self.entry, answers=answers)

    def go(self, part: Part) -> Self:
        """Go to a part, wherever it is."""
        return replace(self, part=part)

    def forward(self) -> Self:
        """Go to the next part; the last one stays."""
        return self._moved(1)

    def back(self) -> Self:
        """Go to the part before; the first one stays."""
        return self._moved(-1)

    def fill(self, **fields: Any) -> Self:
        """Fill in fields of the entry."""
        return replace(self, entry=replace(self.entry, **fields))

    def choose_layer(self, layer: Layer) -> Self:
        """File it under a layer. A facet or base chat of another layer does not follow it."""
        if layer is self.entry.layer:
            return self
        kept = self.entry.rests_on if layer is Layer.TOP else None
        unwritten = tuple(answer for answer in self.entry.answers if answer.text.strip())
        return self.fill(layer=layer, facet=None, rests_on=kept, answers=unwritten)

    def bare(self, *, is_bare: bool = True) -> Self:
        """Turn to a bare page, or back to the three steps. Nothing written goes away."""
        turned = replace(self, is_bare=is_bare)
        if is_bare and self.step is not None:
            turned = turned.go(Part.WHAT)
        return turned

    def answer(self, step: Step) -> Answer | None:
        """What is there at a step: its question, and its text if any."""
        return next((answer for answer in self.entry.answers if answer.step is step), None)

    def text(self, step: Step) -> str:
        """What is written at a step so far."""
        answer = self.answer(step)
        return answer.text if answer else ""

    def ask(self, step: Step, question: Question | None) -> Self:
        """Put a question above a step's page, or none. What is written stays."""
        asked = Answer(
            step=step,
            text=self.text(step),
            prompt=question.text if question else None,
            angle=question.angle if question else None,
        )
        others = (answer for answer in self.entry.answers if answer.step is not step)
        in_order = sorted((*others, asked), key=lambda answer: list(Step).index(answer.step))
        return self.fill(answers=tuple(in_order))

    def asked(self, deal: Deal) -> Self:
        """With a question at this part, if it is a page that has not been given one yet."""
        if self.step is None or self.answer(self.step) is not None:
            return self
        if self.is_bare:
            return self.ask(self.step, None)
        return self.another(deal)

    def another(self, deal: Deal) -> Self:
        """With the next question of the deck at this page."""
        if self.step is None:
            return self
        questions = deal(self.entry.layer, self.step)
        answer = self.answer(self.step)
        now = answer.prompt if answer else None
        places = [place for place, question in enumerate(questions) if question.text == now]
        following = (places[0] + 1) % len(questions) if places else 0
        return self.ask(self.step, questions[following] if questions else None)

    def without_question(self) -> Self:
        """With none of the questions at this page."""
        return self if self.step is None else self.ask(self.step, None)

    def write(self, text: str) -> Self:
        """With this text on the page being written."""
        if self.step is None:
            return self
        answer = self.answer(self.step) or Answer(step=self.step, text="")
        others = (one for one in self.entry.answers if one.step is not self.step)
        written = (*others, replace(answer, text=tidy(text)))
        in_order = sorted(written, key=lambda one: list(Step).index(one.step))
        return self.fill(answers=tuple(in_order))

    def promise(self, what: str, by: dt.date | None = None) -> Self:
        """With something to do, by a day or not; an empty text means no promise."""
        if not what.strip():
            return self.fill(promise=None)
        before = self.entry.promise or Promise(what="")
        return self.fill(promise=replace(before, what=tidy(what).strip(), by=by))

    def finish(self, moment: dt.datetime) -> Entry:
        """The entry to keep. Raises `BadInput` when nothing was written, or far too much."""
        if not self.has_words:
            raise BadInput(
                "Nothing is written yet, so there is nothing to save. One line is enough."
            )
        entry = self.filled
        for answer in entry.answers:
            check_length(answer.text)
        if self.is_revision:
            return replace(entry, revisions=(*entry.revisions, moment))
        return replace(entry, written_at=moment)

    def _moved(self, by: int) -> Self:
        parts = self.parts
        place = parts.index(self.part) if self.part in parts else 0
        return self.go(parts[min(max(place + by, 0), len(parts) - 1)])


def begin(entry_id: str, day: dt.date, moment: dt.datetime, *, rests: bool = False) -> Reflection:
    """A new reflection on a chat of that day. `rests`: ask a top entry what it rests on."""
    entry = Entry(id=entry_id, day=day, written_at=moment, layer=Layer.BASE)
    return Reflection(entry=entry, asks_what_it_rests_on=rests)


def revise(entry: Entry) -> Reflection:
    """A reflection that changes an entry already kept, opened where it is read over."""
    return Reflection(
        entry=entry,
        part=Part.LOOK_OVER,
        is_revision=True,
        asks_what_it_rests_on=entry.layer is Layer.TOP,
    )


def check_length(text: str) -> str:
    """The text itself, or `BadInput` where it is longer than an answer may be."""
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            f"That text has {len(text):,} characters, and an answer may have {LONGEST_TEXT:,}. "
            "Keep what matters for this chat and put the rest elsewhere."
        )
    return text
