"""Numbers that belong to one person, told by shape, check digit and cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themes import codes, dates
from themes.digits import Near, near_digits
from themes.finds import Find
from themes.words import Words


def find(words: Words) -> list[Find]:
    """Every number, code and date, in no particular order; they may overlap."""
    near = near_digits(words)
    if not near.stretches:
        return []
    return [*_health(near), *_phones(near), *_insurance(near), *codes.find(near), *dates.find(near)]


# Health numbers: ten digits that add up, or that are called one.

_TEN = re.compile(r"\d{3}(?<![\w/£$.-]\d{3})(?:([ -]?)\d{3}\1\d{4}|\d{3}[ -]\d{4})(?![\w/-])")
_HEALTH_CUE = re.compile(r"\b(?:nhs|health|chi|h&c|hcn|hsc|hospital)\b[^.\n]{0,24}$")


def _health(near: Near) -> Iterator[Find]:
    for match in near.small(_TEN):
        digits = re.sub(r"\D", "", match.group())
        cued = _HEALTH_CUE.search(near.plain, max(0, match.start() - 36), match.start())
        adds_up = adds_up_as_health_number(digits)
        if cued or adds_up or (match.group(1) and digits[0] != "0"):
            yield Find(*match.span(), health_kind(digits) if adds_up else "nhs_number")


def adds_up_as_health_number(digits: str) -> bool:
    """Whether the tenth digit is the check digit, modulo 11, of the nine before it.

    >>> adds_up_as_health_number("9990000018")
    True
    """
    if len(digits) != 10 or not digits.isascii() or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def health_kind(digits: str) -> str:
    """Whose ten digits they are: a CHI number begins with a birthday, an H&C number with 3."""
    if "3200000000" <= digits < "4000000000":
        return "hc_number"
    if "01" <= digits[:2] <= "31" and "01" <= digits[2:4] <= "12":
        return "chi"
    return "nhs_number"


# Phones.

# A plus, a bracket or a nought; then, after 44 or a nought, nine or ten more figures.
_PHONE = re.compile(
    r"[+(0](?<![\w£$.,/@-].)(?<!\d .)"
    r"(?:(?:(?<=\+)|(?<=0)0)44[ -]?(?:\(0\)[ -]?)?[1-9]|(?:(?<=\()0|(?<=0))[1-9])"
    r"(?:\d|[ -]\d|\)[ -]?\d){8,9}(?![\w@])(?![-/]\d)"
)
_EXTENSION = re.compile(r"\bext(?:ension|n)?[. :]{1,2}\d{3,6}\b")


def _phones(near: Near) -> Iterator[Find]:
    for match in near.small(_PHONE):
        digits = re.sub(r"\D", "", match.group())
        if re.search(r"^0\d{5}[ -]\d{4}$", match.group()) and adds_up_as_health_number(digits):
            continue
        is_open = match.group()[0] == "(" and ")" not in match.group()
        yield Find(match.start() + is_open, match.end(), "phone")
    yield from (Find(*match.span(), "phone") for match in near.small(_EXTENSION))


# National Insurance.

# Two letters, six digits and a letter, or it says what it is. Some letters are never given out;
# typed wrongly, or made up to be safe, they are still taken for one by whoever reads them.
_INSURANCE = re.compile(
    r"\b[A-Z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b|\b[a-z]{2}\d{6}[a-d]\b"
)
_INSURANCE_CUED = re.compile(
    r"\b(?:ni|nino|n\.i\.|national insurance)\b[^.\n\d]{0,30}?"
    r"\b([a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}(?:[ -]?[a-d]\b)?)"
)


def _insurance(near: Near) -> Iterator[Find]:
    yield from (Find(*m.span(), "ni_number") for m in near.typed(_INSURANCE))
    yield from (Find(*m.span(1), "ni_number") for m in near.small(_INSURANCE_CUED))
