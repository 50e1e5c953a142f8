"""`goodchat completion`: the script that lets a shell finish goodchat's words."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from journal.cli import say
from journal.errors import BadInput

_SHELLS = ("bash", "zsh", "fish", "powershell")


@click.command("completion", short_help="Let the shell finish your words.")
@click.argument("shell", type=click.Choice(_SHELLS, case_sensitive=False))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the script that lets SHELL finish goodchat's commands and options."""
    root = context.find_root()
    kind = get_completion_class(shell)
    if kind is None:
        raise BadInput(f"There is no completion for {shell} yet. There is for bash, zsh and fish.")
    say.result(kind(root.command, {}, "goodchat", "_GOODCHAT_COMPLETE").source())
    return 0
