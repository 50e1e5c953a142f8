"""The values a journal is made of: frozen, with no clock and no disk.

Every value can be written as JSON and read back equal. What comes from a file is checked by
msgspec against these shapes, so a hand-edited file cannot put nonsense on a screen.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class Layer(StrEnum):
    """A layer of the co-production sandwich, from the bottom up."""

    BASE = "base"
    FILLING = "filling"
    TOP = "top"


LAYER_MEANINGS = {
    Layer.BASE: "how we think, talk and write about human beings",
    Layer.FILLING: "everyday processes: who does the work, plans, forms, rotas",
    Layer.TOP: "strategy, policy, budgets, the overall picture",
}

FACETS = {
    Layer.BASE: ("think", "talk", "write"),
    Layer.FILLING: ("who works", "peer support", "plans", "practical"),
    Layer.TOP: ("strategy", "policy", "budget", "overall picture"),
}
"""The parts of each layer an entry may name."""


class WithWhom(StrEnum):
    """Who the chat was with: a role, never a name."""

    PERSON = "person"
    FAMILY = "family or friend"
    NEIGHBOUR = "neighbour"
    COLLEAGUE = "colleague"
    LEADER = "manager or leader"
    SOMEONE_NEW = "someone new"
    SEVERAL = "several"


class Ground(StrEnum):
    """Whose ground the chat was on. Theirs makes it a crossing."""

    OURS = "ours"
    THEIRS = "theirs"
    NEUTRAL = "neutral"
    REMOTE = "phone or screen"


class Stance(StrEnum):
    """How the thing was done."""

    WITH = "with"
    BY = "by"
    ALONGSIDE = "alongside"
    FOR = "for"
    TO = "to"


class FinalSay(StrEnum):
    """Who had the final say."""

    THEM = "them"
    US = "us"
    BOTH = "both"
    SOMEONE_ELSE = "someone else"
    DONT_KNOW = "don't know"


class Step(StrEnum):
    """A step of the reflection: What? So what? Now what?"""

    WHAT = "what"
    SO_WHAT = "so_what"
    NOW_WHAT = "now_what"


STEP_NAMES = {
    Step.WHAT: "What happened",
    Step.SO_WHAT: "So what",
    Step.NOW_WHAT: "Now what",
}


class Angle(StrEnum):
    """The side a question comes from."""

    POWER = "power"
    LANGUAGE = "language"
    ORDINARY_LIFE = "ordinary life"
    MUTUAL_NEED = "mutual need"
    DOING = "doing, not just talking"
    MONEY = "honesty on money"
    YES_BUT = "yes-but"


class PromiseState(StrEnum):
    """What became of a promise."""

    OPEN = "open"
    KEPT = "kept"
    LET_GO = "let go"


class _Value(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What all values share: they never change, and a misspelt field is an error."""


class Answer(_Value, frozen=True):
    """What was written at one step, and the question it answers."""

    step: Step
    text: str
    prompt: str | None = None
    """The question as it was asked; None for a page without one."""
    angle: Angle | None = None


class Promise(_Value, frozen=True):
    """The doing that came out of a chat."""

    what: str
    by: dt.date | None = None
    state: PromiseState = PromiseState.OPEN
    settled_on: dt.date | None = None
    outcome: str | None = None
    """What came of it, in the writer's words."""


class ThemeMarks(_Value, frozen=True):
    """Themes of an entry, by id: those found, and what the writer made of them."""

    found: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    read_by: str | None = None
    """Which version of the reading found them; None where nothing has been read yet."""


class Entry(_Value, frozen=True):
    """The reflection on one chat.

    `day` is the day as it was lived, fixed at writing and never worked out again.
    `unsaid` and `wobble` leave the laptop only in the writer's own full backup.
    """

    id: str
    day: dt.date
    written_at: Annotated[dt.datetime, Meta(tz=True)]
    """The local moment of writing, with its offset from UTC."""
    layer: Layer
    facet: str | None = None
    with_whom: WithWhom | None = None
    ground: Ground | None = None
    stance: Stance | None = None
    final_say: FinalSay | None = None
    answers: tuple[Answer, ...] = ()
    they_brought: str | None = None
    i_brought: str | None = None
    promise: Promise | None = None
    ordinary_life: str | None = None
    glad: bool = False
    unsaid: str | None = None
    wobble: Annotated[int, Meta(ge=0, le=5)] | None = None
    tags: tuple[str, ...] = ()
    themes: ThemeMarks = ThemeMarks()
    peer_note: str | None = None
    rests_on: str | None = None
    """The id of the base chat that a top entry rests on."""
    resurface: bool = True
    """Whether it may come back on a later day unasked."""
    shareable: bool = True
    """Whether it may be offered when a pack is picked."""
    revisions: tuple[Annotated[dt.datetime, Meta(tz=True)], ...] = ()
    """The moments it was changed after it was first written."""

    @property
    def first_line(self) -> str:
        """The first line with anything on it, for lists."""
        for answer in self.answers:
            for line in answer.text.splitlines():
                if line.strip():
                    return line.strip()
        return self.promise.what if self.promise else ""

    def text(self, step: Step) -> str:
        """What was written at a step, or nothing."""
        return "\n\n".join(answer.text for answer in self.answers if answer.step is step)
