"""An entry as plain lines that read well aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from journal import days, fields
from journal.fields import Field, Kind
from journal.model import STEP_NAMES, Answer, Entry, Promise


def lines(entry: Entry, today: dt.date) -> Iterator[str]:
    """Every filled field with its label, and the texts under the questions they answer."""
    yield from _fields(entry, (field for field in fields.FIELDS if field.kind is not Kind.PAGE))
    if entry.rests_on:
        yield f"Rests on: {entry.rests_on}"
    for answer in entry.answers:
        if answer.text.strip():
            yield from _answer(answer)
    if entry.promise:
        yield from ("", *_promise(entry.promise, today))
    yield from _fields(entry, (field for field in fields.FIELDS if field.kind is Kind.PAGE))


def moments(entry: Entry) -> Iterator[str]:
    """When it was written and changed."""
    yield f"Written: {_moment(entry.written_at)}"
    if entry.revisions:
        yield f"Changed: {_moment(entry.revisions[-1])}"


def promise(made: Promise, today: dt.date) -> str:
    """A promise in a few words, with the day it is due."""
    return f"{made.what}, by {days.spoken(made.by, today)}" if made.by else made.what


def label(field: Field) -> str:
    """A field's label as the start of a line."""
    kept_here = " (stays on this laptop)" if field.is_private else ""
    return f"{field.label[:1].upper()}{field.label[1:]}{kept_here}"


def _fields(entry: Entry, wanted: Iterable[Field]) -> Iterator[str]:
    for field in wanted:
        said = fields.said(entry, field)
        if said and field.kind is Kind.PAGE:
            yield from ("", label(field), said)
        elif said:
            yield f"{label(field)}: {said}"


def _answer(answer: Answer) -> Iterator[str]:
    yield from ("", STEP_NAMES[answer.step])
    if answer.prompt:
        yield f"({answer.prompt})"
    yield answer.text


def _promise(made: Promise, today: dt.date) -> Iterator[str]:
    yield f"Promise, {made.state}: {promise(made, today)}"
    if made.outcome:
        yield f"What came of it: {made.outcome}"


def _moment(moment: dt.datetime) -> str:
    return f"{days.full(moment.date())}, {moment:%H:%M}"
