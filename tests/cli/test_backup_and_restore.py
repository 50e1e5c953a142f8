"""`goodchat backup`, `restore`, `export` and `import backup`, as they are typed."""

from __future__ import annotations

import io
import json
import stat
import tracemalloc
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from journal.cli import say
from journal.store import copies, files
from tests.cli.typing_kit import Goodchat
from tests.kit import contents

HEAD = '"goodchat":{"1":{"format":"goodchat year","schema":%d,"generation":1}}'


@pytest.fixture
def ids(goodchat: Goodchat) -> list[str]:
    """Three chats in two years, one of them deleted, settings and all."""
    goodchat("settings", "day-ends-at", "03:00")
    kept = [goodchat("add", text, "--tag", "pool").kept_id for text in ("the pool", "the bus")]
    kept.append(goodchat("add", "last year ‘ü’ 🫖", "--day", "30/12/2025").kept_id)
    goodchat("delete", goodchat("add", "not that one").kept_id)
    goodchat("write", "--plain", stdin="")
    return kept


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with nothing in it, where the journal is from now on."""
    empty = tmp_path / "another laptop"

    def move() -> Path:
        monkeypatch.setenv("GOODCHAT_HOME", str(empty))
        return empty

    return move  # type: ignore[return-value]


def exported(goodchat: Goodchat) -> Any:
    document = goodchat("export", "--all", "-").json
    del document["exported_at"]
    return document


def test_a_backup_holds_the_files_as_they_are(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "my backup.zip"
    outcome = goodchat("backup", str(target))
    assert outcome.code == 0
    assert outcome.out == f"3 chats in {target}\n"
    with zipfile.ZipFile(target) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    assert inside == {name: file.read_bytes() for name, file in copies.files_below(home)}
    assert {"2025.json", "2026.json", "journal.json"} <= set(inside)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_a_folder_gets_a_dated_name(goodchat: Goodchat, ids: list[str], tmp_path: Path) -> None:
    assert goodchat("backup", str(tmp_path)).code == 0
    assert (tmp_path / "goodchat-2026-11-19.zip").exists()


@pytest.mark.parametrize("command", [("backup",), ("export", "--all")])
def test_a_file_that_is_there_stays(
    goodchat: Goodchat, ids: list[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    target = tmp_path / "a file"
    target.write_text("hers")
    assert "add --force" in goodchat(*command, str(target)).sentence
    assert target.read_text() == "hers"
    assert goodchat(*command, "--force", str(target)).code == 0
    assert target.read_bytes() != b"hers"
    assert "no folder" in goodchat(*command, str(tmp_path / "gone" / "x")).sentence


@pytest.mark.parametrize("command", [("backup",), ("export", "--all")])
def test_a_file_that_may_not_be_written_is_said(
    goodchat: Goodchat, ids: list[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    target = tmp_path / "a file"
    target.write_text("hers")
    target.chmod(0o400)
    assert "(the file is read-only)" in goodchat(*command, "--force", str(target)).sentence
    assert target.read_text() == "hers"


def test_nothing_is_backed_up_of_nothing(goodchat: Goodchat, home: Path, tmp_path: Path) -> None:
    assert "nothing to back up" in goodchat("backup", str(tmp_path / "x.zip")).sentence
    assert not (tmp_path / "x.zip").exists()
    assert not home.exists()


def test_a_damaged_journal_is_mended_before_it_is_backed_up(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    (home / "2025.json").write_bytes(b"half")
    assert "goodchat doctor" in goodchat("backup", str(tmp_path / "x.zip")).sentence
    assert not (tmp_path / "x.zip").exists()


def test_a_backup_is_whole_although_another_window_saves(
    goodchat: Goodchat, ids: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each change in between makes it look again."""
    from journal.store import shelf

    looks = iter([(0, 0, 0), (0, 0, 1)])
    real = files.signature
    monkeypatch.setattr(shelf, "signature", lambda path: next(looks, None) or real(path))
    assert goodchat("backup", str(tmp_path / "x.zip")).code == 0


@pytest.mark.parametrize("way", ["zip", "export", "folder"])
def test_a_journal_goes_to_another_laptop_and_is_the_same(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path, elsewhere: Any, way: str
) -> None:
    before = exported(goodchat)
    source = {"zip": tmp_path / "b.zip", "export": tmp_path / "e.json", "folder": home}[way]
    if way == "zip":
        goodchat("backup", str(source))
    elif way == "export":
        goodchat("export", "--all", str(source))
    new = elsewhere()
    outcome = goodchat("restore", str(source), "--yes")
    assert (outcome.code, outcome.err) == (0, "")
    assert exported(goodchat) == before
    assert goodchat("doctor").code == 0
    assert contents(new).keys() == {n for n in contents(home) if not n.startswith("backups")}
    assert goodchat("settings", "day-ends-at").out == "day-ends-at: 03:00\n"


def test_an_export_is_one_private_document_with_everything_in_it(
    goodchat: Goodchat, ids: list[str], tmp_path: Path
) -> None:
    goodchat("export", "--all", str(tmp_path / "e.json"))
    document = json.loads((tmp_path / "e.json").read_text("utf-8"))
    assert document["format"] == "goodchat export"
    assert document["schema"] == copies.EXPORT_SCHEMA
    assert document["exported_at"] == "2026-11-19T17:20:00Z"
    assert {one["id"] for one in document["entries"]} == set(ids)
    assert [one["entry"]["answers"][0]["text"] for one in document["deleted"]] == ["not that one"]
    assert document["settings"]["day_ends_at"] == "03:00:00"
    assert stat.S_IMODE((tmp_path / "e.json").stat().st_mode) == 0o600


def test_an_export_says_that_it_is_of_everything(goodchat: Goodchat, tmp_path: Path) -> None:
    assert goodchat("export", str(tmp_path / "e.json")).code == 2


def test_what_was_lost_comes_back_and_what_is_newer_stays(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    source = tmp_path / "b.zip"
    goodchat("backup", str(source))
    newer = goodchat("edit", ids[0], "--text", "the pool, again")
    assert newer.code == 0
    (home / "2025.json").unlink()
    outcome = goodchat("restore", str(source), "--yes")
    assert outcome.code == 0
    assert "1 chat would come back, of 30 Dec 2025." in outcome.out
    assert "1 chat stays: newer here." in outcome.out
    assert "1 chat is the same on both sides." in outcome.out
    assert goodchat("show", ids[0], "--json").json["answers"][0]["text"] == "the pool, again"
    assert "last year" in goodchat("show", ids[2]).out
    again = goodchat("restore", str(source))
    assert (again.code, "Nothing was changed" in again.err) == (0, True)


def test_a_dated_copy_is_made_before_a_restore_changes_a_file(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path, elsewhere: Any
) -> None:
    source = tmp_path / "b.zip"
    goodchat("backup", str(source))
    new = elsewhere()
    goodchat("add", "only here")
    before = (new / "2026.json").read_bytes()
    assert goodchat("restore", str(source), "--yes").code == 0
    assert (new / "backups" / "2026-11-19" / "2026.json").read_bytes() == before


def test_a_newer_version_in_the_backup_takes_the_place_of_the_older(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    old = (home / "2026.json").read_bytes()
    goodchat("edit", ids[0], "--text", "newer", "--day", "1/1/2024")
    source = tmp_path / "e.json"
    goodchat("export", "--all", str(source))
    (home / "2026.json").write_bytes(old)
    (home / "2024.json").unlink()
    outcome = goodchat("import", "backup", str(source))
    assert "1 chat would change to a newer version." in outcome.out
    assert goodchat("show", ids[0], "--json").json["day"] == "2024-01-01"
    assert ids[0] not in (home / "2026.json").read_text("utf-8")


def test_two_versions_are_both_kept_once(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    source = tmp_path / "e.json"
    goodchat("export", "--all", str(source))
    source.write_text(source.read_text("utf-8").replace("the pool", "the baths"), "utf-8")
    outcome = goodchat("restore", str(source), "--yes")
    assert "1 chat would be kept twice" in outcome.out
    goodchat("restore", str(source), "--yes")
    said = goodchat("list").out
    assert (said.count("the pool"), said.count("the baths")) == (1, 1)


def test_what_was_deleted_since_comes_back_only_when_asked(
    goodchat: Goodchat, ids: list[str], tmp_path: Path
) -> None:
    source = tmp_path / "b.zip"
    goodchat("backup", str(source))
    goodchat("delete", ids[0])
    outcome = goodchat("restore", str(source), "--yes")
    assert "1 chat is one you have deleted since, and stays deleted." in outcome.out
    assert "--deleted" in outcome.out
    assert goodchat("show", ids[0]).code == 1
    assert goodchat("restore", str(source), "--yes", "--deleted").code == 0
    assert "the pool" in goodchat("show", ids[0]).out
    assert goodchat("delete", "--undo", ids[0]).code == 1


@pytest.mark.parametrize(("typed", "comes"), [("yes\n", True), ("y\n", True), ("\n", False)])
def test_at_a_terminal_it_asks(
    goodchat: Goodchat,
    ids: list[str],
    tmp_path: Path,
    elsewhere: Any,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    comes: bool,
) -> None:
    goodchat("backup", str(tmp_path / "b.zip"))
    elsewhere()
    monkeypatch.setattr(say, "is_typed", lambda: True)
    outcome = goodchat("restore", str(tmp_path / "b.zip"), stdin=typed)
    assert outcome.code == (0 if comes else 1)
    assert bool(goodchat("list").out) is comes


def test_without_a_terminal_it_wants_to_be_told(
    goodchat: Goodchat, ids: list[str], tmp_path: Path, elsewhere: Any
) -> None:
    goodchat("backup", str(tmp_path / "b.zip"))
    new = elsewhere()
    outcome = goodchat("restore", str(tmp_path / "b.zip"), stdin="yes\n")
    assert outcome.code == 1
    assert "--yes" in outcome.err
    assert not new.exists()


def test_a_dry_run_changes_nothing(
    goodchat: Goodchat, ids: list[str], tmp_path: Path, elsewhere: Any
) -> None:
    goodchat("backup", str(tmp_path / "b.zip"))
    new = elsewhere()
    outcome = goodchat("import", "backup", str(tmp_path / "b.zip"), "--dry-run")
    assert outcome.code == 0
    assert "3 chats would come back" in outcome.out
    assert not new.exists()
    assert goodchat("import", "backup", str(tmp_path / "b.zip")).code == 0
    assert len(goodchat("list").out.splitlines()) == 3


def test_a_damaged_journal_is_mended_before_anything_comes_in(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    goodchat("backup", str(tmp_path / "b.zip"))
    (home / "2026.json").write_bytes(b"half")
    before = contents(home)
    assert "doctor --repair" in goodchat("restore", str(tmp_path / "b.zip"), "--yes").sentence
    assert contents(home) == before
    goodchat("doctor", "--repair")
    goodchat("restore", str(tmp_path / "b.zip"), "--yes")
    assert len(goodchat("list").out.splitlines()) == 3


def test_a_journal_that_is_open_elsewhere_is_not_written_in(
    goodchat: Goodchat, home: Path, ids: list[str], tmp_path: Path
) -> None:
    from journal.store.journal import Journal

    goodchat("backup", str(tmp_path / "b.zip"))
    (home / "2025.json").unlink()
    other = Journal(home)
    other.hold()
    outcome = goodchat("restore", str(tmp_path / "b.zip"), "--yes")
    assert (outcome.code, "open in another window" in outcome.err) == (1, True)
    other.release()
    assert not (home / "2025.json").exists()


# Hostile and broken sources: one sentence, and nothing changed.


def zipped(members: dict[str, bytes], **options: Any) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def year(schema: int = 1, entries: str = "{}") -> bytes:
    return ("{" + f'"entries":{entries},' + HEAD % schema + "}").encode()


def twice() -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("2026.json", year())
        archive.writestr("2026.json", year())
    return made.getvalue()


def locked() -> bytes:
    """A zip that says that its member has a passphrase."""
    content = bytearray(zipped({"2026.json": year()}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(mark) + place] |= 1
    return bytes(content)


def checksum() -> bytes:
    """A zip with a flipped bit in what it holds."""
    content = bytearray(zipped({"2026.json": year()}))
    content[45] ^= 0xFF
    return bytes(content)


EXPORT = {
    "format": "goodchat export",
    "schema": 1,
    "exported_at": "2026-11-19T17:20:00Z",
    "settings": {},
    "entries": [],
    "deleted": [],
    "drafts": [],
}


def export(**fields: Any) -> bytes:
    return json.dumps(EXPORT | fields).encode()


BROKEN = {
    "truncated": (zipped({"2026.json": year()})[:-30], "not a whole zip"),
    "bit flipped": (checksum(), "not a whole zip"),
    "empty zip": (zipped({}), "none of a journal's files"),
    "foreign": (zipped({"holiday.jpg": b"x"}), "no part of a journal"),
    "dots": (zipped({"../2026.json": year()}), "no part of a journal"),
    "absolute": (zipped({"/etc/2026.json": year()}), "no part of a journal"),
    "backslash": (zipped({"..\\2026.json": year()}), "no part of a journal"),
    "escapes": (zipped({"\x1b]0;owned\x07\n.json": year()}), "no part of a journal"),
    "twice": (twice(), "there twice"),
    "locked": (locked(), "packed in a way"),
    "60,000 members": (zipped({f"{n}.json": b"" for n in range(60_000)}), "60,000 files"),
    "newer": (zipped({"2026.json": year(99)}), "newer goodchat"),
    "damaged inside": (zipped({"2026.json": b"{"}), "not a whole journal file"),
    "nonsense inside": (zipped({"2026.json": year(entries='{"1":{}}')}), "not as goodchat"),
    "another kind inside": (zipped({"journal.json": year()}), "does not say that it is"),
    "damaged draft": (zipped({"drafts/aaaaaaaaaa.json": b"{"}), "draft"),
    "empty file": (b"", "is no backup"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "is no backup"),
    "other JSON": (b'{"a": 1}', "is no backup"),
    "deep JSON": (b"[" * 200_000, "is no backup"),
    "export newer": (export(schema=copies.EXPORT_SCHEMA + 1, more=1), "newer goodchat"),
    "export with more": (export(more=1), "not as goodchat exports it"),
    "export with less": (b'{"format": "goodchat export", "schema": 1}', "not as goodchat"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("command", [("restore", "--yes"), ("import", "backup")])
def test_what_cannot_be_a_backup_is_refused(
    goodchat: Goodchat, home: Path, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    content, needle = BROKEN[name]
    source = tmp_path / "source"
    source.write_bytes(content)
    goodchat("add", "hers")
    before = contents(home)
    outside = set(tmp_path.rglob("*"))
    sentence = goodchat(*command, str(source)).sentence
    assert needle in sentence
    assert "\x1b" not in sentence
    assert contents(home) == before
    assert set(tmp_path.rglob("*")) == outside


def test_a_bomb_is_refused_by_what_comes_out_of_it(
    goodchat: Goodchat, home: Path, tmp_path: Path
) -> None:
    """A gigabyte in a megabyte: no more of it is unpacked than a year may have."""
    source = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("2026.json", "w") as member,
    ):
        for _ in range(1024):
            member.write(bytes(1024 * 1024))
    assert source.stat().st_size < 10_000_000
    tracemalloc.start()
    sentence = goodchat("restore", str(source), "--yes").sentence
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "far more than a journal" in sentence
    assert most < 2.5 * copies.MOST_BYTES
    assert not home.exists()


def test_a_bomb_that_lies_about_its_size_is_refused(
    goodchat: Goodchat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MOST_BYTES", 1_000)
    content = bytearray(zipped({"2026.json": bytes(50_000)}))
    place = content.index(b"PK\1\2") + 24
    content[place : place + 4] = (10).to_bytes(4, "little")
    source = tmp_path / "liar.zip"
    source.write_bytes(bytes(content))
    assert goodchat("restore", str(source), "--yes").sentence


def test_a_large_export_is_refused_by_its_bytes(
    goodchat: Goodchat, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "MOST_IN_ALL", 1_000)
    (tmp_path / "e.json").write_bytes(b" " * 1_001)
    assert "far more" in goodchat("restore", str(tmp_path / "e.json")).sentence


def test_what_is_not_there_is_said(goodchat: Goodchat, home: Path, tmp_path: Path) -> None:
    assert "There is no" in goodchat("restore", str(tmp_path / "gone.zip")).sentence
    assert "none of a journal's files" in goodchat("restore", str(tmp_path)).sentence
    assert not home.exists()


def test_one_dated_copy_can_be_restored_by_itself(
    goodchat: Goodchat, home: Path, ids: list[str]
) -> None:
    """`backups/2026-11-19`, or one file in it."""
    copy = home / "backups" / "2026-11-19"
    assert goodchat("restore", str(copy), "--yes").code == 0
    assert goodchat("restore", str(copy / "2026.json"), "--yes").code == 0
    assert goodchat("doctor").code == 0
