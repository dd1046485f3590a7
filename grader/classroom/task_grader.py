"""Does the unit of work: a warm grader and marker. Imported where there is something to grade, since the engine is large."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from grader.classroom.clusters import cluster_of
from grader.classroom.quizzes import Marker
from grader.classroom.task import Graded, Settings, Task, as_graded, as_marked
from grader.classroom.twins import Fingerprint, fingerprint
from grader.core.course import Exercise, load_course
from grader.core.errors import Fault
from grader.core.results import ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission


class TaskGrader:
    """A warm grader. Use as a context manager, or call close()."""

    def __init__(self, settings: Settings) -> None:
        """Start it.

        Raises:
            UsageError: the course is unsound.
        """
        self._sandbox = Sandbox(confine=settings.confine)
        self._course = load_course(settings.course)
        self._grader = Grader(self._course, self._sandbox, ahead=True)
        self._marker = Marker(settings.course)
        self._seed, self._repair_seconds = settings.seed, settings.repair_seconds

    def check(self, exercises: Sequence[str]) -> None:
        """Read the suites of these exercises; ContentError where one is missing or unsound."""
        for name in exercises:
            self._grader.checks(self._course.find(name))

    def grade(self, task: Task) -> Iterator[Graded]:
        """Give the result of each exercise, then of each quiz, as it is there.

        Raises:
            Fault: the sandbox failed twice.
        """
        submission = Submission(task.snapshot)
        full: dict[str, bool] = {}
        for name in task.exercises:
            exercise = self._course.find(name)
            result = self._grader.grade(exercise, submission, self._seed)
            if not result.ungraded:
                full[exercise.stem] = result.full_marks
            unexplained = result.status == "graded" and not result.full_marks and result.misconception is None
            cluster = cluster_of(self._grader.attempt, self._grader.sources) if unexplained else None
            if self._repair_seconds:
                result = self._grader.with_repair(exercise, submission, result, self._repair_seconds)
            self._sandbox.fork_ahead(exercise.limits)
            yield as_graded(result, cluster, fingerprint_of(self._grader, exercise, result))
        for sheet in task.sheets:
            yield as_marked(sheet.quiz, self._marker.mark(sheet, functools.partial(self._full_marks, submission, full)))

    def _full_marks(self, submission: Submission, full: dict[str, bool], stem: str) -> bool:
        """Say whether an exercise has full marks; one whose result was known before is not in `full`, and is graded."""
        if stem not in full:
            exercise = next(e for e in self._course.exercises if e.stem == stem)
            result = self._grader.grade(exercise, submission, self._seed)
            if result.ungraded:
                raise Fault(f"a check of {exercise.name} could not be graded")
            full[stem] = result.full_marks
        return full[stem]

    def close(self) -> None:
        """End it."""
        self._marker.close()
        self._grader.close()
        self._sandbox.close()

    def __enter__(self) -> TaskGrader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def fingerprint_of(grader: Grader, exercise: Exercise, result: ExerciseResult) -> Fingerprint | None:
    """Return what tells the program that was graded last from others; None where nothing was written."""
    if result.status in ("missing", "unfilled", "refused"):
        return None
    parts = [text for label, text in grader.sources.items() if label.startswith(f"{exercise.stem}.")]
    return fingerprint("\n".join(parts))
