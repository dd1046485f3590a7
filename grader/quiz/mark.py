"""Mark one answer: the same function behind the terminal, the page and the class.

What cannot be read is `invalid`: it is no wrong answer and costs no attempt.
"""

from __future__ import annotations

import functools
from typing import Any, Literal

import msgspec

from grader.core.errors import ContentError
from grader.quiz.load import Quiz
from grader.quiz.marking import MARKERS
from grader.quiz.marking.answers import InvalidError, MarkedAnswer, is_blank
from grader.quiz.marking.numeric import mark_multipart
from grader.quiz.marking.program import CodeRunner, mark_code
from grader.quiz.model import Code, Multipart, Question
from grader.quiz.parts import Reason
from grader.quiz.variant import Variant, fill

Status = Literal["correct", "partial", "wrong", "invalid", "blank", "ungraded"]
STOCK = {
    "correct": "Right.",
    "partial": "Partly right.",
    "wrong": "This is not right.",
    "blank": "No answer was given.",
}
UNJUDGED = (
    "This program cannot be checked, because something that the quiz needs is missing or wrong. "
    "Please tell your instructor. You lose no points."
)
UNGRADED = "This answer is a program, and nothing here can run it. You lose no points."


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What one answer earned, and what to say of it."""

    id: str
    status: Status
    score: float
    """Points, before what hints and retries cost."""
    max_score: float
    feedback: str
    """Markdown with `$math$`."""
    misconception: str | None = None
    exercise: str | None = None
    """The stem of the exercise to redo: of the misconception where one shows, else of the question."""
    read_as: str = ""
    """How the answer was read, where that may differ from what was typed."""

    @property
    def counts(self) -> bool:
        """Whether this used up an attempt."""
        return self.status in ("correct", "partial", "wrong")


def mark(quiz: Quiz, item: str, seed: int, answer: Any, *, run_code: CodeRunner | None = None) -> Mark:
    """Mark `answer` to the question `item` as it is asked with `seed`.

    Args:
        quiz: the loaded quiz.
        item: the question's id.
        seed: what the variant is drawn from.
        answer: as in an answers file: a key, a list of keys, a number, text, or a mapping for a match.
        run_code: runs the answer to a code question; without it, or where its suite is unsound, that is `ungraded`.
    """
    question = quiz.questions[item]
    return mark_variant(quiz, question, quiz.drawn(question, seed), answer, run_code=run_code)


def mark_variant(
    quiz: Quiz, question: Question, variant: Variant, answer: Any, *, run_code: CodeRunner | None = None
) -> Mark:
    """Mark `answer` to a question whose variant is known; see mark."""
    own = question.feedback
    if is_blank(answer):
        return _mark(question, "blank", 0.0, fill(own.blank, variant.written) or STOCK["blank"])
    if isinstance(question, Code) and run_code is None:
        return _mark(question, "ungraded", 0.0, UNGRADED)
    try:
        found = _found(quiz, question, variant, answer, run_code)
    except InvalidError as error:
        return _mark(question, "invalid", 0.0, str(error))
    except ContentError:
        return _mark(question, "ungraded", 0.0, UNJUDGED)
    share = min(1.0, max(0.0, found.share))
    status: Status = "correct" if share == 1.0 else "partial" if share > 0 else "wrong"
    misconception, exercise, hint = _cause(quiz, question, None if status == "correct" else found.reason)
    return Mark(
        id=question.id,
        status=status,
        score=round(share * question.points, 6),
        max_score=question.points,
        feedback=fill(_words(question, status, found.said or ((hint,) if hint else ())), variant.written),
        misconception=misconception,
        exercise=exercise,
        read_as=found.read_as,
    )


def _words(question: Question, status: Status, said: tuple[str, ...]) -> str:
    """Return the feedback: the question's own words or stock words, what was said of this answer, what to read again."""
    own = question.feedback
    general = {"correct": own.correct, "partial": own.partial, "wrong": own.incorrect}[status]
    if question.lesson and status != "correct":
        said = (*said, f"Read again: {question.lesson}.")
    words = [general or STOCK[status], *said] if general or not said else said
    return "\n\n".join(word for word in words if word)


def _found(quiz: Quiz, question: Question, variant: Variant, answer: Any, run_code: CodeRunner | None) -> MarkedAnswer:
    if isinstance(question, Code) and run_code is not None:
        return mark_code(question, answer, run_code)
    if isinstance(question, Multipart):
        return mark_multipart(question, variant, answer, functools.partial(quiz.numbers.part, question))
    return MARKERS[type(question)](question, variant, answer)


def _cause(quiz: Quiz, question: Question, reason: Reason | None) -> tuple[str | None, str | None, str]:
    """Return the misconception that an answer shows, the exercise to redo, and the words of the mistake's own file."""
    if reason is None:
        return None, question.exercise, ""
    if not reason.misconception:
        return None, reason.exercise or question.exercise, ""
    owner, mistake = quiz.course.find_mistake(reason.misconception, reason.exercise, question.exercise)
    hint = "" if reason.feedback else quiz.course.hint(owner.stem, mistake)
    return mistake.partition("--")[0], reason.exercise or owner.stem, hint


def _mark(question: Question, status: Status, score: float, feedback: str) -> Mark:
    return Mark(
        id=question.id,
        status=status,
        score=score,
        max_score=question.points,
        feedback=feedback,
        exercise=question.exercise,
    )
