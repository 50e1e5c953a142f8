"""Files outside the journal that a command is asked to write: never one over another unasked."""

from __future__ import annotations

from pathlib import Path

from journal.errors import BadInput, NotSaved
from journal.places import reason
from journal.store.files import replace_durably


def free(path: Path, *, force: bool) -> Path:
    """The path itself where a file may be put there, or `BadInput` saying why not."""
    if not path.parent.is_dir():
        raise BadInput(f"There is no folder {path.parent}. Make it first, or name another place.")
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name a file.")
    if path.exists() and not force:
        raise BadInput(f"{path} is there already. Name another file, or add --force.")
    return path


def put(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    try:
        replace_durably(path, content)
    except NotSaved as error:
        cause = error.__cause__
        why = reason(cause) if isinstance(cause, OSError) else "something went wrong"
        raise NotSaved(
            f"{path} could not be written ({why}). Nothing was changed; name another place."
        ) from error
