"""One line for each thing to mend, `file:line:column: severity: message`: what editors read to mark the place."""

from __future__ import annotations

from grader.results import CheckResult, ExerciseResult, Location, SubmissionResult


def render(result: ExerciseResult | SubmissionResult) -> str:
    """Return the lines; nothing where every check is passed."""
    exercises = [result] if isinstance(result, ExerciseResult) else result.exercises
    return "".join(f"{line}\n" for exercise in exercises for line in _exercise(exercise))


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
        found.append(_line(result, None, "info", f"What may be behind it: {result.misconception.hint}"))
    return found


def _words(check: CheckResult) -> str:
    status = "not yet" if check.stretch else check.status
    return " ".join(part for part in (f"{status}: {check.title}.", check.message, check.hint) if part)


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
