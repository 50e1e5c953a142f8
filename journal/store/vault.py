"""The seal of a locked journal: every file closed to the journal's own key, and nobody else's."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from journal.errors import Damaged
from journal.store import age
from journal.store.seal import SEALED


class Vault:
    """An opened lock. Whoever has this object reads the journal, so it is dropped on locking."""

    suffix = SEALED

    def __init__(self, secret: str, recipients: tuple[str, ...]) -> None:
        self._secret = secret
        self._recipients = recipients

    @override
    def __repr__(self) -> str:
        return "Vault(…)"

    def close(self, content: bytes) -> bytes:
        """The content as only the owner of the journal's key can read it."""
        return age.closed(content, self._recipients)

    def open(self, content: bytes, path: Path) -> bytes:
        """What was closed; raises `Damaged` where it is spoilt or was closed to another key."""
        try:
            return age.opened(content, self._secret)
        except age.Unopened as error:
            why = "is empty" if not content else _WHY.get(str(error), "is not whole")
            raise Damaged(
                f"{path} {why}, so it is left exactly as it is and nothing is written over it."
            ) from None

    def open_as_far(self, content: bytes) -> bytes:
        """The beginning of a spoilt file, as far as it can be proved to be ours."""
        try:
            return age.opened_as_far(content, self._secret)
        except age.Unopened:
            return b""


_WHY = {age.NOT_FOR_IT: "is locked with another journal's key"}
