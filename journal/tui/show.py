"""The one door for text on its way to a widget.

Whatever a person typed reaches the screen through here: never as markup, never as a control.
"""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.content import Content

from journal.visible import one_line, visible


def plain(text: str, style: str = "") -> Content:
    """Text with its lines, as it was written."""
    return _styled(visible(text), style)


def line(text: str, style: str = "") -> Content:
    """Text on one line."""
    return _styled(one_line(text), style)


def words(*parts: Content | str | tuple[str, str]) -> Content:
    """Parts put together: contents, texts, and pairs of a text and its style."""
    made = (part if isinstance(part, Content) else plain(*_pair(part)) for part in parts)
    return Content("").join(tuple(made))


def visible_line(text: str) -> str:
    """Text for a widget that takes no markup, such as an Input: one line, controls visible."""
    return one_line(text)


def lines(*parts: Content) -> Content:
    """Contents under one another."""
    return Content("\n").join(parts)


def marked(content: Content, found: str, style: str) -> Content:
    """Content with each place a word is found in, in a style."""
    if not found:
        return content
    folded, wanted = content.plain.casefold(), found.casefold()
    if len(folded) != len(content.plain):  # casefolding moved the places
        return content
    start = folded.find(wanted)
    while start >= 0:
        content = content.stylize(style, start, start + len(wanted))
        start = folded.find(wanted, start + len(wanted))
    return content


def editor_line(text: Text) -> Text:
    """A line of the editor with controls made visible, one for one, so that no place moves."""
    shown = visible(text.plain)
    return text if shown == text.plain else Text(shown, Style(), end="", no_wrap=True)


def _styled(text: str, style: str) -> Content:
    return Content.styled(text, style) if style else Content(text)


def _pair(part: str | tuple[str, str]) -> tuple[str, str]:
    return (part, "") if isinstance(part, str) else part
