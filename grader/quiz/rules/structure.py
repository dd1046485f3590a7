"""Faults that show without any numbers: ids, ranges, names that lead nowhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grader.core.diagnostics import UP, Diagnostic, DiagnosticSink, used_too
from grader.core.points import format_points
from grader.core.schema import Document, Place
from grader.core.text import suggestion
from grader.quiz.course_index import AroundError, CourseIndex
from grader.quiz.model import (
    REFERENCE,
    Choice,
    Head,
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
from grader.quiz.rules.blueprint import check_blueprint
from grader.quiz.rules.cycles import cycles
from grader.quiz.rules.kinds import CHECKS
from grader.quiz.rules.names import Find, check_names, find_in

MOST = 1e15
MOST_POINTS = 10_000
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def diagnostics(
    document: Document, head: Head, questions: Sequence[tuple[int, Question]], course: CourseIndex
) -> list[Diagnostic]:
    """Return every fault of a quiz whose questions have their shape, in the file's order."""
    whole = DiagnosticSink(document)
    parts = [(DiagnosticSink(document, "questions", place), question) for place, question in questions]
    check_structure(whole, head, parts, course, functools.partial(find_in, head, course))
    found = [*whole.diagnostics, *(diagnostic for sink, _ in parts for diagnostic in sink.diagnostics)]
    return sorted(found, key=lambda c: (c.line, c.column, c.code))


def check_structure(
    whole: DiagnosticSink, head: Head, parts: Sequence[tuple[DiagnosticSink, Question]], course: CourseIndex, find: Find
) -> None:
    """Note every fault of the quiz itself at `whole`, and of each question at its own sink."""
    data = whole.document.data
    _finite(whole, {key: value for key, value in data.items() if key != "questions"}, ())
    for sink, _ in parts:
        _finite(sink, data["questions"][sink.place[1]], ())
    _head(whole, head, course)
    named: dict[str, tuple[DiagnosticSink, Question]] = {}
    for sink, question in parts:
        if not sink.doubts(("id",)):
            named.setdefault(question.id, (sink, question))
    if any(sink.doubts(("id",)) for sink, _ in parts):
        whole.doubt.add(("questions",))
    _topics(whole, head, parts)
    for sink, question in parts:
        sink.doubt |= {(UP, *place) for place in whole.doubt | whole.absent}
        if question.id in named and named[question.id][0] is not sink:
            line, column = whole.document.position((*named[question.id][0].place, "id"))
            sink.error(
                ("id",),
                "Q03",
                f'id "{question.id}" is already used at {line}:{column}',
                "ids are the key for grades; choose another",
            )
        _common(sink, question, head, course)
        _required(sink, question, named, course)
        if not sink.doubts(("type",)):
            CHECKS[type(question)](sink, question)
        check_names(sink, question, find)
        if sink.lacks((UP, "helpers")):
            whole.doubt.add(("helpers",))
    _pools(whole, head, named)
    check_blueprint(whole, head, named)
    _circles(named)
    _asked(whole, named)


def _finite(sink: DiagnosticSink, data: Any, place: Place) -> None:
    """Find numbers that nothing can be computed with."""
    if isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            _finite(sink, part, (*place, key))
    elif isinstance(data, int | float) and not -MOST <= data <= MOST:
        sink.error(place, "Q14", "a number beyond all bounds, or none at all", f"write one of at most {MOST:g}")
        sink.doubt.add(place)


def _head(sink: DiagnosticSink, head: Head, course: CourseIndex) -> None:
    if head.schema != 1:
        sink.error(
            ("schema",), "Q13", f"schema {head.schema} is not known here", "write schema: 1, or take a newer grader"
        )
    if not _SLUG.fullmatch(head.id):
        sink.error(("id",), "Q08", f'the id "{head.id}" is not a plain word', "small letters, digits and dashes")
    if not head.questions:
        sink.error(("questions",), "Q11", "there is no question", "write at least one")
    for key, value, low, high in (
        ("pass", head.pass_, 0, 1),
        ("retry-factor", head.retry_factor, 0, 1),
        ("ask", head.ask, 1, len(head.questions)),
        ("attempts", None if head.attempts == "unlimited" else head.attempts, 1, 1000),
    ):
        if value is not None and not low <= float(value) <= high:
            needs: list[Place] = [("questions",)] if key == "ask" else []
            sink.error((key,), "Q09", f'"{key}" is {value}', f"a number from {low} to {high}", needs=needs)
    if len(set(head.topics)) < len(head.topics):
        sink.error(("topics",), "Q06", "a topic is listed twice", "delete one")
    stems = [exercise.stem for exercise in course.exercises]
    if head.reference != REFERENCE and head.reference not in stems:
        sink.error(
            ("reference",),
            "R03",
            f'the course has no module "{head.reference}"{suggestion(head.reference, [REFERENCE, *stems])}',
            f"leave it out for the whole course, or name one of {', '.join(stems)}",
        )
        sink.doubt.add(("reference",))


def _topics(whole: DiagnosticSink, head: Head, parts: Sequence[tuple[DiagnosticSink, Question]]) -> None:
    """Check that each topic is one of the quiz; one that is not is told once, however many questions have it."""
    strange: dict[str, list[DiagnosticSink]] = {}
    for sink, question in parts:
        if head.topics and question.topic not in head.topics and not sink.lacks(("topic",)):
            strange.setdefault(question.topic, []).append(sink)
            sink.faulty.add(("topic",))
    for topic, sinks in strange.items():
        also = used_too([whole.document.position((*sink.place, "topic")) for sink in sinks])
        problem = f'"{topic}" is not a topic of this quiz{suggestion(topic, head.topics)}{also}'
        if not whole.doubts(("topics",)):
            fix = f"one of: {', '.join(head.topics)}; or add it to topics at the top"
            sinks[0].error(("topic",), "Q10", problem, fix)


def _pools(sink: DiagnosticSink, head: Head, named: Mapping[str, tuple[DiagnosticSink, Question]]) -> None:
    taken: dict[str, str] = {}
    for place, pool in enumerate(head.pools):
        at = ("pools", place)
        if not 1 <= pool.pick <= len(pool.questions):
            problem = f'the pool "{pool.name}" picks {pool.pick} of {len(pool.questions)} questions'
            sink.error((*at, "pick"), "Q09", problem, "at least 1, and at most as many as it has")
        for index, name in enumerate(pool.questions):
            here = (*at, "questions", index)
            if name not in named:
                problem = f'the pool "{pool.name}" has "{name}", which is no question here'
                problem += suggestion(name, list(named))
                sink.error(here, "R04", problem, "an id of below", rests=[here, ("questions",)])
            elif name in taken:
                problem = f'"{name}" is already in the pool "{taken[name]}"'
                sink.error(here, "R04", problem, "delete it from one")
            taken.setdefault(name, pool.name)
        there = [named[name] for name in pool.questions if name in named]
        points = {question.points for own, question in there if not own.doubts(("points",))}
        if len(points) > 1:
            said = ", ".join(f"{format_points(one)}" for one in sorted(points))
            problem = f'the questions of the pool "{pool.name}" have {said} points'
            sink.error(at, "R05", problem, "give all of them the same points: learners get different ones")


def _required(sink: DiagnosticSink, question: Question, named: Collection[str], course: CourseIndex) -> None:
    stems = [exercise.stem for exercise in course.exercises]
    for index, name in enumerate(question.requires):
        at = ("requires", index)
        if name not in named and name not in stems:
            what = "which is no question here, and no exercise of the course"
            what = what if _SLUG.fullmatch(name) else "which the course has not"  # no id can be written so
            sink.error(
                at,
                "R01",
                f'requires "{name}", {what}{suggestion(name, [*named, *stems])}',
                f"exercises: {', '.join(stems)}; or a question of this file by its id",
                rests=[at, (UP, "questions")],
            )


def _circles(named: Mapping[str, tuple[DiagnosticSink, Question]]) -> None:
    """Check that no question requires itself, by way of however many."""
    wanted = {name: [one for one in question.requires if one in named] for name, (_, question) in named.items()}
    for circle in cycles(wanted):
        problem = f'"requires" makes a circle: {", ".join(circle)}'
        named[circle[0]][0].error(("requires",), "R06", problem, "delete one of these", rests=())


def _asked(whole: DiagnosticSink, named: Mapping[str, tuple[DiagnosticSink, Question]]) -> None:
    """Check that each question that is live can be asked."""
    asked = {name for name, (_, question) in named.items() if question.status == "live"}
    for name in [*asked]:
        sink, question = named[name]
        for index, required in enumerate(question.requires):
            if required in named and required not in asked:
                status = named[required][1].status
                problem = f'requires "{required}", which is {status} and never asked; so this question never is'
                sink.warn(("requires", index), "W13", problem, "make both live, or delete it here")
    while orphans := {
        name for name in asked if any(one in named and one not in asked for one in named[name][1].requires)
    }:
        asked -= orphans
    if named and not asked:
        problem = (
            "nothing is asked: no question is live"
            if not any(question.status == "live" for _, question in named.values())
            else "nothing is asked: every question requires one that is not live"
        )
        whole.error(("questions",), "Q11", problem, "take `status` away from one")


def _common(sink: DiagnosticSink, question: Question, head: Head, course: CourseIndex) -> None:
    if not _SLUG.fullmatch(question.id):
        sink.error(("id",), "Q08", f'the id "{question.id}" is not a plain word', "small letters, digits and dashes")
    if not 0 < question.points <= MOST_POINTS:
        problem = f"{format_points(question.points)} points"
        sink.error(("points",), "Q09", problem, f"a number above 0, and at most {MOST_POINTS:,}")
        sink.doubt.add(("points",))
    for key in ("prompt", "explanation"):
        if not getattr(question, key).strip():
            sink.error((key,), "Q02", f'"{key}" is empty', "every question has words here")
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
    for place, reason in reasons(question):
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
