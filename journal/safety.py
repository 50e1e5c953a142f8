"""One calm line for a text that may be about someone at risk: nothing logged, nothing blocked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from journal.model import Entry

SAFETY_LINE = "If someone may be at risk, tell the right person now. This journal isn't that place."

_DANGERS = (
    r"abus(?:e|es|ed|er|ers|ing|ive|ively)",
    r"(?:suicid(?:e|es|al)|self[ -]?harm(?:s|ed|ing)?)",
    r"(?:overdos(?:e|es|ed|ing)|od'?d)",
    r"exploit(?:s|ed|er|ers|ing|ation|ative)?",
    r"neglect(?:s|ed|ing|ful)?",
    r"(?:rap(?:e|ed|es|ing|ist)|sexual(?:ly)? assault(?:s|ed|ing)?|molest(?:s|ed|ing|er)?)",
    r"assault(?:s|ed|ing)?",
    r"(?:traffick(?:ed|ing|er|ers)|groom(?:ed|ing) (?:her|him|them|for|by|online|a|the))",
    r"(?:strangl(?:e|es|ed|ing)|stabb(?:ed|ing)|punch(?:es|ed|ing)?|slapp(?:ed|ing)|slaps?)",
    r"(?:beat(?:s|ing|en)? (?:her|him|them|me|us|up)|beaten)",
    r"(?:kill(?:s|ed|ing)?|harm(?:s|ed|ing)?|hurt(?:s|ing)?|cut(?:s|ting)?) "
    r"(?:her|him|my|them|your)sel(?:f|ves)",
    r"(?:end(?:s|ed|ing)?|tak(?:e|es|ing)|took) (?:her|his|my|their) own li(?:fe|ves)",
    r"(?:end(?:s|ed|ing)? (?:her|his|my|their|it all)(?: own)? li(?:fe|ves)|end(?:ing)? it all)",
    r"(?:want(?:s|ed|ing)? to die|better off dead)",
    r"domestic violence",
)
# A hit is a danger word but for what English makes of it: each of these is something else.
_NOT_A_BLOW = (
    r"it off|off|home|on (?:an?|the) idea|rock bottom|hard|song|list|single|show|parade"
    r"|(?:a|the) (?:brick )?wall|(?:the|a|its|our|their|my) (?:nail|road|ground|spot|mark|target"
    r"|targets|deadline|deadlines|deck|roof|hay|sack|news|headlines|shops|town|jackpot|limit"
    r"|buffers|brakes|button|right note|high note|low point|snag|bottom|pause|save|send)"
)
_HIT = rf"(?<!\ba )(?<!\bbig )(?<!\bsmash )hit(?:s|ting)?(?! (?:{_NOT_A_BLOW})\b)"
_AT_RISK = re.compile(rf"\b(?:{'|'.join((*_DANGERS, _HIT))})\b")


def may_be_at_risk(text: str) -> bool:
    """Whether a text has a word in it that may mean danger to someone."""
    plain = " ".join(text.casefold().replace("’", "'").split())
    return _AT_RISK.search(plain) is not None


def entry_may_be_at_risk(entry: Entry) -> bool:
    """Whether anything written in an entry may mean danger to someone."""
    return any(may_be_at_risk(text) for text in _texts(entry))


def _texts(entry: Entry) -> Iterable[str]:
    texts = [answer.text for answer in entry.answers]
    if entry.promise:
        texts.append(entry.promise.what)
    others = (entry.they_brought, entry.i_brought, entry.ordinary_life, entry.unsaid)
    return [*texts, *(text for text in (*others, entry.peer_note) if text)]
