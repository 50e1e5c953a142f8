"""The fields of an entry beside its three texts: how each is called, said and typed.

The look-over, the reading pane, `show` and the plain mode all go by this one table.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any

from msgspec import Struct

from journal import days
from journal.errors import BadInput
from journal.model import FACETS, Entry, FinalSay, Ground, Layer, Stance, WithWhom
from journal.visible import tidy

LONGEST_TAG = 40


class Kind(StrEnum):
    """How a field is filled in."""

    CHOICE = "choice"
    LINE = "line"
    PAGE = "page"
    SWITCH = "switch"
    DAY = "day"
    TAGS = "tags"


class Field(Struct, frozen=True):
    """One field of an entry."""

    name: str
    label: str
    kind: Kind
    hint: str
    is_private: bool = False
    """Whether it stays on this laptop whatever is shared."""


FIELDS: tuple[Field, ...] = (
    Field("day", "day", Kind.DAY, "The day the chat was on: today, yesterday, tue, 19/11."),
    Field("with_whom", "with", Kind.CHOICE, "Who you had the chat with: a role, never a name."),
    Field("ground", "whose ground", Kind.CHOICE, "Theirs makes it a crossing: over the road."),
    Field("layer", "layer", Kind.CHOICE, "Where it belongs, from the bottom up."),
    Field("facet", "part of the layer", Kind.CHOICE, "Which part of its layer it was about."),
    Field("stance", "how it was done", Kind.CHOICE, "For and to are allowed, and no shame in it."),
    Field("final_say", "final say", Kind.CHOICE, "Who had the final say, as things stood."),
    Field("they_brought", "they brought", Kind.LINE, "What they knew, offered or did."),
    Field("i_brought", "I brought", Kind.LINE, "What you knew, offered or did."),
    Field("ordinary_life", "ordinary life", Kind.LINE, "A bin, a bus, a joy: any everyday thing."),
    Field("glad", "glad of it", Kind.SWITCH, "Mark a chat you are glad of."),
    Field("tags", "tags", Kind.TAGS, "Words of your own with spaces between, such as pool rota."),
    Field("peer_note", "talked it over", Kind.PAGE, "With whom (a role), and what shifted."),
    Field(
        "unsaid", "unsaid", Kind.PAGE, "What you did not say. It never leaves this laptop.", True
    ),
    Field(
        "wobble", "wobble", Kind.CHOICE, "0 steady to 5 shaken. It never leaves this laptop.", True
    ),
)
BY_NAME = {field.name: field for field in FIELDS}


def choices(entry: Entry, field: Field) -> tuple[str, ...]:
    """The values a choice field may take for this entry."""
    match field.name:
        case "facet":
            return FACETS[entry.layer]
        case "wobble":
            return tuple("012345")
        case _:
            return tuple(_ENUMS[field.name])


def said(entry: Entry, field: Field, today: dt.date | None = None) -> str:
    """A field in words, or an empty text where nothing is filled in."""
    value = getattr(entry, field.name)
    if value is None or value is False or value == ():
        return ""
    if isinstance(value, dt.date):
        return days.spoken(value, today) if today else days.full(value)
    if isinstance(value, tuple):
        return " ".join(value)
    return "yes" if value is True else str(value)


def read(entry: Entry, field: Field, typed: str, today: dt.date) -> Any:
    """The value that was typed for a field; an empty text clears what may be empty.

    Raises `BadInput` with what the field takes.
    """
    text = tidy(typed).strip()
    if not text:
        return _EMPTY.get(field.name)
    return _READERS[field.kind](_Typed(entry, field, text, today))


def tags(typed: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: lower case, each once, in the order typed."""
    return tuple(dict.fromkeys(_tag(word) for word in typed))


def matching(typed: str, values: Iterable[str], what: str) -> str:
    """The value that was meant by a word, its start or its number, or `BadInput`."""
    known = tuple(values)
    wanted = re.sub(r"[\s_-]+", " ", typed.strip().casefold().replace("’", "'"))
    if wanted in known:
        return wanted
    close = [value for value in known if wanted and value.startswith(wanted)]
    if len(close) == 1:
        return close[0]
    raise BadInput(f"“{typed.strip()[:40]}” is not a {what}. There are: {', '.join(known)}.")


def _tag(word: str) -> str:
    tag = word.strip().removeprefix("#").casefold()
    parts = "".join(mark if _may_be_in_a_tag(mark) else " " for mark in tag).split()
    suggestion = "-".join(parts)[:LONGEST_TAG] or "pool"
    if tag != "-".join(parts) or len(tag) > LONGEST_TAG or not parts:
        raise BadInput(
            f"“{word.strip()[:40]}” cannot be a tag: letters, figures and hyphens only, "
            f"no spaces. {suggestion} would do."
        )
    return tag


def _may_be_in_a_tag(mark: str) -> bool:
    # Letters, their marks (Hindi, Arabic and others write vowels with them) and figures.
    return unicodedata.category(mark)[0] in "LMN"


class _Typed(Struct, frozen=True):
    """What was typed, for which field of which entry, and on what day."""

    entry: Entry
    field: Field
    text: str
    today: dt.date


def _choice(typed: _Typed) -> Any:
    field = typed.field
    chosen = matching(typed.text, choices(typed.entry, field), "choice here")
    if field.name == "wobble":
        return int(chosen)
    return _ENUMS[field.name](chosen) if field.name in _ENUMS else chosen


def _switch(typed: _Typed) -> bool:
    said = typed.text.casefold()
    if said not in ("yes", "y", "on", "no", "n", "off"):
        raise BadInput(f"{typed.field.label}: say yes or no.")
    return said in ("yes", "y", "on")


def _day(typed: _Typed) -> dt.date:
    return days.not_to_come(days.parse(typed.text, typed.today), typed.today)


def _tags(typed: _Typed) -> tuple[str, ...]:
    return tags(typed.text.replace(",", " ").split())


def _text(typed: _Typed) -> str:
    return typed.text


_ENUMS: dict[str, type[StrEnum]] = {
    "with_whom": WithWhom,
    "ground": Ground,
    "layer": Layer,
    "stance": Stance,
    "final_say": FinalSay,
}
_EMPTY: dict[str, object] = {"glad": False, "tags": ()}
_READERS: dict[Kind, Callable[[_Typed], Any]] = {
    Kind.CHOICE: _choice,
    Kind.LINE: _text,
    Kind.PAGE: _text,
    Kind.SWITCH: _switch,
    Kind.DAY: _day,
    Kind.TAGS: _tags,
}
