"""The TinyDB storage that cannot lose a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tinydb import TinyDB

from journal.errors import Damaged, NotSaved, TooNew
from journal.store import durable
from journal.store.durable import DurableStorage
from journal.store.upgrades import SCHEMAS, YEAR_KIND


def opened(path: Path) -> TinyDB:
    return TinyDB(path, "goodchat year", storage=DurableStorage)


def test_what_is_put_in_is_there_when_opened_again(tmp_path: Path) -> None:
    opened(tmp_path / "2026.json").table("entries").insert({"text": "tea"})
    assert opened(tmp_path / "2026.json").table("entries").all() == [{"text": "tea"}]


def test_stock_tinydb_opens_the_file(tmp_path: Path) -> None:
    opened(tmp_path / "2026.json").table("entries").insert({"text": "tea, ‘two sugars’ 🫖"})
    with TinyDB(tmp_path / "2026.json", encoding="utf-8") as stock:
        assert stock.table("entries").all() == [{"text": "tea, ‘two sugars’ 🫖"}]


def test_each_save_counts_one_generation(tmp_path: Path) -> None:
    database = opened(tmp_path / "2026.json")
    for text in ("one", "two", "three"):
        database.table("entries").insert({"text": text})
    assert json.loads((tmp_path / "2026.json").read_text("utf-8"))["goodchat"]["1"] == {
        "format": "goodchat year",
        "schema": SCHEMAS[YEAR_KIND],
        "generation": 3,
    }
    assert DurableStorage(tmp_path / "2026.json", "goodchat year").generation == 3


HEAD = '"goodchat":{"1":{"format":"goodchat year","schema":1,"generation":1}}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"{}",
        b"[]",
        b"\0" * 64,
        b'{"entries": {"1": {"text": "tea"',
        b'{"entries": {}}',
        b"\xef\xbb\xbf{}",
        ("{" + HEAD + "} tail of the old one").encode(),
        b'{"goodchat": {"1": {"format": "goodchat year", "schema": "one"}}}',
        b'{"goodchat": {"1": {"format": "shopping list", "schema": 1}}}',
        b"\xff\xfe nonsense",
        b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_said_and_never_written_over(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "2026.json"
    path.write_bytes(content)
    with pytest.raises(Damaged, match=r"2026\.json .*left exactly as it is"):
        opened(path).table("entries").insert({"text": "tea"})
    assert path.read_bytes() == content


def test_a_newer_file_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "2026.json"
    newer = b'{"goodchat":{"1":{"format":"goodchat year","schema":99,"generation":1}}}'
    path.write_bytes(newer)
    with pytest.raises(TooNew, match="newer goodchat"):
        opened(path).table("entries").insert({"text": "tea"})
    assert path.read_bytes() == newer


def test_a_change_by_another_program_is_noticed_before_a_save(tmp_path: Path) -> None:
    path = tmp_path / "2026.json"
    database = opened(path)
    database.table("entries").insert({"text": "mine"})
    opened(path).table("entries").insert({"text": "theirs"})
    before = path.read_bytes()
    with pytest.raises(NotSaved, match="changed by another program"):
        database.table("entries").insert({"text": "mine again"})
    assert path.read_bytes() == before


def test_a_file_that_turned_up_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "2026.json"
    database = opened(path)
    assert database.table("entries").all() == []
    opened(path).table("entries").insert({"text": "theirs"})
    with pytest.raises(NotSaved):
        database.table("entries").insert({"text": "mine"})
    assert opened(path).table("entries").all() == [{"text": "theirs"}]


def test_a_failed_save_is_never_remembered_as_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "2026.json"
    database = opened(path)
    database.table("entries").insert({"text": "kept"})

    def fails(*_: object) -> None:
        raise NotSaved("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace_durably", fails)
        with pytest.raises(NotSaved):
            database.table("entries").insert({"text": "not kept"})
    assert database.table("entries").all() == [{"text": "kept"}]


def test_half_a_character_is_refused_before_a_byte_is_written(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="half a character"):
        opened(tmp_path / "2026.json").table("entries").insert({"text": "\ud83e"})
    assert not (tmp_path / "2026.json").exists()


def test_a_value_that_changes_on_the_way_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotSaved, match="does not read back the same"):
        opened(tmp_path / "2026.json").table("entries").insert({"tags": ("pool", "rota")})
    assert not (tmp_path / "2026.json").exists()


def test_what_is_no_file_is_damage(tmp_path: Path) -> None:
    (tmp_path / "2026.json").mkdir()
    with pytest.raises(Damaged, match="cannot be read"):
        opened(tmp_path / "2026.json").table("entries").all()
