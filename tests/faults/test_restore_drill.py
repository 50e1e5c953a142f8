"""Thirty days of use, and then every copy that was made on the way is opened and brought back."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from journal.desk import Desk
from journal.model import Entry
from journal.reflection import Part, revise
from journal.store.copies import Copy, packed, read_copy
from journal.store.journal import Journal
from journal.store.keys import Keys, new_keys, open_keys
from journal.store.locking import open_all, put_first_key, put_key, seal_all
from journal.store.seal import KEY, PLAIN, Seal, bare, is_locked
from tests.faults.key_files import key_file
from tests.faults.locked import CANARY, KEYS, says

FIRST = dt.datetime(2025, 12, 15, 8, 30, tzinfo=dt.UTC)
"""So that a new year begins half way."""
DAYS = 30
Entries = dict[str, Entry]


class Writer:
    """Somebody who keeps a journal for a month, and what a reader has to find in it later."""

    def __init__(self, home: Path, outside: Path) -> None:
        self.home, self.outside = home, outside
        self.chance = random.Random(14)
        self.now = FIRST
        self.keys = KEYS
        self.passphrase = ""
        self.number = 0
        self.mornings: dict[dt.date, Entries] = {}
        """What there was before the first save of each day."""
        self.zips: dict[Path, tuple[str, Entries]] = {}
        """Each weekly backup, its passphrase and what is in it."""
        self.firsts: dict[dt.date, Entries] = {}
        """The first chat of each day: all there is of a year when its second save comes."""

    @property
    def seal(self) -> Seal:
        return self.keys.vault if is_locked(self.home) else PLAIN

    @property
    def desk(self) -> Desk:
        return Desk(Journal(self.home, self.seal), self._tick)

    def _tick(self) -> dt.datetime:
        self.now += dt.timedelta(minutes=self.chance.randint(1, 50))
        return self.now

    def entries(self) -> Entries:
        return {entry.id: entry for entry in self.desk.journal.entries()}

    def live(self, day: int) -> None:
        """One day: three chats, one written on, one taken out and a draft begun."""
        self.now = FIRST + dt.timedelta(days=day)
        self.mornings[self.now.date()] = self.entries()
        desk = self.desk
        desk.journal.hold()
        for _ in range(3):
            self.number += 1
            kept = desk.save(desk.begin().go(Part.WHAT).write(f"{self.number} {CANARY}"))
            self.firsts.setdefault(kept.day, {kept.id: kept})
        there = sorted(self.entries())
        changed = desk.journal.find(self.chance.choice(there))
        desk.save(revise(changed).fill(unsaid=f"{day} {CANARY}"))
        desk.journal.delete(desk.journal.find(self.chance.choice(there)), desk.clock())
        desk.journal.drafts.keep(desk.begin().go(Part.WHAT).write(f"begun on day {day} {CANARY}"))
        desk.journal.release()

    def back_up(self) -> None:
        """A zip elsewhere, as `goodchat backup` makes it."""
        path = self.outside / f"{self.now.date()}.zip"
        path.write_bytes(packed(self.desk.journal.files()))
        self.zips[path] = (self.passphrase, self.entries())

    def lock(self, keys: Keys, passphrase: str) -> None:
        self.keys, self.passphrase = keys, passphrase
        with self._holding():
            put_first_key(self.home, key_file(keys.written(), passphrase), None)
            seal_all(self.home, keys.vault)

    def unlock(self) -> None:
        with self._holding() as journal:
            open_all(self.home, journal.seal)
        self.passphrase = ""

    def change_the_passphrase(self, passphrase: str) -> None:
        self.passphrase = passphrase
        with self._holding():
            put_key(self.home, key_file(self.keys.written(), passphrase))

    def _holding(self) -> _Holding:
        return _Holding(self.desk.journal)


class _Holding(NamedTuple):
    journal: Journal

    def __enter__(self) -> Journal:
        self.journal.hold()
        return self.journal

    def __exit__(self, *_: object) -> None:
        self.journal.release()


def never_locked(writer: Writer, day: int) -> None:
    pass


def always_locked(writer: Writer, day: int) -> None:
    if day == 0:
        writer.home.mkdir(parents=True)
        writer.lock(KEYS, "the first passphrase")
    if day == 11:
        writer.change_the_passphrase("the second passphrase")


def locked_on_the_way(writer: Writer, day: int) -> None:
    if day == 6:
        writer.lock(KEYS, "the first passphrase")
    if day == 12:
        writer.change_the_passphrase("the second passphrase")
    if day == 16:
        writer.unlock()
    if day == 23:
        writer.lock(new_keys(), "for another key")


@pytest.fixture(scope="module", params=[never_locked, always_locked, locked_on_the_way])
def writer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Writer:
    """A writer at the end of the month. Who writes in that home makes a copy of it first."""
    outside = tmp_path_factory.mktemp("outside")
    made = Writer(outside / "home", outside)
    habit: Callable[[Writer, int], None] = request.param
    for day in range(DAYS):
        habit(made, day)
        made.live(day)
        if day % 7 == 6:
            made.back_up()
    return made


def dated_copies(writer: Writer) -> Iterator[tuple[dt.date, Path]]:
    for folder in sorted((writer.home / "backups").iterdir()):
        if folder.is_dir():
            for file in sorted(folder.iterdir()):
                yield dt.date.fromisoformat(folder.name), file


def restored(writer: Writer, copy: Copy, home: Path) -> Entries:
    """What is in a home once it has taken in a copy."""
    desk = Desk(Journal(home, writer.seal if is_locked(home) else PLAIN), writer._tick)
    with _Holding(desk.journal) as journal:
        journal.take_in(journal.coming(copy, desk.clock()))
    fresh = Journal(home, desk.journal.seal)
    return {entry.id: entry for entry in fresh.entries()}


def test_every_dated_copy_opens_and_comes_back(writer: Writer, tmp_path: Path) -> None:
    years = settings = 0
    for day, file in list(dated_copies(writer)):
        copy = read_copy(file, lambda *_: writer.seal)
        if bare(file.name) == "journal.json":
            settings += copy.settings is not None
            continue
        year = int(file.name[:4])
        wanted = {key: e for key, e in writer.mornings[day].items() if e.day.year == year}
        wanted = wanted or writer.firsts[day]  # a year that began on that day
        assert {entry.id: entry for entry in copy.held.entries} == wanted
        assert restored(writer, copy, tmp_path / f"empty {day} {year}") == wanted
        years += 1
    assert years >= 16
    assert settings == sum(bare(file.name) == "journal.json" for _, file in dated_copies(writer))


def test_every_weekly_backup_opens_and_comes_back(writer: Writer, tmp_path: Path) -> None:
    assert len(writer.zips) == 4
    for path, (passphrase, wanted) in writer.zips.items():
        copy = read_copy(path, _opener(passphrase))
        assert {entry.id: entry for entry in copy.held.entries} == wanted
        assert len(copy.drafts) > 0
        assert restored(writer, copy, tmp_path / f"empty {path.stem}") == wanted


def _opener(passphrase: str) -> Callable[[Mapping[str, bytes], Path], Seal]:
    def opened(files: Mapping[str, bytes], where: Path) -> Seal:
        return open_keys(files[KEY], passphrase, where / KEY).vault

    return opened


def test_what_is_newer_is_never_lost_by_it(writer: Writer, tmp_path: Path) -> None:
    home = shutil.copytree(writer.home, tmp_path / "home")
    copies = [read_copy(file, lambda *_: writer.seal) for _, file in dated_copies(writer)]
    copies += [read_copy(path, _opener(word)) for path, (word, _) in writer.zips.items()]
    now = writer.entries()
    drafts = {draft.entry.id for draft in writer.desk.journal.drafts.latest_first()}
    for copy in copies:
        after = restored(writer, copy, home)
        assert {key: after.get(key) for key in now} == now
        held = Journal(home, writer.seal).drafts.latest_first()
        assert drafts <= {draft.entry.id for draft in held}
    # What was taken out more than a week ago has no trace here, so a copy may bring it back.
    assert len(after) > len(now)
    if writer.passphrase:
        assert not says(home, CANARY)


def test_with_no_journal_left_the_last_backup_is_all_of_it(writer: Writer, tmp_path: Path) -> None:
    path, (passphrase, wanted) = list(writer.zips.items())[-1]
    copy = read_copy(path, _opener(passphrase))
    assert len(wanted) > 50
    assert restored(writer, copy, tmp_path / "a new laptop") == wanted
