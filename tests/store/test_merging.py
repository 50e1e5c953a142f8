"""Two copies of a journal as one."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from journal.model import Answer, Entry, Layer, Step
from journal.reflection import Part, Reflection, begin, revise
from journal.store.merging import Held, Kin, aside, kin, merge, missing_drafts
from journal.store.years import Deleted
from tests.kit import NOW, TODAY

MINUTE = dt.timedelta(minutes=1)


def made(text: str, entry_id: str = "aaaaaaaaaa", changed: int = 0, **fields: Any) -> Entry:
    """An entry that was changed so many times."""
    return Entry(
        id=entry_id,
        day=TODAY,
        written_at=NOW,
        layer=Layer.BASE,
        answers=(Answer(step=Step.WHAT, text=text),),
        revisions=tuple(NOW + n * MINUTE for n in range(1, changed + 1)),
        **fields,
    )


def held(*entries: Entry, deleted: tuple[Deleted, ...] = ()) -> Held:
    return Held(entries, deleted)


def test_what_we_do_not_have_comes_back() -> None:
    ours, theirs = made("ours"), made("theirs", "bbbbbbbbbb")
    merged = merge(held(ours), held(ours, theirs))
    assert merged.back == (theirs,)
    assert merged.same == 1
    assert set(merged.held.entries) == {ours, theirs}


def test_a_newer_version_of_theirs_takes_the_place_of_ours() -> None:
    old, new = made("one"), made("two", changed=2)
    merged = merge(held(old), held(new))
    assert merged.changed == (new,)
    assert merged.held.entries == (new,)


def test_what_is_newer_here_stays() -> None:
    old, new = made("one"), made("two", changed=1)
    merged = merge(held(new), held(old))
    assert merged.kept == (new,)
    assert not merged.brings
    assert merged.held.entries == (new,)


def test_where_both_were_changed_both_are_kept() -> None:
    ours = made("ours", changed=1)
    theirs = replace(made("theirs"), revisions=(NOW + 9 * MINUTE,))
    merged = merge(held(ours), held(theirs))
    (beside,) = merged.beside
    assert beside == replace(theirs, id=beside.id)
    assert beside.id != ours.id
    assert set(merged.held.entries) == {ours, beside}


def test_merging_twice_adds_nothing_twice() -> None:
    ours, theirs = held(made("ours")), held(made("theirs"))
    once = merge(ours, theirs)
    twice = merge(once.held, theirs)
    assert once.brings
    assert not twice.brings
    assert twice.held == once.held


def test_a_second_version_that_was_written_on_keeps_its_words() -> None:
    ours, theirs = held(made("ours")), held(made("theirs"))
    (beside,) = merge(ours, theirs).beside
    written_on = replace(beside, tags=("pool",), revisions=(NOW + MINUTE,))
    again = merge(held(made("ours"), written_on), theirs)
    assert not again.brings
    assert again.kept == (written_on,)


def test_what_was_deleted_here_comes_back_only_when_asked() -> None:
    entry = made("gone")
    ours = held(deleted=(Deleted(NOW, entry),))
    merged = merge(ours, held(entry))
    assert merged.deleted_here == (entry,)
    assert not merged.brings
    asked = merge(ours, held(entry), with_deleted=True)
    assert asked.back == (entry,)
    assert asked.held == held(entry)


def test_bringing_back_brings_the_newest_version_there_is() -> None:
    old, new = made("one"), made("two", changed=1)
    asked = merge(held(deleted=(Deleted(NOW, new),)), held(old), with_deleted=True)
    assert asked.held.entries == (new,)


def test_a_deleted_entry_that_somebody_wrote_on_since_comes_back() -> None:
    old, new = made("one"), made("two", changed=1)
    merged = merge(held(deleted=(Deleted(NOW, old),)), held(new))
    assert merged.back == (new,)
    assert merged.held == held(new)


def test_a_text_other_than_the_deleted_one_comes_under_another_id() -> None:
    ours, theirs = made("ours", changed=1), made("theirs", tags=("pool",))
    gone = Deleted(NOW, ours)
    merged = merge(held(deleted=(gone,)), held(replace(theirs, written_at=NOW + MINUTE)))
    assert [one.text(Step.WHAT) for one in merged.beside] == ["theirs"]
    assert merged.held.deleted == (gone,)


def test_what_they_deleted_can_still_be_brought_back() -> None:
    gone = Deleted(NOW, made("gone"))
    merged = merge(held(), held(deleted=(gone,)))
    assert merged.deletions == (gone,)
    assert merge(merged.held, held(deleted=(gone,))).deletions == ()
    assert not merge(held(made("gone")), held(deleted=(gone,))).brings


@pytest.mark.parametrize(
    ("ours", "theirs", "how"),
    [
        (made("one"), made("one"), Kin.SAME),
        (made("one"), made("two", changed=3), Kin.NEWER),
        (made("two", changed=3), made("one", changed=1), Kin.OLDER),
        (made("one"), made("two"), Kin.APART),
        (made("one"), replace(made("two", changed=1), written_at=NOW + MINUTE), Kin.APART),
    ],
)
def test_the_moments_of_change_say_which_is_newer(ours: Entry, theirs: Entry, how: Kin) -> None:
    assert kin(ours, theirs) is how


entries = st.builds(
    made,
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from(["aaaaaaaaaa", "bbbbbbbbbb"]),
    st.integers(0, 2),
)
gone = st.builds(Deleted, st.just(NOW), entries)


@st.composite
def journals(draw: st.DrawFn) -> Held:
    kept = draw(st.lists(entries, unique_by=lambda one: one.id))
    away = draw(st.lists(gone, unique_by=lambda one: one.entry.id))
    ids = {one.id for one in kept}
    return Held(tuple(kept), tuple(one for one in away if one.entry.id not in ids))


def words(one: Held) -> set[tuple[str, int]]:
    every = (*one.entries, *(gone.entry for gone in one.deleted))
    return {(entry.text(Step.WHAT), len(entry.revisions)) for entry in every}


def survives(entry: Entry, merged: Held) -> bool:
    """Whether an entry is there, or something written on from it, or its text beside it."""
    every = (*merged.entries, *(one.entry for one in merged.deleted))
    versions = (entry, aside(entry))
    return any(
        kin(there, version) in (Kin.SAME, Kin.OLDER)
        for there in every
        for version in versions
        if there.id == version.id
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(journals(), journals(), st.booleans())
def test_no_text_is_ever_lost(ours: Held, theirs: Held, with_deleted: bool) -> None:
    merged = merge(ours, theirs, with_deleted=with_deleted).held
    for one in (ours, theirs):
        for entry in (*one.entries, *(gone.entry for gone in one.deleted)):
            assert survives(entry, merged)
    ids = [entry.id for entry in merged.entries]
    assert len(ids) == len(set(ids))
    assert not merge(merged, theirs, with_deleted=with_deleted).brings


def draft(text: str, draft_id: str = "aaaaaaaaaa") -> Reflection:
    return begin(draft_id, TODAY, NOW).go(Part.WHAT).write(text)


def test_a_draft_we_do_not_have_comes_back() -> None:
    assert missing_drafts([], [draft("half a")], []) == (draft("half a"),)


def test_an_earlier_state_of_our_draft_does_not() -> None:
    assert missing_drafts([draft("half a chat")], [draft("half a")], []) == ()


def test_a_draft_with_words_of_its_own_comes_beside_ours_once() -> None:
    ours, theirs = draft("the pool"), draft("the bus")
    (beside,) = missing_drafts([ours], [theirs], [])
    assert beside.text(Step.WHAT) == "the bus"
    assert beside.entry.id != ours.entry.id
    assert missing_drafts([ours, beside], [theirs], []) == ()


def test_a_draft_that_was_finished_since_does_not_come_back() -> None:
    assert missing_drafts([], [draft("half")], [made("whole")]) == ()
    kept = made("whole")
    assert missing_drafts([], [revise(kept)], [kept]) == (revise(kept),)
    assert missing_drafts([], [revise(kept)], [made("whole", changed=1)]) == ()
