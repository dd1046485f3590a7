"""The result of an exercise, made of what came of its checks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from grader.core.course import Exercise
from grader.core.results import CheckResult, CheckStatus, ExerciseResult, ExerciseStatus, Location, total
from grader.grading import messages
from grader.grading.execution import SubmissionRun
from grader.sandbox.outcome import Failure, Loaded
from grader.suite.plugin import Check, CheckRun
from grader.suite.proxy import NoAnswer

UNGRADED = (
    "This check could not be graded, through no fault of yours; it costs no marks. Please tell who runs the course."
)

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
    """Return the result of what came of running the checks."""
    message, location = "", None
    status: ExerciseStatus
    if isinstance(runs, Failure):
        status = "timeout" if runs.problem == "timeout" else "broken"
        message = messages.failure_message(runs, "", exercise.limits, open_=True)
        wanted = re.match(r"'(\w+)' cannot be imported here", runs.text)
        if wanted and (meant := _meant(wanted[1], asked.earlier)):
            message = f"There is no {wanted[1]} among your files. Did you mean {meant}?"
        for name, reason in asked.refused.items():
            message = f"Your file needs {name}, and {reason}" if f"{name!r}" in runs.text else message
        location = messages.location_of(runs, asked.sources)
        results = tuple(
            CheckResult(
                c.id,
                c.title,
                messages.status_of(runs),
                0.0,
                float(c.points),
                message,
                stretch=c.stretch,
                location=location,
            )
            for c in checks
        )
    else:
        # a check that is there for a name alone says something only where it proves it
        shown = [run for run in runs if run.check.points or run.check.names is None or run.verdict in _PROVED]
        results = tuple(_check_result(run, exercise, asked, _apt(run, shown)) for run in shown)
        status, message, location = _status(exercise, runs, asked, file)
    loaded = asked.load()
    if isinstance(loaded, Loaded) and loaded.missing and status in ("graded", "broken"):
        first = next(iter(loaded.notes), None)
        message = f"{' and '.join(loaded.missing)} {'is' if len(loaded.missing) == 1 else 'are'} not defined in {file}."
        if first is not None:
            message += " " + messages.failure_message(first, "", exercise.limits, open_=True)
            location = messages.location_of(first, asked.sources)
        elif status == "broken":
            takes = ", ".join(exercise.functions[loaded.missing[0]].takes)
            message += f" Begin it with `def {loaded.missing[0]}({takes}):`."
    earned = total(c.score for c in results if not c.stretch)
    stretch = total(c.score for c in results if c.stretch)
    bonus_exercise = exercise.bonus > 0
    return ExerciseResult(
        exercise=exercise.number,
        name=exercise.name,
        file=file,
        status=status,
        score=0.0 if bonus_exercise else earned,
        max_score=float(exercise.points),
        bonus=total((earned, stretch)) if bonus_exercise else stretch,
        checks=results,
        seed=seed,
        stdout=messages.printed(asked.printed),
        isolation=asked.isolation,
        seconds=0.0,
        message=message,
        notes=notes,
        location=location,
        bonus_exercise=bonus_exercise,
    )


def _meant(name: str, stems: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, stems, 1, 0.7)), None)


def _status(
    exercise: Exercise, runs: Sequence[CheckRun], asked: SubmissionRun, file: str
) -> tuple[ExerciseStatus, str, Location | None]:
    """Return the exercise's status, its message, and the line that it is about."""
    loaded = asked.load()
    if isinstance(loaded, Loaded) and len(loaded.missing) == len(exercise.functions):
        return "broken", "", None
    failures = [run.error.failure for run in runs if isinstance(run.error, NoAnswer)]
    if failures and len(failures) == len(runs):
        if all(f.kind == "NotImplementedError" and f.place and f.place.label.startswith(file) for f in failures):
            written = asked.sources.get(file)
            if (
                written is None
                or not exercise.stub.is_file()
                or written.split() == exercise.stub.read_text("utf-8").split()
            ):
                told = f"{file} is still the stub: write the code where it says TODO, then grade it again."
                return "unfilled", told, None
            told = f"{file} still says `raise NotImplementedError`: put your code in place of that line, then grade it again."
            return "unfilled", told, messages.location_of(failures[0], asked.sources)
        if all(f.problem == "timeout" for f in failures):
            asked_for = "the calls that were tried" if any(f.kind == "budget" for f in failures) else "every call"
            return "timeout", messages.failure_message(failures[0], asked_for, exercise.limits, open_=True), None
    return "graded", "", None


def _apt(run: CheckRun, runs: Sequence[CheckRun]) -> bool:
    """Whether a check's hint fits the way it was failed: none speaks of forms, and of an error the first to show it."""
    if not isinstance(run.error, NoAnswer):
        return run.verdict != "wrong shape"
    failures = [(r, r.error.failure) for r in runs if isinstance(r.error, NoAnswer)]
    same = (r for r, f in failures if (f.problem, f.kind) == (run.error.failure.problem, run.error.failure.kind))
    return run is next(same)


def _check_result(run: CheckRun, exercise: Exercise, asked: SubmissionRun, hinted: bool) -> CheckResult:
    check = run.check
    points = float(check.points)
    if run.verdict == "passed":
        return CheckResult(check.id, check.title, "passed", points, points, stretch=check.stretch)
    if run.verdict == "suite error":
        # no marks are lost: what could not be judged counts as earned
        return CheckResult(check.id, check.title, "ungraded", points, points, UNGRADED, stretch=check.stretch)
    location: Location | None = None
    status: CheckStatus = "failed"
    if isinstance(run.error, NoAnswer):
        status = messages.status_of(run.error.failure)
        if check.open:
            location = messages.location_of(run.error.failure, asked.sources)
    return CheckResult(
        check.id,
        check.title,
        status,
        0.0,
        points,
        messages.check_message(run, exercise),
        check.hint if hinted else "",
        stretch=check.stretch,
        location=location,
    )


def silent(result: ExerciseResult, wrong: Sequence[str], *, gap: str = "") -> ExerciseResult:
    """Return a result of the second run: only which checks pass, and why it was run.

    Args:
        result: of the run on the reference's earlier parts.
        wrong: the earlier files that are wrong by their own suites, or missing.
        gap: the earlier file that its own suite let pass, where none is wrong.
    """
    checks = tuple(
        c if c.status in ("passed", "ungraded") else replace(c, message="", location=None) for c in result.checks
    )
    note = _SUITE_GAP.format(gap) if gap else _PAID_ONCE.format(_listed(wrong))
    # of what is said of the whole, the grader's own words, and not the error that a notebook's cell raised
    missing, said, _ = result.message.partition(f" not defined in {result.file}.")
    return replace(
        result,
        checks=checks,
        followed_through=True,
        suite_gap=gap,
        stdout="",
        location=None,
        notes=(*result.notes, note),
        message=missing + said if said and result.status == "graded" else "",
    )


def on_course_parts(result: ExerciseResult) -> ExerciseResult:
    """Return the result of a file that stands alone and was run on the course's earlier parts: only which checks pass."""
    notes = (*result.notes, _ALONE)
    return replace(silent(result, ()), followed_through=result.followed_through, notes=notes)


def _listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
