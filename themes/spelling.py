"""Slips of the key in long words: `servcie`, `behavour`, `challanging`.

Only what is no everyday word can be a slip, and only of a word that was to be found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from themes.register import words as everyday_words
from themes.words import Word

_LONG, _LONGEST = 7, 24
"""Shorter words are too easily another word, and longer ones too dear to look into."""
_VOWELS = str.maketrans("aiou", "eeee")
_ENDINGS = ("", "s", "es", "d", "ed", "ing", "ly", "er", "ers", "'s")


class Spelling:
    """The long words that are looked for, and how each may have been mistyped."""

    def __init__(self, words: Iterable[str]) -> None:
        self._every = frozenset(words)
        self._known = frozenset(
            word for word in self._every if _LONG <= len(word) <= _LONGEST and word.isalpha()
        )
        self._with_one_less = {less: word for word in self._known for less in _one_less(word)}
        self._by_sound = {word.translate(_VOWELS): word for word in self._known}
        self._meant = lru_cache(maxsize=16_384)(self._look_up)

    def straightened(self, words: Sequence[Word]) -> Sequence[Word]:
        """The same words, with the slips looked up as what was meant."""
        meant = {
            index: right
            for index, word in enumerate(words)
            if len(word.plain) >= _LONG - 1 and (right := self._meant(word.plain))
        }
        if not meant:
            return words
        straight = list(words)
        for index, right in meant.items():
            straight[index] = words[index]._replace(plain=right)
        return straight

    def _look_up(self, word: str) -> str | None:
        """The word that was meant, where this one has a letter less, more, or misplaced."""
        if word in self._every or len(word) > _LONGEST or not word.isalpha():
            return None
        near = self._with_one_less.get(word) or self._by_sound.get(word.translate(_VOWELS))
        if near is None:
            tried = (*_one_less(word), *_swapped(word))
            near = next((other for other in tried if other in self._known), None)
        return None if near is None or _is_everyday(word) else near


def _one_less(word: str) -> Iterator[str]:
    # Nobody gets the first letter wrong, or not so that it could be told.
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _swapped(word: str) -> Iterator[str]:
    pairs = range(1, len(word) - 1)
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs)


def _is_everyday(word: str) -> bool:
    known = everyday_words()
    stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
    return any(stem in known or f"{stem}e" in known for stem in stems)
