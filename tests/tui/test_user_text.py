"""What a person typed is never markup, a link, a command or a terminal control."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.desk import Desk
from journal.model import Promise
from journal.reflection import begin
from journal.tui import show
from journal.visible import json_safe, one_line, tidy, visible
from tests.kit import NOW, TODAY, MakeEntry
from tests.tui.screen import opened, press, read

NASTY = (
    "I went [/home] and [sad]",
    "- [x] done, [TODO]",
    "[@click=app.quit]press me[/]",
    "[link=https://example.org]here[/link]",
    "[bold]loud[/bold] [/]",
    "[red",
    "a\\[b] \\",
    "price £30 [50%]",
    "\x1b]0;owned\x07\x1b[2J\x1b]52;c;aGk=\x07",
    "\x9b31mred\x9d8;;x\x9c",
    "\u202egnirts\u202c \u2066x\u2069",
    "tea 🫖 👩🏽‍🌾 in the café with naïve Ωμέγα",
    "שלום, she said",
    "مرحبا",
    "zero\u200bwidth\ufeff",
    "{braces} %s $HOME `ls`",
    "# heading *stars* _under_",
)
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("text", NASTY)
async def test_no_screen_takes_it_for_anything_but_text(
    desk: Desk, entry: MakeEntry, text: str
) -> None:
    promise = Promise(what=text, by=TODAY, outcome=text)
    desk.journal.add(entry(text=text, promise=promise, they_brought=text, unsaid=text))
    desk.journal.drafts.keep(begin("aaaaaaaaaa", TODAY, NOW).bare().promise(text))
    async with opened(desk) as pilot:
        seen = [read(pilot.app), await press(pilot, "e"), await press(pilot, "e")]
        seen.append(await press(pilot, "escape", "c"))
        assert pilot.app.is_running
    for screen in seen:
        assert not STEERING.search(screen.replace("\n", ""))
    shown = [word for word in one_line(text).split() if word.isascii() and len(word) < 20]
    for word in shown:
        assert word in seen[1], seen[1]


@pytest.mark.parametrize("text", NASTY)
async def test_the_editor_shows_it_as_it_is(desk: Desk, text: str) -> None:
    reflection = begin("aaaaaaaaaa", TODAY, NOW)
    reflection = reflection.go(reflection.parts[3]).ask(reflection.parts[3], None)  # type: ignore[arg-type]
    desk.journal.drafts.keep(reflection.write(text))
    async with opened(desk) as pilot:
        screen = await press(pilot, "c")
        assert not STEERING.search(screen.replace("\n", ""))
        await press(pilot, "ctrl+s")
    assert next(desk.journal.entries()).answers[0].text == tidy(text)


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    assert not STEERING.search(visible(text))
    assert visible(visible(text)) == visible(text)


def test_every_character_there_is_comes_out_harmless() -> None:
    every = "".join(map(chr, range(0x110000)))
    assert not STEERING.search(visible(every))
    assert "\n" in visible(every)
    assert "\t" in visible(every)
    assert "🫖" in visible(every)


@given(st.text())
def test_content_holds_the_very_text(text: str) -> None:
    assert show.plain(text).plain == visible(text)
    assert show.words("a", (text, "bold"), show.line(text)).plain == (
        "a" + visible(text) + one_line(text)
    )


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_on_its_way_to_a_terminal_reads_back_the_same(text: str) -> None:
    import json

    document = json.dumps({"text": text}, ensure_ascii=False)
    assert json.loads(json_safe(document)) == {"text": text}
    assert not STEERING.search(json_safe(document))


@given(st.text())
def test_tidied_text_keeps_what_writing_needs(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", tidy(text))
