"""Which sentences are excuses: by their cues, and by what the hints make of the rest.

Cues are in `lexicons/yes_buts.toml`: words that are an excuse wherever they stand, and words that
are one only where somebody is heard saying them. What they leave open is weighed by
`lexicons/yes_buts_hints.toml`, learnt from labelled reflections.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from themes.lexicon import Source, load
from themes.phrases import Finder, Found, Owner, Phrase, phrases
from themes.words import Span, Word, Words


class Kind(NamedTuple):
    """A kind of excuse."""

    id: str
    name: str
    reply: str
    examples: tuple[str, ...]


class Sentence(NamedTuple):
    """A sentence with its words, the cues in it, and the sentence before it."""

    all: Words
    start: int
    end: int
    words: Sequence[Word]
    cues: Sequence[Found]
    before: str

    @property
    def plain(self) -> str:
        """Its text, folded."""
        return self.all.plain[self.start : self.end]


def sentences(words: Words) -> Iterator[Sentence]:
    """Every sentence, with what is in it."""
    cues = sorted(lexicon().finder.find(words))
    starts = [cue.start for cue in cues]
    every = words.words
    word_starts = [word.start for word in every]
    before = ""
    for span in words.sentences:
        first, last = bisect_left(word_starts, span.start), bisect_left(word_starts, span.end)
        inside = cues[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        yield Sentence(words, span.start, span.end, every[first:last], inside, before)
        before = words.plain[span.start : span.end]


_WEIGHTS = {"sure": 2.0, "maybe": 1.0, "assent": 1.5, "voice": 1.0, "others": 0.5, "whole": 3.0}
_MOST_MAYBES = 3
_SHARE = 0.15
"""What one point of the cues is worth, beside the chance that the hints give."""
_ENOUGH = 0.7
_LITTLE_ELSE, _LITTLE_ELSE_IF_SHORT, _SHORT = 0.5, 0.3, 7
"""How much of what is said the sure cues have to be to be next to all of it, and what is short."""
_REACH = 16
"""How many words after a yes a but may still belong to it."""


def is_excuse(sentence: Sentence, chance: Callable[[Sentence], float]) -> bool:
    """Whether a sentence is an excuse, by its cues and by the chance that its hints give."""
    kinds = {cue.owner[0] for cue in sentence.cues}
    if "answered" in kinds or not kinds & {"sure", "maybe", "assent"}:
        return False
    strength = _strength(sentence)
    return strength > 0 and _SHARE * strength + chance(sentence) > _ENOUGH


def _strength(sentence: Sentence) -> float:
    cues = apart(sentence.cues)
    count = Counter(cue.owner[0] for cue in cues)
    strength = _WEIGHTS["sure"] * count["sure"]
    strength += _WEIGHTS["maybe"] * min(count["maybe"], _MOST_MAYBES)
    if _says_yes_but(sentence):
        strength += _WEIGHTS["assent"]
    if ":" in sentence.plain or any(cue.owner[0] == "voice" for cue in sentence.cues):
        strength += _WEIGHTS["voice"]
    if any(is_of_others(sentence.all, cue) for cue in cues):
        strength += _WEIGHTS["others"]
    if _is_little_else(sentence, cues):
        strength += _WEIGHTS["whole"]
    return strength


def _is_little_else(sentence: Sentence, cues: Sequence[Found]) -> bool:
    """Whether sure cues are most of what is said, leaving aside who says it."""
    sure = [cue for cue in cues if cue.owner[0] == "sure"]
    if not sure:
        return False
    first = min(cue.start for cue in sure)
    voices = (cue.end for cue in sentence.cues if cue.owner[0] == "voice" and cue.end <= first)
    from_here = max(voices, default=sentence.start)
    said = sum(word.start >= from_here for word in sentence.words)
    share = _LITTLE_ELSE_IF_SHORT if said <= _SHORT else _LITTLE_ELSE
    return sum(cue.last_word - cue.first_word for cue in sure) >= share * said


def apart(cues: Sequence[Found]) -> list[Found]:
    """The excuses among the cues, none counted twice: the sure ones first, then the longest."""
    excuses = [cue for cue in cues if cue.owner[0] in ("sure", "maybe")]
    taken: set[int] = set()
    kept: list[Found] = []
    for cue in sorted(excuses, key=lambda cue: (cue.owner[0] != "sure", cue.start - cue.end)):
        numbers = range(cue.first_word, cue.last_word)
        if taken.isdisjoint(numbers):
            taken.update(numbers)
            kept.append(cue)
    return kept


def _says_yes_but(sentence: Sentence) -> bool:
    yeses = [cue.last_word for cue in sentence.cues if cue.owner[0] == "assent"]
    buts = [cue.first_word for cue in sentence.cues if cue.owner[0] == "but"]
    # The nearest yes before each but is enough to look at.
    for but in buts:
        place = bisect_left(yeses, but + 1) - 1
        if place >= 0 and but - yeses[place] < _REACH:
            return True
    return False


def is_of_others(words: Words, span: Found | Word) -> bool:
    """Whether somebody else is told or quoted as saying it."""
    return words.is_reported(span.start, span.end) or words.is_quoted(span.start, span.end)


# What the hints go by.

_NO = re.compile(r"n't\b|\bno\b|\bnot\b|\bnever\b|\bnothing\b|\bnobody\b")
_IF = re.compile(r"\b(?:if|until|till|once|unless|before|when)\b")
_WOULD = re.compile(r"\b(?:would|can't|can|will|won't|must|have to|need)\b|'d\b")
_TOLD = re.compile(r"(?:said|told|asked|says|:)[^.]{0,30}$")
_LONG = 40
_USUAL = 12
"""Words in a sentence, from which on each weighs less."""


def hints_of(sentence: Sentence) -> Iterator[tuple[str, float]]:
    """What there is to weigh in a sentence: its words, its pairs of words, and how it is built."""
    count, plain = max(1, len(sentence.words)), sentence.plain
    # So that a sentence does not become an excuse by its length.
    much = min(1.0, math.sqrt(_USUAL / count))
    last = ""
    for word in sentence.words:
        yield word.plain, much
        if last:
            yield f"{last} {word.plain}", much
        last = word.plain
    yield "<quoted>", _share(sentence.all.quoted, sentence)
    yield "<reported>", _share(sentence.all.reported, sentence)
    yield "<long>", min(count, _LONG) / _LONG
    for name, is_so in (
        ("<colon>", ":" in plain),
        ("<question>", "?" in plain),
        ("<no>", _NO.search(plain)),
        ("<if>", _IF.search(plain)),
        ("<would>", _WOULD.search(plain)),
        ("<told before>", _TOLD.search(sentence.before[-60:])),
    ):
        if is_so:
            yield name, 1.0


def chance(sentence: Sentence, weights: Mapping[str, float], start: float) -> float:
    """How likely a sentence is an excuse by its hints alone, 0 to 1."""
    total = start + sum(weights.get(hint, 0.0) * much for hint, much in hints_of(sentence))
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def _share(spans: Sequence[Span], sentence: Sentence) -> float:
    """How much of a sentence lies in some of the spans, which are in order and apart."""
    inside = 0
    place = max(0, bisect_left(spans, (sentence.start, sentence.start)) - 1)
    while place < len(spans) and spans[place].start < sentence.end:
        start, end = spans[place]
        inside += max(0, min(end, sentence.end) - max(start, sentence.start))
        place += 1
    return inside / max(1, sentence.end - sentence.start)


_KINDS_OF_CUE = ("assent", "but", "voice", "answered")


class Lexicon(NamedTuple):
    """Every kind of excuse, what finds the cues, and what the hints weigh."""

    kinds: tuple[Kind, ...]
    finder: Finder
    weights: Mapping[str, float]
    start: float

    def chance(self, sentence: Sentence) -> float:
        """How likely a sentence is an excuse by its hints alone, 0 to 1."""
        return chance(sentence, self.weights, self.start)


@cache
def lexicon() -> Lexicon:
    """The lexicon, read when first asked for; `BrokenLexicon` says where it is broken."""
    source, hints = load("yes_buts.toml"), load("yes_buts_hints.toml").data
    (shared,) = source.tables("shared")
    owned = [pair for name in _KINDS_OF_CUE for pair in _cues(source, shared, name, (name, 0))]
    every: list[Kind] = []
    for table in source.tables("yes_but"):
        for name in ("sure", "maybe"):
            owned += _cues(source, table, name, (name, len(every)))
        every.append(
            Kind(
                source.string(table, "id"),
                source.string(table, "name"),
                source.string(table, "reply"),
                source.strings(table, "examples"),
            )
        )
    return Lexicon(tuple(every), Finder(owned), hints["weights"], hints["start"])


def _cues(
    source: Source, table: Mapping[str, object], name: str, owner: Owner
) -> Iterator[tuple[Owner, Phrase]]:
    for form in source.strings(table, name):
        try:
            yield from ((owner, phrase) for phrase in phrases(form))
        except ValueError as error:
            raise source.error(form, str(error)) from None
