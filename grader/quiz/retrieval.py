"""What was missed comes back after days: which question is due when, and what a learner knows of each topic.

The steps are fixed: 1, 3, 7 and 21 days. Spacing helps a lot, and how the gaps grow hardly matters (Latimier, Peyre and
Ramus 2021), so a scheduler that fits its model to hundreds of reviews would add a dependency and no learning here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from grader.core.errors import UsageError
from grader.core.text import safe
from grader.quiz.load import Quiz
from grader.quiz.sitting import Sitting

SCHEMA = 1
STEPS = (1, 3, 7, 21)
"""Days until a question is asked again that was missed, and after each time that it was right."""


class Recall(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one question."""

    right: bool
    """Whether the first try was right when it was asked last."""
    seen: date
    step: int | None = None
    """How many steps it has come; None where it is not asked again."""
    due: date | None = None


class QuizMemory(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of a quiz, by the ids of its questions."""

    schema: int = SCHEMA
    quiz: str
    questions: dict[str, Recall] = {}


class TopicMastery(msgspec.Struct, frozen=True):
    """How much a learner knows of one topic."""

    topic: str
    right: int
    """Questions whose first try was right when they were asked last."""
    asked: int
    total: int
    """Questions of this topic in the quiz."""


def remember(memory: QuizMemory, sitting: Sitting, today: date) -> QuizMemory:
    """Return what is remembered after a sitting was handed in.

    A question whose first try was wrong, or that has no answer, is due after the first step. One that was due and is
    right goes on to the next step, and after the last one it is not asked again.
    """
    known = dict(memory.questions)
    for item in sitting.items:
        marks = [attempt.mark for attempt in item.attempts if attempt.mark.status != "ungraded"]
        if item.attempts and not marks:
            continue
        right = bool(marks) and marks[0].status == "correct"
        known[item.id] = _after(known.get(item.id), right, today)
    return msgspec.structs.replace(memory, questions=known)


def _after(before: Recall | None, right: bool, today: date) -> Recall:
    if not right:
        return Recall(right=False, seen=today, step=0, due=today + timedelta(days=STEPS[0]))
    if before is None or before.step is None or before.due is None:
        return Recall(right=True, seen=today)
    if today < before.due:  # asked again too early: that says little, and takes no step
        return Recall(right=True, seen=today, step=before.step, due=before.due)
    step = before.step + 1
    if step >= len(STEPS):
        return Recall(right=True, seen=today)
    return Recall(right=True, seen=today, step=step, due=today + timedelta(days=STEPS[step]))


def due(quiz: Quiz, memory: QuizMemory, today: date) -> tuple[str, ...]:
    """Return the questions that are due, in the quiz's order; only those that are still asked."""
    return tuple(
        name
        for name, question in quiz.questions.items()
        if question.status == "live" and (due_on := _due(memory.questions, name)) and due_on <= today
    )


def next_due(quiz: Quiz, memory: QuizMemory) -> date | None:
    """Return the day on which the next question is due, or None where nothing is to be asked again."""
    days = [day for name in quiz.questions if (day := _due(memory.questions, name))]
    return min(days, default=None)


def mastery(quiz: Quiz, memory: QuizMemory) -> list[TopicMastery]:
    """Return what is known of each topic, in the order taught."""
    found = []
    for topic in quiz.head.topics:
        names = [q.id for q in quiz.questions.values() if q.topic == topic and q.status == "live"]
        asked = [memory.questions[name] for name in names if name in memory.questions]
        found.append(TopicMastery(topic, sum(one.right for one in asked), len(asked), len(names)))
    return found


def read_memory(quiz: Quiz, raw: bytes) -> QuizMemory:
    """Read what was kept.

    Raises:
        UsageError: it is not the memory of this quiz.
    """
    try:
        memory = msgspec.json.decode(raw, type=QuizMemory)
    except (msgspec.DecodeError, RecursionError) as error:
        raise UsageError(f"this is not a file that `grade quiz` wrote ({safe(str(error), 100)})") from None
    if (memory.quiz, memory.schema) != (quiz.head.id, SCHEMA):
        raise UsageError(f"this was kept for the quiz {safe(repr(memory.quiz), 60)}, not for {quiz.head.id!r}")
    return memory


def _due(known: Mapping[str, Recall], name: str) -> date | None:
    return known[name].due if name in known else None
