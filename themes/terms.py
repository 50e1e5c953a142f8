"""The terms worth a second look, from `lexicons/second_look/`: one file for each category.

A `[[word]]` there has a term, why it is worth a look, plainer ways to say it and the forms it is
found in. `unless` are forms in which it is innocent; `pinned` and `said_of` are forms that count
only where they are pinned on somebody ("down as") or said of somebody ("he's very").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from themes.lexicon import FOLDER, Source, load, names_in
from themes.phrases import Finder, Found, Owner, Phrase, phrases

FORMS = ("forms", "pinned", "said_of")
"""The kinds of forms of a term: those that always count, and those that count said of somebody."""
_AROUND = (
    ("before", ("pinned", "said_of")),
    ("innocent", ("mentioned", "mentioned_after", "chosen")),
)
_SHARED = "second_look/shared.toml"


class Term(NamedTuple):
    """A term of the lexicon."""

    term: str
    category: str
    why: str
    """One sentence."""
    instead: tuple[str, ...]
    """Plainer ways to say it, the best first."""
    is_law: bool
    """Whether it means something in law, and so is fine in a record."""
    weight: int
    """1 to 3; of many, the heaviest are offered."""
    is_fine_denied: bool
    """Whether denying it clears it: nobody is shrunk by "she isn't hard to reach"."""
    is_many: bool
    """Whether each of its forms is a term of its own."""
    example: str


class Lexicon(NamedTuple):
    """All terms, and what finds them."""

    terms: tuple[Term, ...]
    finder: Finder
    weights: Mapping[str, int]
    """How heavy a term is, by its why."""
    initials: int
    """The number of the term for initials in general."""
    everyday: frozenset[str]
    """Initials that everybody knows."""

    def of(self, one: Found) -> Term:
        """The term a find belongs to."""
        return self.terms[one.owner[1]]


@cache
def lexicon(folder: str = FOLDER) -> Lexicon:
    """The lexicon, read when first asked for; `BrokenLexicon` says where it is broken."""
    shared = load(_SHARED, folder)
    sets = {name: shared.strings(shared.data["sets"], name) for name in shared.data["sets"]}
    owned = list(_around(shared, sets))
    found: list[Term] = []
    initials, everyday = 0, frozenset[str]()
    for source, table in _words(folder):
        for kind in (*FORMS, "unless"):
            owned += _phrases(source, table, kind, (kind, len(found)), sets)
        if known := source.strings(table, "everyday"):
            initials, everyday = len(found), frozenset(known)
        found.append(_term(source, table))
    weights = {term.why: term.weight for term in found}
    return Lexicon(tuple(found), Finder(owned), weights, initials, everyday)


def _words(folder: str) -> Iterator[tuple[Source, Mapping[str, object]]]:
    for name in names_in("second_look", folder):
        if name != _SHARED:
            source = load(name, folder)
            yield from ((source, table) for table in source.tables("word"))


def _around(source: Source, sets: Mapping[str, Sequence[str]]) -> Iterator[tuple[Owner, Phrase]]:
    for name, kinds in _AROUND:
        (table,) = source.tables(name)
        for kind in kinds:
            owner = f"before_{kind}" if name == "before" else kind
            yield from _phrases(source, table, kind, (owner, 0), sets)


def _phrases(
    source: Source,
    table: Mapping[str, object],
    key: str,
    owner: Owner,
    sets: Mapping[str, Sequence[str]],
) -> Iterator[tuple[Owner, Phrase]]:
    for form in source.strings(table, key):
        try:
            yield from ((owner, phrase) for phrase in phrases(form, sets))
        except ValueError as error:
            # A long form goes over several lines; its beginning is on the first.
            raise source.error(form[:40], str(error)) from None


def _term(source: Source, table: Mapping[str, object]) -> Term:
    name = source.string(table, "term")
    instead = source.strings(table, "instead")
    weight = table.get("weight", 2)
    if not instead or not (source.strings(table, "forms") or "everyday" in table):
        raise source.error(name, f"{name} needs forms, and something to say instead")
    if not isinstance(weight, int) or not 1 <= weight <= 3:
        raise source.error(name, f"the weight of {name} has to be 1, 2 or 3")
    return Term(
        name,
        source.name.rpartition("/")[2].removesuffix(".toml"),
        source.string(table, "why"),
        instead,
        table.get("law") is True,
        weight,
        table.get("denied_is_fine") is True,
        table.get("one_by_one") is True,
        source.string(table, "example"),
    )
