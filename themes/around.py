"""What stands around a capitalised word, and how much of it speaks for a person, in points."""

from __future__ import annotations

from themes.register import Is, among, ordinary_names
from themes.seen import Seen


def left(seen: Seen, first: int) -> int:
    """What the word before a name adds."""
    if not seen.is_near(first):
        # "Name: Gee", "Known as: Gee".
        is_field = seen.plain(first - 1) in ("name", "as", "called") and seen.gap(first)[:1] == ":"
        return 8 if is_field else 0
    flags = seen.flags[first - 1]
    if flags & (Is.NAMING | Is.RELATION):
        return 4 if flags & Is.NAMING else 2
    if flags & Is.PRONOUN and seen.plain(first - 2) in ("call", "calls", "called", "calling"):
        return 4
    before = seen.words[first - 1].plain
    if before in _DETERMINERS or (before in _OWNERS and seen.flags[first] & Is.RELATION):
        # "Her Nan" is everybody's, Nan is somebody.
        return -2 if before in _DETERMINERS else -8
    # "To May" is a month, "a visit to May" is not.
    helps = Is.CONTACT if seen.flags[first] & Is.TIME else Is.CONTACT | Is.NEAR
    is_met = flags & helps or (seen.flags[first] & Is.TIME and seen.before(first - 1) & Is.CONTACT)
    return 1 if is_met else 0


_DETERMINERS = among("the a an this that every")


def right(seen: Seen, last: int) -> int:
    """What the words after a name add."""
    if seen.words[last].plain.endswith("'s"):
        return 1 if seen.flags[last] & Is.TIME else 2
    if not seen.is_near(last + 1):
        return _right_over_a_comma(seen, last + 1)
    flags, following, later = seen.flags[last + 1], seen.bases[last + 1], seen.plain(last + 2)
    if flags & Is.DOING or following in ("has", "had", "who") or _is_past(seen, last + 1):
        return 2
    if following in ("and", "or"):
        return _right_over_and(seen, last + 2)
    if following in _STANDING:
        return _right_over_a_place(seen, last + 2)
    if flags & Is.BEING:
        return 2 if _is_age(later) or _is_busy(later) else 1
    return 0


def _right_over_and(seen: Seen, index: int) -> int:
    word = seen.plain(index)
    if word in _OWNERS or word in _NUMBER_WORDS or word == "two":
        return 1
    if index >= len(seen.words) or not seen.is_capital[index]:
        return 2 if word == "me" else 0
    is_person = word == "i" or seen.flags[index] & (Is.GIVEN | Is.TITLE | Is.SOFT_TITLE)
    return 2 if is_person else 1


_STANDING = among("from in at on off next upstairs downstairs")
_FAR = 6


def _right_over_a_place(seen: Seen, index: int) -> int:
    """`Will in procurement replied`, `Faith on the tea bar told me`."""
    for at in range(index, min(index + _FAR, len(seen.words))):
        if not seen.is_near(at) or seen.flags[at] & Is.PRONOUN:
            return 0
        if seen.flags[at] & Is.DOING or _is_past(seen, at):
            return 2
    return 0


def _is_busy(word: str) -> bool:
    """Whether it is what people are doing, and months and hopes are not."""
    return word.endswith("ing") and word not in _SEASONAL


_SEASONAL = among(
    "coming approaching looming ending fading being going nothing something everything running"
)


def _is_past(seen: Seen, index: int) -> bool:
    """Whether it looks like something somebody did."""
    word = seen.bases[index]
    is_verb = len(word) > 4 and word.endswith("ed") and not word.endswith("eed")
    return is_verb and not seen.is_capital[index]


def _right_over_a_comma(seen: Seen, index: int) -> int:
    if index < len(seen.words) and seen.gap(index) in (", ", " ("):
        following = seen.bases[index]
        if _is_age(following) or (seen.is_capital[index] and seen.flags[index] & Is.GIVEN):
            return 2
        if following in _OWNERS and seen.flag(index + 1) & Is.RELATION:
            return 2
        return 1 if following in _OWNERS or following in ("who", "a", "the", "whose") else 0
    return 0


_OWNERS = among("my our his her their your")
_NUMBER_WORDS = among(
    "three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)


def _is_age(word: str) -> bool:
    return (word.isdecimal() and len(word) < 4) or word in _NUMBER_WORDS


def is_the_word(seen: Seen, index: int, *, only_after: bool = False) -> bool:
    """Whether what stands around it makes a name the word that it also is."""
    if seen.bases[index] not in ordinary_names():
        return False
    before, after = ordinary_names()[seen.bases[index]]
    if not only_after and _is_led_in_to(seen, index, before):
        return True
    is_led_out = seen.is_near(index + 1) and seen.bases[index + 1] in after
    return is_led_out and not seen.is_possessive(index)


def _is_led_in_to(seen: Seen, index: int, before: frozenset[str]) -> bool:
    if seen.is_near(index) and seen.bases[index - 1] in before:
        return True
    beside = (seen.plain(index - 1), seen.plain(index + 1))
    return bool(seen.flags[index] & Is.TIME) and any(map(str.isdecimal, beside))
