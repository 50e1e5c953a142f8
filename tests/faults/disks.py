"""Small disks of their own, for tests that may mount them: none is left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path

_SBIN = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
MKFS = shutil.which("mkfs.ext4", path=_SBIN)


@contextmanager
def mounted(at: Path, *how: str) -> Iterator[Path]:
    """Something mounted on a folder for as long as it is needed."""
    at.mkdir(parents=True, exist_ok=True)
    _run("mount", *how, str(at))
    try:
        yield at
    finally:
        # Whoever still has a file open there was killed before; the mount goes once they are gone.
        if subprocess.run(["umount", str(at)], capture_output=True, check=False).returncode:
            _run("umount", "--lazy", str(at))


@contextmanager
def tmpfs(at: Path, kilobytes: int) -> Iterator[Path]:
    """A disk in memory."""
    with mounted(at, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs") as disk:
        yield disk


@contextmanager
def ext4(at: Path, image: Path, kilobytes: int, *options: str) -> Iterator[Path]:
    """A disk in a file, empty."""
    make_ext4(image, kilobytes)
    with loop(at, image, *options) as disk:
        yield disk


@contextmanager
def loop(at: Path, image: Path, *options: str) -> Iterator[Path]:
    """The disk that is in a file."""
    with mounted(at, "-o", ",".join(("loop", *options)), str(image)) as disk:
        yield disk


def make_ext4(image: Path, kilobytes: int) -> None:
    """Make an empty disk in a file."""
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(kilobytes * 1024)
    _run(str(MKFS), "-q", "-F", "-m", "0", str(image))


@cache
def why_no_tmpfs() -> str:
    """Why a disk in memory cannot be mounted here, or nothing."""
    return _why_not(lambda folder: tmpfs(folder / "at", 64))


@cache
def why_no_ext4() -> str:
    """Why a disk in a file cannot be mounted here, or nothing."""
    if MKFS is None:
        return "mkfs.ext4 is not installed (it is in e2fsprogs)"
    return _why_not(lambda folder: ext4(folder / "at", folder / "image", 2048))


def _why_not(disk: Callable[[Path], AbstractContextManager[Path]]) -> str:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return "only root may mount a disk"
    with tempfile.TemporaryDirectory() as folder:
        try:
            with disk(Path(folder)):
                return ""
        except (OSError, subprocess.CalledProcessError):
            return "this machine lets nobody mount a disk"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
