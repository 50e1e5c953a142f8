"""A file with a byte flipped, or cut anywhere: read for what it says, or refused; never touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from journal.errors import Damaged
from journal.model import Entry
from journal.settings import Settings
from journal.store.documents import document
from journal.store.journal import Journal
from tests.faults.operations import CHANGED, KINDS, NEW, Kind, fill, page
from tests.kit import TODAY

BITS = (0x01, 0x20, 0xFF)
"""What is flipped of a byte: a letter for its neighbour, its case, or all of it."""
SAMPLES = 250


class Target(NamedTuple):
    """A file, what a fresh journal reads from it, and a save that would write it anew."""

    name: str
    read: Callable[[Journal], Any]
    said: Callable[[dict[str, Any]], Any]
    save: Callable[[Journal], object]


def _entries(journal: Journal) -> list[dict[str, Any]]:
    there = (entry for entry in journal.entries() if entry.day.year == TODAY.year)
    return sorted(map(document, there), key=_by_id)


def _by_id(kept: dict[str, Any]) -> str:
    return str(kept["id"])


def _entries_said(tables: dict[str, Any]) -> list[dict[str, Any]]:
    entries = (kept for kept in tables["entries"].values() if kept["day"][:4] == str(TODAY.year))
    return sorted(map(_as_spelt, entries), key=_by_id)


def _as_spelt(kept: dict[str, Any]) -> dict[str, Any]:
    """As goodchat spells it: a moment may have a `z` in place of its `Z` and be the same."""
    return document(msgspec.convert(kept, Entry))


def _drafts(journal: Journal) -> list[dict[str, Any]]:
    troubles = journal.drafts.troubles()
    if troubles:
        raise troubles[0]
    return sorted((document(draft)["entry"] for draft in journal.drafts.latest_first()), key=_by_id)


def _drafts_said(page: dict[str, Any]) -> list[dict[str, Any]]:
    assert (page["format"], page["schema"]) == ("goodchat draft", 1)
    kept = _as_spelt(page["reflection"]["entry"])
    return sorted((kept, document(CHANGED)["entry"]), key=_by_id)


TARGETS = (
    Target(
        f"{TODAY.year}.json",
        _entries,
        _entries_said,
        lambda journal: journal.add(page("zzzzzzzzzz", "one more")),
    ),
    Target(
        "journal.json",
        lambda journal: document(journal.settings),
        lambda tables: _with_defaults(tables["settings"]["1"]),
        lambda journal: journal.save_settings(Settings(rhythm=False)),
    ),
    Target(f"drafts/{NEW.entry.id}.json", _drafts, _drafts_said, lambda journal: None),
)


def _with_defaults(kept: dict[str, Any]) -> dict[str, Any]:
    return document(msgspec.convert(kept, Settings))


def flips(content: bytes, is_long: bool) -> Iterator[bytes]:
    """The content with one byte flipped: some of them, or each in every way."""
    every = [(place, bit) for place in range(len(content)) for bit in BITS]
    step = 1 if is_long else max(1, len(every) // SAMPLES)
    # A step that shares no factor with the number of ways comes past each of them.
    for place, bit in every[:: step if step == 1 or step % len(BITS) else step + 1]:
        yield content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :]


def cuts(content: bytes, is_long: bool) -> Iterator[bytes]:
    """The content cut short: at some lengths, or at each."""
    step = 1 if is_long else max(1, len(content) // SAMPLES)
    yield from (content[:length] for length in range(0, len(content), step))


def made(kind: Kind, home: Path) -> Path:
    """A home with a journal that has everything in it."""
    desk = kind.open(home)
    desk.journal.hold()
    fill(desk)
    desk.journal.release()
    return home


@pytest.fixture
def filled(home: Path) -> Path:
    return made(KINDS[0], home)


each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.mark.parametrize("damage", [flips, cuts])
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@each_kind
def test_a_damaged_file_says_what_it_says_or_is_refused(
    kind: Kind,
    target: Target,
    damage: Callable[[bytes, bool], Iterator[bytes]],
    home: Path,
    is_long: bool,
) -> None:
    file = made(kind, home) / f"{target.name}{kind.suffix}"
    damaged = list(damage(file.read_bytes(), is_long))
    refused = 0
    for content in damaged:
        file.write_bytes(content)
        before = file.stat().st_mtime_ns
        refused += _is_refused(kind.open(home).journal, target, content)
        assert (file.read_bytes(), file.stat().st_mtime_ns) == (content, before)
    assert refused >= SAMPLES // 10
    # A lock notices every flip and every cut; what is plain may have a letter for its neighbour.
    assert kind.name == "plain" or refused == len(damaged)


def _is_refused(journal: Journal, target: Target, content: bytes) -> bool:
    try:
        found = target.read(journal)
    except Damaged:
        _refuses_to_save(journal, target)
        return True
    assert found, "a damaged file reads as an empty journal"
    assert found == target.said(json.loads(content)), content
    return False


def _refuses_to_save(journal: Journal, target: Target) -> None:
    journal.refresh()
    journal.hold()
    try:
        if target.name.startswith("drafts/"):
            journal.drafts.discard(NEW.entry.id)
        else:
            with pytest.raises(Damaged):
                target.save(journal)
    finally:
        journal.release()


@each_kind
def test_a_draft_kept_where_a_damaged_one_is_sets_that_one_aside(kind: Kind, home: Path) -> None:
    file = made(kind, home) / "drafts" / f"{NEW.entry.id}.json{kind.suffix}"
    damaged = file.read_bytes()[:-3]
    file.write_bytes(damaged)
    drafts = kind.open(home).journal.drafts
    drafts.keep(NEW)
    assert NEW in drafts.latest_first()
    assert len(drafts.troubles()) == 1
    aside = [one for one in file.parent.iterdir() if one.read_bytes() == damaged]
    assert len(aside) == 1


@pytest.mark.parametrize(
    "draft",
    [
        b'{"format":"shopping list","schema":1,"reflection":%s}',
        b'{"format":"goodchat draft","schema":0,"reflection":%s}',
        b'{"format":"goodchat draft","schema":2,"reflection":%s}',
    ],
)
def test_a_draft_that_says_it_is_something_else_is_no_draft(draft: bytes, filled: Path) -> None:
    file = filled / "drafts" / f"{NEW.entry.id}.json"
    file.write_bytes(draft % msgspec.json.encode(NEW))
    journal = Journal(filled)
    assert [one.entry.id for one in journal.drafts.latest_first()] == [CHANGED.entry.id]
    assert len(journal.drafts.troubles()) == 1


@pytest.mark.parametrize(
    "entries",
    [
        b'{"q":{}}',
        b'{"01":{}}',
        b'{"0":{}}',
        b'{"1":null}',
        b'{"1":[]}',
        b'{"1":{},"-2":{}}',
        b'{"1.0":{}}',
        '{"١":{}}'.encode(),
    ],
)
def test_what_tinydb_would_stumble_over_is_damage(entries: bytes, filled: Path) -> None:
    file = filled / f"{TODAY.year}.json"
    header = b'"goodchat":{"1":{"format":"goodchat year","schema":1,"generation":1}}'
    file.write_bytes(b'{"entries":%s,%s}' % (entries, header))
    with pytest.raises(Damaged):
        list(Journal(filled).entries())
