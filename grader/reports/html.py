"""The result as one page for the learner: self-contained, for a phone, a screen in the dark, and paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from grader.reports.page import fill
from grader.reports.plain import Result, exercises

if TYPE_CHECKING:
    from grader.reports.quizzes import TakenView


def render(result: Result, student: str = "", quizzes: Sequence[TakenView] = ()) -> str:
    """Return the page.

    Args:
        result: what to show.
        student: whose it is, where that is to be told.
        quizzes: what this learner answered.

    Raises:
        UsageError: jinja2 is not installed.
    """
    return fill("learner.html.j2", result=result, exercises=exercises(result), student=student, quizzes=quizzes)
