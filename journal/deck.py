"""The deck of questions: read from `prompts/*.toml`, and dealt in the order to offer them.

Dealing is pure: the same questions, entries, day and seed always give the same order.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

import msgspec

from journal.errors import JournalError
from journal.model import Angle, Entry, Layer, Step

NO_REPEAT_WITHIN = 5
"""A question asked in this many of the newest entries waits until all others were seen."""

UNTOUCHED_AFTER = 10
"""Working days after which an angle nobody wrote from comes first."""


class Question(msgspec.Struct, frozen=True):
    """One question, and where it belongs."""

    id: str
    layer: Layer
    step: Step
    angle: Angle
    text: str


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question as it stands in its file, which says the layer by its name."""

    id: Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]
    step: Step
    angle: Angle
    text: Annotated[str, msgspec.Meta(min_length=1)]


@functools.cache
def load() -> tuple[Question, ...]:
    """All the questions, from the base up."""
    questions = tuple(question for layer in Layer for question in _read(layer))
    refuse_duplicates(questions)
    return questions


def parse(text: str, *, file: str, layer: Layer) -> tuple[Question, ...]:
    """The questions written in the text of a file, or a `JournalError` that names the file."""
    import tomllib  # a start that asks no question does not pay for it

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise JournalError(f"{file} is not TOML that goodchat can read: {error}.") from error
    written = document.pop("question", None)
    if document or not isinstance(written, list):
        raise JournalError(f"{file} may hold [[question]] tables and nothing else.")
    return tuple(_question(one, place, file, layer) for place, one in enumerate(written, 1))


def refuse_duplicates(questions: Iterable[Question]) -> None:
    """Raise `JournalError` where two questions share an id or a text."""
    seen: dict[tuple[str, str], Question] = {}
    for question in questions:
        for key in (("id", question.id), ("text", question.text)):
            if key in seen:
                raise JournalError(
                    f"{_file(question.layer)}: the question “{question.id}” has the same {key[0]} "
                    f"as “{seen[key].id}” in {_file(seen[key].layer)}."
                )
            seen[key] = question


def deal(
    questions: Iterable[Question],
    *,
    layer: Layer,
    step: Step,
    entries: Sequence[Entry],
    today: dt.date,
    working_days: frozenset[int],
    seed: str,
) -> tuple[Question, ...]:
    """The questions for a layer and step in the order to offer them; `entries` newest first."""
    cell = [one for one in questions if one.layer is layer and one.step is step]
    random.Random(seed + step).shuffle(cell)
    lately = asked_lately(entries)
    fresh = [question for question in cell if question.text not in lately]
    # Angles in shuffled order, so that those untouched equally long take turns.
    angles = dict.fromkeys(question.angle for question in fresh)
    dealt = first_of_each(fresh, untouched(angles, last_touched(entries), today, working_days))
    dealt += spread([question for question in fresh if question not in dealt], after=dealt)
    dealt += spread([question for question in cell if question.text in lately], after=dealt)
    return tuple(dealt)


def asked_lately(entries: Sequence[Entry]) -> frozenset[str]:
    """The questions asked in the newest entries, as they were worded."""
    newest = entries[:NO_REPEAT_WITHIN]
    return frozenset(answer.prompt for entry in newest for answer in entry.answers if answer.prompt)


def last_touched(entries: Sequence[Entry]) -> dict[Angle, dt.date]:
    """The last day of each angle; one never used counts from the oldest entry's day."""
    if not entries:
        return {}
    found: dict[Angle, dt.date] = {}
    for entry in entries:
        for answer in entry.answers:
            if answer.angle is not None:
                found.setdefault(answer.angle, entry.day)
        # There may be years of entries, and most weeks touch every angle.
        if len(found) == len(Angle):
            break
    return {angle: found.get(angle, entries[-1].day) for angle in Angle}


def untouched(
    angles: Iterable[Angle],
    last: dict[Angle, dt.date],
    today: dt.date,
    working_days: frozenset[int],
) -> list[Angle]:
    """Those of the angles that were left alone for ten working days, the longest first."""
    overdue = (
        angle
        for angle in angles
        if angle in last and working_days_since(last[angle], today, working_days) >= UNTOUCHED_AFTER
    )
    return sorted(overdue, key=last.__getitem__)


def working_days_since(day: dt.date, today: dt.date, working_days: frozenset[int]) -> int:
    """How many working days have begun after that day, today among them."""
    weeks, left_over = divmod((today - day).days, 7)
    lately = (today - dt.timedelta(days=ago) for ago in range(left_over))
    return weeks * len(working_days) + sum(day.weekday() in working_days for day in lately)


def first_of_each(questions: Sequence[Question], angles: Iterable[Angle]) -> list[Question]:
    """The first question of each of these angles, in the angles' order."""
    return [next(one for one in questions if one.angle is angle) for angle in angles]


def spread(questions: Iterable[Question], *, after: Sequence[Question] = ()) -> list[Question]:
    """The questions in much the same order, with neighbours of different angles where possible."""
    left, placed = list(questions), list(after)
    while left:
        following = _following(left, placed[-1].angle if placed else None)
        left.remove(following)
        placed.append(following)
    return placed[len(after) :]


def _following(left: Sequence[Question], before: Angle | None) -> Question:
    fitting = [question for question in left if question.angle is not before] or left
    angle, count = Counter(question.angle for question in fitting).most_common(1)[0]
    # An angle with more than half of what is left must go now, or two of it end up side by side.
    if 2 * count > len(left):
        return next(question for question in fitting if question.angle is angle)
    return fitting[0]


def _read(layer: Layer) -> tuple[Question, ...]:
    from importlib import resources

    file = _file(layer)
    try:
        text = resources.files("journal").joinpath(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise JournalError(f"{file} cannot be read: {error}.") from error
    return parse(text, file=file, layer=layer)


def _question(written: object, place: int, file: str, layer: Layer) -> Question:
    try:
        one = msgspec.convert(written, _Written)
    except msgspec.ValidationError as error:
        name = written.get("id") if isinstance(written, dict) else None
        known_as = f"question {place} (“{name}”)" if name else f"question {place}"
        raise JournalError(f"{file}: {known_as} cannot be used: {error}.") from error
    return Question(id=one.id, layer=layer, step=one.step, angle=one.angle, text=one.text)


def _file(layer: Layer) -> str:
    return f"prompts/{layer}.toml"
