"""A chat moved to another year is for a moment in two files: whoever stops there loses nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from journal.desk import Desk
from journal.model import Entry
from journal.reflection import revise
from journal.store import glance
from journal.store.years import YearFile
from tests.faults.faulty import Died
from tests.faults.locked import seal_now
from tests.faults.operations import BINS, BOILER, KINDS, LAST_YEAR, Kind, fill, opened
from tests.kit import NOW, TODAY

Move = tuple[Entry, dt.date]
both_ways = pytest.mark.parametrize(
    "move", [(BINS, LAST_YEAR), (BOILER, TODAY)], ids=["back a year", "on a year"]
)
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def cut_short(kind: Kind, home: Path, move: Move) -> Desk:
    """A home where a move was stopped between its two saves, held by the next window."""
    desk = kind.open(home)
    desk.journal.hold()
    fill(desk)

    def dies(*_: object) -> None:
        raise Died

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(YearFile, "remove", dies)
        with pytest.raises(Died):
            moved(desk, move)
    desk.journal.release()
    desk = kind.open(home)
    desk.journal.hold()
    return desk


def moved(desk: Desk, move: Move) -> Entry:
    entry, day = move
    return desk.save(revise(entry).fill(day=day))


def ids(home: Path) -> list[str]:
    return sorted(entry.id for entry in opened(home).journal.entries())


@both_ways
@each_kind
def test_it_is_there_once(kind: Kind, move: Move, home: Path) -> None:
    cut_short(kind, home, move).journal.release()
    assert len(ids(home)) == len(set(ids(home))) == 3
    assert sum(map(len, glance.by_year(home, seal_now(home)))) == 3


@both_ways
@each_kind
def test_moving_it_again_ends_what_was_begun(kind: Kind, move: Move, home: Path) -> None:
    desk = cut_short(kind, home, move)
    entry = moved(desk, move)
    assert desk.journal.find(entry.id) == entry
    assert ids(home).count(entry.id) == 1
    desk.journal.release()


@both_ways
@each_kind
def test_deleted_it_is_gone_and_comes_back_as_it_was(kind: Kind, move: Move, home: Path) -> None:
    desk = cut_short(kind, home, move)
    entry = desk.journal.find(move[0].id)
    desk.journal.delete(entry, NOW)
    assert entry.id not in ids(home)
    assert desk.journal.bring_back(entry.id, NOW) == entry
    assert ids(home).count(entry.id) == 1
    desk.journal.release()
