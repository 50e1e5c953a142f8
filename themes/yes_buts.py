"""Yes-buts: reasons for not starting, whose they are, and one question back.

A sentence that itself answers the excuse is left alone. `excuses` tells how one is found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from themes.excuses import (
    Kind,
    Lexicon,
    Sentence,
    apart,
    is_excuse,
    is_of_others,
    lexicon,
    sentences,
)
from themes.phrases import Found
from themes.words import Span, Words

Whose = Literal["mine", "heard"]


class YesBut(NamedTuple):
    """An excuse with its place, its kind, whose it is, and the question back."""

    start: int
    end: int
    text: str
    id: str
    whose: Whose
    reply: str


def find(words: Words) -> tuple[YesBut, ...]:
    """Every yes-but, in the order of the text."""
    known = lexicon()
    found: list[YesBut] = []
    for sentence in sentences(words):
        if is_excuse(sentence, known.chance):
            found += _yes_buts(sentence, known)
    return tuple(found)


def kinds() -> tuple[Kind, ...]:
    """Every kind of excuse there is."""
    return lexicon().kinds


def _yes_buts(sentence: Sentence, known: Lexicon) -> Iterator[YesBut]:
    """One for each kind that is sure and has a clause of its own, or one for the whole."""
    sure = sorted(cue for cue in apart(sentence.cues) if cue.owner[0] == "sure")
    clauses: dict[Span, Found] = {}
    ends = [
        Span(*m.span()) for m in _END.finditer(sentence.all.plain, sentence.start, sentence.end)
    ]
    for cue in sure:
        clauses.setdefault(_clause(sentence, cue, ends), cue)
    ids = {cue.owner[1] for cue in clauses.values()}
    if len(ids) < 2:
        clauses = {_said(sentence): _telling(sentence)}
    for span, cue in clauses.items():
        kind = known.kinds[cue.owner[1]]
        text = sentence.all.text[span.start : span.end]
        yield YesBut(span.start, span.end, text, kind.id, _whose(sentence, cue), kind.reply)


def _telling(sentence: Sentence) -> Found:
    """The cue that says most about the kind: a sure one, else the longest; a bare but otherwise."""
    cues = apart(sentence.cues)
    return cues[0] if cues else sentence.cues[0]._replace(owner=("sure", 0))


_END = re.compile(r"[,;:.!?…]|\s-\s")


def _clause(sentence: Sentence, cue: Found, ends: Sequence[Span]) -> Span:
    """The clause a cue lies in, given where all clauses of its sentence end."""
    before = bisect_left(ends, (cue.start + 1,)) - 1
    after = bisect_left(ends, (cue.end,))
    return _trimmed(
        sentence.all,
        ends[before].end if before >= 0 else sentence.start,
        ends[after].start if after < len(ends) else sentence.end,
    )


def _said(sentence: Sentence) -> Span:
    """What is said, without who says it: in quotation marks, after a colon, or the whole."""
    words = sentence.all
    first = _telling(sentence)
    for spans in (words.quoted, words.reported):
        place = bisect_left(spans, (first.end, first.end)) - 1
        if place >= 0 and spans[place].end > first.start:
            start, end = spans[place]
            return _trimmed(words, max(start, sentence.start), min(end, sentence.end))
    colon = words.plain.rfind(":", sentence.start, first.start)
    return _trimmed(words, colon + 1 if colon >= 0 else sentence.start, sentence.end)


def _trimmed(words: Words, start: int, end: int) -> Span:
    marks = " \t\n\"'“”‘’«»"
    part = words.text[start:end]
    kept = part.strip(marks)
    start += len(part) - len(part.lstrip(marks))
    return Span(start, start + len(kept)) if kept else Span(start, end)


_MINE = re.compile(
    r"\b(?:i|we|i'd|i've|we'd) (?:\w+ ){0,2}(?:said|say|told|heard|thought|think|wrote|put)\b"
    r"|\bi started to\b"
    r"|\b(?:myself|ourselves)\b|\bmy (?:own |first |head|mouth|line|answer|worry|thought)"
)


_LEAD = 160
"""Characters before a cue in which somebody may be told to say it."""


def _whose(sentence: Sentence, cue: Found) -> Whose:
    """Whose excuse it is, by the nearest who says it; the writer's own where nobody does."""
    words = sentence.all
    here = words.plain[max(sentence.start, cue.start - _LEAD) : cue.start]
    lead = f"{sentence.before[-60:]} {here}"
    if _MINE.search(lead):
        return "mine"
    is_told = any(other.owner[0] == "voice" for other in sentence.cues) or ":" in sentence.plain
    return "heard" if is_told or is_of_others(words, cue) else "mine"
