"""Others open what goodchat wrote, without goodchat: TinyDB as it comes, and age as it comes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from tinydb import TinyDB

from journal.errors import Damaged
from journal.model import Entry, Step
from journal.store.journal import Journal
from journal.store.keys import new_keys
from journal.store.locking import sealed_files
from journal.store.seal import KEY
from tests.faults.locked import CANARY, KEYS, PASSPHRASE
from tests.faults.operations import BOILER, KINDS, NEW, POOL, fill
from tests.kit import TODAY

VAULT = KEYS.vault
PIECE = 64 * 1024
"""Bytes that age closes at a time; 16 more prove them."""


def filled(kind_name: str, home: Path) -> Path:
    desk = next(kind for kind in KINDS if kind.name == kind_name).open(home)
    desk.journal.hold()
    fill(desk)
    desk.journal.release()
    return home


def test_stock_tinydb_opens_every_plain_file(home: Path) -> None:
    filled("plain", home)
    texts: set[str] = set()
    for file in (home / "2026.json", home / "2025.json"):
        with TinyDB(file) as year:
            assert year.tables() >= {"entries", "goodchat"}
            for kept in year.table("entries"):
                texts.add(kept["answers"][0]["text"])
    assert texts >= {POOL.text(Step.WHAT), BOILER.text(Step.WHAT)}
    with TinyDB(home / "journal.json") as journal:
        assert len(journal.table("settings")) == 1


def test_stock_tinydb_adds_an_entry_that_goodchat_reads(home: Path) -> None:
    filled("plain", home)
    with TinyDB(home / "2026.json") as year:
        kept = dict(year.table("entries").all()[0], id="zzzzzzzzzz")
        year.table("entries").insert(kept)
    entries: list[Entry] = list(Journal(home).entries())
    assert "zzzzzzzzzz" in {entry.id for entry in entries}
    assert len(entries) == 4


def test_pyrage_by_itself_opens_every_locked_file(home: Path) -> None:
    """With the key file and the passphrase, and nothing of ours."""
    filled("locked", home)
    identity = pyrage.passphrase.decrypt((home / KEY).read_bytes(), PASSPHRASE).decode()
    secret = next(line for line in identity.splitlines() if not line.startswith("#"))
    key = pyrage.x25519.Identity.from_str(secret)
    found = {file.name: pyrage.decrypt(file.read_bytes(), [key]) for file in sealed_files(home)}
    assert found.keys() >= {"2025.json.age", "2026.json.age", "journal.json.age"}
    assert f"{NEW.entry.id}.json.age" in found
    for name, content in found.items():
        assert content.startswith(b"{")
        assert (CANARY.encode() in content) == (name != "journal.json.age")


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_the_age_program_opens_every_locked_file(home: Path, tmp_path: Path) -> None:
    filled("locked", home)
    identity = tmp_path / "identity.txt"
    identity.write_bytes(pyrage.passphrase.decrypt((home / KEY).read_bytes(), PASSPHRASE))
    files = sealed_files(home)
    assert len(files) >= 5
    for file in files:
        said = subprocess.run(
            ["age", "-d", "-i", str(identity), str(file)], capture_output=True, check=True
        ).stdout
        assert said == VAULT.open(file.read_bytes(), file)


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_what_the_age_program_closed_goodchat_opens(home: Path, tmp_path: Path) -> None:
    filled("locked", home)
    plain = VAULT.open((home / "2026.json.age").read_bytes(), home)
    (home / "2026.json.age").unlink()
    subprocess.run(
        ["age", "-r", KEYS.recipients[0], "-o", str(home / "2026.json.age")],
        input=plain,
        check=True,
    )
    assert POOL in Journal(home, VAULT).entries()


# What is not quite age, in the spirit of its own test vectors (https://c2sp.org/CCTV/age)


def _line(number: int, made: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """With one line of the header changed."""

    def changed(content: bytes) -> bytes:
        lines = content.split(b"\n")
        lines[number] = made(lines[number])
        return b"\n".join(lines)

    return changed


def _after_the_header(content: bytes) -> int:
    return content.index(b"\n", content.index(b"\n---") + 1) + 1


def _pieces(made: Callable[[list[bytes]], list[bytes]]) -> Callable[[bytes], bytes]:
    """With the pieces of the content changed; the nonce is before the first of them."""

    def changed(content: bytes) -> bytes:
        start = _after_the_header(content) + 16
        step = PIECE + 16
        pieces = [content[at : at + step] for at in range(start, len(content), step)]
        return content[:start] + b"".join(made(pieces))

    return changed


ODD: dict[str, Callable[[bytes], bytes]] = {
    "no header": lambda content: content[_after_the_header(content) :],
    "another version": _line(0, lambda line: line.replace(b"v1", b"v2")),
    "a version of nothing": _line(0, lambda line: b"age-encryption.org/"),
    "Windows lines": lambda content: content.replace(b"\n", b"\r\n"),
    "a space at the end of a line": _line(1, lambda line: line + b" "),
    "two spaces": _line(1, lambda line: line.replace(b"X25519 ", b"X25519  ")),
    "another kind of recipient": _line(1, lambda line: line.replace(b"X25519", b"x25519")),
    "no share": _line(1, lambda line: b"-> X25519"),
    "a share of zeros": _line(1, lambda line: b"-> X25519 " + b"A" * 43),
    "a share that is too short": _line(1, lambda line: line[:-4]),
    "a share with padding": _line(1, lambda line: line + b"="),
    "a share with a bit too much": _line(1, lambda line: line[:-1] + b"_"),
    "a body cut short": _line(2, lambda line: line[:-1]),
    "a body too long": _line(2, lambda line: line + b"AAAA"),
    "no body": _line(2, lambda line: b""),
    "no proof of the header": lambda content: content.replace(b"\n--- ", b"\n---", 1),
    "another proof of the header": lambda content: _turned(content, content.index(b"\n--- ") + 6),
    "nothing but a header": lambda content: content[: _after_the_header(content)],
    "half a nonce": lambda content: content[: _after_the_header(content) + 8],
    "a nonce and no content": lambda content: content[: _after_the_header(content) + 16],
    "another nonce": lambda content: _turned(content, _after_the_header(content)),
    "the first piece only": _pieces(lambda pieces: pieces[:1]),
    "without the first piece": _pieces(lambda pieces: pieces[1:]),
    "without the last piece": _pieces(lambda pieces: pieces[:-1]),
    "two pieces swapped": _pieces(lambda pieces: [pieces[1], pieces[0], *pieces[2:]]),
    "a piece twice": _pieces(lambda pieces: [pieces[0], *pieces]),
    "the last piece twice": _pieces(lambda pieces: [*pieces, pieces[-1]]),
    "an empty last piece": _pieces(lambda pieces: [*pieces, bytes(16)]),
    "a byte more": lambda content: content + b"\0",
    "a byte less": lambda content: content[:-1],
    "a line before it": lambda content: b"\n" + content,
    "itself twice": lambda content: content + content,
    "armoured, and no more than a beginning": lambda content: b"-----BEGIN AGE ENCRYPTED FILE-----",
    "zeros": lambda content: bytes(len(content)),
    "its start in zeros": lambda content: bytes(512) + content[512:],
    "its end in zeros": lambda content: content[:-512] + bytes(512),
    "a block of zeros": lambda content: content[:PIECE] + bytes(4096) + content[PIECE + 4096 :],
}


def _turned(content: bytes, place: int) -> bytes:
    other = b"B" if content[place : place + 1] != b"B" else b"C"
    return content[:place] + other + content[place + 1 :]


@pytest.mark.parametrize("name", ODD)
def test_what_is_not_quite_age_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    whole = VAULT.close(bytes(range(256)) * 900)
    odd, path = ODD[name](whole), tmp_path / f"{TODAY.year}.json.age"
    assert odd != whole
    with pytest.raises(Damaged) as refused:
        VAULT.open(odd, path)
    said = str(refused.value)
    assert said.startswith(str(path))
    assert "left exactly as it is" in said
    assert said.isprintable()


@pytest.mark.parametrize("name", ODD)
def test_what_can_be_saved_of_it_is_a_beginning_and_nothing_else(name: str) -> None:
    whole = bytes(range(256)) * 900
    saved = VAULT.open_as_far(ODD[name](VAULT.close(whole)))
    assert whole.startswith(saved)
    assert len(saved) % PIECE == 0 or saved == whole


def test_an_empty_content_is_closed_and_opened_too(tmp_path: Path) -> None:
    assert VAULT.open(VAULT.close(b""), tmp_path) == b""
    with pytest.raises(Damaged, match="is empty"):
        VAULT.open(b"", tmp_path)


def test_another_key_is_named_as_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="another journal's key"):
        VAULT.open(new_keys().vault.close(b"theirs"), tmp_path)
