"""What can go wrong, said so that a person knows what to do.

```
JournalError
├── BadInput        what was typed cannot be used
│   └── WrongPassphrase   it opens nothing here
├── Locked          the journal is locked, and nobody can be asked for its passphrase
├── Damaged         a file is there and cannot be read: nothing is written over it
│   └── TooNew      a newer goodchat wrote it
├── NotSaved        a save failed before it took effect: the old file is whole
│   └── ChangedElsewhere   another program changed the file since it was read
├── NotConfirmed    a save took effect and the disk did not confirm it
└── HeldElsewhere   another window holds the journal
```
"""


class JournalError(Exception):
    """Something a person can act on; `str(error)` is the sentence they read."""


class BadInput(JournalError):
    """What was typed cannot be used, and nothing was changed."""


class WrongPassphrase(BadInput):
    """A passphrase or recovery key that does not open this journal. Nothing was changed."""


class Locked(JournalError):
    """The journal is locked, and nobody can be asked for its passphrase."""


class Damaged(JournalError):
    """A file is there and cannot be read. It is kept as it is."""


class TooNew(Damaged):
    """A newer goodchat wrote this file. It is kept as it is."""


class NotSaved(JournalError):
    """The save failed before it took effect; what was there before is whole."""


class ChangedElsewhere(NotSaved):
    """Another program changed the file since it was read, and nothing was written over it."""


class NotConfirmed(JournalError):
    """The save took effect, and the disk did not confirm that it will survive a power cut."""


class HeldElsewhere(JournalError):
    """Another window or command holds the journal, so this one may only read."""
