"""What a text taught in one place, looked for in the rest: `his sister Priya`, `priyas mum`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from themes.names import ENOUGH, points
from themes.register import Is
from themes.seen import Named, Seen
from themes.small_letters import small_points

_BONUS = 2
"""What it adds to know from elsewhere in the text that a word is part of a name."""
_BONUS_OF_FIRST = 5
"""What it adds where it is what somebody is called."""


def again(seen: Seen, found: Sequence[Named]) -> list[Named]:
    """The other places of what was found, where it was not seen for what it is."""
    known = _learnt(seen, found)
    called = {seen.bases[index] for named in found for index in _called(seen, named)}
    taken = {index for named in found for index in range(named.first, named.last + 1)}
    return [named for named in _seen_again(seen, known, called) if named.first not in taken]


def _called(seen: Seen, named: Named) -> range:
    """The word that somebody is called by, where they are called by their first name."""
    is_titled = seen.flags[named.first] & (Is.TITLE | Is.SOFT_TITLE)
    is_first = named.kind == "name" and (named.first == named.last or not is_titled)
    return range(named.first, named.first + is_first)


def _learnt(seen: Seen, found: Sequence[Named]) -> dict[str, str]:
    """Each word that is part of a name, and the kind of that name."""
    known: dict[str, str] = {}
    for named in found:
        if named.kind not in ("name", "place"):
            continue
        for index in range(named.first, named.last + 1):
            if _is_telling(seen, index, named.kind):
                known.setdefault(seen.bases[index], named.kind)
    return known


def _is_telling(seen: Seen, index: int, kind: str) -> bool:
    flags, word = seen.flags[index], seen.bases[index]
    if len(word) < 3 or flags & (Is.TITLE | Is.SOFT_TITLE | Is.PRONOUN | Is.FUNCTION):
        return False
    if flags & (Is.KNOWN | Is.SYSTEM) and not flags & Is.GIVEN:
        return False
    if kind == "place":
        return not flags & (Is.PLACE_TYPE | Is.GIVEN) and not seen.is_word(index)
    return not flags & Is.PLACE_TYPE or bool(flags & (Is.SURNAME | Is.GIVEN))


def _seen_again(seen: Seen, known: dict[str, str], called: set[str]) -> Iterator[Named]:
    for index, word in enumerate(seen.bases):
        kind = known.get(word)
        if kind:
            if kind == "place" or _is_person(seen, index, is_called=word in called):
                yield Named(index, index, kind)
        elif word[-1] == "s" and _is_joined_possessive(seen, index, known):
            yield Named(index, index, "name")


def _is_person(seen: Seen, index: int, *, is_called: bool) -> bool:
    if seen.is_capital[index]:
        return points(seen, index, index) + (_BONUS_OF_FIRST if is_called else _BONUS) >= ENOUGH
    if not seen.is_word(index):
        return True
    return bool(seen.flags[index] & Is.GIVEN) and small_points(seen, index) + _BONUS >= ENOUGH


def _is_joined_possessive(seen: Seen, index: int, known: dict[str, str]) -> bool:
    """`priyas mum`, where the apostrophe went missing; also `the Boswells`."""
    word = seen.bases[index]
    if len(word) < 4 or seen.is_word(index):
        return False
    if known.get(word[:-1]) == "name" and not seen.flags[index]:
        return True
    is_name = seen.known(word[:-1]) & Is.GIVEN and not seen.flags[index]
    return bool(is_name) and bool(seen.after(index) & Is.RELATION)
