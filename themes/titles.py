"""Names behind a title, and people by their initials."""

from __future__ import annotations

from themes.register import Is, among
from themes.seen import Named, Run, Seen


def titled(seen: Seen, index: int) -> Named | None:
    """The name a title begins: `Mrs Kaur`, `cllr begum`, `Mr and Mrs Lamb`, `Uncle Des`."""
    capital = seen.is_capital[index]
    is_soft = bool(seen.flags[index] & Is.SOFT_TITLE)
    if (is_soft and not capital) or (seen.is_shouted(index) and seen.gap(index + 1)[:1] == "."):
        # "He has MS. Had a chat after."
        return None
    name = index + 1
    # "Mr and Mrs Lamb", "Cllr Mrs Trevanion": titles upon titles.
    while name - index < 4 and (following := _next_title(seen, name)):
        name = following
    while name > index and not _begins_name(seen, name, is_soft=is_soft, capital=capital):
        name -= 1
    return Named(index, end_of_name(seen, name)) if name > index else None


def _next_title(seen: Seen, index: int) -> int:
    """The word after another title, or nothing where there is no other."""
    if seen.plain(index) == "and" and seen.is_near(index):
        index += 1
    is_title = seen.flag(index) & (Is.TITLE | Is.SOFT_TITLE) and seen.gap(index) in (
        " ",
        ". ",
        " & ",
    )
    return index + 1 if is_title else 0


def _begins_name(seen: Seen, index: int, *, is_soft: bool, capital: bool) -> bool:
    """Whether a word after a title is a name."""
    if index >= len(seen.words) or seen.gap(index) not in (" ", ". ", ".", "  ", " & "):
        return False
    flags = seen.flags[index]
    if flags & Is.PRONOUN or (flags & Is.TIME and not flags & Is.GIVEN):
        return False
    is_name = bool(flags & (Is.GIVEN | Is.SURNAME))
    if seen.is_capital[index]:
        return not is_soft or is_name or seen.is_letter(index) or _is_unknown(seen, index)
    return not capital and (is_name or seen.is_letter(index) or not seen.is_word(index))


def _is_unknown(seen: Seen, index: int) -> bool:
    flags = seen.flags[index]
    if flags & (Is.KNOWN | Is.SYSTEM | Is.GENERIC | Is.PLACE_TYPE) or seen.is_shouted(index):
        return False
    return not seen.is_word(index)


def end_of_name(seen: Seen, index: int) -> int:
    """The last word of a name that begins there."""
    last = index
    while last - index < 4 and _belongs(seen, last + 1, index):
        last += 1
    return last


def _belongs(seen: Seen, index: int, first: int) -> bool:
    if index >= len(seen.words) or seen.words[index - 1].plain.endswith("'s"):
        return False
    gap, flags = seen.gap(index), seen.flags[index]
    is_name = bool(flags & (Is.GIVEN | Is.SURNAME))
    if gap == "-":
        return seen.is_capital[index] or is_name
    if gap in (".", ". ") and seen.is_letter(index - 1):
        # "Mrs K. Lung cancer" has ended, "Mr D. Bowen" has not.
        return seen.is_letter(index) or is_name or _is_unknown(seen, index)
    if gap != " ":
        return False
    if seen.is_capital[index]:
        is_short_form = seen.is_shouted(index) and len(seen.bases[index]) < 5 and not is_name
        return not flags & (Is.PRONOUN | Is.TIME) and not is_short_form
    return not seen.is_capital[first] and not seen.is_word(index) and (is_name or not flags)


# Initials.

_NO_INITIALS = among("uk us ni am pm eg ie dob gp pa ba ma mp usa bsc phd nb ps id tv")
_NO_PERSON = among(
    "vitamin plan section part appendix type grade option room block unit figure table "
    "hepatitis level band category schedule group point letter a an the ward bay class vit "
    "side drawer zone gate platform page"
)
_SHORT_FORMS = among(
    "pa pas ot ots gp gps sw sws ni dp dps ld mh hr it tv ok uk us eu cv dj ds dc di pc mp "
    "mps pe re id nb ps pr am pm bp dv fe he hv la lp ms pd pt qa ta tb tl uc wc yp sp su cp "
    "ch cs ss ep ey fc"
)


def initials(seen: Seen, run: Run) -> Named | None:
    """Somebody by initials: `J.B.`, `T. Lomax`, `K's mum`, `met JB`."""
    first, last = run
    if first < last:
        return _with_stops(seen, run) if seen.gap(first + 1)[:1] == "." else None
    is_pair = len(seen.bases[first]) == 2 and seen.is_shouted(first)
    is_initial = seen.is_letter(first) or (is_pair and seen.bases[first] not in _SHORT_FORMS)
    return Named(first, last) if is_initial and _is_met(seen, first) else None


def _with_stops(seen: Seen, run: Run) -> Named | None:
    index = run.first
    while index <= run.last and seen.is_letter(index):
        index += 1
    if index == run.first:
        return None
    if index <= run.last:
        is_name = _belongs(seen, index, run.first)
        return Named(run.first, end_of_name(seen, run.first)) if is_name else None
    letters = "".join(seen.bases[run.first : index])
    return None if letters in _NO_INITIALS else Named(*run)


def _is_met(seen: Seen, index: int) -> bool:
    if seen.bases[index] in ("a", "i", "o") or seen.plain(index - 1) in _NO_PERSON:
        return False
    if seen.words[index].plain.endswith("'s"):
        return bool(seen.after(index) & (Is.RELATION | Is.DOING))
    left, right = seen.before(index), seen.after(index)
    if left & (Is.RELATION | Is.NAMING) or seen.plain(index - 1) in ("for", "with", "about"):
        return seen.is_near(index) and seen.is_near(index + 1)
    return bool(left & Is.CONTACT or right & Is.DOING) and seen.gap(index + 1) != "-"
