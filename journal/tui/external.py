"""Writing a page in the writer's own editor and coming back with it."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from journal import places
from journal.errors import BadInput, JournalError
from journal.visible import tidy


def written(app: App[Any], text: str, home: Path) -> str:
    """The text as it is after the writer's editor has been over it.

    The page lies in a private file in the journal's own drafts folder, and is removed after.
    """
    command = editor_command()
    folder = home / "drafts"
    places.make_private(folder)
    descriptor, name = tempfile.mkstemp(suffix=".txt", prefix="page-", dir=folder)
    page = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        with app.suspend():
            code = subprocess.run([*command, name], check=False).returncode
        if code != 0:
            raise JournalError(f"{command[0]} ended with a fault, so the page is as it was.")
        return tidy(page.read_text("utf-8", errors="replace")).removesuffix("\n")
    except SuspendNotSupported as error:
        raise BadInput("An editor of your own cannot be opened from here.") from error
    except OSError as error:
        said = places.reason(error)
        raise BadInput(
            f"{command[0]} could not be started ({said}). Set VISUAL or EDITOR to your editor."
        ) from error
    finally:
        page.unlink(missing_ok=True)


def editor_command() -> list[str]:
    """The writer's editor as a command: $VISUAL, else $EDITOR, options and all."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not named:
        raise BadInput("Set VISUAL or EDITOR to your editor first, for example EDITOR=nano.")
    return shlex.split(named, posix=os.name != "nt")
