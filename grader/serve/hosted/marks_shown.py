"""A learner's marks as the pages show them: one line for each exercise and quiz."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grader.classroom.gradebook.marks import Item, Marks
from grader.core.deadlines import Deadline
from grader.core.points import format_points
from grader.core.results import EXERCISE, QUIZ
from grader.serve.hosted.due_dates import due_dates
from grader.serve.hosted.hosting import Hosting

NOTHING = "–"
"""Stands for what was not handed in."""


@dataclass(frozen=True)
class Markable:
    """An exercise or quiz, as lists name it."""

    kind: str
    name: str
    title: str
    short: str
    most: float
    """The most points; those of a quiz may differ a little from learner to learner."""

    @property
    def item(self) -> Item:
        """As the gradebook names it."""
        return self.kind, self.name


@dataclass(frozen=True)
class MarkLine:
    """A learner's mark in one of them."""

    title: str
    points: str
    at: str
    """When it was handed in, in UTC; empty where it was not."""
    due: str


def markables(hosting: Hosting) -> list[Markable]:
    """Return the exercises and quizzes of a course, in their order."""
    exercises = [
        Markable(EXERCISE, one.name, f"{one.number}. {one.title}", str(one.number), float(one.points))
        for one in hosting.course.exercises
    ]
    short = "Quiz" if len(hosting.quizzes) == 1 else ""
    quizzes = [Markable(QUIZ, n, f"Quiz: {one.title}", short or n, one.points) for n, one in hosting.quizzes.items()]
    return exercises + quizzes


def points_of(marks: Marks | None, of: Markable) -> str:
    """Return what counts, in words."""
    item = of.item
    if marks is None or marks.is_blank(item):
        return NOTHING
    if item[1] in marks.excused:
        return "excused"
    score, most, bonus = marks.items[item]
    if not most:  # points were set before anything was handed in: the gradebook takes them for a bonus
        score, most, bonus = min(bonus, of.most), of.most, max(0.0, bonus - of.most)
    told = f"{format_points(score)} of {format_points(most)}" if most else ""
    return " + ".join(filter(None, [told, f"{format_points(bonus)} bonus" if bonus else ""])) or "0"


def mark_lines(hosting: Hosting, key: str, marks: Marks | None) -> list[MarkLine]:
    """Return a line for each exercise and quiz of a learner."""
    due: Callable[[str, str], Deadline | None] = due_dates(hosting.database, hosting.course)
    lines = []
    for one in markables(hosting):
        at = marks.times.get(one.item, "") if marks else ""
        until = due(key, one.name)
        told = until.describe().removeprefix("due ") if until else ""
        lines.append(MarkLine(one.title, points_of(marks, one), at[:16].replace("T", " "), told))
    return lines
