"""The words of a text, each with what the register knows of it, and the runs of capitals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from themes.register import Is, is_ordinary, kinds
from themes.words import Words


class Run(NamedTuple):
    """Capitalised words in a row, as numbers of words, the last one included."""

    first: int
    last: int


class Named(NamedTuple):
    """Somebody's or something's name, as numbers of words, the last one included."""

    first: int
    last: int
    kind: str = "name"


class Seen:
    """A text by its words: `bases` are they without a possessive, `flags` what they may be."""

    def __init__(self, words: Words) -> None:
        self._known = known = kinds()
        text = words.text
        self.text = text
        self.words = words.words
        self.bases = [_base(word.plain) for word in self.words]
        self.flags = [known.get(base, 0) for base in self.bases]
        self.is_capital = [text[word.start].isupper() for word in self.words]

    def gap(self, index: int) -> str:
        """What stands between a word and the one before it."""
        if index <= 0:
            return "\n"
        if index >= len(self.words):
            return "\n"
        return self.text[self.words[index - 1].end : self.words[index].start]

    def is_near(self, index: int) -> bool:
        """Whether a word belongs to the same clause as the one before it."""
        return 0 < index < len(self.words) and self.gap(index) in _NEAR

    def opens(self, index: int) -> bool:
        """Whether a word begins a sentence, a line or an item, so that its capital means little."""
        gap = self.gap(index)
        if gap in _NEAR or gap == ", ":
            return False
        if gap[0] == "." and index and self.is_abbreviation(index - 1):
            return False
        return any(mark in _OPENING for mark in gap)

    def is_abbreviation(self, index: int) -> bool:
        """Whether a full stop after a word may be no end: after a title or an initial."""
        word = self.words[index]
        if word.end - word.start == 1 and self.is_capital[index]:
            return word.plain != "i" or self._is_initial(index)
        return bool(self.flags[index] & Is.STOPPED)

    def is_letter(self, index: int) -> bool:
        """Whether it is a single capital letter, an initial."""
        return self.is_capital[index] and len(self.bases[index]) == 1

    def known(self, word: str) -> int:
        """What any word may be."""
        return self._known.get(word, 0)

    def plain(self, index: int) -> str:
        """A word as it is looked up, or nothing where there is none."""
        return self.bases[index] if 0 <= index < len(self.bases) else ""

    def flag(self, index: int) -> int:
        """What a word may be, or nothing where there is none."""
        return self.flags[index] if 0 <= index < len(self.flags) else 0

    def before(self, index: int) -> int:
        """What the word before may be, where it belongs to the same clause."""
        return self.flags[index - 1] if self.is_near(index) else 0

    def after(self, index: int) -> int:
        """What the word after may be, where it belongs to the same clause."""
        return self.flags[index + 1] if self.is_near(index + 1) else 0

    def is_possessive(self, index: int) -> bool:
        """Whether a word is somebody's: `Priya's`, `the Joneses'`."""
        word = self.words[index]
        return word.plain.endswith("'s") or self.text[word.end : word.end + 1] in ("'", "’")

    def is_word(self, index: int) -> bool:
        """Whether it is an everyday English word."""
        base = self.bases[index]
        return is_ordinary(base) or ("'" in base and is_contraction(base))

    def is_shouted(self, index: int) -> bool:
        """Whether it is in capitals: an abbreviation (`PAs`, `EbE`, `B12`), or a raised voice."""
        start = self.words[index].start
        written = self.text[start : start + len(self.bases[index])]
        letters = written.partition("'")[0].partition("’")[0]
        if len(letters) > 1 and letters.removesuffix("s").isupper():
            return True
        return 2 < len(letters) < 5 and sum(map(str.isupper, letters)) > 1

    def runs(self) -> Iterator[Run]:
        """Every run of capitalised words, in order."""
        count, index = len(self.words), 0
        while index < count:
            if not self._may_be_in_run(index):
                index += 1
                continue
            last = index
            while last + 1 < count and self._goes_on(last + 1):
                last += 1
            yield Run(index, last)
            index = last + 1

    def _may_be_in_run(self, index: int) -> bool:
        if not self.is_capital[index]:
            return False
        return not self.flags[index] & Is.PRONOUN or self._is_initial(index)

    def _is_initial(self, index: int) -> bool:
        """Whether an I is no pronoun: `I.M.`, `R.I.`"""
        return self.bases[index] == "i" and "." in (self.gap(index), self.gap(index + 1))

    def _goes_on(self, index: int) -> bool:
        if not self._may_be_in_run(index):
            return False
        gap = self.gap(index)
        if gap in (" ", "-", " & ", "' ", "’ "):
            is_owned = gap[0] in "'’" or self.words[index - 1].plain.endswith("'s")
            return not is_owned or bool(self.flags[index] & (Is.PLACE_TYPE | Is.ORGANISATION))
        return gap in (".", ". ") and self.is_abbreviation(index - 1)


_NEAR = frozenset((" ", "-", " & ", "  ", "\u00a0"))
_OPENING = frozenset(".!?…:;\n\"“”„«‘'([{•*–—-|>")


def is_contraction(word: str) -> bool:
    """Whether two words are drawn into one: `they've`, `hasn't`, `who'd`."""
    before, _, after = word.partition("'")
    return after in ("ve", "re", "ll", "d", "m", "t") and len(before) > 1


def _base(plain: str) -> str:
    return plain[:-2] if plain.endswith("'s") else plain
