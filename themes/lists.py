"""The writer's own lists: words that are always found, and words that are never found."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from themes.finds import Find
from themes.words import Span, Words, words_of


def occurrences(words: Words, terms: Collection[str]) -> list[Span]:
    """Where any of the terms stand as whole words, in whatever letters, also with a possessive."""
    openings: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        parts = tuple(word.plain.removesuffix("'s") for word in words_of(term).words)
        if parts:
            openings.setdefault(parts[0], []).append(parts)
    found: list[Span] = []
    bases = [word.plain.removesuffix("'s") for word in words.words]
    for index, base in enumerate(bases):
        for parts in openings.get(base, ()):
            last = index + len(parts)
            if tuple(bases[index:last]) == parts:
                start = words.words[index].start
                found.append(Span(start, words.words[last - 1].start + len(parts[-1])))
    return found


def without(words: Words, found: Sequence[Find], never: Sequence[Span]) -> list[Find]:
    """What is left: of a name its other words, of anything else nothing."""
    kept: list[Find] = []
    passed = 0
    for it in found:
        while passed < len(never) and never[passed].end <= it.start:
            passed += 1
        touching = passed
        while touching < len(never) and never[touching].start < it.end:
            touching += 1
        kept += _cut(words.text, it, never[passed:touching])
    return kept


_OF_WORDS = ("name", "place", "org", "address")


def _cut(text: str, it: Find, never: Sequence[Span]) -> Iterator[Find]:
    if not never:
        yield it
    elif it.kind in _OF_WORDS:
        start = it.start
        for stretch in (*never, Span(it.end, it.end)):
            piece = text[start : stretch.start].strip(" -.,&'’")
            if piece:
                place = text.index(piece, start)
                yield Find(place, place + len(piece), it.kind)
            start = max(start, stretch.end)


def together(
    found: Sequence[Find], watched: Sequence[Span], order: Mapping[str, int]
) -> list[Find]:
    """With all that is watched for; what touches becomes one, of the kind that comes first."""
    merged: list[Find] = []
    for it in sorted([*found, *(Find(*place, "name") for place in watched)]):
        if merged and it.start < merged[-1].end:
            last = merged.pop()
            kind = min(last.kind, it.kind, key=order.__getitem__)
            it = Find(last.start, max(last.end, it.end), kind)
        merged.append(it)
    return merged
