"""Moodle's offline grading worksheet, in whatever language the site speaks.

Moodle takes a worksheet back by the words of its language, so the file is kept as it is and the columns are found by
what is in them. Their order is that of mod/assign/feedback/offline: an identifier, the full name, perhaps an ID number, the
e-mail address, the status, the grade, the maximum grade, whether the grade can be changed, times, and feedback last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.classroom.csv_reader import Table

_IDENTIFIER = re.compile(r"\D+\d+")
_NUMBER = re.compile(r"\d+([.,]\d+)?")
_FEWEST = 6
_LOCKED = ("no", "0", "nein", "non", "não", "nee", "нет", "nej", "nie", "ne")


@dataclass(frozen=True)
class Worksheet:
    """Where in a worksheet what is."""

    table: Table
    grade: int
    most: int | None
    changeable: int | None
    feedback: int | None
    """The column of the feedback, where there is one: the last."""
    identifier: int = 0

    @property
    def people(self) -> list[list[str]]:
        """The rows that are of somebody."""
        return [row for row in self.table.rows if row[self.identifier].strip()]

    def locked(self, row: Sequence[str]) -> bool:
        """Whether a grade cannot be changed."""
        return self.changeable is not None and row[self.changeable].strip().casefold() in _LOCKED

    def written(self, grade: str, row: Sequence[str]) -> str:
        """Return a grade with the decimal sign that the row's maximum has."""
        return grade.replace(".", ",") if self.most is not None and "," in row[self.most] else grade


def read_worksheet(table: Table) -> Worksheet | None:
    """Return where in a worksheet what is, or None where this is no worksheet."""
    return _by_english_titles(table) or _by_contents(table)


def _by_english_titles(table: Table) -> Worksheet | None:
    columns = table.columns
    if "identifier" not in columns or "grade" not in columns:
        return None
    return Worksheet(
        table,
        grade=columns["grade"],
        most=columns.get("maximum grade"),
        changeable=columns.get("grade can be changed"),
        feedback=columns.get("feedback comments"),
        identifier=columns["identifier"],
    )


def _by_contents(table: Table) -> Worksheet | None:
    """Find the columns of a site in another language: by what is in them, and by their order."""
    rows = [row for row in table.rows if row[0].strip()]
    width = len(table.header)
    if not rows or width < _FEWEST or not all(_IDENTIFIER.fullmatch(row[0].strip()) for row in rows):
        return None
    most = _maximum(rows, _after_email(rows))
    if most is None:
        return None
    changeable = most + 1 if most + 1 < width and _is_lock(rows, most + 1) else None
    feedback = width - 1 if width - 1 > (changeable or most) else None
    return Worksheet(table, most - 1, most, changeable, feedback)


def _after_email(rows: Sequence[Sequence[str]]) -> int:
    """Return the column after the e-mail address; where no column has addresses, the one after the full name."""
    return next((at + 1 for at in range(1, len(rows[0])) if any("@" in row[at] for row in rows)), 2)


def _maximum(rows: Sequence[Sequence[str]], first: int) -> int | None:
    """Return the column of the maximum grade: the last one in which everybody has the same number."""
    for at in reversed(range(first + 1, len(rows[0]))):
        values = {row[at].strip() for row in rows}
        if len(values) == 1 and _NUMBER.fullmatch(values.pop()):
            return at
    return None


def _is_lock(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column says yes or no, in whatever language."""
    return all(re.fullmatch(r"\w{1,5}", row[at].strip()) for row in rows)
