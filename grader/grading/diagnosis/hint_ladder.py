"""The ladder of hints for what is wrong with an exercise: what to look at, then the idea, then the lines in another order."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from grader.core.course import Exercise
from grader.core.line_order import ListingError, first_wrong, rules
from grader.core.listing import function_lines
from grader.core.mistakes import read_hints
from grader.core.results import CheckResult, ExerciseResult, Mistake
from grader.grading.diagnosis.combined import file_of
from grader.grading.diagnosis.mistakes import known_mistakes

_SOLUTION = "Here are the lines of one solution, but in another order."
_HOW = "Put them in order. The indentation is right already."


@dataclass(frozen=True)
class Ladder:
    """Hints, each a step nearer to the line."""

    about: str
    """What they are about: another text means that something else is wrong now."""
    rungs: tuple[str, ...]


def ladder(exercise: Exercise, result: ExerciseResult, *, beside: bool = False) -> Ladder:
    """Return the hints for what a result says is wrong, none where nothing is; each says something new.

    Args:
        exercise: what was graded.
        result: its result.
        beside: whether the hints are shown beside the result, which says already which check fails and how.
    """
    found = _ladder(exercise, result, beside=beside)
    return Ladder(found.about, tuple(dict.fromkeys(rung for rung in found.rungs if rung)))


def _ladder(exercise: Exercise, result: ExerciseResult, *, beside: bool) -> Ladder:
    """Return the hints.

    The first is that of the check which fails, one that counts before a bonus. The next are the paragraphs of the known
    mistake behind it. Then come those of the exercise in course.yaml, whose first serves where no mistake is known. In
    place of the last of them stand the lines of the reference in another order.
    """
    if result.status == "unfilled":
        return Ladder("unfilled", _hints(exercise))
    if result.status in ("missing", "refused", "broken", "timeout"):
        found = result.repair.hints if result.repair else ()  # of a loop that never ends
        rungs = (*_with_place(result.more_hints or (result.message,), result), *found)
        return Ladder(f"{result.status} {result.message}", rungs)
    failed = sorted((c for c in result.checks if c.status not in ("passed", "ungraded")), key=lambda c: c.stretch)
    if not failed:
        return Ladder("", ())
    return _of_check(exercise, result, failed[0], failed[0].hint if beside else _look(failed[0]))


def _of_check(exercise: Exercise, result: ExerciseResult, check: CheckResult, look: str) -> Ladder:
    """Return the hints on the first check that fails, which begin with `look`."""
    if check.stretch:
        return Ladder(check.id, (look,))
    about = f"{check.id} {check.status}"
    if result.message and result.more_hints:  # a function that is not there
        return Ladder(f"{about} {result.message}", _with_place(result.more_hints, result))
    if result.repair:
        # what is proven for this very program comes before what the exercise says to everybody
        return Ladder(f"{result.repair.function} {about}", (look, *result.repair.hints, *_hints(exercise)[1:]))
    if result.misconception:
        named = result.misconception
        return Ladder(f"{named.id} {about}", (look, *_paragraphs(exercise, named), *_hints(exercise)[1:]))
    if check.status == "error" and not check.hint:
        # an error that kept the code from running: hints about the mathematics would lead away from it
        steps = f"Follow your code line by line: `grade try {exercise.number} --steps`."
        return Ladder(f"{about} {check.message}", (*(check.more_hints or (look,)), steps))
    return Ladder(about, (look, *_hints(exercise)))


def _paragraphs(exercise: Exercise, named: Mistake) -> list[str]:
    """Return the hints of a known mistake; of several at once, all of theirs after the one that names them."""
    told = [read_hints(known.path) for known in known_mistakes(exercise) if known.id == named.id]
    paragraphs = next((hints for hints in told if hints[0] == named.hint), [named.hint])
    if "+" not in named.id:
        return paragraphs
    each = (read_hints(file_of(exercise.mistakes, id_))[1:] for id_ in named.id.split("+"))
    return [*paragraphs, *itertools.chain.from_iterable(each)]


def is_solution_lines(rung: str) -> bool:
    """Say whether a hint shows the lines of the solution in another order."""
    return rung.startswith(_SOLUTION)


def _hints(exercise: Exercise) -> tuple[str, ...]:
    """Return the hints of an exercise; in place of the last one, the lines of the solution in another order."""
    listed = [_lines(exercise, name) for name in exercise.functions]
    return (*(exercise.hints[:-1] or exercise.hints), "\n\n".join((f"{_SOLUTION} {_HOW}", *listed)))


def _lines(exercise: Exercise, function: str) -> str:
    """Return the lines of one function, indented as code: by the alphabet, or against it where that is a right order."""
    listing = function_lines(exercise.reference, function)
    order = sorted(range(1, len(listing)), key=lambda place: (listing[place].split(), listing[place]))
    try:
        solved = first_wrong([place - 1 for place in order], rules(listing)) is None
    except ListingError:
        solved = False
    return "\n".join(f"    {listing[place]}" for place in (0, *(reversed(order) if solved else order)))


def _look(check: CheckResult) -> str:
    # of an answer of the wrong form no hint speaks
    unsaid = check.status != "failed" or not check.hint or check.message in check.more_hints
    said = f" {check.message}" if check.message and unsaid else ""
    return f"This check fails: {check.title}.{said} {check.hint}".rstrip()


def _with_place(hints: tuple[str, ...], result: ExerciseResult) -> tuple[str, ...]:
    """Return the hints, the first with the line that it is about."""
    place = result.location
    return (f"Look at {place.file}, line {place.line}. {hints[0]}", *hints[1:]) if place else hints
