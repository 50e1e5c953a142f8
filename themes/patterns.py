"""Patterns for lexicons: regular expressions that cannot run away.

Every repeat needs a limit, so that no pattern looks further than its own length and the cost of
reading stays in step with the length of the text. A space stands for any small gap between two
words, a hyphen or a line's end among them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_GAP = r"[\s-]{1,3}+"
_LIMIT = 20_000
"""How many ways there may be, at most, to try a pattern at one place."""


class BadPattern(ValueError):
    """A pattern that is broken, or could take for ever."""


def compiled(pattern: str, *, keeps_case: bool = False) -> re.Pattern[str]:
    """A pattern ready for use on folded text, or on the text as typed where it keeps case."""
    source = _with_gaps(pattern)
    try:
        made = re.compile(source)
    except (re.error, OverflowError, RecursionError) as error:
        raise BadPattern(f"the pattern does not hold together: {error}") from None
    if _ways(source) > _LIMIT:
        raise BadPattern("the pattern could take for ever: fewer repeats inside repeats, please")
    if not keeps_case and re.search(r"(?<!\\)[A-Z]", re.sub(r"\(\?[a-zA-Z<P]+", "", pattern)):
        raise BadPattern("a pattern is looked for in small letters, so capitals never match")
    return made


def _with_gaps(pattern: str) -> str:
    return _TOKEN.sub(lambda m: _GAP if m.group() == " " else m.group(), pattern)


# What a pattern is made of, as far as the number of its ways goes.
_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?[aiLmsux]+\)|\(\?#[^)]*\)"
    r"|\((?:\?(?:P?<[a-z_]\w*>|P=\w+|[:=!>]|<[=!]|[aiLmsux-]+:))?|\)|\|"
    r"|(?:[*+?]|\{\d*,?\d*\})[+?]?|.",
    re.DOTALL,
)
_REPEAT = re.compile(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})([+?]?)$")


class _Counted(NamedTuple):
    """The ways through a part: at most one choice taken, and all choices taken together."""

    most: int
    all: int


def _ways(source: str) -> int:
    tokens = _TOKEN.findall(source)
    tokens.reverse()
    ways = 1
    while tokens:
        ways *= _group(tokens).most
    return ways


def _group(tokens: list[str]) -> _Counted:
    """The ways through everything up to the closing bracket, which is taken away too."""
    most, every, sequence = 0, 0, 1
    while tokens:
        token = tokens.pop()
        if token == ")":
            break
        if token == "|":
            most, every, sequence = max(most, sequence), every + sequence, 1
            continue
        part = _group(tokens) if token[0] == "(" and token[-1] != ")" else _Counted(1, 1)
        sequence *= 1 if token == "(?>" else _repeated(part, tokens)
        # However large it is, larger it need not get.
        sequence = min(sequence, _LIMIT + 1)
    return _Counted(max(most, sequence), every + sequence)


def _repeated(part: _Counted, tokens: list[str]) -> int:
    match = _REPEAT.match(tokens[-1]) if tokens else None
    if not match:
        return part.most
    tokens.pop()
    sign, least, comma, most, manner = match.groups()
    if sign == "?":
        return part.most + 1
    if sign or (comma and not most):
        raise BadPattern(f"the repeat {match.group()} has no limit: say how often at most")
    if manner == "+":
        return 1
    low, high = int(least or 0), int(most or least or 0)
    ways = 0
    for count in range(low, high + 1):
        ways += part.all**count
        if ways > _LIMIT:
            break
    return ways
