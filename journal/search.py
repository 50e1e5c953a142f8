"""Entries found by the words in them and by their fields. Pure, and quick enough to type along."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from journal import days
from journal.model import Entry, Layer, WithWhom

# Typed with a straight key, kept with a curly one, or the other way about.
_PLAIN = {"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-"}
_FOREIGN = re.compile(r"[^\x00-\x7f]")


class Filters(Struct, frozen=True, kw_only=True):
    """What an entry must be to be found. An empty one finds everything."""

    words: tuple[str, ...] = ()
    """All of these must be somewhere in it; upper case and accents make no difference."""
    layer: Layer | None = None
    tag: str | None = None
    with_whom: WithWhom | None = None
    since: dt.date | None = None
    until: dt.date | None = None


class Searcher:
    """A search that remembers the text of each entry, for as long as that entry is the same one."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Entry, str]] = {}

    def search(self, entries: Iterable[Entry], filters: Filters) -> Iterator[Entry]:
        """The entries that match, in the order they come."""
        wanted = _folded_words(filters)
        for entry in entries:
            if _fits(entry, filters) and (not wanted or _holds(self._haystack(entry), wanted)):
                yield entry

    def _haystack(self, entry: Entry) -> str:
        known = self._known.get(entry.id)
        if known is None or known[0] is not entry:
            known = self._known[entry.id] = entry, haystack(entry)
        return known[1]


def search(entries: Iterable[Entry], filters: Filters) -> Iterator[Entry]:
    """The entries that match, in the order they come."""
    return Searcher().search(entries, filters)


def matches(entry: Entry, filters: Filters) -> bool:
    """Whether an entry has every word, and is what the other filters ask for."""
    return _fits(entry, filters) and _holds(haystack(entry), _folded_words(filters))


def words(query: str | Iterable[str]) -> tuple[str, ...]:
    """What was typed, as words to look for."""
    parts = (query,) if isinstance(query, str) else query
    return tuple(word for part in parts for word in part.split())


def haystack(entry: Entry) -> str:
    """Everything a person may remember of an entry, folded for the search.

    The questions are left out: they are the same for many entries and would find them all.
    """
    return fold("\n".join(part for part in _parts(entry) if part))


def fold(text: str) -> str:
    """Text without what a person leaves out in a search: upper case, accents, curly quotes."""
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(_bare, unicodedata.normalize("NFKD", text.casefold())).casefold()


def _bare(match: re.Match[str]) -> str:
    mark = match.group()
    return "" if unicodedata.combining(mark) else _PLAIN.get(mark, mark)


# Many entries share a day, and to say a day takes as long as all the rest.
@lru_cache(maxsize=5000)
def _spoken(day: dt.date) -> str:
    return f"{days.short(day)} {days.full(day)} {day}"


def _parts(entry: Entry) -> Iterator[str | None]:
    yield entry.id
    yield _spoken(entry.day)
    yield from (entry.layer, entry.facet, entry.with_whom, entry.ground)
    yield from (entry.stance, entry.final_say)
    yield from (answer.text for answer in entry.answers)
    yield from (entry.they_brought, entry.i_brought, entry.ordinary_life)
    yield from (entry.unsaid, entry.peer_note)
    yield from (f"#{tag}" for tag in entry.tags)
    if entry.promise:
        yield entry.promise.what
        yield entry.promise.outcome


def _folded_words(filters: Filters) -> tuple[str, ...]:
    return tuple(fold(word) for word in filters.words)


def _holds(text: str, wanted: tuple[str, ...]) -> bool:
    return all(word in text for word in wanted)


def _fits(entry: Entry, filters: Filters) -> bool:
    return (
        filters.layer in (None, entry.layer)
        and filters.with_whom in (None, entry.with_whom)
        and (filters.tag is None or filters.tag in entry.tags)
        and (filters.since is None or entry.day >= filters.since)
        and (filters.until is None or entry.day <= filters.until)
    )
