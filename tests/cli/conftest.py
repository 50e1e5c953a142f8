"""What the tests of the command line share: a way to type a command, and a clock."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from journal import days
from journal.__main__ import main
from tests.cli.locked_kit import PASSPHRASE, begun, lock_now
from tests.cli.typing_kit import ROOT, Goodchat, Outcome, Passphrase
from tests.kit import NOW


@pytest.fixture(autouse=True)
def _thursday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(days, "now_here", lambda: NOW)


@pytest.fixture(autouse=True)
def _no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever touches the keyring of whoever runs it."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


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


@pytest.fixture
def by(tmp_path: Path) -> Passphrase:
    """Puts a passphrase in a file and gives the option that names it."""

    def option(passphrase: str = PASSPHRASE, name: str = "--passphrase-file") -> tuple[str, str]:
        file = tmp_path / f"passphrase {len(list(tmp_path.iterdir()))}"
        file.write_text(f"{passphrase}\n", "utf-8")
        return name, str(file)

    return option


@pytest.fixture(scope="session")
def begun_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return begun(tmp_path_factory.mktemp("begun") / "journal")


@pytest.fixture
def plain(home: Path, begun_home: Path) -> Path:
    """A home with something of every kind in it, that is not locked yet."""
    return shutil.copytree(begun_home, home)


@pytest.fixture(scope="session")
def _locked(tmp_path_factory: pytest.TempPathFactory, begun_home: Path) -> Path:
    home = shutil.copytree(begun_home, tmp_path_factory.mktemp("locked") / "journal")
    lock_now(home)
    return home


@pytest.fixture
def locked(home: Path, _locked: Path) -> Path:
    """The same journal, locked, with a recovery key."""
    return shutil.copytree(_locked, home)
