"""What a writer has taught goodchat about reading what they write: values, and no rules."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Word = Annotated[str, Meta(min_length=1, max_length=80)]


class OwnTheme(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A theme of the writer's own: what it is called, and the words that tell of it."""

    id: str
    """`own-` and a few letters, so that it is never one of ours."""
    name: Word
    words: Annotated[tuple[Word, ...], Meta(max_length=200)] = ()


class Taught(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """Everything a writer has taught it. It stays with the journal, as the settings do."""

    own_themes: tuple[OwnTheme, ...] = ()
    hidden: tuple[str, ...] = ()
    """Ids of themes that are never to be offered."""
    called: dict[str, Word] = {}
    """Themes by id, and what the writer would rather call them."""
    fine: tuple[str, ...] = ()
    """Terms that are fine as they are, and get no second look."""
    watch: tuple[Word, ...] = ()
    """Names and words that could always identify somebody."""
    never: tuple[Word, ...] = ()
    """Names and words that never do."""
