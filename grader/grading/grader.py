"""Grade an exercise of a submission: run its suite, on right earlier parts too, and make the result of its outcomes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from grader.core.course import Course, Exercise
from grader.core.results import ExerciseResult, SubmissionResult
from grader.grading.execution import SubmissionRun
from grader.grading.replay import may_pass
from grader.grading.scoring import on_course_parts, result_of, silent, unanswered
from grader.grading.series import curve_notes
from grader.grading.session import SuiteSession
from grader.grading.suite_runner import SuiteRunner
from grader.sandbox.outcome import Failure
from grader.sandbox.process_factory import ForkServerDied
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Found, Refused, Submission
from grader.suite.plugin import CheckRun
from grader.suite.proxy import NoAnswer

if TYPE_CHECKING:
    from grader.grading.diagnosis import Finding
    from grader.grading.repair.finding import Repairs


class Grader(SuiteRunner):
    """Grades one submission after another on a course. Use as a context manager, or call close()."""

    def __init__(
        self, course: Course, sandbox: Sandbox, session: SuiteSession | None = None, *, ahead: bool = False
    ) -> None:
        """Take a course, a sandbox that is perhaps still starting, and whether many submissions will be graded."""
        super().__init__(course, sandbox, session, ahead=ahead)
        self._hanging: WeakKeyDictionary[Submission, set[str]] = WeakKeyDictionary()
        """The exercises of a submission in which a call did not come back."""

    @cached_property
    def _repairs(self) -> Repairs:
        """What finds the line that decides."""
        from grader.grading.repair.finding import Repairs

        return Repairs(self.course, self._sandbox, self._session)

    def grade_all(self, submission: Submission, seed: int) -> SubmissionResult:
        """Grade every exercise of the course."""
        return SubmissionResult.of(tuple(self.grade(exercise, submission, seed) for exercise in self.course.exercises))

    def grade(self, exercise: Exercise, submission: Submission, seed: int) -> ExerciseResult:
        """Grade one exercise.

        Raises:
            ContentError: the suite or the reference is missing or unsound.
            Fault: the sandbox failed twice.
        """
        started = time.monotonic()
        for last_try in (False, True):
            try:
                result = self._grade(exercise, submission, seed)
                break
            except ForkServerDied:
                if last_try or self._sandbox.stopped:
                    raise
                self._sandbox.restart()
        return msgspec.structs.replace(result, seconds=round(time.monotonic() - started, 3))

    def with_repair(
        self, exercise: Exercise, submission: Submission, result: ExerciseResult, seconds: float | None = None
    ) -> ExerciseResult:
        """Return the result of this submission with the line that decides.

        A result stays as it is where it is right, where its mistake has a name, and where no line is found.

        Args:
            exercise: what was graded.
            submission: the learner's files.
            result: its result.
            seconds: of processor time for the search; None for as many as a learner waits.

        Raises:
            Fault: the sandbox was stopped.
        """
        if not result.unexplained:
            return result
        from grader.grading.repair.finding import SECONDS

        if self._attempted[0] != (exercise.stem, result.seed):
            self._grade(exercise, submission, result.seed)
        try:
            repair = self._repairs.find(
                exercise,
                submission,
                self.sources,
                self.reference(exercise),
                list(self.attempt),
                result.seed,
                replaced=[earlier.stem for earlier in self.course.earlier(exercise)] if self._attempted[1] else (),
                seconds=SECONDS if seconds is None else seconds,
            )
        except ForkServerDied:
            if self._sandbox.stopped:
                raise
            self._sandbox.restart()  # the result stands without the line
            return result
        return msgspec.structs.replace(result, repair=repair)

    def deciding_line(self, exercise: Exercise, submission: Submission, result: ExerciseResult) -> str:
        """Return which line decides, in a sentence for after the report: the search for it takes a while.

        Nothing where none is found, and after a call that did not come back: the report tells that loop.
        """
        repair = None if result.hung else self.with_repair(exercise, submission, result).repair
        return repair.hints[0] if repair else ""

    def _grade(self, exercise: Exercise, submission: Submission, seed: int) -> ExerciseResult:
        try:
            found = submission.find(exercise.stem)
        except Refused as error:
            return unanswered(exercise, self.checks(exercise), seed, "refused", error.reason, error.file)
        if found is None:
            told = _not_there(exercise, submission)
            return unanswered(exercise, self.checks(exercise), seed, "missing", told, f"{exercise.stem}.py")
        result = self._without_waiting(exercise, submission, seed, found)
        return result or self._of_file(exercise, submission, seed, found)

    def _without_waiting(
        self, exercise: Exercise, submission: Submission, seed: int, found: Found
    ) -> ExerciseResult | None:
        """Return the result on the reference's earlier parts where the learner's own would be waited for once more."""
        hanging = self._hanging.get(submission, set())
        text = "".join(source for _, source in found.cells)
        if not any(stem in text for stem in hanging):
            return None
        followed, wanted, _ = self._followed(exercise, submission, seed, _notes(found))
        if not followed.full_marks or not hanging & wanted:
            return None
        self._known_right.setdefault(submission, {})[exercise.stem, seed] = False
        return silent(followed, sorted(hanging & wanted))

    def _of_file(self, exercise: Exercise, submission: Submission, seed: int, found: Found) -> ExerciseResult:
        """Return the result of a file that is there, on the learner's own earlier parts or the reference's."""
        checks, notes = self.checks(exercise), _notes(found)
        first, asked, finding = self._attempt(exercise, submission, seed, referenced=submission.alone)
        result = result_of(exercise, checks, first, asked, seed, found.file, (*notes, *curve_notes(exercise, first)))
        self._known_right.setdefault(submission, {})[exercise.stem, seed] = result.full_marks
        if any(check.status == "timeout" for check in result.checks):
            self._hanging.setdefault(submission, set()).add(exercise.stem)
        own = [label for label, _ in found.cells]
        if submission.alone and asked.wanted:
            result = on_course_parts(result)
        elif not result.full_marks and result.status != "unfilled" and asked.wanted and not _hopeless(first, own):
            result, finding = self._on_right_parts(exercise, submission, seed, notes, result, first, asked, finding)
        return msgspec.structs.replace(result, misconception=finding.mistake if finding else None)

    def _on_right_parts(
        self,
        exercise: Exercise,
        submission: Submission,
        seed: int,
        notes: tuple[str, ...],
        result: ExerciseResult,
        first: Sequence[CheckRun] | Failure,
        asked: SubmissionRun,
        finding: Finding | None,
    ) -> tuple[ExerciseResult, Finding | None]:
        """Return the better of a result and the one on the reference's earlier parts: an early slip is paid once."""
        wrong = [stem for stem in sorted(asked.wanted) if not self._right(self.course.find(stem), submission, seed)]
        if wrong:
            followed, _, finding = self._followed(exercise, submission, seed, notes)
            better = followed.score + followed.bonus > result.score + result.bonus
            return (silent(followed, wrong) if better else result), finding
        failed = [] if isinstance(first, Failure) else [run.check.id for run in first if may_pass(run)]
        if self._better_elsewhere(exercise, submission, seed, failed, asked):
            # a faulty earlier file that its own suite let pass
            followed, _, its_finding = self._followed(exercise, submission, seed, notes)
            if followed.score + followed.bonus > result.score + result.bonus:
                return silent(followed, (), gap=self._suspect(exercise, submission, seed, failed, asked)), its_finding
        elif finding and finding.near:
            # a mistake that shows on the learner's own earlier parts with other digits than on the reference's
            *_, finding = self._attempt(exercise, submission, seed, referenced=True)
        return result, finding

    def _better_elsewhere(
        self, exercise: Exercise, submission: Submission, seed: int, checks: Sequence[str], asked: SubmissionRun
    ) -> bool:
        """Whether one of these failed checks passes on the reference's earlier parts."""
        if self._unchanged:
            return False
        return any(self._passed(exercise, submission, seed, checks, asked.wanted))

    def _suspect(
        self, exercise: Exercise, submission: Submission, seed: int, checks: Sequence[str], asked: SubmissionRun
    ) -> str:
        """Return the earlier file whose replacement alone makes the most checks pass; all of them where none does."""
        passed = {
            stem: len(list(self._passed(exercise, submission, seed, checks, [stem])))
            for stem in asked.earlier
            if stem in asked.wanted
        }
        most = max(passed.values())
        return next(stem for stem in passed if passed[stem] == most) if most else " or ".join(passed)

    def _followed(
        self, exercise: Exercise, submission: Submission, seed: int, notes: tuple[str, ...]
    ) -> tuple[ExerciseResult, set[str], Finding | None]:
        """Grade an exercise on the course's own earlier parts; return which of them its file imports, too."""
        runs, asked, finding = self._attempt(exercise, submission, seed, referenced=True)
        found = submission.find(exercise.stem)
        assert found
        result = result_of(exercise, self.checks(exercise), runs, asked, seed, found.file, notes)
        return result, asked.wanted, finding


def _notes(found: Found) -> tuple[str, ...]:
    return (f"{found.file} was graded; {found.also} beside it was not.",) if found.also else ()


def _not_there(exercise: Exercise, submission: Submission) -> str:
    """Return what to tell where an exercise has no file: the one that was meant, or where it lies."""
    missing = f"There is no {exercise.stem}.py (or .ipynb) here"
    if near := submission.near(exercise.stem):
        suffix = ".ipynb" if ".ipynb" in near.lower() else ".py"
        return f"{missing}, but there is {near}. Rename it to {exercise.stem}{suffix}."
    if submission.above(exercise.stem):
        return f"{missing}, but there is one in the folder above. Go there with `cd ..`, and run this again."
    if folder := submission.below(exercise.stem):
        return f"{missing}, but there is one in the folder {folder}. Go there with `cd {folder}`, and run this again."
    return f"{missing}. `grade init` writes the stub."


def _hopeless(runs: Sequence[CheckRun] | Failure, labels: Sequence[str]) -> bool:
    """Whether every check ends in a loop of the file itself that cannot end, whatever the earlier files do."""
    errors = [] if isinstance(runs, Failure) else [run.error for run in runs]
    return bool(errors) and all(
        isinstance(error, NoAnswer)
        and "never" in error.failure.facts
        and error.failure.place is not None
        and error.failure.place.label in labels
        for error in errors
    )
