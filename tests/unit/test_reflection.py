"""The guided flow as a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal import deck
from journal.deck import Question
from journal.errors import BadInput
from journal.model import FACETS, Answer, Layer, Promise, Step, WithWhom
from journal.reflection import (
    LONGEST_TEXT,
    Part,
    Reflection,
    begin,
    check_length,
    revise,
)
from tests.kit import NOW, TODAY, MakeEntry


def started(**options: bool) -> Reflection:
    return begin("aaaaaaaaaa", TODAY, NOW, **options)


def deal(layer: Layer, step: Step) -> Sequence[Question]:
    return [one for one in deck.load() if one.layer is layer and one.step is step]


def at(part: Part) -> Reflection:
    return started().go(part)


def test_the_parts_come_in_order_and_end_with_the_look_over() -> None:
    reflection, seen = started(), [Part.WITH_WHOM]
    while (onward := reflection.forward()) != reflection:
        reflection = onward
        seen.append(reflection.part)
    assert seen == [part for part in Part if part is not Part.RESTS_ON]
    assert reflection.part is Part.LOOK_OVER


def test_back_from_the_first_part_stays() -> None:
    assert started().back() == started()
    assert not started().can_go_back
    assert started().forward().back() == started()


def test_base_is_where_it_starts() -> None:
    assert started().entry.layer is Layer.BASE


def test_only_a_top_entry_that_is_the_first_of_its_week_asks_what_it_rests_on() -> None:
    for layer in Layer:
        for first in (True, False):
            parts = started(rests=first).choose_layer(layer).parts
            assert (Part.RESTS_ON in parts) == (layer is Layer.TOP and first)


def test_a_question_is_dealt_when_a_page_is_reached_and_stays() -> None:
    reflection = at(Part.WHAT).asked(deal)
    asked = reflection.answer(Step.WHAT)
    assert asked is not None
    assert asked.prompt == deal(Layer.BASE, Step.WHAT)[0].text
    assert reflection.asked(lambda *_: ()) == reflection
    assert started().asked(deal) == started()


def test_another_question_goes_through_the_whole_deck_and_round() -> None:
    reflection, prompts = at(Part.SO_WHAT).asked(deal).write("words"), []
    for _ in deal(Layer.BASE, Step.SO_WHAT):
        answer = reflection.answer(Step.SO_WHAT)
        assert answer is not None
        prompts.append(answer.prompt)
        reflection = reflection.another(deal)
        assert reflection.text(Step.SO_WHAT) == "words"
    assert prompts == [question.text for question in deal(Layer.BASE, Step.SO_WHAT)]
    again = reflection.answer(Step.SO_WHAT)
    assert again is not None
    assert again.prompt == prompts[0]


def test_no_question_is_a_choice_too() -> None:
    reflection = at(Part.WHAT).asked(deal).write("words").without_question()
    assert reflection.answer(Step.WHAT) == Answer(step=Step.WHAT, text="words")
    assert reflection.asked(deal) == reflection


def test_another_layer_asks_other_questions_and_keeps_what_is_written() -> None:
    reflection = at(Part.WHAT).asked(deal).write("words").go(Part.SO_WHAT).asked(deal)
    changed = reflection.fill(facet=FACETS[Layer.BASE][0]).choose_layer(Layer.TOP)
    assert changed.text(Step.WHAT) == "words"
    assert changed.answer(Step.SO_WHAT) is None
    assert changed.entry.facet is None
    assert changed.choose_layer(Layer.TOP) == changed


def test_what_a_top_entry_rests_on_goes_when_it_is_no_top_entry() -> None:
    top = started().choose_layer(Layer.TOP).fill(rests_on="bbbbbbbbbb")
    assert top.choose_layer(Layer.BASE).entry.rests_on is None


def test_a_bare_page_keeps_what_the_steps_held() -> None:
    reflection = at(Part.WHAT).write("one").forward().write("two").bare()
    assert reflection.part is Part.WHAT
    assert Part.SO_WHAT not in reflection.parts
    assert [answer.text for answer in reflection.finish(NOW).answers] == ["one", "two"]
    assert reflection.bare(is_bare=False).parts == started().parts


def test_one_line_is_enough_and_nothing_is_not() -> None:
    assert at(Part.NOW_WHAT).write("bins").finish(NOW).first_line == "bins"
    for empty in (started(), at(Part.WHAT).write("  \n "), at(Part.WHAT).asked(deal)):
        with pytest.raises(BadInput, match="One line is enough"):
            empty.finish(NOW)


@pytest.mark.parametrize("field", ["they_brought", "ordinary_life", "unsaid", "peer_note"])
def test_words_in_any_field_are_words(field: str) -> None:
    assert started().fill(**{field: "tea"}).has_words
    assert not started().fill(with_whom=WithWhom.PERSON, wobble=3).has_words


def test_a_promise_alone_is_an_entry() -> None:
    entry = started().promise("ring the pool", TODAY).finish(NOW)
    assert entry.promise == Promise(what="ring the pool", by=TODAY)
    assert entry.first_line == "ring the pool"
    assert started().promise("ring").promise("  ").entry.promise is None


def test_a_finished_entry_has_no_empty_answers() -> None:
    reflection = at(Part.WHAT).asked(deal).write("bins\n").forward().asked(deal)
    (answer,) = reflection.finish(NOW).answers
    assert answer.text == "bins"


def test_far_too_much_is_refused_with_a_sentence() -> None:
    assert check_length("x" * LONGEST_TEXT)
    with pytest.raises(BadInput, match="1,000,000 characters, and an answer may have 100,000"):
        at(Part.WHAT).write("x" * 1_000_000).finish(NOW)


def test_changing_an_entry_keeps_when_it_was_written_and_counts_the_change(
    entry: MakeEntry,
) -> None:
    before = entry(text="bins")
    later = NOW + dt.timedelta(days=3)
    reflection = revise(before)
    assert reflection.part is Part.LOOK_OVER
    after = reflection.go(Part.WHAT).write("bins and recycling").finish(later)
    assert (after.id, after.written_at, after.day) == (before.id, before.written_at, before.day)
    assert after.revisions == (later,)
    assert after.answers[0].text == "bins and recycling"


def test_the_last_words_are_those_a_draft_is_known_by() -> None:
    assert started().last_words == ""
    assert at(Part.WHAT).write("first\n\nhalf a sen\n").last_words == "half a sen"


MOVES: dict[str, Callable[[Reflection], Reflection]] = {
    "forward": Reflection.forward,
    "back": Reflection.back,
    "another": lambda now: now.another(deal),
    "none": Reflection.without_question,
    "bare": Reflection.bare,
    "steps": lambda now: now.bare(is_bare=False),
    "top": lambda now: now.choose_layer(Layer.TOP),
    "write": lambda now: now,
}


@given(st.lists(st.sampled_from(list(MOVES))))
def test_however_one_wanders_the_draft_reads_back_and_no_word_goes(moves: list[str]) -> None:
    reflection, written = started(rests=True), dict[Step, str]()
    for number, move in enumerate(moves):
        reflection = MOVES[move](reflection)
        if move == "write" and reflection.step:
            written[reflection.step] = f"words {number}"
            reflection = reflection.write(f"words {number}")
        reflection = reflection.asked(deal)
        kept = msgspec.json.decode(msgspec.json.encode(reflection), type=Reflection)
        assert kept == reflection
    assert {step: reflection.text(step) for step in written} == written
