"""Keyrings that keep their secrets in a file of the test, for a process of its own as well."""

from __future__ import annotations

import json
import os
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError
from typing_extensions import override

FILE = "GOODCHAT_TEST_KEYRING"
"""Names the file, in the environment."""


class FileKeyring(KeyringBackend):
    """One that works."""

    priority = 5

    @property
    def _file(self) -> Path:
        return Path(os.environ[FILE])

    @property
    def secrets(self) -> dict[str, str]:
        """All that is kept, by service and name."""
        return dict(json.loads(self._file.read_text())) if self._file.exists() else {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.secrets.get(f"{service} {username}")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._keep(self.secrets | {f"{service} {username}": password})

    @override
    def delete_password(self, service: str, username: str) -> None:
        secrets = self.secrets
        if secrets.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError("not found")
        self._keep(secrets)

    def _keep(self, secrets: dict[str, str]) -> None:
        self._file.write_text(json.dumps(secrets))


class LockedKeyring(FileKeyring):
    """One that its owner does not open: nothing goes in, comes out or goes away."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("dismissed")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("dismissed")

    @override
    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("dismissed")
