"""The ladder of hints for what is wrong with an exercise: what to look at, then the idea, then nearly the line."""

from __future__ import annotations

from dataclasses import dataclass

from grader.core.course import Exercise
from grader.core.mistakes import read_hints
from grader.core.results import CheckResult, ExerciseResult
from grader.grading.diagnosis.combined import file_of
from grader.grading.diagnosis.mistakes import known_mistakes


@dataclass(frozen=True)
class Ladder:
    """Hints, each a step nearer to the line."""

    about: str
    """What they are about: another text means that something else is wrong now."""
    rungs: tuple[str, ...]


def ladder(exercise: Exercise, result: ExerciseResult) -> Ladder:
    """Return the hints for what a result says is wrong, none where nothing is.

    The first is that of the check which fails, one that counts before a bonus; the next are the paragraphs of the known
    mistake behind it; the last are those of the exercise in course.yaml, whose first serves where no mistake is known.
    """
    if result.status == "unfilled":
        return Ladder("unfilled", exercise.hints)
    if result.status in ("missing", "refused", "broken"):
        return Ladder(result.status, (_with_place(result.message, result),))
    failed = sorted((c for c in result.checks if c.status not in ("passed", "ungraded")), key=lambda c: c.stretch)
    if not failed:
        return Ladder("", ())
    check = failed[0]
    if check.stretch:
        return Ladder(check.id, (_look(check),))
    about = f"{check.id} {check.status}"
    if not result.misconception:
        return Ladder(about, (_look(check), *exercise.hints))
    named = result.misconception
    told = [read_hints(known.path) for known in known_mistakes(exercise) if known.id == named.id]
    paragraphs = next((hints for hints in told if hints[0] == named.hint), [named.hint])
    if "+" in named.id:  # of several mistakes at once, the further hints of each
        paragraphs += [hint for id_ in named.id.split("+") for hint in read_hints(file_of(exercise.mistakes, id_))[1:]]
    return Ladder(f"{named.id} {about}", (_look(check), *paragraphs, *exercise.hints[1:]))


def _look(check: CheckResult) -> str:
    # of an answer of the wrong form no hint speaks
    said = f" {check.message}" if check.message and (check.status != "failed" or not check.hint) else ""
    return f"Not so yet: {check.title}.{said} {check.hint}".rstrip()


def _with_place(message: str, result: ExerciseResult) -> str:
    place = result.location
    return f"{message} Look at {place.file}, line {place.line}." if place else message
