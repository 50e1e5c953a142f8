"""The key of a locked journal: `key.age`, which its passphrase opens.

The key is an age identity made for this journal. `key.age` holds it under the passphrase in age's
own scrypt form, so `age -d -i key.age 2026.json.age` reads a year without goodchat. Where there is
a recovery key, every file is closed to it as well, and `recovery.age` holds the journal's key for
its owner to set a new passphrase with.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from journal.errors import BadInput, Damaged, JournalError, NotSaved, WrongPassphrase
from journal.places import reason
from journal.store import age
from journal.store.locking import KEY_COPY, sealed_files
from journal.store.reading import content_of
from journal.store.seal import KEY, RECOVERY, has_sealed, is_there
from journal.store.vault import Vault

SHORTEST, LONGEST = 8, 1_000
MOST_WORK = 20
"""The highest work factor paid for: 20 takes a few seconds, 22 took 40 when it was measured."""

RECOVERY_LENGTH = len("AGE-SECRET-KEY-1") + 58
"""How many letters, figures and signs a recovery key has."""

_PUBLIC, _RECOVERY = "# public key: ", "# recovery key: "
_MOST_BYTES = 64 * 1024


class Keys(Struct, frozen=True):
    """A journal's secret key, and the public half of its recovery key where there is one."""

    secret: str
    recovery: str | None = None

    @property
    def recipients(self) -> tuple[str, ...]:
        """The public keys that every file is closed to."""
        return tuple(filter(None, (age.recipient(self.secret), self.recovery)))

    @property
    def vault(self) -> Vault:
        """The seal these keys make."""
        return Vault(self.secret, self.recipients)

    def written(self) -> bytes:
        """The keys as an age identity file."""
        lines = [_PUBLIC + age.recipient(self.secret)]
        if self.recovery:
            lines.append(_RECOVERY + self.recovery)
        return "\n".join([*lines, self.secret, ""]).encode()


def new_keys(recovery: str | None = None) -> Keys:
    """Fresh keys. `recovery` is the secret half of a recovery key, of which the other is kept."""
    return Keys(age.new_secret(), age.recipient(recovery) if recovery else None)


def read_keys(written: bytes, path: Path) -> Keys:
    """Keys as they were written; raises `Damaged` naming `path` where there are none."""
    lines = written.decode("utf-8", "replace").splitlines()
    secret = next((line.strip() for line in lines if age.SECRET.fullmatch(line.strip())), "")
    said = (line.removeprefix(_RECOVERY) for line in lines if line.startswith(_RECOVERY))
    try:
        age.recipient(secret)
    except age.Unopened:
        raise Damaged(
            f"{path} opens and holds no key of a journal. It is left as it is. {_other_ways(path)}"
        ) from None
    return Keys(secret, next(said, None))


def keys_of(home: Path, passphrase: str) -> Keys:
    """A home's keys. Takes seconds, in another process; changes nothing, however often it fails."""
    found = open_keys(key_file(home), passphrase, home / KEY)
    check_fits(home, found, home / KEY)
    return found


def check_fits(home: Path, keys: Keys, path: Path) -> None:
    """Refuse the key file of another journal: what it closed, the key of this one would not open.

    `path` is what the key file is called.
    """
    if _fits(home, keys.secret) is False:
        raise Damaged(
            f"{path} is the key of another journal, and opens nothing here. It is left as it is. "
            f"{_other_ways(path)}"
        )


def key_file(home: Path) -> bytes:
    """The content of a home's key file, refused before anybody is asked where it opens nothing."""
    path = home / KEY
    if not is_there(path) and has_sealed(home):
        raise Damaged(f"{path} is gone, and without it nothing opens. {_other_ways(path)}")
    if not is_there(path):
        raise BadInput("This journal is not locked.")
    try:
        content = content_of(path)
    except Damaged as damaged:
        raise Damaged(f"{damaged} {_other_ways(path)}") from damaged
    _check(content, path)
    return content


def open_keys(content: bytes, passphrase: str, path: Path) -> Keys:
    """The keys in the content of a key file. `path` is what it is called."""
    _check(content, path)
    if not is_possible(passphrase):
        raise WrongPassphrase(WRONG)
    ended, made = _child("open", content, passphrase)
    if ended == age.WRONG:
        raise WrongPassphrase(WRONG)
    if ended == age.SPOILT:
        raise Damaged(f"{path} is spoilt, so no passphrase opens it. {_other_ways(path)}")
    return read_keys(made, path)


def close_keys(keys: Keys, passphrase: str) -> bytes:
    """The content of a key file that this passphrase opens, tried before it is handed out."""
    ended, made = _child("close", keys.written(), checked(passphrase))
    if ended:
        raise NotSaved("The key could not be made, so nothing was changed. Try again.")
    return made


def recovered(home: Path, typed: str) -> Keys:
    """A home's keys by its recovery key; raises `WrongPassphrase` where it is another one."""
    recovery = tidy_recovery(typed)
    path = home / RECOVERY
    if path.is_file():
        with suppress(age.Unopened):
            found = read_keys(age.opened(content_of(path), recovery), path)
            # One of another journal, or of an earlier lock, opens nothing here.
            if _fits(home, found.secret) is not False:
                return found
    # Every file is closed to it as well, so it can be the journal's own key from now on.
    if _fits(home, recovery):
        return Keys(recovery)
    seems = "" if path.is_file() else ", and it seems to have none"
    raise WrongPassphrase(
        f"That is not the recovery key of this journal{seems}. Nothing was changed."
    )


def checked(passphrase: str) -> str:
    """A new passphrase as it is used, or `BadInput` saying what it takes."""
    passphrase = normal(passphrase)
    if not passphrase:
        raise BadInput("A passphrase cannot be empty. Four words that only you would pick do well.")
    if len(passphrase) < SHORTEST:
        raise BadInput(
            f"That is short: {SHORTEST} characters or more. Four words that only you would pick "
            "do well."
        )
    if len(passphrase) > LONGEST:
        raise BadInput(f"That is too long to type: {LONGEST:,} characters at most.")
    if not is_possible(passphrase):
        raise BadInput("A passphrase is one line of letters, figures and signs.")
    return passphrase


def is_possible(passphrase: str) -> bool:
    """Whether a journal could have this passphrase, so that it is worth trying."""
    if not 0 < len(passphrase) <= LONGEST:
        return False
    return not any(unicodedata.category(mark) in ("Cc", "Cs") for mark in passphrase)


def tidy_recovery(typed: str) -> str:
    """A recovery key as it was typed or read out, without its spaces.

    Its letters were chosen so that none can be taken for another: an O can only be a nought.
    """
    start, parting, rest = "".join(typed.split()).upper().partition("KEY-1")
    return start + parting + rest.replace("O", "0")


def spaced(recovery: str) -> str:
    """A recovery key to be written down: in groups of four after the words it begins with."""
    start, _, rest = recovery.partition("-1")
    groups = [rest[place : place + 4] for place in range(0, len(rest), 4)]
    return " ".join([f"{start}-1", *groups])


def _child(do: str, content: bytes, passphrase: str) -> tuple[int, bytes]:
    job = {
        "do": do,
        "content": base64.b64encode(content).decode(),
        "passphrase": normal(passphrase),
    }
    try:
        # Without -P the folder of that file would come before the library it imports.
        ended = subprocess.run(
            [sys.executable, "-P", age.__file__],
            input=json.dumps(job).encode(),
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise _NoChild(_UNTRIED.format(why=reason(error))) from error
    if ended.returncode not in (0, age.WRONG, age.SPOILT):
        raise _NoChild(_UNTRIED.format(why=f"it ended with {ended.returncode}"))
    return ended.returncode, base64.b64decode(ended.stdout)


def _fits(home: Path, secret: str) -> bool | None:
    """Whether a key opens what lies locked in a home; None where nothing there can tell."""
    fits = None
    for file in sorted(sealed_files(home), key=lambda file: file.lstat().st_size):
        try:
            age.opened(content_of(file), secret)
        except age.Unopened as error:
            fits = False if str(error) == age.NOT_FOR_IT else fits
        except Damaged:
            continue
        else:
            return True
    return fits


def _check(content: bytes, path: Path) -> None:
    """Refuse a file that no passphrase can open, and one that asks for hours of work."""
    work = age.work_factor(content)
    if work is None or len(content) > _MOST_BYTES:
        raise Damaged(
            f"{path} is not a key file that a passphrase opens. It is left as it is. "
            f"{_other_ways(path)}"
        )
    if work > MOST_WORK:
        raise Damaged(
            f"{path} asks for far more work than goodchat ever does (2^{work}), so it was not "
            f"tried. It is left as it is. {_other_ways(path)}"
        )


def _other_ways(path: Path) -> str:
    if path.name == KEY and (path.parent / KEY_COPY).is_file():
        return "There is a second copy of it: goodchat doctor --repair puts it back."
    return (
        "Put a good copy of it back. A recovery key opens the journal as well: "
        "goodchat passphrase --recovery"
    )


class _NoChild(JournalError):
    """The process that works the passphrase out could not be run."""


def normal(passphrase: str) -> str:
    """A passphrase with its letters in the one form in which it is used."""
    # One keyboard sends é as one mark, another as two: the same passphrase either way.
    return unicodedata.normalize("NFC", passphrase)


WRONG = "That is not the passphrase of this journal. Nothing was changed; try again."
_UNTRIED = (
    "The passphrase could not be tried, since another Python could not be run ({why}). "
    "Close something and try again."
)
