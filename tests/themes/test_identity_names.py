"""Names of every kind of life, and the words that only look like them."""

from __future__ import annotations

import pytest

from themes.identity import find
from themes.words import words_of


def direct(text: str) -> list[str]:
    return [text[it.start : it.end] for it in find(words_of(text)) if it.is_direct]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # From all over.
        ("Met Eluned at the bus stop.", ["Eluned"]),
        ("Siân rang about the van.", ["Siân"]),
        ("Sat with Mòrag for an hour.", ["Mòrag"]),
        ("Eilidh had the kettle on.", ["Eilidh"]),
        ("I asked Caoimhe about it.", ["Caoimhe"]),
        ("Gurpreet and Baljinder were both in.", ["Gurpreet", "Baljinder"]),
        ("Talked to Priya about her week.", ["Priya"]),
        ("Oluwaseun made jollof.", ["Oluwaseun"]),
        ("We rang Kwabena together.", ["Kwabena"]),
        ("Winsome is off until Monday.", ["Winsome"]),
        ("Delroy beat me at dominoes.", ["Delroy"]),
        ("Fadumo wants to learn to drive.", ["Fadumo"]),
        ("Agnieszka said the soup was thin.", ["Agnieszka"]),
        ("Popped in on Grzegorz.", ["Grzegorz"]),
        ("Florin had his coat on already.", ["Florin"]),
        ("Xiaoming beat his own time.", ["Xiaoming"]),
        ("Mei-Ling chose the tram.", ["Mei-Ling"]),
        ("Thuy wants Thursdays.", ["Thuy"]),
        ("Yusuf prayed and I waited.", ["Yusuf"]),
        ("Ayşe has moved.", ["Ayşe"]),
        ("Rojin sells cakes.", ["Rojin"]),
        ("Lias showed me the pony.", ["Lias"]),
        ("N'Golo was at the stop.", ["N'Golo"]),
        # Nobody's list has them, and they are names all the same.
        ("Had a long talk with Zarqoni today.", ["Zarqoni"]),
        ("Brythwen wants a lock on her door.", ["Brythwen"]),
        ("We went to see Tamblyn-Roe.", ["Tamblyn-Roe"]),
        # Whole names.
        ("Spoke with Declan O'Connor about the key.", ["Declan O'Connor"]),
        ("Mary-Kate Lovell came too.", ["Mary-Kate Lovell"]),
        ("Rose Manners took notes.", ["Rose Manners"]),
        ("Hope Bishop had three questions.", ["Hope Bishop"]),
        ("First meeting with Sunday Akinbode.", ["Sunday Akinbode"]),
        # Possessives.
        ("Went round to Priya's.", ["Priya"]),
        ("It was Art’s chair.", ["Art"]),
        ("We sat in the Joneses' kitchen.", ["Joneses"]),
        # Titles.
        ("Saw Mrs Kaur at the shop.", ["Mrs Kaur"]),
        ("Mr. T. Pike wrote to us.", ["Mr. T. Pike"]),
        ("Mr and Mrs Lamb fostered him.", ["Mr and Mrs Lamb"]),
        ("I told Cllr Begum so.", ["Cllr Begum"]),
        ("Dr Achterberg signed it.", ["Dr Achterberg"]),
        ("Cllr Mrs Trevanion was late.", ["Cllr Mrs Trevanion"]),
        ("DS Moody sat at the back.", ["DS Moody"]),
        ("He rang Uncle Des.", ["Uncle Des"]),
        ("Tea in Granny Boswell's trailer.", ["Granny Boswell"]),
        ("Bumped into Big Dez and Wee Sandra.", ["Big Dez", "Wee Sandra"]),
        ("Mrs K wants the window open.", ["Mrs K"]),
        ("The man who runs it is Mr T, he says.", ["Mr T"]),
        ("Wrote to Miss Ogilvie-Dunn.", ["Miss Ogilvie-Dunn"]),
        # Initials.
        ("Nine of us for J.B. in the day room.", ["J.B."]),
        ("Spoke to J.O.'s dad.", ["J.O."]),
        ("Rang K's mum.", ["K"]),
        ("The escort for I.M. never came.", ["I.M."]),
        ("Signed off by T. Lomax.", ["T. Lomax"]),
        ("JB's sister will be there.", ["JB"]),
        # Small letters.
        ("spoke to priya's mum about the bus", ["priya"]),
        ("kev has not heard owt", ["kev"]),
        ("got a puncture outside terry lovell's", ["terry lovell"]),
        ("mrs o'connor rang to say", ["mrs o'connor"]),
        ("no one asked may was she happy", ["may"]),
        ("bill said he was fine", ["bill"]),
        ("told mo i'd ring him back", ["mo"]),
        ("j's dad wants a meeting", ["j"]),
        ("his sister grace came", ["grace"]),
        ("a man called frank let me in", ["frank"]),
        ("phone call with ifans mum", ["ifans"]),
        ("asked mr short for the form", ["mr short"]),
        # Names that are words.
        ("It's Grace from the disco.", ["Grace"]),
        ("Will has been in the van.", ["Will"]),
        ("Nobody asked Hope what she wanted.", ["Hope"]),
        ("Mark says the bus is late.", ["Mark"]),
        ("May told me about the pool.", ["May"]),
        ("Rose bought him a scone.", ["Rose"]),
        ("I don't pay Joy enough.", ["Joy"]),
        ("Bill is 18 on Friday.", ["Bill"]),
        ("Her friend Faith drives.", ["Faith"]),
        ("Summer is twelve.", ["Summer"]),
        ("We all know Amber.", ["Amber"]),
        ("Art wants a cat.", ["Art"]),
        ("Frank sacked me.", ["Frank"]),
        ("Jack laughed.", ["Jack"]),
        ("Sunny wants the red one.", ["Sunny"]),
        ("Dawn and Patience came over.", ["Dawn", "Patience"]),
        ("Joy, our PA, was behind her.", ["Joy"]),
        # Fields of a form.
        ("Name: Gee\nAge: old enough", ["Gee"]),
        ("Known as: Tibs", ["Tibs"]),
        # What somebody is called all the same.
        ("I'll be off to the match with our kid.", ["our kid"]),
        ("Everyone calls him Chief.", ["Chief"]),
        ("His sister Sky rang.", ["Sky"]),
        ("bear's mum says he's fine", ["bear"]),
        ("Will in procurement replied.", ["Will"]),
        ("Faith on the tea bar told me.", ["Faith"]),
        ("it comes off in will's hands", ["will"]),
    ],
)
def test_a_name_is_found(text: str, names: list[str]) -> None:
    assert direct(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "I will go on Monday. Will do. Will ring the depot. Will email them tonight.",
        "It may rain. May we come in? We meet in May, and on 9 May, or May 9th. Since last May.",
        "Mark the date. He marked the mark down. High marks all round.",
        "There is a grace period. By the grace of God. With good grace.",
        "The gas bill came. The Care Bill is before the House. He can't foot the bill.",
        "Prices rose. She rose to her feet. A rose in a jar, and the rose garden.",
        "I hope so. Hope is not a plan. Hope to see her Friday. Hope that helps.",
        "Joy of joys. What joy. It was a joy to watch.",
        "To be frank about it, I was frank.",
        "An art class, the art of it, and Art therapy on Tuesdays.",
        "In good faith. The faith groups came. Faith in the system is low.",
        "Last summer was hot. In the summer we go. Summer holidays start soon.",
        "A sunny day. It was sunny. Sunny and warm.",
        "At dawn. Dawn broke. Since the dawn of time.",
        "He lost patience. Patience is needed. With some patience.",
        "A charity shop. Charity begins at home.",
        "Chase this up Thursday. Grant funding is short. Sue them. Pat on the back.",
        "The penny dropped. The kitty is empty. His kit for the pool. Kit list attached.",
        "I rang the office and the OT said the PA was on leave, and the GP's form was lost.",
        "We met on Teams, then WhatsApp, about PIP, DLA, an EHCP and the DFG.",
        "She banks with Barclays and shops in Tesco, Aldi and Boots.",
        "He came by train from Leeds, and will go to Bristol, Norway and Spain.",
        "English, Welsh, Polish and Gaelic are all spoken here at Christmas and Eid.",
        "We've been here. They've gone. Hasn't it? Shouldn't we? Weve tried.",
        "On Monday, Tuesday and Sunday. See how sunday goes. Every Sunday his mum comes.",
        "Section 117 aftercare. Section 42. The Care Act 2014. The Equality Act 2010.",
        "The Director of Adult Social Services wrote to the Chief Executive and the Leader.",
        "Mental Capacity Act, Human Rights Act, Direct Payments, Personal Budgets, Support Plan.",
        "Vitamin D. Plan B. Appendix C. Hepatitis B. Grade A. It ends in a D.",
        "e.g. this, i.e. that, at 9 a.m. in the U.K.",
        "Mum said no. Dad agreed. Her Nan knew. Gran did too. Her Mum and Dad.",
        "Miss you. I miss the sea. Doctor, doctor. The judge was kind. My sister rang.",
        "Big thanks. Old news. Young people spoke. Little things. Wee bit late.",
        "Handover went on. Flipchart out. Payslip day. Sleepover on Friday. Embarassing, really.",
        "the lad, the boy, the old man, a mate and my neighbour",
        "Under a blue Sky, in Peace, with Justice for all, the King said. Honey and lemon. A star.",
        "How did it go? Nothing doing. Everything else is fine. Somebody rang. Whoever.",
        "Dear Sir or Madam, Yours sincerely, Kind regards",
        "Whose plan is it? Ours. Their words, not mine.",
    ],
)
def test_a_word_is_no_name(text: str) -> None:
    assert direct(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("His sister Priya rang. Later priya came, and priyas mum.", ["Priya", "priya", "priyas"]),
        (
            "Met Ludo Pask. ludo doesn't like noise, and Pask laughed.",
            ["Ludo Pask", "ludo", "Pask"],
        ),
        ("Saw Mr Tibbald. Tibbald's dog barked.", ["Mr Tibbald", "Tibbald"]),
        ("I sat with Hope. Hope and I had tea. We hope to go again.", ["Hope", "Hope"]),
        ("Being called Gee suits her. Gee has a cat.", ["Gee", "Gee"]),
        ("Told Bill. Then bill can't find it, and the bill came.", ["Bill", "bill"]),
        ("The Boswells moved. Mrs Boswell drove.", ["Boswells", "Mrs Boswell"]),
        ("A week in Kirkmuirie. kirkmuirie is lovely.", ["Kirkmuirie", "kirkmuirie"]),
    ],
)
def test_a_name_learnt_in_one_place_is_found_everywhere(text: str, names: list[str]) -> None:
    assert direct(text) == names


def test_a_surname_that_is_a_word_teaches_nothing_about_the_word() -> None:
    text = "Cuthbert Small had soup. Small things help. A small bowl."
    assert direct(text) == ["Cuthbert Small"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Cwrddais â Mrs Prosser. Roedd hi'n brysur. Mae hi eisiau mynd.", "Mrs Prosser"),
        ("Hier avec Fatou. Nous avons parlé. Ensuite il est venu.", "Fatou"),
    ],
)
def test_in_another_language_a_strange_word_is_not_at_once_a_name(text: str, names: str) -> None:
    found = direct(text)
    assert names in found
    assert len(found) <= 2
