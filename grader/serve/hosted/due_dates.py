"""When exercises and quizzes of a hosted course are due, for each learner, and what being late leaves of marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from grader.classroom.gradebook.database import Database
from grader.classroom.gradebook.decisions import Decision, Decisions, extensions
from grader.classroom.gradebook.policies import Plans, Policies
from grader.core.course import Course
from grader.core.deadlines import Deadline, lateness, moved

Points = tuple[float, float, float]
"""Score, the most that there is, and bonus."""


def due_dates(database: Database, course: Course) -> Callable[[str, str], Deadline | None]:
    """Return a function that says when an exercise or quiz is due for a learner, with their extensions.

    It takes the learner's key and the name, and returns None where there is no date.
    """
    plans, own = Plans(Policies(database).all(), course), defaultdict[str, list[Decision]](list)
    for one in Decisions(database).all():
        own[one.student].append(one)

    def due(key: str, name: str) -> Deadline | None:
        plan = plans.of(name)
        longer = extensions(own[key]) if plan and key in own else {}
        return plan and moved(plan, max((t for n, t in longer.items() if n in (name, "")), default=None))

    return due


def worth_of(marks: Points, handed_at: str, due: Deadline | None) -> Points:
    """Return marks less what being late costs."""
    late = lateness(due, handed_at, False)
    return late.apply(marks) if late else marks
