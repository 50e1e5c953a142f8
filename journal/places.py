"""Where the journal lives on this laptop."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from journal.errors import BadInput, NotSaved


def home() -> Path:
    """The journal's folder: `$GOODCHAT_HOME`, else the usual place for a person's own data."""
    named = os.environ.get("GOODCHAT_HOME")
    if named:
        try:
            return Path(named).expanduser()
        except RuntimeError as error:
            raise BadInput(
                f"GOODCHAT_HOME names the home of somebody unknown here: {named[:80]}. "
                "Give the folder in full."
            ) from error
    # Imported here because it costs as much as the rest of a quick command.
    import platformdirs

    return platformdirs.user_data_path("goodchat", appauthor=False)


def check(folder: Path) -> None:
    """Refuse a home that is there and is not a folder."""
    if folder.exists() and not folder.is_dir():
        raise BadInput(
            f"{folder} is a file, and the journal needs a folder. "
            "Set GOODCHAT_HOME to a folder, or move that file."
        )


def make_private(folder: Path) -> None:
    """Make the folder, and keep it to its owner (0700)."""
    try:
        check(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix" and stat.S_IMODE(folder.stat().st_mode) & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise NotSaved(
            f"The folder {folder} cannot be used for the journal ({reason(error)}). "
            "Set GOODCHAT_HOME to a folder you may write in."
        ) from error


def reason(error: OSError) -> str:
    """What the system said, without a path or a number."""
    return (error.strerror or type(error).__name__).casefold()
