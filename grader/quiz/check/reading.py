"""Read a quiz file as far as it can be read: what has not its shape is told, and fixed for the checks that follow."""

from __future__ import annotations

import difflib
from typing import Any

import msgspec

from grader.core import content, schema_faults
from grader.core.diagnostics import DiagnosticSink
from grader.core.errors import ContentError
from grader.core.schema import SchemaFault
from grader.quiz.check import yamlfaults
from grader.quiz.functions import HELPERS
from grader.quiz.load import Quiz, completed, read_question
from grader.quiz.model import TYPES, Head, Question

_COMMON = [field.encode_name for field in msgspec.structs.fields(Question)]


def read_head(sink: DiagnosticSink) -> Head | None:
    """Return the quiz without its questions; None where nothing of it can be read."""
    document = sink.document
    fixed = schema_faults.fix(document, Head)
    sink.doubt, sink.absent = fixed.doubt, fixed.absent
    sink.diagnostics += [yamlfaults.of_shape(fault, document.data, Head) for fault in fixed.faults]
    if isinstance(document.data, dict):
        yamlfaults.broken_math(sink, {key: part for key, part in document.data.items() if key != "questions"})
    return fixed.document.convert(Head) if fixed.document else None


def read(sink: DiagnosticSink, head: Head) -> Question | None:
    """Return the question of this sink; None where nothing of it can be read."""
    document, (_, number) = sink.document, sink.place
    place = int(number)
    entry = head.questions[place]
    yamlfaults.broken_math(sink, entry)
    try:
        return read_question(document, place, head)
    except ContentError as error:
        told = error
    if not isinstance(entry, dict):
        sink.diagnostics.append(yamlfaults.of_question(told))
        return None
    word, sure = _type(entry)
    if word != entry.get("type"):
        sink.diagnostics.append(yamlfaults.of_question(told))
    if not sure:
        sink.doubt.add(("type",))
    part = document.part("questions", place)
    typed = {**entry, "type": word}
    fixed = schema_faults.fix(part.changed(typed), TYPES[word])
    sink.doubt |= fixed.doubt
    sink.absent |= fixed.absent
    faults = [fault for fault in fixed.faults if sure or _of_any_type(fault)]
    sink.diagnostics += [yamlfaults.of_shape(fault, typed, TYPES[word]) for fault in faults]
    if fixed.document is None:
        return None
    question = fixed.document.convert(TYPES[word])
    try:
        return completed(question, document, place, head)
    except ContentError as error:
        sink.diagnostics.append(yamlfaults.of_question(error))
        sink.doubt.add(("seeds",))
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


def _of_any_type(fault: SchemaFault) -> bool:
    """Say whether it is a fault whatever the type of the question is."""
    first = str(fault.place[0]) if fault.place else ""
    if len(fault.place) == 1 and first.endswith(":"):
        return bool(difflib.get_close_matches(first.removesuffix(":"), _COMMON, n=1))
    return first in _COMMON


def try_helpers(sink: DiagnosticSink, quiz: Quiz) -> None:
    """Load the helpers of a quiz, which many of its questions may rest on."""
    if quiz.head.helpers is None:
        return
    path = quiz.path.parent / quiz.head.helpers
    try:
        content.load_module(quiz.course.solutions, HELPERS, substitutes={HELPERS: path})
    except ContentError as error:
        place = f"{quiz.head.helpers}, line {error.line}" if error.line else quiz.head.helpers
        sink.error(("helpers",), "P06", f"{place}: {error.problem.rstrip('.')}", "fix that file, or name another")
        sink.doubt.add(("helpers",))
