"""The lists of names and words: kept in order, each with its source, and read as they are meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from themes import register
from themes.lexicon import FOLDER
from themes.register import Is, is_compound, is_ordinary, kinds

IDENTITY = Path(FOLDER) / "identity"
LISTS = sorted([*(IDENTITY / "names").glob("*.txt"), IDENTITY / "words.txt"])


def parts(path: Path) -> tuple[list[str], list[str]]:
    lines = path.read_text("utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    return head, " ".join(line for line in lines if not line.startswith("#")).split()


def in_order(word: str) -> tuple[str, str]:
    bare = unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode()
    return bare.lower(), word


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_a_list_says_where_it_is_from_and_is_in_order(path: Path) -> None:
    head, words = parts(path)
    assert any("list" in line.lower() for line in head[1:])
    assert words == sorted(words, key=in_order)
    assert len(words) == len(set(words)) > 90


def test_the_names_fit_in_a_hundred_kilobytes() -> None:
    assert sum(path.stat().st_size for path in (IDENTITY / "names").iterdir()) < 100_000


@pytest.mark.parametrize(
    "name",
    ["eluned", "siân", "sian", "eilidh", "caoimhe", "priya", "oluwaseun", "kwabena", "delroy"],
)
def test_names_are_known_with_and_without_their_accents(name: str) -> None:
    assert kinds()[name] & Is.GIVEN


def test_a_name_may_be_a_word_too_and_a_surname_and_a_month() -> None:
    assert kinds()["grace"] & Is.GIVEN
    assert is_ordinary("grace")
    assert kinds()["kaur"] & Is.SURNAME
    assert kinds()["may"] & Is.GIVEN
    assert kinds()["may"] & Is.TIME


@pytest.mark.parametrize("word", ["trampolining", "unhelpfully", "worries", "stairlift", "tmrw"])
def test_a_word_is_known_in_any_form(word: str) -> None:
    assert is_ordinary(word)


@pytest.mark.parametrize("word", ["rostami", "kirkmuirie", "whitlock", "x" * 10_000, ""])
def test_what_is_no_word_is_not_known(word: str) -> None:
    assert not is_ordinary(word)


def test_two_words_make_one() -> None:
    assert is_compound("flipchart")
    assert not is_compound("kirkmuirie")
    assert not is_compound("")


def test_the_words_around_a_name_say_when_it_is_the_word() -> None:
    before, after = register.ordinary_names()["may"]
    assert "since" in before
    assert "be" in after
