"""E-mail addresses, links, handles and names on sites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themes.finds import Find
from themes.register import among
from themes.words import Words


def find(words: Words) -> list[Find]:
    """Everything that leads to somebody over a wire, in no particular order; it may overlap."""
    found: list[Find] = []
    if "@" in words.text:
        found += _around_at(words.text)
    if _LINKED.search(words.plain):
        found += _links(words.text, words.plain)
    if "_" in words.text:
        found += (Find(*match.span(), "handle") for match in _UNDERSCORED.finditer(words.plain))
    if not _SITES.isdisjoint([word.plain for word in words.words]):
        found += _accounts(words.plain)
    return found


# Anything with an @.

_DOMAIN = re.compile(r"[\w-]{1,63}+(?:\.[\w-]{1,63}+){1,6}+")
_HANDLE = re.compile(r"[a-z_][\w.]{1,40}+", re.IGNORECASE)
_LOCAL = frozenset(".+'_-%")


def _around_at(text: str) -> Iterator[Find]:
    for match in re.finditer("@", text):
        place = match.end()
        start = match.start()
        while start > 0 and match.start() - start < 64 and _is_local(text[start - 1]):
            start -= 1
        domain = _DOMAIN.match(text, place)
        if start < match.start() and domain:
            yield Find(start, domain.end(), "email")
        elif start == match.start():
            handle = _HANDLE.match(text, place)
            if handle:
                yield Find(start, _unstopped(text, start, handle.end()), "handle")


def _is_local(character: str) -> bool:
    return character.isalnum() or character in _LOCAL


def _unstopped(text: str, start: int, end: int) -> int:
    """An end without the stops and brackets that close a sentence and not a link."""
    while end > start and text[end - 1] in ".,;:!?)]}>'\"’”":
        end -= 1
    return end


# Links. Those of public bodies lead to nobody.

_LINKED = re.compile(r"://|www\.|\.(?:co|com|org|net|uk|io|me|info|wales|scot|example)\b")
_LINK = re.compile(
    r"https?://[^\s<>\"]{1,2000}|www\.[^\s<>\"]{1,2000}"
    r"|(?<![\w@.-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}?"
    r"\.(?:co\.uk|org\.uk|com|org|net|uk|io|me|info|wales|scot|example)\b(?:/[^\s<>\"]{0,2000})?"
)
_PUBLIC = re.compile(
    r"^(?:https?://)?(?:[\w-]+\.){1,5}(?:gov\.uk|gov\.wales|gov\.scot|nhs\.uk|nhs\.wales|nhs\.scot|parliament\.uk|police\.uk|ac\.uk"
    r"|sch\.uk|org\.uk|org|edu)(?:[/:?#]|$)"
    r"|^(?:https?://)?(?:www\.)?(?:gov\.uk|nhs\.uk|bbc\.co\.uk|google\.com|google\.co\.uk|amazon\.co\.uk|communitycare\.co\.uk"
    r"|theguardian\.com)(?:[/:?#]|$)"
)


def _links(text: str, plain: str) -> Iterator[Find]:
    for match in _LINK.finditer(plain):
        end = _unstopped(text, match.start(), match.end())
        if not _PUBLIC.match(plain[match.start() : end]):
            yield Find(match.start(), end, "link")


# Nobody types an underscore into prose but for a name that has one.
_UNDERSCORED = re.compile(r"(?<![\w@./\\-])[a-z][a-z0-9]{1,30}_[a-z0-9_]{2,30}(?![\w@/(\[])")
# Names on sites: "summerxo04 on Snapchat", "insta: jo_bakes".

_SITES = among(
    "snapchat snap insta instagram tiktok twitter facebook youtube discord xbox twitch "
    "threads reddit"
)
_SITE = rf"(?:{'|'.join(sorted(_SITES))})"
_ACCOUNT = r"[a-z](?=[a-z_.]{0,29}[\d_])[\w.]{2,30}"
_ON_SITE = re.compile(
    rf"\b({_ACCOUNT}) (?:on|over on|at) (?:her |his |their |my )?{_SITE}\b"
    rf"|\b{_SITE}(?: name| handle| account| user ?name)?(?: is| as|'s|:| -)? ?({_ACCOUNT})\b"
)


def _accounts(plain: str) -> Iterator[Find]:
    for match in _ON_SITE.finditer(plain):
        group = 1 if match.group(1) else 2
        yield Find(match.start(group), match.end(group), "handle")
