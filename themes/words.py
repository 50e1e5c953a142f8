"""A text cut into words and sentences with their places, for every reader to share.

A text is cut up once; each reader asks here for what lies around a place, whether it is somebody
else's words, and whether it is denied. Places are code points of the text as it was given.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open stretch of a text."""

    start: int
    end: int


class Word(NamedTuple):
    """A word and its place; `plain` is how it is looked up."""

    start: int
    end: int
    plain: str


class Words:
    """A text with its words, its sentences, and whose words they are."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = plain(text)
        """Folded and straightened, character for character: its places hold for `text`."""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Every word, in order. A hyphen parts words; an apostrophe inside one does not."""
        pattern = _ASCII_WORD if self.plain.isascii() else _WORD
        return tuple(Word(m.start(), m.end(), m.group()) for m in pattern.finditer(self.plain))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Every sentence, in order, without the space around it."""
        return tuple(_sentences(self.text, self.plain))

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands in quotation marks, the marks included."""
        from themes.speech import quoted

        return quoted(self)

    @cached_property
    def reported(self) -> tuple[Span, ...]:
        """What somebody else is told to have said: what follows `she said` or `they told me`."""
        from themes.speech import reported

        return reported(self)

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether any of it stands in quotation marks."""
        return touches(self.quoted, start, end)

    def is_reported(self, start: int, end: int) -> bool:
        """Whether any of it is what somebody else is told to have said."""
        return touches(self.reported, start, end)

    def sentence_at(self, place: int) -> Span:
        """The sentence a place lies in; between two, the one before."""
        if not self.sentences:
            return Span(0, len(self.text))
        return self.sentences[max(0, bisect_right(self._sentence_starts, place) - 1)]

    def before(self, place: int, count: int) -> tuple[Word, ...]:
        """So many words that end before a place, nearest last, within its sentence."""
        last = self._words_ending_by(place)
        first = bisect_left(self._starts, self.sentence_at(place).start)
        return self.words[max(first, last - count) : last]

    def after(self, place: int, count: int) -> tuple[Word, ...]:
        """So many words that begin at a place or after, nearest first, within its sentence."""
        first = bisect_left(self._starts, place)
        last = bisect_left(self._starts, self.sentence_at(place).end)
        return self.words[first : min(last, first + count)]

    def is_negated(self, place: int) -> bool:
        """Whether the near clause before denies what begins there: `not`, `never`, `without`."""
        near = self.before(place, _REACH)
        for index in range(len(near) - 1, -1, -1):
            word = near[index]
            later = near[index + 1].start if index + 1 < len(near) else place
            if _BREAK.search(self.plain, word.end, later) or word.plain == "but":
                return False
            if _denies(word.plain, near[index + 1 :]):
                return True
        return False

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def _words_ending_by(self, place: int) -> int:
        count = bisect_left(self._starts, place)
        return count - 1 if count and self.words[count - 1].end > place else count


def words_of(text: str) -> Words:
    """Any text, ready to be read."""
    return Words(text)


def plain(text: str) -> str:
    """A text folded to small letters and straight marks, as long as it was."""
    if text.isascii():
        return text.lower()
    folded = text.casefold()
    if len(folded) != len(text):
        folded = "".join(map(_folded, text))
    return folded.translate(_STRAIGHT)


def touches(spans: Sequence[Span], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of some spans, which are in order and apart."""
    index = bisect_left(spans, (end, end))
    return index > 0 and spans[index - 1].end > start


_STRAIGHT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f", " "),
    }
)

_MARKS = "\u0300-\u036f"
_ASCII_WORD = re.compile(r"[a-z0-9]++(?:'[a-z0-9]++)*+")
_WORD = re.compile(rf"[^\W_]++(?:(?:[{_MARKS}]++|'(?=[^\W_]))[^\W_]*+)*+")

# A run of full stops is looked at from its start only, so that a long one costs no more than once.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]]*+(?=\s)|\n\s*+")
_ABBREVIATED = re.compile(
    r"(?:^|[^\w.])(?:mr|mrs|ms|mx|dr|rev|fr|prof|cllr|st|no|nos|approx|vs|ext|tel|jan|feb|aug"
    r"|sept?|oct|nov|dec|e\.g|eg|i\.e|cf|[a-hj-z]|[ap]\.m)\.$"
)

_REACH = 5
_BREAK = re.compile(r"[,;:.!?()]|\s-+\s|--")
_NEVER = (
    "not never cannot without nor neither nobody none hardly barely cant dont didnt doesnt wont"
    " isnt wasnt wouldnt couldnt shouldnt hasnt havent hadnt arent werent aint"
)
_DENIALS = frozenset(_NEVER.split())


def _folded(character: str) -> str:
    for folded in (character.casefold(), character.lower()):
        if len(folded) == 1:
            return folded
    return character


def _sentences(text: str, plain: str) -> Iterator[Span]:
    start = 0
    for match in _END.finditer(plain):
        if _ends_sentence(text, plain, match):
            if sentence := _stripped(text, start, match.end()):
                yield sentence
            start = match.end()
    if sentence := _stripped(text, start, len(text)):
        yield sentence


def _ends_sentence(text: str, plain: str, match: re.Match[str]) -> bool:
    mark, place = match.group(), match.end()
    if mark[0] == "\n":
        # A line that goes on in small letters was only wrapped.
        return mark.count("\n") > 1 or not text[place : place + 1].islower()
    if mark == ".":
        return not _ABBREVIATED.search(plain, max(0, place - 8), place)
    following = text[place + 1 : place + 2]
    return mark[-1] not in "\"')" or not following.islower()


def _stripped(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    kept = part.strip()
    if not kept:
        return None
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(kept))


def _denies(word: str, following: tuple[Word, ...]) -> bool:
    if word == "no":
        return len(following) < 2 or following[0].plain == "longer"
    if word == "not" and following and following[0].plain in ("only", "just"):
        return False
    return word in _DENIALS or word.endswith("n't")
