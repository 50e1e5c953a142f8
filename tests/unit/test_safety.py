"""The safety line: what asks for it, and what does not."""

from __future__ import annotations

import pytest

from journal.model import Promise
from journal.safety import entry_may_be_at_risk, may_be_at_risk
from tests.kit import MakeEntry


@pytest.mark.parametrize(
    "text",
    [
        "he hit her",
        "her son hits\nher at night",
        "HITTING the dog, and her",
        "there was abuse",
        "he was abusive and abused her",
        "she talked of suicide",
        "feeling suicidal",
        "an overdose last year",
        "overdosed",
        "she is being exploited",
        "exploitation, I think",
        "self-harm",
        "she wants to kill herself",
        "he said he doesn’t want to die, then that he wants to die",
        "she was assaulted",
        "he punched him",
        "neglected",
        "ending it all",
        "take her own life",
        "he was beaten",
        "raped",
    ],
)
def test_danger_is_noticed(text: str) -> None:
    """Whole words in all their forms, across the end of a line."""
    assert may_be_at_risk(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "they hit it off at once",
        "he hit the nail on the head",
        "we hit a wall with the form",
        "it hit home",
        "the song was a hit",
        "it was a big hit",
        "we hit the road at nine",
        "hitting the target",
        "white hitched architect",
        "the grapes and the drapes",
        "a harmless evening",
        "she cut her hair herself",
        "the bus killed the mood",
        "we beat the queue",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    """English makes other things of some of these words."""
    assert not may_be_at_risk(text)


def test_both_in_one_text_is_danger() -> None:
    """An idiom beside it hides nothing."""
    assert may_be_at_risk("they hit it off, and later he hit her")


def test_every_text_of_an_entry_is_read(entry: MakeEntry) -> None:
    """What was left unsaid counts as well."""
    assert not entry_may_be_at_risk(entry(text="tea"))
    assert entry_may_be_at_risk(entry(text="tea", unsaid="I think he hits her"))
    assert entry_may_be_at_risk(entry(text="tea", promise=Promise(what="report the abuse")))
