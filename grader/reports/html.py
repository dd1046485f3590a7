"""The result as one page for the learner: self-contained, for a phone, a screen in the dark, and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grader.reports.common import Result, exercises, first_hint
from grader.reports.page import fill


@dataclass(frozen=True)
class TakenItem:
    """One question, as one learner answered it."""

    title: str
    score: float
    max_score: float
    right: bool
    feedback: Any
    exercise: int | None


@dataclass(frozen=True)
class TakenView:
    """One quiz of one learner."""

    title: str
    score: float
    max_score: float
    refused: str
    items: tuple[TakenItem, ...]


def render(result: Result, student: str = "", quizzes: Sequence[TakenView] = ()) -> str:
    """Return the page.

    Args:
        result: what to show.
        student: whose it is, where that is to be told.
        quizzes: what this learner answered.

    Raises:
        UsageError: jinja2 is not installed.
    """
    return fill(
        "learner.html.j2",
        result=result,
        exercises=exercises(result),
        first_hint=first_hint,
        student=student,
        quizzes=quizzes,
    )
