"""Days as a person lives and names them. Pure: whoever calls says what day it is."""

from __future__ import annotations

import datetime as dt

from journal.errors import BadInput

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EARLIEST = dt.date(1900, 1, 1)
"""The first day a chat can have been on."""
_WEEKDAYS_IN_FULL = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def now_here() -> dt.datetime:
    """The time here, with its offset from UTC. The one clock there is; all else is told."""
    return dt.datetime.now().astimezone()


def counted(count: int, thing: str, things: str | None = None) -> str:
    """`1 chat`, `2 chats`: a number of things, in words that agree."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def lived_day(moment: dt.datetime, day_ends_at: dt.time) -> dt.date:
    """The day a moment belongs to, where 01:30 may still be the evening before."""
    if moment.time() < day_ends_at and moment.date() > dt.date.min:
        return moment.date() - dt.timedelta(days=1)
    return moment.date()


def short(day: dt.date) -> str:
    """`Thu 19 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def full(day: dt.date) -> str:
    """`Thursday 19 November 2026`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def month(day: dt.date) -> str:
    """`November 2026`."""
    return f"{day:%B %Y}"


def spoken(day: dt.date, today: dt.date) -> str:
    """A day as one would say it: `today`, `yesterday`, `Tuesday`, `Thu 5 Nov`, `5 Nov 2025`."""
    ago = (today - day).days
    if -1 <= ago <= 1:
        return {0: "today", 1: "yesterday", -1: "tomorrow"}[ago]
    if 1 < abs(ago) < 7:
        return f"{day:%A}"
    return short(day) if day.year == today.year else f"{day.day} {day:%b %Y}"


def parse(text: str, today: dt.date) -> dt.date:
    """A day as people type one, the latest that fits: `yesterday`, `tue`, `19/11`, `2026-11-19`.

    Day comes before month. Raises `BadInput` for anything else.
    """
    return _parse(text, today, ahead=False)


def parse_ahead(text: str, today: dt.date) -> dt.date:
    """A day to come: `friday` is the next one, `19/11` the next 19 November."""
    return _parse(text, today, ahead=True)


def parse_near(text: str, today: dt.date) -> dt.date:
    """A day near today, gone by or to come: `mon` is whichever Monday is nearer."""
    gone, coming = parse(text, today), parse_ahead(text, today)
    return gone if (today - gone) < (coming - today) else coming


def not_to_come(day: dt.date, today: dt.date) -> dt.date:
    """The day itself, or `BadInput` where it has not come yet or nobody alive can remember it."""
    if day > today:
        raise BadInput(
            f"{day:%d/%m/%Y} has not come yet. A chat belongs to today or a day before it."
        )
    if day < EARLIEST:
        raise BadInput(f"{day:%d/%m}/{day.year:04} is too long ago. Did you mean another year?")
    return day


def _parse(text: str, today: dt.date, *, ahead: bool) -> dt.date:
    typed = " ".join(text.casefold().replace(",", " ").split())
    for way in (_named, _weekday, _in_figures, _in_words):
        day = way(typed, today, ahead)
        if day is not None:
            return day
    raise BadInput(
        f"“{text.strip()[:40]}” is not a day goodchat knows. "
        "Try today, yesterday, tue, 19/11 or 2026-11-19."
    )


def _named(typed: str, today: dt.date, ahead: bool) -> dt.date | None:
    away = {"today": 0, "yesterday": -1, "tomorrow": 1, "day before yesterday": -2}.get(typed)
    if ahead and away is None:
        away = {"next week": 7, "a week": 7, "in a week": 7, "a fortnight": 14}.get(typed)
    return None if away is None else today + dt.timedelta(days=away)


def weekday(word: str) -> int | None:
    """The weekday a word names, from three letters on, 0 = Monday; None where it names none."""
    return WEEKDAYS.index(word[:3]) if _is_weekday(word) else None


def _weekday(typed: str, today: dt.date, ahead: bool) -> dt.date | None:
    wanted = typed.removeprefix("next " if ahead else "last ")
    if not _is_weekday(wanted):
        return None
    index = WEEKDAYS.index(wanted[:3])
    if ahead:
        return today + dt.timedelta(days=(index - today.weekday() - 1) % 7 + 1)
    ago = (today.weekday() - index) % 7
    # Said on a Tuesday, "last tuesday" is a week ago and "tuesday" is today.
    is_today = ago == 0 and wanted == typed
    return today - dt.timedelta(days=0 if is_today else ago or 7)


def _is_weekday(word: str) -> bool:
    return len(word) >= 3 and any(name.startswith(word) for name in _WEEKDAYS_IN_FULL)


def _in_figures(typed: str, today: dt.date, ahead: bool) -> dt.date | None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d.%m.%Y", "%d-%m-%Y"):
        day = _read(typed, shape)
        if day:
            return day
    return _nearest_year(typed, ("%d/%m", "%d.%m"), "/" if "/" in typed else ".", today, ahead)


def _in_words(typed: str, today: dt.date, ahead: bool) -> dt.date | None:
    words = typed.split()
    if words and _is_weekday(words[0]):
        words = words[1:]
    if words and words[0][:1].isdigit():
        words[0] = words[0].rstrip("sthndr")
    plain = " ".join(words)
    for shape in ("%d %b %Y", "%d %B %Y"):
        day = _read(plain, shape)
        if day:
            return day
    return _nearest_year(plain, ("%d %b", "%d %B"), " ", today, ahead)


def _nearest_year(
    typed: str, shapes: tuple[str, ...], between: str, today: dt.date, ahead: bool
) -> dt.date | None:
    # 29 February exists only in some years, so the search goes on for eight.
    years = range(today.year, today.year + 9) if ahead else range(today.year, today.year - 9, -1)
    for year in years:
        for shape in shapes:
            day = _read(f"{typed}{between}{year}", f"{shape}{between}%Y")
            if day and (day >= today if ahead else day <= today):
                return day
    return None


def _read(typed: str, shape: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(typed, shape).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
