"""Codes of letters and digits: postcodes, case numbers of many systems, pupils, accounts, cars."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themes.digits import Near
from themes.finds import Find


def find(near: Near) -> Iterator[Find]:
    """Every code, in no particular order; they may overlap."""
    yield from _postcodes(near)
    yield from _cases(near)
    yield from _others(near)


_PUPIL = re.compile(r"\b[a-hj-np-rt-z]\d{11}[\da-hj-np-rt-z]\b")
_BANK = re.compile(
    r"\d{2}(?<![\w/-]\d{2})"
    r"(?:-\d{2}-\d{2}[ ,]{1,3}(?:a/?c |account )?\d{8}|\d{2}(?:[ -]\d{4}){3})(?![\w-])"
)
_VEHICLE = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b")


def _others(near: Near) -> Iterator[Find]:
    yield from (Find(*m.span(), "upn") for m in near.small(_PUPIL))
    yield from (Find(*m.span(), "bank") for m in near.small(_BANK))
    yield from (Find(*m.span(), "vehicle") for m in near.typed(_VEHICLE))


# Postcodes, by the shapes there are; the first half alone only where it is said to be a place.
_POSTCODE = re.compile(
    r"\b(?:gir ?0aa|bfpo ?\d{1,4}|[a-pr-uwyz](?:\d[\da-hjkpstuw]?|[a-hk-y]\d[\dabehmnprv-y]?)"
    r" {0,2}\d[abd-hjlnp-uw-z]{2})\b"
)
_ORDINALS = ("st", "nd", "rd", "th")
_OUTWARD = re.compile(
    r"\b(?:in|near|around|postcode|to|from) ([A-Z]{1,2}\d{1,2}[A-Z]?)\b"
    r"(?! ?(?:road|motorway|size|sheet|paper|\d))"
)
_ROADS_AND_PAPER = re.compile(r"^[AMB]\d{1,4}$")


def _postcodes(near: Near) -> Iterator[Find]:
    for match in near.small(_POSTCODE):
        # "B12 3rd floor" is no postcode, "B12 3RD" is one.
        written = near.text[match.start() : match.end()]
        if written.isupper() or not match.group().endswith(_ORDINALS):
            yield Find(*match.span(), "postcode")
    for match in near.typed(_OUTWARD):
        if not _ROADS_AND_PAPER.match(match.group(1)):
            yield Find(*match.span(1), "postcode")


# Case numbers have no check digit, so it takes a cue or a shape that nothing else has.
_CUE = (
    r"(?:mosaic|las|lcs|liquid ?logic|care ?first|eclipse|controcc|azeus|systmone|system ?one|emis"
    r"|rio|ais|abacus|paris|framework ?i|core\+?|icis|swift|charms|capita one|synergy|carenotes|epr"
    r"|pid|uprn|urn|upi|mrn|dfg|datix|ref(?:erence|s)?|case|client|person|record|file|job"
    r"|application|claim|complaint|incident|order|patient|hospital|pupil|tenancy|account|policy"
    r"|licence|passport|crime|court|invoice|ticket|booking|docket|log|id|ours|theirs)"
)
_CUED_CODE = re.compile(
    rf"\b{_CUE}\b"
    r"(?:[ .:#]{0,3}(?:ref(?:erence)?|id|nos?|number|num|is|was|on the letter|with them is)\b\.?)"
    r"{0,2}[ .:#-]{0,3}"
    r"((?:[a-z]{2,4} (?=\d))?(?=[\w/.-]{0,12}?\d)[a-z0-9]{1,16}(?:[-/.][a-z0-9]{1,16}){0,4})\b"
)
_NUMBERED = re.compile(r"(?:no|nos|number)\.? (\d{4,10})\b(?! (?:people|homes|hours|pounds))")
_BARE_CODE = re.compile(
    r"\b(?<![\w£/.-])"
    r"(?:[A-Z]{1,6}\d?[-/](?=[\dA-Z/-]{0,12}\d{3})\d{1,8}(?:[-/][A-Za-z0-9]{1,6}){0,3}"
    r"|[A-Z]{2,4}\d{2}/\d{2,6}|\d{4,8}[-/][A-Z]{1,3}|[A-Z]{1,4}\d{5,9}"
    r"|(?:LAS|LCS|AIS|RIO|EMIS|MOSAIC|CF) ?\d{5,10})(?![\w/])"
)
# Years, times and days of the month are behind a cue by chance.
_NO_CODE = re.compile(
    r"(?:19|20)\d\d(?:[-/](?:\d\d|\d{4}))?|\d{1,2}(?:st|nd|rd|th|am|pm)?"
    r"|\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?"
)


def _cases(near: Near) -> Iterator[Find]:
    for match in near.small(_CUED_CODE):
        start, end = match.span(1)
        lead, _, rest = near.text[start:end].partition(" ")
        if rest and not lead.isupper():
            start += len(lead) + 1
        if _is_code(near.plain[start:end]):
            yield Find(start, end, "case_id")
    for match in near.typed(_BARE_CODE):
        if sum(map(str.isdigit, match.group())) >= 3 and not match.group().startswith("COVID"):
            yield Find(*match.span(), "case_id")
    for match in near.small(_NUMBERED):
        yield Find(*match.span(1), "case_id")


def _is_code(code: str) -> bool:
    if _NO_CODE.fullmatch(code):
        return False
    least = 3 if re.search(r"[a-z/-]", code) else 4
    return sum(map(str.isdigit, code)) >= least
