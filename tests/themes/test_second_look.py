"""Words worth a second look: what is found, what is left alone, and what is offered."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themes.growth import grows_linearly
from tests.themes.hostile import HOSTILE
from themes import second_look
from themes.lexicon import FOLDER, BrokenLexicon
from themes.second_look import SecondLook, offered
from themes.terms import lexicon
from themes.words import words_of

CATEGORIES = {
    "deficit_label",
    "system_speak",
    "container_word",
    "othering",
    "us_and_them",
    "passive_authority",
    "acronym",
}
ANY = st.one_of(st.text(), st.text(st.characters(exclude_categories=())))
PIECES = """he is a the service user users not down as vulnerable 'she calls herself' said SU MDT
case in just wine our ladies it was agreed " ’ . , - \x00 \ud800"""
FORMED = st.lists(st.sampled_from([*PIECES.split(), "\n"])).map(" ".join)


def find(text: str, *fine: str) -> tuple[SecondLook, ...]:
    return second_look.find(words_of(text), fine)


def found(text: str) -> list[str]:
    return [look.text for look in find(text)]


SAID = {
    "deficit_label": """
        He can show challenging behaviour when it's loud.
        She is non-compliant with her tablets.
        They've been noncompliant since March.
        Mum failed to engage with us.
        the family are disengaged
        We had him down as a non-engager.
        He suffers from dementia.
        She's wheelchair bound.
        They lack insight into it.
        It's attention seeking, I wrote.
        He absconded twice last week.
        She was verbally aggressive at tea.
        He's a frequent flyer at A&E.
        She's a bed-blocker.
        A vulnerable adult lives there.
        He is low functioning.
        I put that she lacks road safety awareness.
        His file says hoarder.
        He's entrenched, the sheet says.
        He's doubly incontinent.
        I gave her the list of feeders.
        She's down as high risk.
        My notes have him as socially isolated.
        One of the more challenging men in the house.
        It has four pages on his triggers.
    """,
    "system_speak": """
        He accesses the community on a Tuesday.
        We signposted her to the hub.
        Signposting isn't walking with someone.
        Help with activities of daily living.
        He was toileted at ten.
        I only go in for a med prompt.
        It's a double-up in the mornings.
        She's on the discharge pathway.
        She mobilises with a frame.
        She goes to respite.
        We never got to her outcomes.
        There was an escalation over the weekend.
        He won't access the community.
        Closed to team on Friday.
        He's medically optimised.
        Her eligible needs were met.
        We promote independence.
        Her transition worker rang.
    """,
    "container_word": """
        The placement broke down.
        He lives in a unit out past the ring road.
        We have a void at the bungalow.
        He was offered a rehab bed.
        My caseload is full.
        Eleven more cases written like that.
        She has a package of care.
        The cohort is still eleven.
        She was allocated to me.
        She came through our front door as a contact.
        On the whiteboard she's a delayed transfer.
    """,
    "othering": """
        The service user said no.
        Two service users were there.
        Our panel quotes it back at clients.
        You get told the elderly don't like gadgets.
        It's a tax on the disabled.
        They're a hard to reach group.
        School has a club for kids like her.
        We wonder why that client group don't come.
        He's one of two lived experience reps.
    """,
    "us_and_them": """
        Our guys love it.
        One of our more able lads needs a form.
        I do it with all my ladies.
        These families never come.
        The frontline always carries it.
        Stakeholders were engaged.
        We empowered her.
        We allowed them two nights.
        I was there to manage mum's expectations.
    """,
    "passive_authority": """
        It was agreed that she would move.
        It was felt to be unsafe.
        A decision has been taken.
        She was deemed at risk.
        She refused her lunch.
        Smoking is not permitted.
        It's in his best interests.
        Swimming is a want, not a need.
        Not to leave the property unaccompanied.
        Funding was confirmed in May.
    """,
    "acronym": """
        The SU was in.
        At the MDT nobody asked.
        It was his LAC review.
        He DNA'd again.
        The DoLS paper says so.
        The DP was cut.
        She had no LD experience.
        All the ADLs were ticked.
        Her poc is stuck.
        It went to the QZX.
    """,
}
ALL_SAID = [
    (category, line.strip())
    for category, lines in SAID.items()
    for line in lines.strip().split("\n")
]


@pytest.mark.parametrize(("category", "text"), ALL_SAID, ids=[text for _, text in ALL_SAID])
def test_a_word_that_shrinks_somebody_is_found(category: str, text: str) -> None:
    assert category in {look.category for look in find(text)}


INNOCENT = """
    We brought a case of wine for the do.
    I took a coat in case it rained, just in case.
    It's a good case for a second bench.
    She has her own front door now.
    He placed the mug on the table.
    We stood in the front line of the queue.
    There's a void in her diary on Thursdays.
    A bit of respite from the rain.
    It was a very challenging crossword.
    She made the bed and I did the raised beds.
    His glasses case was under the chair.
    The barber's clients were all in.
    The bus driver let us off at the lights.
    She let me in and let the cat out.
    I was vulnerable, saying that.
    He turned the page and changed the channel.
    The kitchen unit has come loose.
    We had a phone call with her sister.
    Her husband was outside, having a smoke.
    It rained at the match and nobody minded.
    The hens were fed before we got there.
    We went for a walk round the allotment and she told me about the leeks.
    I rang the GP and the OT, and she took the NHS letter with her.
    He plays for the RFC and she likes the BBC.
    I wrote it DOWN because she said so and NOT because I did.
    The support plan is hers and the review was on Monday.
    In any case I'd have gone.
    They were engaged to be married in June.
    My brother's on a work placement in Leeds.
    A package came for next door.
    Ref DP/20417, and mail placement.desk@example.org about it.
    She isn't hard to reach, she was on the call.
"""


@pytest.mark.parametrize("text", [line.strip() for line in INNOCENT.strip().split("\n")])
def test_an_innocent_word_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        'The letter said "service users" eleven times.',
        "They called them ‘hard to reach’ again.",
        "“He's non-compliant,” she said.",
        "'She refused lunch,' it says, 'and was verbally aggressive.'",
    ],
)
def test_what_stands_in_quotation_marks_is_somebody_elses(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I can't stand the word challenging for a person.",
        "The so-called service users were my neighbours.",
        "She is what they call a bed blocker.",
        "Non-compliant is a horrible word.",
        "I wish we'd stop saying vulnerable.",
    ],
)
def test_a_word_that_is_talked_about_is_not_being_used(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "She calls herself a service user and won't hear otherwise.",
        "As a service user I know what that costs.",
        "He's proud to be disabled.",
        "As an autistic person he'd rather have it in writing.",
        "Speaking as a wheelchair user, he said the ramp was daft.",
        "She identifies as a survivor and a service user.",
        "I'm also a service user.",
    ],
)
def test_what_people_call_themselves_is_theirs(text: str) -> None:
    assert found(text) == []


def test_a_word_of_law_is_marked_as_one() -> None:
    looks = find("He lacks capacity, and the service user has eligible needs.")
    assert {look.text: look.is_law for look in looks} == {
        "lacks capacity": True,
        "service user": False,
        "eligible needs": True,
    }


def test_what_is_fine_as_it_is_is_not_found_again() -> None:
    text = "The service user's placement broke down at the MDT."
    terms = [look.term for look in find(text)]
    assert len(terms) == 3
    assert [look.term for look in find(text, terms[0])] == terms[1:]
    assert find(text, *terms) == ()
    assert find(text, "service user's", "placement broke down", "mdt") == ()


def test_initials_are_fine_one_by_one() -> None:
    text = "The QZX told the VWX."
    assert [look.text for look in find(text, "qzx")] == ["VWX"]


def test_three_are_offered_the_heaviest_once_each_in_the_order_of_the_text() -> None:
    looks = find(
        "It's all utilised. The service user, a service user, was aggressive, and the elderly "
        "next door are in a placement."
    )
    assert [look.text for look in offered(looks)] == ["service user", "aggressive", "the elderly"]
    assert len(offered(looks, most=5)) == 5
    assert offered(()) == ()


def test_finds_do_not_overlap_and_come_in_order() -> None:
    looks = find("Our more able service users are hard to reach families like that.")
    assert all(one.end <= two.start for one, two in pairwise(looks))


@given(st.one_of(ANY, FORMED))
def test_every_place_slices_to_its_text(text: str) -> None:
    looks = find(text)
    assert all(text[look.start : look.end] == look.text != "" for look in looks)
    assert all(one.end <= two.start for one, two in pairwise(looks))
    assert set(offered(looks)) <= set(looks)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00" * 50,
        "\ud800\udc00 \ud800",
        "Yr oedd hi'n braf iawn yn y farchnad heddiw, a dyna ni.",
        "今日は市場へ行きました。",
        "a" * 200_000,
        "word " * 40_000,
    ],
)
def test_any_text_is_read(text: str) -> None:
    assert find(text) == ()


@pytest.mark.parametrize(
    "unit",
    [*HOSTILE, "service user ", "just in case ", "we let them ", "ABCDE ", "it was agreed ", "su/"],
)
def test_the_time_to_read_grows_with_the_text(unit: str) -> None:
    assert grows_linearly(find, unit)


# The lexicon itself.

TERMS = lexicon().terms


@pytest.mark.parametrize("term", TERMS, ids=[f"{term.category}: {term.term}" for term in TERMS])
def test_each_term_is_well_formed_and_finds_its_own_example(
    term: second_look.Term,
) -> None:
    assert term.category in CATEGORIES
    assert re.fullmatch(r"[A-Z][^.!?]+\.", term.why), term.why
    assert len(term.why.split()) <= 15
    assert term.instead
    assert all(way.strip() == way for way in term.instead)
    assert term.why in {look.why for look in find(term.example)}


WORD = """
[[word]]
term = "bed blocker"
why = "Makes a person the obstruction."
instead = ["is stuck"]
forms = ["bed blocker"]
example = "A bed blocker."
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ('["bed blocker"]', '["bed (blocker"]', 6, "never closed"),
        ('["is stuck"]', "[]", 3, "something to say instead"),
        ('"Makes', '"" #', 3, "why has to be a text"),
        ("[[word]]", "weight = \n[[word]]", 2, "no TOML"),
        ('example = "', 'weight = 9\nexample = "', 3, "1, 2 or 3"),
        ("[[word]]", "[word", 2, "no TOML"),
    ],
)
def test_a_broken_lexicon_is_refused_with_file_and_line(
    tmp_path: Path, old: str, new: str, line: int, complaint: str
) -> None:
    lexicons = tmp_path / "second_look"
    shutil.copytree(Path(FOLDER) / "second_look", lexicons)
    (lexicons / "othering.toml").write_text(WORD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BrokenLexicon, match=complaint) as caught:
        lexicon(str(tmp_path))
    assert (caught.value.file, caught.value.line) == ("second_look/othering.toml", line)


def test_no_two_terms_give_the_same_reason() -> None:
    assert [why for why, count in Counter(term.why for term in TERMS).items() if count > 1] == []


def test_every_category_has_terms() -> None:
    assert {term.category for term in TERMS} == CATEGORIES
