"""The result of an exercise, made of the outcomes of its checks."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from grader.core.course import Exercise
from grader.core.results import CheckResult, CheckStatus, ExerciseResult, ExerciseStatus, Location, total
from grader.grading.execution import SubmissionRun
from grader.grading.file_verdict import not_loaded, verdict_of, with_missing
from grader.grading.formatting import printed
from grader.sandbox.outcome import Failure
from grader.suite.agreement import Disagreement
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import NoAnswer

UNGRADED = "This check could not be graded. It is not your fault, and it costs no marks. Please tell your instructor."

_ALONE = (
    "This file was graded alone, on the course's own earlier exercises, so only the verdicts are shown. To grade it with "
    "other files, give their folder."
)
_PAID_ONCE = (
    "This exercise was graded with the course's own {} in place of yours. "
    "A mistake there would cost you marks here too, and a mistake costs marks only once."
)
_SUITE_GAP = (
    "This exercise passes more checks with the course's own {0} in place of yours, so that result counts. "
    "{0} passes its own checks, but something in it probably still goes wrong here."
)
_PROVED = ("passed", "disagreed", "suite error")


def unanswered(
    exercise: Exercise, checks: Sequence[Check], seed: int, status: ExerciseStatus, message: str, file: str
) -> ExerciseResult:
    """Return the result of a file that was not run."""
    results = tuple(
        CheckResult(c.id, c.title, "failed", 0.0, float(c.points), message, stretch=c.stretch) for c in checks
    )
    return ExerciseResult(
        exercise=exercise.number,
        name=exercise.name,
        file=file,
        status=status,
        score=0.0,
        max_score=float(exercise.points),
        bonus=0.0,
        checks=results,
        seed=seed,
        isolation="none",
        seconds=0.0,
        message=message,
        bonus_exercise=exercise.bonus > 0,
    )


def result_of(
    exercise: Exercise,
    checks: Sequence[Check],
    runs: Sequence[CheckRun] | Failure,
    asked: SubmissionRun,
    seed: int,
    file: str,
    notes: tuple[str, ...],
) -> ExerciseResult:
    """Return the result of running the checks."""
    if isinstance(runs, Failure):
        from grader.grading.messages import status_of

        whole = not_loaded(runs, exercise, asked)
        status = status_of(runs)
        results = tuple(
            CheckResult(
                c.id,
                c.title,
                status,
                0.0,
                float(c.points),
                whole.message,
                stretch=c.stretch,
                location=whole.location,
            )
            for c in checks
        )
    else:
        # a check that is there for a name alone says something only where it proves it
        shown = [run for run in runs if run.check.points or run.check.names is None or run.verdict in _PROVED]
        results = _one_hidden_line([_check_result(run, exercise, asked, _apt(run, shown)) for run in shown], shown)
        whole = verdict_of(exercise, runs, asked, file)
    whole = with_missing(whole, exercise, asked, file)
    earned = total(c.score for c in results if not c.stretch)
    stretch = total(c.score for c in results if c.stretch)
    bonus_exercise = exercise.bonus > 0
    return ExerciseResult(
        exercise=exercise.number,
        name=exercise.name,
        file=file,
        status=whole.status,
        score=0.0 if bonus_exercise else earned,
        max_score=float(exercise.points),
        bonus=total((earned, stretch)) if bonus_exercise else stretch,
        checks=results,
        seed=seed,
        stdout=printed(asked.printed),
        isolation=asked.isolation,
        seconds=0.0,
        message=whole.message,
        notes=notes,
        location=whole.location,
        more_hints=whole.more_hints,
        bonus_exercise=bonus_exercise,
    )


def _one_hidden_line(results: Sequence[CheckResult], runs: Sequence[CheckRun]) -> tuple[CheckResult, ...]:
    """Return the results with one line of hidden tests at most: several could carry an input."""
    told = next((r.location for r, run in zip(results, runs, strict=True) if r.location and not run.check.open), None)
    return tuple(
        result if run.check.open or result.location == told else msgspec.structs.replace(result, location=None)
        for result, run in zip(results, runs, strict=True)
    )


def _apt(run: CheckRun, runs: Sequence[CheckRun]) -> bool:
    """Whether a check's hint fits the way it was failed: not after an error that kept the code from running.

    Of other errors the first check that shows one has the hint.
    """
    if not isinstance(run.error, NoAnswer):
        return True
    from grader.grading.explain.errors import KEPT_FROM_RUNNING

    failure = run.error.failure
    if failure.problem == "raised" and failure.kind in KEPT_FROM_RUNNING:
        return False
    failures = [(r, r.error.failure) for r in runs if isinstance(r.error, NoAnswer)]
    same = (r for r, f in failures if (f.problem, f.kind) == (failure.problem, failure.kind))
    return run is next(same)


def _check_result(run: CheckRun, exercise: Exercise, asked: SubmissionRun, hinted: bool) -> CheckResult:
    check = run.check
    points = float(check.points)
    if run.verdict == "passed":
        return CheckResult(check.id, check.title, "passed", points, points, stretch=check.stretch)
    if run.verdict in ("suite error", "cannot tell"):
        # no marks are lost: what could not be judged counts as earned
        why = str(run.error) if run.verdict == "cannot tell" else UNGRADED
        return CheckResult(check.id, check.title, "ungraded", points, points, why, stretch=check.stretch)
    from grader.grading import messages
    from grader.grading.locations import location_of

    location: Location | None = None
    status: CheckStatus = "failed"
    if isinstance(run.error, NoAnswer):
        status = messages.status_of(run.error.failure)
        location = location_of(run.error.failure, asked.sources, open_=check.open)
    elif isinstance(run.error, Disagreement) and run.error.place:
        location = location_of(Failure("raised", place=run.error.place), asked.sources)
    found = messages.check_explained(run, exercise, asked.surroundings)
    return CheckResult(
        check.id,
        check.title,
        status,
        0.0,
        points,
        found.sentence,
        check.hint if hinted else "",
        stretch=check.stretch,
        location=location,
        more_hints=found.hints,
    )


def silent(result: ExerciseResult, wrong: Sequence[str], *, gap: str = "") -> ExerciseResult:
    """Return a result of the second run: only which checks pass, and why it was run.

    Args:
        result: of the run on the reference's earlier parts.
        wrong: the earlier files that are wrong by their own suites, or missing.
        gap: the earlier file that its own suite let pass, where none is wrong.
    """
    checks = tuple(
        c
        if c.status in ("passed", "ungraded")
        else msgspec.structs.replace(c, message="", location=None, more_hints=())
        for c in result.checks
    )
    note = _SUITE_GAP.format(gap) if gap else _PAID_ONCE.format(_listed(wrong))
    # of what is said of the whole, the grader's own words, and not the error that a notebook's cell raised
    missing, said, _ = result.message.partition(f" not defined in {result.file}.")
    return msgspec.structs.replace(
        result,
        checks=checks,
        followed_through=True,
        suite_gap=gap,
        stdout="",
        location=None,
        more_hints=(),
        notes=(*result.notes, note),
        message=missing + said if said and result.status == "graded" else "",
    )


def on_course_parts(result: ExerciseResult) -> ExerciseResult:
    """Return the result of a file that stands alone and was run on the course's earlier parts: only which checks pass."""
    notes = (*result.notes, _ALONE)
    return msgspec.structs.replace(silent(result, ()), followed_through=result.followed_through, notes=notes)


def _listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
