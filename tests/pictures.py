"""The README's pictures, made from the real screens: `python tests/pictures.py [FOLDER]`.

The journal in them is invented, and the clock stands still, so a picture changes only when a
screen does. `tests/test_pictures.py` sees to it that they are made anew when one has.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from msgspec.structs import replace
from textual.pilot import Pilot

# Run as a script, Python looks beside the script and not where the script was started.
sys.path.insert(0, str(Path(__file__).parent.parent))

from journal.demo import invent
from journal.desk import Desk
from journal.store.journal import Journal
from tests.kit import NOW, TODAY
from tests.tui.screen import HOME, USABLE, opened, press, settled

PICTURES = Path(__file__).parent.parent / ".pictures"

WRITTEN = "She drew the pool. It is her Thursday, she said, not ours."
PROMISED = "ring the pool about the Thursday lane"
_FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"

Steps = Callable[[Pilot[None]], Awaitable[object]]


async def at_today(pilot: Pilot[None]) -> None:
    """Where the journal opens."""


async def at_a_page(pilot: Pilot[None]) -> None:
    """Half way through a reflection."""
    await press(pilot, "w", "1", "2", "1")
    await typed(pilot, WRITTEN)


async def at_the_look_over(pilot: Pilot[None]) -> None:
    """Before the entry is kept."""
    await at_a_page(pilot)
    await press(pilot, "ctrl+r")
    await typed(pilot, "The plan had her down for Tuesdays.")
    await press(pilot, "ctrl+r", "ctrl+r")
    await typed(pilot, PROMISED)
    await press(pilot, "enter")
    await typed(pilot, "friday")
    await press(pilot, "ctrl+r")


async def at_an_entry(pilot: Pilot[None]) -> None:
    """Among the entries, with one lit."""
    await press(pilot, "e", "down", "down")


TAKEN: dict[str, tuple[Steps, tuple[int, int], str]] = {
    "today": (at_today, HOME, "goodchat-dark"),
    "write": (at_a_page, HOME, "goodchat-dark"),
    "look-over": (at_the_look_over, HOME, "goodchat-dark"),
    "entries": (at_an_entry, HOME, "goodchat-dark"),
    "light": (at_today, HOME, "goodchat-light"),
    "small": (at_a_page, USABLE, "goodchat-dark"),
}
"""Each picture: how to get there, how large the terminal is, and in which colours."""


async def typed(pilot: Pilot[None], text: str) -> None:
    """Put a text in as a terminal would hand over a paste."""
    pilot.app.copy_to_clipboard(text)
    await press(pilot, "ctrl+v")


async def picture(name: str) -> str:
    """One picture, as SVG."""
    steps, size, colours = TAKEN[name]
    with lived_in(colours) as desk:
        async with opened(desk, size) as pilot:
            await steps(pilot)
            await settled(pilot)
            return tidied(pilot.app.export_screenshot(title="goodchat"))


@contextmanager
def lived_in(colours: str) -> Iterator[Desk]:
    """A desk with half a year of invented chats, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder))
        journal.hold()
        journal.begin()
        journal.save_settings(replace(journal.settings, colours=colours))
        journal.add_many(invent(120, years=1, seed=7, today=TODAY - dt.timedelta(days=1)))
        # The questions are dealt by the id of an entry, which is a new one every time.
        with mock.patch("journal.desk.new_id", return_value="aaaaaaaaaa"):
            yield Desk(journal, lambda: NOW)
        journal.release()


def tidied(svg: str) -> str:
    """The picture without fonts from elsewhere: it fetches nothing when it is looked at."""
    svg = re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"\s*<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {_FONTS}")
    # At this size the fonts named are as wide as Rich's cells, also where textLength is not known.
    svg = svg.replace("font-size: 20px", "font-size: 20.27px")
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return "\n".join(line.rstrip() for line in svg.strip().splitlines()) + "\n"


def main(folder: Path) -> None:
    """Make every picture."""
    for name in ("NO_COLOR", "TEXTUAL_THEME"):
        os.environ.pop(name, None)
    folder.mkdir(parents=True, exist_ok=True)
    for name in TAKEN:
        (folder / f"{name}.svg").write_text(asyncio.run(picture(name)), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else PICTURES)
