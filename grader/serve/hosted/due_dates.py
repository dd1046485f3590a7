"""When exercises and quizzes of a hosted course are due, for one learner."""

from __future__ import annotations

from grader.classroom.gradebook.database import Database
from grader.classroom.gradebook.decisions import Decisions, extensions
from grader.classroom.gradebook.policies import Plans, Policies
from grader.core.course import Course
from grader.core.deadlines import Deadline, moved


def due_for(database: Database, course: Course, key: str, name: str) -> Deadline | None:
    """Return when an exercise or quiz is due for a learner, with their extensions; None where there is no date."""
    plan = Plans(Policies(database).all(), course).of(name)
    if plan is None:
        return None
    longer = extensions(decision for decision in Decisions(database).all() if decision.student == key)
    return moved(plan, max((t for n, t in longer.items() if n in (name, "")), default=None))
