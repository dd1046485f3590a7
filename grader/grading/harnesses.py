"""What answers a suite's calls: the functions of a file, or the harness around it, in the sandbox and beside the suite."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from types import CodeType, SimpleNamespace
from typing import Any

from msgspec.structs import replace

from grader.core.content import line_in, load_mistake, load_module, load_program
from grader.core.errors import ContentError
from grader.core.exercise import Exercise
from grader.sandbox.harness import Harness
from grader.sandbox.outcome import Failure
from grader.sandbox.process_factory import HARNESS, compiled
from grader.sandbox.script import Script
from grader.sandbox.served_files import ServedFiles
from grader.sandbox.sources import Equipment

Functions = Mapping[str, Callable[..., Any]]


def equipment_of(exercise: Exercise) -> Equipment | None:
    """Return what a worker is sent beside the learner's file; None where the exercise asks for functions alone.

    Raises:
        ContentError: the probes or a data file cannot be read.
    """
    return (compiled(HARNESS), _spec(exercise)) if exercise.harnessed else None


def probe_text(exercise: Exercise) -> str:
    """Return the source of the probes, or nothing where there are none; ContentError where it cannot be read."""
    if not exercise.probes:
        return ""
    try:
        return exercise.probe.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ContentError(exercise.probe, f"the probes cannot be read ({why}); write this file.") from None


def of_probe(failure: Failure, missing: Collection[str]) -> Failure:
    """Return why a probe got no answer: a name that the file does not define is told as that."""
    gone = failure.kind == "NameError" and failure.place is None
    gone = gone and failure.text.partition(" is not defined")[0] in missing
    return replace(failure, loading=True) if gone else failure


def _spec(exercise: Exercise) -> dict[str, Any]:
    limits = exercise.limits
    return {
        "functions": list(exercise.functions),
        "classes": list(exercise.classes),
        "variables": list(exercise.variables),
        "probes": list(exercise.probes),
        "probe": probe_text(exercise),
        "program": exercise.program,
        "printed": limits.answer_kib << 10,
        "files": exercise.data(),
        "arrays": limits.array_mib << 20 if exercise.arrays else 0,
    }


def functions_of(exercise: Exercise, mistake: str | None = None) -> Functions:
    """Return what answers a suite's calls for the reference, or for a known mistake, which is loaded again.

    Raises:
        ContentError: the file, or what the course has beside it, cannot be loaded.
    """
    solutions, stem = exercise.reference.parent, exercise.stem
    with _served(exercise):
        module: Any = None
        if exercise.defines or exercise.probes:
            module = load_module(solutions, stem) if mistake is None else load_mistake(solutions, stem, mistake)
        if not exercise.harnessed:
            named: Functions = vars(module)
            return named
        script = None
        if exercise.program:
            code, own = load_program(solutions, stem, mistake)
            script = Script(f"{stem}.py", [code], own, exercise.limits.answer_kib << 10)
    return _around(exercise, module, script)


def functions_around(exercise: Exercise, names: Functions) -> Functions:
    """Return what answers a suite's calls where a file defines these names.

    Raises:
        ContentError: the probes do not load.
    """
    return _around(exercise, SimpleNamespace(**names), None) if exercise.harnessed else names


def _around(exercise: Exercise, module: Any, script: Script | None) -> Functions:
    harness, source = Harness(_spec(exercise)), probe_text(exercise)
    try:
        probe: CodeType | None = compile(source, str(exercise.probe), "exec", dont_inherit=True) if source else None
        with _served(exercise):
            harness.bind(module, probe, script, {**vars(builtins)})
    except Exception as error:
        problem = f"the probes do not load: {type(error).__name__}: {error}."
        raise ContentError(exercise.probe, problem, line_in(error, exercise.probe)) from None
    missing = [name for name in exercise.probes if name not in harness.functions]
    if missing:
        raise ContentError(exercise.probe, f"this file does not define {', '.join(missing)}, which course.yaml lists.")
    return (
        {name: _serving(exercise, one) for name, one in harness.functions.items()}
        if exercise.files
        else harness.functions
    )


def _serving(exercise: Exercise, function: Callable[..., Any]) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        with _served(exercise):
            return function(*arguments, **named)

    return call


@contextmanager
def _served(exercise: Exercise) -> Iterator[None]:
    """Serve the data files of an exercise for a while, under the names that learners know; others are opened as ever."""
    if not exercise.files:
        yield
        return
    end = ServedFiles(exercise.data(), str(exercise.reference.parent), builtins.open).install()
    try:
        yield
    finally:
        end()
