"""What holds for every text: places, order, the writer's own lists, and time."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.themes.hostile import HOSTILE
from themes.identity import DIRECT, QUASI, find
from themes.words import words_of

ODD = st.text(st.sampled_from("aSß İŒ'’‘\"“”.!?\n\t-—,;@/(£\x00\ud800é\u0301I0427"))
SNIPPETS = (
    *("Priya", "priya's", "Grace", "grace", "will", "May", "Mrs", "mrs", "Kaur", "J.", "B.", "Dr"),
    *(
        "Met",
        "told",
        "at",
        "in",
        "the",
        "The",
        "Bell",
        "Street",
        "Surgery",
        "Sandon",
        "Lodge",
        "St",
    ),
    *(
        "14",
        "07700",
        "900123",
        "999",
        "307",
        "2257",
        "QQ12",
        "3456C",
        "ref",
        "AB/1234",
        "HX99",
        "1AB",
    ),
    *("he's", "34", "and", ",", ".", "(", ")", "-", "'", "’", "\n", "Cllr", "born", "4.7.38"),
    *("@kez", "a@b.example", "www.x.co.uk", "Monday"),
)
PIECES = st.lists(st.sampled_from(SNIPPETS), max_size=25).map(" ".join)
ANY = st.one_of(st.text(), ODD, PIECES, st.text(st.characters(exclude_categories=())))
WORD = st.sampled_from(("Priya", "Grace", "will", "May", "Bell", "14", "Zed", "told", "Édith"))


@given(ANY)
@settings(deadline=None)
def test_finds_are_in_order_and_apart_and_lie_in_the_text(text: str) -> None:
    found = find(words_of(text))
    for it in found:
        assert 0 <= it.start < it.end <= len(text)
        assert text[it.start : it.end].strip()
        assert it.kind in (DIRECT if it.is_direct else QUASI)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(PIECES, WORD)
@settings(deadline=None)
def test_a_word_that_is_watched_for_is_always_found(text: str, word: str) -> None:
    found = find(words_of(text), watch=(word.upper(),))
    for place in words_of(text).words:
        if place.plain.removesuffix("'s") == word.casefold():
            end = place.start + len(word)
            assert any(it.start <= place.start and end <= it.end and it.is_direct for it in found)


@given(PIECES, WORD)
@settings(deadline=None)
def test_a_word_on_the_never_list_is_in_no_name(text: str, word: str) -> None:
    found = find(words_of(text), never=(word,))
    names = [it for it in found if it.kind in ("name", "place", "org")]
    for place in words_of(text).words:
        if place.plain.removesuffix("'s") == word.casefold():
            assert not any(it.start < place.end and place.start < it.end for it in names)


def direct(text: str, **lists: tuple[str, ...]) -> list[str]:
    found = find(words_of(text), **lists)
    return [text[it.start : it.end] for it in found if it.is_direct]


def test_a_phrase_can_be_watched_for() -> None:
    text = "We met by the old mill, at The Old Mill's gate."
    assert direct(text, watch=("Old Mill",)) == ["old mill", "The Old Mill"]


def test_what_is_watched_for_grows_what_it_touches() -> None:
    assert direct("Grace Tuohy the baker rang.", watch=("tuohy the baker",)) == [
        "Grace Tuohy the baker"
    ]


def test_what_is_never_found_leaves_the_rest_of_a_name() -> None:
    assert direct("Grace Tuohy rang, and Grace came.", never=("grace",)) == ["Tuohy"]


def test_what_is_on_both_lists_is_found() -> None:
    assert direct("Told Priya.", watch=("priya",), never=("priya",)) == ["Priya"]


def test_a_number_is_never_found_only_as_a_whole() -> None:
    assert direct("Ring 07700 900123.", never=("07700 900123",)) == []


def test_lists_may_hold_nothing_of_use() -> None:
    assert direct("Told Priya.", watch=("", " ", "…"), never=("", "'")) == ["Priya"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud800", ".", "'s", "’s", "St", "J.", "Mrs"]
)
def test_next_to_nothing_holds_nothing(text: str) -> None:
    assert find(words_of(text)) == ()


SLOW = (
    *(
        "Priya ",
        "Priya's ",
        "J.",
        "Mrs ",
        "the Bell Street ",
        "St ",
        "X & ",
        "y-y-",
        "may ",
        "in the ",
    ),
    *(
        "0",
        "07700 ",
        "ref 1-",
        "A1-",
        "@a",
        "a@",
        "www.",
        "a.co",
        "14 elm ",
        "1 and ",
        "twenty ",
        "(",
    ),
    *("£1 ", "1/", "snap a"),
)


@pytest.mark.parametrize("unit", [*HOSTILE, *SLOW])
def test_the_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    # Eight times the text is at most three times eight times the work, where a quadratic reader
    # would need 64 times as much.
    least = max(_work(unit * (3_000 // len(unit))), 0.003)
    assert _work(unit * (24_000 // len(unit))) < 24 * least


def _work(text: str) -> float:
    """Seconds of this process alone, the least of three."""
    spent = []
    for _ in range(3):
        words, start = words_of(text), time.process_time()
        find(words)
        spent.append(time.process_time() - start)
    return min(spent)


def test_a_megabyte_in_a_line_and_five_without_a_space() -> None:
    line = "told Priya at 14 Elm Road " * 40_000
    assert len(find(words_of(line))) == 80_000
    assert find(words_of("wheelbarrow" * 500_000)) == ()
    assert find(words_of(f"{'wheelbarrow' * 9}\n" * 50_000)) == ()
