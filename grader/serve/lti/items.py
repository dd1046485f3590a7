"""What a link can open: an exercise, a quiz, or the whole course; and what its score is.

In the tables an item is the name of an exercise, `quiz:NAME`, or nothing for the whole course. In a link it is the custom
parameter `exercise`, or `quiz`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.classroom.gradebook.marks import Marks
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.core.results import EXERCISE, QUIZ, total
from grader.pages.quizzes import QuizTitle
from grader.serve.hosted.quiz_sittings import ITEM as OF_QUIZ
from grader.serve.lti.addresses import LONGEST_ADDRESS

WHOLE = "course"
"""What stands for the whole course in a link."""


@dataclass(frozen=True)
class LinkItem:
    """One thing that a link can open."""

    name: str
    """As it is kept, but WHOLE for the whole course."""
    title: str
    place: str
    """The path of its page."""
    most: float
    """The most points; those of a quiz may differ from learner to learner."""
    custom: dict[str, str]
    """What a link to it says."""


class LinkItems:
    """Everything that links can open."""

    def __init__(self, course: Course, quizzes: Mapping[str, QuizTitle]) -> None:
        """Take the course and its quizzes, by name."""
        self.course, self._quizzes = course, quizzes

    def all(self) -> list[LinkItem]:
        """Return what there is: the whole course, the exercises, the quizzes."""
        return [self.of(""), *(self.of(one.name) for one in self.course.exercises), *map(self.of, self._names())]

    def of(self, item: str) -> LinkItem:
        """Return what an item is.

        Raises:
            UsageError: there is no such exercise or quiz.
        """
        if item in ("", WHOLE):
            most = sum(one.points for one in self.course.exercises)
            return LinkItem(WHOLE, self.course.title, "/", float(most), {EXERCISE: WHOLE})
        if item in self._names():
            quiz = self._quizzes[item.removeprefix(OF_QUIZ)]
            return LinkItem(item, f"Quiz: {quiz.title}", f"/quiz/{quiz.name}/", quiz.points, {QUIZ: quiz.name})
        one = self.course.find(item)
        title, place = f"{one.number}. {one.title}", f"/exercise/{one.stem}"
        return LinkItem(one.name, title, place, float(one.points or one.bonus), {EXERCISE: one.name})

    def read(self, custom: Mapping[str, Any]) -> str:
        """Return the item that a link's custom parameters name.

        Raises:
            UsageError: there is no such exercise or quiz.
        """
        exercise, quiz = (custom.get(kind) or "" for kind in (EXERCISE, QUIZ))
        for word in (exercise, quiz):
            if not isinstance(word, str) or len(word) > LONGEST_ADDRESS:
                raise UsageError("The link does not say what it opens.")
        if quiz and quiz not in self._quizzes:
            raise UsageError("There is no such quiz in this course.")
        found = self.of(f"{OF_QUIZ}{quiz}" if quiz else exercise)
        return "" if found.name == WHOLE else found.name

    def worth(self, marks: Marks | None, item: str) -> tuple[float, float] | None:
        """Return the points to send for an item, and the most that there are; for the whole course those of the exercises.

        Bonus points count over the most. None where nothing was handed in or decided, or all of it is excused.
        """
        if item.startswith(OF_QUIZ):
            return _worth_of_quiz(marks, item.removeprefix(OF_QUIZ))
        chosen = [self.course.find(item)] if item else list(self.course.exercises)
        if marks is None or all(marks.is_blank((EXERCISE, one.name)) for one in chosen):
            return None
        points = [_points(marks, one) for one in chosen if one.name not in marks.excused]
        most = total(one[1] for one in points) or (float(chosen[0].bonus) if item and points else 0.0)
        return (total(one[0] for one in points), most) if most > 0 else None

    def _names(self) -> list[str]:
        return [f"{OF_QUIZ}{name}" for name in self._quizzes]


def _points(marks: Marks, exercise: Exercise) -> tuple[float, float]:
    score, _, bonus = marks.items.get((EXERCISE, exercise.name), (0.0, 0.0, 0.0))
    return score + bonus, float(exercise.points)


def _worth_of_quiz(marks: Marks | None, name: str) -> tuple[float, float] | None:
    if marks is None or marks.is_blank((QUIZ, name)) or name in marks.excused:
        return None
    score, most, bonus = marks.items[QUIZ, name]
    return (score + bonus, most) if most > 0 else None
