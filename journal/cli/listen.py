"""What a person types into the plain reflection: lines, and the words that steer it."""

from __future__ import annotations

from enum import Enum

from journal.cli import hear, say


class Word(Enum):
    """A word that steers, alone on its line."""

    ANOTHER = "/another"
    NONE = "/none"
    BARE = "/bare"
    BACK = "/back"
    SKIP = "/skip"
    SAVE = "/save"
    QUIT = "/quit"
    HELP = "/help"
    END = "the end of what comes in"


HELP = {
    Word.ANOTHER: "another question",
    Word.NONE: "no question",
    Word.BARE: "one bare page, without the three steps",
    Word.BACK: "the part before",
    Word.SKIP: "the part after",
    Word.SAVE: "keep it now, as it is",
    Word.QUIT: "leave; the draft is kept",
    Word.HELP: "these words",
}

Heard = str | Word


def listen() -> Heard:
    """The next line, or the word that steers; help is given here."""
    while True:
        line = hear.line()
        if line is None:
            return Word.END
        if say.is_typed() and len(line.encode()) >= hear.TERMINAL_LINE - 1:
            say.result("The terminal may have cut that line short. Shorter lines are safe.")
        heard = _word(line)
        if heard is Word.HELP:
            for word, meaning in HELP.items():
                say.result(f"{word.value}  {meaning}")
        elif heard is None:
            say.result(f"There is no {line.strip()}. A space before it writes it as it is.")
        else:
            return heard


def _word(line: str) -> Heard | None:
    """The line or the word it is; None for a slash and a word that does not steer."""
    typed = line.rstrip().casefold()
    word = next((word for word in HELP if typed == word.value), None)
    if word is not None:
        return word
    return None if typed[:1] == "/" and typed[1:].isalpha() else line
