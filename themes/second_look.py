"""Words worth a second look: the writer's own that may shrink somebody, and plainer ways to say it.

A nudge, never a score. Somebody else's quoted words are theirs, a word that is only being talked
about is not being used, and what people call themselves is nobody's to correct.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from themes.phrases import Found
from themes.register import is_ordinary
from themes.terms import FORMS, Lexicon, Term, lexicon
from themes.words import Words


class SecondLook(NamedTuple):
    """One word or phrase with its place, why it is worth a look, and plainer ways to say it."""

    start: int
    end: int
    text: str
    term: str
    """What the writer may call fine as it is."""
    category: str
    why: str
    instead: tuple[str, ...]
    is_law: bool
    """Whether it means something in law, and so is fine in a record."""


def find(words: Words, fine: Collection[str] = ()) -> tuple[SecondLook, ...]:
    """Every word worth a second look, in the order of the text.

    `fine` are the terms that the writer called fine as they are; none of those is found again.
    """
    known = lexicon()
    found = [*known.finder.find(words), *_initials(words, known)]
    around = _Around(found)
    stands = [one for one in found if around.counts(one) and not _is_of_others(words, one)]
    hushed = {number for one in stands if around.hushes(one) for number in _numbers(one)}
    kept = [
        one
        for one in stands
        if hushed.isdisjoint(_numbers(one)) and not around.clears(one, known.of(one), words)
    ]
    looks = (_look(words, one, known.of(one)) for one in _apart(kept, known))
    return tuple(look for look in looks if not _is_fine(look, fine))


def offered(found: Iterable[SecondLook], most: int = 3) -> tuple[SecondLook, ...]:
    """The few that matter most, each term once, in the order of the text."""
    first: dict[str, SecondLook] = {}
    for look in found:
        first.setdefault(look.term, look)
    weights = lexicon().weights
    ranked = sorted(first.values(), key=lambda look: (-weights.get(look.why, 0), look.start))
    return tuple(sorted(ranked[:most], key=lambda look: look.start))


_INITIALS = re.compile(r"(?<![\w/@.&'-])([A-Z]{3,6})(?:'?[sd])?(?![\w/@&]|-\w|\.\w|\s\d)")


def _initials(words: Words, known: Lexicon) -> Iterator[Found]:
    """Capitals that spell no word and that not everybody knows; nothing where all is shouted."""
    for match in _INITIALS.finditer(words.text):
        letters, start = match[1], match.start()
        if letters in known.everyday or is_ordinary(letters.lower()):
            continue
        number = bisect_left(words.words, (start,))
        if not any(_is_shouted(words, number + step) for step in (-1, 1)):
            yield Found(start, match.end(), ("forms", known.initials), number, number + 1)


def _is_shouted(words: Words, number: int) -> bool:
    """Whether the word of that number is in capitals, and is not just a letter."""
    if not 0 <= number < len(words.words):
        return False
    start, end, plain = words.words[number]
    return len(plain) > 1 and words.text[start:end].isupper()


class _Around:
    """What was found around a find, and speaks for it or against it."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._unless: dict[int, set[int]] = {}
        self._ends: set[tuple[str, int]] = set()
        self._starts: set[int] = set()
        for one in found:
            kind, number = one.owner
            if kind == "unless":
                self._unless.setdefault(number, set()).update(_numbers(one))
            elif kind == "mentioned_after":
                self._starts.add(one.first_word)
            elif kind not in FORMS:
                self._ends.add((kind, one.last_word))

    def counts(self, one: Found) -> bool:
        """Whether it is a form of a term, and said of somebody where that is asked for."""
        kind = one.owner[0]
        return kind == "forms" or (
            kind in FORMS and (f"before_{kind}", one.first_word) in self._ends
        )

    def hushes(self, one: Found) -> bool:
        """Whether it is mentioned and not used, or is what somebody calls themselves."""
        return (
            ("mentioned", one.first_word) in self._ends
            or ("chosen", one.first_word) in self._ends
            or one.last_word in self._starts
        )

    def clears(self, one: Found, term: Term, words: Words) -> bool:
        """Whether it means something else here, or is denied."""
        unless = self._unless.get(one.owner[1])
        if unless and not unless.isdisjoint(_numbers(one)):
            return True
        return term.is_fine_denied and words.is_negated(one.start)


def _numbers(one: Found) -> range:
    """The numbers of its words."""
    return range(one.first_word, one.last_word)


_CODE_BEFORE = re.compile(r"[\w.]*[@_/]$|\w[\d./_-]*/$")
_CODE_AFTER = re.compile(r"[/-]?\d|[@_]|\.\w|-\w{0,12}\d|/\w{0,12}\d")


def _is_of_others(words: Words, one: Found) -> bool:
    """Whether it is somebody else's words, or part of an address or of a reference (`DP/20417`)."""
    return (
        words.is_quoted(one.start, one.end)
        or bool(_CODE_AFTER.match(words.text, one.end))
        or bool(_CODE_BEFORE.search(words.text[max(0, one.start - 24) : one.start]))
    )


def _apart(found: Iterable[Found], known: Lexicon) -> list[Found]:
    """The finds that do not overlap: the weightier stays, and of equals the longer."""
    taken: set[int] = set()
    kept: list[Found] = []
    for one in sorted(found, key=lambda it: (-known.of(it).weight, it.start - it.end, it.start)):
        if taken.isdisjoint(_numbers(one)):
            taken.update(_numbers(one))
            kept.append(one)
    return sorted(kept)


def _look(words: Words, one: Found, term: Term) -> SecondLook:
    text = words.text[one.start : one.end]
    name = words.plain[one.start : one.end] if term.is_many else term.term
    return SecondLook(
        one.start, one.end, text, name, term.category, term.why, term.instead, term.is_law
    )


def _is_fine(look: SecondLook, fine: Collection[str]) -> bool:
    return bool(fine) and (look.term in fine or look.text.casefold() in fine)
