"""The command `goodchat` itself, and where each of its commands is found."""

from __future__ import annotations

import click

from journal import __version__
from journal.cli import unlocking
from journal.cli.group import LazyGroup, Named

COMMANDS = {
    "write": Named("journal.cli.write:write", "Write about a chat, question by question."),
    "add": Named("journal.cli.add:add", "Keep a chat in one go."),
    "list": Named("journal.cli.listing:listing", "The chats you kept, newest first."),
    "show": Named("journal.cli.show:show", "Read one chat."),
    "edit": Named("journal.cli.edit:edit", "Change one chat."),
    "delete": Named("journal.cli.delete:delete", "Delete one chat, or bring it back."),
    "today": Named("journal.cli.today:today", "The week, the sandwich and the loose ends."),
    "rest": Named("journal.cli.rest:rest", "Leave, sickness and training."),
    "settings": Named("journal.cli.settings:settings", "What you may set."),
    "backup": Named("journal.cli.backup:backup", "Put the whole journal in one file."),
    "restore": Named("journal.cli.restore:restore", "Bring back what a backup holds."),
    "export": Named("journal.cli.export:export", "The whole journal as one JSON document."),
    "import": Named("journal.cli.import_:import_", "Take in what another copy holds."),
    "doctor": Named("journal.cli.doctor:doctor", "Look over the journal's files, and mend them."),
    "lock": Named("journal.cli.lock:lock", "Close the journal with a passphrase."),
    "unlock": Named("journal.cli.unlock:unlock", "Take the lock off the journal again."),
    "passphrase": Named(
        "journal.cli.passphrase:passphrase", "Change the passphrase of a locked journal."
    ),
    "demo": Named("journal.cli.demo:demo", "Look round an invented journal."),
    "about": Named("journal.cli.about:about", "What this is, and where it keeps things."),
    "completion": Named("journal.cli.completion:completion", "Let the shell finish your words."),
}


@click.group(
    cls=LazyGroup,
    named=COMMANDS,
    shared=unlocking.option(),
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Without a command, goodchat opens the journal.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.pass_context
def goodchat(context: click.Context) -> int | None:
    """A private journal about the chats you have: three minutes a day."""
    if context.invoked_subcommand is not None:
        return None
    # Imported here so that no command pays for the screens.
    from journal.cli.opening import open_journal

    return open_journal()
