"""`goodchat export --all`: the whole journal as one JSON document, with nothing left out."""

from __future__ import annotations

from pathlib import Path

import click

from journal.cli import outside, say
from journal.cli.desks import open_desk
from journal.days import counted

_EVERYTHING = "It holds everything, also what never leaves this laptop otherwise. Keep it safe."
_IN_CLEAR = f"{_EVERYTHING} The journal is locked, and this file is not."


@click.command("export", short_help="The whole journal as one JSON document.")
@click.argument("path", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--all", "is_all", is_flag=True, help="Everything, also what is private.")
@click.option("--force", is_flag=True, help="Put it in the place of a file that is there.")
def export(path: Path, is_all: bool, force: bool) -> int:
    """Write the whole journal to PATH as one JSON document; - prints it."""
    import msgspec

    from journal.store.copies import exported

    if not is_all:
        raise click.UsageError("An export is of everything, private words too. Say so: --all")
    desk = open_desk()
    is_printed = str(path) == "-"
    target = path if is_printed else outside.free(path, force=force)
    now = desk.clock()
    document = exported(desk.journal.copy(now), now)
    if is_printed:
        say.document(document)
        return 0
    outside.put(target, msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n")
    say.result(f"{counted(len(document.entries), 'chat')} in {target}")
    say.aside(_IN_CLEAR if desk.journal.seal.suffix else _EVERYTHING)
    return 0
