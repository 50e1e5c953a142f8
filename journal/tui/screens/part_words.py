"""What each part of a reflection asks, offers and says beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from textual.content import Content

from journal import days
from journal.model import LAYER_MEANINGS, STEP_NAMES, Entry, Ground, Layer, WithWhom
from journal.reflection import ASKED, Part, Reflection
from journal.tui import show
from journal.tui.widgets.choices import Choice

NOTHING = "nothing"
"""The choice of none of them."""

_ASIDES = {
    Part.WITH_WHOM: "A role is enough. Names stay out of it.",
    Part.GROUND: "Theirs makes it a crossing: you went over the road.",
    Part.LAYER: "The base comes first. Most chats are base, and that is the point.",
    Part.RESTS_ON: "Name one chat that shows the bottom slice holds. Or go on without.",
    Part.WHAT: "One line is enough.",
    Part.PROMISE: "Leave it empty if there was nothing to do.",
}


def asked(now: Reflection) -> Content:
    """The question above the page or the list."""
    if now.step is None:
        return show.plain(ASKED[now.part], "bold")
    answer = now.answer(now.step)
    if answer and answer.prompt:
        return show.plain(answer.prompt, "bold")
    return show.plain("A bare page" if now.is_bare else STEP_NAMES[now.step], "bold")


def aside(part: Part) -> Content:
    """A word in the margin."""
    return show.plain(_ASIDES.get(part, ""), "$quiet")


def choices(
    now: Reflection, chats: Sequence[Entry], today: dt.date
) -> tuple[list[Choice], str | None]:
    """What can be chosen at this part, and which of it holds already."""
    entry = now.entry
    match now.part:
        case Part.WITH_WHOM:
            return [Choice(who, who) for who in WithWhom], entry.with_whom
        case Part.GROUND:
            return [Choice(ground, ground) for ground in Ground], entry.ground
        case Part.LAYER:
            meanings = LAYER_MEANINGS.items()
            return [Choice(layer, layer, meaning) for layer, meaning in meanings], entry.layer
    made = [Choice(one.id, days.spoken(one.day, today), one.first_line) for one in chats]
    return [*made, Choice(NOTHING, "none of these")], entry.rests_on


def chosen(now: Reflection, value: str) -> Reflection:
    """The reflection with a choice made at its part."""
    match now.part:
        case Part.WITH_WHOM:
            return now.fill(with_whom=WithWhom(value))
        case Part.GROUND:
            return now.fill(ground=Ground(value))
        case Part.LAYER:
            return now.choose_layer(Layer(value))
        case Part.RESTS_ON:
            return now.fill(rests_on=None if value == NOTHING else value)
    return now
