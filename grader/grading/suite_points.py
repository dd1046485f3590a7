"""Whether the checks of a suite are worth what course.yaml says."""

from __future__ import annotations

from collections.abc import Sequence

from grader.core.course import Exercise
from grader.core.points import format_points
from grader.core.results import total
from grader.suite.plugin import Check


def points_problem(exercise: Exercise, checks: Sequence[Check]) -> str:
    """Return why the points do not add up; nothing where they do."""
    worth, due = total(check.points for check in checks if not check.stretch), exercise.points or exercise.bonus
    if worth == due:
        return ""
    return f"the checks are worth {format_points(worth)} points together; course.yaml says {format_points(due)}."
