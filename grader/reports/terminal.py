"""The result on the learner's screen: the same lines plain and in a terminal, where some are coloured.

Every line that holds a learner's own text begins with a bar, so that none can be taken for a command by a CI system.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import msgspec

from grader.core.points import format_points
from grader.core.results import CheckResult, ExerciseResult, Location, SubmissionResult
from grader.core.sentences import counted

WIDTH = 80
Line = tuple[str, str]  # text, style
_STYLES = {"passed": "green", "failed": "red", "ungraded": "yellow"}
_PRINTED_LINES = 20


def render(result: ExerciseResult | SubmissionResult, width: int = WIDTH) -> str:
    """Return the result as plain text."""
    return "".join(f"{text}\n" for text, _ in lines(result, width))


def show(result: ExerciseResult | SubmissionResult) -> None:
    """Print the result in the terminal; NO_COLOR is honoured."""
    show_lines(lambda width: lines(result, width))


def show_lines(make: Callable[[int], list[Line]]) -> None:
    """Print the lines that `make` gives for the terminal's width."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    for text, style in make(max(40, min(console.width, 100))):
        console.print(Text(text, style=style), soft_wrap=True)


def lines(result: ExerciseResult | SubmissionResult, width: int) -> list[Line]:
    """Return the lines of the report with their styles."""
    if isinstance(result, ExerciseResult):
        return _exercise(result, width)
    found: list[Line] = []
    for exercise in result.exercises:
        found += [*_exercise(exercise, width), ("", "")]
    bonus = f", and {format_points(result.bonus)} bonus" if result.bonus else ""
    return [
        *found,
        (f"Together: {format_points(result.score)} of {format_points(result.max_score)} points{bonus}", "bold"),
    ]


def _exercise(result: ExerciseResult, width: int) -> list[Line]:
    found = _spread(f"Exercise {result.exercise}, {result.name}", score(result), width, "bold")
    if result.message:
        found += _barred(result.message, width, "bold" if result.status != "unfilled" else "")
        found += place_lines(result.location, width)
    if result.misconception:
        found += _paragraph("Likely cause: " + result.misconception.hint, width, "  ", "yellow")
    if result.status in ("graded", "timeout"):
        checks = told(result)
        found += [line for check in checks for line in _check(check, width)]
    found += _paragraph(_what_next(result), width, "  ", "")
    if result.stdout.strip():
        found += printed_lines(result.stdout, width)
    for note in result.notes:
        found += _paragraph("Note: " + note, width, "  ", "")
    if result.isolation == "limited":
        found += _paragraph("Note: this ran with limited isolation; `grade doctor` says why.", width, "  ", "")
    return found


def _what_next(result: ExerciseResult) -> str:
    """Return what to do now, or nothing where nothing that counts is wrong."""
    failed = [check for check in result.checks if check.status not in ("passed", "ungraded") and not check.stretch]
    if result.status in ("broken", "timeout"):
        return f"Fix this, then run it again. Stuck? Try `grade hint {result.exercise}`."
    if result.status == "graded" and failed:
        return counted(
            len(failed),
            "Fix the failed check, then run this again. Stuck? Try `grade hint {exercise}`.",
            "Fix the first failed check, then run this again. Stuck? Try `grade hint {exercise}`.",
            exercise=result.exercise,
        )
    return ""


def score(result: ExerciseResult) -> str:
    """Return what an exercise earned, in words."""
    bonus = f"{format_points(result.bonus)} bonus"
    if result.bonus_exercise:
        worth = sum(c.max_score for c in result.checks)
        return f"{format_points(result.bonus)} of {format_points(worth)} bonus points"
    earned = f"{format_points(result.score)} of {format_points(result.max_score)} points"
    return f"{earned}, and {bonus}" if result.bonus else earned


def told(result: ExerciseResult) -> list[CheckResult]:
    """Return the checks to show: what was said is not said again, and of the hints the first alone is given.

    A stretch check is told in full where nothing else is left to fix.
    """
    left = any(check.status != "passed" and not check.stretch for check in result.checks)
    said = _Said(result)
    found = []
    for check in result.checks:
        if check.status == "passed" and not check.max_score:
            continue  # one that is there to name a mistake
        if check.status == "passed" or (check.stretch and left):
            found.append(msgspec.structs.replace(check, message="", location=None, hint=""))
        else:
            found.append(said.tell(check))
    return found


class _Said:
    """What the report has said so far: messages, lines of the learner's code, and whether a hint was given."""

    def __init__(self, result: ExerciseResult) -> None:
        self._messages = {result.message}
        self._lines = {_line_of(result.location)}
        self._hint_left = result.status == "graded"
        self._timed_out = result.status == "timeout"  # which was told of all checks at once

    def tell(self, check: CheckResult) -> CheckResult:
        """Return a check with what was not said yet, which is said from now on."""
        line = _line_of(check.location)
        same_line = line is not None and line in self._lines
        same_error = same_line and check.status in ("error", "crashed")
        known = self._timed_out or same_error or check.message in self._messages
        told = msgspec.structs.replace(
            check,
            message="" if known else check.message,
            location=None if same_line else check.location,
            hint=check.hint if self._hint_left else "",
        )
        self._messages.add(check.message)
        self._lines.add(line)
        self._hint_left = self._hint_left and not check.hint
        return told


def _line_of(location: Location | None) -> tuple[str, int] | None:
    return (location.file, location.line) if location else None


def _check(check: CheckResult, width: int) -> list[Line]:
    worth = f"{format_points(check.score)}/{format_points(check.max_score)}" + (" bonus" if check.stretch else "")
    status = "not yet" if check.stretch and check.status != "passed" else check.status
    found = _spread(
        f"  {status:<9} {check.title}", worth, width, _STYLES.get(status, "yellow" if check.stretch else "red")
    )
    found += _barred(check.message, width)
    found += place_lines(check.location, width)
    if check.hint:
        found += _paragraph("Hint: " + check.hint, width, "            ", "cyan")
    return found


def place_lines(location: Location | None, width: int) -> list[Line]:
    """Return the learner's own line, with a caret under what went wrong."""
    if location is None:
        return []
    gutter = "          | "
    found = [(f"{gutter}{location.file}, line {location.line}", "dim")]
    room = width - len(gutter) - 2
    text = location.text.rstrip()
    if not text:
        return found
    start = (location.column or 0) - 1
    length = max(1, (location.end_column or start + 2) - 1 - start)
    # of a long line the part with the mark is shown
    left = max(0, start + min(length, 8) - room)
    found.append((gutter + "  " + ("…" + text[left + 1 :] if left else text)[:room], ""))
    if 0 <= start - left < room:
        found.append((gutter + "  " + " " * (start - left) + "^" * min(length, room - start + left), "red"))
    return found


def printed_lines(stdout: str, width: int) -> list[Line]:
    """Return what a program printed, cut."""
    printed = stdout.rstrip("\n").split("\n")
    found = [("  Your program printed:", "")]
    for line in printed[:_PRINTED_LINES]:
        found.append((f"    | {line}"[:width], "dim"))
    if len(printed) > _PRINTED_LINES:
        found.append((f"    ({len(printed) - _PRINTED_LINES} more lines)", "dim"))
    return found


def _spread(left: str, right: str, width: int, style: str) -> list[Line]:
    """Return `left` and `right` at the two edges, wrapped where they do not fit on one line."""
    if len(left) + len(right) + 2 <= width:
        return [(left + " " * (width - len(left) - len(right)) + right, style)]
    indent = " " * (12 if left.startswith(" ") else 2)
    wrapped = textwrap.wrap(left, max(20, width - len(right) - 2), subsequent_indent=indent, drop_whitespace=True)
    if left.startswith("  ") and wrapped:
        wrapped[0] = "  " + wrapped[0].lstrip()
    if len(wrapped[-1]) + len(right) + 2 > width:
        wrapped.append("")
    last = wrapped[-1]
    return [*((text, style) for text in wrapped[:-1]), (last + right.rjust(width - len(last)), style)]


def _barred(text: str, width: int, style: str = "") -> list[Line]:
    return _paragraph(text, width, "          | ", style)


def _paragraph(text: str, width: int, indent: str, style: str) -> list[Line]:
    wrapped = textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=indent, break_long_words=True, break_on_hyphens=False
    )
    return [(line, style) for line in wrapped]
