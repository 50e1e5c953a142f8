"""What may not be left behind by a crash, a tool or a curious neighbour."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits")

CRASHES = """
import os, resource, sys
from journal.hardening import keep_memory_off_the_disk
resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
words = "canary " * 3
if sys.argv[1] == "hardened":
    keep_memory_off_the_disk()
os.chdir(sys.argv[2])
os.abort()
"""


def crash(how: str, folder: Path) -> list[Path]:
    run = subprocess.Popen([sys.executable, "-c", CRASHES, how, str(folder)])
    assert run.wait(timeout=60) == -signal.SIGABRT
    return [file for file in folder.iterdir() if "core" in file.name]


def writes_cores_here() -> bool:
    pattern = Path("/proc/sys/kernel/core_pattern")
    may_be_unlimited = resource.getrlimit(resource.RLIMIT_CORE)[1] == resource.RLIM_INFINITY
    is_here = pattern.exists() and not pattern.read_text().startswith(("|", "/"))
    return is_here and (may_be_unlimited or os.geteuid() == 0)


@pytest.mark.skipif(not writes_cores_here(), reason="this system writes core dumps elsewhere")
def test_a_crash_of_the_interpreter_writes_no_core_dump(tmp_path: Path) -> None:
    (tmp_path / "soft").mkdir()
    (tmp_path / "hard").mkdir()
    assert crash("as usual", tmp_path / "soft"), "nothing would have been written anyway"
    assert crash("hardened", tmp_path / "hard") == []


SAYS = """
import ctypes, resource
from journal.cli.running import run
run(["--version"])
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="PR_GET_DUMPABLE is Linux's")
def test_every_command_asks_for_none() -> None:
    said = subprocess.run(
        [sys.executable, "-c", SAYS], capture_output=True, text=True, check=True
    ).stdout
    assert said.splitlines()[-1] == "0 0"


TOOLS = """
import os
from journal.hardening import keep_tools_out
keep_tools_out()
from textual import constants
print(constants.LOG_FILE, constants.DEBUG, constants.SCREENSHOT_DELAY, constants.PRESS,
      "devtools" in os.environ.get("TEXTUAL", ""), constants.COLOR_SYSTEM)
"""


def test_no_variable_makes_textual_log_or_picture_the_screen(tmp_path: Path) -> None:
    wanted = {
        "TEXTUAL": "devtools,debug,dev",
        "TEXTUAL_LOG": str(tmp_path / "log"),
        "TEXTUAL_DEBUG": "1",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(tmp_path),
        "TEXTUAL_PRESS": "w",
        "TEXTUAL_COLOR_SYSTEM": "256",
    }
    said = subprocess.run(
        [sys.executable, "-c", TOOLS],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **wanted},
    ).stdout
    assert said.split() == ["None", "False", "-1", "False", "256"]
    assert list(tmp_path.iterdir()) == []
