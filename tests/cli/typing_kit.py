"""What came of a command that was typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]


class Outcome(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def kept_id(self) -> str:
        """The id in `Kept ID.`"""
        return self.out.split("Kept ", 1)[1][:10]

    @property
    def sentence(self) -> str:
        """The one sentence of a refusal, with nothing beside it."""
        assert self.code == 1
        assert self.out == ""
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.strip()


Goodchat = Callable[..., Outcome]
"""Runs a command as it is typed."""

Passphrase = Callable[..., tuple[str, str]]
"""Puts a passphrase in a file, and gives the option that names it."""
