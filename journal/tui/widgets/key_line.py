"""The line at the bottom: the keys that work here, as many as fit, and where to find the others."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget
from typing_extensions import override

from journal.tui import show

_ALWAYS = ("help", "palette")
"""Keys that stay at the right however little room there is."""


@dataclass(frozen=True)
class _Key:
    shown: str
    does: str
    action: str
    node: DOMNode


class KeyLine(Widget):
    """One line drawn at once: a widget for each key costs a fifth of a start."""

    DEFAULT_CSS = """
    KeyLine { dock: bottom; height: 1; padding: 0 1; background: $footer-background; }
    """

    def on_mount(self) -> None:
        """Draw anew when other keys work."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _: Screen[object]) -> None:
        self.refresh()

    @override
    def render(self) -> Content:
        left, right = self._sides()
        said_right = Content("  ").join(map(_said, right))
        room = self.size.width - said_right.cell_length - 2
        said_left = Content("  ").join(map(_said, _fitting(left, room)))
        gap = self.size.width - said_left.cell_length - said_right.cell_length
        return show.words(said_left, " " * max(gap, 1), said_right)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        left, right = self._sides()
        place = event.get_content_offset(self)
        if place is None:
            return
        right_side = Content("  ").join(map(_said, right)).cell_length
        starts = (left, 0) if place.x < self.size.width - right_side else (right, -right_side)
        keys, x = starts[0], starts[1] % self.size.width
        for key in keys:
            width = _said(key).cell_length
            if x <= place.x < x + width:
                await self.app.run_action(key.action, key.node)
            x += width + 2

    def _sides(self) -> tuple[list[_Key], list[_Key]]:
        left: list[_Key] = []
        right: list[_Key] = []
        if self.app.screen is not self.screen:
            return left, right  # a dialog is answered first, and says how
        for active in self.screen.active_bindings.values():
            binding = active.binding
            is_palette = binding.action.endswith("command_palette")
            if active.enabled and (binding.show or is_palette):
                does = "palette" if is_palette else binding.description
                key = _Key(self.app.get_key_display(binding), does, binding.action, active.node)
                side = right if is_palette or binding.id in _ALWAYS else left
                if key.does not in [other.does for other in side]:
                    side.append(key)
        return left, right


def _fitting(keys: list[_Key], room: int) -> list[_Key]:
    fitting: list[_Key] = []
    for key in keys:
        room -= _said(key).cell_length + 2
        if room < -2:
            break
        fitting.append(key)
    return fitting


def _said(key: _Key) -> Content:
    return show.words(
        (key.shown, "bold $footer-key-foreground"),
        " ",
        (key.does, "$footer-description-foreground"),
    )
