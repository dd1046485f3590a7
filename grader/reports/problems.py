"""One line for each thing to fix, `file:line:column: severity: message [check]`: what editors read to mark the place."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec

from grader.core.course import Course, Exercise
from grader.core.results import CheckResult, ExerciseResult, Location, SubmissionResult
from grader.reports.terminal import score
from grader.submissions.submission import SUFFIXES, Refused, Submission

Result = ExerciseResult | SubmissionResult


def located(result: Result, course: Course, submission: Submission, path: Path) -> Result:
    """Return the result with a place for each check that failed and has none: where its function is defined.

    Its function is the one that its title names, or else the first of the exercise. Files are named as they are found
    from here: `path` is the submission's.
    """
    if isinstance(result, SubmissionResult):
        exercises = tuple(
            _beneath(_located(one, course.exercises[one.exercise - 1], submission), path) for one in result.exercises
        )
        return msgspec.structs.replace(result, exercises=exercises)
    return _beneath(_located(result, course.exercises[result.exercise - 1], submission), path)


def _beneath(result: ExerciseResult, path: Path) -> ExerciseResult:
    """Return the result with its files named as they are found from here, where they lie in a folder."""
    folder = path if path.is_dir() else path.parent if path.suffix in SUFFIXES else Path()

    def moved(at: Location | None) -> Location | None:
        return at and msgspec.structs.replace(at, file=str(folder / at.file))

    checks = tuple(msgspec.structs.replace(check, location=moved(check.location)) for check in result.checks)
    return msgspec.structs.replace(
        result, file=str(folder / result.file), location=moved(result.location), checks=checks
    )


def _located(result: ExerciseResult, exercise: Exercise, submission: Submission) -> ExerciseResult:
    try:
        found = submission.find(exercise.stem)
    except Refused:
        return result
    if found is None:
        return result
    checks = []
    for check in result.checks:
        if check.status not in ("passed", "ungraded") and check.location is None:
            named = next((name for name in exercise.functions if re.search(rf"\b{name}\b", check.title)), None)
            function = named or next(iter(exercise.functions), None)
            place = _definition(found.cells, function) if function else None
            check = msgspec.structs.replace(check, location=place)
        checks.append(check)
    return msgspec.structs.replace(result, checks=tuple(checks))


def _definition(cells: tuple[tuple[str, str], ...], function: str) -> Location | None:
    """Return where a function is defined last; without the line's text, for nothing is wrong with that line itself."""
    for label, source in reversed(cells):
        for number, line in reversed(list(enumerate(source.split("\n"), 1))):
            if match := re.match(rf"((?:async )?def ){function}\b", line):
                start = match.end(1) + 1
                return Location(label, number, start, start + len(function), "")
    return None


def render(result: Result) -> str:
    """Return the lines; nothing where every check is passed."""
    exercises = [result] if isinstance(result, ExerciseResult) else result.exercises
    return "".join(f"{line}\n" for exercise in exercises for line in _exercise(exercise))


def also(result: Result) -> None:
    """Write the points to standard error, for people who read the lines; editors ignore it."""
    exercises = [result] if isinstance(result, ExerciseResult) else result.exercises
    for exercise in exercises:
        sys.stderr.write(f"Exercise {exercise.exercise}, {exercise.name}: {score(exercise)}\n")


def _exercise(result: ExerciseResult) -> list[str]:
    if result.status != "graded" and result.message:
        severity = "info" if result.status in ("missing", "unfilled") else "error"
        return [_line(result, result.location, severity, result.message)]
    found = []
    if result.message:
        found.append(_line(result, result.location, "error", result.message))
    for check in result.checks:
        if check.status != "passed":
            severity = "info" if check.stretch or check.status == "ungraded" else "error"
            found.append(_line(result, check.location, severity, _words(check)))
    if result.misconception:
        wrong = (check.location for check in result.checks if check.status != "passed" and check.location)
        found.append(_line(result, next(wrong, None), "info", f"Likely cause: {result.misconception.hint}"))
    return found


def _words(check: CheckResult) -> str:
    status = "not yet" if check.stretch else check.status
    return " ".join(part for part in (f"{status}: {check.title}.", check.message, check.hint, f"[{check.id}]") if part)


def _line(result: ExerciseResult, at: Location | None, severity: str, message: str) -> str:
    """Return one line; a notebook's cell is told in words, since an editor opens the file."""
    file, line, column = result.file, 1, 1
    if at:
        file, _, cell = at.file.partition(", ")
        if cell:
            message = f"{cell}, line {at.line}: {message}"
        else:
            line, column = at.line, at.column or 1
    return f"{file}:{line}:{column}: {severity}: {' '.join(message.split())}"
