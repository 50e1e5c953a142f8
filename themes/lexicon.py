"""Lexicons from TOML, with errors that name the file and the line.

`load` reads any of them; what its tables mean is for the reader that asks.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from themes.patterns import BadPattern, compiled

FOLDER = os.path.join(os.path.dirname(__file__), "lexicons")  # noqa: PTH118, PTH120


class BrokenLexicon(ValueError):
    """A lexicon that cannot be used; it says in which file and line, and what to do."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(f"{file}, line {line}: {what}")
        self.file = file
        self.line = line


class Source:
    """A lexicon as it is written: its name, its text, and the data in it."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        try:
            self.data: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            raise BrokenLexicon(
                name,
                int(line.group(1)) if line else text.count("\n") + 1,
                f"this is no TOML: {error}",
            ) from None

    def error(self, value: object, what: str) -> BrokenLexicon:
        """What to raise over a value; the line is the first on which it is written."""
        return BrokenLexicon(self.name, self._line_of(value), what)

    def tables(self, name: str) -> Iterator[Mapping[str, Any]]:
        """Each table of a list of tables, or of a single one; none where there is no such name."""
        found = self.data.get(name, [])
        for table in found if isinstance(found, list) else [found]:
            if not isinstance(table, dict):
                raise self.error(name, f"{name} has to be a table")
            yield table

    def string(self, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        """A text that has to be there, unless there is a default."""
        value = table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.error(next(iter(table.values()), key), f"{key} has to be a text")
        return value

    def strings(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is missing."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, f"{key} has to be a list of texts")
        return tuple(value)

    def pattern(self, value: str, *, keeps_case: bool = False) -> re.Pattern[str]:
        """A pattern of this lexicon, compiled; see `themes.patterns` for what one may hold."""
        try:
            return compiled(value, keeps_case=keeps_case)
        except BadPattern as error:
            raise self.error(value, f"{error} ({value})") from None

    def _line_of(self, value: object) -> int:
        written = str(value)
        for number, line in enumerate(self.text.splitlines(), 1):
            if written in line or written.replace("\\", "\\\\") in line:
                return number
        return 1


def load(name: str, folder: str = FOLDER) -> Source:
    """The lexicon of that name, `second_look.toml` or `themes/money.toml`."""
    path = os.path.join(folder, *name.split("/"))  # noqa: PTH118
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return Source(name, file.read())
    except OSError as error:
        raise BrokenLexicon(name, 0, f"it cannot be opened: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise BrokenLexicon(name, 1, f"it is not UTF-8 at byte {error.start}") from None


def names_in(under: str, folder: str = FOLDER) -> tuple[str, ...]:
    """The names of all lexicons in a folder of lexicons, in order."""
    files = sorted(os.listdir(os.path.join(folder, under)))  # noqa: PTH118, PTH208
    return tuple(f"{under}/{file}" for file in files if file.endswith(".toml"))
