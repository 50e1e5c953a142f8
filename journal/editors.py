"""The writer's own editor on a private file that stays only where it holds unsaved words."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from journal import places
from journal.errors import BadInput, NotConfirmed, NotSaved

_USUAL = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vim", "vi")


def command() -> list[str]:
    """The editor as a command: `$VISUAL`, `$EDITOR`, else the usual one of this machine."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not named.strip():
        found = next(filter(None, map(shutil.which, _USUAL)), None)
        if found is None:
            raise BadInput("There is no editor to open. Set EDITOR, or use goodchat edit --text.")
        return [found]
    if shutil.which(named):
        return [named]  # a path may have spaces in it
    try:
        words = shlex.split(named, posix=os.name == "posix")
    except ValueError as error:
        raise BadInput(f"EDITOR has a quote that is not closed: {named}") from error
    return [word.strip('"') for word in words]


@contextmanager
def private_file(folder: Path, content: str, left: Callable[[Path], None]) -> Iterator[Path]:
    """A file only its owner can read, gone afterwards.

    It stays only where changed words in it were not saved: `left` is told where.
    """
    file = _made(folder, content.encode())
    try:
        yield file
    except NotConfirmed:
        file.unlink(missing_ok=True)
        raise
    except BaseException:
        _leave(file, content.encode(), left)
        raise
    file.unlink(missing_ok=True)


def edit(file: Path) -> None:
    """Open the file in the editor and wait until it is closed."""
    words = command()
    try:
        ended = subprocess.run([*words, str(file)], check=False)
    except OSError as error:
        raise BadInput(
            f"{words[0]} could not be opened ({places.reason(error)}). Set EDITOR to your editor."
        ) from error
    if ended.returncode:
        raise BadInput(f"{words[0]} ended with an error, so nothing was changed.")


def read(file: Path) -> str:
    """The text as it came back, however the editor ends its lines."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput("The editor took the file away, so nothing was changed.") from error
    except UnicodeDecodeError as error:
        raise BadInput("The file is not UTF-8 text any more. Save it as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _made(folder: Path, content: bytes) -> Path:
    places.make_private(folder)
    try:
        descriptor, name = tempfile.mkstemp(prefix="edit-", suffix=".txt", dir=folder)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        raise NotSaved(
            f"No file for the editor could be made in {folder} ({places.reason(error)})."
        ) from error
    return Path(name)


def _leave(file: Path, content: bytes, left: Callable[[Path], None]) -> None:
    if not file.exists():
        return
    if file.read_bytes() == content:
        file.unlink()
    else:
        left(file)
