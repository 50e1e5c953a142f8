"""Small clues that together may give somebody away: ages, conditions, work, families, origins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from themes import ages
from themes.finds import Find
from themes.lexicon import load
from themes.phrases import Finder, Owner, Phrase, phrases
from themes.register import among, cues
from themes.words import Words


def find(words: Words) -> list[Find]:
    """Every small clue, in no particular order; they may overlap."""
    return [*_phrases(words), *ages.find(words), *_origins(words)]


def _phrases(words: Words) -> Iterator[Find]:
    every = words.words
    for it in _finder().find(words):
        kind, _ = it.owner
        following = every[it.last_word].plain if it.last_word < len(every) else ""
        if kind == "trade" and not _is_somebodys(words, it.first_word, following):
            continue
        if kind == "condition" and following in _AT_LARGE:
            continue
        yield Find(it.start, it.end, "occupation" if kind == "trade" else kind)


def _is_somebodys(words: Words, index: int, following: str) -> bool:
    """Whether a trade is said of somebody: `was a welder`, `retired vet`, `farmer all his life`."""
    if following in ("all", "for", "by"):
        return True
    before = list(words.before(words.words[index].start, 4))
    while before and before[-1].plain in _PASSED:
        word = before.pop()
        is_apposed = words.plain[word.start - 2 : word.start] == ", "
        if word.plain in _FORMERLY or (is_apposed and word.plain in ("a", "an")):
            return True
    return bool(before) and before[-1].plain in _BEING


_FORMERLY = among("retired ex former trainee apprentice qualified")
_PASSED = among("a an part time student old local") | _FORMERLY
_BEING = among("was is been be i'm he's she's hes shes they're who's as became")
# Before these, a condition is a field of work and nobody's own.
_AT_LARGE = among(
    "strategy strategies cohort friendly aware awareness training week alliance board charity "
    "research lead policy"
)


@cache
def _finder() -> Finder:
    source = load("identity/clues.toml")
    owned: list[tuple[Owner, Phrase]] = []
    for number, table in enumerate(source.tables("clue")):
        owner = source.string(table, "kind"), number
        for form in source.strings(table, "forms"):
            try:
                owned += [(owner, phrase) for phrase in phrases(form, source.data["sets"])]
            except ValueError as error:
                raise source.error(form, str(error)) from None
    return Finder(owned)


# Where people are from, and what they speak.

_FROM = re.compile(
    r"(?:\b(?:(?:come|came)(?: here| over)?"
    r"|(?:is|are|was|were|comes|originally|refugee|family|families|uasc|seeker)(?: originally)?)"
    r"|'s|'re) from (?:the )?$"
    r"|\b(?:born|raised|grew up|back|family|aunt|mum|nan|parents) in (?:the )?$"
)
_SPOKEN = re.compile(r"(?:\b(?:speaks?|spoke|speaking|language(?: is)?|signs in)|'s) $")
_NO_BACKGROUND = among(
    "english british european american white black sri lgbt lgbtq deaf bsl makaton geordie "
    "scouse scouser brummie cockney yorkshireman northerner southerner christian christians "
    "islam traveller travellers"
)
_AT_HOME = among("welsh scottish scots irish cornish gaelic cymraeg manx")
_ABROAD = among(
    "café cafe food takeaway restaurant government parliament language assembly law bank shop "
    "meal night class classes ambulance office terrier holiday breakfast setter rugby "
    "football open cup team lottery flag gas water"
)


@cache
def _peoples() -> frozenset[str]:
    return frozenset(cues()["known"]["peoples"].split()) - _NO_BACKGROUND


@cache
def _lands() -> frozenset[str]:
    known = cues()["known"]
    return frozenset(f"{known['lands']} {known['far']}".split()) - frozenset(known["home"].split())


def _origins(words: Words) -> Iterator[Find]:
    peoples, lands = _peoples(), _lands()
    for index, word in enumerate(words.words):
        if word.plain in peoples:
            is_origin = words.text[word.start].isupper() and _is_own(words, index)
        elif word.plain in lands:
            is_origin = bool(_FROM.search(words.plain, max(0, word.start - 44), word.start))
        else:
            continue
        if is_origin:
            yield Find(word.start, word.end, "background")


def _is_own(words: Words, index: int) -> bool:
    """Whether a people or a language is somebody's, and no food, holiday or local custom."""
    word, following = words.words[index], words.words[index + 1 : index + 2]
    if following and following[0].plain in _ABROAD:
        return False
    is_far = word.plain not in _AT_HOME
    return is_far or bool(_SPOKEN.search(words.plain, max(0, word.start - 24), word.start))
