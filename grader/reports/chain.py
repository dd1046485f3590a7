"""The whole chain at a glance: what each exercise earned, and which one is next."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence

from grader.core.points import format_points
from grader.core.results import ExerciseResult, ExerciseStatus, SubmissionResult
from grader.reports.terminal import WIDTH, Line

_WORDS: Mapping[ExerciseStatus, str] = {
    "graded": "begun",
    "missing": "no file",
    "unfilled": "the stub",
    "broken": "broken",
    "timeout": "too slow",
    "refused": "unusable",
}
_STYLES = {"full": "green", "broken": "red", "too slow": "red", "unusable": "red"}
_TITLE_FROM = 70


def word(result: ExerciseResult) -> str:
    """Return in a word or two how far an exercise is."""
    return "full" if result.full_marks else _WORDS[result.status]


def upcoming(result: SubmissionResult) -> ExerciseResult | None:
    """Return the first exercise without full marks, those that count before those beyond; None where all is done."""
    todo = [exercise for exercise in result.exercises if not exercise.full_marks]
    return next((e for e in todo if not e.bonus_exercise), next(iter(todo), None))


def render(result: SubmissionResult, heading: str, titles: Sequence[str], width: int = WIDTH) -> str:
    """Return the chain as plain text."""
    return "".join(f"{text}\n" for text, _ in lines(result, heading, titles, width))


def lines(result: SubmissionResult, heading: str, titles: Sequence[str], width: int) -> list[Line]:
    """Return the lines with their styles.

    Args:
        result: every exercise, graded.
        heading: the course's title.
        titles: the exercises' titles, in the order of the results.
        width: of the terminal; titles are left out of a narrow one.
    """
    following = upcoming(result)
    total = f"{format_points(result.score)} of {format_points(result.max_score)} points"
    if result.bonus:
        total += f", {format_points(result.bonus)} bonus"
    apart = width - len(heading) - len(total)
    found = [(heading + " " * apart + total, "bold")] if apart > 1 else _wrapped(f"{heading}\n{total}", width)
    found.append(("", ""))
    beyond = False
    named = max(10, *(len(e.name) for e in result.exercises))
    for exercise, title in zip(result.exercises, titles, strict=True):
        if exercise.bonus_exercise and not beyond:
            beyond = True
            found.append(("  beyond", ""))
        found.append(_row(exercise, title, exercise is following, width, named))
    found.append(("", ""))
    if following is None:
        return [*found, ("Every exercise has full marks.", "bold")]
    if following.bonus_exercise:
        found.append(("All that counts has full marks.", "bold"))
    return found + _wrapped(f"Next: exercise {following.exercise}, {following.name}, in {following.file}", width)


def _wrapped(text: str, width: int) -> list[Line]:
    return [(part, "bold") for line in text.split("\n") for part in textwrap.wrap(line, width)]


def _row(result: ExerciseResult, title: str, following: bool, width: int, named: int) -> Line:
    state = word(result)
    earned, worth = result.score, result.max_score
    if result.bonus_exercise:
        earned, worth = result.bonus, sum(check.max_score for check in result.checks)
    left = f"{'>' if following else ' '} {result.exercise} {result.name:<{named}} {state:<9}"
    right = f"{format_points(earned)}/{format_points(worth)}"
    if width >= _TITLE_FROM:
        left += f" {title}"
    room = width - len(right) - 1
    return f"{left[:room]:<{room}} {right}", _STYLES.get(state, "bold" if following else "")
