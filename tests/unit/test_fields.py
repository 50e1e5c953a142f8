"""The fields of an entry, said and typed."""

from __future__ import annotations

import datetime as dt

import pytest

from journal import fields
from journal.errors import BadInput
from journal.fields import BY_NAME, FIELDS, Kind
from journal.model import Entry, FinalSay, Layer, WithWhom
from tests.kit import TODAY, MakeEntry


def read(entry: Entry, name: str, typed: str) -> object:
    return fields.read(entry, BY_NAME[name], typed, TODAY)


def test_every_field_is_one_of_the_entry() -> None:
    assert {field.name for field in FIELDS} <= set(Entry.__struct_fields__)
    assert len(BY_NAME) == len(FIELDS)


def test_every_choice_is_read_back_as_it_is_said(entry: MakeEntry) -> None:
    blank = entry()
    for field in FIELDS:
        if field.kind is Kind.CHOICE:
            for value in fields.choices(blank, field):
                chosen = fields.read(blank, field, value, TODAY)
                assert fields.said(entry(**{field.name: chosen}), field) == value


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("family", WithWhom.FAMILY),
        ("Family-or-friend", WithWhom.FAMILY),
        ("SOMEONE_NEW", WithWhom.SOMEONE_NEW),
        ("manager", WithWhom.LEADER),
        (" several ", WithWhom.SEVERAL),
    ],
)
def test_a_word_or_its_start_will_do(entry: MakeEntry, typed: str, meant: WithWhom) -> None:
    assert read(entry(), "with_whom", typed) is meant


@pytest.mark.parametrize("typed", ["case", "p", "x" * 500])
def test_an_unknown_choice_says_what_there_is(entry: MakeEntry, typed: str) -> None:
    if typed == "p":
        assert read(entry(), "with_whom", typed) is WithWhom.PERSON
        return
    with pytest.raises(BadInput, match=r"There are: person, family or friend") as told:
        read(entry(), "with_whom", typed)
    assert len(str(told.value)) < 250


def test_a_curly_apostrophe_is_an_apostrophe(entry: MakeEntry) -> None:
    assert read(entry(), "final_say", "don’t know") is FinalSay.DONT_KNOW


def test_facets_are_those_of_the_layer(entry: MakeEntry) -> None:
    assert read(entry(layer=Layer.TOP), "facet", "budget") == "budget"
    with pytest.raises(BadInput):
        read(entry(layer=Layer.BASE), "facet", "budget")


@pytest.mark.parametrize("name", [field.name for field in FIELDS])
def test_an_empty_text_clears(entry: MakeEntry, name: str) -> None:
    assert read(entry(), name, "  ") in (None, False, ())


@pytest.mark.parametrize("typed", ["6", "-1", "lots"])
def test_a_wobble_is_between_nought_and_five(entry: MakeEntry, typed: str) -> None:
    assert read(entry(), "wobble", "5") == 5
    with pytest.raises(BadInput):
        read(entry(), "wobble", typed)


def test_a_day_may_not_be_to_come(entry: MakeEntry) -> None:
    assert read(entry(), "day", "yesterday") == TODAY - dt.timedelta(days=1)
    for typed in ("tomorrow", "1/1/2030"):
        with pytest.raises(BadInput, match="has not come yet"):
            read(entry(), "day", typed)
    with pytest.raises(BadInput, match="too long ago"):
        read(entry(), "day", "0026-11-19")


@pytest.mark.parametrize("tag", ["pool", "pool-lane", "café", "2026", "ποδήλατο", "हिन्दी"])
def test_tags_of_any_language_will_do(tag: str) -> None:
    assert fields.tags([f"#{tag.upper()}", tag]) == (tag.upper().casefold(),)


@pytest.mark.parametrize(
    ("word", "instead"),
    [("pool lane", "pool-lane"), ("a!", "a"), ("--", "pool"), ("<b>", "b"), ("\x1b[31m", "31m")],
)
def test_a_tag_that_will_not_do_is_offered_better(word: str, instead: str) -> None:
    with pytest.raises(BadInput, match=f"{instead} would do"):
        fields.tags([word])


def test_a_very_long_tag_is_refused() -> None:
    with pytest.raises(BadInput):
        fields.tags(["x" * 41])
