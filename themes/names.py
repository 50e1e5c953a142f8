"""Names of people in capitals: told by what each word may be, and by what stands around it."""

from __future__ import annotations

from themes.around import is_the_word, left, right
from themes.register import Is, is_compound
from themes.seen import Named, Run, Seen

ENOUGH = 2
"""How many points make a name."""


def in_run(seen: Seen, run: Run) -> Named | None:
    """The person a run of capitals names, where it names one."""
    last = run.last
    while last > run.first and _is_afterthought(seen, last):
        last -= 1
    if last == run.first and seen.is_shouted(last) and not _is_name_aloud(seen, last):
        return None
    first = run.first
    while points(seen, first, last) < ENOUGH:
        first += 1
        while first <= last and not seen.flags[first] & Is.GIVEN:
            first += 1
        if first > last:
            return None
    return Named(first, last)


def _is_afterthought(seen: Seen, index: int) -> bool:
    """Whether a capital only happens to follow: `Leanne Saturday`, `Anita Mum`."""
    flags = seen.flags[index]
    return bool(flags & (Is.NO_NAME | Is.RELATION)) and not flags & (Is.SURNAME | Is.GIVEN)


def _is_name_aloud(seen: Seen, index: int) -> bool:
    flags = seen.flags[index]
    return bool(flags & Is.GIVEN) and not flags & Is.KNOWN and not seen.is_word(index)


def points(seen: Seen, first: int, last: int) -> int:
    """How much speaks for a person, in capitals from one word to another."""
    found = worth(seen, first) + left(seen, first) + right(seen, last)
    if last > first:
        return found + _second(seen, first)
    if seen.opens(first) or seen.flags[first] & Is.TIME:
        return found - 5 * is_the_word(seen, first)
    return found - 4 * _is_in_a_heading(seen, first)


def worth(seen: Seen, index: int) -> int:
    """What a capitalised word is worth by itself: 3 is sure, 2 is enough, 0 leaves it to others."""
    if seen.flags[index] & Is.GIVEN:
        return _worth_of_given(seen, index)
    if _is_no_name(seen, index):
        return -3
    flags, opens = seen.flags[index], seen.opens(index)
    is_word = seen.is_word(index) or bool(flags & Is.SYSTEM)
    if flags & Is.SURNAME:
        is_doubtful = is_word or flags & Is.PLACE_TYPE
        return (-2 if opens else 0) if is_doubtful else 2
    if is_word or flags & Is.GENERIC:
        return -5 if opens else -2
    return 1 if opens and _is_likely_word(seen, index) else 2


def _worth_of_given(seen: Seen, index: int) -> int:
    flags, opens = seen.flags[index], seen.opens(index)
    if flags & Is.RARE:
        return -1 if opens else 0
    if flags & Is.TIME:
        return -1 if seen.bases[index].endswith("day") else 0 if opens else 1
    if seen.is_word(index) or flags & Is.SYSTEM:
        return (0 if flags & Is.RATHER_WORD else 1) if opens else 2
    is_doubtful = flags & Is.KNOWN or (opens and is_foreign(seen, index))
    return 1 if is_doubtful else 3


def _is_no_name(seen: Seen, index: int) -> bool:
    """Whether it is somebody else's name, an abbreviation, or can only be short for something."""
    word = seen.bases[index]
    is_unsayable = word.isascii() and _VOWELS.isdisjoint(word)
    is_known = bool(seen.flags[index] & Is.NO_NAME)
    return is_known or is_unsayable or len(word) < 3 or seen.is_shouted(index)


_VOWELS = frozenset("aeiouyw")


def _is_likely_word(seen: Seen, index: int) -> bool:
    """Whether a word nobody knows looks like one all the same: two in one, misspelt, or foreign."""
    word = seen.bases[index]
    if word.endswith(("ing", "ed", "ly", "ment", "tion")) or "'" in word or is_compound(word):
        return True
    return is_foreign(seen, index)


def is_foreign(seen: Seen, index: int) -> bool:
    """Whether what stands around is no English either, so that a strange word says nothing."""
    near = range(max(0, index - 4), min(index + 6, len(seen.words)))
    return sum(_is_strange(seen, at) for at in near if at != index) > 1


def _is_strange(seen: Seen, index: int) -> bool:
    if seen.is_capital[index] or seen.flags[index]:
        return False
    return seen.bases[index].isalpha() and not seen.is_word(index)


def _second(seen: Seen, first: int) -> int:
    """What a second capitalised word adds."""
    flags = seen.flags[first + 1]
    if flags & (Is.KNOWN | Is.TIME | Is.SYSTEM) and not flags & (Is.GIVEN | Is.SURNAME):
        return -1
    if seen.flags[first] & Is.RARE:
        return 0 if seen.is_word(first + 1) else 1
    if seen.flags[first] & Is.GIVEN:
        return 0 if flags & Is.GIVEN and seen.bases[first].endswith("day") else 2
    return 1


def _is_in_a_heading(seen: Seen, index: int) -> bool:
    """Whether a name that is also a word only has its capital from a title: `the Care Bill`."""
    if not seen.is_word(index):
        return False
    if seen.is_near(index) and seen.is_capital[index - 1] and seen.is_word(index - 1):
        return not seen.opens(index - 1) and not seen.flags[index - 1] & Is.RELATION
    is_led = is_the_word(seen, index, only_after=True)
    return is_led and not seen.after(index) & (Is.FUNCTION | Is.NEAR | Is.PRONOUN)
