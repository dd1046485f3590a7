"""A learner's functions on values that the learner chooses: run in the sandbox, told line by line where that is wished.

What is tried is put into a small separate module that imports the exercise's file, so that it runs where that file
does and has no more rights.
"""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from grader.core.course import Course, Exercise, Function
from grader.core.errors import UsageError
from grader.core.results import Location
from grader.core.shapes import Shape
from grader.grading.execution import SubmissionRun
from grader.grading.failure_messages import TRIED, Circumstances, failure_explained
from grader.grading.formatting import printed, safe
from grader.grading.locations import location_of
from grader.sandbox import told
from grader.sandbox.outcome import Failure
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Found, Submission

MOST_CHARACTERS = 4000
MOST_STEPS = 200
_LABEL = "what you typed"
_MODULE, _FUNCTION = "tried_values", "tried"


class Step(msgspec.Struct, frozen=True):
    """One line that ran."""

    file: str
    line: int
    depth: int
    """1 in the function that was called, more in those that it calls."""
    changed: tuple[tuple[str, str], ...]
    returned: str
    text: str
    """The line itself."""


class Tried(msgspec.Struct, frozen=True):
    """The outcome of values that were tried."""

    values: tuple[tuple[str, str], ...]
    """Each statement, and what it gives as Python writes it; nothing where it gives no value."""
    printed: str
    steps: tuple[Step, ...] = ()
    more_steps: bool = False
    error: str = ""
    location: Location | None = None


class _WithValues(Submission):
    """A submission, and beside it the module of what is tried."""

    def __init__(self, submission: Submission, source: str) -> None:
        self._inner = submission
        self._own = Found(_LABEL, ((_LABEL, source),), False)

    def find(self, name: str) -> Found | None:
        """Return a module of the learner's, or the one of what is tried."""
        return self._own if name == _MODULE else self._inner.find(name)


def statements_of(text: str) -> list[str]:
    """Return the statements of what was typed, each as one text.

    Raises:
        UsageError: it is too long, or not Python.
    """
    if len(text) > MOST_CHARACTERS:
        raise UsageError(f"What is tried can have {MOST_CHARACTERS} characters at most.")
    try:
        found = [ast.unparse(statement) for statement in ast.parse(text.strip()).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = error.msg if isinstance(error, SyntaxError) else "it is no Python"
        raise UsageError(
            f"Python cannot read {text.strip()[:60]!r} ({said}). Try a call, such as `f(1.0)`, in quotes."
        ) from None
    if not found:
        raise UsageError("There is nothing to try. Give a call, such as `f(1.0)`, in quotes.")
    return found


def examples_of(exercise: Exercise) -> list[str]:
    """Return the statements of the first example in an exercise's stub; UsageError where it has none."""
    for block in re.split(r"\n\s*\n(?:def|class) ", exercise.stub.read_text(encoding="utf-8")):
        if found := re.findall(r"^\s*>>> (.*)$", block, re.MULTILINE):
            return found
    names = [*(f"{name}(…)" for name in (*exercise.functions, *exercise.classes)), *exercise.variables]
    if not names:
        raise UsageError(f"This exercise is a program. Run it yourself: python {exercise.stem}.py")
    raise UsageError(f'Say what to try: `grade try {exercise.number} "{names[0]}"`.')


def try_out(
    sandbox: Sandbox,
    course: Course,
    exercise: Exercise,
    submission: Submission,
    statements: Sequence[str],
    *,
    steps: bool = False,
) -> Tried:
    """Run statements with the learner's functions.

    Args:
        sandbox: where they run.
        course: what the exercise belongs to.
        exercise: whose file is imported.
        submission: the learner's files.
        statements: Python, each one statement.
        steps: whether each line of the exercise's file is told as it runs.
    """
    sandbox.prepare(course)
    own = submission.find(exercise.stem)
    if own is None:
        raise UsageError(f"There is no {exercise.stem}.py (or .ipynb) here. `grade init` writes the stub.")
    returns = Function(_FUNCTION, (), (), Shape())
    if exercise.program and not exercise.functions:
        raise UsageError(f"This exercise is a program. Run it yourself: python {own.file}")
    tried = msgspec.structs.replace(
        exercise,
        stem=_MODULE,
        functions={_FUNCTION: returns},
        probes={},
        classes=(),
        variables=(),
        program=False,
        arrays=False,
    )
    asked = SubmissionRun(sandbox, course, tried, _WithValues(submission, _source(exercise, statements)), 1)
    try:
        loaded = asked.load()
        if isinstance(loaded, Failure):
            return _failed(loaded, asked, exercise, own, statements)
        if not steps:
            outcome = asked.call(_FUNCTION, [])
            if isinstance(outcome, Failure):
                return _failed(outcome, asked, exercise, own, statements)
            return Tried(_told(statements, outcome.value), printed(asked.printed))
        outcome = asked.ask("steps", _FUNCTION, [label for label, _ in own.cells], MOST_STEPS)
        if isinstance(outcome, Failure):
            return _failed(outcome, asked, exercise, own, statements)
        kept, raw, more, problem = _stepped(outcome.value)
        found = (
            _failed(problem, asked, exercise, own, statements)
            if problem
            else Tried(_told(statements, kept), printed(asked.printed))
        )
        return msgspec.structs.replace(found, steps=_steps(raw, asked), more_steps=more)
    finally:
        asked.close()


def _source(exercise: Exercise, statements: Sequence[str]) -> str:
    """Return the module that runs the statements, and keeps what each gives."""
    lines = [f"from {exercise.stem} import *", f"def {_FUNCTION}():", "    _kept = []"]
    for statement in statements:
        body = statement.replace("\n", "\n    ")
        lines.append(
            f"    _kept.append(repr({body})[:2000])"
            if _is_expression(statement)
            else f"    {body}\n    _kept.append('')"
        )
    return "\n".join([*lines, "    return _kept", ""])


def _is_expression(statement: str) -> bool:
    try:
        ast.parse(statement, mode="eval")
    except SyntaxError:
        return False
    return True


def _failed(failure: Failure, asked: SubmissionRun, exercise: Exercise, own: Found, statements: Sequence[str]) -> Tried:
    """Return what to tell of an error: at the learner's own line, where it was raised there."""
    if failure.deepest is not None:
        failure = msgspec.structs.replace(failure, place=failure.deepest, deepest=None)
    around = dataclasses.replace(
        asked.surroundings,
        file=own.file,
        functions=tuple(exercise.functions),
        calls={name: function.takes for name, function in exercise.functions.items()},
    )
    location = location_of(failure, asked.sources)
    if location and location.file == _LABEL:  # the lines of the module that runs it are none of the learner's
        location = Location(_LABEL, 1, text=safe("; ".join(statements).replace("\n", " "), 200))
        failure = msgspec.structs.replace(failure, facts=failure.facts | {"loop_line": "1"})
    found = failure_explained(failure, Circumstances(TRIED, exercise.limits, around))
    return Tried((), printed(asked.printed), error=found.sentence, location=location)


def _stepped(value: Any) -> tuple[Any, list[Any], bool, Failure | None]:
    """Return the outcome of following a call, checked: it was told by the learner's own process."""
    try:
        kept, raw, more, problem = value
        return kept, list(raw), bool(more), told.failure(problem) if problem is not None else None
    except (TypeError, ValueError):
        return None, [], False, Failure("broke protocol")


def _told(statements: Sequence[str], kept: Any) -> tuple[tuple[str, str], ...]:
    texts = [safe(text, 2000) if isinstance(text, str) else "" for text in kept] if isinstance(kept, list) else []
    return tuple(zip(statements, texts, strict=False))


def _steps(raw: list[Any], asked: SubmissionRun) -> tuple[Step, ...]:
    """Return the lines that ran, as the learner's process tells them; what is no line is left out."""
    lines = {label: source.split("\n") for label, source in asked.sources.items()}
    found = []
    for one in raw[:MOST_STEPS]:
        match one:
            case (str(label), int(line), int(depth), list(changed), str(returned)) if label in lines and line > 0:
                text = "".join(lines[label][line - 1 : line])
                pairs = tuple(
                    (safe(name, 60), safe(value))
                    for name, value in changed
                    if isinstance(name, str) and isinstance(value, str)
                )
                found.append(Step(label, line, min(depth, 100), pairs, safe(returned), safe(text, 200)))
    return tuple(found)
