"""The writer's desk: a journal, its settings and a clock, and what they say together.

The screens and the command line both sit here, so neither grows its own copy of a rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import islice

from typing_extensions import override

from journal import deck, lookback, rhythm
from journal.bank_holidays import bank_holidays
from journal.days import lived_day, not_to_come
from journal.deck import Question
from journal.model import Entry, Layer, Step
from journal.reflection import Deal, Reflection, begin
from journal.rhythm import Rhythm
from journal.settings import Settings
from journal.store.journal import Journal, new_id

Clock = Callable[[], dt.datetime]
"""Says what the time is here, with its offset from UTC."""

FOUR_WEEKS = dt.timedelta(days=28)
# Enough to know what was asked lately and which angle has been left alone, without old years.
_RECENT = 200


def now_here() -> dt.datetime:
    """The time here, with its offset from UTC."""
    return dt.datetime.now().astimezone()


class Desk:
    """One journal in use at a certain time."""

    def __init__(self, journal: Journal, clock: Clock = now_here) -> None:
        self.journal = journal
        self.clock = clock
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
        if reflection.is_revision:
            self.journal.replace(entry)
        else:
            self.journal.add(entry)
        self.journal.drafts.discard(entry.id)
        return entry

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
        settings = self.settings
        if not settings.rhythm:
            return None
        ends = settings.day_ends_at
        counting = self._counting_days(ends)
        return rhythm.rhythm(
            counting,
            self.today(),
            working_days=frozenset(settings.working_days),
            rests=_RestDays(settings),
        )

    def _counting_days(self, ends: dt.time) -> Iterator[dt.date]:
        """The days entries count for, newest first within each year of chats.

        A chat of long ago, reflected on today, stands far down the list and counts for today.
        """
        for year in self.journal.by_year():
            yield from sorted((rhythm.counting_day(entry, ends) for entry in year), reverse=True)

    def rhythm_sentence(self, now: Rhythm) -> str:
        """The rhythm in words."""
        return rhythm.sentence(now, self.today(), self.journal.count)

    def layers(self) -> dict[Layer, int]:
        """How many chats each layer had in the last four weeks."""
        return lookback.layers(self.journal.entries_since(self.today() - FOUR_WEEKS))

    def loose_ends(self) -> list[Entry]:
        """Entries with a promise still open, the one due first at the head."""
        return lookback.loose_ends(self.journal.entries_since(self.today() - 4 * FOUR_WEEKS))

    def latest(self, count: int) -> list[Entry]:
        """The newest entries."""
        return list(islice(self.journal.entries(), count))

    def _is_kept(self, entry: Entry) -> bool:
        near = self.journal.entries_since(entry.day)
        return any(kept.id == entry.id for kept in near)


class _RestDays(Container[dt.date]):
    """Leave, sickness, training, and the bank holidays of a nation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        nation = settings.bank_holidays
        self._holidays: Container[dt.date] = bank_holidays(nation) if nation else ()

    @override
    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and (self._settings.rests_on(day) or day in self._holidays)
