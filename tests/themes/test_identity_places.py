"""Places, addresses and organisations, and the capitals of public life that name none."""

from __future__ import annotations

import pytest

from themes.identity import find
from themes.words import words_of


def direct(text: str) -> list[tuple[str, str]]:
    return [(it.kind, text[it.start : it.end]) for it in find(words_of(text)) if it.is_direct]


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Seen at Bell Street Surgery today.", "place", "Bell Street Surgery"),
        ("Sandon Lodge rang.", "place", "Sandon Lodge"),
        ("He sings at St Wilfreda's.", "place", "St Wilfreda's"),
        ("We went to Masjid Al-Bahr.", "place", "Masjid Al-Bahr"),
        ("Last year at Ysgol Bryn Onnen.", "place", "Ysgol Bryn Onnen"),
        ("A pint in Y Llew Coch.", "place", "Y Llew Coch"),
        ("Shift at Plas Heulfan.", "place", "Plas Heulfan"),
        ("A caravan at Skelby Sands.", "place", "Skelby Sands"),
        ("They live in Kirkmuirie.", "place", "Kirkmuirie"),
        ("Out past Stoke Ashwell.", "place", "Stoke Ashwell"),
        ("The riding school at Pant-y-rhiw.", "place", "Pant-y-rhiw"),
        ("Chips in Marino's.", "place", "Marino's"),
        ("Darts in the Selkie.", "place", "Selkie"),
        ("Lunch at the Methodist hall.", "place", "Methodist hall"),
        ("We had the Wherry & Plough to ourselves.", "place", "Wherry & Plough"),
        ("A house on Chapel Hill.", "place", "Chapel Hill"),
        ("The garage on the Torbrae road.", "place", "Torbrae road"),
        ("karaoke at the Fettler's Arms", "place", "Fettler's Arms"),
        ("dancing at Cawderby Miners' Welfare", "place", "Cawderby Miners' Welfare"),
        ("a day centre in tregennydd", "place", "tregennydd"),
        ("at innerbrae library on Monday", "place", "innerbrae library"),
        ("the drop in at hope street", "place", "hope street"),
        ("school rang - st aidans - again", "place", "st aidans"),
        ("the flat at 14 Gansey Row", "address", "14 Gansey Row"),
        ("Flat 9, Quarrier House", "address", "Flat 9, Quarrier House"),
        ("now at Flat 3, 9 Bobbin Lane, upstairs", "address", "Flat 3, 9 Bobbin Lane"),
        ("to 12b Copperas House", "address", "12b Copperas House"),
        ("past 14 elm road again", "address", "14 elm road"),
        ("14 Carrick Row, Ballynascreg", "address", "14 Carrick Row, Ballynascreg"),
        ("she is in flat 2", "address", "flat 2"),
        ("a visit at HMP Stainmoor", "place", "HMP Stainmoor"),
        ("the chippy in Wick Hollow", "place", "Wick Hollow"),
        ("a trim at Kings of Fade", "place", "Kings of Fade"),
        ("Coffee with Wagtail Homecare.", "org", "Wagtail Homecare"),
        ("The plan from Copperfold Care Co-op.", "org", "Copperfold Care Co"),
        ("Ask Ravenscar Voices how.", "org", "Ravenscar Voices"),
        ("Chloe, from Friday Sparklers, rang.", "org", "Friday Sparklers"),
        ("Nkechi from Own Purse said so.", "org", "Own Purse"),
    ],
)
def test_a_place_is_found(text: str, kind: str, place: str) -> None:
    assert (kind, place) in direct(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Care Act 2014 and the Mental Capacity Act 2005 say so. Section 42 of the Care Act.",
        "Adult Social Care, Children's Services and the Local Authority met the County Council.",
        "The Care Quality Commission, Skills for Care, the Department of Health and Social Care.",
        "The National Institute for Health and Care Excellence published guidance in England.",
        "In the Strategy, at the Conference, to the Board, from the Chair, by the Leader.",
        "The Support Plan, the Day Centre, a Care Home, the High Street, the Youth Court.",
        "Extra Care Housing and Supported Living Schemes in the Borough.",
        "A Support Provider Group, the Peer Network and the Partnership Board.",
        "We met at the Town Hall, at the Job Centre and at a Care Home.",
        "It is down the road, up the hill, on the main road, in the street, at the park.",
        "10 minutes down the road, a 5 mile drive, 2 bus stops, three doors down the lane.",
        "In hospital, at college, in church, at the surgery, in the library, at home.",
        "He moved to London from Leeds, past Manchester, in Yorkshire.",
        "In Tesco, at Boots, from Primark, to Greggs, on Facebook.",
        "On Teams at 10. In Word. Over Easter. At Christmas. In Welsh.",
        "Making it Real. Better Lives for All. Nothing About Me Without Me.",
        "Part Two: Working Together to Safeguard Children",
        "the Deaf community, the Internet, the Bible, the Government, the State, the NHS",
        "She watches Coronation Street.",
    ],
)
def test_public_life_has_capitals_too(text: str) -> None:
    assert direct(text) == []
