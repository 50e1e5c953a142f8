"""The search: what finds an entry, and what does not."""

from __future__ import annotations

import datetime as dt

import pytest

from journal import search
from journal.model import (
    Angle,
    Answer,
    Entry,
    FinalSay,
    Ground,
    Layer,
    Promise,
    Stance,
    Step,
    WithWhom,
)
from journal.search import Filters, Searcher, fold, haystack, matches, words
from tests.kit import TODAY, MakeEntry


def test_every_field_is_found(entry: MakeEntry) -> None:
    """Whatever a person may remember of an entry finds it."""
    full = entry(
        text="rang the plumber",
        layer=Layer.FILLING,
        facet="who works",
        with_whom=WithWhom.FAMILY,
        ground=Ground.REMOTE,
        stance=Stance.ALONGSIDE,
        final_say=FinalSay.DONT_KNOW,
        they_brought="a map",
        i_brought="sandwiches",
        ordinary_life="bins",
        unsaid="cross",
        peer_note="neighbourly",
        tags=("thursday-lane",),
        promise=Promise(what="ring the pool", outcome="they rang first"),
    )
    for remembered in (
        *("plumber", "filling", "works", "family", "phone", "alongside", "don't", "map"),
        *("sandwiches", "bins", "cross", "neighbourly", "#thursday-lane", "pool", "first"),
        *("thu", "thursday", "19", "nov", "november", "2026", "2026-11-19", full.id),
    ):
        assert matches(full, Filters(words=(remembered,))), remembered


def test_a_question_does_not_find_its_answers(entry: MakeEntry) -> None:
    """A question is the same for many entries, and would find them all."""
    answer = Answer(step=Step.WHAT, text="tea", prompt="Who holds the pen?", angle=Angle.POWER)
    assert not matches(entry(answers=(answer,)), Filters(words=("pen",)))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe", "Café"),
        ("CAFÉ", "cafe"),
        ("i'm", "I’m"),
        ("I’m", "i'm"),
        ('"with"', "“with”"),
        ("strasse", "Straße"),
        ("naive", "nai\u0308ve"),
        ("θησ", "Θησαυρός"),
    ],
)
def test_case_accents_and_quotes_make_no_difference(
    entry: MakeEntry, typed: str, kept: str
) -> None:
    """Typed one way and kept another, it is found."""
    assert matches(entry(text=f"we went: {kept}"), Filters(words=(typed,)))


def test_all_words_must_be_there(entry: MakeEntry) -> None:
    """In any order, and across fields."""
    one = entry(text="tea and toast", tags=("pool",))
    assert matches(one, Filters(words=words("toast  tea pool")))
    assert not matches(one, Filters(words=words(["toast", "coffee"])))


def test_filters_fit_together(entry: MakeEntry) -> None:
    """Each narrows what the others leave."""
    one = entry(layer=Layer.TOP, tags=("pool",), with_whom=WithWhom.PERSON)
    day = dt.timedelta(days=1)
    fitting = Filters(
        layer=Layer.TOP, tag="pool", with_whom=WithWhom.PERSON, since=TODAY, until=TODAY
    )
    assert matches(one, fitting)
    for other in (
        Filters(layer=Layer.BASE),
        Filters(tag="poo"),
        Filters(with_whom=WithWhom.SEVERAL),
        Filters(since=TODAY + day),
        Filters(until=TODAY - day),
    ):
        assert not matches(one, other)
    assert matches(one, Filters())


def test_the_order_stays(entry: MakeEntry) -> None:
    """What is found comes in the order it was given, and no further than it is asked for."""
    entries = [entry(text=f"tea {number}") for number in range(3)]
    found = search.search(iter(entries), Filters(words=("tea",)))
    assert next(found) is entries[0]
    assert list(found) == entries[1:]


def test_an_entry_is_folded_once(entry: MakeEntry, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second search over the same entries folds none of them again, a changed one anew."""
    folded: list[str] = []

    def counting(one: Entry) -> str:
        folded.append(one.id)
        return haystack(one)

    monkeypatch.setattr(search, "haystack", counting)
    searcher, before = Searcher(), entry(text="tea", id="aaaaaaaaaa")
    filters = Filters(words=("tea",))
    for _ in range(3):
        assert list(searcher.search([before], filters)) == [before]
    assert folded == [before.id]
    after = entry(text="coffee", id=before.id)
    assert list(searcher.search([after], filters)) == []


def test_plain_text_folds_to_lower_case() -> None:
    """Nothing else happens to it."""
    assert fold("Tea AT four") == "tea at four"
