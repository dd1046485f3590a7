"""What every export shares: whose marks are wanted, and how a name and a number stand in a cell.

A cell that a spreadsheet would run as a formula is made text (OWASP, CSV injection).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.classroom.gradebook.marks import Marks
from grader.core.results import EXERCISE, QUIZ
from grader.core.text import escaped

BOM = "\ufeff"


@dataclass
class GradeTable:
    """A file's text, and the rows that are not in it."""

    text: str
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Who, and why."""


@dataclass(frozen=True)
class ExportOptions:
    """What is exported, and into what."""

    only: str | None = None
    """One exercise or quiz; the sum over the exercises where it is None."""
    into: Path | None = None
    """The file that was downloaded from the course site."""
    column: str | None = None
    """The title of the column to fill."""
    order: tuple[str, ...] = ()
    """The names of the exercises, in the order of their columns."""
    bonus: bool = False
    """Whether bonus points are added to the score."""

    def of(self, marks: Marks) -> tuple[float, float] | None:
        """Return score and most of a learner; None where there is none."""
        if self.only in marks.excused:
            return None
        found = marks.total(EXERCISE, self.only)
        if found is not None and found[1]:
            return found[0] + (found[2] if self.bonus else 0.0), found[1]
        if found is not None:
            return found[2], 0.0
        # answers that could not be read have no points to be had, and are no result
        quiz = marks.total(QUIZ, self.only) if self.only else None
        return quiz[:2] if quiz and quiz[1] else None

    @property
    def title(self) -> str:
        """The title of the column that the grader fills in."""
        return self.column or self.only or "Exercises"


_HARMLESS = "\t\u00a0\u3000\u200c\u200d"  # spaces, and what joins letters in names


def plain_cell(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula and no terminal obeys, on one line."""
    text = " ".join(text.replace("\0", "").split("\n")).replace("\r", " ")
    text = escaped(text, keep=_HARMLESS)
    return (
        "'" + text if text.lstrip(" \t\u00a0\u3000")[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|") else text
    )


def parse_number(cell: str) -> float | None:
    """Return the number in a cell, with a point or a comma for the decimals; None where there is none."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def written(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as a CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()
