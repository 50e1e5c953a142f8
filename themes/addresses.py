"""Addresses: a number before a road, a flat before a house, with or without capitals."""

from __future__ import annotations

from collections.abc import Iterator

from themes.register import Is, among
from themes.seen import Named, Seen

_FLATS = among("flat apartment apt unit")
_SHORT_ROADS = among(
    "street st road rd avenue ave lane close crescent terrace gardens grove drive way"
)
# What is counted on a road, and is no house on it.
_NO_HOUSE = among(
    "minute minutes min mins hour hours mile miles metre metres yard yards day days week "
    "weeks year years bus buses car cars way people pound pounds door doors house houses stop "
    "stops step steps and or to of in on up down the a my her his their our from at per lane "
    "lanes star shops ways times am pm o'clock"
)


def with_numbers(seen: Seen, found: list[Named]) -> list[Named]:
    """The same names, but roads and houses with their numbers are addresses."""
    joined = [_numbered(seen, named) for named in found]
    taken = {index for named in joined for index in range(named.first, named.last + 1)}
    joined += [
        named for named in _plain(seen) if taken.isdisjoint(range(named.first, named.last + 1))
    ]
    return _with_towns(seen, sorted(joined))


def _numbered(seen: Seen, named: Named) -> Named:
    """`14 Gansey Row`, `Flat 9, Quarrier House`."""
    if named.kind not in ("place", "name") or not seen.flags[named.last] & Is.PLACE_TYPE:
        return named
    first = named.first
    if _is_number(seen, first - 1) and seen.gap(first) in (" ", ", "):
        first -= 2 if seen.plain(first - 2) in _FLATS else 1
    if (
        _is_number(seen, first - 1)
        and seen.plain(first - 2) in _FLATS
        and seen.gap(first) in (" ", ", ")
    ):
        first -= 2
    return named if first == named.first else Named(first, named.last, "address")


def _is_number(seen: Seen, index: int) -> bool:
    word = seen.plain(index)
    return (
        0 < len(word) <= 5 and word[0].isdecimal() and (word.isdecimal() or word[:-1].isdecimal())
    )


def _plain(seen: Seen) -> Iterator[Named]:
    """`14 elm road` as it is typed in a hurry, and `flat 2` by itself."""
    for index, word in enumerate(seen.bases):
        if not word[0].isdecimal() or not _is_number(seen, index):
            continue
        if seen.gap(index)[-1:] in ("£", ".", "/", ":", "-", "$"):
            continue
        if seen.plain(index - 1) in _FLATS and seen.gap(index) == " ":
            yield Named(index - 1, index, "address")
        last = index + 1
        while last - index < 4 and _may_be_road(seen, last):
            last += 1
        if 1 < last - index < 4 and seen.plain(last) in _SHORT_ROADS and seen.gap(last) == " ":
            yield Named(index, last, "address")


def _may_be_road(seen: Seen, index: int) -> bool:
    word = seen.plain(index)
    return (
        bool(word) and seen.gap(index) == " " and word not in _NO_HOUSE and word not in _SHORT_ROADS
    )


def _with_towns(seen: Seen, found: list[Named]) -> list[Named]:
    """`14 Carrick Row, Ballynascreg` is one address, and so is `Flat 3, 9 Bobbin Lane`."""
    kept: list[Named] = []
    for named in found:
        before = kept[-1] if kept else None
        is_next = before and named.first == before.last + 1 and seen.gap(named.first) == ", "
        if before and is_next and before.kind == "address" and _may_be_town(seen, named):
            kept[-1] = Named(before.first, named.last, "address")
        else:
            kept.append(named)
    return kept


def _may_be_town(seen: Seen, named: Named) -> bool:
    is_single = named.first == named.last and not seen.flags[named.first] & Is.GIVEN
    return named.kind in ("place", "address") or is_single
