"""Two copies of a journal as one, by id and revision.

An entry knows the moments it was changed. Where one copy's moments begin with all of the other's,
it is the newer of the two; where neither does, both texts are kept. Nothing here knows a clock or
a disk.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from enum import Enum, auto

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from journal.model import Entry, Step
from journal.reflection import Reflection
from journal.store.years import Deleted

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class Held(Struct, frozen=True):
    """The entries in one copy of a journal."""

    entries: tuple[Entry, ...] = ()
    deleted: tuple[Deleted, ...] = ()
    """Those taken out, which can still be brought back."""


class Kin(Enum):
    """How another version of an entry stands to ours."""

    SAME = auto()
    NEWER = auto()
    OLDER = auto()
    APART = auto()
    """Each has something that the other has not."""


class Merge(Struct, frozen=True):
    """What would become of ours if theirs came in."""

    held: Held
    """All of it, merged."""
    back: tuple[Entry, ...]
    """Theirs that we do not have, or that we had deleted and are asked to bring back."""
    changed: tuple[Entry, ...]
    """Theirs that are newer than ours."""
    beside: tuple[Entry, ...]
    """Theirs that differ from ours, under an id of their own."""
    kept: tuple[Entry, ...]
    """Ours that are newer than theirs."""
    deleted_here: tuple[Entry, ...]
    """Theirs that we have deleted, which stay deleted."""
    deletions: tuple[Deleted, ...]
    """What they have deleted and can bring back, and we never had."""
    same: int

    @property
    def brings(self) -> bool:
        """Whether anything would be different afterwards."""
        return bool(self.back or self.changed or self.beside or self.deletions)


def merge(ours: Held, theirs: Held, *, with_deleted: bool = False) -> Merge:
    """Merge theirs into ours. `with_deleted` brings back what we have deleted since."""
    merging = _Merging(ours, with_deleted)
    for entry in sorted(theirs.entries, key=_in_order):
        merging.take(entry)
    for gone in sorted(theirs.deleted, key=lambda one: (one.at.isoformat(), one.entry.id)):
        merging.take_deleted(gone)
    return merging.made()


def kin(ours: Entry, theirs: Entry) -> Kin:
    """How their version of an entry stands to ours."""
    if ours == theirs:
        return Kin.SAME
    if ours.written_at == theirs.written_at:
        if _begins_with(theirs, ours):
            return Kin.NEWER
        if _begins_with(ours, theirs):
            return Kin.OLDER
    return Kin.APART


def aside(entry: Entry) -> Entry:
    """An entry under another id, always the same one for the same text, so it is added once."""
    digest = hashlib.sha256(msgspec.json.encode(entry)).digest()
    return replace(entry, id="".join(_LETTERS[byte % 32] for byte in digest[:10]))


def missing_drafts(
    ours: Iterable[Reflection], theirs: Iterable[Reflection], entries: Iterable[Entry]
) -> tuple[Reflection, ...]:
    """Their drafts with words we do not have; one that differs from ours under another id."""
    here = {draft.entry.id: draft for draft in ours}
    kept = {entry.id: entry for entry in entries}
    found: dict[str, Reflection] = {}
    for draft in theirs:
        if _is_finished(draft, kept.get(draft.entry.id)):
            continue
        known = here.get(draft.entry.id)
        if known is not None and not _is_earlier(draft, known):
            draft = replace(draft, entry=aside(draft.entry), is_revision=False)
            known = here.get(draft.entry.id)
        if known is None and (draft.is_revision or draft.entry.id not in kept):
            found[draft.entry.id] = here[draft.entry.id] = draft
    return tuple(found.values())


class _Merging:
    """A merge under way."""

    def __init__(self, ours: Held, with_deleted: bool) -> None:
        self._ours = {entry.id: entry for entry in ours.entries}
        self._now = dict(self._ours)
        self._gone = {one.entry.id: one for one in ours.deleted if one.entry.id not in self._ours}
        self._with_deleted = with_deleted
        self._beside: set[str] = set()
        self._kept: dict[str, Entry] = {}
        self._deleted_here: dict[str, Entry] = {}
        self._deletions: dict[str, Deleted] = {}
        self._same = 0

    def take(self, entry: Entry, *, is_beside: bool = False) -> None:
        """Put one of theirs where it belongs."""
        gone = self._gone.get(entry.id)
        if gone is not None and self._with_deleted:
            self._now[entry.id] = self._gone.pop(entry.id).entry
        elif gone is not None:
            self._take_deleted_here(gone.entry, entry)
            return
        here = self._now.get(entry.id)
        if here is None:
            self._put(entry, is_beside)
            return
        how = kin(here, entry)
        if how is Kin.NEWER:
            self._put(entry, is_beside)
        elif how is Kin.OLDER:
            self._kept[entry.id] = here
        elif how is Kin.APART:
            self.take(aside(entry), is_beside=True)
        else:
            self._same += entry.id in self._ours

    def take_deleted(self, gone: Deleted) -> None:
        """Keep what they deleted where we have nothing of it: what we have stays."""
        entry = gone.entry
        known = self._gone.get(entry.id)
        here = self._now.get(entry.id) or (known.entry if known else None)
        if here is None:
            self._gone[entry.id] = self._deletions[entry.id] = gone
        elif kin(here, entry) in (Kin.NEWER, Kin.APART):
            self.take_deleted(replace(gone, entry=aside(entry)))

    def made(self) -> Merge:
        """The merge."""
        new = [entry for key, entry in self._now.items() if key not in self._ours]
        ours = [(entry, self._ours[key]) for key, entry in self._now.items() if key in self._ours]
        changed = tuple(entry for entry, before in ours if entry != before)
        changed_ids = {entry.id for entry in changed}
        return Merge(
            held=Held(tuple(self._now.values()), tuple(self._gone.values())),
            back=tuple(entry for entry in new if entry.id not in self._beside),
            changed=changed,
            beside=tuple(entry for entry in new if entry.id in self._beside),
            kept=tuple(
                entry
                for key, entry in self._kept.items()
                if key in self._ours and key not in changed_ids
            ),
            deleted_here=tuple(self._deleted_here.values()),
            deletions=tuple(self._deletions.values()),
            same=self._same,
        )

    def _put(self, entry: Entry, is_beside: bool) -> None:
        self._now[entry.id] = entry
        if is_beside:
            self._beside.add(entry.id)

    def _take_deleted_here(self, gone: Entry, entry: Entry) -> None:
        how = kin(gone, entry)
        if how in (Kin.SAME, Kin.OLDER):
            self._deleted_here[entry.id] = entry
        elif how is Kin.NEWER:
            # Not the text that was deleted: somebody has written on since.
            del self._gone[entry.id]
            self._now[entry.id] = entry
        else:
            self.take(aside(entry), is_beside=True)


def _in_order(entry: Entry) -> tuple[str, int, bytes]:
    return entry.id, len(entry.revisions), msgspec.json.encode(entry)


def _begins_with(longer: Entry, shorter: Entry) -> bool:
    count = len(shorter.revisions)
    return len(longer.revisions) > count and longer.revisions[:count] == shorter.revisions


def _is_finished(draft: Reflection, kept: Entry | None) -> bool:
    if kept is None:
        return False
    return not draft.is_revision or kin(kept, draft.entry) is Kin.OLDER


def _is_earlier(draft: Reflection, known: Reflection) -> bool:
    """Whether all the words of a draft are in another, which has been written on since."""
    texts = zip(_texts(draft.entry), _texts(known.entry), strict=True)
    return all(text.strip() in longer for text, longer in texts)


def _texts(entry: Entry) -> list[str]:
    promise = entry.promise.what if entry.promise else ""
    brought = (entry.they_brought, entry.i_brought, entry.ordinary_life, entry.unsaid)
    texts = (promise, *brought, entry.peer_note)
    return [*map(entry.text, Step), *(text or "" for text in texts)]
