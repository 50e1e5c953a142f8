"""The questions keep the house rules, and are dealt so that they stay fresh."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from journal import deck
from journal.deck import Question
from journal.errors import JournalError
from journal.model import Angle, Answer, Entry, Layer, Step

MONDAY = dt.date(2026, 11, 2)
WEEKDAYS = frozenset(range(5))
CELLS = [(layer, step) for layer in Layer for step in Step]
# Read when a test asks for it, so that a slip in a file fails a test and not the collecting.
ANY_QUESTION = st.deferred(lambda: st.sampled_from(deck.load()))

NOT_OUR_WORDS = (
    r"cases?|caseloads?|contacts?|tasks?|clients?|customers?|service users?|patients?|cohort|"
    r"stakeholders?|frontline|front door|empower\w*|give a voice|engage\w*|involve\w*|outcomes?|"
    r"interventions?|assess\w*|vulnerab\w*|complex|challenging|pathways?|packages?|placements?|"
    r"referr\w*|signpost\w*|needs|eligib\w*|respite|allocat\w*|compliant|refuse\w*|allowed|"
    r"risks?|capacity|independence|deliver\w*|provision|lived experience|learnings?|journey|"
    r"co-?produc\w*|barriers?|trigger\w*|behaviours?|symptoms?|why"
)
CLOSED = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|would|will|should)\b"


def cell(layer: Layer, step: Step) -> list[Question]:
    return [one for one in deck.load() if (one.layer, one.step) == (layer, step)]


def entry(day: dt.date, *asked: Question | Angle) -> Entry:
    """An entry of that day that answered these questions, or just had these angles."""
    return Entry(
        id=f"{day}",
        day=day,
        written_at=dt.datetime.combine(day, dt.time(17), dt.UTC),
        layer=Layer.BASE,
        answers=tuple(
            Answer(step=Step.WHAT, text="Tea.", angle=one)
            if isinstance(one, Angle)
            else Answer(step=one.step, text="Tea.", prompt=one.text, angle=one.angle)
            for one in asked
        ),
    )


def dealt(
    entries: Sequence[Entry] = (),
    *,
    layer: Layer = Layer.BASE,
    step: Step = Step.WHAT,
    today: dt.date = MONDAY,
    working_days: frozenset[int] = WEEKDAYS,
    seed: str = "a draft",
) -> tuple[Question, ...]:
    return deck.deal(
        deck.load(),
        layer=layer,
        step=step,
        entries=entries,
        today=today,
        working_days=working_days,
        seed=seed,
    )


def assert_all(keeps_the_rule: Callable[[str], object]) -> None:
    assert [one.text for one in deck.load() if not keeps_the_rule(one.text)] == []


def parse(text: str) -> tuple[Question, ...]:
    return deck.parse(text, file="prompts/base.toml", layer=Layer.BASE)


def written(**changes: str) -> str:
    fields = {"id": "base-tea", "step": "what", "angle": "power", "text": "Who poured?"} | changes
    return "[[question]]\n" + "\n".join(f'{name} = "{value}"' for name, value in fields.items())


class TestTheWording:
    def test_a_question_is_under_twenty_words(self) -> None:
        assert_all(lambda text: 4 <= len(text.split()) < 20)

    def test_a_question_is_one_sentence_that_ends_in_its_one_question_mark(self) -> None:
        assert_all(lambda text: re.fullmatch(r"[A-Z][^.!?…;]+\?", text))

    def test_a_question_is_open(self) -> None:
        assert_all(lambda text: not re.match(CLOSED, text, re.IGNORECASE))

    def test_a_question_uses_words_for_people_and_never_asks_why(self) -> None:
        assert_all(lambda text: not re.search(rf"\b(?:{NOT_OUR_WORDS})\b", text, re.IGNORECASE))

    def test_quotes_and_apostrophes_are_typographic_and_in_pairs(self) -> None:
        assert_all(lambda text: not set(text) & set("'\"`‘–—"))
        assert_all(lambda text: text.count("“") == text.count("”"))

    def test_an_id_starts_with_its_layer(self) -> None:
        assert all(one.id.startswith(f"{one.layer}-") for one in deck.load())

    def test_the_standing_question_is_in_the_deck(self) -> None:
        assert "What could you not have done without them?" in {one.text for one in deck.load()}


class TestTheDeck:
    @pytest.mark.parametrize(("layer", "step"), CELLS)
    def test_every_layer_and_step_has_twelve_questions_from_all_angles(
        self, layer: Layer, step: Step
    ) -> None:
        questions = cell(layer, step)
        assert len(questions) >= 12
        assert {one.angle for one in questions} == set(Angle)

    def test_no_id_and_no_text_comes_twice(self) -> None:
        questions = deck.load()
        assert len({one.id for one in questions}) == len(questions)
        assert len({one.text.casefold() for one in questions}) == len(questions)

    def test_it_is_read_once(self) -> None:
        assert deck.load() is deck.load()


class TestReadingAFile:
    def test_what_is_written_comes_out_with_the_layer_of_its_file(self) -> None:
        assert parse(written()) == (
            Question("base-tea", Layer.BASE, Step.WHAT, Angle.POWER, "Who poured?"),
        )

    def test_broken_toml_is_refused_by_the_name_of_its_file_and_the_line(self) -> None:
        with pytest.raises(JournalError, match=r"^prompts/base\.toml .*line 2.*\.$"):
            parse("[[question]]\nid = tea\n")

    @pytest.mark.parametrize("text", ["", "[[questions]]", "question = 3", "[question]\nid = 'a'"])
    def test_a_file_without_questions_is_refused(self, text: str) -> None:
        with pytest.raises(JournalError, match=r"^prompts/base\.toml may hold"):
            parse(text)

    @pytest.mark.parametrize(
        "changes",
        [
            {"step": "when"},
            {"angle": "sideways"},
            {"text": ""},
            {"tone": "warm"},
        ],
    )
    def test_a_question_that_cannot_be_used_is_named(self, changes: dict[str, str]) -> None:
        with pytest.raises(JournalError, match=r"^prompts/base\.toml: question 1 \(“base-tea”\)"):
            parse(written(**changes))

    def test_a_question_without_an_id_is_known_by_its_place(self) -> None:
        with pytest.raises(JournalError, match=r"question 2 cannot be used.*id"):
            parse(written() + "\n[[question]]\nstep = 'what'\n")

    def test_a_question_that_is_no_table_is_known_by_its_place(self) -> None:
        with pytest.raises(JournalError, match="question 1 cannot be used"):
            parse("question = [3]")

    @pytest.mark.parametrize(
        ("second", "what"), [({"text": "Who sat?"}, "id"), ({"id": "base-cup"}, "text")]
    )
    def test_a_second_of_the_same_id_or_text_is_refused(
        self, second: dict[str, str], what: str
    ) -> None:
        questions = parse(written() + "\n" + written(**second))
        with pytest.raises(JournalError, match=rf"^prompts/base\.toml: .* same {what} as “base-te"):
            deck.refuse_duplicates(questions)

    def test_a_file_that_is_missing_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(deck, "_file", lambda layer: f"prompts/no-{layer}.toml")
        with pytest.raises(JournalError, match=r"^prompts/no-base\.toml cannot be read"):
            deck.load.__wrapped__()


class TestTheOrder:
    @pytest.mark.parametrize(("layer", "step"), CELLS)
    def test_every_question_of_the_cell_is_dealt_once(self, layer: Layer, step: Step) -> None:
        questions = dealt(layer=layer, step=step)
        assert sorted(one.id for one in questions) == sorted(one.id for one in cell(layer, step))

    def test_the_same_draft_gets_the_same_order(self) -> None:
        assert dealt(seed="one") == dealt(seed="one")

    def test_another_draft_gets_another_order(self) -> None:
        assert len({dealt(seed=str(number)) for number in range(20)}) == 20

    def test_the_steps_of_one_draft_are_shuffled_apart(self) -> None:
        def first_places(step: Step) -> list[int]:
            questions = cell(Layer.BASE, step)
            return [questions.index(dealt(step=step, seed=str(n))[0]) for n in range(20)]

        assert first_places(Step.WHAT) != first_places(Step.SO_WHAT)

    def test_any_question_may_come_first(self) -> None:
        firsts = {dealt(seed=str(number))[0] for number in range(400)}
        assert firsts == set(cell(Layer.BASE, Step.WHAT))

    @pytest.mark.parametrize(("layer", "step"), CELLS)
    def test_another_question_is_from_another_angle(self, layer: Layer, step: Step) -> None:
        for number in range(50):
            order = dealt(layer=layer, step=step, seed=str(number))
            assert all(one.angle is not following.angle for one, following in pairwise(order))

    @given(st.lists(st.sampled_from(Angle), max_size=12))
    def test_neighbours_differ_in_angle_whenever_they_can(self, angles: list[Angle]) -> None:
        questions = [
            Question(f"q-{place}", Layer.TOP, Step.WHAT, angle, f"{place}?")
            for place, angle in enumerate(angles)
        ]
        order = deck.spread(questions)
        assert sorted(order, key=questions.index) == questions
        most = max(Counter(angles).values(), default=0)
        if most <= (len(angles) + 1) // 2:
            assert all(one.angle is not following.angle for one, following in pairwise(order))


class TestNoRepeats:
    def test_a_question_asked_in_the_five_newest_entries_comes_last(self) -> None:
        asked = dealt()[:5]
        entries = [entry(MONDAY - dt.timedelta(ago), one) for ago, one in enumerate(asked)]
        assert set(dealt(entries)[-5:]) == set(asked)

    def test_a_question_of_the_sixth_entry_may_come_back(self) -> None:
        asked = dealt()[0]
        entries = [entry(MONDAY, Angle.POWER)] * 5 + [entry(MONDAY, asked)]
        assert dealt(entries)[0] is asked

    @pytest.mark.parametrize(("layer", "step"), CELLS)
    def test_in_200_entries_none_of_the_five_before_asked_the_same(
        self, layer: Layer, step: Step
    ) -> None:
        entries: list[Entry] = []
        for number in range(200):
            day = MONDAY + dt.timedelta(number)
            first = dealt(entries, layer=layer, step=step, today=day, seed=str(number))[0]
            assert first.text not in {one.answers[0].prompt for one in entries[:5]}
            entries.insert(0, entry(day, first))
        assert len({one.answers[0].prompt for one in entries}) == len(cell(layer, step))

    def test_a_question_just_asked_waits_even_when_its_angle_is_untouched(self) -> None:
        money = next(one for one in cell(Layer.BASE, Step.WHAT) if one.angle is Angle.MONEY)
        long_ago = [entry(MONDAY - dt.timedelta(60), money)]
        assert dealt(long_ago)[-1] is money


class TestUntouchedAngles:
    rest = tuple(angle for angle in Angle if angle is not Angle.MONEY)

    def first_angles(self, last: dt.date, today: dt.date, working: frozenset[int]) -> set[Angle]:
        """The angles that come first over many drafts when money was last used on that day."""
        entries = [entry(today, *self.rest), entry(last, Angle.MONEY)]
        return {
            dealt(entries, today=today, working_days=working, seed=str(number))[0].angle
            for number in range(60)
        }

    def test_an_angle_left_alone_for_ten_working_days_comes_first(self) -> None:
        monday_after_next = MONDAY + dt.timedelta(14)
        assert self.first_angles(MONDAY, monday_after_next, WEEKDAYS) == {Angle.MONEY}

    def test_an_angle_left_alone_for_nine_working_days_takes_its_chance(self) -> None:
        friday_week = MONDAY + dt.timedelta(11)
        assert deck.working_days_since(MONDAY, friday_week, WEEKDAYS) == 9
        assert self.first_angles(MONDAY, friday_week, WEEKDAYS) == set(Angle)

    def test_for_somebody_who_works_two_days_ten_working_days_are_five_weeks(self) -> None:
        mondays_and_tuesdays = frozenset({0, 1})
        four_weeks_on, five_weeks_on = MONDAY + dt.timedelta(28), MONDAY + dt.timedelta(35)
        assert self.first_angles(MONDAY, four_weeks_on, mondays_and_tuesdays) == set(Angle)
        assert self.first_angles(MONDAY, five_weeks_on, mondays_and_tuesdays) == {Angle.MONEY}

    def test_an_angle_used_today_never_counts_as_untouched(self) -> None:
        entries = [entry(MONDAY, Angle.MONEY), entry(MONDAY - dt.timedelta(90), *self.rest)]
        order = dealt(entries)
        assert Angle.MONEY not in {one.angle for one in order[:6]}

    def test_the_longest_untouched_comes_first_with_one_question_from_each(self) -> None:
        ages = {angle: 20 + 7 * place for place, angle in enumerate(Angle)}
        entries = [entry(MONDAY - dt.timedelta(age), angle) for angle, age in ages.items()]
        assert [one.angle for one in dealt(entries)[:7]] == list(reversed(Angle))

    def test_an_angle_never_used_is_untouched_since_the_oldest_entry(self) -> None:
        newest = entry(MONDAY, *self.rest)
        older = entry(MONDAY - dt.timedelta(14), Angle.POWER)
        recent = entry(MONDAY - dt.timedelta(13), Angle.POWER)
        assert {dealt([newest, older], seed=str(n))[0].angle for n in range(60)} == {Angle.MONEY}
        assert {dealt([newest, recent], seed=str(n))[0].angle for n in range(60)} == set(Angle)

    def test_with_no_entries_nothing_is_untouched(self) -> None:
        assert deck.last_touched([]) == {}
        assert {dealt(seed=str(number))[0].angle for number in range(60)} == set(Angle)

    def test_no_more_entries_are_read_than_it_takes_to_find_all_angles(self) -> None:
        class Entries(list[Entry]):
            read = 0

            @override
            def __iter__(self) -> Iterator[Entry]:
                for one in super().__iter__():
                    self.read += 1
                    yield one

        entries = Entries([entry(MONDAY, *Angle)] * 1000)
        deck.last_touched(entries)
        assert entries.read == 1

    @given(
        st.dates(dt.date(2020, 1, 1), dt.date(2026, 1, 1)),
        st.integers(0, 60),
        st.frozensets(st.integers(0, 6)),
    )
    def test_working_days_are_counted_as_one_would_on_a_calendar(
        self, day: dt.date, ago: int, working: frozenset[int]
    ) -> None:
        after = [day + dt.timedelta(number) for number in range(1, ago + 1)]
        counted = sum(one.weekday() in working for one in after)
        assert deck.working_days_since(day, day + dt.timedelta(ago), working) == counted


@given(
    st.sampled_from(CELLS),
    st.lists(st.tuples(st.integers(0, 90), ANY_QUESTION), max_size=12),
    st.frozensets(st.integers(0, 6)),
    st.text(max_size=8),
)
def test_whatever_was_written_the_deal_is_the_whole_cell_in_some_order(
    where: tuple[Layer, Step],
    asked: list[tuple[int, Question]],
    working: frozenset[int],
    seed: str,
) -> None:
    ordered = sorted(asked, key=lambda one: one[0])
    entries = [entry(MONDAY - dt.timedelta(ago), question) for ago, question in ordered]
    order = dealt(entries, layer=where[0], step=where[1], working_days=working, seed=seed)
    assert Counter(order) == Counter(cell(*where))
