"""Locking a journal and unlocking it: each file from one form into the other, one at a time.

`key.age` is what makes a journal locked: it is there before the first file is closed, and goes
after the last one is open again. So a stop at any moment leaves every file readable in one form or
both, and whoever next has the right to write closes what still lies there in clear. The content of
a file is never looked into: it is the same bytes before and after, damaged or not.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from journal.errors import BadInput, Damaged, JournalError, NotConfirmed, NotSaved
from journal.places import reason
from journal.store.files import confirm, leftovers, replace_durably
from journal.store.reading import content_of, looking_at
from journal.store.seal import KEY, KEYRING, PLAIN, RECOVERY, SEALED, Seal, bare, is_there

SET_ASIDE = "set-aside"
KEY_COPY = Path("backups") / KEY
"""A second copy of the key file: were there only one, one bad block would cost the journal."""
_AGE = b"age-encryption.org/v1\n"
_KEY = _AGE + b"-> scrypt "

# A year or the journal's own file, also as a copy that a sync program made of one.
_OURS = re.compile(
    r"(?:[0-9]{4}|journal)(?:[ ,.(_~-].*)?\.json(?:[ ,.(_~-].*)?(?:\.age)?", re.DOTALL
)
_OUR_DRAFT = re.compile(
    r"[0-9a-z]{1,40}(?:[ .(_~-].*)?\.json(?:[ .(_~-].*)?(?:\.age)?|edit-.*", re.DOTALL
)


def clear_files(home: Path) -> tuple[Path, ...]:
    """The files of a journal that lie there in clear; raises `Damaged` where it cannot look."""
    with looking_at(home):
        return tuple(file for file in _words(home) if not _is_sealed(file))


def sealed_files(home: Path) -> tuple[Path, ...]:
    """The files of a journal that only its key opens; raises `Damaged` where it cannot look."""
    with looking_at(home):
        return tuple(file for file in _words(home) if _is_sealed(file))


def seal_all(home: Path, seal: Seal) -> int:
    """Close whatever of a locked journal lies in clear, and say how many files that was.

    The caller holds the journal.
    """
    found = clear_files(home)
    for file in found:
        _close(file, seal)
    _settled(found)
    _keep_second_key(home)
    return len(found)


def finish_sealing(home: Path, seal: Seal) -> tuple[JournalError, ...]:
    """Close what an interrupted lock, or another program, left in clear; what it could not.

    A journal opens all the same where one of its files cannot be closed just now.
    """
    if not seal.suffix:
        return ()
    troubles: list[JournalError] = []
    found: tuple[Path, ...] = ()
    with _telling(troubles):
        found = clear_files(home)
    for file in found:
        with _telling(troubles):
            _close(file, seal)
    with _telling(troubles):
        _settled(found)
    _keep_second_key(home)
    return tuple(troubles)


@contextmanager
def _telling(troubles: list[JournalError]) -> Iterator[None]:
    try:
        yield
    except JournalError as error:
        troubles.append(error)


def open_all(home: Path, seal: Seal) -> int:
    """Put every file of a locked journal in clear, take its key away last; how many files it was.

    Raises before the key is gone where a file cannot be read or does not open; a dated
    copy, or what was set aside, stays as it is then. The caller holds the journal.
    """
    sealed = sealed_files(home)
    found = [file for file in sealed if not _is_shut_copy(home, file, seal)]
    for file in found:
        other = file.with_name(bare(file.name))
        if other == file:
            replace_durably(file, content_of(file, seal))
        else:
            _convert(file, other, seal, PLAIN)
    _settled(found)
    if len(found) < len(sealed):
        # What does not open now may still be opened in part, by who has the passphrase.
        (home / SET_ASIDE).mkdir(mode=0o700, exist_ok=True)
        replace_durably(home / SET_ASIDE / KEY, content_of(home / KEY))
    for key in (home / KEYRING, home / RECOVERY, home / KEY_COPY, home / KEY):
        _take_away(key)
    _settled((home / KEY, home / KEY_COPY))
    return len(found)


def put_first_key(home: Path, key: bytes, recovery: bytes | None) -> None:
    """Make a plain journal a locked one, whose files are still to be closed."""
    if recovery is None:
        _take_away(home / RECOVERY)  # of a lock that was never finished
    else:
        replace_durably(home / RECOVERY, recovery)
    put_key(home, key)


def put_key(home: Path, key: bytes) -> None:
    """Put a key file in the place of the one that is there."""
    # First, so that no stop leaves a copy that yesterday's passphrase opens.
    _take_away(home / KEY_COPY)
    replace_durably(home / KEY, key)
    _put_second_key(home, key)


def is_key_file(path: Path) -> bool:
    """Whether a file begins as one does that a passphrase opens."""
    try:
        return content_of(path).startswith(_KEY)
    except Damaged:
        return False


def check_movable(home: Path) -> None:
    """Refuse before anything is changed where a file could not be taken from its place."""
    for file in (*clear_files(home), *sealed_files(home)):
        if not file.exists():
            continue  # a link whose disk is not there just now
        target = Path(os.path.realpath(file))
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise BadInput(f"{file} is no file. Move it out of the folder first.")
        if not mode & stat.S_IWUSR or not os.access(target, os.R_OK):
            raise BadInput(
                f"{file} is read-only or cannot be read, so it was left alone, and nothing was "
                "changed. Make it yours to read and write, then do this again."
            )


def check_opens(home: Path, seal: Seal) -> None:
    """Raise `Damaged` where one of the files does not open, besides copies of what there is.

    What was set aside as damaged, and a dated copy that is, stay as they are.
    """
    for file in sealed_files(home):
        if file.parent in (home, home / "drafts"):
            content_of(file, seal)


def _is_shut_copy(home: Path, file: Path, seal: Seal) -> bool:
    """Whether it is a copy and does not open; raises where it cannot be read."""
    if file.parent in (home, home / "drafts"):
        return False
    content = content_of(file)
    try:
        seal.open(content, file)
    except Damaged:
        return True
    return False


def _take_away(key: Path) -> None:
    try:
        key.unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(
            f"{key} could not be taken away ({reason(error)}). Nothing is lost: every file is "
            "there in one form or the other. Do it again to finish."
        ) from error


def _words(home: Path) -> Iterator[Path]:
    """Every file that may hold words of the writer's, in a steady order."""
    for file in _inside(home):
        if _OURS.fullmatch(file.name):
            yield file
    drafts = home / "drafts"
    # A folder that a link leads to may be somebody else's as well.
    yield from filter(_is_draft, _inside(drafts)) if drafts.is_symlink() else _inside(drafts)
    yield from _own(home / SET_ASIDE)
    for folder in sorted(_folders(home / "backups")):
        yield from _own(folder)


def _own(folder: Path) -> Iterator[Path]:
    """The files of a folder that only goodchat writes in; never what a link there leads to."""
    for file in _inside(folder):
        if not file.is_symlink() and file.name != KEY:
            yield file


def _is_sealed(file: Path) -> bool:
    """By its name, or by how it begins: a program may have put an ending of its own after ours."""
    if file.name.endswith(SEALED):
        return True
    if SEALED not in file.name or not file.is_file():
        return False
    with file.open("rb") as source:
        return source.read(len(_AGE)) == _AGE


def _is_draft(file: Path) -> bool:
    return bool(_OUR_DRAFT.fullmatch(file.name))


def _inside(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    passing = set(leftovers(folder))
    return sorted(
        file
        for file in folder.iterdir()
        if file not in passing and (file.is_file() or (file.is_symlink() and not file.is_dir()))
    )


def _folders(folder: Path) -> list[Path]:
    return [one for one in folder.iterdir() if one.is_dir()] if folder.is_dir() else []


def _close(file: Path, seal: Seal) -> None:
    _convert(file, file.with_name(file.name + SEALED), PLAIN, seal)


def _convert(file: Path, other: Path, seal: Seal, into: Seal) -> None:
    """Write a file in its other form, then take this one away."""
    with looking_at(file):
        if not seal.suffix and file.is_symlink() and not file.exists():
            return  # what it leads to is not there just now, and not ours to do without
    content = content_of(file, seal)
    target = Path(os.path.realpath(file))
    try:
        if not _is_written(other, content, into):
            if is_there(other):
                # Written in both forms since: both are kept, and a repair merges them.
                other = _beside(other)
            _write(other, target, file.is_symlink(), into.close(content))
            _keep_time(target, other)
        target.unlink()
        file.unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(
            f"{file} could not be replaced by {other.name} ({reason(error)}). Nothing is lost: "
            "every file is there in one form or the other. Do it again to finish."
        ) from error


def _write(other: Path, target: Path, is_link: bool, content: bytes) -> None:
    if is_link:
        # What a link leads to stays where its writer put it.
        beyond = target.with_name(other.name)
        replace_durably(beyond, content)
        other.symlink_to(beyond)
    else:
        replace_durably(other, content)


def _is_written(other: Path, content: bytes, seal: Seal) -> bool:
    try:
        return other.is_file() and content_of(other, seal) == content
    except Damaged:
        return False


def _beside(path: Path) -> Path:
    stem, dot, rest = path.name.partition(".")
    return path.with_name(f"{stem} (found beside it {secrets.token_hex(4)}){dot}{rest}")


def _keep_time(target: Path, other: Path) -> None:
    # Drafts are offered in the order they were written in.
    with suppress(OSError):
        was = target.stat()
        os.utime(other, ns=(was.st_atime_ns, was.st_mtime_ns))


def _settled(files: Iterable[Path]) -> None:
    for folder in sorted({file.parent for file in files}):
        try:
            confirm(folder)
        except OSError as error:
            if error.errno != errno.ENOENT:
                raise NotConfirmed(
                    f"It is done, but the disk did not confirm it ({reason(error)}). "
                    "Do it again to be sure."
                ) from error


def _keep_second_key(home: Path) -> None:
    """Let the second copy of the key be there, also where a change of it was cut short.

    One that is there is never written over: it may be all there is of the key.
    """
    copy, key = home / KEY_COPY, home / KEY
    with suppress(OSError):
        if not is_there(copy) and is_key_file(key):
            _put_second_key(home, key.read_bytes())


def _put_second_key(home: Path, content: bytes) -> None:
    copy = home / KEY_COPY
    with suppress(OSError, NotSaved, NotConfirmed):  # the first one is there
        copy.parent.mkdir(mode=0o700, exist_ok=True)
        replace_durably(copy, content)
