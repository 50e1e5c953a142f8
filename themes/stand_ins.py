"""Plain words for what identified somebody: a role, a kind of place, a time of life."""

from __future__ import annotations

import re
from collections.abc import Mapping

from themes.register import Is, among, kinds
from themes.words import plain

LEFT_OUT = ""
"""Nothing at all: what stood there can go, with the space before it."""

_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "name": ("someone", "a person"),
    "place": ("a place", "a town", "somewhere local"),
    "org": ("a local group", "an organisation", "a service"),
    "address": ("an address", "a home", "a street"),
    "postcode": ("a postcode", "an area"),
    "phone": ("a phone number",),
    "email": ("an e-mail address",),
    "link": ("a web page",),
    "handle": ("an account", "their account"),
    "nhs_number": ("a number",),
    "chi": ("a number",),
    "hc_number": ("a number",),
    "ni_number": ("a number",),
    "upn": ("a number",),
    "case_id": ("a reference", "a number"),
    "bank": ("an account number",),
    "vehicle": ("a car",),
    "dob": ("a date of birth", "a birthday"),
    "date": ("that day", "that week", "a while ago"),
    "age": ("of an age", "an adult"),
    "condition": ("a health condition", "poorly"),
    "occupation": ("a job", "in work"),
    "family_shape": ("a family",),
    "background": ("from elsewhere", "a language"),
}

_TITLES = {
    "mr": ("a man", "a neighbour"),
    "mrs": ("a woman", "a neighbour"),
    "ms": ("a woman", "a neighbour"),
    "miss": ("a woman", "a neighbour"),
    "cllr": ("a councillor",),
    "councillor": ("a councillor",),
    "dr": ("a doctor",),
    "doctor": ("a doctor",),
    "prof": ("a professor",),
    "rev": ("a minister",),
    "imam": ("an imam",),
    "rabbi": ("a rabbi",),
    "judge": ("a judge",),
    "uncle": ("an uncle",),
    "aunt": ("an aunt",),
    "auntie": ("an auntie",),
    "nan": ("a nan",),
    "gran": ("a gran",),
    "granny": ("a gran",),
    "grandad": ("a grandad",),
    "nurse": ("a nurse",),
    "sister": ("a sister",),
    "ds": ("a police officer",),
    "pc": ("a police officer",),
    "sgt": ("a police officer",),
}
_PLACES = {
    **dict.fromkeys(
        ("school", "academy", "primary", "secondary", "infants", "juniors", "ysgol"), "a school"
    ),
    **dict.fromkeys(("college", "university"), "a college"),
    **dict.fromkeys(("surgery", "practice", "clinic", "meddygfa"), "a surgery"),
    **dict.fromkeys(("hospital", "infirmary", "ysbyty"), "a hospital"),
    **dict.fromkeys(("ward", "unit"), "a ward"),
    **dict.fromkeys(("church", "chapel", "minster", "cathedral", "parish", "kirk"), "a church"),
    **dict.fromkeys(("mosque", "masjid"), "a mosque"),
    **dict.fromkeys(("gurdwara", "temple", "synagogue", "mandir"), "a place of worship"),
    **dict.fromkeys(("arms", "inn", "tavern", "pub"), "a pub"),
    **dict.fromkeys(
        ("library", "museum", "theatre", "hall", "park", "market", "club", "hostel", "hotel"), ""
    ),
    **dict.fromkeys(
        ("house", "lodge", "court", "manor", "grange", "mews", "home", "villa"), "a home"
    ),
    **dict.fromkeys(("sands", "bay", "beach", "cove", "pier", "harbour"), "the seaside"),
    **dict.fromkeys(
        ("street", "road", "lane", "avenue", "close", "terrace", "row", "crescent", "drive"),
        "a street",
    ),
}
_SERVICES = {
    **dict.fromkeys(("homecare", "care", "support", "agency", "company"), "a care agency"),
    **dict.fromkeys(("club", "choir", "band", "scouts", "guides", "theatre"), "a club"),
    **dict.fromkeys(("advocacy", "voices"), "an advocacy group"),
    **dict.fromkeys(("pantry", "foodbank"), "a food bank"),
}
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def stand_ins(kind: str, text: str = "", before: str = "", after: str = "") -> tuple[str, ...]:
    """What could stand there instead, the best first; never nothing to choose from.

    `text` is what is to be replaced; `before` and `after` are what stands next to it. After "his
    sister " the best for "Priya" is `LEFT_OUT`, so that "his sister" is left.
    """
    usual = _BY_KIND.get(kind, ("something",))
    offered = _fitting(kind, text, before, after)
    return (*offered, *(other for other in usual if other not in offered))


def _fitting(kind: str, text: str, before: str, after: str) -> tuple[str, ...]:
    if kind == "name":
        return _person(plain(text), plain(before[-24:]), plain(after[:24]))
    if kind in ("place", "address"):
        return _typed(plain(text), _PLACES)
    if kind == "org":
        return _typed(plain(text), _SERVICES)
    return _time_of_life(plain(text)) if kind == "age" else ()


def _person(text: str, before: str, after: str) -> tuple[str, ...]:
    title = text.partition(" ")[0].rstrip(".")
    if title in _TITLES:
        return _TITLES[title]
    led_in = before.rsplit(None, 1)[-1:] if before.endswith(" ") else []
    if led_in and kinds().get(led_in[0], 0) & Is.RELATION:
        return (LEFT_OUT,)
    role = _ROLE.match(after)
    is_relation = role and kinds().get(role.group(1), 0) & Is.RELATION
    return (_with_article(role.group(1)),) if role and is_relation else ()


_ROLE = re.compile(r",? (?:\(|the |our |his |her |their |my |a )(\w+)")


def _typed(text: str, types: Mapping[str, str]) -> tuple[str, ...]:
    """By the last word that says what sort it is."""
    for word in reversed(_WORD.findall(text)):
        if word in types:
            return (types[word] or _with_article(word),)
    return ()


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


_TEENS = among("thirteen fourteen fifteen sixteen seventeen eighteen nineteen teens")
_IN_WORDS = dict.fromkeys(_TEENS, 15) | {
    word: number
    for number, words in (
        (3, "one two three four"),
        (8, "five six seven eight nine ten eleven twelve"),
        (25, "twenty twenties"),
        (50, "thirty thirties forty forties fifty fifties"),
        (62, "sixty sixties"),
        (80, "seventy seventies eighty eighties ninety nineties"),
    )
    for word in words.split()
}
"""About how old; of two words the older counts, but sixty-one is older than sixty."""
_TIMES_OF_LIFE = (
    (5, "a small child"),
    (13, "a child"),
    (20, "a teenager"),
    (30, "a young adult"),
    (65, "in the middle of life"),
    (200, "in later life"),
)


def _time_of_life(text: str) -> tuple[str, ...]:
    digits = re.search(r"\d{1,3}", text)
    said = [_IN_WORDS[word] for word in _WORD.findall(text) if word in _IN_WORDS]
    if not digits and not said:
        return ()
    age = int(digits.group()) if digits else max(said) + 2 * len(said)
    return tuple(name for limit, name in _TIMES_OF_LIFE if age < limit)[:1]
