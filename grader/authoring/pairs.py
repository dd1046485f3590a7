"""Prove the parts that mistakes are put together from: all right, they are the reference; each alone is its mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from grader.authoring.definitions import diagnostic
from grader.core.course import Exercise
from grader.core.diagnostics import Diagnostic
from grader.core.errors import ContentError
from grader.grading.diagnosis.combined import Parts, file_of, parts_of
from grader.grading.diagnosis.equivalence import alike
from grader.grading.diagnosis.mistakes import KnownMistake, ask
from grader.grading.grader import Grader
from grader.suite.proxy import Call

Functions = Mapping[str, Callable[..., Any]]


def pairs_diagnostics(grader: Grader, exercise: Exercise, seed: int) -> Iterator[Diagnostic]:
    """Give what is wrong with the parts of an exercise; nothing where the course names none."""
    try:
        parts = parts_of(exercise)
        if parts:
            # in stretch checks no mistake is looked for
            checks = [check for check in grader.checks(exercise) if not check.stretch]
            calls = [call for check in checks for call in grader.calls(exercise, check, seed)]
            yield from _differences(exercise, parts, calls)
    except ContentError as error:
        yield diagnostic(error.path, error.line or 1, "pairs", error.problem, "correct it.")
    except Exception as error:
        problem = f"its parts cannot be put together, {type(error).__name__}: {error}."
        yield diagnostic(exercise.pairs, 1, "pairs", problem, "let assemble take every part of PARTS by its name.")


def _differences(exercise: Exercise, parts: Parts, calls: Iterable[Call]) -> Iterator[Diagnostic]:
    asked = list(calls)
    if (other := _first_other(parts.built({}), asked, lambda call: call.outcome)) is not None:
        problem = f"with every part right, {other.function} does not give the reference's answer."
        yield diagnostic(parts.path, 1, "pairs", problem, "correct the parts under the empty name, or assemble.")
    for part, choices in parts.choices.items():
        for name in filter(None, choices):
            file = file_of(exercise.mistakes, name)
            if file.stem != name:  # one shape of a mistake that `explains` knows in all its shapes
                continue
            known = KnownMistake(exercise, file).fresh()
            if _first_other(parts.built({part: name}), asked, partial(_asked, known)) is not None:
                problem = f"the part {part!r} with {name!r} does not give the answers of that mistake's file."
                yield diagnostic(parts.path, 1, "pairs", problem, "let the part do what the mistake does.")


def _first_other(functions: Functions, calls: Iterable[Call], wanted: Callable[[Call], Any]) -> Call | None:
    """Return the first call to which these functions answer something else than wanted."""
    return next((call for call in calls if not alike(_asked(functions, call), wanted(call), loosely=True)), None)


def _asked(functions: Functions, call: Call) -> Any:
    return ask(functions, call.function, call.arguments)
