"""The stretches of a text around its digits: nothing else is worth looking at for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from themes.words import Words

_BEFORE, _AFTER = 60, 24
"""How far from a digit a number may begin or be announced, and end."""


class Near(NamedTuple):
    """A text, as typed and folded, and its stretches around digits."""

    text: str
    plain: str
    stretches: list[tuple[int, int]]

    def small(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in the folded text."""
        for start, end in self.stretches:
            yield from pattern.finditer(self.plain, start, end)

    def typed(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Every match in the text as it was typed."""
        for start, end in self.stretches:
            yield from pattern.finditer(self.text, start, end)


def near_digits(words: Words) -> Near:
    """A text with the stretches around its digits, which may be none."""
    return Near(words.text, words.plain, _around(words.plain))


def _around(plain: str) -> list[tuple[int, int]]:
    stretches: list[tuple[int, int]] = []
    for match in _DIGITS.finditer(plain):
        start, end = max(0, match.start() - _BEFORE), match.end() + _AFTER
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


_DIGITS = re.compile(r"\d+")
