"""How English bends its words: verbs through their forms, nouns into plural and possessive.

For phrases that are written down once and found in every form; spelt the British way.
"""

from __future__ import annotations

import re
from functools import lru_cache

from themes.register import among

_VOWELS = "aeiou"
_IRREGULAR = {
    forms.split()[0]: tuple(forms.split())
    for forms in (
        "be is are was were been being",
        "bring brings brought bringing",
        "build builds built building",
        "do does did done doing",
        "fall falls fell fallen falling",
        "feed feeds fed feeding",
        "get gets got getting",
        "give gives gave given giving",
        "go goes went gone going",
        "have has had having",
        "hold holds held holding",
        "keep keeps kept keeping",
        "let lets letting",
        "make makes made making",
        "meet meets met meeting",
        "put puts putting",
        "run runs ran running",
        "say says said saying",
        "seek seeks sought seeking",
        "send sends sent sending",
        "set sets setting",
        "take takes took taken taking",
        "tell tells told telling",
        "understand understands understood understanding",
        "write writes wrote written writing",
    )
}
# The stress falls on the end, so the last letter is written twice.
_LATE = ("refer", "defer", "commit", "admit", "permit", "transfer", "control", "label", "step")


@lru_cache(maxsize=1024)
def verb_forms(verb: str) -> tuple[str, ...]:
    """A verb as it is, with s, ed and ing.

    >>> verb_forms("refer")
    ('refer', 'refers', 'referred', 'referring')
    """
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    stem = verb.removesuffix("e")
    bent = stem + stem[-1] if stem == verb and _doubles(verb) else stem
    plural = f"{stem}es" if verb.endswith(("e", "s", "x", "z", "ch", "sh")) else f"{verb}s"
    return verb, plural, f"{bent}ed", f"{bent}ing"


def _doubles(verb: str) -> bool:
    return bool(re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb)) or verb.endswith(_LATE)


@lru_cache(maxsize=8192)
def noun_forms(noun: str) -> tuple[str, ...]:
    """The plural of a noun and its possessive; nothing for what cannot have them.

    >>> noun_forms("vacancy")
    ('vacancies', "vacancy's")
    """
    if not noun[-1:].isalpha() or noun.endswith(("'s", "ss")) or noun in _UNBENT:
        return ()
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        plural = f"{noun[:-1]}ies"
    elif noun.endswith(("s", "x", "z", "ch", "sh")):
        plural = f"{noun}es"
    else:
        plural = f"{noun}s"
    return plural, f"{noun}'s"


_UNBENT = among(
    "a an and are as at be been but by did do for from had has have he her him his i if in is it "
    "its me my no not of off on or our out she so than that the their them then they this to too "
    "up was we were what when where who will with you your"
)
