"""The doors in: text from a pipe or from a person's keys, always UTF-8 and never endless."""

from __future__ import annotations

import sys
from typing import BinaryIO

from journal.errors import BadInput
from journal.reflection import LONGEST_TEXT, check_length

_MOST_BYTES = 4 * LONGEST_TEXT
# A terminal hands over one line at a time, and drops what is typed past this many bytes of it.
TERMINAL_LINE = 4095


def piped() -> str:
    """All of the text on stdin."""
    source = _stdin()
    content = source.read(_MOST_BYTES + 1) if source else b""
    return _bounded(content)


def line() -> str | None:
    """The next line on stdin without its end, or None where there is no more."""
    source = _stdin()
    content = source.readline(_MOST_BYTES + 1) if source else b""
    return _bounded(content).rstrip("\r\n") if content else None


def line_of_bytes(most: int) -> bytes:
    """The next line on stdin as it came in, and no more than so many bytes of it."""
    source = _stdin()
    return source.readline(most) if source else b""


def argument(text: str) -> str:
    """Text from the command line, or `BadInput` where its bytes were not UTF-8."""
    if any("\ud800" <= mark <= "\udfff" for mark in text):
        raise BadInput(_NOT_TEXT)
    return text


_NOT_TEXT = "That is not UTF-8 text. Save it as UTF-8 and try again."


def _stdin() -> BinaryIO | None:
    return getattr(sys.stdin, "buffer", None)


def _bounded(content: bytes) -> str:
    if len(content) > _MOST_BYTES:
        raise BadInput(
            f"That text is longer than the {LONGEST_TEXT:,} characters an answer may have. "
            "Keep what matters for this chat and put the rest elsewhere."
        )
    return check_length(_decoded(content))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(_NOT_TEXT) from error
