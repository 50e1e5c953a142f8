"""A group of commands that are named here and imported only when they are used."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import click
from click.shell_completion import CompletionItem
from typing_extensions import override


class Named(NamedTuple):
    """A command that is not imported yet."""

    where: str
    """`module:attribute`"""
    help: str
    """The line beside it in the list of commands."""


class LazyGroup(click.Group):
    """A group whose help, and whose completion of names, import no command."""

    def __init__(
        self,
        *args: Any,
        named: Mapping[str, Named],
        shared: click.Option | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._named = named
        self._shared = shared
        """An option that every command has, and the group itself."""
        if shared is not None:
            self.params.append(shared)

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._named)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._named:
            return None
        module, attribute = self._named[cmd_name].where.split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        if self._shared is not None and self._shared not in command.params:
            command.params.append(self._shared)
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.help) for name, one in self._named.items()])

    @override
    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        options = click.Command.shell_complete(self, ctx, incomplete)
        names = (name for name in self._named if name.startswith(incomplete))
        return [CompletionItem(name, help=self._named[name].help) for name in names] + options
