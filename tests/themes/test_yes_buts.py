"""Yes-buts: what is found, whose it is, and what is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themes.growth import grows_linearly
from tests.themes.hostile import HOSTILE
from themes import yes_buts
from themes.words import words_of
from themes.yes_buts import YesBut

ANY = st.one_of(st.text(), st.text(st.characters(exclude_categories=())))
PIECES = """she said it's too risky but we can't until the board agrees : no money what if “ ” ' .
, anyway so we did set a precedent \x00 \ud800"""
FORMED = st.lists(st.sampled_from([*PIECES.split(), "\n"])).map(" ".join)


def find(text: str) -> tuple[YesBut, ...]:
    return yes_buts.find(words_of(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("My manager said we're not ready yet.", "not_ready"),
        ("She said we have to get our own house in order.", "house_in_order"),
        ("We want to write a strategy first.", "strategy_first"),
        ("Oh, we already have focus groups.", "already_have"),
        ("I told her we don't have time for that.", "no_time"),
        ("The answer was that there isn't the budget for it.", "no_money"),
        ("He said swimming is a want, not a need.", "need_not_want"),
        ("They told me it would set a precedent.", "precedent"),
        ("If we do it for her we'd have to do it for everybody.", "precedent"),
        ("She said the insurance won't let us.", "rules"),
        ("I heard myself say it's too risky.", "risk"),
        ("The deputy said what if something happens.", "risk"),
        ("They wouldn't understand the budget, he said.", "they_wont"),
        ("That's above my pay grade.", "above_me"),
        ("He told me we tried that before.", "tried_it"),
        ("She said let's wait until after the restructure.", "after_the_next"),
        ("He said it's a lovely idea but there's no money for it.", "no_money"),
    ],
)
def test_an_excuse_is_found_with_its_kind(text: str, kind: str) -> None:
    assert kind in {one.id for one in find(text)}


@pytest.mark.parametrize(
    "text",
    [
        "no time, but we found ten minutes",
        "She said there's no budget for it, so we did it anyway.",
        "He said it's too risky but we went anyway.",
        "They said it would set a precedent until somebody asked why.",
    ],
)
def test_a_sentence_that_answers_the_excuse_is_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "We had a cup of tea and she told me about the dog.",
        "He can't reach the top shelf, so I got the tin down.",
        "I was ready by nine and she wasn't.",
        "The bus was late but we got there.",
        "She has no money till Thursday, so we looked for the cheap one.",
        "Not my best day.",
        "We waited for the 14 bus for half an hour.",
        "He said the tea was lovely but a bit strong.",
        "The strategy group met in the library on Monday.",
        "She wants to be asked first, and I will.",
    ],
)
def test_an_ordinary_sentence_is_left_alone(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("I heard myself say there's no budget for it.", "mine"),
        ("I said it's too risky.", "mine"),
        ("It's too risky.", "mine"),
        ("The manager said there's no budget for it.", "heard"),
        ("Finance: we can't agree it until the board has signed it off.", "heard"),
        ("She said, “we're not ready yet”.", "heard"),
    ],
)
def test_it_is_told_whose_excuse_it_is(text: str, whose: str) -> None:
    assert [one.whose for one in find(text)] == [whose]


def test_two_excuses_in_one_sentence_are_two() -> None:
    text = "‘We’re not ready yet, we have to get our own house in order’, she said."
    assert [(one.id, one.text) for one in find(text)] == [
        ("not_ready", "We’re not ready yet"),
        ("house_in_order", "we have to get our own house in order"),
    ]


def test_only_the_excuse_is_marked_and_not_who_makes_it() -> None:
    (one,) = find("My manager was kind about it. She said “it would set a precedent”.")
    assert one.text == "it would set a precedent"


@given(st.one_of(ANY, FORMED))
def test_every_place_slices_to_its_text(text: str) -> None:
    found = find(text)
    assert all(text[one.start : one.end] == one.text != "" for one in found)
    assert all(one.reply.endswith("?") for one in found)


@pytest.mark.parametrize(
    "text",
    ["", "\x00" * 50, "\ud800 \udc00", "Dw i ddim yn gwybod eto.", "時間がない。", "b" * 200_000],
)
def test_any_text_is_read(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "unit",
    [
        *HOSTILE,
        "it's too risky ",
        "it's too risky. ",
        "lovely but ",
        "she said what if ",
        "no, but: ",
    ],
)
def test_the_time_to_read_grows_with_the_text(unit: str) -> None:
    assert grows_linearly(find, unit)


KINDS = yes_buts.kinds()


@pytest.mark.parametrize("kind", KINDS, ids=[kind.id for kind in KINDS])
def test_each_kind_is_well_formed_and_finds_its_own_examples(kind: yes_buts.Kind) -> None:
    assert kind.name
    assert kind.reply.endswith("?")
    assert kind.reply.count("?") <= 2
    assert kind.examples
    for example in kind.examples:
        assert kind.id in {one.id for one in find(example)}, example


def test_the_kinds_are_those_we_know() -> None:
    assert [kind.id for kind in KINDS] == [
        "literal",
        "not_ready",
        "house_in_order",
        "strategy_first",
        "already_have",
        "no_time",
        "no_money",
        "need_not_want",
        "precedent",
        "rules",
        "risk",
        "they_wont",
        "above_me",
        "tried_it",
        "after_the_next",
    ]
