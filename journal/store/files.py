"""One file replaced so that it is always whole: the old one or the new one, never a mixture."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from journal.errors import NotConfirmed, NotSaved
from journal.places import reason

_BINARY = getattr(os, "O_BINARY", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
_NEW |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
_LEFTOVER = re.compile(r"\.[^/\\]+\.[0-9a-f]{16}\.tmp")
# A virus scanner or sync client may hold a file for a moment on Windows.
_WINDOWS_PATIENCE = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)

Signature = tuple[int, int, int]
"""What tells one state of a file from another: inode, size in bytes, time of change in ns."""


def signature(path: Path) -> Signature | None:
    """The file's present state, or None where there is no file."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return None
    return there.st_ino, there.st_size, there.st_mtime_ns


def replace_durably(path: Path, content: bytes) -> Signature:
    """Put `content` where `path` leads, so that a crash or power cut leaves old or new, whole.

    The rename is the point of no return. Raises `NotSaved` before it, with the old file
    untouched, and `NotConfirmed` after it. A symlink is followed, a read-only file respected.
    """
    target = Path(os.path.realpath(path))
    try:
        _refuse_read_only(target)
        temporary = _written(target, content)
        try:
            _check(temporary, content)
            _swap(temporary, target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise NotSaved(_unsaved(target, content, error)) from error
    try:
        confirm(target.parent)
        return signature(target) or (0, 0, 0)
    except OSError as error:
        raise NotConfirmed(
            f"{target.name} is saved, but the disk did not confirm it ({reason(error)}). "
            "Check the disk, and keep the laptop on until it has been checked."
        ) from error


def inside(folder: Path) -> list[Path]:
    """What lies in a folder, in a steady order; nothing where there is none."""
    return sorted(folder.iterdir()) if folder.is_dir() else []


def leftovers(folder: Path) -> Iterable[Path]:
    """Temporary files that an interrupted save of ours left in a folder."""
    if not folder.is_dir():
        return ()
    return (file for file in folder.iterdir() if _LEFTOVER.fullmatch(file.name))


def sweep(folder: Path) -> None:
    """Remove what interrupted saves left behind; only while the journal's lock is held.

    What cannot be removed now is no reason not to write: there will be a next time.
    """
    with suppress(OSError):
        for file in leftovers(folder):
            with suppress(OSError):
                file.unlink(missing_ok=True)


def _refuse_read_only(target: Path) -> None:
    if target.exists() and not target.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "the file is read-only")


def _written(target: Path, content: bytes) -> Path:
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, _NEW, 0o600)
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        _flush(descriptor)
    except BaseException:
        os.close(descriptor)
        temporary.unlink(missing_ok=True)
        raise
    os.close(descriptor)
    return temporary


def _flush(descriptor: int) -> None:
    if sys.platform == "darwin":
        # fsync on a Mac leaves the words in the drive's own memory; F_FULLFSYNC does not.
        import fcntl

        try:
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
        except OSError:
            pass
    os.fsync(descriptor)


def _check(temporary: Path, content: bytes) -> None:
    if temporary.read_bytes() != content:
        raise OSError(errno.EIO, "what was read back differs from what was written")


def _swap(temporary: Path, target: Path) -> None:
    if os.name == "nt":
        for pause in _WINDOWS_PATIENCE:
            try:
                temporary.replace(target)
                return
            except PermissionError:
                time.sleep(pause)
    temporary.replace(target)


def confirm(folder: Path) -> None:
    """Have the disk keep what was renamed or removed in a folder."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network and fuse folders cannot be synced at all: that is not a failure.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def _unsaved(target: Path, content: bytes, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        need = max(1, len(content) // 1024)
        advice = f"Free {need:,} kB or more on that disk and save again."
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = "Make it writable, or set GOODCHAT_HOME to a folder you may write in."
    else:
        advice = "Check the disk and save again."
    said = reason(error)
    return f"Not saved: {target} could not be written ({said}). What was there is whole. {advice}"
