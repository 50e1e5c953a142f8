"""The README's pictures show the screens as they are, and fetch nothing from anywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pictures import PICTURES, TAKEN
from tests.tui.screen import text_in

SCRIPT = Path(__file__).parent / "pictures.py"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures made just now, by the script as a person runs it, from another folder."""
    folder = tmp_path_factory.mktemp("pictures")
    subprocess.run([sys.executable, SCRIPT, folder], check=True, cwd=folder, timeout=120)
    return folder


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_reads_like_the_screen_does_now(name: str, fresh: Path) -> None:
    kept, new = (folder / f"{name}.svg" for folder in (PICTURES, fresh))
    stale = "the screens have changed: python tests/pictures.py makes the pictures anew"
    assert text_in(kept.read_text("utf-8")) == text_in(new.read_text("utf-8")), stale


def test_there_is_no_picture_that_nobody_makes() -> None:
    assert {picture.stem for picture in PICTURES.iterdir()} == set(TAKEN)


@pytest.mark.parametrize("name", TAKEN)
def test_a_picture_needs_nothing_from_elsewhere(name: str) -> None:
    picture = (PICTURES / f"{name}.svg").read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\s\"']+", picture))
    assert addresses == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"@font-face|@import|href|/home/|/tmp/|[A-Z]:\\", picture)
