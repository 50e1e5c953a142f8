"""`goodchat about`: what this is, whose ideas it rests on and where it keeps things."""

from __future__ import annotations

import click

from journal import __version__, places
from journal.cli import say
from journal.store.seal import SEALED, is_locked

WHAT_IT_IS = "A journal for the chats you have: three minutes a day, about one of them."
PRIVATE = "It is private: it stays on this laptop, works offline and shares nothing by itself."
NOT_THE_RECORD = (
    "It is a learning note, and neither the case record nor a safeguarding report. Roles, no names."
)
CREDIT = (
    "The co-production sandwich is the work of Tricia Nicoll and Bryony Shannon: "
    "https://www.gloriouslyordinarycoproduction.co.uk/co-production-sandwich"
)


@click.command("about", short_help="What this is, and where it keeps things.")
def about() -> int:
    """What this is, whose ideas it rests on, and where it keeps things."""
    home = places.home()
    sealed = SEALED if is_locked(home) else ""
    for line in (
        f"goodchat {__version__}",
        WHAT_IT_IS,
        PRIVATE,
        NOT_THE_RECORD,
        "If your work has an information governance lead, ask whether such notes belong to it.",
        "",
        CREDIT,
        "",
        f"Your journal: {home}{', locked' if sealed else ''}",
        f"Its chats: {home / f'2026.json{sealed}'} and so on, a file for each year",
        f"Its settings: {home / f'journal.json{sealed}'}",
        f"Its drafts: {home / 'drafts'}",
        "GOODCHAT_HOME names another folder.",
    ):
        say.result(line)
    return 0
