"""The invented journal: the same every time, believable, and nobody real in it."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter, deque
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal.demo import invent
from journal.demo.invent import (
    QUESTION_RESTS_FOR,
    STORY_RESTS_FOR,
    Filling,
    Story,
    choose,
    mix,
    stories,
    words,
)
from journal.errors import BadInput
from journal.model import FACETS, Entry, Layer, PromiseState

TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)
SEEDS = range(1, 13)

TOLD = [(layer, story) for layer, shelf in stories().items() for story in shelf]
NAMES = [f"{layer}-{story.what[:30]}" for layer, story in TOLD]

SLOT = re.compile(r"\{(?:[Tt]he )?(\w+)\}")
PHONE = re.compile(r"(?<![\d£.,])(?:\+44|0)(?: ?\d){8,10}")
DRAMA = re.compile(r"01632 ?960\d{3}|07700 ?900\d{3}|020 ?7946 ?0\d{3}|0113 ?496 ?0\d{3}")


@pytest.fixture(scope="module")
def decade() -> list[Entry]:
    return invent(10_000, years=10, today=TODAY)


@pytest.fixture(scope="module")
def year() -> list[Entry]:
    return invent(500, today=TODAY)


def texts(story: Story) -> list[str]:
    values = (getattr(story, name) for name in story.__struct_fields__)
    return [value for value in values if type(value) is str]


def run_of(entries: list[Entry], working_days: frozenset[int]) -> int:
    """The working days with an entry, back from the last, without a gap."""
    written = {entry.day for entry in entries}
    day, run = max(written), 0
    while day in written or day.weekday() not in working_days:
        run += day in written and day.weekday() in working_days
        day -= DAY
    return run


# The stories


@pytest.mark.parametrize(
    ("layer", "least"), [(Layer.BASE, 60), (Layer.FILLING, 40), (Layer.TOP, 24)]
)
def test_there_are_enough_stories_of_every_layer(layer: Layer, least: int) -> None:
    assert len(stories()[layer]) >= least


@pytest.mark.parametrize("layer", Layer)
def test_every_month_has_more_stories_than_have_to_rest(layer: Layer) -> None:
    for month in range(1, 13):
        assert sum(month in story.months for story in stories()[layer]) > STORY_RESTS_FOR


@pytest.mark.parametrize(("layer", "story"), TOLD, ids=NAMES)
def test_a_story_is_whole(layer: Layer, story: Story) -> None:
    assert story.facet is None or story.facet in FACETS[layer]
    assert SLOT.search(story.what), "a story without a slot would read the same every time"
    assert (story.promise is None) == (story.outcome is None)
    assert len(set(story.tags)) == len(story.tags) > 0


@pytest.mark.parametrize(("layer", "story"), TOLD, ids=NAMES)
def test_every_slot_of_a_story_is_filled(layer: Layer, story: Story) -> None:
    for seed in range(8):
        filling = Filling(random.Random(seed))
        for text in texts(story):
            assert not set("{}") & set(filling.fill(text))


def test_every_list_of_words_is_used_and_holds_no_slots() -> None:
    slots = {
        name.lower() for _, story in TOLD for text in texts(story) for name in SLOT.findall(text)
    }
    assert slots == set(words().words)
    held = [*words().asides, *words().let_go]
    held += [word for those in words().words.values() for word in those]
    assert not [word for word in held if "{" in word or word != word.strip()]


def test_no_story_is_written_down_twice() -> None:
    assert len({story.what for _, story in TOLD}) == len(TOLD)


def test_stories_are_uneven() -> None:
    lengths = [
        len(" ".join(filter(None, (s.what, s.so_what, s.now_what))).split()) for _, s in TOLD
    ]
    assert min(lengths) < 20
    assert max(lengths) > 100
    assert any(story.so_what is None for _, story in TOLD)


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{dad} and {the dad}", "an uncle and the uncle"),
        ("{Dad}. {The dad}.", "An uncle. The uncle."),
        ("{pounds}", "£30"),
    ],
)
def test_a_slot_is_filled_the_same_way_all_through(text: str, filled: str) -> None:
    class First(random.Random):
        def choice(self, those):  # type: ignore[no-untyped-def]
            return "an uncle" if "an uncle" in those else those[0]

    assert Filling(First()).fill(text) == filled


# The same every time


def test_the_same_again(year: list[Entry]) -> None:
    assert invent(500, today=TODAY) == year


@pytest.mark.parametrize(
    "other", [{"seed": 2}, {"years": 2}, {"today": TODAY - DAY}], ids=["seed", "years", "today"]
)
def test_not_the_same_for_another(other: dict[str, object], year: list[Entry]) -> None:
    assert invent(500, **{"today": TODAY, **other}) != year  # type: ignore[arg-type]


# The days


def test_ids_are_unique_and_typeable(decade: list[Entry]) -> None:
    assert len({entry.id for entry in decade}) == len(decade) == 10_000
    assert all(re.fullmatch("[0-9a-hjkmnp-tv-z]{10}", entry.id) for entry in decade)


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(1, 120),
    years=st.integers(1, 40),
    seed=st.integers(),
    today=st.dates(dt.date(1960, 1, 1), dt.date(2100, 12, 31)),
    working_days=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_days_are_in_order_and_end_today_or_yesterday(
    count: int, years: int, seed: int, today: dt.date, working_days: frozenset[int]
) -> None:
    entries = invent(count, years=years, seed=seed, today=today, working_days=working_days)
    assert len(entries) == count
    order = [(entry.day, entry.written_at) for entry in entries]
    assert order == sorted(order)
    assert today - DAY <= entries[-1].day <= today
    assert (today - entries[0].day).days <= 366 * years + 1


def test_entries_are_written_up_when_they_would_be(decade: list[Entry]) -> None:
    for entry in decade:
        late = entry.written_at.date() - entry.day
        assert late == DAY * (entry.written_at.hour < 4)
        offset = entry.written_at.utcoffset()
        assert offset in (dt.timedelta(), dt.timedelta(hours=1))
        if entry.day.month in (5, 6, 7, 8, 9):
            assert offset
    hours = Counter(entry.written_at.hour for entry in decade)
    assert sum(hours[hour] for hour in (16, 17, 18)) > 8_000
    assert 0 < hours[1] < 800


def test_nothing_is_written_after_this_morning() -> None:
    for seed in SEEDS:
        latest = invent(300, seed=seed, today=TODAY)[-1].written_at
        assert latest.replace(tzinfo=None) < dt.datetime.combine(TODAY, dt.time(9))


@pytest.mark.parametrize(
    ("day", "hours"),
    [(dt.date(2026, 3, 28), 0), (dt.date(2026, 3, 29), 1), (dt.date(2026, 10, 25), 0)],
)
def test_the_clocks_change_with_the_uk(day: dt.date, hours: int) -> None:
    every_day = frozenset(range(7))
    entries = invent(3_000, today=dt.date(2026, 12, 1), working_days=every_day)
    offsets = {e.written_at.utcoffset() for e in entries if e.written_at.date() == day}
    assert offsets == {dt.timedelta(hours=hours)}


def test_ten_thousand_span_ten_years(decade: list[Entry]) -> None:
    assert decade[0].day < dt.date(2016, 12, 2)
    years = Counter(entry.day.year for entry in decade)
    assert set(years) == set(range(2016, 2027))
    assert all(years[year] > 500 for year in range(2017, 2027))


def test_there_are_gaps_and_few_weekends(decade: list[Entry]) -> None:
    days = sorted({entry.day for entry in decade})
    gaps = [(before, after) for before, after in pairwise(days) if (after - before).days > 10]
    assert sum(before.month in (7, 8) for before, _ in gaps) >= 9
    assert not [day for day in days if (day.month, day.day) in ((12, 25), (1, 1))]
    assert sum(day.weekday() > 4 for day in days) < len(days) / 20


@pytest.mark.parametrize("count", [30, 31, 90, 1_000])
@pytest.mark.parametrize("years", [1, 10])
def test_the_last_weeks_are_lively(count: int, years: int) -> None:
    for seed in SEEDS:
        entries = invent(count, years=years, seed=seed, today=TODAY)
        lately = [entry for entry in entries if (TODAY - entry.day).days < 28]
        assert len(lately) >= 15
        assert run_of(entries, frozenset(range(5))) >= 10


def test_a_short_week_has_a_run_too() -> None:
    mondays = frozenset({0})
    assert run_of(invent(60, today=TODAY, working_days=mondays), mondays) >= 10


def test_one_entry_is_enough() -> None:
    (only,) = invent(1, today=TODAY)
    assert only.first_line


# What is in them


def test_the_mix_is_a_good_sandwich(decade: list[Entry]) -> None:
    layers = Counter(entry.layer for entry in decade)
    assert layers[Layer.BASE] / 10_000 == pytest.approx(9 / 16, abs=0.01)
    assert layers[Layer.FILLING] / 10_000 == pytest.approx(5 / 16, abs=0.01)
    last = Counter(entry.layer for entry in decade[-16:])
    assert last == {Layer.BASE: 9, Layer.FILLING: 5, Layer.TOP: 2}


def test_it_does_not_read_the_same_twice(year: list[Entry]) -> None:
    assert len({entry.first_line for entry in year}) > 0.9 * len(year)


def test_a_story_rests_before_it_is_told_again() -> None:
    rng = random.Random(1)
    told = choose(mix(5_000, rng), [rng.randint(1, 12) for _ in range(5_000)], rng)
    for place, story in enumerate(told):
        assert not any(story is one for one in told[max(0, place - STORY_RESTS_FOR) : place])
    assert len({id(story) for story in told}) == len(TOLD)


def test_a_question_rests_before_it_is_asked_again(decade: list[Entry]) -> None:
    lately: deque[str] = deque()
    for entry in decade[-2_000:]:
        asked = [answer.prompt for answer in entry.answers if answer.prompt]
        assert len(asked) == len(set(asked))
        assert not set(asked) & {text for one in list(lately) for text in one.split("\n")}
        lately.append("\n".join(asked))
        if len(lately) > QUESTION_RESTS_FOR:
            lately.popleft()


def test_questions_come_with_their_angle_and_some_pages_have_none(year: list[Entry]) -> None:
    answers = [answer for entry in year for answer in entry.answers]
    assert all((answer.prompt is None) == (answer.angle is None) for answer in answers)
    assert 0.7 < sum(answer.prompt is not None for answer in answers) / len(answers) < 0.95


@pytest.mark.parametrize("count", [30, 500, 3_000])
def test_promises_are_mostly_kept_and_a_few_hang_loose(count: int) -> None:
    for seed in SEEDS:
        entries = invent(count, seed=seed, today=TODAY)
        made = [(entry, entry.promise) for entry in entries if entry.promise]
        open_ones = [(e, p) for e, p in made if p.state is PromiseState.OPEN]
        overdue = [p for _, p in open_ones if p.by and p.by < TODAY]
        assert 1 <= len(overdue) <= 2
        assert 3 <= len(open_ones) <= 6
        assert all((TODAY - entry.day).days < 28 for entry, _ in open_ones)
        assert all(p.settled_on is None and p.outcome is None for _, p in open_ones)


def test_settled_promises_have_an_outcome_and_a_day(decade: list[Entry]) -> None:
    states: Counter[PromiseState] = Counter()
    for entry in decade:
        if entry.promise and entry.promise.state is not PromiseState.OPEN:
            states[entry.promise.state] += 1
            assert entry.promise.outcome
            assert entry.promise.settled_on
            assert entry.day <= entry.promise.settled_on <= TODAY
    assert states[PromiseState.KEPT] > 4 * states[PromiseState.LET_GO] > 0


def test_a_top_entry_rests_on_an_earlier_base_entry(decade: list[Entry]) -> None:
    base: set[str] = set()
    resting = 0
    for entry in decade:
        if entry.rests_on is not None:
            assert entry.layer is Layer.TOP
            assert entry.rests_on in base
            resting += 1
        if entry.layer is Layer.BASE:
            base.add(entry.id)
    assert resting > 500


def test_the_threads_come_up_over_time(decade: list[Entry]) -> None:
    for tag in ("pool", "allotment", "rota"):
        assert len({entry.day.year for entry in decade if tag in entry.tags}) >= 10


# Safe to show to anybody, and to keep


def test_nothing_in_it_could_reach_a_real_person(decade: list[Entry]) -> None:
    written = msgspec.json.encode(decade).decode()
    assert "@" not in written
    said = [answer.text for entry in decade for answer in entry.answers]
    said += [entry.promise.outcome or "" for entry in decade if entry.promise]
    found = [number for text in said for number in PHONE.findall(text)]
    assert found
    assert not [number for number in found if not DRAMA.fullmatch(number)]
    assert "{" not in "".join(said)


def test_no_text_is_blank_and_no_brace_is_left(year: list[Entry]) -> None:
    for entry in year:
        for value in msgspec.to_builtins(entry).values():
            assert value != ""
        assert all(answer.text.strip() == answer.text for answer in entry.answers)
        assert "{" not in repr(msgspec.structs.replace(entry, answers=()))


def test_entries_are_valid_and_read_back_equal(decade: list[Entry]) -> None:
    again = msgspec.json.decode(msgspec.json.encode(decade), type=list[Entry])
    assert again == decade


# What cannot be asked for


@pytest.mark.parametrize("count", [0, -3, 50_001])
def test_so_many_cannot_be_invented(count: int) -> None:
    with pytest.raises(BadInput, match=r"cannot be invented\. Ask for 1 to 50,000\."):
        invent(count, today=TODAY)


@pytest.mark.parametrize("years", [0, -1, 41])
def test_so_many_years_cannot_be_invented(years: int) -> None:
    with pytest.raises(BadInput, match=r"cannot be invented over .* Ask for 1 to 40\."):
        invent(5, years=years, today=TODAY)


def test_a_week_without_work_has_no_journal() -> None:
    with pytest.raises(BadInput, match="at least one working day"):
        invent(5, today=TODAY, working_days=frozenset())


def test_the_most_that_can_be_asked_for() -> None:
    assert len(invent(50_000, years=40, today=TODAY)) == 50_000
