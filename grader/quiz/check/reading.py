"""Read a quiz file as far as it can be read: what has not its shape is told, and mended for the checks that follow."""

from __future__ import annotations

import difflib
from typing import Any

import msgspec

from grader import content
from grader.errors import ContentError
from grader.quiz.check import shape, yamlfaults
from grader.quiz.check.complaint import Desk
from grader.quiz.functions import HELPERS
from grader.quiz.load import Quiz, completed, read_question
from grader.quiz.model import TYPES, Head, Question
from grader.schema import Fault

_COMMON = [field.encode_name for field in msgspec.structs.fields(Question)]


def read_head(desk: Desk) -> Head | None:
    """Return the quiz without its questions; None where nothing of it can be read."""
    document = desk.document
    mended = shape.mend(document, Head)
    desk.doubt, desk.absent = mended.doubt, mended.absent
    desk.complaints += [yamlfaults.of_shape(fault, document.data, Head) for fault in mended.faults]
    if isinstance(document.data, dict):
        yamlfaults.broken_math(desk, {key: part for key, part in document.data.items() if key != "questions"})
    return mended.document.convert(Head) if mended.document else None


def read(desk: Desk, head: Head) -> Question | None:
    """Return the question of this desk; None where nothing of it can be read."""
    document, (_, number) = desk.document, desk.place
    place = int(number)
    entry = head.questions[place]
    yamlfaults.broken_math(desk, entry)
    try:
        return read_question(document, place, head)
    except ContentError as error:
        told = error
    if not isinstance(entry, dict):
        desk.complaints.append(yamlfaults.of_question(told))
        return None
    word, sure = _type(entry)
    if word != entry.get("type"):
        desk.complaints.append(yamlfaults.of_question(told))
    if not sure:
        desk.doubt.add(("type",))
    part = document.part("questions", place)
    typed = {**entry, "type": word}
    mended = shape.mend(part.changed(typed), TYPES[word])
    desk.doubt |= mended.doubt
    desk.absent |= mended.absent
    faults = [fault for fault in mended.faults if sure or _of_any_type(fault)]
    desk.complaints += [yamlfaults.of_shape(fault, typed, TYPES[word]) for fault in faults]
    if mended.document is None:
        return None
    question = mended.document.convert(TYPES[word])
    try:
        return completed(question, document, place, head)
    except ContentError as error:
        desk.complaints.append(yamlfaults.of_question(error))
        desk.doubt.add(("seeds",))
        return completed(msgspec.structs.replace(question, seeds=None), document, place, head)


def _type(entry: dict[str, Any]) -> tuple[str, bool]:
    """Return the type that a question has, or probably has by its keys, and whether that is beyond doubt."""
    word = entry.get("type")
    if isinstance(word, str):
        near = [word] if word in TYPES else difflib.get_close_matches(word, TYPES, n=1)
        if near:
            return near[0], True
    keys = {name: {field.encode_name for field in msgspec.structs.fields(kind)} for name, kind in TYPES.items()}
    return max(TYPES, key=lambda name: len(keys[name] & entry.keys())), False


def _of_any_type(fault: Fault) -> bool:
    """Say whether it is a fault whatever the type of the question is."""
    first = str(fault.place[0]) if fault.place else ""
    if len(fault.place) == 1 and first.endswith(":"):
        return bool(difflib.get_close_matches(first.removesuffix(":"), _COMMON, n=1))
    return first in _COMMON


def try_helpers(desk: Desk, quiz: Quiz) -> None:
    """Load the helpers of a quiz, which many of its questions may rest on."""
    if quiz.head.helpers is None:
        return
    path = quiz.path.parent / quiz.head.helpers
    try:
        content.load_module(quiz.course.solutions, HELPERS, substitutes={HELPERS: path})
    except ContentError as error:
        place = f"{quiz.head.helpers}, line {error.line}" if error.line else quiz.head.helpers
        desk.error(("helpers",), "P06", f"{place}: {error.problem.rstrip('.')}", "mend that file, or name another")
        desk.doubt.add(("helpers",))
