"""What `grade watch` draws: the current exercise, its last verdict and its hints, in a window of any size."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import msgspec

from grader.core.course import Exercise
from grader.core.results import ExerciseResult
from grader.core.sentences import counted
from grader.reports import terminal
from grader.reports.terminal import Line

_HEAD = 2  # lines of a verdict that stay above its hints


def exercise_lines(
    exercise: Exercise,
    result: ExerciseResult | None,
    passed: Sequence[str],
    given: Sequence[str],
    width: int,
    room: int,
) -> list[Line]:
    """Return the lines of the current exercise.

    Args:
        exercise: the exercise.
        result: its last verdict, if there is one.
        passed: what to say of exercises that have just become full.
        given: the hints that were asked for.
        width: characters that a line may have.
        room: lines that there is room for.
    """
    found = [line for told in passed for line in wrapped(told, width, "green")]
    found += [("", "")] if found else []
    if result is None:
        return found + wrapped(f"Exercise {exercise.number}, {exercise.name}", width, "bold")
    hints = [_hint(f"Hint {n}: {hint}", width) for n, hint in enumerate(given, 1)]
    shown = terminal.lines(_only_first(result), width)
    if len(found) + len(shown) + sum(map(len, hints)) > room:
        found = [] if hints else found
        shown = _shorter(result, width)
    if result.status == "unfilled":
        shown += [("", ""), *wrapped(f"What it is about: {exercise.title}.", width, "")]
    return found + _fitting(shown, hints, room - len(found))


def _shorter(result: ExerciseResult, width: int) -> list[Line]:
    """Return the verdict with the number of checks that passed in place of their titles."""
    left = tuple(check for check in result.checks if check.status != "passed")
    number = len(result.checks) - len(left)
    shown = terminal.lines(_only_first(msgspec.structs.replace(result, checks=left)), width)
    shown[1:1] = [(f"  passed    {counted(number, '{} check', '{} checks')}", "green")] if number else []
    return shown


def _fitting(shown: list[Line], hints: list[list[Line]], room: int) -> list[Line]:
    """Return a verdict and its hints in so many lines."""
    # hints were asked for, so they come before what a small window cuts, and the last before the others
    while hints[1:] and sum(map(len, hints)) > room - _HEAD:
        del hints[0]
    most = max(1, room - sum(map(len, hints)))
    if hints and len(shown) > most:
        shown = [*shown[: most - 1], ("  …", "dim")]
    return shown + [line for hint in hints for line in hint]


def _only_first(result: ExerciseResult) -> ExerciseResult:
    """Return the result with the first check to fix in full, the others by their titles, and no hint."""
    checks, first = [], True
    for check in result.checks:
        bare = {} if first else {"message": "", "location": None}
        checks.append(msgspec.structs.replace(check, hint="", **bare))
        first = first and check.status == "passed"
    return msgspec.structs.replace(result, checks=tuple(checks), misconception=None)


def wrapped(words: str, width: int, style: str, indent: str = "") -> list[Line]:
    """Return words in lines of one style."""
    lines = [textwrap.wrap(part, width, initial_indent=indent, subsequent_indent=indent) for part in words.split("\n")]
    return [(line, style) for part in lines for line in part]


def _hint(text: str, width: int) -> list[Line]:
    """Return a hint in lines; those of a program are kept as they are."""
    found: list[Line] = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("    "):
            for line in paragraph.splitlines():
                further = " " * (len(line) - len(line.lstrip()) + 2)
                found += [(part, "cyan") for part in textwrap.wrap(line, width, subsequent_indent=further)]
        else:
            found += wrapped(paragraph, width, "cyan", "  ")
    return found
