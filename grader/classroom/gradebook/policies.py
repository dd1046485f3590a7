"""Due dates that an instructor set in the gradebook, over those of course.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from grader.classroom.gradebook.database import Database, storable
from grader.classroom.gradebook.tables import policy
from grader.core.course import Course
from grader.core.deadlines import Deadline, deadline, read_rule
from grader.core.errors import UsageError


class Policy(NamedTuple):
    """A due date as it was written, and what being late costs."""

    due: str
    late: str

    def deadline(self) -> Deadline:
        """Return it read.

        Raises:
            UsageError: it is no due date, or no rule.
        """
        try:
            return deadline(self.due, read_rule(self.late))
        except ValueError as error:
            raise UsageError(f"{error}.") from None


class Policies:
    """The due dates in a gradebook."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, name: str, due: str, late: str = "") -> Deadline:
        """Keep a due date for an exercise or quiz, or for all without another one where `name` is empty.

        Raises:
            UsageError: it is no due date, or no rule.
        """
        found = Policy(due, late).deadline()
        made = self._database.insert(policy)
        fields = {name: made.excluded[name] for name in ("due", "late")}
        row = {"name": storable(name), "due": storable(due), "late": storable(late)}
        self._database.write((made.on_conflict_do_update(index_elements=["name"], set_=fields), [row]))
        return found

    def remove(self, name: str) -> None:
        """Take a due date away, so that the course's counts again."""
        self._database.write((delete(policy).where(policy.c.name == bindparam("which")), [{"which": storable(name)}]))

    def all(self) -> dict[str, Policy]:
        """Return each by its name; that for all others under the empty one."""
        rows = self._database.read(select(policy.c.name, policy.c.due, policy.c.late))
        return {name: Policy(due, late) for name, due, late in rows}


class Plans:
    """When each exercise and quiz is due: by the gradebook, else by the course."""

    def __init__(self, own: Mapping[str, Policy], course: Course | None) -> None:
        self._own = {name: one.deadline() for name, one in own.items()}
        self._course = {e.name: e.deadline for e in course.exercises} if course else {}
        self._all = course.deadline if course else None

    def of(self, name: str) -> Deadline | None:
        """Return the deadline of an exercise or quiz; None where there is none."""
        return self._own.get(name) or self._own.get("") or self._course.get(name) or self._all
