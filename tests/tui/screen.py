"""The screen as a person reads it, and a way to keep what it should read like."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from journal.desk import Desk
from journal.tui.app import GoodchatApp

HOME = (100, 30)
COMPLETE = (80, 24)
USABLE = (60, 20)
SIZES = (HOME, COMPLETE, USABLE)

LOOKS = Path(__file__).parent / "looks"
_CELL = 12.2
"""The width of one cell in Rich's SVG, in its own units."""
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def read(app: App[Any]) -> str:
    """The whole screen as plain text, through Textual's own SVG export."""
    return text_in(app.export_screenshot(title=""))


def text_in(picture: str) -> str:
    """The text in an SVG picture of a screen, line by line."""
    rows: defaultdict[int, list[tuple[float, str]]] = defaultdict(list)
    for node in ET.fromstring(picture).iter(_SVG_TEXT):
        line = re.search(r"line-(\d+)", node.get("clip-path", ""))
        if line:
            text = (node.text or "").replace("\xa0", " ")
            rows[int(line[1])].append((float(node.get("x", 0)), text))
    return "\n".join(_line(rows[row]) for row in range(max(rows, default=-1) + 1))


def _line(parts: list[tuple[float, str]]) -> str:
    line = ""
    for x, text in sorted(parts):
        line = line.ljust(round(x / _CELL)) + text
    return line.rstrip()


@asynccontextmanager
async def opened(
    desk: Desk, size: tuple[int, int] = HOME, **options: Any
) -> AsyncIterator[Pilot[None]]:
    """The app on a screen of this size, still where it should be still."""
    app = GoodchatApp(desk, **options)
    app.animation_level = "none"
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until every message has been dealt with and every worker is through or waiting."""
    await pilot.pause()


async def still(pilot: Pilot[Any]) -> str:
    """Read the screen once it is still: on a busy machine one pause may end mid-layout."""
    await settled(pilot)
    screen = read(pilot.app)
    for _ in range(20):
        await settled(pilot)
        before, screen = screen, read(pilot.app)
        if screen == before:
            break
    return screen


async def press(pilot: Pilot[Any], *keys: str) -> str:
    """Press keys as a person would, and read the screen."""
    await pilot.press(*keys)
    return await still(pilot)


async def write(pilot: Pilot[Any], text: str) -> str:
    """Put a text in as a terminal hands over a paste: at once, and to what has the focus."""
    pilot.app.post_message(events.Paste(text))
    return await still(pilot)


async def type_in(pilot: Pilot[Any], text: str) -> str:
    """Type a text letter by letter."""
    names = {" ": "space", "\n": "enter", ".": "full_stop", ",": "comma", "?": "question_mark"}
    return await press(pilot, *(names.get(letter, letter) for letter in text))


def asked(pilot: Pilot[Any]) -> str:
    """The question above the page."""
    return str(pilot.app.screen.query_one("#asked", Static).content)
