"""What the tests of the command line share: a way to type a command, and a clock."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from journal import days
from journal.__main__ import main
from tests.cli.typing_kit import ROOT, Goodchat, Outcome
from tests.kit import NOW


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "now_here", lambda: NOW)


@pytest.fixture
def goodchat(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, home: Path
) -> Goodchat:
    """Runs a command as it is typed, with what is piped into it."""

    def run(*words: str, stdin: str | bytes = b"") -> Outcome:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))
        capsys.readouterr()
        code = main(list(words))
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def process(home: Path) -> Goodchat:
    """Runs a command as a process of its own."""

    def run(*words: str | bytes, stdin: bytes = b"", **env: str) -> Outcome:
        ended = subprocess.run(
            [sys.executable, "-m", "journal", *words],
            input=stdin,
            capture_output=True,
            check=False,
            cwd=ROOT,
            env=os.environ | env,
            timeout=60,
        )
        return Outcome(
            ended.returncode, ended.stdout.decode(errors="replace"), ended.stderr.decode()
        )

    return run
