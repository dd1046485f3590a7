"""What is said of an exercise's file as a whole: it does not load, lacks functions, is still the stub, never ends.

The explanations are imported where one is needed: most submissions are right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.core.course import Exercise
from grader.core.results import ExerciseStatus, Location
from grader.grading.execution import SubmissionRun
from grader.grading.explain.explanation import Explanation
from grader.sandbox.outcome import Failure, Loaded
from grader.suite.plugin import CheckRun
from grader.suite.proxy import NoAnswer


@dataclass(frozen=True)
class FileVerdict:
    """What is said of an exercise as a whole."""

    status: ExerciseStatus
    message: str = ""
    location: Location | None = None
    more_hints: tuple[str, ...] = ()


def _explained(failure: Failure, exercise: Exercise, asked: SubmissionRun, call: str = "") -> Explanation:
    from grader.grading.failure_messages import Circumstances, failure_explained

    return failure_explained(failure, Circumstances(call, exercise.limits, asked.surroundings))


def not_loaded(failure: Failure, exercise: Exercise, asked: SubmissionRun) -> FileVerdict:
    """Return what to say where the file does not load."""
    from grader.grading.explain.imports import explain_module

    found = _explained(failure, exercise, asked)
    wanted = re.match(r"'([\w.]+)' cannot be imported here", failure.text)
    if wanted and (meant := explain_module(wanted[1], asked.earlier)):
        found = meant
    message = found.sentence
    for name, reason in asked.refused.items():
        message = f"Your file needs {name}, and {reason}" if f"{name!r}" in failure.text else message
    status: ExerciseStatus = "timeout" if failure.problem == "timeout" else "broken"
    return FileVerdict(status, message, _place(failure, asked.sources), found.hints)


def with_missing(whole: FileVerdict, exercise: Exercise, asked: SubmissionRun, file: str) -> FileVerdict:
    """Return what to say, with the functions that the file does not define."""
    loaded = asked.load()
    if not (isinstance(loaded, Loaded) and loaded.missing and whole.status in ("graded", "broken")):
        return whole
    missing = " and ".join(loaded.missing)
    message = f"{file} does not define {missing}."
    if loaded.notes:
        first = loaded.notes[0]
        found = _explained(first, exercise, asked)
        return replace(
            whole,
            message=f"{message} {found.sentence}",
            location=_place(first, asked.sources),
            more_hints=found.hints,
        )
    from grader.grading.explain.definitions import explain_missing

    found = explain_missing(loaded.missing[0], asked.surroundings)
    return replace(whole, message=f"{message} {found.sentence}", more_hints=found.hints)


def verdict_of(exercise: Exercise, runs: Sequence[CheckRun], asked: SubmissionRun, file: str) -> FileVerdict:
    """Return the exercise's status, its message, and the line that it is about."""
    loaded = asked.load()
    if isinstance(loaded, Loaded) and loaded.missing and len(loaded.missing) == len(exercise.defines):
        return FileVerdict("broken")
    failures = [run.error.failure for run in runs if isinstance(run.error, NoAnswer)]
    if not failures or len(failures) < len(runs):
        return FileVerdict("graded")
    if all(_says_stub(f, file) for f in failures):
        return _unfilled(exercise, failures[0], asked, file)
    if all(f.problem == "timeout" for f in failures):
        call = "the calls that were tried" if any(f.kind == "budget" for f in failures) else "every call"
        found = _explained(failures[0], exercise, asked, call)
        return FileVerdict("timeout", found.sentence, _place(failures[0], asked.sources), found.hints)
    return FileVerdict("graded")


def _says_stub(failure: Failure, file: str) -> bool:
    """Whether the `raise` of a stub ran in this file, and not in an earlier one that it calls."""
    if failure.kind != "NotImplementedError" or failure.place is None or failure.deepest is not None:
        return False
    return failure.place.label.startswith(file)


def _unfilled(exercise: Exercise, failure: Failure, asked: SubmissionRun, file: str) -> FileVerdict:
    """Return what to say of a file whose functions are still those of the stub."""
    loaded = asked.load()
    broken = [note for note in loaded.notes if note.problem == "syntax"] if isinstance(loaded, Loaded) else []
    if broken:  # the stub's cell counts because Python could not read the learner's own
        found = _explained(broken[0], exercise, asked)
        return FileVerdict("broken", found.sentence, _place(broken[0], asked.sources), found.hints)
    written = asked.sources.get(file)
    stub = exercise.stub.read_text("utf-8") if exercise.stub.is_file() else ""
    if written is None or not stub or written.split() == stub.split():
        where = "where it says TODO" if "TODO" in stub else "in place of `raise NotImplementedError`"
        return FileVerdict("unfilled", f"{file} is still the stub. Write your code {where}, then run this again.")
    place = _place(failure, asked.sources)
    named = "|".join(exercise.functions) or "(?!)"
    heads = re.findall(rf"^def[ \t]+({named})\b", written, re.MULTILINE)
    if len(heads) > len(set(heads)):
        return FileVerdict(
            "unfilled",
            f"{file} defines a function twice, and the last one counts. It still says `raise NotImplementedError`. "
            "Delete the one that is the stub.",
            place,
        )
    return FileVerdict(
        "unfilled",
        f"{file} still says `raise NotImplementedError`. Put your code in place of that line, then run this again.",
        place,
    )


def _place(failure: Failure, sources: dict[str, str]) -> Location | None:
    from grader.grading.locations import location_of

    return location_of(failure, sources)
