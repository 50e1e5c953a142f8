"""Numbers, codes, wires and dates: every kind, in every spelling, and what only looks like them.

Telephone numbers are Ofcom's for drama, health numbers from the range for tests.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.identity import find
from themes.numbers import adds_up_as_health_number, health_kind
from themes.words import words_of


def found(text: str) -> list[tuple[str, str]]:
    return [(it.kind, text[it.start : it.end]) for it in find(words_of(text))]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("NHS 999 123 4560 on the sheet", "nhs_number", "999 123 4560"),
        ("NHS no. 999-307-2257", "nhs_number", "999-307-2257"),
        ("wristband 9993072257", "nhs_number", "9993072257"),
        ("her NHS number is 9991112223, I think", "nhs_number", "9991112223"),
        ("CHI 0101701234", "nhs_number", "0101701234"),
        ("NI number QQ 12 34 56 C", "ni_number", "QQ 12 34 56 C"),
        ("his ni is qq123456c", "ni_number", "qq123456c"),
        ("NI: QQ-12-34-56-D", "ni_number", "QQ-12-34-56-D"),
        ("put her NI in wrong, QQ 48 20 31", "ni_number", "QQ 48 20 31"),
        ("UPN A123456789012 moved school", "upn", "A123456789012"),
        ("ring 07700 900123", "phone", "07700 900123"),
        ("ring 07700900123", "phone", "07700900123"),
        ("ring 07700-900-123", "phone", "07700-900-123"),
        ("ring +44 7700 900123", "phone", "+44 7700 900123"),
        ("ring +44 (0)20 7946 0958", "phone", "+44 (0)20 7946 0958"),
        ("ring 0044 20 7946 0958", "phone", "0044 20 7946 0958"),
        ("ring (01632) 960001", "phone", "(01632) 960001"),
        ("her number (01632 960877, mornings)", "phone", "01632 960877"),
        ("ring 020 7946 0153 any time", "phone", "020 7946 0153"),
        ("ring 0117 496 0123", "phone", "0117 496 0123"),
        ("ring 01632 960 338", "phone", "01632 960 338"),
        ("ring 028 9649 6417", "phone", "028 9649 6417"),
        ("on ext 4417", "phone", "ext 4417"),
        ("write to p.shah@council.example today", "email", "p.shah@council.example"),
        ("it's o'neill_k+work@mail.example.", "email", "o'neill_k+work@mail.example"),
        ("she's @priya_b on there", "handle", "@priya_b"),
        ("he's summerxo04 on Snapchat", "handle", "summerxo04"),
        ("insta: jo_bakes", "handle", "jo_bakes"),
        ("one called moth_queen88", "handle", "moth_queen88"),
        ("on https://www.facebook.com/priya.b.", "link", "https://www.facebook.com/priya.b"),
        ("it's on priyabakes.co.uk now", "link", "priyabakes.co.uk"),
        ("at HX99 1AB", "postcode", "HX99 1AB"),
        ("at hx991ab", "postcode", "hx991ab"),
        ("SW1A 1AA", "postcode", "SW1A 1AA"),
        ("lives in BS3 now", "postcode", "BS3"),
        ("dob 4.7.38", "dob", "4.7.38"),
        ("DOB: 12/03/1941", "dob", "12/03/1941"),
        ("date of birth (02/11/1943)", "dob", "02/11/1943"),
        ("born on 22 Aug 1985", "dob", "22 Aug 1985"),
        ("born 3rd of March 1933", "dob", "3rd of March 1933"),
        ("DOB right, 27/11/2008", "dob", "27/11/2008"),
        ("Mosaic 1234567", "case_id", "1234567"),
        ("LAS ID: 10023456", "case_id", "10023456"),
        ("LAS-0048812", "case_id", "LAS-0048812"),
        ("case ref AB/12345", "case_id", "AB/12345"),
        ("ref PSY 20-4471", "case_id", "PSY 20-4471"),
        ("job no WCS/88-1042", "case_id", "WCS/88-1042"),
        ("no. 400213 on the list", "case_id", "400213"),
        ("record R-0088413", "case_id", "R-0088413"),
        ("our EMIS number 884109", "case_id", "884109"),
        ("sort code 20-00-00 12345678", "bank", "20-00-00 12345678"),
        ("card 4000 1234 5678 9010", "bank", "4000 1234 5678 9010"),
        ("the car, AB12 CDE, is hers", "vehicle", "AB12 CDE"),
    ],
)
def test_a_number_is_found(text: str, kind: str, number: str) -> None:
    assert (kind, number) in found(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("buried on 2 February", "2 February"),
        ("it was the 18th of October", "the 18th of October"),
        ("goes in on Tuesday 8 December", "Tuesday 8 December"),
        ("on March 3rd we met", "March 3rd"),
        ("on 14/03/2024 we met", "14/03/2024"),
        ("on 2024-03-14 we met", "2024-03-14"),
    ],
)
def test_a_date_is_a_small_clue(text: str, date: str) -> None:
    assert ("date", date) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It cost £07700 900123 pence. She paid £1,234.56 and 12.50 and £30 a week.",
        "From 10:30 to 12:15, at 2.15, at 11.45 and 10am, 24/7.",
        "In 2019, in 2019/20 and 2019-2023. By 2029. Since 1961.",
        "Room 12, ward 7, bed 4, bay 2, page 39, step 5, stage 4 of 7.",
        "Section 117, section 42, Regulation 9, article 8, schedule 3.",
        "The A38, the M5, the B4032, bus 412, the 38 bus.",
        "2 x 15 minutes. 12 weeks. 90,000 people. 1,400 photos. 0.5 of a post.",
        "COVID-19 and Windows 11. Type 2. Level 3. A4 paper. H2O. 4x4x4.",
        "On the 20th, by the 9th, the 1st of next month, 6th floor, 3rd time.",
        "The E10 5th stop, the B12 3rd floor, M25 2nd exit.",
        "Ref. to follow. Case closed. No. Not 5. Case of 12. In case 20 come.",
        "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
        "a@b, @ home, 5 @ £2, me@, @, @@ and :@",
        "e.g. this.that, and so on...and on. See gov.uk and www.nhs.uk/conditions.",
        "version 3.11.7 and 192.168.0.1",
        "UK, EU, PIP, DLA, DP, AMHP",
    ],
)
def test_a_figure_is_no_number_of_anybody(text: str) -> None:
    assert [it for it in found(text) if it[0] not in ("age", "background")] == []


def test_a_number_wins_over_the_names_in_it() -> None:
    assert found("mail grace.kaur@mail.example") == [("email", "grace.kaur@mail.example")]


def test_check_digits() -> None:
    assert adds_up_as_health_number("9993072257")
    assert not adds_up_as_health_number("9993072258")
    assert not adds_up_as_health_number("9999999999")
    assert not adds_up_as_health_number("999")
    assert not adds_up_as_health_number("٩٩٩٣٠٧٢٢٥٧")


@given(st.integers(0, 999_999))
def test_of_ten_last_digits_at_most_one_adds_up(number: int) -> None:
    nine = f"999{number:06}"
    assert sum(adds_up_as_health_number(f"{nine}{last}") for last in range(10)) <= 1


@pytest.mark.parametrize(
    ("digits", "kind"),
    [("9993072257", "nhs_number"), ("0101701234", "chi"), ("3301701234", "hc_number")],
)
def test_whose_health_number_it_is(digits: str, kind: str) -> None:
    assert health_kind(digits) == kind
