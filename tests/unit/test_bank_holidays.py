"""Bank holidays by nation, without paying for them unasked."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from journal.bank_holidays import NATIONS, bank_holidays
from journal.errors import BadInput

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("nation", NATIONS)
def test_every_nation_keeps_christmas_day_and_works_the_day_before(nation: str) -> None:
    for year in (2024, 2026, 2031):
        assert dt.date(year, 12, 25) in bank_holidays(nation)
        assert dt.date(year, 12, 24) not in bank_holidays(nation)


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (dt.date(2026, 11, 30), {"scotland"}),
        (dt.date(2026, 1, 2), {"scotland"}),
        (dt.date(2026, 3, 17), {"northern ireland"}),
        (dt.date(2026, 7, 13), {"northern ireland"}),
        (dt.date(2026, 4, 6), {"england", "wales", "northern ireland"}),
        (dt.date(2026, 8, 31), {"england", "wales", "northern ireland"}),
        (dt.date(2026, 8, 3), {"scotland"}),
    ],
)
def test_each_nation_has_its_own(day: dt.date, nations: set[str]) -> None:
    assert {nation for nation in NATIONS if day in bank_holidays(nation)} == nations


def test_a_holiday_at_the_weekend_is_kept_on_a_working_day_too() -> None:
    assert dt.date(2026, 12, 26).weekday() == 5
    assert dt.date(2026, 12, 28) in bank_holidays("england")


def test_a_nation_may_be_typed_loosely() -> None:
    assert dt.date(2026, 3, 17) in bank_holidays("  Northern   Ireland ")


@pytest.mark.parametrize("nation", ["", "narnia", "ENG"])
def test_an_unknown_nation_is_refused_with_those_it_knows(nation: str) -> None:
    with pytest.raises(BadInput, match="england, scotland, wales, northern ireland"):
        bank_holidays(nation)


def test_nobody_pays_for_the_holidays_package_unasked() -> None:
    script = (
        "import sys, journal.rhythm, journal.bank_holidays as b\n"
        "assert 'holidays' not in sys.modules\n"
        "b.bank_holidays('wales')\n"
        "assert 'holidays' in sys.modules\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
