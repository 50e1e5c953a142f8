"""The writer's desk: a journal, its settings and a clock, and what they say together.

The screens and the command line both sit here, so neither grows its own copy of a rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import islice

from journal import deck, lookback, rhythm
from journal.days import lived_day, not_to_come, now_here
from journal.deck import Question
from journal.errors import Damaged, NotSaved
from journal.model import Entry, Layer, Step
from journal.pace import rhythm_by
from journal.reflection import Deal, Reflection, begin
from journal.rhythm import Rhythm
from journal.settings import Settings
from journal.store.journal import Journal, new_id

Clock = Callable[[], dt.datetime]
"""Says what the time is here, with its offset from UTC."""

FOUR_WEEKS = dt.timedelta(days=28)
# Enough to know what was asked lately and which angle has been left alone, without old years.
_RECENT = 200


class Desk:
    """One journal in use at a certain time."""

    def __init__(self, journal: Journal, clock: Clock = now_here) -> None:
        self.journal = journal
        self.clock = clock
        journal.backups.lived_day = self._day_of_a_copy
        self.read_only_because = ""
        """Why this window may only read, where that is so."""

    @property
    def settings(self) -> Settings:
        """The journal's settings."""
        return self.journal.settings

    def today(self) -> dt.date:
        """The day being lived, which ends when the writer says it does."""
        return lived_day(self.clock(), self.settings.day_ends_at)

    def check_day(self, day: dt.date) -> dt.date:
        """The day itself, or `BadInput` where it has not come yet."""
        return not_to_come(day, self.today())

    def begin(self, day: dt.date | None = None) -> Reflection:
        """A new reflection on a chat of today, or of an earlier day."""
        of_day = self.check_day(day or self.today())
        return begin(new_id(), of_day, self.clock(), rests=self.is_first_top_of_week(of_day))

    def is_first_top_of_week(self, day: dt.date) -> bool:
        """Whether no top entry stands yet in the week of that day."""
        monday = day - dt.timedelta(days=day.weekday())
        week = (e for e in self.journal.entries_since(monday) if e.day < monday + dt.timedelta(7))
        return not any(entry.layer is Layer.TOP for entry in week)

    def base_chats(self, before: dt.date) -> list[Entry]:
        """The latest base chats that a top entry of that day may rest on."""
        recent = self.journal.entries_since(before - 2 * FOUR_WEEKS)
        fitting = (e for e in recent if e.layer is Layer.BASE and e.day <= before)
        return list(islice(fitting, 12))

    def deal(self, reflection: Reflection) -> Deal:
        """The questions to offer in this reflection."""
        entries = [
            e for e in islice(self.journal.entries(), _RECENT) if e.id != reflection.entry.id
        ]
        today, working = self.today(), frozenset(self.settings.working_days)

        def questions(layer: Layer, step: Step) -> Sequence[Question]:
            return deck.deal(
                deck.load(),
                layer=layer,
                step=step,
                entries=entries,
                today=today,
                working_days=working,
                seed=reflection.entry.id,
            )

        return questions

    def save(self, reflection: Reflection) -> Entry:
        """Keep the finished entry, then let its draft go."""
        entry = reflection.finish(self.clock())
        kept = entry
        if reflection.is_revision:
            kept = self.journal.replace(entry)
        else:
            self.journal.add(entry)
        with suppress(NotSaved):  # kept is kept; a draft left over is not offered again
            self.journal.drafts.discard(entry.id)
        return kept

    def drafts(self) -> tuple[Reflection, ...]:
        """The reflections under way, latest first.

        A draft whose entry is already kept is left over from a stop between the two: not offered.
        """
        found = []
        for draft in self.journal.drafts.latest_first():
            if draft.is_revision or not self._is_kept(draft.entry):
                found.append(draft)
        return tuple(found)

    def rhythm(self) -> Rhythm | None:
        """The run, the week and the breathers, or None where the writer wants none of it."""
        return rhythm_by(self.settings, self.journal.by_year(), self.today())

    def rhythm_sentence(self, now: Rhythm) -> str:
        """The rhythm in words."""
        return rhythm.sentence(now, self.today(), self.journal.count)

    def layers(self) -> dict[Layer, int]:
        """How many chats each layer had in the last four weeks."""
        today = self.today()
        recent = self.journal.entries_since(today - FOUR_WEEKS)
        return lookback.layers(entry for entry in recent if entry.day <= today)

    def loose_ends(self) -> list[Entry]:
        """Entries with a promise still open, the one due first at the head."""
        return lookback.loose_ends(self.journal.entries_since(self.today() - 4 * FOUR_WEEKS))

    def latest(self, count: int) -> list[Entry]:
        """The newest entries."""
        return list(islice(self.journal.entries(), count))

    def _day_of_a_copy(self) -> dt.date:
        try:
            return self.today()
        except Damaged:
            return lived_day(self.clock(), Settings().day_ends_at)

    def _is_kept(self, entry: Entry) -> bool:
        near = self.journal.entries_since(entry.day)
        return any(kept.id == entry.id for kept in near)
