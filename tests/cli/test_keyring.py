"""`goodchat passphrase --remember` and `--forget`: the laptop's own keyring."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import chainer, fail, null

from journal.store import age
from journal.store.copies import is_journal_file
from journal.store.seal import KEY, KEYRING
from tests.cli.keyring_kit import FILE, FileKeyring, LockedKeyring
from tests.cli.locked_kit import (
    BUS,
    CANARY,
    MINE,
    NOBODY,
    OTHER_PASSPHRASE,
    PASSPHRASE,
    WRONG,
    says,
)
from tests.cli.terminal_kit import Terminal, needs_a_terminal
from tests.cli.typing_kit import ROOT, Goodchat, Outcome, Passphrase
from tests.kit import contents

NO_KEYRING = (
    "This laptop has no keyring that keeps a secret, so nothing was changed. "
    "The passphrase goes on opening the journal."
)
LOST = "The keyring does not open the journal here, so it takes the passphrase."
REMEMBERED = "This laptop's keyring opens the journal now, for whoever is logged in as you.\n"
FORGOTTEN = "Only the passphrase opens the journal now.\n"


@pytest.fixture(autouse=True)
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileKeyring]:
    """The laptop's keyring."""
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    before, ring = keyring.get_keyring(), FileKeyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


@pytest.fixture
def remembered(goodchat: Goodchat, locked: Path, by: Passphrase) -> Path:
    """A locked journal that the keyring opens."""
    assert goodchat("passphrase", "--remember", *by()) == (0, REMEMBERED, "")
    return locked


def test_the_keyring_opens_the_journal_and_the_passphrase_still_does(
    goodchat: Goodchat, remembered: Path, by: Passphrase
) -> None:
    for words in (("list",), ("add", "x"), ("today",), ("list", *by())):
        outcome = goodchat(*words)
        assert (outcome.code, outcome.err) == (0, "")
    assert goodchat("list", *by(OTHER_PASSPHRASE)).sentence == WRONG


def test_it_holds_a_random_key_and_neither_half_opens_anything(
    goodchat: Goodchat, remembered: Path, ring: FileKeyring, tmp_path: Path
) -> None:
    """The file needs the keyring, the keyring needs the file, and no passphrase is in either."""
    [secret] = ring.secrets.values()
    assert age.SECRET.fullmatch(secret)
    assert secret != MINE.secret
    assert says(tmp_path, MINE.secret, CANARY) == []
    for file in remembered.glob("*.json.age"):
        with pytest.raises(age.Unopened):
            age.opened(file.read_bytes(), secret)
    (remembered / KEYRING).unlink()
    assert goodchat("list").sentence == NOBODY


def test_nothing_of_it_leaves_the_laptop(
    goodchat: Goodchat, remembered: Path, tmp_path: Path
) -> None:
    import zipfile

    goodchat("backup", str(tmp_path / "b.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert KEYRING not in archive.namelist()
    assert not is_journal_file(KEYRING)


def test_forgetting_takes_both_halves_away(
    goodchat: Goodchat, remembered: Path, by: Passphrase, ring: FileKeyring
) -> None:
    assert goodchat("passphrase", "--forget").sentence == NOBODY
    assert goodchat("passphrase", "--forget", *by()) == (0, FORGOTTEN, "")
    assert ring.secrets == {}
    assert not (remembered / KEYRING).exists()
    assert goodchat("list").sentence == NOBODY
    assert goodchat("passphrase", "--forget", *by()) == (0, FORGOTTEN, "")


def test_remembering_again_leaves_one_secret(
    goodchat: Goodchat, remembered: Path, by: Passphrase, ring: FileKeyring
) -> None:
    before = ring.secrets
    assert goodchat("passphrase", "--remember", *by()).code == 0
    assert ring.secrets.keys() == before.keys()
    assert ring.secrets != before
    assert goodchat("list").code == 0


def test_an_unlocked_journal_leaves_nothing_in_the_keyring(
    goodchat: Goodchat, remembered: Path, ring: FileKeyring
) -> None:
    assert goodchat("unlock").code == 0
    assert ring.secrets == {}
    assert not (remembered / KEYRING).exists()


def test_the_doctor_takes_the_passphrase(
    goodchat: Goodchat, remembered: Path, by: Passphrase
) -> None:
    """The key file is looked over as well, and only the passphrase tells whether it opens."""
    assert goodchat("doctor").sentence == NOBODY
    assert goodchat("doctor", *by()).code == 0


def test_a_spoilt_key_file_does_not_take_its_copy_with_it(
    goodchat: Goodchat, remembered: Path, by: Passphrase
) -> None:
    """The keyring opens the journal all the same, also to write in it."""
    (remembered / KEY).write_bytes(b"half")
    assert goodchat("add", "x").code == 0
    assert goodchat("doctor", "--repair", *by()).code == 0
    assert goodchat("list", *by()).code == 0


def test_a_keyring_that_lost_the_secret_is_said_and_the_passphrase_asked(
    goodchat: Goodchat, remembered: Path, by: Passphrase, tmp_path: Path
) -> None:
    (tmp_path / "keyring.json").unlink()
    assert goodchat("list") == Outcome(1, "", f"{LOST}\n{NOBODY}\n")
    assert goodchat("list", *by()).err == ""


@needs_a_terminal
def test_at_a_terminal_it_goes_on_to_the_passphrase(
    remembered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.cli.keyring_kit.FileKeyring")
    typing = Terminal("show", BUS)
    outcome = typing.end()
    assert (outcome.code, outcome.err) == (0, "")
    (tmp_path / "keyring.json").unlink()
    typing = Terminal("show", BUS)
    typing.until(f"{LOST}\n")
    typing.answer("Passphrase: ", PASSPHRASE)
    assert typing.end().code == 0


def test_the_secret_of_another_journal_opens_nothing(
    goodchat: Goodchat, remembered: Path, ring: FileKeyring
) -> None:
    for secret in (age.new_secret(), "hello", ""):
        keyring.set_password("goodchat", str(remembered.resolve()), secret)
        outcome = goodchat("list")
        assert outcome.code == 1
        assert outcome.err == (
            f"The keyring holds the key of another journal, so it takes the passphrase.\n{NOBODY}\n"
        )


@pytest.mark.parametrize("content", [b"", b"half", None])
def test_a_spoilt_half_in_the_home_is_no_hindrance(
    goodchat: Goodchat, remembered: Path, by: Passphrase, content: bytes | None
) -> None:
    (remembered / KEYRING).unlink()
    if content is None:
        (remembered / KEYRING).mkdir()
    else:
        (remembered / KEYRING).write_bytes(content)
    assert goodchat("list").err.endswith(f"{NOBODY}\n")
    assert goodchat("list", *by()).code == 0


def test_a_keyring_that_refuses_changes_nothing(
    goodchat: Goodchat, locked: Path, by: Passphrase
) -> None:
    keyring.set_keyring(LockedKeyring())
    before = contents(locked)
    assert goodchat("passphrase", "--remember", *by()).sentence == (
        "The keyring would not take the key (PasswordSetError), so nothing was changed. "
        "The passphrase goes on opening the journal."
    )
    assert contents(locked) == before
    assert goodchat("passphrase", "--forget", *by()).out == FORGOTTEN


def test_a_keyring_that_stays_shut_leaves_the_passphrase(
    goodchat: Goodchat, remembered: Path, by: Passphrase
) -> None:
    keyring.set_keyring(LockedKeyring())
    assert goodchat("list").err == f"{LOST}\n{NOBODY}\n"
    assert goodchat("list", *by()).code == 0
    assert goodchat("passphrase", "--forget", *by()).out == FORGOTTEN
    assert goodchat("list").err == f"{NOBODY}\n"


def plaintext() -> FileKeyring:
    """A keyring as `keyrings.alt` has them: a file that anybody may read."""
    kind = type("PlaintextKeyring", (FileKeyring,), {"__module__": "keyrings.alt.file"})
    return kind()  # type: ignore[no-any-return]


@pytest.mark.parametrize("made", [fail.Keyring, null.Keyring, plaintext])
def test_a_keyring_that_keeps_no_secret_is_refused(
    goodchat: Goodchat, locked: Path, by: Passphrase, made: type[FileKeyring]
) -> None:
    keyring.set_keyring(made())
    before = contents(locked)
    assert goodchat("passphrase", "--remember", *by()).sentence == NO_KEYRING
    assert contents(locked) == before


def test_of_several_each_has_to_keep_it(
    goodchat: Goodchat, locked: Path, by: Passphrase, monkeypatch: pytest.MonkeyPatch
) -> None:
    chain = chainer.ChainerBackend()
    keyring.set_keyring(chain)
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [FileKeyring(), null.Keyring()])
    assert goodchat("passphrase", "--remember", *by()).sentence == NO_KEYRING
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [FileKeyring()])
    assert goodchat("passphrase", "--remember", *by()).out == REMEMBERED
    assert goodchat("list").code == 0


@pytest.mark.parametrize(
    "named", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"]
)
def test_one_that_is_named_for_the_laptop_is_looked_at(
    process: Goodchat, locked: Path, by: Passphrase, named: str
) -> None:
    outcome = process("passphrase", "--remember", *by(), PYTHON_KEYRING_BACKEND=named)
    assert outcome.sentence == NO_KEYRING


@pytest.mark.parametrize("named", ["no.such.Keyring", "keyring.backends.fail.Gone", "nonsense", ""])
def test_a_name_that_leads_nowhere_is_refused(
    process: Goodchat, remembered: Path, by: Passphrase, named: str
) -> None:
    env = {"PYTHON_KEYRING_BACKEND": named}
    assert "cannot be used" in process("passphrase", "--remember", *by(), **env).sentence
    assert process("list", **env).err == f"{LOST}\n{NOBODY}\n"


WITHOUT = """
import sys
sys.modules["keyring"] = None  # as where it is not installed
from journal.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def without_the_library(*words: str) -> Outcome:
    run = [sys.executable, "-c", WITHOUT, *words]
    ended = subprocess.run(run, input=b"", capture_output=True, check=False, cwd=ROOT, timeout=60)
    return Outcome(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def test_without_the_library_it_says_how_to_have_it(locked: Path, by: Passphrase) -> None:
    before = contents(locked)
    assert without_the_library("passphrase", "--remember", *by()).sentence == (
        "The keyring needs a part that is not installed here: pip install keyring"
    )
    assert contents(locked) == before
    assert without_the_library("list", *by()).code == 0


def test_a_library_that_is_gone_leaves_the_passphrase(remembered: Path, by: Passphrase) -> None:
    assert without_the_library("list").err == f"{LOST}\n{NOBODY}\n"
    assert without_the_library("list", *by()).code == 0
    assert without_the_library("passphrase", "--forget", *by()).out == FORGOTTEN
    assert without_the_library("list").err == f"{NOBODY}\n"
