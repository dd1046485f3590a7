"""Faults that show without any numbers: ids, ranges, names that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.quiz.check.complaint import Complaint, Desk
from grader.quiz.check.kinds import CHECKS
from grader.quiz.facts import Course, nearest
from grader.quiz.model import Call, Choice, Head, Match, Multi, Numeric, Order, Question, Reason, texts
from grader.quiz.model import Text as TextQuestion
from grader.quiz.variant import PLACEHOLDER
from grader.schema import Document, Place

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
MAX_PICKS = 1000


def complaints(
    document: Document, head: Head, questions: Sequence[tuple[int, Question]], course: Course
) -> list[Complaint]:
    """Return every fault of `questions`, each with its place in the file, and of the quiz itself."""
    desk = Desk(document)
    _head(desk, head)
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
        _names(own, question, course)
        desk.complaints += own.complaints
    return sorted(desk.complaints, key=lambda c: (c.line, c.column, c.code))


def _head(desk: Desk, head: Head) -> None:
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


def _common(desk: Desk, question: Question, head: Head, course: Course) -> None:
    if not _SLUG.fullmatch(question.id):
        desk.error(("id",), "Q08", f'the id "{question.id}" is not a plain word', "small letters, digits and dashes")
    if not question.points > 0:
        desk.error(("points",), "Q09", f"{question.points:g} points", "a number above 0")
    if question.topic not in head.topics:
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
            f"the hints cost more than the {question.points:g} points, or less than nothing",
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


def _names(desk: Desk, question: Question, course: Course) -> None:
    """Check parameters, values, calls, and the names that texts and arguments use."""
    known = list(question.params)
    for name, param in question.params.items():
        place = ("params", name)
        if not _NAME.fullmatch(name):
            desk.error(place, "P03", f'"{name}" is no name for a parameter', "a letter, then letters, digits, _ or -")
        ranged = [value is not None for value in (param.from_, param.to, param.step)]
        if (param.pick is not None) == any(ranged) or (any(ranged) and not all(ranged)) or param.pick == []:
            desk.error(
                place, "P03", f'"{name}" has no values to draw from', "give `pick: [...]`, or `from`, `to` and `step`"
            )
        elif all(ranged) and not (
            param.from_ <= param.to and param.step > 0 and (param.to - param.from_) / param.step < MAX_PICKS  # type: ignore[operator]
        ):
            desk.error(
                place, "P03", f'"{name}" has no sound range', f"from below to, step above 0, under {MAX_PICKS} values"
            )
        if param.list_ is not None and not 1 <= param.list_ <= 20:
            desk.error((*place, "list"), "P03", f'"{name}" is a list of {param.list_}', "1 to 20 values")
    for name, number in question.values.items():
        if name in known:
            desk.error(("values", name), "P05", f'"{name}" is already a parameter or a value', "choose another name")
        _number(desk, ("values", name), number, known, question, course)
        known.append(name)
    if isinstance(question, Numeric):
        _number(desk, ("answer",), question.answer, known, question, course)
        for index, near in enumerate(question.near):
            _number(desk, ("near", index, "answer"), near.answer, known, question, course)
    used = _placeholders(desk, question, known)
    for number in question.values.values():
        used |= set(_argument_names(number.args)) if isinstance(number, Call) else {str(number)}
    for name in question.params:
        if name not in used:
            desk.warn(
                ("params", name),
                "W08",
                f'the parameter "{name}" is not shown anywhere',
                f"write {{{{{name}}}}} where the learner must see it, or delete it",
            )


def _number(desk: Desk, place: Place, number: Any, known: list[str], question: Question, course: Course) -> None:
    if isinstance(number, str) and number not in known:
        desk.error(
            place,
            "P04",
            f'"{number}" is not a parameter or an earlier value{nearest(number, known)}',
            f"known here: {', '.join(known) or 'none'}",
        )
    if not isinstance(number, Call):
        return
    fault = _fault_of_call(number.call, question, course)
    if fault:
        desk.error((*place, "call"), "P02", fault, "a function of course.yaml, of the helpers, or of a mistake")
    for index, argument in enumerate(number.args):
        for name in _argument_names(argument):
            if name not in known:
                desk.error(
                    (*place, "args", index),
                    "P04",
                    f'the argument "{name}" is not a parameter or an earlier value{nearest(name, known)}',
                    "for a text as it is, write {value: …}",
                )


def _fault_of_call(name: str, question: Question, course: Course) -> str | None:
    parts = name.split(".")
    if parts[0] == "mistakes" and len(parts) in (4, 5):
        try:
            owner, _ = course.find_mistake(f"{parts[1]}.{parts[2]}")
        except LookupError as error:
            return str(error.args[0])
        parts = [owner.stem, parts[3]] if len(parts) == 4 else parts[3:]
    if len(parts) > 2:
        return f'"{name}" is no name of a function'
    owners = [e for e in course.exercises if parts[-1] in e.functions]
    if len(parts) == 2 and parts[0] != "helpers":
        exercise = course.exercise(parts[0])
        if exercise is None:
            return f'the course has no exercise "{parts[0]}"{nearest(parts[0], [e.stem for e in course.exercises])}'
        if parts[1] not in exercise.functions:
            return f'{parts[0]} has no function "{parts[1]}"{nearest(parts[1], exercise.functions)}'
    elif len(parts) == 1 and not owners:
        return f'the course has no function "{name}"{nearest(name, [f for e in course.exercises for f in e.functions])}'
    elif len(parts) == 1 and len(owners) > 1 and question.exercise not in [e.stem for e in owners]:
        return f'"{name}" is a function of several exercises; write {" or ".join(f"{e.stem}.{name}" for e in owners)}'
    return None


def _argument_names(argument: Any) -> list[str]:
    if isinstance(argument, str):
        return [argument]
    if isinstance(argument, dict):
        return [] if argument.keys() == {"value"} else [n for part in argument.values() for n in _argument_names(part)]
    return [name for part in argument for name in _argument_names(part)] if isinstance(argument, list) else []


def _placeholders(desk: Desk, question: Question, known: list[str]) -> set[str]:
    """Check the names in texts, and return those that are used."""
    used = set(PLACEHOLDER.findall(msgspec.json.encode(question).decode()))
    # Walking through all texts takes time at every start of a quiz, and is needed only for a complaint's place.
    for place, text in texts(question) if used - set(known) else ():
        for name in PLACEHOLDER.findall(text):
            if name not in known:
                desk.error(
                    place,
                    "P01",
                    f"{{{{{name}}}}} is not a parameter or a value{nearest(name, known)}",
                    f"known here: {', '.join(known) or 'none'}",
                )
    return used
