"""What is known of words: which are names, which are ordinary, which stand around names.

Read once, when first asked for. The lists are in `lexicons/identity/`, the names by where they come
from, each with its source.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from themes.lexicon import FOLDER, load

_HERE = os.path.join(FOLDER, "identity")  # noqa: PTH118


class Is:
    """What a word may be, as flags; most are several things, and most words none of them."""

    GIVEN = 1 << 0
    SURNAME = 1 << 1
    TITLE = 1 << 2
    SOFT_TITLE = 1 << 3
    RELATION = 1 << 4
    TIME = 1 << 5
    KNOWN = 1 << 6
    ROAD = 1 << 7
    BUILDING = 1 << 8
    SERVICE = 1 << 9
    ORGANISATION = 1 << 10
    SYSTEM = 1 << 11
    GENERIC = 1 << 12
    PRONOUN = 1 << 13
    LEAD = 1 << 14
    CONTACT = 1 << 15
    NEAR = 1 << 16
    NAMING = 1 << 17
    DOING = 1 << 18
    BEING = 1 << 19
    PLACING = 1 << 20
    INSIDE = 1 << 21
    MOVED = 1 << 22
    RATHER_WORD = 1 << 23
    FUNCTION = 1 << 24
    LOOSE = 1 << 25
    STOPPED = 1 << 26
    RARE = 1 << 27
    PLACE_TYPE = ROAD | BUILDING | SERVICE
    NO_NAME = TIME | KNOWN | PRONOUN


_FROM_CUES = (
    ("people", "titles", Is.TITLE),
    ("people", "soft_titles", Is.SOFT_TITLE),
    ("people", "relations", Is.RELATION),
    ("people", "contact", Is.CONTACT),
    ("people", "near", Is.NEAR),
    ("people", "naming", Is.NAMING),
    ("people", "doing", Is.DOING),
    ("people", "being", Is.BEING),
    ("people", "pronouns", Is.PRONOUN),
    ("people", "rather_words", Is.RATHER_WORD),
    ("people", "rare_names", Is.GIVEN | Is.RARE),
    ("places", "before", Is.PLACING),
    ("places", "inside", Is.INSIDE),
    ("places", "moved", Is.MOVED),
    ("places", "roads", Is.ROAD),
    ("places", "buildings", Is.BUILDING),
    ("places", "services", Is.SERVICE),
    ("places", "organisations", Is.ORGANISATION),
    ("places", "lead", Is.LEAD),
    ("places", "function", Is.FUNCTION),
    ("places", "loose_organisations", Is.LOOSE),
    ("people", "stopped", Is.STOPPED),
    ("known", "times", Is.TIME),
    ("known", "feasts", Is.KNOWN),
    ("known", "lands", Is.KNOWN),
    ("known", "far", Is.KNOWN),
    ("known", "cities", Is.KNOWN),
    ("known", "peoples", Is.KNOWN),
    ("known", "brands", Is.KNOWN),
    ("known", "system", Is.SYSTEM),
    ("known", "generic", Is.GENERIC),
)


def among(words: str) -> frozenset[str]:
    """A set of words, from a line of them."""
    return frozenset(words.split())


@cache
def kinds() -> Mapping[str, int]:
    """What each word of the lists may be, as flags of `Is`."""
    found: dict[str, int] = {}
    for name in given_names():
        found[name] = Is.GIVEN
    for name in _listed("names/surnames.txt"):
        found[name] = found.get(name, 0) | Is.SURNAME
    for table, key, flag in _FROM_CUES:
        for word in cues()[table][key].split():
            is_kept = flag & Is.RARE and found.get(word, 0) & Is.GIVEN
            found[word] = found.get(word, 0) | (0 if is_kept else flag)
    return found


@cache
def given_names() -> frozenset[str]:
    """Given names and nicknames, in small letters, with their accents and without."""
    folder = os.path.join(_HERE, "names")  # noqa: PTH118
    files = sorted(os.listdir(folder))  # noqa: PTH208
    names = [name for file in files if file != "surnames.txt" for name in _listed(f"names/{file}")]
    bare = {_bare(name) for name in names if not name.isascii()}
    return frozenset(names) | {name for name in bare - words() if len(name) > 2}


@cache
def cues() -> dict[str, Any]:
    """The small words around names, as they are written down."""
    return load("identity/cues.toml").data


@cache
def ordinary_names() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """For a name that is also a word: the words before it and after it that make it the word."""
    return {
        name: (frozenset(at.get("before", "").split()), frozenset(at.get("after", "").split()))
        for name, at in cues()["ordinary_names"].items()
    }


@cache
def nicknames() -> Mapping[str, str]:
    """What somebody is called without a name, by its second word: the first word."""
    pairs = (name.split() for name in cues()["people"]["nicknames"])
    return {second: first for first, second in pairs}


@lru_cache(maxsize=8192)
def is_ordinary(word: str) -> bool:
    """Whether it is an everyday English word, in any of its forms."""
    return _derives(word, words(), 2)


def is_compound(word: str) -> bool:
    """Whether it is two everyday words in one: `flipchart`, but also `Larkmoor`."""
    known = words()
    places = range(3, min(len(word) - 2, 12))
    return any(word[:place] in known and is_ordinary(word[place:]) for place in places)


@cache
def words() -> frozenset[str]:
    """Everyday words in their plainest form."""
    return frozenset(_listed("words.txt"))


def _listed(file: str) -> list[str]:
    path = os.path.join(_HERE, *file.split("/"))  # noqa: PTH118
    with open(path, encoding="utf-8") as lines:  # noqa: PTH123
        return "".join(line for line in lines if line[0] != "#").casefold().split()


def _bare(name: str) -> str:
    spread = unicodedata.normalize("NFD", name)
    return "".join(mark for mark in spread if not unicodedata.combining(mark)).replace("ı", "i")


# An ordinary word is one of the list, or one of them with the usual beginnings and endings.

_ENDINGS = (
    ("ies", ("y",)),
    ("ied", ("y",)),
    ("iest", ("y",)),
    ("iness", ("y",)),
    ("ier", ("y",)),
    ("ily", ("y",)),
    ("es", ("",)),
    ("s", ("",)),
    ("ed", ("", "e", "-")),
    ("ing", ("", "e", "-")),
    ("est", ("", "e", "-")),
    ("er", ("", "e", "-")),
    ("or", ("", "e")),
    ("ive", ("", "e")),
    ("able", ("", "e", "-")),
    ("ally", ("",)),
    ("ly", ("",)),
    ("ness", ("",)),
    ("ful", ("",)),
    ("less", ("",)),
    ("ship", ("",)),
    ("like", ("",)),
    ("ism", ("",)),
    ("ist", ("",)),
    ("y", ("", "-")),
)
_BEGINNINGS = (
    *("under", "inter", "super", "over", "anti", "semi", "self"),
    *("out", "non", "mis", "dis", "pre", "sub", "un", "re", "co"),
)
# What ends like this is as good as never a name.
_LEARNED = re.compile(
    r".{3,40}(?:tion|ment|ity|ities|ical|ically|ology|ological|ously|ous|fully|ably|ible|ibly|sion"
    r"|ising|ised|ises|ative|atively|ential|ance|ence|wise|graphy|isation|alism)s?"
)


def _derives(word: str, known: frozenset[str], depth: int) -> bool:
    if word in known:
        return True
    if len(word) >= 7 and _LEARNED.fullmatch(word):
        return True
    if depth == 0 or not 4 <= len(word) <= 40:
        return False
    return any(_derives(base, known, depth - 1) for base in _bases(word))


def _bases(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            for letters in instead:
                base = stem[:-1] if letters == "-" else stem + letters
                if len(base) >= 3 and (letters != "-" or stem[-1] == stem[-2]):
                    yield base
    for beginning in _BEGINNINGS:
        if word.startswith(beginning) and len(word) - len(beginning) >= 3:
            yield word[len(beginning) :]
