"""Whatever single call of a save fails, or dies, the journal reads as before it or as after it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.errors import JournalError, NotConfirmed
from tests.faults.child import BROKEN, REFUSED, SAVED, SYSTEM, UNCONFIRMED
from tests.faults.faulty import ERRORS, Died, FaultyDisk
from tests.faults.operations import CASES, Case, Sides, is_clean_when_held
from tests.faults.tracing import STRACE, Point, Run, Tracer, tracer

FAULTS = ("error=ENOSPC", "error=EIO", "error=EACCES", "signal=KILL")
STRIDE = len(FAULTS)
"""Of so many calls a quick run takes one; each fault begins at another, so none is left out."""
RARELY = 10
"""The same where a call more or less makes little difference."""
SELDOM = 8
"""So many times fewer where it goes the same way as elsewhere, or does the same to many files."""

CALLS = ("openat", "rename", "write", "fsync", "unlink", "newfstatat")
"""The calls that may fail from one moment on."""

needs_strace = pytest.mark.skipif(STRACE is None, reason="strace is not installed")


def sides(case: Case, folder: Path) -> Sides:
    """The home a case starts from, and its two states, found by doing it once undisturbed."""
    start, after = folder / "start", folder / "after"
    case.prepare(start)
    old = case.read(start)
    if start.exists():
        shutil.copytree(start, after)
    case.do(after)
    return Sides(case, start, old, case.read(after))


def put_back(start: Path, home: Path) -> None:
    """Make a home what it was at the start."""
    shutil.rmtree(home, ignore_errors=True)
    if start.exists():
        shutil.copytree(start, home)


def spread(case: Case, step: int) -> int:
    """Of how many calls a quick run takes one."""
    is_seen = case.is_seen_elsewhere or case.operation.goes_file_by_file
    return step * SELDOM if is_seen else step


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each case; and each call, or in a quick run two where another case goes the same way."""
    if "found" not in metafunc.fixturenames:
        return
    names = [case.name for case in CASES]
    if "call" not in metafunc.fixturenames:
        metafunc.parametrize("found", CASES, indirect=True, ids=names, scope="module")
        return
    is_long = metafunc.config.getoption("--long")
    pairs = [
        (case, call)
        for case in CASES
        for call in (CALLS if is_long or not case.is_seen_elsewhere else CALLS[:2])
    ]
    ids = [f"{case.name}-{call}" for case, call in pairs]
    metafunc.parametrize(("found", "call"), pairs, indirect=["found"], ids=ids, scope="module")


@pytest.fixture(scope="module")
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Sides:
    """A case, the home it starts from and its two states."""
    return sides(request.param, tmp_path_factory.mktemp("sides"))


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracer]:
    with tracer(tmp_path_factory.mktemp("traced")) as made:
        yield made


def side_told(code: int) -> str:
    """The side a notice stands for."""
    return {SAVED: "new", UNCONFIRMED: "new", REFUSED: "old"}.get(code, "a crash")


def trouble(run: Run, found: Sides, home: Path) -> str:
    """What is wrong after a fault, or nothing."""
    try:
        side = found.of(home)
    except AssertionError as error:
        return str(error)
    if not is_clean_when_held(home):
        return "something half written is left"
    code = None if run.was_killed else run.code
    if not is_rightly_told(found.case, code, side):
        return f"it is {side} and {side_told(run.code)} was told (code {run.code})"
    return found.trouble_finishing(home) if found.case.operation.goes_file_by_file else ""


def is_rightly_told(case: Case, code: int | None, side: str) -> bool:
    """Whether how it ended, or that it was killed, goes with how the home reads now."""
    if code is None:
        return True
    if case.operation.goes_file_by_file and code in (REFUSED, UNCONFIRMED):
        return True  # it says to do it again, wherever it stopped
    return side_told(code) == side


@needs_strace
@pytest.mark.parametrize("fault", FAULTS)
def test_one_call_that_fails_leaves_old_or_new(
    found: Sides, fault: str, traced: Tracer, tmp_path: Path, is_long: bool
) -> None:
    home = tmp_path / "home"
    put_back(found.start, home)
    clean = traced.run(found.case.name, home)
    assert clean.code == SAVED
    points = list(clean.points(home))
    assert {"openat", "flock", "close"} <= {point.call for point in points}
    taken = points if is_long else points[FAULTS.index(fault) :: spread(found.case, STRIDE)]
    troubles = [
        f"{point.call} {point.nth}: {said}\n   {point.line}"
        for point in taken
        if (said := _failing(traced, found, home, point, fault))
    ]
    assert not troubles, "\n".join(troubles)


def _failing(traced: Tracer, found: Sides, home: Path, point: Point, fault: str) -> str:
    put_back(found.start, home)
    run = traced.run(found.case.name, home, f"{point.call}:{fault}:when={point.nth}")
    hit = run.was_killed if "KILL" in fault else any("(INJECTED)" in line for line in run.lines)
    assert hit, f"the fault missed {point}"
    return trouble(run, found, home)


@needs_strace
def test_a_call_that_fails_from_then_on_leaves_old_or_new(
    found: Sides, call: str, traced: Tracer, tmp_path: Path, is_long: bool
) -> None:
    home = tmp_path / "home"
    put_back(found.start, home)
    points = [
        point for point in traced.run(found.case.name, home).points(home) if point.call == call
    ]
    for point in points if is_long else points[:: spread(found.case, RARELY)]:
        put_back(found.start, home)
        run = traced.run(found.case.name, home, f"{call}:error=EIO:when={point.nth}+")
        assert trouble(run, found, home) == "", point


def _outcome(found: Sides, home: Path, disk: FaultyDisk) -> int | None:
    try:
        with disk.working():
            found.case.do(home)
    except NotConfirmed:
        return UNCONFIRMED
    except JournalError:
        return REFUSED
    except OSError:
        return SYSTEM
    except Died:
        return None
    return SAVED


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("error", ERRORS)
def test_the_nth_call_of_the_store_fails_on_any_system(
    found: Sides, error: int, lasting: bool, tmp_path: Path, is_long: bool
) -> None:
    home = tmp_path / "home"
    count = FaultyDisk()
    put_back(found.start, home)
    assert _outcome(found, home, count) == SAVED
    first = 1 + 2 * ERRORS.index(error) + lasting
    step = 1 if is_long else spread(found.case, RARELY)
    for at in range(1 if is_long else first, count.count + 1, step):
        put_back(found.start, home)
        code = _outcome(found, home, FaultyDisk(at, error, lasting=lasting))
        side = found.of(home)
        assert is_rightly_told(found.case, code, side), f"call {at} of {count.count}"
        assert is_clean_when_held(home), f"call {at} of {count.count}"
        if found.case.operation.goes_file_by_file:
            assert found.trouble_finishing(home) == "", f"call {at} of {count.count}"


def test_the_ways_to_end_are_told_apart() -> None:
    assert len({SAVED, REFUSED, UNCONFIRMED, SYSTEM, BROKEN}) == 5
