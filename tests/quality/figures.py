"""Precision, recall and F1, and tables of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Score(NamedTuple):
    """What was found and right, what was found and wrong, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """How much of what there is was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        most = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / most if most else 0.0

    def plus(self, other: Score) -> Score:
        """Both together."""
        return Score(*(mine + its for mine, its in zip(self, other, strict=True)))


def total(scores: Iterable[Score]) -> Score:
    """All scores as one."""
    summed = Score()
    for score in scores:
        summed = summed.plus(score)
    return summed


HEADINGS = ("", "precision", "recall", "F1", "labelled")


def line(name: str, score: Score) -> tuple[str, ...]:
    """A score as a row for a table under `HEADINGS`."""
    labelled = score.right + score.missed
    shares = (score.precision, score.recall, score.f1)
    return (name, *(f"{share:.3f}" for share in shares), str(labelled))


def table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table in plain characters, the first column to the left and the rest to the right."""
    every = [headings, *lines]
    widths = [max(len(row[column]) for row in every) for column in range(len(headings))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in every
    )
