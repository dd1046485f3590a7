"""Faults that show without any numbers: ids, ranges, names that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from grader.quiz import credit
from grader.quiz.check.complaint import Complaint, Desk
from grader.quiz.check.kinds import CHECKS
from grader.quiz.check.names import check_names
from grader.quiz.facts import Course, nearest
from grader.quiz.model import REFERENCE, Choice, Head, Match, Multi, Numeric, Order, Question
from grader.quiz.model import Text as TextQuestion
from grader.quiz.parts import Reason
from grader.schema import Document, Place

MOST = 1e15
MOST_POINTS = 10_000
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def complaints(
    document: Document, head: Head, questions: Sequence[tuple[int, Question]], course: Course
) -> list[Complaint]:
    """Return every fault of `questions`, each with its place in the file, and of the quiz itself."""
    desk = Desk(document)
    _finite(desk, document.data, ())
    _head(desk, head, course)
    _pools(desk, head, {question.id: question for _, question in questions})
    _circles(desk, questions, course)
    seen: dict[str, tuple[int, int]] = {}
    for place, question in questions:
        own = Desk(document, "questions", place)
        if question.id in seen:
            line, column = seen[question.id]
            own.error(
                ("id",),
                "Q03",
                f'id "{question.id}" is already used at {line}:{column}',
                "ids are the key for grades; choose another",
            )
        seen.setdefault(question.id, document.position(("questions", place, "id")))
        _common(own, question, head, course)
        CHECKS[type(question)](own, question)
        check_names(own, question, head, course)
        desk.complaints += own.complaints
    return sorted(desk.complaints, key=lambda c: (c.line, c.column, c.code))


def _finite(desk: Desk, data: Any, place: Place) -> None:
    """Find numbers that nothing can be computed with."""
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            _finite(desk, part, (*place, key))
    elif isinstance(data, int | float) and not -MOST <= data <= MOST:
        desk.error(place, "Q14", "a number beyond all bounds, or none at all", f"write one of at most {MOST:g}")


def _head(desk: Desk, head: Head, course: Course) -> None:
    if head.schema != 1:
        desk.error(
            ("schema",), "Q13", f"schema {head.schema} is not known here", "write schema: 1, or take a newer grader"
        )
    if not _SLUG.fullmatch(head.id):
        desk.error(("id",), "Q08", f'the id "{head.id}" is not a plain word', "small letters, digits and dashes")
    if not head.questions:
        desk.error(("questions",), "Q11", "there is no question", "write at least one")
    for key, value, low, high in (
        ("pass", head.pass_, 0, 1),
        ("retry-factor", head.retry_factor, 0, 1),
        ("ask", head.ask, 1, len(head.questions)),
        ("attempts", None if head.attempts == "unlimited" else head.attempts, 1, 1000),
    ):
        if value is not None and not low <= float(value) <= high:
            desk.error((key,), "Q09", f'"{key}" is {value}', f"a number from {low} to {high}")
    if len(set(head.topics)) < len(head.topics):
        desk.error(("topics",), "Q06", "a topic is listed twice", "delete one")
    stems = [exercise.stem for exercise in course.exercises]
    if head.reference != REFERENCE and head.reference not in stems:
        desk.error(
            ("reference",),
            "R03",
            f'the course has no module "{head.reference}"{nearest(head.reference, [REFERENCE, *stems])}',
            f"leave it out for the whole course, or name one of {', '.join(stems)}",
        )


def _pools(desk: Desk, head: Head, questions: Mapping[str, Question]) -> None:
    taken: dict[str, str] = {}
    for place, pool in enumerate(head.pools):
        at = ("pools", place)
        if not 1 <= pool.pick <= len(pool.questions):
            problem = f'the pool "{pool.name}" picks {pool.pick} of {len(pool.questions)} questions'
            desk.error((*at, "pick"), "Q09", problem, "at least 1, and at most as many as it has")
        for index, name in enumerate(pool.questions):
            if name not in questions:
                problem = f'the pool "{pool.name}" has "{name}", which is no question here'
                desk.error((*at, "questions", index), "R04", problem + nearest(name, list(questions)), "an id of below")
            elif name in taken:
                problem = f'"{name}" is already in the pool "{taken[name]}"'
                desk.error((*at, "questions", index), "R04", problem, "delete it from one")
            taken.setdefault(name, pool.name)
        points = {questions[name].points for name in pool.questions if name in questions}
        if len(points) > 1:
            said = ", ".join(f"{one:g}" for one in sorted(points))
            problem = f'the questions of the pool "{pool.name}" have {said} points'
            desk.error(at, "R05", problem, "give all of them the same points: learners get different ones")


def _circles(desk: Desk, questions: Sequence[tuple[int, Question]], course: Course) -> None:
    """Check what questions require of one another."""
    ids = {question.id for _, question in questions}
    stems = [exercise.stem for exercise in course.exercises]
    unknown = False
    for place, question in questions:
        for index, name in enumerate(question.requires):
            at = ("questions", place, "requires", index)
            if name in stems:
                desk.warn(
                    at,
                    "W13",
                    f'"{name}" is an exercise, and a quiz does not ask whether it is done',
                    "require a question, or leave it out: this one is asked in any case",
                )
            elif name not in ids:
                unknown = True
                desk.error(
                    at,
                    "R01",
                    f'requires "{name}", which is no question here and no exercise of the course'
                    + nearest(name, [*ids, *stems]),
                    f"exercises: {', '.join(stems)}; or the id of a question of this file",
                )
    if unknown:
        return
    try:
        credit.closure([(q.id, [name for name in q.requires if name in ids]) for _, q in questions])
    except ValueError as error:
        place = next(place for place, q in questions if q.id == str(error).partition(",")[0])
        desk.error(
            ("questions", place, "requires"), "R06", f'"requires" makes a circle: {error}', "delete one of these"
        )


def _common(desk: Desk, question: Question, head: Head, course: Course) -> None:
    if not _SLUG.fullmatch(question.id):
        desk.error(("id",), "Q08", f'the id "{question.id}" is not a plain word', "small letters, digits and dashes")
    if not 0 < question.points <= MOST_POINTS:
        problem = f"{question.points:g} points"
        desk.error(("points",), "Q09", problem, f"a number above 0, and at most {MOST_POINTS:,}")
    if head.topics and question.topic not in head.topics:
        desk.error(
            ("topic",),
            "Q10",
            f'"{question.topic}" is not a topic of this quiz{nearest(question.topic, head.topics)}',
            f"one of: {', '.join(head.topics)}; or add it to topics at the top",
        )
    for key in ("prompt", "explanation"):
        if not getattr(question, key).strip():
            desk.error((key,), "Q02", f'"{key}" is empty', "every question has words here")
    if any(hint.cost < 0 for hint in question.hints) or sum(hint.cost for hint in question.hints) > question.points:
        desk.error(
            ("hints",),
            "H01",
            f"the hints cost more than the question's points ({question.points:g}), or less than nothing",
            "costs are at least 0, and together at most the points",
        )
    if question.image is not None and not question.image.alt and not question.image.decorative:
        desk.error(("image",), "I01", "the image has no alt", "say what one must see in it, or `decorative: true`")
    if question.exercise is not None and course.exercise(question.exercise) is None:
        _no_exercise(desk, ("exercise",), question.exercise, course)
    for place, reason in reasons(question):
        if reason.exercise is not None and course.exercise(reason.exercise) is None:
            _no_exercise(desk, (*place, "exercise"), reason.exercise, course)
        if reason.misconception is not None:
            try:
                course.find_mistake(reason.misconception, reason.exercise, question.exercise)
            except LookupError as error:
                desk.error(
                    (*place, "misconception"),
                    "R02",
                    str(error.args[0]),
                    "an id of the course, as results carry it: the file's name in solutions/mistakes/<stem>/",
                )


def _no_exercise(desk: Desk, place: Place, stem: str, course: Course) -> None:
    stems = [exercise.stem for exercise in course.exercises]
    desk.error(
        place, "R01", f'the course has no exercise "{stem}"{nearest(stem, stems)}', f"exercises: {', '.join(stems)}"
    )


def reasons(question: Question) -> list[tuple[Place, Reason]]:
    """Return all that can be wrong about an answer to `question`, each with its place."""
    lists: dict[str, Any] = {}
    if isinstance(question, Choice | Multi):
        lists = {"options": question.options}
    elif isinstance(question, Numeric):
        lists = {"near": question.near}
    elif isinstance(question, TextQuestion):
        lists = {"reject": question.reject}
    elif isinstance(question, Order):
        lists = {"extra": question.extra}
    elif isinstance(question, Match):
        lists = {"pairs": question.pairs}
    return [((key, place), reason) for key, found in lists.items() for place, reason in enumerate(found)]
