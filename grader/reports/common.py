"""What the formats share: a learner's text made harmless, the checks of a result, points as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from grader.core.results import CheckResult, ExerciseResult, SubmissionResult
from grader.core.text import escaped

Result = ExerciseResult | SubmissionResult


@dataclass(frozen=True)
class InstructorNotes:
    """What an instructor decided and said about one learner."""

    notes: tuple[str, ...]
    counts: tuple[float, float, float] | None = None
    """Where a mark was decided by hand: the score that counts, the most that there is, and the bonus."""


def grouped_notes(notes: Iterable[str]) -> list[str]:
    """Return notes, those that say the same of several exercises as one: `loss, update: handed in 1 day late`."""
    names: dict[str, list[str]] = {}
    for note in notes:
        name, colon, text = note.partition(": ")
        names.setdefault(text if colon and name.isidentifier() else note, []).extend(
            [name] * name.isidentifier() * bool(colon)
        )
    return [f"{', '.join(of)}: {text}" if of else text for text, of in names.items()]


def clean(text: str) -> str:
    """Return a text of printable characters and line ends: all else, half surrogates too, is written as an escape."""
    return escaped(text.replace("\r\n", "\n").expandtabs(4), keep="\n")


def one_line(text: str) -> str:
    """Return a clean text on one line."""
    return " ".join(clean(text).split())


def exercises(result: Result) -> tuple[ExerciseResult, ...]:
    """Return the exercises of a result: one or many."""
    return (result,) if isinstance(result, ExerciseResult) else result.exercises


def title(exercise: ExerciseResult) -> str:
    """Return what an exercise is called."""
    return f"Exercise {exercise.exercise}, {one_line(exercise.name)}"


def counted(result: Result) -> Iterator[tuple[ExerciseResult, CheckResult]]:
    """Give every check that counts towards the score."""
    for exercise in exercises(result):
        if not exercise.bonus_exercise:
            yield from ((exercise, check) for check in exercise.checks if not check.stretch)


def first_hint(exercise: ExerciseResult) -> CheckResult | None:
    """Return the check whose hint is shown at once: the first that failed and counts, else the first that failed."""
    failed = [check for check in exercise.checks if check.status not in ("passed", "ungraded") and check.hint]
    return next((check for check in failed if not check.stretch), next(iter(failed), None))


def told(exercise: ExerciseResult, check: CheckResult) -> str:
    """Return everything that is told of a check that was not passed, a line each."""
    message = check.message or ("" if exercise.status == "graded" else exercise.message)
    at = f"{check.location.file}, line {check.location.line}" if check.location and check.location.text else ""
    hint = f"Hint: {check.hint}" if check.hint else ""
    return clean("\n".join(line for line in (message, at, hint, _behind(exercise, check)) if line))


def _behind(exercise: ExerciseResult, check: CheckResult) -> str:
    """Return the exercise's misconception, with the first check that was not passed; nothing with the others."""
    missed = (one for one in exercise.checks if one.status not in ("passed", "ungraded") and not one.stretch)
    if exercise.misconception is None or next(missed, None) != check:
        return ""
    return f"Likely cause: {exercise.misconception.hint}"


def unique(names: list[str]) -> list[str]:
    """Return the names, with a number where one comes again."""
    seen: dict[str, int] = {}
    found = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found
