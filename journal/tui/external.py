"""Writing a page in the writer's own editor and coming back with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from journal import editors
from journal.errors import BadInput
from journal.visible import tidy


def written(app: App[Any], text: str, folder: Path, left: Callable[[Path], None]) -> str:
    """The text as it is after the writer's editor has been over it.

    It lies in a private file in `folder` meanwhile; `left` is told where, if words stay in it.
    """
    editors.command()  # said before the screen is given up, where there is no editor
    with editors.private_file(folder, text, left) as page:
        try:
            with app.suspend():
                editors.edit(page)
        except SuspendNotSupported as error:
            raise BadInput("An editor of your own cannot be opened from here.") from error
        return tidy(editors.read(page)).removesuffix("\n")
