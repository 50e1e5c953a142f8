"""A writer's rhythm by their own settings: their working days, their days off, their day's end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Iterator

from journal import rhythm
from journal.rhythm import Dated, Rhythm
from journal.settings import Settings


def rhythm_by(
    settings: Settings, years: Iterable[Iterable[Dated]], today: dt.date
) -> Rhythm | None:
    """The rhythm of entries given year by year, latest first, or None where none is wanted."""
    if not settings.rhythm:
        return None
    return rhythm.rhythm(
        _counting_days(years, settings.day_ends_at),
        today,
        working_days=frozenset(settings.working_days),
        rests=_RestDays(settings),
    )


def _counting_days(years: Iterable[Iterable[Dated]], ends: dt.time) -> Iterator[dt.date]:
    """The days entries count for, newest first within each year of chats.

    A chat of long ago, reflected on today, stands far down the list and counts for today.
    """
    for year in years:
        yield from sorted((rhythm.counting_day(entry, ends) for entry in year), reverse=True)


class _RestDays:
    """Leave, sickness, training, and the bank holidays of a nation."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._holidays: Container[dt.date] = ()
        if settings.bank_holidays:
            from journal.bank_holidays import bank_holidays

            self._holidays = bank_holidays(settings.bank_holidays)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, dt.date) and (self._settings.rests_on(day) or day in self._holidays)
