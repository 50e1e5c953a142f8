"""How many chats each layer had, as bars that fit the room there is."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from typing_extensions import override

from journal.model import Layer
from journal.tui import show
from journal.tui.widgets.entry_view import LAYER_MARKS

_LONGEST = 24
_BESIDE = 15
"""Cells the name and the count take."""


class LayerBars(Widget):
    """A bar for each layer, the base at the bottom. The sentence beside it says the same."""

    DEFAULT_CSS = "LayerBars { height: 3; width: 1fr; }"

    counts: reactive[dict[Layer, int]] = reactive(dict)

    @override
    def render(self) -> Content:
        most = max(self.counts.values(), default=0)
        room = min(max(self.size.width - _BESIDE, 4), _LONGEST)
        return show.lines(*(self._bar(layer, most, room) for layer in reversed(Layer)))

    def _bar(self, layer: Layer, most: int, room: int) -> Content:
        count = self.counts.get(layer, 0)
        length = max(round(count / most * room), 1) if count else 0
        bar = show.plain(LAYER_MARKS[layer] * length, f"$layer-{layer}")
        return show.words((f"{layer:<9}", "$quiet"), bar, f"  {count}" if count else "")
