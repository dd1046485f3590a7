"""Faults that show without any numbers: ids, ranges, names that lead nowhere."""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from grader.core.diagnostics import UP, Diagnostic, DiagnosticSink, used_too
from grader.core.points import format_points
from grader.core.schema import Document, Place
from grader.core.text import suggestion
from grader.quiz.course_index import CourseIndex
from grader.quiz.model import (
    REFERENCE,
    Head,
    Question,
)
from grader.quiz.rules.blueprint import check_blueprint
from grader.quiz.rules.cycles import cycles
from grader.quiz.rules.each_question import SLUG, check_each
from grader.quiz.rules.kinds import CHECKS
from grader.quiz.rules.names import Find, check_names, find_in

MOST = 1e15


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
        check_each(sink, question, course)
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
    if not SLUG.fullmatch(head.id):
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
                sink.error(here, "R04", problem, "the id of a question below", rests=[here, ("questions",)])
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
            what = what if SLUG.fullmatch(name) else "which the course does not have"  # no id can be written so
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
        _warn_of_never(named, name, asked)
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
        whole.error(("questions",), "Q11", problem, "remove `status` from one of them")


def _warn_of_never(named: Mapping[str, tuple[DiagnosticSink, Question]], name: str, live: Collection[str]) -> None:
    """Warn of what a live question requires and is itself never asked."""
    sink, question = named[name]
    for index, required in enumerate(question.requires):
        if required in named and required not in live:
            status = named[required][1].status
            problem = f'requires "{required}", which is {status} and never asked; so this question never is'
            sink.warn(("requires", index), "W13", problem, "make both live, or delete it here")
