"""Key files as anybody could make them: any passphrase, and any work factor, also none to speak of.

Written from the format's own description (https://age-encryption.org/v1) and without the library
the journal uses, so that what opens here was not only ever opened by its own maker. A key that
costs nothing lets a test run a hundred commands of a locked journal.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
from collections.abc import Iterator

_LABEL = b"age-encryption.org/v1/scrypt"
_ENDLESS = 0xFFFFFFFF
_QUARTERS = ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
             (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14))  # fmt: skip


def key_file(identity: bytes, passphrase: str, work: int = 2, *, said: int | None = None) -> bytes:
    """An identity under a passphrase, as age writes it, the same each time.

    `work` is the power of two that opening it costs, `said` the one its header claims.
    """
    salt, file_key, nonce = (_fixed(name, passphrase) for name in ("salt", "file key", "nonce"))
    wrapping = hashlib.scrypt(passphrase.encode(), salt=_LABEL + salt, n=1 << work, r=8, p=1,
                              dklen=32)  # fmt: skip
    wrapped = _sealed(wrapping, bytes(12), file_key)
    head = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (
        _base64(salt), work if said is None else said, _base64(wrapped)
    )  # fmt: skip
    mac = hmac.digest(_derived(file_key, b"", b"header"), head, "sha256")
    key, last = _derived(file_key, nonce, b"payload"), bytes(11) + b"\1"
    return b"%s %s\n%s%s" % (head, _base64(mac), nonce, _sealed(key, last, identity))


def _fixed(name: str, passphrase: str) -> bytes:
    return hashlib.sha256(f"{name} of {passphrase}".encode()).digest()[:16]


def _base64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """HKDF with SHA-256 (RFC 5869), of which one block is enough here."""
    drawn = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(drawn, info + b"\1", "sha256")


def _sealed(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """ChaCha20-Poly1305 without anything beside the content (RFC 8439)."""
    stream = _stream(key, nonce)
    one_time = next(stream)[:32]
    closed = b"".join(
        bytes(a ^ b for a, b in zip(content[at : at + 64], next(stream), strict=False))
        for at in range(0, len(content), 64)
    )
    padded = closed + bytes(-len(closed) % 16) + struct.pack("<QQ", 0, len(closed))
    return closed + _poly1305(one_time, padded)


def _stream(key: bytes, nonce: bytes) -> Iterator[bytes]:
    for number in range(1 << 32):
        start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", number) + nonce)
        block = list(start)
        for _ in range(10):
            for quarter in _QUARTERS:
                _quarter(block, *quarter)
        mixed = ((a + b) & _ENDLESS for a, b in zip(block, start, strict=True))
        yield struct.pack("<16I", *mixed)


def _quarter(block: list[int], a: int, b: int, c: int, d: int) -> None:
    for one, other, turned, by in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        block[one] = (block[one] + block[other]) & _ENDLESS
        mixed = block[turned] ^ block[one]
        block[turned] = ((mixed << by) | (mixed >> (32 - by))) & _ENDLESS


def _poly1305(key: bytes, content: bytes) -> bytes:
    clamp = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    sum_ = 0
    for at in range(0, len(content), 16):
        piece = int.from_bytes(content[at : at + 16] + b"\1", "little")
        sum_ = (sum_ + piece) * clamp % ((1 << 130) - 5)
    return ((sum_ + int.from_bytes(key[16:], "little")) % (1 << 128)).to_bytes(16, "little")
