"""Every proper name in a text: each run of capitals taken apart, and the names in small letters."""

from __future__ import annotations

from collections.abc import Iterator

from themes import addresses, names, places, register, whereabouts
from themes.register import Is
from themes.seen import Named, Run, Seen
from themes.small_letters import in_small, letter_in_small
from themes.titles import initials, titled

_TITLES = Is.TITLE | Is.SOFT_TITLE


def find(seen: Seen) -> list[Named]:
    """People, places, addresses and organisations, in order and apart."""
    found = [named for run in seen.runs() for named in _in_run(seen, run)]
    found += _in_small_letters(seen)
    return addresses.with_numbers(seen, apart(found))


def apart(found: list[Named]) -> list[Named]:
    """Names in order, without those that overlap an earlier or longer one."""
    kept: list[Named] = []
    for named in sorted(found, key=lambda it: (it.first, -it.last)):
        if not kept or named.first > kept[-1].last:
            kept.append(named)
    return kept


def _in_small_letters(seen: Seen) -> Iterator[Named]:
    nicknames = register.nicknames()
    for index, flags in enumerate(seen.flags):
        if seen.is_capital[index]:
            continue
        word, named = seen.bases[index], None
        if flags & (Is.TITLE | Is.GIVEN):
            named = in_small(seen, index)
        elif flags & (Is.ROAD | Is.SERVICE):
            named = whereabouts.ending_in_small(seen, index)
        elif len(word) < 3 or word in nicknames or word == "near":
            named = _by_a_small_word(seen, index)
        if named:
            yield named


def _by_a_small_word(seen: Seen, index: int) -> Named | None:
    word = seen.bases[index]
    if word in ("in", "near"):
        return whereabouts.inside_in_small(seen, index + 1)
    if len(word) == 1:
        return letter_in_small(seen, index)
    is_nickname = register.nicknames().get(word) == seen.plain(index - 1) and seen.is_near(index)
    return Named(index - 1, index) if is_nickname else None


def _in_run(seen: Seen, run: Run) -> Iterator[Named]:
    index = run.first
    while index <= run.last:
        if seen.flags[index] & _TITLES and (named := titled(seen, index)):
            yield named
            index = named.last + 1
            continue
        last = index
        while last < run.last and not (seen.flags[last + 1] & _TITLES and titled(seen, last + 1)):
            last += 1
        yield from _in_part(seen, Run(index, last))
        index = last + 1


def _in_part(seen: Seen, run: Run) -> Iterator[Named]:
    while run.first <= run.last:
        named = _first_in_part(seen, run)
        if not named:
            return
        yield named
        run = Run(named.last + 1, run.last)


def _first_in_part(seen: Seen, run: Run) -> Named | None:
    if named := initials(seen, run) or places.typed(seen, run):
        return named
    first, last = run
    if (
        first < last
        and seen.opens(first)
        and not seen.flags[first] & Is.GIVEN
        and seen.is_word(first)
    ):
        run = Run(first + 1, last)
        if named := initials(seen, run):
            return named
    return (
        whereabouts.placed(seen, run) or whereabouts.organised(seen, run) or names.in_run(seen, run)
    )
