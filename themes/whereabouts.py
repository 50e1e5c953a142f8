"""Places and organisations that only their surroundings give away, and those in small letters."""

from __future__ import annotations

from themes.places import ANY_STREET, NOBODY, ORGANISATIONS_STAND_AFTER, STREETS
from themes.register import Is, among, is_compound
from themes.seen import Named, Run, Seen


def placed(seen: Seen, run: Run) -> Named | None:
    """A place told by what stands before it: `past Gosfleet`, `at Sully's`, `in the Selkie`."""
    first, last = run
    if seen.opens(first) or _is_initial(seen, run):
        return None
    if seen.flags[first] & Is.LEAD and last > first and not seen.flags[last] & NOBODY:
        return Named(first, last, "place")
    if seen.is_shouted(first):
        return None
    if seen.gap(last + 1) == "-":
        return _chained(seen, run)
    if seen.words[first - 1].plain == "the" and seen.is_near(first):
        return _with_article(seen, run)
    if seen.flags[last] & (Is.GIVEN | NOBODY) or seen.is_word(last):
        return None
    may_begin = not seen.flags[first] & (Is.GIVEN | NOBODY & ~Is.KNOWN)
    return Named(first, last, "place") if may_begin and _is_where(seen, first, last) else None


def _is_initial(seen: Seen, run: Run) -> bool:
    return seen.is_letter(run.first) and not (
        seen.flags[run.first] & Is.LEAD and run.last > run.first
    )


def _chained(seen: Seen, run: Run) -> Named | None:
    """`Pant-y-rhiw`, `Stow-on-the-Wold`."""
    last = run.last
    while seen.gap(last + 1) == "-":
        last += 1
    is_chain = seen.plain(run.last + 1) in _LINKS and last > run.last + 1
    return Named(run.first, last, "place") if is_chain else None


_LINKS = among("y yr on upon in by under the next super le la de na an nan st")


def _is_where(seen: Seen, first: int, last: int) -> bool:
    before = seen.before(first)
    if before & Is.INSIDE:
        return True
    if not before & Is.PLACING or seen.flags[first] & Is.SURNAME:
        return False
    word = seen.bases[first - 1]
    if word == "at":
        return True
    if word == "to":
        return any(seen.flag(first - back) & Is.MOVED for back in (2, 3, 4))
    return word == "from" and not seen.after(last) & (Is.DOING | Is.BEING)


def _with_article(seen: Seen, run: Run) -> Named | None:
    first, last = run
    if seen.flags[last] & (NOBODY | Is.TITLE) or seen.is_shouted(last) or seen.gap(last + 1) == "-":
        return None
    if any(seen.gap(index) == " & " for index in range(first + 1, last + 1)):
        return Named(first, last, "place")
    if _is_family(seen, last):
        return Named(first, last)
    before = seen.before(first - 1)
    if not seen.is_word(last) and not seen.flags[last] & Is.GIVEN:
        return Named(first, last, "place")
    is_abstract = seen.bases[last].endswith(_ABSTRACT)
    if before & Is.PLACING and not is_abstract and not seen.flags[first] & (NOBODY | Is.TITLE):
        return Named(first, last, "place")
    return None


_ABSTRACT = ("tion", "ment", "ence", "ance", "ity", "ness", "ship", "ism", "egy", "ics")


def _is_family(seen: Seen, index: int) -> bool:
    """`the Boswells`, `the O'Dowd brothers`."""
    base = seen.bases[index]
    singular = (
        base[:-2] if base.endswith("es") and seen.known(base[:-2]) & Is.SURNAME else base[:-1]
    )
    if (
        base.endswith("s")
        and seen.known(singular) & (Is.SURNAME | Is.GIVEN)
        and not seen.is_word(index)
    ):
        return True
    is_name = seen.flags[index] & (Is.SURNAME | Is.GIVEN)
    return bool(is_name) and seen.plain(index + 1) in _FAMILY and seen.is_near(index + 1)


_FAMILY = among("brothers sisters family twins boys girls lads lot kids children household")


def organised(seen: Seen, run: Run) -> Named | None:
    """Ordinary words with capitals, where a place or an organisation may stand.

    `Nkechi from Own Purse`, `a trim at Kings of Fade`, `the chippy in Wick Hollow`.
    """
    first, last = run
    before = seen.bases[first - 1]
    if seen.opens(first) or seen.flags[first] & Is.GIVEN or not seen.is_word(first):
        return None
    if seen.is_letter(first):
        return None
    if last == first and before == "at" and seen.plain(last + 1) == "of":
        last += 2 if seen.is_near(last + 2) and seen.is_capital[last + 2] else 0
    if last == first or before not in ORGANISATIONS_STAND_AFTER | _INSIDE:
        return None
    if any(seen.flags[index] & (NOBODY | Is.TITLE) for index in range(first, last + 1)):
        return None
    return Named(first, last, "place" if before in _INSIDE else "org")


_INSIDE = frozenset(("in", "near", "at"))


def inside_in_small(seen: Seen, index: int) -> Named | None:
    """A place typed in small letters that is no word at all: `in tregennydd`."""
    if not seen.is_near(index) or seen.is_capital[index] or not _is_no_word(seen, index):
        return None
    word = seen.bases[index]
    is_likely_word = word.endswith(("ing", "ed", "ly", "ment", "tion", "s")) or is_compound(word)
    return None if is_likely_word else Named(index, index, "place")


def _is_no_word(seen: Seen, index: int) -> bool:
    word = seen.bases[index]
    return not seen.flags[index] and len(word) > 5 and word.isalpha() and not seen.is_word(index)


def ending_in_small(seen: Seen, index: int) -> Named | None:
    """A place in small letters that ends in what it is: `innerbrae library`, `on hope street`."""
    name = index - 1
    if seen.bases[index] == "st":
        return _saint_in_small(seen, index)
    if not seen.is_near(index) or seen.is_capital[name] or not seen.before(name) & Is.PLACING:
        return None
    if _is_no_word(seen, name):
        return Named(name, index, "place")
    if seen.bases[index] not in STREETS or seen.flags[name] & (Is.FUNCTION | Is.PRONOUN):
        return None
    is_telling = seen.bases[index] == "street" or not seen.is_word(name)
    return (
        Named(name, index, "place") if is_telling and seen.bases[name] not in ANY_STREET else None
    )


def _saint_in_small(seen: Seen, index: int) -> Named | None:
    if not seen.is_near(index + 1) or seen.plain(index - 1).isdecimal():
        return None
    is_name = (seen.flags[index + 1] | seen.known(seen.bases[index + 1][:-1])) & Is.GIVEN
    is_saint = is_name or not seen.is_word(index + 1)
    return Named(index, index + 1, "place") if is_saint else None
