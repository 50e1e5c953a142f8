"""Ages in a text: numbers that count years of life and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from themes.finds import Find
from themes.register import among
from themes.words import Words

_TENS = among("twenty thirty forty fifty sixty seventy eighty ninety")
_UNITS = among("one two three four five six seven eight nine odd")
_NUMBERS = _TENS | among(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_DECADES = among("teens twenties thirties forties fifties sixties seventies eighties nineties")
_SAID = _NUMBERS | _DECADES
_LONGEST_LIFE = 112


def find(words: Words) -> Iterator[Find]:
    """Every age, in order."""
    plain, last = words.plain, -1
    for index, word in enumerate(words.words):
        if word.plain not in _SAID and not word.plain[0].isdecimal():
            continue
        if word.plain in _DECADES:
            if decade := _DECADE.search(plain, max(0, word.start - 20), word.start):
                yield Find(decade.start(), word.end, "age")
        elif _may_be_number(word.plain):
            end = _end_of_number(words, index)
            is_second = last > 0 and plain[last : word.start] == " and "
            if end and (end := end if is_second else _end_of_age(plain, word.start, end)):
                yield Find(word.start, end, "age")
                last = end


def after(words: Words, index: int) -> Find | None:
    """An age right after the name that a word ends: `Chantelle (15)`, `Mrs Pereira, 79,`."""
    every, place = words.words, index + 1
    while place < len(every) and place < index + 4 and every[place].plain in _BETWEEN:
        place += 1
    if place >= len(every) or not _may_be_number(every[place].plain):
        return None
    word, before = every[place], every[place - 1]
    joins = (" ", ", ") if place > index + 1 else (", ", " (", ",")
    end = _end_of_number(words, place)
    if words.plain[before.end : word.start] not in joins or not end:
        return None
    is_age = not _COUNTED.match(words.plain, end) and _ENDS.match(words.plain, end)
    return Find(word.start, end, "age") if is_age else None


_BETWEEN = among("is was who who's turns turned aged age only just nearly now")


def _may_be_number(word: str) -> bool:
    return word in _NUMBERS or (word[0].isdecimal() and len(word) < 6)


def _end_of_number(words: Words, index: int) -> int:
    """Where a number that could be an age ends, or nothing where it could be none."""
    word = words.words[index]
    digits = word.plain.rstrip("stndrh")
    if digits.isdecimal():
        return word.end if 0 < int(digits) <= _LONGEST_LIFE else 0
    if word.plain in _TENS and index + 1 < len(words.words):
        unit = words.words[index + 1]
        if unit.plain in _UNITS and unit.start == word.end + 1:
            return unit.end
    return word.end if word.plain in _NUMBERS else 0


# What makes a number count something other than years of life.
_COUNTED = re.compile(
    r" ?(?:[%£$:/]|\.\d|-(?!odd)\w|(?:p|am|pm|o'clock|h(?:ou)?rs?|min(?:ute)?s?|days?|w(?:ee)?ks?"
    r"|months?|years?|miles?|met(?:re|er)s?|stone|foot|feet|inch|degrees|pounds?|quid|grand"
    r"|thousand|hundred|people|homes?|staff|of|times?|visits?|sessions|calls|letters|forms?|pages?"
    r"|pads?|sizes|doors|more|other|different|or \d|to \d|x)\b)"
)
_YEARS_OLD = re.compile(
    r"[ -](?:and a half[ -])?years?[ -]olds?\b| years? of age\b| ?y/?os?\b| ?yrs? old\b"
)
_KIN = (
    r"daughter|son|boy|girl|lad|lass|man|woman|brother|sister|twin|grandson|granddaughter|niece"
    r"|nephew|child|baby|husband|wife|mum|dad|nan|gran"
)
_LED_IN = re.compile(
    r"\b(?:aged?|turn(?:s|ed|ing)?|age of|rising|pushing|just gone)[ ]$"
    rf"|\b(?:he|she|they|who|both|{_KIN})(?:'s|'re|s| is| are| was| were|'ll be| will be)"
    r" (?:only |just |nearly |almost |about |now |both |still |all of |turning )?$"
)
_LED_IN_TO_AN_END = re.compile(
    rf"\b(?:and is|to be|be|is now|{_KIN})(?:,| is| who is)? $|[a-z)], $|[.!?] $"
)
_ENDS = re.compile(r"-odd\b|[,;.!?)](?!\d)| (?:and|for|now|on|in|this|next)\b|$")
_DECADE = re.compile(r"\bin (?:his|her|their|my) (?:(?:early|mid|late)[ -])?$")


def _end_of_age(plain: str, start: int, end: int) -> int:
    """Where an age ends that begins there, or nothing where the number counts something else."""
    if old := _YEARS_OLD.match(plain, end):
        # A thing may be six years old, too.
        return 0 if plain[max(0, start - 5) : start] == "it's " else old.end()
    if plain[start].isdecimal() and plain[end - 1].isalpha():
        return _end_of_birthday(plain, start, end)
    if plain.startswith(" birthday", end):
        return end + len(" birthday")
    if _COUNTED.match(plain, end):
        return 0
    return end if _is_led_in_to(plain, start, end) else 0


def _is_led_in_to(plain: str, start: int, end: int) -> bool:
    left = max(0, start - 36)
    if _LED_IN.search(plain, left, start):
        return True
    if not _ENDS.match(plain, end) or not _LED_IN_TO_AN_END.search(plain, left, start):
        return False
    # Between commas, or after a stop, only two figures are more likely an age than a count.
    if plain[start - 2 : start - 1] not in tuple(",.!?"):
        return True
    is_figure = end - start == 2 and plain[start:end].isdecimal()
    return is_figure and plain[start - 3 : start - 2].isalpha()


def _end_of_birthday(plain: str, start: int, end: int) -> int:
    """`60th birthday`, `Maureen's 60th`."""
    if plain.startswith(" birthday", end):
        return end + len(" birthday")
    is_owned = plain[start - 3 : start] == "'s " and _ENDS.match(plain, end)
    return end if is_owned else 0
