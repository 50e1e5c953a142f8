"""All phrases of a lexicon, found in one walk over the words of a text.

How a phrase is written is told in `phrasing`. Reading costs two look-ups a word, however many
phrases there are: each is kept under the word, or the pair of words, that says most about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import product
from typing import NamedTuple

from themes.phrasing import Choice, Phrase, phrases
from themes.register import among
from themes.spelling import Spelling
from themes.words import Word, Words

__all__ = ["Finder", "Found", "Owner", "Phrase", "phrases"]

Owner = tuple[str, int]
"""What a phrase is for, and the number of whoever it belongs to."""


class Found(NamedTuple):
    """A phrase in a text, as places in the text and as numbers of words."""

    start: int
    end: int
    owner: Owner
    """Whose phrase it is, as given to `Finder`."""
    first_word: int
    last_word: int
    """The word after the last marked one."""


class _Kept(NamedTuple):
    """A phrase under its key, with what rules it out at a glance."""

    place: int
    """Where in the phrase the key stands."""
    near: int
    """How far from the key to look first, and for what."""
    choice: Choice
    owner: Owner
    phrase: Phrase


class Finder:
    """Finds all phrases of many owners in one walk."""

    def __init__(self, owned: Iterable[tuple[Owner, Phrase]]) -> None:
        self._by_word: dict[str, list[_Kept]] = {}
        self._by_pair: dict[tuple[str, str], list[_Kept]] = {}
        for owner, phrase in owned:
            self._add(owner, phrase)

    def _add(self, owner: Owner, phrase: Phrase) -> None:
        choices = phrase.choices
        place = _telling_place(choices)
        near = _near(choices, place)
        words = choices[place] or frozenset()
        beside = choices[place + near] if near else None
        if beside is None:
            pairs: Iterable[tuple[str, str]] = ()
        elif len(words) * len(beside) <= _MOST_PAIRS:
            pairs, words = product(words, beside), frozenset()
        else:
            pairs, words = product(words & _COMMON, beside), words - _COMMON
        for word in words:
            kept = _Kept(place, near, beside, owner, phrase)
            self._by_word.setdefault(word, []).append(kept)
        for pair in pairs:
            kept = _Kept(place + min(near, 0), 0, None, owner, phrase)
            self._by_pair.setdefault(pair if near > 0 else pair[::-1], []).append(kept)

    @cached_property
    def _spelling(self) -> Spelling:
        kept = [*self._by_word.values(), *self._by_pair.values()]
        every = {one.phrase for many in kept for one in many}
        choices = {choice for phrase in every for choice in phrase.choices}
        return Spelling(word for choice in choices for word in choice or ())

    def find(self, words: Words) -> list[Found]:
        """Every phrase of every owner, also with a slip of the key; they may overlap."""
        found: list[Found] = []
        every = self._spelling.straightened(words.words)
        plain = ["", *(word.plain for word in every), ""]
        by_word, by_pair = self._by_word, self._by_pair
        # The empty words at both ends let a phrase look past them.
        last = len(plain) - 1
        for number in range(1, last):
            word = plain[number]
            for many in (by_word.get(word), by_pair.get((word, plain[number + 1]))):
                for place, near, choice, owner, phrase in many or ():
                    if choice is not None and plain[number + near] not in choice:
                        continue
                    index = number - 1 - place
                    if _fits(words, every, index, phrase):
                        _take(found, words, every, index, owner, phrase)
        return found


_MOST_PAIRS = 30
"""With more pairs than that a phrase is found by one word, and the other is looked at then."""


def _near(choices: Sequence[Choice], place: int) -> int:
    """Which neighbour of a place to look at first: 1, -1, or 0 where there is none to look at."""
    for near in (1, -1):
        if 0 <= place + near < len(choices) and choices[place + near] is not None:
            return near
    return 0


def _telling_place(choices: Sequence[Choice]) -> int:
    """The place whose words say most about the phrase: few of them, and no everyday ones."""

    def cost(place: int) -> int:
        choice = choices[place]
        return 10_000 if choice is None else len(choice) + 200 * len(choice & _COMMON)

    return min(range(len(choices)), key=cost)


_COMMON = among(
    "a about after again all also always an and another any are as at back be because been "
    "before being bit but by can come could day did didn't do does doesn't don't down even every "
    "first for from get getting go going good got had has have he he'd he's her here him his "
    "home how i i'd i'm i've if in into is isn't it it's its just kept know last left like "
    "little long made make many me more most mum my need needs never new next no nobody not now "
    "of off old on one only or other our out over own people put really said same say says see "
    "she she'd she's so some still take than that that's the their them then there these they "
    "they'd they're thing think this those thought three time to today told too took two up us "
    "very want was wasn't way we we'd we're week well went were what when where which while who "
    "will with without work would year years you your"
)


def _take(
    found: list[Found],
    words: Words,
    every: Sequence[Word],
    index: int,
    owner: Owner,
    phrase: Phrase,
) -> None:
    first, last = index + phrase.first, index + phrase.last
    if phrase.runs_on:
        last = _run_on(words, every, last)
    if last > first:
        found.append(Found(every[first].start, every[last - 1].end, owner, first, last))


def _fits(words: Words, every: Sequence[Word], index: int, phrase: Phrase) -> bool:
    if index < 0 or index + len(phrase.choices) > len(every):
        return False
    at = index
    for choice in phrase.choices:
        if choice is not None and every[at].plain not in choice:
            return False
        at += 1
    if any(not _is_joined(words.plain, every, number) for number in range(index + 1, at)):
        if not _is_joined_with_commas(words.plain, every, index, phrase):
            return False
    elif phrase.commas:
        return False
    if phrase.opens and words.sentence_at(every[index].start).start != every[index].start:
        return False
    return all(
        _is_written(words.text, every[index + place], letters) for place, letters in phrase.capitals
    )


def _is_joined(plain: str, every: Sequence[Word], number: int) -> bool:
    """Whether a word belongs to the one before, by what is between them."""
    start, end = every[number - 1].end, every[number].start
    between = plain[start:end]
    if between in _JOINS:
        return True
    if between == ":":
        return every[number].plain.isdigit() and every[number - 1].plain.isdigit()
    return bool(_SPACE.fullmatch(between))


def _is_joined_with_commas(plain: str, every: Sequence[Word], index: int, phrase: Phrase) -> bool:
    """Whether the words belong together where just the commas are that should be there."""
    return bool(phrase.commas) and all(
        plain[every[index + place - 1].end : every[index + place].start] == ", "
        if place in phrase.commas
        else _is_joined(plain, every, index + place)
        for place in range(1, len(phrase.choices))
    )


def _is_written(text: str, word: Word, letters: str) -> bool:
    """Whether a word begins with these very letters, and what follows is a small ending."""
    ending = text[word.start + len(letters) : word.end]
    return text.startswith(letters, word.start) and ending == ending.lower()


_JOINS = frozenset((" ", "-", "/", " - ", " & ", "' "))
_SPACE = re.compile(r"[ \t]{0,8}\n?[ \t]{1,8}|[ \t]{0,8}\n")
_RUN = 4
_STOPS = among(
    "a an and are as at because been before but by for from had has have he he's her hers him "
    "his i if in is it it's its me my no nor not now of off on or our out she she's since so "
    "that the their them then there they they're this though to too until up was we were what "
    "when where which while who with you your"
)


def _run_on(words: Words, every: Sequence[Word], last: int) -> int:
    until = last
    while until < min(len(every), last + _RUN) and every[until].plain not in _STOPS:
        if until and not _is_joined(words.plain, every, until):
            break
        until += 1
    return until
