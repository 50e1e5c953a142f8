"""Dates with a day in them, and those of them that are somebody's birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themes.digits import Near
from themes.finds import Find

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:19\d\d|20\d\d)"
_DATES = (
    re.compile(rf"\b{_DAY}([/.-])(?:0?[1-9]|1[0-2])\1({_YEAR}|\d\d)(?![\d/])(?![.-]\d)"),
    re.compile(rf"({_YEAR})-\d\d-\d\d(?!\d)()"),
    re.compile(rf"()\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}\b(?:,? ({_YEAR}))?"),
    re.compile(rf"()\b{_MONTH} {_DAY}(?:st|nd|rd|th)?\b(?! ?[:.]\d)(?:,? ({_YEAR}))?"),
)
_LED_IN = re.compile(
    r"(?:\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:\bthe )?$"
)
_BIRTH_CUE = re.compile(
    r"(?:\b(?:d\.?o\.?b|date of birth|birth date|birthday)\b[^\n\d]{0,14}"
    r"|\b(?:born|b\.)[^\w]{0,3}(?:on |in )?(?:the )?)$"
)


def find(near: Near) -> Iterator[Find]:
    """Every date, in no particular order; they may overlap."""
    for pattern in _DATES:
        for match in near.small(pattern):
            if near.plain[match.start() - 1 : match.start()] not in tuple("£/.-:$"):
                yield _dated(near.plain, match)


def _dated(plain: str, match: re.Match[str]) -> Find:
    if _BIRTH_CUE.search(plain, max(0, match.start() - 30), match.start()):
        return Find(*match.span(), "dob")
    if _looks_like_birth(plain, match, match.group(2) or match.group(1)):
        return Find(*match.span(), "dob")
    led_in = _LED_IN.search(plain, max(0, match.start() - 16), match.start())
    return Find(led_in.start() if led_in else match.start(), match.end(), "date")


def _looks_like_birth(plain: str, match: re.Match[str], year: str) -> bool:
    """Whether a whole date in brackets is long enough ago to be nobody's appointment."""
    if len(year) < 4 or year > "2012":
        return False
    before, after = plain[match.start() - 1 : match.start()], plain[match.end() : match.end() + 1]
    return before == "(" and after == ")"
