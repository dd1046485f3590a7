"""The wrong version of a solution that gives certain wrong answers: a new known mistake, made by one edit."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from grader.core.course import Course, Exercise
from grader.core.errors import ContentError
from grader.grading.alternatives import alternatives_of
from grader.grading.repair.allowance import Allowance
from grader.grading.repair.bench import Workbench
from grader.grading.repair.judge import Judge
from grader.grading.repair.search import MOST_FUEL, likelihoods
from grader.grading.repair.told import EditPlace, Unusable
from grader.grading.session import SuiteSession
from grader.sandbox.edits.table import KINDS
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import open_submission
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Direct

SECONDS = 60.0
"""Of processor time; an author waits no longer."""


class Inverse(NamedTuple):
    """A wrong version of a reference."""

    source: str
    kind: str
    question: str


def inverse(
    course: Course,
    sandbox: Sandbox,
    session: SuiteSession,
    exercise: Exercise,
    reference: Direct,
    seed: int,
    wanted: Callable[[Sequence[CheckRun], Mapping[str, str]], bool],
) -> Inverse | None:
    """Return a solution with the one edit that makes it as wrong as wanted; None where no edit does.

    The reference is edited first, then the other ways to write it that the course has.

    Args:
        course: what the exercise belongs to.
        sandbox: where workers come from.
        session: runs the exercise's suite.
        exercise: the exercise.
        reference: its right answers.
        seed: what the suite's inputs are drawn from.
        wanted: says whether the outcome of the checks is that of a wrong version; gets the program's source, too.

    Raises:
        ContentError: a solution cannot be edited.
    """
    allowance = Allowance(SECONDS)
    for path in (exercise.reference, *alternatives_of(exercise)):
        bench = Workbench(
            sandbox,
            course,
            exercise,
            open_submission(path, exercise, course),
            seed,
            replaced=[earlier.stem for earlier in course.earlier(exercise)],
            allowance=allowance,
        )
        try:
            if found := _edited(bench, Judge(exercise, session, reference, bench, seed), wanted):
                return found
        except Unusable as error:
            raise ContentError(path, f"its edits cannot be tried ({error}).") from None
        finally:
            bench.close()
    return None


def _edited(
    bench: Workbench, judge: Judge, wanted: Callable[[Sequence[CheckRun], Mapping[str, str]], bool]
) -> Inverse | None:
    """Return the program of a workbench with the likeliest edit after which the outcome is as wanted."""
    places = bench.edits()
    likely = likelihoods(places)
    for number in sorted(range(len(places)), key=lambda n: -likely[n]):
        if not bench.allowance.left:
            break
        if bench.use([number], MOST_FUEL) and wanted(judge.all_runs(), bench.sources):
            return _made(bench.text([number]), places[number])
    return None


def _made(source: str, place: EditPlace) -> Inverse:
    """Return a wrong version without the solution's own docstring, in whose place the hint comes."""
    tree = ast.parse(source)
    if ast.get_docstring(tree) is not None:
        tree.body = tree.body[1:]
    kind = KINDS[place.kind]
    return Inverse(ast.unparse(tree) + "\n", kind.name, kind.question)
