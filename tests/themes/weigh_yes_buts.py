"""Weigh the hints of yes-buts anew, from the labelled reflections.

    python -m tests.themes.weigh_yes_buts           write themes/lexicons/yes_buts_hints.toml
    python -m tests.themes.weigh_yes_buts --check   only say how well they do

Needs scikit-learn, and nothing else does. Each hand is left out once, and read with what the
others teach: that is what to expect of a writer nobody has labelled. The cues in `yes_buts.toml`
are made by hand and known to all of them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from tests.quality.corpus import rows
from tests.quality.figures import HEADINGS, Score, line, table, total
from themes import excuses
from themes.words import words_of

HINTS = Path(excuses.__file__).parent / "lexicons" / "yes_buts_hints.toml"
KEPT = 1_500
"""How many of the heaviest hints are kept."""
LEAST = 2
"""In how many sentences a hint has to be."""
ABOUT = """\
# What weighs for and against an excuse, beside the cues in yes_buts.toml: words, pairs of words,
# and <signs> of how the sentence is built. Learnt by logistic regression from the reflections in
# tests/corpus/; written by `python -m tests.themes.weigh_yes_buts`, so change that and not this.
"""


class Case(NamedTuple):
    """A sentence, what there is to weigh in it, and whether it is labelled an excuse."""

    hand: str
    sentence: excuses.Sentence
    hints: dict[str, float]
    is_excuse: bool


def main(asked: Sequence[str]) -> int:
    """Say how well the hints do, and write them unless only asked to check."""
    cases = list(_cases())
    hands = sorted({case.hand for case in cases})
    scores = {hand: _left_out(cases, hand) for hand in hands}
    lines = [line(hand, score) for hand, score in scores.items()]
    sys.stdout.write(f"{table(HEADINGS, [*lines, line('all', total(scores.values()))])}\n")
    if "--check" not in asked:
        HINTS.write_text(_written(*_weighed(cases)), encoding="utf-8")
    return 0


def _cases() -> Iterator[Case]:
    for row in rows():
        for part, text in row.parts.items():
            marks = [mark for mark in row.yes_buts if mark.part == part]
            for one in excuses.sentences(words_of(text)):
                is_excuse = any(m.start < one.end and one.start < m.end for m in marks)
                yield Case(row.hand, one, dict(excuses.hints_of(one)), is_excuse)


def _weighed(cases: Sequence[Case]) -> tuple[dict[str, float], float]:
    often = Counter(hint for case in cases for hint in case.hints)
    known = {hint for hint, count in often.items() if count >= LEAST}
    vectors = DictVectorizer()
    table = vectors.fit_transform(
        [{hint: much for hint, much in case.hints.items() if hint in known} for case in cases]
    )
    learnt = LogisticRegression(max_iter=800).fit(table, [case.is_excuse for case in cases])
    weights = dict(zip(vectors.get_feature_names_out(), learnt.coef_[0], strict=True))
    heaviest = sorted(weights, key=lambda hint: (-abs(weights[hint]), hint))[:KEPT]
    return {hint: round(float(weights[hint]), 2) for hint in heaviest}, float(learnt.intercept_[0])


def _left_out(cases: Sequence[Case], hand: str) -> Score:
    weights, start = _weighed([case for case in cases if case.hand != hand])
    right = wrong = missed = 0
    for case in cases:
        if case.hand == hand:
            found = excuses.is_excuse(
                case.sentence, lambda one: excuses.chance(one, weights, start)
            )
            right += found and case.is_excuse
            wrong += found and not case.is_excuse
            missed += case.is_excuse and not found
    return Score(right, wrong, missed)


def _written(weights: dict[str, float], start: float) -> str:
    lines = [
        f"{json.dumps(hint, ensure_ascii=False)} = {weight}"
        for hint, weight in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
        if weight
    ]
    return "\n".join([ABOUT, f"start = {start:.2f}\n", "[weights]", *lines, ""])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
