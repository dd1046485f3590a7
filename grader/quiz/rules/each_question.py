"""What every question must hold, whatever its type: its id, points, texts, hints, image, exercises, misconceptions."""

from __future__ import annotations

import re
from typing import Any

from grader.core.diagnostics import DiagnosticSink
from grader.core.points import format_points
from grader.core.schema import Place
from grader.core.text import suggestion
from grader.quiz.course_index import AroundError, CourseIndex
from grader.quiz.model import (
    Choice,
    Match,
    Multi,
    Multipart,
    Numeric,
    Order,
    Parsons,
    Predict,
    Question,
)
from grader.quiz.model import Text as TextQuestion
from grader.quiz.parts import Reason

MOST_POINTS = 10_000
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def check_each(sink: DiagnosticSink, question: Question, course: CourseIndex) -> None:
    """Check what every question has."""
    if not SLUG.fullmatch(question.id):
        sink.error(("id",), "Q08", f'the id "{question.id}" is not a plain word', "small letters, digits and dashes")
    if not 0 < question.points <= MOST_POINTS:
        problem = f"{format_points(question.points)} points"
        sink.error(("points",), "Q09", problem, f"a number above 0, and at most {MOST_POINTS:,}")
        sink.doubt.add(("points",))
    for key in ("prompt", "explanation"):
        if not getattr(question, key).strip():
            sink.error((key,), "Q02", f'"{key}" is empty', "every question has words here")
    _extras(sink, question, course)
    for place, reason in reasons(question):
        _reason(sink, place, reason, question, course)


def _extras(sink: DiagnosticSink, question: Question, course: CourseIndex) -> None:
    """Check the hints, the image and the exercise of a question."""
    if any(hint.cost < 0 for hint in question.hints) or sum(hint.cost for hint in question.hints) > question.points:
        sink.error(
            ("hints",),
            "H01",
            f"the hints cost more than the question's points ({format_points(question.points)}), or less than nothing",
            "costs are at least 0, and together at most the points",
            rests=[("hints",), ("points",)],
        )
    if question.image is not None and not question.image.alt and not question.image.decorative:
        fix = "say what one must see in it, or `decorative: true`"
        rests: list[Place] = [("image", "alt"), ("image", "decorative")]
        sink.error(("image",), "I01", "the image has no alt", fix, rests=rests)
    if question.exercise is not None and course.exercise(question.exercise) is None:
        _no_exercise(sink, ("exercise",), question.exercise, course)
        sink.doubt.add(("exercise",))


def _reason(sink: DiagnosticSink, place: Place, reason: Reason, question: Question, course: CourseIndex) -> None:
    """Check the exercise and the misconception of one thing that can be wrong about an answer."""
    if reason.exercise is not None and course.exercise(reason.exercise) is None:
        _no_exercise(sink, (*place, "exercise"), reason.exercise, course)
        sink.doubt.add((*place, "exercise"))
    if reason.misconception is not None:
        at = (*place, "misconception")
        try:
            course.find_mistake(reason.misconception, reason.exercise, question.exercise)
        except LookupError as error:
            several = [("exercise",), (*place, "exercise")] if isinstance(error, AroundError) else []
            sink.error(
                at,
                "R02",
                str(error.args[0]),
                "an id of the course, as results carry it: the file's name in solutions/mistakes/<stem>/",
                rests=[at, *several],
            )


def _no_exercise(sink: DiagnosticSink, place: Place, stem: str, course: CourseIndex) -> None:
    stems = [exercise.stem for exercise in course.exercises]
    sink.error(
        place, "R01", f'the course has no exercise "{stem}"{suggestion(stem, stems)}', f"exercises: {', '.join(stems)}"
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
    elif isinstance(question, Order | Parsons):
        lists = {"extra": question.extra}
    elif isinstance(question, Match):
        lists = {"pairs": question.pairs}
    elif isinstance(question, Predict):
        lists = {"near": question.near}
    elif isinstance(question, Multipart):
        return [
            (("parts", place, "near", index), near)
            for place, part in enumerate(question.parts)
            for index, near in enumerate(part.near)
        ]
    return [((key, place), reason) for key, found in lists.items() for place, reason in enumerate(found)]
