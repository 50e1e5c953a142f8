"""Names typed in small letters: `spoke to priya's mum`, `told may`, `mrs o'connor`."""

from __future__ import annotations

from themes.around import is_the_word
from themes.names import ENOUGH, is_foreign
from themes.register import Is, among
from themes.seen import Named, Seen
from themes.titles import end_of_name, titled


def in_small(seen: Seen, index: int) -> Named | None:
    """The person a word in small letters names: `spoke to priya's mum`."""
    if seen.flags[index] & Is.TITLE:
        return titled(seen, index)
    if small_points(seen, index) < ENOUGH:
        return None
    return Named(index, end_of_name(seen, index))


def letter_in_small(seen: Seen, index: int) -> Named | None:
    """`j's mum`."""
    is_owner = seen.words[index].plain.endswith("'s")
    return Named(index, index) if is_owner and seen.after(index) & Is.RELATION else None


def small_points(seen: Seen, index: int) -> int:
    """How much speaks for a person where there is no capital."""
    flags = seen.flags[index]
    is_word = seen.is_word(index) or bool(flags & Is.TIME)
    left, right = _small_left(seen, index), _small_right(seen, index)
    if not is_word:
        is_short = len(seen.bases[index]) < 3
        is_doubtful = is_short or flags & (Is.KNOWN | Is.PLACE_TYPE) or is_foreign(seen, index)
        return (0 if is_doubtful else 2) + left + right
    if is_the_word(seen, index):
        return -5
    # "Told may was she happy": no may and no will goes before these.
    follows = seen.plain(index + 1) in ("is", "was", "has", "had") and seen.is_near(index + 1)
    # "sonny does tins": a sentence begins with it, and then somebody does something.
    begins = seen.opens(index) and right > 1 and not flags & Is.RATHER_WORD
    return -2 + left + right + (2 if begins or (follows and left > 0) else 0)


def _small_left(seen: Seen, index: int) -> int:
    if not seen.is_near(index):
        return 0
    flags, before = seen.flags[index - 1], seen.words[index - 1].plain
    if flags & (Is.NAMING | Is.RELATION):
        return 4 if flags & Is.NAMING else 2
    if before in _BEFORE_WORDS:
        return -4
    if before in ("with", "to"):
        return 2 if seen.before(index - 1) & (Is.CONTACT | Is.DOING) else 0
    return 2 if flags & Is.CONTACT else 0


_BEFORE_WORDS = among(
    "the a an this that every no of i we you he she they it some any my her his our their your who"
)
# Words that own nothing, so that "will's hands" are somebody's.
_NO_OWNERS = among("will may sue rob drew frank rich chase grant hope mark")
_SPEAKING = among(
    "said says told asked asks tells rang wants wanted reckons thinks phoned texted laughed "
    "cried answered"
)


def _small_right(seen: Seen, index: int) -> int:
    if seen.words[index].plain.endswith("'s"):
        is_verb = seen.bases[index] in _NO_OWNERS
        return 4 if is_verb or seen.after(index) & Is.RELATION else 1
    if seen.plain(index + 1) in _SPEAKING and seen.is_near(index + 1):
        return 4
    return 2 if seen.after(index) & Is.DOING else 0
