"""What an instructor decides by hand: points, comments, excuses. Kept beside the automatic results, never over them.

Every decision is one row with its author, time and reason; of the points or the excuse for one exercise the last
one counts, and taking it back is one more row. A regrade touches none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select

from grader.classroom.gradebook.database import Database, storable
from grader.classroom.gradebook.tables import decision, learner
from grader.core.deadlines import read_time
from grader.core.errors import UsageError
from grader.core.points import format_points

Kind = Literal["points", "change", "excused", "comment", "undo", "extension"]


@dataclass(frozen=True)
class Decision:
    """One decision about a learner's exercise or quiz; about the learner as a whole where `name` is empty."""

    student: str
    name: str
    kind: Kind
    points: float | None
    """The points instead of the automatic ones, or those to add to them."""
    text: str
    """The reason, or the comment."""
    author: str
    made_at: str
    """UTC, ISO 8601."""
    until: str = ""
    """Of an extension: the new due date, with its zone; empty where it is taken back."""

    def describe(self) -> str:
        """Return the decision in words."""
        by = f" ({self.author})" if self.author else ""
        match self.kind:
            case "points":
                return f"set to {format_points(self.points or 0.0)} by hand: {self.text}{by}"
            case "change":
                sign = "+" if (self.points or 0.0) >= 0 else ""
                return f"changed by {sign}{format_points(self.points or 0.0)} by hand: {self.text}{by}"
            case "excused":
                return f"excused: {self.text}{by}"
            case "extension":
                what = f"due {self.until} instead" if self.until else "the extension was removed"
                return f"{what}: {self.text}{by}"
            case "undo":
                return f"the earlier decision was undone: {self.text}{by}"
        return f"{self.text}{by}"


class Decisions:
    """The decisions in a gradebook."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self, student: str, name: str, kind: Kind, points: float | None, text: str, author: str, *, until: str = ""
    ) -> None:
        """Keep one more decision.

        Raises:
            UsageError: there is no such learner.
        """
        found = self._database.read(select(learner.c.id).where(learner.c.key == storable(student)))
        if not found:
            raise UsageError(f"{student!r} is not a learner in this gradebook; `grade gradebook export` lists them.")
        row = {
            "learner": found[0][0],
            "name": storable(name),
            "kind": kind,
            "points": points,
            "text": storable(text),
            "author": storable(author),
            "made_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "until": until,
        }
        self._database.write((decision.insert(), [row]))

    def all(self) -> list[Decision]:
        """Return every decision, the oldest first."""
        return [Decision(*row) for row in self._database.read(_DECISIONS)]

    def of(self, student: str) -> list[Decision]:
        """Return the decisions about one learner, the oldest first."""
        return [Decision(*row) for row in self._database.read(_DECISIONS.where(learner.c.key == storable(student)))]


_COLUMNS = [decision.c[name] for name in ("name", "kind", "points", "text", "author", "made_at", "until")]
_DECISIONS = select(learner.c.key, *_COLUMNS).join_from(decision, learner).order_by(decision.c.id)


def deciding(decisions: Iterable[Decision]) -> dict[tuple[str, str], Decision]:
    """Return by learner and exercise the decision on its points that counts: the last one, if it was not taken back."""
    found: dict[tuple[str, str], Decision] = {}
    for one in decisions:
        if one.kind == "undo":
            found.pop((one.student, one.name), None)
        elif one.kind not in ("comment", "extension"):
            found[one.student, one.name] = one
    return found


def extensions(decisions: Iterable[Decision]) -> dict[str, datetime]:
    """Return one learner's later due dates, by the exercise or quiz; that for all of them under the empty name."""
    found: dict[str, datetime] = {}
    for one in decisions:
        if one.kind == "extension" and one.until:
            found[one.name] = read_time(one.until)
        elif one.kind == "extension":
            found.pop(one.name, None)
    return found


def decided(marks: tuple[float, float, float], decision_: Decision) -> tuple[float, float, float]:
    """Return score, most and bonus after a decision; what is beyond the most is bonus, and nothing falls below 0."""
    score, most, bonus = marks
    if decision_.kind == "excused":
        return 0.0, 0.0, 0.0
    points = decision_.points or 0.0
    earned = max(points if decision_.kind == "points" else score + points, 0.0)
    return (min(earned, most), most, bonus + max(earned - most, 0.0)) if most else (score, most, earned)
