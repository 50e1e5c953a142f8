"""What could identify somebody in a text, what small clues add up to, and what to say instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from themes import ages, clues, learnt, lists, numbers, proper, wire
from themes.finds import Find
from themes.seen import Named, Seen
from themes.stand_ins import stand_ins
from themes.words import Words, plain


class Identifier(NamedTuple):
    """Something that could identify somebody, by itself or together with others."""

    start: int
    end: int
    kind: str
    is_direct: bool
    stand_in: str
    """What could stand there instead; nothing where it can simply go, with the space before it."""


DIRECT = (
    *(
        "email",
        "link",
        "handle",
        "nhs_number",
        "chi",
        "hc_number",
        "ni_number",
        "upn",
        "bank",
        "dob",
        "phone",
    ),
    *("postcode", "case_id", "vehicle", "address", "place", "org", "name"),
)
"""Kinds that identify somebody by themselves; where two lay claim to a place, the first has it."""
QUASI = ("age", "date", "family_shape", "occupation", "condition", "background")
"""Kinds that identify nobody by themselves."""

_ORDER = {kind: number for number, kind in enumerate((*DIRECT, *QUASI))}


def find(
    words: Words, watch: Collection[str] = (), never: Collection[str] = ()
) -> tuple[Identifier, ...]:
    """Everything that could identify somebody, in order and apart.

    Words and phrases to `watch` for are always found, in whatever letters; those on `never` are
    found no more, unless they are watched for too.
    """
    found = _apart(_all(words))
    if never:
        found = lists.without(words, found, lists.occurrences(words, never))
    if watch:
        found = lists.together(found, lists.occurrences(words, watch), _ORDER)
    return tuple(_identifier(words, it) for it in found)


def jigsaw(found: Iterable[Identifier], text: str) -> dict[str, int]:
    """How many different things of each quasi-identifying class were found in a text.

    Named places and organisations count as one class each. Where three classes meet, a neighbour
    could guess.
    """
    said: dict[str, set[str]] = {}
    for it in found:
        if it.kind in _CLASSES:
            said.setdefault(_CLASSES[it.kind], set()).add(plain(text[it.start : it.end]))
    return {kind: len(different) for kind, different in said.items()}


_CLASSES = {kind: kind for kind in QUASI} | {
    "place": "place",
    "address": "place",
    "postcode": "place",
    "org": "org",
}


def _all(words: Words) -> Iterator[Find]:
    seen = Seen(words)
    names = proper.find(seen)
    names += learnt.again(seen, names)
    yield from (_placed(seen, named) for named in names)
    yield from numbers.find(words)
    yield from wire.find(words)
    yield from clues.find(words)
    yield from _ages_after(words, names)


def _placed(seen: Seen, named: Named) -> Find:
    first, last = seen.words[named.first], seen.words[named.last]
    end = last.end
    if last.plain.endswith("'s") and not _keeps_ending(seen, named):
        end -= 2
    elif last is not first and seen.is_letter(named.last) and seen.text[end : end + 1] == ".":
        end += 1
    return Find(first.start, end, named.kind)


def _keeps_ending(seen: Seen, named: Named) -> bool:
    """Whether an ending belongs to the name: `at Sully's`, with nothing of Sully's after it."""
    return named.kind == "place" and not seen.is_near(named.last + 1)


def _ages_after(words: Words, names: Iterable[Named]) -> Iterator[Find]:
    for named in names:
        if named.kind == "name" and (age := ages.after(words, named.last)):
            yield age


def _apart(found: Iterable[Find]) -> list[Find]:
    """Without what overlaps something earlier in `DIRECT` and `QUASI`, or longer."""
    kept: list[Find] = []
    taken: set[int] = set()
    for it in sorted(found, key=lambda it: (_ORDER[it.kind], it.start, -it.end)):
        places = range(it.start, it.end)
        if taken.isdisjoint(places):
            kept.append(it)
            taken.update(places)
    return sorted(kept)


def _identifier(words: Words, it: Find) -> Identifier:
    before, after = words.text[max(0, it.start - 40) : it.start], words.text[it.end : it.end + 20]
    offered = stand_ins(it.kind, words.text[it.start : it.end], before, after)
    return Identifier(it.start, it.end, it.kind, it.kind in DIRECT, offered[0])
