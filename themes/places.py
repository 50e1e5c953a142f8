"""Places and organisations that say what they are: `Bell Street Surgery`, `Wagtail Homecare`."""

from __future__ import annotations

from themes.register import Is, among
from themes.seen import Named, Run, Seen

NOBODY = Is.SYSTEM | Is.GENERIC | Is.KNOWN | Is.PRONOUN | Is.TIME
"""Words that nobody and no place is known by."""
STREETS = among("street road lane avenue hill crescent terrace row brow brae wynd")
ANY_STREET = among(
    "high main front back side one way same other next the busy quiet whole coronation sesame "
    "downing harley wall"
)
"""What there is a street of everywhere, or on the television."""
ORGANISATIONS_STAND_AFTER = among("from at to through runs run via joined ask called named")


def typed(seen: Seen, run: Run) -> Named | None:
    """The place or organisation that a run of capitals names by ending in what it is."""
    last = run.last
    while last > run.first and not seen.flags[last] & (Is.PLACE_TYPE | Is.ORGANISATION):
        is_lead_on = seen.flags[last] & (Is.GIVEN | Is.TIME | Is.KNOWN) or seen.gap(last) == "-"
        if seen.is_word(last) and not is_lead_on:
            # "Common Purpose" is no common.
            return None
        last -= 1
    if last == run.first:
        return _before_small_type(seen, run)
    first = _own_part(seen, run.first, last)
    if first is None or _is_person(seen, first, last):
        return None
    return Named(first, last, "place" if seen.flags[last] & Is.PLACE_TYPE else "org")


def _own_part(seen: Seen, first: int, last: int) -> int | None:
    """Where it begins: past words that only open the sentence, if anything of its own is left."""
    while first < last and seen.flags[first] & Is.FUNCTION and not seen.flags[first] & Is.LEAD:
        first += 1
    if seen.opens(first) and _is_plain_word(seen, first) and _has_own(seen, first + 1, last):
        first += 1
    return first if _has_own(seen, first, last) else None


def _is_plain_word(seen: Seen, index: int) -> bool:
    return not seen.flags[index] & Is.GIVEN and seen.is_word(index)


def _has_own(seen: Seen, first: int, last: int) -> bool:
    """Whether the words before the last make it one of its kind, not any of them."""
    owners = [_owns(seen, index) for index in range(first, last)]
    if "name" in owners:
        return True
    if "day" in owners:
        return bool(seen.flags[last] & (Is.ORGANISATION | Is.SERVICE))
    if "word" in owners:
        led = first - 1 if seen.plain(first - 1) == "the" else first
        is_led_to = seen.before(led) & Is.INSIDE or seen.plain(led - 1) in ORGANISATIONS_STAND_AFTER
        return not seen.flags[last] & Is.LOOSE or (owners[0] == "word" and bool(is_led_to))
    return last > first and seen.bases[last] in STREETS and seen.bases[last - 1] not in ANY_STREET


def _owns(seen: Seen, index: int) -> str:
    """What a word before a type is: a name, a day, a plain word, or nothing of its own."""
    flags = seen.flags[index]
    if flags & Is.TIME and not flags & Is.GIVEN:
        return "day"
    if flags & (Is.FUNCTION | Is.TITLE) or seen.is_shouted(index):
        return ""
    is_name = flags & (Is.GIVEN | Is.SURNAME | Is.LEAD) and not flags & (Is.SYSTEM | Is.KNOWN)
    if not is_name and flags & (NOBODY | Is.ORGANISATION):
        return ""
    if seen.is_word(index):
        return "word" if is_name or not flags & Is.PLACE_TYPE else ""
    return "name"


def _is_person(seen: Seen, first: int, last: int) -> bool:
    """Whether it is rather somebody with a surname that is also a kind of place."""
    if last != first + 1 or not seen.flags[first] & Is.GIVEN or not seen.flags[last] & Is.SURNAME:
        return False
    return not seen.before(first) & Is.INSIDE


def _before_small_type(seen: Seen, run: Run) -> Named | None:
    """`Torbrae road`, `the Methodist hall`: only the name has a capital."""
    last = run.last
    if seen.is_possessive(last) or seen.opens(run.first) or not seen.is_near(last + 1):
        return None
    flags, following = seen.flags[last], seen.flags[last + 1]
    if not following & Is.PLACE_TYPE or seen.bases[last + 1] in _LOOSE_TYPES:
        return None
    if flags & Is.KNOWN:
        is_faith = seen.bases[last + 1] in ("hall", "church", "chapel", "temple")
        return Named(run.first, last + 1, "place") if is_faith else None
    is_common = flags & (Is.GIVEN | Is.PRONOUN | Is.TIME | Is.SYSTEM)
    if is_common or seen.is_word(last) or seen.is_shouted(last):
        return None
    return Named(run.first, last + 1, "place")


_LOOSE_TYPES = among(
    "st dr cl way walk place point rest end home homes unit bar gap fell rise bank view gate"
)
