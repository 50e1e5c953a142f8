"""Frozen values as the plain documents TinyDB keeps, and back."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any

import msgspec

Document = dict[str, Any]


def document(value: msgspec.Struct) -> Document:
    """A value as a document of JSON's own types, so that it compares equal when read back."""
    made: Document = msgspec.json.decode(msgspec.json.encode(value))
    return made


def becoming(new: Document) -> Callable[[MutableMapping[Any, Any]], None]:
    """A TinyDB operation that leaves nothing of the old document behind."""

    def become(old: MutableMapping[Any, Any]) -> None:
        old.clear()
        old.update(new)

    return become
