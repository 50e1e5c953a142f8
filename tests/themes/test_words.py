"""Words, sentences, and whose words they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themes.growth import grows_linearly
from tests.themes.hostile import HOSTILE
from themes.words import Span, Words, words_of

# Letters that make trouble in folding, marks of every kind, and halves of a surrogate pair.
ODD = st.text(st.sampled_from("aSß İŒ'’‘\"“”«».!?…\n\t-—,;\x00\ud800\udc00é\u0301I42"))
ANY = st.one_of(st.text(), ODD, st.text(st.characters(exclude_categories=())))


def parts(words: Words, spans: tuple[Span, ...]) -> list[str]:
    return [words.text[start:end] for start, end in spans]


def sentences(text: str) -> list[str]:
    words = words_of(text)
    return parts(words, words.sentences)


def quoted(text: str) -> list[str]:
    words = words_of(text)
    return parts(words, words.quoted)


def reported(text: str) -> list[str]:
    words = words_of(text)
    return parts(words, words.reported)


@given(ANY)
def test_the_plain_text_is_as_long_as_the_text(text: str) -> None:
    assert len(words_of(text).plain) == len(text)


@given(ANY)
def test_every_place_lies_in_the_text_and_in_order(text: str) -> None:
    words = words_of(text)
    for spans in (words.sentences, words.quoted, words.reported):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
    assert all(words.plain[word.start : word.end] == word.plain for word in words.words)


@given(ANY)
def test_every_word_lies_in_one_sentence(text: str) -> None:
    words = words_of(text)
    for word in words.words:
        sentence = words.sentence_at(word.start)
        assert sentence.start <= word.start
        assert word.end <= sentence.end


@given(ANY, st.integers(0, 200), st.integers(0, 6))
def test_words_around_a_place_are_of_its_sentence(text: str, place: int, count: int) -> None:
    words = words_of(text)
    place = min(place, len(text))
    before, after = words.before(place, count), words.after(place, count)
    assert len(before) <= count
    assert len(after) <= count
    assert all(word.end <= place for word in before)
    assert all(word.start >= place for word in after)
    assert words.is_negated(place) in (True, False)


def test_small_letters_and_straight_marks_for_looking_up() -> None:
    assert words_of("She’d SAID “Straße” – İ").plain == 'she\'d said "straße" - İ'


def test_a_hyphen_parts_words_and_an_apostrophe_does_not() -> None:
    assert [word.plain for word in words_of("Don’t do co-production, Jo's way_").words] == [
        "don't",
        "do",
        "co",
        "production",
        "jo's",
        "way",
    ]


def test_an_accent_typed_apart_stays_in_its_word() -> None:
    assert len(words_of("cafe\u0301s are open").words) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("   \n\n ", 0),
        ("One. Two! Three? Four… five", 5),
        ("Mr. Pike came. He left.", 2),
        ("Dr. Oyelaran, e.g. Tuesdays, is in at 3.30 p.m. sharp", 1),
        ("She paid £3.20 for it.", 1),
        ("went round. she was out. no answer", 3),
        ('"Who are you?" she asked.', 1),
        ('She said "no." Then she left.', 2),
        ("A heading\nThe first line that\nwas only wrapped.\n\nA second paragraph", 3),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "not a bed" twice.', ['"not a bed"']),
        ("He said “not a bed” twice.", ["“not a bed”"]),
        ("He said ‘not a bed’ twice.", ["‘not a bed’"]),
        ("He said 'not a bed' twice.", ["'not a bed'"]),
        ("It’s Mam’s, don’t touch.", []),
        ("the lads' night and the girls' night", []),
        ("They say 'service users' all day.", ["'service users'"]),
        ("I told 'em it was 'cause of the '80s.", []),
        ("'I don't mind,' she said, 'not a bit.'", ["'I don't mind,'", "'not a bit.'"]),
        ('A 6" shelf and a 4" one.', []),
        ('She said "never again. I went home.', ['"never again.']),
        ("“He called it ‘a bed’ to my face.”", ["“He called it ‘a bed’ to my face.”"]),
    ],
)
def test_quotation_marks_are_told_from_apostrophes(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said it was the boiler again.", ["it was the boiler again."]),
        ("They told me that the panel had lost it.", ["the panel had lost it."]),
        ("My manager reckons it's too risky, but I rang.", ["it's too risky"]),
        ("He's always saying nobody rings.", ["nobody rings."]),
        ("I was told it's policy.", ["it's policy."]),
        ("I said it was fine.", []),
        ("We've always thought so too.", []),
        ("Said I would ring.", []),
        ("She came in and said the bus was late.", ["the bus was late."]),
    ],
)
def test_what_others_said_is_told_from_what_the_writer_says(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("I did not listen", True),
        ("I didnt listen", True),
        ("she couldn't really listen", True),
        ("without anyone to listen", True),
        ("they no longer listen", True),
        ("not only did I listen", False),
        ("I don't know, I listen", False),
        ("no, I listen", False),
        ("never mind. I listen", False),
        ("I listen", False),
    ],
)
def test_a_near_denial_is_seen(text: str, denied: bool) -> None:
    assert words_of(text).is_negated(text.index("listen")) is denied


def test_the_words_before_and_after_stay_in_the_sentence() -> None:
    text = "We met. The old bus came late today. We left."
    words, place = words_of(text), text.index("came")
    assert [word.plain for word in words.before(place, 9)] == ["the", "old", "bus"]
    assert [word.plain for word in words.after(place, 2)] == ["came", "late"]


def test_quoted_is_asked_by_place() -> None:
    words = words_of('I said "good morning" to her.')
    assert words.is_quoted(8, 12)
    assert not words.is_quoted(0, 7)
    assert not words.is_quoted(21, 28)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_cost_grows_with_the_length(hostile: str) -> None:
    def cut(text: str) -> None:
        words = words_of(text)
        assert words.words is not None
        assert words.sentences is not None
        assert words.quoted is not None
        assert words.reported is not None

    assert grows_linearly(cut, hostile)
