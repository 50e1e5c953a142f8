"""Private whatever the umask, refused where writing is refused, and no planted link followed."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from journal.desk import Desk
from journal.errors import Damaged, JournalError, NotSaved
from journal.store import files
from journal.store.journal import Journal
from tests.faults.operations import CASES, KINDS, NEW, POOL, Case, Kind, fill, page
from tests.kit import NOW, contents

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such permissions here")

_NOBODY = 65_534

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """Sets the umask, and puts the old one back."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """Somebody's file, which a planted link leads to."""
    file = tmp_path / "victim"
    file.write_bytes(b"hers")
    file.chmod(0o644)
    return file


def is_untouched(victim: Path) -> bool:
    return victim.read_bytes() == b"hers" and stat.S_IMODE(victim.stat().st_mode) == 0o644


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077], ids=oct)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_all_of_it_is_private_whatever_the_umask(
    case: Case, mask: int, home: Path, umask: Callable[[int], int]
) -> None:
    umask(mask)
    case.prepare(home)
    case.do(home)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}
    wrong = {
        path: oct(mode)
        for path, mode in modes.items()
        if mode != (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}


@each_kind
def test_a_wider_file_is_private_after_its_next_save(kind: Kind, home: Path) -> None:
    desk = filled(kind, home)
    for file in home.glob("*.json*"):
        file.chmod(0o644)
    desk.journal.replace(POOL)
    assert stat.S_IMODE((home / f"2026.json{kind.suffix}").stat().st_mode) == 0o600
    desk.journal.release()


@pytest.fixture
def nobodys_home() -> Iterator[Path]:
    """A home of somebody who is not root: root may write anywhere."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, _NOBODY, _NOBODY)
        os.seteuid(_NOBODY)
    try:
        yield folder / "home"
    finally:
        if is_root:
            os.seteuid(0)
        shutil.rmtree(folder)


@each_kind
def test_a_folder_that_may_not_be_written_in_is_said(
    kind: Kind, home: Path, nobodys_home: Path
) -> None:
    desk = filled(kind, nobodys_home)
    before = contents(nobodys_home)
    nobodys_home.chmod(0o500)
    try:
        with pytest.raises(NotSaved, match="Make it writable"):
            desk.journal.add(page("zzzzzzzzzz", "one more"))
        assert contents(nobodys_home) == before
    finally:
        nobodys_home.chmod(0o700)
        desk.journal.release()


@each_kind
def test_a_file_that_may_not_be_written_is_respected(kind: Kind, home: Path) -> None:
    desk = filled(kind, home)
    file = home / f"2026.json{kind.suffix}"
    before = file.read_bytes()
    file.chmod(0o400)
    with pytest.raises(NotSaved, match="read-only"):
        desk.journal.add(page("zzzzzzzzzz", "one more"))
    assert file.read_bytes() == before
    desk.journal.release()


@each_kind
def test_a_link_where_the_temporary_file_will_be_is_not_followed(
    kind: Kind, home: Path, victim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = filled(kind, home)
    monkeypatch.setattr(files.secrets, "token_hex", lambda _: "0123456789abcdef")
    for name in ("2026.json", "journal.json"):
        (home / f".{name}{kind.suffix}.0123456789abcdef.tmp").symlink_to(victim)
    with pytest.raises(NotSaved):
        desk.journal.add(page("zzzzzzzzzz", "one more"))
    with pytest.raises(NotSaved):
        desk.journal.save_settings(desk.settings)
    assert is_untouched(victim)
    desk.journal.release()
    desk.journal.hold()
    desk.journal.add(page("zzzzzzzzzz", "one more"))
    desk.journal.release()
    assert is_untouched(victim)


@each_kind
def test_a_link_where_the_lock_is_is_not_followed(kind: Kind, home: Path, victim: Path) -> None:
    filled(kind, home).journal.release()
    (home / "journal.lock").unlink()
    (home / "journal.lock").symlink_to(victim)
    with pytest.raises(NotSaved, match="cannot be opened"):
        kind.open(home).journal.hold()
    assert is_untouched(victim)


@each_kind
def test_a_link_where_a_draft_is_never_costs_what_it_leads_to(
    kind: Kind, home: Path, victim: Path
) -> None:
    desk = filled(kind, home)
    draft = home / "drafts" / f"{NEW.entry.id}.json{kind.suffix}"
    draft.unlink()
    draft.symlink_to(victim)
    desk.journal.drafts.discard(NEW.entry.id)
    desk.journal.drafts.keep(NEW)
    assert is_untouched(victim)
    assert NEW in desk.drafts()
    desk.journal.release()


@each_kind
def test_a_drafts_folder_elsewhere_keeps_what_is_in_it(
    kind: Kind, home: Path, tmp_path: Path
) -> None:
    desk = filled(kind, home)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "hers.txt").write_bytes(b"hers")
    (elsewhere / "a.zip").write_bytes(b"hers too")
    for file in (home / "drafts").iterdir():
        file.unlink()
    (home / "drafts").rmdir()
    (home / "drafts").symlink_to(elsewhere)
    desk.journal.release()
    desk.journal.hold()
    desk.journal.drafts.keep(NEW)
    desk.journal.drafts.discard(NEW.entry.id)
    assert contents(elsewhere) == {"a.zip": b"hers too", "hers.txt": b"hers"}
    desk.journal.release()


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _loop(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize("plant", [_pipe, _folder, _endless, _loop])
@pytest.mark.parametrize("name", ["2026.json", "journal.json", f"drafts/{NEW.entry.id}.json"])
@each_kind
def test_what_is_no_file_is_neither_waited_for_nor_written_over(
    kind: Kind, name: str, plant: Callable[[Path], None], home: Path
) -> None:
    filled(kind, home).journal.release()
    name += kind.suffix
    (home / name).unlink()
    plant(home / name)
    before = _as_it_is(home / name)
    desk = kind.open(home)
    with pytest.raises(Damaged):
        _read_all(desk.journal)
    with pytest.raises(JournalError):
        _write_all(desk.journal, name)
    assert _as_it_is(home / name) == before


def _as_it_is(path: Path) -> tuple[int, ...]:
    there = path.lstat()  # when it was last looked at is no matter
    return there.st_ino, there.st_mode, there.st_size, there.st_mtime_ns


def _read_all(journal: Journal) -> None:
    list(journal.entries())
    _ = journal.settings
    for trouble in journal.drafts.troubles():
        raise trouble


def _write_all(journal: Journal, name: str) -> None:
    journal.hold()
    try:
        if name.startswith("drafts/"):
            journal.drafts.discard(NEW.entry.id)
            raise NotSaved("a draft that cannot be read is not let go")
        journal.add(page("zzzzzzzzzz", "one more"))
        journal.save_settings(journal.settings)
    finally:
        journal.release()


@each_kind
def test_the_lock_may_be_a_pipe_and_nothing_hangs(kind: Kind, home: Path) -> None:
    filled(kind, home).journal.release()
    (home / "journal.lock").unlink()
    os.mkfifo(home / "journal.lock")
    journal = kind.open(home).journal
    journal.hold()
    journal.delete(POOL, NOW)
    journal.release()


def filled(kind: Kind, home: Path) -> Desk:
    """A desk with a journal that has everything in it, held for writing."""
    desk = kind.open(home)
    desk.journal.hold()
    fill(desk)
    return desk
