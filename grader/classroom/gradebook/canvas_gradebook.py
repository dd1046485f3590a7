"""The gradebook that Canvas exports and imports again: who is who, the points possible, and a column for each assignment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.classroom.csv_reader import Table
from grader.classroom.gradebook.cells import parse_number
from grader.core.errors import UsageError

_POINTS = "points possible"
_NOT_ASSIGNMENTS = re.compile(r"(current|final) (score|points|grade)|override (score|grade|status)", re.IGNORECASE)
_IDS = ("id", "sis user id", "sis login id", "integration id")


@dataclass(frozen=True)
class CanvasGradebook:
    """Where in an exported gradebook what is."""

    table: Table
    points: Sequence[str] | None
    """The row with the points possible, where there is one."""
    section: int
    """The last of the columns that say who is who; the assignments come after it."""

    @property
    def people(self) -> list[list[str]]:
        """The rows that are of somebody."""
        numbers = self.table.columns["id"]
        return [row for row in self.table.rows if row[numbers].strip() and row is not self.points]

    def is_assignment(self, at: int, title: str) -> bool:
        """Whether a column is an assignment's, and no total of Canvas's own."""
        return at > self.section and not _NOT_ASSIGNMENTS.search(title)

    def points_possible(self, at: int) -> float | None:
        """Return the most that a column has room for, or None where it does not say.

        Raises:
            UsageError: Canvas fills in this column itself.
        """
        if self.points is None:
            return None
        cell = self.points[at].strip()
        if cell.casefold().strip("()") == "read only":
            title = self.table.header[at]
            raise UsageError(f"{self.table.path}: Canvas works {title!r} out by itself; choose another with --column.")
        return parse_number(cell)

    def head(self, at: int) -> list[list[str]]:
        """Return the two lines that an import begins with, cut to who is who and one column."""
        fixed = self.section + 1
        first, most = (self.points[0], self.points[at]) if self.points else ("    Points Possible", "")
        return [[*self.table.header[:fixed], self.table.header[at]], [first, *[""] * self.section, most]]

    def line(self, row: Sequence[str], grade: str) -> list[str]:
        """Return a learner's line of an import; names and numbers stay as Canvas wrote them, since it knows people by them."""
        return [*row[: self.section + 1], grade]


def read_canvas_gradebook(table: Table) -> CanvasGradebook:
    """Return where in a gradebook of Canvas what is.

    Raises:
        UsageError: it is no such gradebook.
    """
    # there is a setting by which it writes two columns in place of the first
    name = ("student",) if "student" in table.columns else ("lastname", "firstname")
    if not {*name, "id"} <= set(table.columns):
        raise UsageError(f"{table.path}: is no gradebook of Canvas: it needs the columns Student and ID.")
    points = next((row for row in table.rows if _POINTS in row[0].casefold()), None)
    section = table.columns.get("section", max(table.columns[c] for c in (*name, *_IDS) if c in table.columns))
    return CanvasGradebook(table, points, section)
