"""The result for GitHub Actions: annotations at the learner's lines, a summary, and what the reporter of points reads.

Everything that holds a learner's text is either escaped within a command of ours, or stands between
`::stop-commands::` and a token that nobody can know, so that nothing printed can be taken for a command.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

import msgspec

from grader.core.points import format_points
from grader.core.results import CheckResult, ExerciseResult, Location, SubmissionResult
from grader.reports import autograding, markdown, terminal
from grader.reports.common import Result, clean, exercises, one_line, title, told

SHOWN = 10  # annotations of a kind that GitHub shows for a step


def render(result: Result) -> str:
    """Return what to print in the step."""
    token = secrets.token_hex(16)
    report = clean(terminal.render(_read(result)))
    head = f"{format_points(result.score)} of {format_points(result.max_score)} points"
    lines = [_command("notice", head, None, "", "Graded")]
    counting = [e for e in exercises(result) if not e.bonus_exercise]
    found = [_command("error", e.message, e.location, e.file, title(e)) for e in counting if e.status != "graded"]
    found += [
        _annotation(e, c)
        for e in counting
        if e.status == "graded"
        for c in e.checks
        if c.status != "passed" and not c.stretch
    ]
    if len(found) > SHOWN:
        more = f"{len(found) - SHOWN + 1} more are in the step's output and its summary."
        found = [*found[: SHOWN - 1], _command("error", more, None, "", "More to fix")]
    return "\n".join([*lines, f"::stop-commands::{token}", report.rstrip("\n"), f"::{token}::", *found]) + "\n"


def also(result: Result) -> None:
    """Write the step's summary and its output `result`, where GitHub says to."""
    for variable, content in (
        ("GITHUB_STEP_SUMMARY", markdown.render(_read(result)) + "\n"),
        ("GITHUB_OUTPUT", f"result={base64.b64encode(autograding.render(result).encode()).decode()}\n"),
    ):
        if path := os.environ.get(variable):
            with Path(path).open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(content)


def _read(result: Result) -> Result:
    """Return the result as people read it: without places that only say where a function is defined."""
    if isinstance(result, SubmissionResult):
        return msgspec.structs.replace(result, exercises=tuple(_read(e) for e in result.exercises))
    checks = (
        msgspec.structs.replace(c, location=c.location if c.location and c.location.text else None)
        for c in result.checks
    )
    return msgspec.structs.replace(result, checks=tuple(checks))


def _annotation(exercise: ExerciseResult, check: CheckResult) -> str:
    kind = "warning" if check.status == "ungraded" else "error"
    heading = f"{title(exercise)}: {check.title}"
    return _command(kind, told(exercise, check), check.location, exercise.file, heading)


def _command(kind: str, message: str, at: Location | None, file: str, heading: str) -> str:
    """Return a workflow command; a notebook's cell is told in words: lines of its file mean nothing."""
    properties: dict[str, str | int] = {}
    path, _, cell = (at.file if at else file).partition(", ")
    if path:
        properties["file"] = path
    if at and cell:
        message = f"{cell}, line {at.line}: {message}"
    elif at:
        properties["line"] = at.line
        if at.column is not None:
            properties |= {"col": at.column, "endColumn": at.end_column or at.column + 1}
    properties["title"] = one_line(heading)
    told_of = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {told_of}::{_data(message)}"


def _data(text_: str) -> str:
    return clean(text_).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text_: str) -> str:
    return _data(text_).replace(":", "%3A").replace(",", "%2C")
