"""Small clues: ages, conditions, work, families, origins; and what they add up to."""

from __future__ import annotations

import pytest

from themes.identity import find, jigsaw
from themes.stand_ins import LEFT_OUT, stand_ins
from themes.words import words_of


def clues(text: str) -> list[tuple[str, str]]:
    return [(it.kind, text[it.start : it.end]) for it in find(words_of(text)) if not it.is_direct]


@pytest.mark.parametrize(
    ("text", "kind", "clue"),
    [
        ("He's 34. He likes it.", "age", "34"),
        ("Mrs Pereira, 79, has a hat", "age", "79"),
        ("Popped to see Chantelle (15).", "age", "15"),
        ("Joyce is 91 on Saturday", "age", "91"),
        ("an 83-year-old man", "age", "83-year-old"),
        ("her eleven year old", "age", "eleven year old"),
        ("She's thirty-four.", "age", "thirty-four"),
        ("both in their sixties", "age", "in their sixties"),
        ("Maureen's 60th.", "age", "60th"),
        ("when he turned 19", "age", "19"),
        ("aged 83", "age", "83"),
        ("They're 13 and 11, and want the pier", "age", "11"),
        ("since she broke her hip", "condition", "broke her hip"),
        ("since the stroke", "condition", "stroke"),
        ("she has MS", "condition", "MS"),
        ("he has Down's syndrome", "condition", "Down's syndrome"),
        ("with the early dementia", "condition", "early dementia"),
        ("mum's bipolar", "condition", "bipolar"),
        ("a retired vet", "occupation", "vet"),
        ("he was a welder", "occupation", "welder"),
        ("coxswain for nineteen years", "occupation", "coxswain"),
        ("he drives a lorry", "occupation", "drives a lorry"),
        ("mum of five", "family_shape", "mum of five"),
        ("the twins were born", "family_shape", "twins"),
        ("one of seven", "family_shape", "one of seven"),
        ("married 61 years", "family_shape", "married 61 years"),
        ("She's Romani and proud", "background", "Romani"),
        ("he speaks Cantonese", "background", "Cantonese"),
        ("He came from Albania", "background", "Albania"),
        ("a care leaver", "background", "care leaver"),
    ],
)
def test_a_clue_is_found(text: str, kind: str, clue: str) -> None:
    assert (kind, clue) in clues(text)


@pytest.mark.parametrize(
    "text",
    [
        "She's 15 minutes late. It's four miles. It's 12 weeks. He's one of two. They are 3 of 7.",
        "We talked for 45 minutes about £30 a week. She has 12 a week.",
        "The autism strategy, the dementia cohort, epilepsy awareness week.",
        "A case of wine, the vet's bill, the printer broke, the pilot cost £90k.",
        "I asked ME whether we could. WRITE TO ME.",
        "A Chinese takeaway, a Portuguese café and a Spanish holiday.",
        "One of the lads. One of us. One of the girls asked.",
        "He rang from Spain. She's over from Canada for a while.",
    ],
)
def test_a_count_is_no_clue(text: str) -> None:
    assert clues(text) == []


def test_three_classes_meet() -> None:
    text = "Mrs Pugh, 79, a retired vet from Capel Onnen, has had epilepsy and MS."
    counted = jigsaw(find(words_of(text)), text)
    assert counted == {"age": 1, "occupation": 1, "place": 1, "condition": 2}


def test_the_same_said_twice_is_one_clue() -> None:
    text = "She has epilepsy. The epilepsy is worse. He has Epilepsy."
    assert jigsaw(find(words_of(text)), text) == {"condition": 1}


def test_a_name_is_no_piece_of_the_jigsaw() -> None:
    text = "Priya rang on 07700 900123."
    assert jigsaw(find(words_of(text)), text) == {}


@pytest.mark.parametrize(
    ("kind", "text", "before", "after", "best"),
    [
        ("name", "Priya", "I rang his sister ", " today", LEFT_OUT),
        ("name", "Grace", "I rang ", ", his mum, today", "a mum"),
        ("name", "Mrs Kaur", "", "", "a woman"),
        ("name", "Cllr Begum", "", "", "a councillor"),
        ("name", "Tomasz", "Told ", " so", "someone"),
        ("place", "Bell Street Surgery", "at ", "", "a surgery"),
        ("place", "Pennywell Road Primary", "at ", "", "a school"),
        ("place", "Kirkmuirie", "in ", "", "a place"),
        ("place", "Ings Lane Library", "in ", "", "a library"),
        ("org", "Wagtail Homecare", "", "", "a care agency"),
        ("age", "eighty-one", "", "", "in later life"),
        ("age", "19", "", "", "a teenager"),
        ("age", "in their sixties", "", "", "in the middle of life"),
        ("phone", "07700 900123", "", "", "a phone number"),
        ("something new", "x", "", "", "something"),
    ],
)
def test_a_stand_in_is_plain(kind: str, text: str, before: str, after: str, best: str) -> None:
    assert stand_ins(kind, text, before, after)[0] == best


def test_what_is_found_brings_its_best_stand_in() -> None:
    text = "Rang his sister Priya, then Cllr Begum."
    assert [it.stand_in for it in find(words_of(text))] == [LEFT_OUT, "a councillor"]
