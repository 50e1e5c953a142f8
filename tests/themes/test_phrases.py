"""Phrases as they are written down, and how they are found."""

from __future__ import annotations

import pytest

from tests.themes.growth import grows_linearly
from tests.themes.hostile import HOSTILE
from themes.bending import noun_forms, verb_forms
from themes.phrases import Finder, phrases
from themes.words import words_of

PEOPLE = {"people": ["lads", "ladies", "service users"]}


def found(form: str, text: str) -> list[str]:
    finder = Finder((("form", 0), phrase) for phrase in phrases(form, PEOPLE))
    spans = {(one.start, one.end) for one in finder.find(words_of(text))}
    longest = [s for s in spans if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in spans)]
    return [text[start:end] for start, end in sorted(longest)]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("service user", "The Service Users said so.", ["Service Users"]),
        ("service user", "A service-user's mum rang.", ["service-user's"]),
        ("service user", "At your service, user of mine.", []),
        ("hard to reach", "hard-to-reach, or hard to\nreach", ["hard-to-reach", "hard to\nreach"]),
        ("signpost~", "We signposted; signposting it is.", ["signposted", "signposting"]),
        ("refer~", "She refers, referred, is referring.", ["refers", "referred", "referring"]),
        ("(high|low) needs", "High needs and low needs.", ["High needs", "low needs"]),
        ("[very] frail", "Frail, very frail.", ["Frail", "very frail"]),
        ("my <case>", "My cases, her case.", ["cases"]),
        ("close~ * case", "She closed his case.", ["closed his case"]),
        ("down as [a|an] <...>", "He's down as a poor attender.", ["poor attender"]),
        ("down as <...>", "She is down as the keyholder.", []),
        ("LD", "An LD nurse, an ld nurse, the LDs.", ["LD", "LDs"]),
        ("our $people", "our lads and our service users", ["our lads", "our service users"]),
        ("^ as a", "As a dad. She came as a dad.", ["As a"]),
        ("want, not a need", "a want, not a need; a want not a need", ["want, not a need"]),
        ("2 to 1", "He is 2:1, she is 2-to-1.", ["2-to-1"]),
        ("2 1", "He is 2:1 and it is half past 2: 1 more.", ["2:1"]),
    ],
)
def test_a_form_finds_what_it_says(form: str, text: str, expected: list[str]) -> None:
    assert found(form, text) == expected


@pytest.mark.parametrize(
    "slip", ["vunerable", "vulnerble", "vulnerabel", "vulnerabble", "vulnarable", "VUNERABLE"]
)
def test_a_slip_of_the_key_is_found_too(slip: str) -> None:
    assert found("vulnerable", f"They say {slip} adults.") == [slip]


@pytest.mark.parametrize("other", ["complaint", "complaints", "contract", "residence", "ulnerable"])
def test_another_word_is_no_slip(other: str) -> None:
    forms = "(compliant|contact|residents|vulnerable)"
    assert found(forms, f"She wrote {other} on it.") == []


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ("(high|low needs", "never closed"),
        ("high) needs", "never opened"),
        ("[very frail", "never closed"),
        ("our $neighbours", "no set named"),
        ("the <>", "marks nothing"),
        ("* *", "found everywhere"),
        ("", "0 ways"),
        ("[a|b|c d] " * 8, "ways"),
    ],
)
def test_a_broken_form_is_refused_with_a_reason(form: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        phrases(form, PEOPLE)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("signpost", "signpost signposts signposted signposting"),
        ("utilise", "utilise utilises utilised utilising"),
        ("comply", "comply complies complied complying"),
        ("step", "step steps stepped stepping"),
        ("assess", "assess assesses assessed assessing"),
        ("take", "take takes took taken taking"),
    ],
)
def test_verbs_bend(verb: str, forms: str) -> None:
    assert verb_forms(verb) == tuple(forms.split())


@pytest.mark.parametrize(
    ("noun", "forms"),
    [("void", "voids void's"), ("vacancy", "vacancies vacancy's"), ("the", ""), ("2", "")],
)
def test_nouns_bend(noun: str, forms: str) -> None:
    assert noun_forms(noun) == tuple(forms.split())


@pytest.mark.parametrize("unit", [*HOSTILE, "service user ", "down as a b ", "want, not a need, "])
def test_the_time_to_find_grows_with_the_text(unit: str) -> None:
    forms = ("service user", "down as [a] <...>", "want, not a need", "(a|b) * not", "^ she said")
    finder = Finder((("form", 0), phrase) for form in forms for phrase in phrases(form))
    assert grows_linearly(lambda text: finder.find(words_of(text)), unit)
