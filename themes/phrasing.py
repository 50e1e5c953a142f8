"""Phrases as people would write them down, for lexicons that are edited without touching code.

service user        the last word may be a plural or a possessive
signpost~           a verb in all its forms: signposts, signposted, signposting
(high|low) needs    either
[very] frail        with or without
the <case>          what stands outside < > has to be there and is no part of the find
*                   any one word
...                 what follows, up to four words of it, as far as it is one thing
DNA                 capitals are found only as capitals
$people             a set with a name
^ as a              only where a sentence begins
a want, not a need  a comma is one; elsewhere a hyphen, a slash and a space are all the same
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from themes.bending import noun_forms, verb_forms

Choice = frozenset[str] | None
"""The words that fit one place in a phrase; none stands for any word."""


class Phrase(NamedTuple):
    """One way to write a phrase: what fits at each place, and which places are marked."""

    choices: tuple[Choice, ...]
    first: int
    """The first marked place."""
    last: int
    """The place after the last marked one."""
    capitals: tuple[tuple[int, str], ...] = ()
    """Places whose word has to begin with these very letters."""
    runs_on: bool = False
    """Whether the find goes on over what follows."""
    opens: bool = False
    """Whether it has to begin its sentence."""
    commas: tuple[int, ...] = ()
    """Places with a comma before them."""


_PIECE = re.compile(r"\.\.\.|[()\[\]|<>,*^]|\$[a-z_]+|[^\s()\[\]|<>,*^]+")


class Token(NamedTuple):
    """One place of a phrase while it is being read."""

    words: Choice
    capitals: str = ""
    mark: str = ""
    """`<` or `>` for the marks themselves, `...` for what runs on, `^` for where it begins."""
    has_comma: bool = False
    """Whether a comma stands before it."""


Way = tuple[Token, ...]

_MOST_WAYS = 600


def phrases(form: str, sets: Mapping[str, Sequence[str]] | None = None) -> list[Phrase]:
    """Every way to write what a form says, or `ValueError` with what is wrong with it."""
    pieces = _PIECE.findall(form.replace("-", " "))
    pieces.reverse()
    ways = _alternatives(pieces, sets or {})
    if pieces:
        raise ValueError(f"{form!r} closes what it never opened.")
    made = [_phrase(form, way) for way in ways if any(not token.mark for token in way)]
    if not made or len(made) > _MOST_WAYS:
        raise ValueError(f"{form!r} can be written in {len(made)} ways.")
    return made


def _alternatives(pieces: list[str], sets: Mapping[str, Sequence[str]]) -> list[Way]:
    """The ways through all up to a closing bracket; what is read is taken from the pieces."""
    ways: list[Way] = []
    current: list[Way] = [()]
    while pieces and pieces[-1] not in (")", "]"):
        piece = pieces.pop()
        if piece == "|":
            ways += current
            current = [()]
            continue
        following = _next(piece, pieces, sets)
        if len(following) == 1:
            current = [way + following[0] for way in current]
        else:
            current = [way + more for way, more in product(current, following)]
    return _gathered(ways + current) if ways else current


def _next(piece: str, pieces: list[str], sets: Mapping[str, Sequence[str]]) -> list[Way]:
    if piece in ("(", "["):
        ways = _alternatives(pieces, sets)
        if not pieces or pieces.pop() != (")" if piece == "(" else "]"):
            raise ValueError(f"A {piece} is never closed.")
        return [*ways, ()] if piece == "[" else ways
    if piece[0] == "$":
        if piece[1:] not in sets:
            raise ValueError(f"There is no set named {piece}.")
        members = _PIECE.findall("|".join(sets[piece[1:]]))
        members.reverse()
        return _alternatives(members, sets)
    if piece == ",":
        return [_after_a_comma(way) for way in _next(pieces.pop(), pieces, sets)] if pieces else []
    return [(_token(piece),)]


def _after_a_comma(way: Way) -> Way:
    return (way[0]._replace(has_comma=True), *way[1:])


@lru_cache(maxsize=8192)
def _token(piece: str) -> Token:
    if piece in ("<", ">", "...", "^"):
        return Token(frozenset(), mark=piece)
    if piece == "*":
        return Token(None)
    if piece.endswith("~"):
        return Token(frozenset(verb_forms(piece[:-1])))
    small = piece.lower()
    return Token(frozenset((small,)), "" if small == piece else piece)


def _gathered(ways: list[Way]) -> list[Way]:
    """One way instead of many where they are single plain words."""
    singles = [way for way in ways if len(way) == 1 and _is_plain(way[0])]
    if len(singles) < 2:
        return ways
    words = frozenset().union(*(way[0].words or () for way in singles))
    return [(Token(words),), *(way for way in ways if not (len(way) == 1 and _is_plain(way[0])))]


def _is_plain(token: Token) -> bool:
    return token.words is not None and not (token.capitals or token.mark or token.has_comma)


def _phrase(form: str, way: Way) -> Phrase:
    places = [token for token in way if not token.mark]
    first, last, runs_on, opens = 0, len(places), False, False
    if len(places) < len(way):
        marks = [(token.mark, sum(not t.mark for t in way[:i])) for i, token in enumerate(way)]
        first = next((at for mark, at in marks if mark == "<"), 0)
        last = next((at for mark, at in marks if mark == ">"), last)
        runs_on = any(mark == "..." for mark, _ in marks)
        opens = any(mark == "^" for mark, _ in marks)
    if last < first or (last == first and not runs_on):
        raise ValueError(f"{form!r} marks nothing.")
    choices = [token.words for token in places]
    if all(choice is None for choice in choices):
        raise ValueError(f"{form!r} would be found everywhere.")
    if not runs_on:
        choices[last - 1] = _inflected(choices[last - 1])
    capitals = tuple((at, token.capitals) for at, token in enumerate(places) if token.capitals)
    commas = tuple(at for at, token in enumerate(places) if token.has_comma)
    return Phrase(tuple(choices), first, last, capitals, runs_on, opens, commas)


@lru_cache(maxsize=8192)
def _inflected(words: Choice) -> Choice:
    if words is None:
        return None
    return frozenset(form for word in words for form in (word, *noun_forms(word)))
