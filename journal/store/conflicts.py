"""Copies that a sync program leaves beside a file when two laptops changed it at once."""

from __future__ import annotations

import re
from pathlib import Path

from journal.store.copies import is_journal_file
from journal.store.drafts import DRAFT_FILE
from journal.store.files import inside

# `2026 (conflicted copy …).json`, `2026 (1).json`, `2026.sync-conflict-….json`, `2026-LAPTOP.json`,
# and the same of a locked file: `2026.json (conflicted copy …).age`
_MADE = r"(?:[ .(_~-].*\.json(?:\.age)?|\.json[ .(_~-].*\.age)"
_OF_A_FILE = re.compile(r"(?:[0-9]{4}|journal)" + _MADE, re.DOTALL)
_OF_A_DRAFT = re.compile(r"[0-9a-z]{1,40}" + _MADE, re.DOTALL)


def is_conflict_copy(name: str) -> bool:
    """Whether a file of this name in a home is a copy of one of the journal's."""
    return bool(_OF_A_FILE.fullmatch(name)) and not is_journal_file(name)


def of_files(home: Path) -> tuple[Path, ...]:
    """The copies beside the journal's files."""
    return tuple(file for file in inside(home) if is_conflict_copy(file.name))


def of_drafts(folder: Path) -> tuple[Path, ...]:
    """The copies beside its drafts."""
    found = (file for file in inside(folder) if _OF_A_DRAFT.fullmatch(file.name))
    return tuple(file for file in found if not DRAFT_FILE.fullmatch(file.name))
