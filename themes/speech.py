"""Whose words they are: what stands in quotation marks, and what others are told to have said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themes.words import Span, Words, touches


def quoted(words: Words) -> tuple[Span, ...]:
    """What stands in quotation marks of any kind, the marks included; an apostrophe is none."""
    doubles = list(_in_double_marks(words))
    singles = [s for s in _in_single_marks(words) if not touches(doubles, s.start, s.end)]
    return tuple(_merged(sorted(doubles + singles)))


def reported(words: Words) -> tuple[Span, ...]:
    """What follows a verb of saying whose subject is not the writer, to the end of its clause."""
    return tuple(_reported(words))


# Double marks. Typographic ones say which way they face, straight ones by their neighbours.

_DOUBLE = re.compile(r"\"")
_OPENS, _CLOSES = "“„«", "”»"


def _in_double_marks(words: Words) -> Iterator[Span]:
    opened = -1
    for match in _DOUBLE.finditer(words.plain):
        place = match.start()
        facing = _facing(words.text, place, opened >= 0)
        if facing == "(":
            if opened >= 0:
                yield Span(opened, _closing_of_unclosed(words, opened, place))
            opened = place
        elif facing == ")" and opened >= 0:
            yield Span(opened, place + 1)
            opened = -1
    if opened >= 0:
        yield Span(opened, _closing_of_unclosed(words, opened, len(words.text)))


def _facing(text: str, place: int, is_open: bool) -> str:
    mark = text[place]
    if mark in _OPENS or mark in _CLOSES:
        return "(" if mark in _OPENS else ")"
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if after.isalnum() and not before.isalnum() and before not in tuple(".,!?…"):
        return "("
    if is_open:
        return ")"
    # What measures in inches opens nothing.
    return "" if before.isalnum() else "("


def _closing_of_unclosed(words: Words, opened: int, limit: int) -> int:
    return min(words.sentence_at(opened).end, limit)


# Single marks are also apostrophes, so both ends have to look the part, near each other.

_SINGLE = re.compile(r"'")
_LONGEST = 400
_ELISION = re.compile(
    r"'(?:em|er|im|ere|ome|ouse|ospital|appen|ow|ave|cause|cos|til|twas|tis|bout|round|n)\b|'\d"
)


def _in_single_marks(words: Words) -> Iterator[Span]:
    """Each opening mark with the first that surely closes it, or else the first that may."""
    opened = perhaps = -1
    for place, facing in _single_marks(words):
        is_far = opened >= 0 and _is_far(words.plain, opened, place)
        if opened >= 0 and (is_far or facing == "("):
            if perhaps >= 0:
                yield Span(opened, perhaps + 1)
            opened = perhaps = -1
        if facing == "(":
            opened = place
        elif opened >= 0 and facing == "?" and perhaps < 0:
            perhaps = place
        elif opened >= 0 and facing == ")":
            yield Span(opened, place + 1)
            opened = perhaps = -1


def _single_marks(words: Words) -> Iterator[tuple[int, str]]:
    """Every mark that may open, close, or close if it is no possessive; and the end of the text."""
    for match in _SINGLE.finditer(words.plain):
        place = match.start()
        if _opens_single(words.text, words.plain, place):
            yield place, "("
        elif _closes_single(words.plain, place):
            yield place, "?" if _may_be_possessive(words.plain, place) else ")"
    yield len(words.text), "("


def _is_far(plain: str, opened: int, place: int) -> bool:
    return place - opened > _LONGEST or plain.find("\n\n", opened, place) >= 0


def _opens_single(text: str, plain: str, place: int) -> bool:
    before, after = plain[place - 1 : place] if place else "", plain[place + 1 : place + 2]
    if before.isalnum() or not after.isalnum() or before in tuple(".,!?…'"):
        return False
    return text[place] == "‘" or not _ELISION.match(plain, place)


def _closes_single(plain: str, place: int) -> bool:
    before, after = plain[place - 1 : place], plain[place + 1 : place + 2]
    return not before.isspace() and not after.isalnum()


def _may_be_possessive(plain: str, place: int) -> bool:
    # "the lads' night" against "they said 'service users' a lot": only what follows can tell.
    return plain[place - 1] == "s" and plain[place + 1 : place + 2] == " "


def _merged(spans: list[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


# Reported speech.

_SAYING = re.compile(
    r"\b(?:"
    r"(?:said|says|saying|say|explain(?:s|ed)|mention(?:s|ed)|insist(?:s|ed)|claim(?:s|ed)"
    r"|complain(?:s|ed)|argue[sd]|suggest(?:s|ed)|repl(?:ies|ied)|answer(?:s|ed)|announce[sd]"
    r"|admit(?:s|ted)|add(?:s|ed)|warn(?:s|ed)|state[sd]|wr(?:ites|ote)|wonder(?:s|ed)"
    r"|think|thinks|thought|believe[sd]?|reckon(?:s|ed)?|pointed out|points out|emailed|texted"
    r"|call(?:s|ed) (?:him|her|them|it|me|us)|describe[sd]"
    r"|(?:feels|felt|hopes|hoped|meant|means) that)"
    r"|(?:told|tells|tell|telling|assured|reminded|informed|warned|asked|asks)"
    r"(?: (?:me|us|him|her|them|everyone|everybody|people|staff|the \w+|my \w+))?"
    r")\b(?: (?:that|if|whether|how|why|what|to))?"
)
_TOLD_TO_ME = re.compile(
    r"\b(?:i|we)(?:'m| am| was|'ve been| have been|'d been| had been| were|'re| are| got)"
    r" (?:told|informed|warned|assured|advised)\b(?: that)?|\baccording to\b"
)
_CLAUSE = re.compile(
    r";|\s-+\s|--|,? (?:and|but|so|then|which|because|though|while) (?:i|we)(?:'\w+)?\b"
)
_CLAUSE_LENGTH = 400


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIRST = _set("i we i'd i've i'll i'm we'd we've we'll we're you you'd you've id ive")
_THIRD = _set("he she they who he'd she'd they'd he's she's they're they've someone")
_PASSED_OVER = _set(
    "just also then always only never still actually even had has have kept keep was is were been"
    " did didn't do does doesn't don't would could should might may will once later first simply"
)
_JOINING = _set("and but or to then by")


def _reported(words: Words) -> Iterator[Span]:
    reached = 0
    for _, end in _openings(words):
        if end < reached:
            continue
        clause = _clause_from(words, end)
        if any(map(str.isalnum, words.text[clause.start : clause.end])):
            yield clause
            reached = clause.end


def _openings(words: Words) -> list[Span]:
    plain = words.plain
    found = [Span(*m.span()) for m in _TOLD_TO_ME.finditer(plain)]
    found += [Span(*m.span()) for m in _SAYING.finditer(plain) if not _is_mine(words, m.start())]
    return sorted(found)


def _clause_from(words: Words, start: int) -> Span:
    end = min(words.sentence_at(start).end, start + _CLAUSE_LENGTH)
    stop = _CLAUSE.search(words.plain, start, end)
    if stop:
        end = stop.start()
    part = words.text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _is_mine(words: Words, place: int) -> bool:
    """Whether the writer is the one who says it; a verb without a subject is taken for hers."""
    joined = False
    for word in reversed(words.before(place, 12)):
        if word.plain in _FIRST:
            return True
        if word.plain in _THIRD:
            return False
        if word.plain in _JOINING:
            joined = True
        elif not joined and word.plain not in _PASSED_OVER:
            return False
    return True
