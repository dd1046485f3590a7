"""What a whole quiz yields: frozen data whose JSON is that of `grade quiz --format json`, schema 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from grader.core.results import total
from grader.core.text import cut_value
from grader.quiz.load import Quiz
from grader.quiz.mark import Mark, Status
from grader.quiz.model import Confidence

SCHEMA = 1


class ItemResult(msgspec.Struct, frozen=True, kw_only=True):
    """One question of one learner."""

    id: str
    score: float
    max_score: float
    correct: bool
    feedback: str
    exercise: int | None
    """The number of the exercise to redo."""
    status: Status
    topic: str
    misconception: str | None
    answer: Any
    """As it was typed; cut where it is longer than any answer."""
    read_as: str
    hints: int
    attempts: int
    confidence: Confidence | None = None
    """How sure the learner was; none where that was not asked or not said. It has no part in the score."""
    solution: str = ""
    """The right answer and why, in Markdown; empty where the answer is right, or must not be shown."""

    @property
    def surprising(self) -> bool:
        """Whether the learner was sure, and it is not right."""
        return self.confidence == "sure" and self.status in ("wrong", "partial")


class QuizResult(msgspec.Struct, frozen=True, kw_only=True):
    """One quiz of one learner."""

    schema: int = SCHEMA
    quiz: str
    seed: int
    score: float
    max_score: float
    items: tuple[ItemResult, ...]
    passed: bool | None
    """Whether the quiz's own pass mark is reached; none where it has none."""

    @property
    def full_marks(self) -> bool:
        """Whether every point was earned."""
        return self.score >= self.max_score

    @property
    def redo(self) -> tuple[int, ...]:
        """The exercises to do again, in their order."""
        wrong = [item for item in self.items if not item.correct and item.status != "ungraded"]
        return tuple(sorted({item.exercise for item in wrong if item.exercise is not None}))


def item_result(
    quiz: Quiz,
    mark: Mark,
    answer: Any,
    *,
    earned: float,
    hints: int = 0,
    attempts: int = 1,
    confidence: Confidence | None = None,
    solution: str = "",
) -> ItemResult:
    """Put one mark into its place in the result; `earned` is what is left after hints and retries."""
    understood = quiz.head.confidence and mark.status not in ("blank", "invalid")
    return ItemResult(
        id=mark.id,
        score=earned,
        max_score=mark.max_score,
        correct=mark.status == "correct",
        feedback=mark.feedback,
        exercise=quiz.numbers_of_exercises.get(mark.exercise or ""),
        status=mark.status,
        topic=quiz.questions[mark.id].topic,
        misconception=mark.misconception,
        answer=cut_value(answer),
        read_as=mark.read_as,
        hints=hints,
        attempts=attempts,
        confidence=confidence if understood else None,
        solution="" if mark.status in ("correct", "ungraded") else solution,
    )


def quiz_result(quiz: Quiz, seed: int, items: Iterable[ItemResult]) -> QuizResult:
    """Add up the items; one that could not be graded counts neither way."""
    items = tuple(items)
    counted = [item for item in items if item.status != "ungraded"]
    score, most = total(item.score for item in counted), total(item.max_score for item in counted)
    passed = None if quiz.head.pass_ is None else score >= quiz.head.pass_ * most - 1e-9
    return QuizResult(quiz=quiz.head.id, seed=seed, score=score, max_score=most, items=items, passed=passed)


def to_json(result: QuizResult) -> bytes:
    """Write a result as JSON: the same result gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n"
