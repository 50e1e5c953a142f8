"""age, the public format that everything locked is in; the one file that knows a library for it.

Anybody with the standard `age` program and the key opens what is written here
(https://age-encryption.org/v1). Run as a program this file is the child process that turns a
passphrase into a key: scrypt takes seconds, and the library lets nothing else run meanwhile.
"""

from __future__ import annotations

import base64
import io
import json
import re
import sys
from contextlib import suppress

import pyrage

WRONG, SPOILT = 3, 4
"""How the child ends where the passphrase is another one, and where the file is not whole."""
NOT_FOR_IT = "No matching keys found"
"""What `Unopened` says of a whole content that was closed to other keys."""
SECRET = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}")
_SCRYPT = re.compile(rb"age-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} ([0-9]{1,3})\n")


class Unopened(Exception):
    """A content that a key or passphrase does not open, or that is not whole."""


def new_secret() -> str:
    """A fresh X25519 secret key, as `age-keygen` writes one."""
    return str(pyrage.x25519.Identity.generate())


def recipient(secret: str) -> str:
    """The public key of a secret one; raises `Unopened` where it is none."""
    return str(_identity(secret).to_public())


def closed(content: bytes, recipients: tuple[str, ...]) -> bytes:
    """The content so that each of these public keys' owners can open it, and nobody else."""
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    return bytes(pyrage.encrypt(content, keys))


def opened(content: bytes, secret: str) -> bytes:
    """What was closed to a secret key's owner; raises `Unopened`."""
    try:
        return bytes(pyrage.decrypt(content, [_identity(secret)]))
    except pyrage.DecryptError as error:
        raise Unopened(str(error)) from None


def opened_as_far(content: bytes, secret: str) -> bytes:
    """The beginning of a content that was cut short or spoilt: age proves it 64 kB at a time."""
    made = io.BytesIO()
    with suppress(pyrage.DecryptError, OSError):
        pyrage.decrypt_io(io.BytesIO(content), made, [_identity(secret)])
    return made.getvalue()


def work_factor(content: bytes) -> int | None:
    """The power of two that opening it with a passphrase costs; None where none opens it.

    Each step up takes twice as long, and whoever made the file chose it: read before it is paid.
    """
    found = _SCRYPT.match(content)
    return int(found[1]) if found else None


def _identity(secret: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError:
        raise Unopened("that is no secret key") from None


def _derived(job: dict[str, str]) -> bytes:
    content = base64.b64decode(job["content"])
    if job["do"] == "open":
        return bytes(pyrage.passphrase.decrypt(content, job["passphrase"]))
    made = bytes(pyrage.passphrase.encrypt(content, job["passphrase"]))
    # Nobody may learn tomorrow that today's key file does not open.
    if pyrage.passphrase.decrypt(made, job["passphrase"]) != content:
        raise pyrage.DecryptError("what was closed does not open again")
    return made


def _main() -> int:
    try:
        made = _derived(json.load(sys.stdin))
    except pyrage.DecryptError as error:
        return WRONG if str(error) == "Decryption failed" else SPOILT
    sys.stdout.write(base64.b64encode(made).decode())
    return 0


if __name__ == "__main__":
    sys.exit(_main())
