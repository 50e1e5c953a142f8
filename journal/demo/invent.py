"""An invented journal: the same count, years, seed and day always give the same entries."""

from __future__ import annotations

import datetime as dt
import functools
import math
import random
import re
import tomllib
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from journal import deck
from journal.days import counted
from journal.errors import BadInput, JournalError
from journal.model import (
    Angle,
    Answer,
    Entry,
    FinalSay,
    Ground,
    Layer,
    Promise,
    PromiseState,
    Stance,
    Step,
    WithWhom,
)

MOST_ENTRIES = 50_000
MOST_YEARS = 40
STORY_RESTS_FOR = 20
"""How many entries go by before a story may be told again."""
QUESTION_RESTS_FOR = 5
"""How many entries go by before a question may be asked again."""

_DAY = dt.timedelta(days=1)
_LATELY = 28
_MIX = (Layer.BASE,) * 9 + (Layer.FILLING,) * 5 + (Layer.TOP,) * 2
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_BST = dt.timezone(dt.timedelta(hours=1))
_SLOT = re.compile(r"\{([Tt]he )?(\w+)\}")
_SLIPS = (
    ("n't ", "nt "),
    (" their ", " thier "),
    ("ing ", "ign "),
    (" the ", " teh "),
    ("'d ", "d "),
)

_Any = TypeVar("_Any")
_Line = Annotated[str, Meta(min_length=1)]
_Month = Annotated[int, Meta(ge=1, le=12)]


class Story(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A chat as it can be told again and again, with slots in braces."""

    what: _Line
    so_what: _Line | None = None
    now_what: _Line | None = None
    with_whom: WithWhom
    ground: Ground
    facet: str | None = None
    stance: Stance | None = None
    final_say: FinalSay | None = None
    angle: Angle | None = None
    """The side from which a question about it would best come."""
    promise: _Line | None = None
    outcome: _Line | None = None
    tags: tuple[Annotated[str, Meta(pattern="^[a-z]+(-[a-z]+)*$")], ...]
    they_brought: _Line | None = None
    i_brought: _Line | None = None
    ordinary_life: _Line | None = None
    glad: bool = False
    unsaid: _Line | None = None
    wobble: Annotated[int, Meta(ge=0, le=5)] | None = None
    peer_note: _Line | None = None
    months: tuple[_Month, ...] = tuple(range(1, 13))
    """The months it can happen in."""


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The words that fill the slots, and the lines that fit after any story."""

    words: dict[str, Annotated[tuple[_Line, ...], Meta(min_length=2)]]
    asides: Annotated[tuple[_Line, ...], Meta(min_length=1)]
    let_go: Annotated[tuple[_Line, ...], Meta(min_length=1)]


class _Shelf(Struct, frozen=True, forbid_unknown_fields=True):
    story: tuple[Story, ...]


class _Moment(Struct, frozen=True, order=True):
    day: dt.date
    written_at: dt.datetime


def invent(
    count: int,
    *,
    years: int = 1,
    seed: int = 1,
    today: dt.date,
    working_days: frozenset[int] = frozenset(range(5)),
) -> list[Entry]:
    """So many invented entries over so many years up to today, oldest first."""
    _refuse_nonsense(count, years, working_days)
    rng = random.Random(f"{count} {years} {seed} {today.isoformat()}")
    calendar = _Calendar(today, years, working_days, rng)
    moments = sorted(_moment(day, today, rng) for day in calendar.days(count))
    layers = mix(count, rng)
    told = choose(layers, [moment.day.month for moment in moments], rng)
    promises = _promises(told, [moment.day for moment in moments], today, rng)
    teller = _Teller(rng)
    # The ids have no end, so the others say when to stop.
    chats = zip(moments, layers, told, promises, teller.ids(), strict=False)
    return [teller.entry(*chat) for chat in chats]


def _refuse_nonsense(count: int, years: int, working_days: frozenset[int]) -> None:
    if not 1 <= count <= MOST_ENTRIES:
        raise BadInput(
            f"{counted(count, 'entry', 'entries')} cannot be invented. "
            f"Ask for 1 to {MOST_ENTRIES:,}."
        )
    if not 1 <= years <= MOST_YEARS:
        raise BadInput(
            f"Entries cannot be invented over {counted(years, 'year')}. Ask for 1 to {MOST_YEARS}."
        )
    if not working_days & frozenset(range(7)):
        raise BadInput("An invented journal needs at least one working day in the week.")


# The stories and their words, read when first needed.


@functools.cache
def stories() -> dict[Layer, tuple[Story, ...]]:
    """All the stories, by layer."""
    return {layer: _read(f"{layer}.toml", _Shelf).story for layer in Layer}


@functools.cache
def words() -> Words:
    """The words that fill the slots."""
    return _read("words.toml", Words)


def _read(name: str, shape: type[_Any]) -> _Any:
    file = resources.files("journal").joinpath("demo", "stories", name)
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), shape)
    except (OSError, ValueError) as error:
        raise JournalError(f"demo/stories/{name} cannot be used: {error}.") from error


class Filling:
    """The words picked for one entry: a slot reads the same wherever it stands in it."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._picked: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """The text with a word in every slot."""
        return _SLOT.sub(self._word, text)

    def maybe(self, text: str | None, chance: float = 1.0) -> str | None:
        """The text filled in, or nothing: real entries are uneven."""
        return self.fill(text) if text and self._rng.random() < chance else None

    def _word(self, slot: re.Match[str]) -> str:
        the, name = slot.groups()
        key = name.lower()
        word = self._picked.get(key)
        if word is None:
            word = self._picked[key] = self._rng.choice(words().words[key])
        if the:
            word = f"the {word.removeprefix('a ').removeprefix('an ')}"
        return word[0].upper() + word[1:] if slot[0][1].isupper() else word


# The days.


class _Calendar:
    """The days somebody might have written on: lively lately, with leave, illness and Christmas."""

    def __init__(
        self, today: dt.date, years: int, working_days: frozenset[int], rng: random.Random
    ) -> None:
        self._rng = rng
        self._working_days = working_days
        self._last = self._last_day(today)
        self._lately = today - (_LATELY - 1) * _DAY
        self._first = _years_before(today, years) + _DAY

    def days(self, count: int) -> list[dt.date]:
        """As many days as there are entries, in any order."""
        span = (self._last - self._first).days + 1
        # The share of these four weeks, a little raised, and never so thin as to look abandoned.
        share = round(1.15 * count * _LATELY / span)
        wanted = min(max(16, share), math.ceil(0.55 * count))
        days = self._run(min(self._rng.randint(11, 14), wanted))
        recent = sum(day >= self._lately for day in days)
        days += self._spread_lately(wanted - recent)
        return days + self._spread_before(count - len(days))

    def _last_day(self, today: dt.date) -> dt.date:
        near = [day for day in (today, today - _DAY) if day.weekday() in self._working_days]
        return self._rng.choice(near) if near else today - _DAY

    def _run(self, length: int) -> list[dt.date]:
        """The last day and the working days before it without a gap, newest first."""
        run, day = [self._last], self._last
        while len(run) < length:
            day -= _DAY
            if day.weekday() in self._working_days:
                run.append(day)
        return run

    def _spread_lately(self, count: int) -> list[dt.date]:
        length = (self._last - self._lately).days + 1
        window = [self._lately + away * _DAY for away in range(length)]
        worked = [day for day in window if day.weekday() in self._working_days]
        return self._rng.choices(worked, k=max(count, 0))

    def _spread_before(self, count: int) -> list[dt.date]:
        if count <= 0:
            return []
        days = [self._first + away * _DAY for away in range((self._lately - self._first).days)]
        away = self._days_away()
        weights = [0.0 if day in away else self._weight(day) for day in days]
        # The first day there is comes for certain, so that the years are as many as were asked for.
        begun = next(day for day, weight in zip(days, weights, strict=True) if weight)
        return [begun, *self._rng.choices(days, weights, k=count - 1)]

    def _weight(self, day: dt.date) -> float:
        if day.weekday() not in self._working_days:
            return 0.02
        return 0.0 if self._rng.random() < 0.07 else 1.0

    def _days_away(self) -> frozenset[dt.date]:
        away: set[dt.date] = set()
        for year in range(self._first.year, self._last.year + 1):
            away |= _days_from(dt.date(year, 8, self._rng.randint(1, 17)), 14)
            away |= _days_from(dt.date(year, 4, self._rng.randint(1, 20)), 7)
            away |= _days_from(dt.date(year, self._rng.randint(1, 12), self._rng.randint(1, 28)), 3)
            away |= _days_from(dt.date(year, 12, 23), 9) | {dt.date(year, 1, 1)}
        return frozenset(away)


def _days_from(first: dt.date, length: int) -> set[dt.date]:
    return {first + away * _DAY for away in range(length)}


def _years_before(day: dt.date, years: int) -> dt.date:
    # 29 February has no match in most years, so the day before stands for it.
    return day.replace(
        year=max(day.year - years, 1), day=min(day.day, 28) if day.month == 2 else day.day
    )


def _moment(day: dt.date, today: dt.date, rng: random.Random) -> _Moment:
    """When a day was written up: mostly before going home, now and then in the small hours."""
    chance = rng.random()
    if day == today:
        # Whoever looks may be looking in the morning, and nothing comes from later than now.
        return _Moment(day, _at(day, 7, 10, 80, rng))
    # Clocks change in the small hours of a Sunday, so a Saturday is always written up in time.
    if chance < 0.04 and day.weekday() != 5:
        return _Moment(day, _at(day + _DAY, 1, 8, 14, rng))
    if chance < 0.12:
        return _Moment(day, _at(day, 12, 25, 60, rng))
    return _Moment(day, _at(day, 16, 30, 120, rng))


def _at(day: dt.date, hour: int, minute: int, minutes: int, rng: random.Random) -> dt.datetime:
    start = dt.datetime.combine(day, dt.time(hour, minute), _uk_zone(day))
    return start + dt.timedelta(seconds=rng.randrange(minutes * 60))


@functools.cache
def _uk_zone(day: dt.date) -> dt.timezone:
    """Summer time from the last Sunday in March to the last in October; needs no zone data."""
    return _BST if _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10) else dt.UTC


def _last_sunday(year: int, month: int) -> dt.date:
    end = dt.date(year, month, 31)
    return end - (end.weekday() + 1) % 7 * _DAY


# The order of the stories.


def mix(count: int, rng: random.Random) -> list[Layer]:
    """A layer for each entry: of the last sixteen nine are base, five filling and two top."""
    blocks = [rng.sample(_MIX, len(_MIX)) for _ in range(math.ceil(count / len(_MIX)))]
    return [layer for block in blocks for layer in block][-count:]


def choose(layers: Sequence[Layer], months: Sequence[int], rng: random.Random) -> list[Story]:
    """A story for each entry, of its layer and month, and none again within twenty entries."""
    bags = {layer: _Bag(all_of_it, rng) for layer, all_of_it in stories().items()}
    told: list[Story] = []
    lately: deque[int] = deque(maxlen=STORY_RESTS_FOR)
    for layer, month in zip(layers, months, strict=True):
        story = bags[layer].draw(month, lately)
        lately.append(id(story))
        told.append(story)
    return told


class _Bag:
    """The stories of a layer, drawn until the bag is as good as empty, then shuffled in anew."""

    def __init__(self, all_of_it: tuple[Story, ...], rng: random.Random) -> None:
        self._all = all_of_it
        self._rng = rng
        self._left: list[Story] = []

    def draw(self, month: int, lately: deque[int]) -> Story:
        """The next story that fits the month and was not told lately."""
        place = self._fitting(month, lately)
        if place is None:
            self._shuffle_in()
            place = self._fitting(month, lately)
        # Each layer has far more than twenty stories without a season: a test counts them.
        assert place is not None
        return self._left.pop(place)

    def _fitting(self, month: int, lately: deque[int]) -> int | None:
        fitting = (
            place
            for place, story in enumerate(self._left)
            if month in story.months and id(story) not in lately
        )
        return next(fitting, None)

    def _shuffle_in(self) -> None:
        # What waits for its season stays in front and is not doubled.
        waiting = {id(story) for story in self._left}
        fresh = [story for story in self._all if id(story) not in waiting]
        self._left += self._rng.sample(fresh, len(fresh))


# What became of the promises.


def _promises(
    told: Sequence[Story], days: Sequence[dt.date], today: dt.date, rng: random.Random
) -> list[Promise | None]:
    """A promise for each entry whose story has one: the newest open, one or two overdue."""
    made = [place for place, story in enumerate(told) if story.promise][::-1]
    newest = set(made[:4])
    late = [place for place in made[4:] if 6 <= (today - days[place]).days <= 25]
    overdue = set(late[: rng.randint(1, 2)])
    found: list[Promise | None] = []
    for place, (story, day) in enumerate(zip(told, days, strict=True)):
        if story.promise is None:
            found.append(None)
        elif place in newest and (today - day).days < _LATELY:
            by = _by(today, 6, rng) if rng.random() < 0.8 else None
            found.append(Promise(what=story.promise, by=by))
        elif place in overdue:
            by = min(_by(day, 9, rng), today - _DAY)
            found.append(Promise(what=story.promise, by=by))
        else:
            found.append(_settled(story, day, today, rng))
    return found


def _by(day: dt.date, furthest: int, rng: random.Random) -> dt.date:
    """A day soon after, where a weekend waits for its Monday."""
    by = day + rng.randint(1, furthest) * _DAY
    return by + (7 - by.weekday()) * _DAY if by.weekday() > 4 else by


def _settled(story: Story, day: dt.date, today: dt.date, rng: random.Random) -> Promise:
    by = _by(day, 10, rng) if rng.random() < 0.75 else None
    settled = min((by or day + 5 * _DAY) + rng.randint(-1, 4) * _DAY, today)
    is_kept = rng.random() < 0.84
    return Promise(
        what=story.promise or "",
        by=by,
        state=PromiseState.KEPT if is_kept else PromiseState.LET_GO,
        settled_on=max(settled, day),
        outcome=story.outcome if is_kept else rng.choice(words().let_go),
    )


# The telling.


class _Teller:
    """One writer telling stories in order, who remembers what was asked and written lately."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._cells: dict[tuple[Layer, Step], list[deck.Question]] = defaultdict(list)
        for question in deck.load():
            self._cells[question.layer, question.step].append(question)
        self._asked: deque[tuple[str | None, ...]] = deque(maxlen=QUESTION_RESTS_FOR)
        self._base: deque[Entry] = deque(maxlen=40)

    def ids(self) -> Iterator[str]:
        """Ids without end, none twice."""
        given: set[str] = set()
        while True:
            one = "".join(self._rng.choices(_LETTERS, k=10))
            if one not in given:
                given.add(one)
                yield one

    def entry(
        self, moment: _Moment, layer: Layer, story: Story, promise: Promise | None, known_as: str
    ) -> Entry:
        """The story told once more, as the entry of that moment."""
        picked, perhaps = Filling(self._rng), self._perhaps
        answers = self._answers(story, layer, picked)
        entry = Entry(
            id=known_as,
            day=moment.day,
            written_at=moment.written_at,
            layer=layer,
            facet=perhaps(story.facet, 0.8),
            with_whom=story.with_whom,
            ground=perhaps(story.ground, 0.95),
            stance=perhaps(story.stance, 0.85),
            final_say=perhaps(story.final_say, 0.8),
            answers=answers,
            they_brought=picked.maybe(story.they_brought, 0.75),
            i_brought=picked.maybe(story.i_brought, 0.75),
            promise=promise and _filled(promise, picked),
            ordinary_life=picked.maybe(story.ordinary_life, 0.8),
            glad=story.glad and self._rng.random() < 0.85,
            unsaid=picked.maybe(story.unsaid, 0.7),
            wobble=perhaps(story.wobble, 0.8),
            tags=story.tags,
            peer_note=picked.maybe(story.peer_note, 0.9),
            rests_on=self._rests_on(story) if layer is Layer.TOP else None,
        )
        self._asked.append(tuple(answer.prompt for answer in answers))
        if layer is Layer.BASE:
            self._base.append(entry)
        return entry

    def _perhaps(self, value: _Any, chance: float) -> _Any | None:
        return value if self._rng.random() < chance else None

    def _answers(self, story: Story, layer: Layer, picked: Filling) -> tuple[Answer, ...]:
        is_tired = self._rng.random() < 0.1
        texts = {
            Step.WHAT: picked.fill(story.what),
            Step.SO_WHAT: picked.maybe(story.so_what, 0.9),
            Step.NOW_WHAT: picked.maybe(story.now_what, 0.85),
        }
        if self._rng.random() < 0.12:
            last = Step.SO_WHAT if texts[Step.SO_WHAT] else Step.WHAT
            texts[last] = f"{texts[last]}\n\n{self._rng.choice(words().asides)}"
        return tuple(
            self._answer(
                step, _typed_tired(text, self._rng) if is_tired else text, layer, story.angle
            )
            for step, text in texts.items()
            if text
        )

    def _answer(self, step: Step, text: str, layer: Layer, angle: Angle | None) -> Answer:
        question = self._question(layer, step, angle) if self._rng.random() < 0.85 else None
        if question is None:
            return Answer(step=step, text=text)
        return Answer(step=step, text=text, prompt=question.text, angle=question.angle)

    def _question(self, layer: Layer, step: Step, angle: Angle | None) -> deck.Question | None:
        lately = {text for asked in self._asked for text in asked}
        fresh = [one for one in self._cells[layer, step] if one.text not in lately]
        fitting = [one for one in fresh if one.angle is angle] or fresh
        return self._rng.choice(fitting) if fitting else None

    def _rests_on(self, story: Story) -> str | None:
        if not self._base or self._rng.random() < 0.4:
            return None
        # A chat that shares a tag is the likelier proof of what was said at the top.
        alike = [entry for entry in self._base if set(entry.tags) & set(story.tags)]
        return self._rng.choice(alike or list(self._base)).id


def _filled(promise: Promise, picked: Filling) -> Promise:
    return msgspec.structs.replace(
        promise, what=picked.fill(promise.what), outcome=picked.maybe(promise.outcome)
    )


def _typed_tired(text: str, rng: random.Random) -> str:
    """The text as thumbs type it at the end of a day: no capital, no full stop, maybe a slip."""
    right, slip = rng.choice(_SLIPS)
    return (text[0].lower() + text[1:]).removesuffix(".").replace(right, slip, 1)
