"""A reflection from the first question to the entry that is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from textual import events
from textual.widgets import TextArea

from journal import deck
from journal.desk import Desk
from journal.errors import NotSaved
from journal.model import Ground, Layer, PromiseState, Step, WithWhom
from journal.reflection import Part
from journal.store.journal import Journal
from journal.tui.app import GoodchatApp
from journal.tui.screens.write import KEPT_WITHIN, WriteScreen
from tests.kit import NOW, TODAY, MakeEntry, full_disk
from tests.tui.screen import asked, opened, press, read, settled, type_in, write


async def test_each_question_comes_alone_and_in_order(desk: Desk) -> None:
    async with opened(desk) as pilot:
        assert "Who did you have a chat with?" in await press(pilot, "w")
        assert "Whose ground were you on?" in await press(pilot, "1")
        screen = await press(pilot, "2")
        assert "Where does it belong?" in screen
        assert screen.index("base ") < screen.index("filling ") < screen.index("top ")
        screen = await press(pilot, "enter")
        questions = {q.text for q in deck.load() if q.layer is Layer.BASE and q.step is Step.WHAT}
        assert asked(pilot) in questions
        assert "▸2 what happened" in screen
        assert "▸3 so what" in await press(pilot, "ctrl+r")
        assert "▸4 now what" in await press(pilot, "ctrl+r")
        assert "Did you say you would do something?" in await press(pilot, "ctrl+r")
        assert "Read it once more" in await press(pilot, "ctrl+r")


async def test_a_whole_reflection_is_kept_as_it_was_told(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "2", "2", "enter")
        await type_in(pilot, "She drew the pool. We laughed")
        await press(pilot, "ctrl+r")
        await write(pilot, "it is her Thursday")
        await press(pilot, "ctrl+r", "ctrl+r")
        await write(pilot, "ring the pool")
        await press(pilot, "enter")
        assert "Friday 20 November 2026" in await write(pilot, "fri")
        screen = await press(pilot, "enter")
        assert "She drew the pool. We laughed" in screen
        assert "ring the pool" in screen
        screen = await press(pilot, "enter")
        assert "Write about a chat" in screen
        assert "She drew the pool" in screen
    (entry,) = desk.journal.entries()
    assert (entry.day, entry.written_at) == (TODAY, NOW)
    assert (entry.with_whom, entry.ground) == (WithWhom.FAMILY, Ground.THEIRS)
    assert entry.layer is Layer.BASE
    assert [(a.step, a.text) for a in entry.answers] == [
        (Step.WHAT, "She drew the pool. We laughed"),
        (Step.SO_WHAT, "it is her Thursday"),
    ]
    assert all(answer.prompt and answer.angle for answer in entry.answers)
    assert entry.promise is not None
    assert (entry.promise.what, entry.promise.by) == ("ring the pool", dt.date(2026, 11, 20))
    assert entry.promise.state is PromiseState.OPEN
    assert desk.drafts() == ()


async def test_it_is_saved_from_any_step(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "rang the plumber with her")
        assert "rang the plumber with her" in await press(pilot, "ctrl+s")
    assert [entry.first_line for entry in desk.journal.entries()] == ["rang the plumber with her"]


async def test_every_step_can_be_skipped_and_one_line_is_enough(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", *["ctrl+r"] * 5)
        await write(pilot, "bins")
        await press(pilot, "ctrl+s")
    (entry,) = desk.journal.entries()
    assert (entry.with_whom, entry.ground, entry.layer) == (None, None, Layer.BASE)
    assert [(a.step, a.text) for a in entry.answers] == [(Step.NOW_WHAT, "bins")]


async def test_nothing_written_is_nothing_saved_and_says_so(desk: Desk) -> None:
    async with opened(desk) as pilot:
        screen = await press(pilot, "w", "1", "1", "1", "ctrl+s")
        assert "Nothing is written yet" in screen
        assert "▸2 what happened" in screen
    assert list(desk.journal.entries()) == []


async def test_another_question_comes_on_a_key_and_the_words_stay(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "bins")
        screen = pilot.app.screen
        assert isinstance(screen, WriteScreen)
        seen = [screen.reflection.answer(Step.WHAT)]
        for _ in range(4):
            assert "bins" in await press(pilot, "ctrl+n")
            seen.append(screen.reflection.answer(Step.WHAT))
    prompts = [answer.prompt for answer in seen if answer]
    assert len(set(prompts)) == 5


async def test_none_of_these_leaves_the_page_alone(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        assert "What happened" in await press(pilot, "ctrl+o")
        await write(pilot, "bins")
        await press(pilot, "ctrl+s")
    (entry,) = desk.journal.entries()
    assert entry.answers[0].prompt is None


async def test_a_bare_page_is_one_page(desk: Desk) -> None:
    async with opened(desk) as pilot:
        screen = await press(pilot, "b")
        assert "A bare page" in screen
        assert "so what" not in screen
        await write(pilot, "just this")
        await press(pilot, "ctrl+r")
        assert "just this" in await press(pilot, "ctrl+r")
        await press(pilot, "ctrl+s")
    assert [entry.first_line for entry in desk.journal.entries()] == ["just this"]


async def test_turning_to_a_bare_page_loses_no_word(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "first")
        await press(pilot, "ctrl+r")
        await write(pilot, "second")
        assert "first" in await press(pilot, "ctrl+l")
        await press(pilot, "ctrl+s")
    (entry,) = desk.journal.entries()
    assert [answer.text for answer in entry.answers] == ["first", "second"]


async def test_the_first_top_entry_of_a_week_asks_what_it_rests_on(
    desk: Desk, entry: MakeEntry
) -> None:
    base = entry(TODAY - dt.timedelta(days=2), "she turned the plan over and drew the pool")
    desk.journal.add(base)
    async with opened(desk) as pilot:
        screen = await press(pilot, "w", "4", "1", "3")
        assert "Which chat does this one rest on?" in screen
        assert "she turned the plan over" in screen
        await press(pilot, "1")
        await write(pilot, "the budget paper")
        await press(pilot, "ctrl+s")
        screen = await press(pilot, "w", "4", "1", "3")
        assert "▸2 what happened" in screen
    top = next(desk.journal.entries())
    assert (top.layer, top.rests_on) == (Layer.TOP, base.id)


async def test_the_question_of_what_it_rests_on_can_be_skipped(desk: Desk) -> None:
    async with opened(desk) as pilot:
        assert "none of these" in await press(pilot, "w", "4", "1", "3")
        await press(pilot, "enter")
        await write(pilot, "the budget paper")
        await press(pilot, "ctrl+s")
    assert next(desk.journal.entries()).rests_on is None


async def test_a_chat_of_yesterday_can_be_written_up(desk: Desk) -> None:
    async with opened(desk) as pilot:
        assert "Wed 18 Nov" in await press(pilot, "w", "d")
        assert "Tue 17 Nov" in await press(pilot, "d")
        assert "Thu 19 Nov" in await press(pilot, "d")
        await press(pilot, "d", "1", "1", "1")
        await write(pilot, "bins")
        await press(pilot, "ctrl+s")
    assert next(desk.journal.entries()).day == TODAY - dt.timedelta(days=1)


async def test_a_draft_is_on_the_disk_within_two_seconds(desk: Desk) -> None:
    assert KEPT_WITHIN <= 2
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await type_in(pilot, "half a sen")
        await pilot.pause(KEPT_WITHIN + 0.2)
        (draft,) = desk.drafts()
        assert draft.last_words == "half a sen"


async def test_leaving_keeps_the_draft_and_today_offers_it(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "half a sentence")
        screen = await press(pilot, "escape")
        assert "Carry on with today’s draft" in screen
        assert "half a sentence" in screen
        screen = await press(pilot, "c")
        assert "half a sentence" in screen
        assert "▸2 what happened" in screen
        await write(pilot, " and the rest")
        await press(pilot, "ctrl+s")
    assert next(desk.journal.entries()).first_line == "half a sentence and the rest"


async def test_going_to_another_mode_keeps_the_draft(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "half")
        await press(pilot, "ctrl+b", "e")
        assert [draft.last_words for draft in desk.drafts()] == ["half"]


async def test_quitting_keeps_the_draft(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "half")
        await pilot.press("ctrl+q")
    assert [draft.last_words for draft in desk.drafts()] == ["half"]


async def test_a_draft_is_let_go_only_when_that_is_meant(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "half")
        assert "Let this draft go?" in await press(pilot, "ctrl+b", "ctrl+d")
        await press(pilot, "escape")
        assert len(desk.drafts()) == 1
        await press(pilot, "ctrl+d", "2")
    assert desk.drafts() == ()


async def test_everything_can_be_added_when_looking_it_over(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "bins")
        await press(pilot, "ctrl+r", "ctrl+r", "ctrl+r", "ctrl+r")
        screen = pilot.app.screen
        assert isinstance(screen, WriteScreen)
        changes = screen.query_one("#changes")
        for field, keys in {
            "stance": ["1"],
            "final_say": ["3"],
            "tags": [*"pool", "space", *"rota", "enter"],
            "glad": [],
            "unsaid": [*"not", "escape"],
            "wobble": ["3"],
            "they_brought": [*"tea", "enter"],
        }.items():
            changes.highlighted = [c.value for c in changes._choices].index(field)  # type: ignore[attr-defined]
            await press(pilot, "enter", *keys)
        assert screen.reflection.part is Part.LOOK_OVER
        await press(pilot, "ctrl+s")
    (entry,) = desk.journal.entries()
    assert (entry.stance, entry.final_say, entry.tags) == ("with", "both", ("pool", "rota"))
    assert (entry.glad, entry.unsaid, entry.wobble, entry.they_brought) == (True, "not", 2, "tea")


async def test_a_tag_that_will_not_do_is_said_and_waits(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "bins")
        await press(pilot, *["ctrl+r"] * 4)
        changes = pilot.app.screen.query_one("#changes")
        changes.highlighted = [c.value for c in changes._choices].index("tags")  # type: ignore[attr-defined]
        screen = await press(pilot, "enter", *"a", "!", "enter")
        assert "cannot be a tag" in screen
        await press(pilot, "escape", "ctrl+s")
    assert next(desk.journal.entries()).tags == ()


async def test_a_long_paste_and_an_undo_take_no_word_and_no_screen_down(desk: Desk) -> None:
    async with opened(desk, (80, 24)) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "before ")
        lines = "\n".join(f"line {number}" for number in range(60))
        pilot.app.copy_to_clipboard(lines)
        await press(pilot, "ctrl+v")
        editor = pilot.app.screen.query_one(TextArea)
        assert editor.text == "before " + lines
        await press(pilot, "ctrl+z")
        assert "line 59" not in editor.text
        assert "line 59" in await press(pilot, "ctrl+y")
        assert editor.text == "before " + lines
        await press(pilot, "ctrl+s")
    assert next(desk.journal.entries()).answers[0].text == "before " + lines


async def test_words_about_danger_get_one_calm_line(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "he said she hit him")
        assert "This journal isn't that place." in await press(pilot, "ctrl+s")
    assert desk.journal.count() == 1


async def test_a_save_that_fails_leaves_the_words_in_the_editor(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        await write(pilot, "bins")
        (desk.journal.home / "2026.json").write_bytes(b"damaged")
        desk.journal.is_forgiving = True
        screen = await press(pilot, "ctrl+s")
        assert "▸2 what happened" in screen
        assert "bins" in screen
        assert "2026.json" in screen
        await settled(pilot)
    assert (desk.journal.home / "2026.json").read_bytes() == b"damaged"
    assert [draft.last_words for draft in desk.drafts()] == ["bins"]


async def test_an_undone_word_is_on_the_disk_again(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "b")
        await write(pilot, "Alpha beta gamma")
        await press(pilot, "escape", "c")
        await press(pilot, "ctrl+w")
        assert isinstance(pilot.app, GoodchatApp)
        assert pilot.app.keep_draft()
        assert desk.drafts()[0].last_words == "Alpha beta"
        await press(pilot, "ctrl+z", "escape")
        assert desk.drafts()[0].last_words == "Alpha beta gamma"


async def test_a_change_taken_back_leaves_no_draft(desk: Desk, entry: MakeEntry) -> None:
    desk.journal.add(entry(text="bins"))
    async with opened(desk) as pilot:
        await press(pilot, "e")
        await press(pilot, "e", "down", "enter")
        await press(pilot, "x")
        assert isinstance(pilot.app, GoodchatApp)
        assert pilot.app.keep_draft()
        assert len(desk.drafts()) == 1
        await press(pilot, "backspace", "escape")
    assert desk.drafts() == ()


async def test_a_draft_that_cannot_be_kept_is_not_left_without_asking(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "b")
        await write(pilot, "first words")
        await settled(pilot)
        desk.journal.drafts.folder.mkdir(exist_ok=True)
        with full_disk(desk.journal.drafts.folder):
            await write(pilot, " and more")
            screen = await press(pilot, "escape")
            assert "The draft could not be kept" in screen
            screen = await press(pilot, "enter")
            assert "first words and more" in screen
            await press(pilot, "ctrl+q")
            assert pilot.app.is_running
            await press(pilot, "escape")
        await press(pilot, "escape")
    assert desk.drafts()[0].last_words == "first words and more"


async def test_emptying_the_page_by_a_slip_keeps_what_the_disk_has(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "b")
        await write(pilot, "words")
        await press(pilot, "escape", "c", "ctrl+a", "backspace", "escape")
    assert desk.drafts()[0].last_words == "words"


async def test_words_typed_just_before_a_key_are_there(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", "1", "1", "1")
        pilot.app.post_message(events.Paste("typed at once"))
        await press(pilot, "ctrl+r")
        await press(pilot, "ctrl+b")
        assert "typed at once" in read(pilot.app)
        pilot.app.post_message(events.Paste(", and more"))
        await pilot.press("ctrl+q")
    assert desk.drafts()[0].last_words == "typed at once, and more"


async def test_what_is_typed_in_a_dialog_is_in_the_draft(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "b")
        await write(pilot, "bins")
        await press(pilot, "ctrl+r", "ctrl+r")
        changes = pilot.app.screen.query_one("#changes")
        changes.highlighted = [c.value for c in changes._choices].index("unsaid")  # type: ignore[attr-defined]
        await press(pilot, "enter")
        await write(pilot, "what I did not say")
        assert isinstance(pilot.app, GoodchatApp)
        assert pilot.app.keep_draft()
        assert desk.drafts()[0].entry.unsaid == "what I did not say"


async def test_a_bare_page_can_be_walked_through_on_any_screen(desk: Desk) -> None:
    for size in ((30, 20), (40, 10), (56, 20), (100, 30)):
        async with opened(desk, size) as pilot:
            await press(pilot, "w", "ctrl+l", "ctrl+r", "ctrl+r", "ctrl+b", "ctrl+b", "escape")
            assert pilot.app.is_running


async def test_a_day_that_is_none_is_asked_again(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await press(pilot, "w", *["ctrl+r"] * 6)
        await write(pilot, "ring the pool")
        await press(pilot, "enter")
        await write(pilot, "next month some time")
        for key in ("enter", "ctrl+r", "ctrl+s"):
            screen = await press(pilot, key)
            assert "Did you say you would do something?" in screen
            assert "is not a day goodchat knows" in screen


async def test_a_window_that_may_only_read_cannot_be_written_in(desk: Desk) -> None:
    second = Desk(Journal(desk.journal.home), lambda: NOW)
    second.read_only_because = "Read only. Open elsewhere."
    async with opened(second, open_on="write") as pilot:
        assert "Read your entries" in read(pilot.app)


async def test_an_entry_that_is_kept_is_kept_though_its_draft_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_: object) -> None:
        raise NotSaved("The draft could not be let go.")

    async with opened(desk) as pilot:
        await press(pilot, "b")
        await write(pilot, "bins")
        await press(pilot, "ctrl+r")
        monkeypatch.setattr(desk.journal.drafts, "discard", stuck)
        await press(pilot, "ctrl+s")
        assert "bins" in read(pilot.app)
    assert desk.journal.count() == 1
    assert desk.drafts() == ()
