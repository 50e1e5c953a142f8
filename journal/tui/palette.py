"""The command palette: every key on this screen as a command, and every entry to open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from textual.app import App
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen
from typing_extensions import override

from journal.tui import show

Command = tuple[str, str, Callable[[], Any]]
"""A key, what it does, and the doing."""


def commands(app: App[Any], screen: Screen[Any]) -> Iterator[Command]:
    """What works now, from the bindings themselves: the one list palette and help share."""
    seen: set[str] = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        if not active.enabled or not binding.id or binding.id in seen:
            continue
        seen.add(binding.id)
        does = binding.tooltip or binding.description
        yield (
            app.get_key_display(binding),
            does,
            partial(app.run_action, binding.action, active.node),
        )


class Keys(Provider):
    """Every key that works on this screen, as a command."""

    @override
    async def discover(self) -> Hits:
        for key, does, run in commands(self.app, self.screen):
            yield DiscoveryHit(_beside(show.plain(does), key), run, text=does)

    @override
    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for key, does, run in commands(self.app, self.screen):
            score, offsets = matcher.fuzzy_search.match(matcher.query, does)
            if score > 0:
                yield Hit(score, _beside(_lit(does, offsets), key), run, text=does)


def _beside(does: Content, key: str) -> Content:
    return show.words(does, (f"  {key}", "dim"))


def _lit(text: str, offsets: Sequence[int]) -> Content:
    content = show.plain(text)
    for offset in offsets:
        content = content.stylize("bold", offset, offset + 1)
    return content
