"""The unit of work: one submission's bytes in, its results out. All of it is plain data, so any process can do it."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from grader.classroom.clusters import cluster_of
from grader.classroom.files import Snapshot
from grader.classroom.quizzes import Marker, Sheet
from grader.classroom.twins import Fingerprint, fingerprint
from grader.core.course import Exercise, load_course
from grader.core.errors import Fault
from grader.core.results import EXERCISE, QUIZ, ExerciseResult
from grader.grading.grader import Grader
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission


@dataclass(frozen=True)
class Settings:
    """What every submission of a class is graded with."""

    course: Path
    seed: int = 1
    confine: bool = True
    """Whether the system call filter is installed; False only to try what happens without one."""
    repair_seconds: float = 0.0
    """How long to search for the line that decides in a wrong result without a name; 0 for not at all."""


@dataclass(frozen=True)
class Task:
    """One submission to grade."""

    student: str
    snapshot: Snapshot
    exercises: tuple[str, ...]
    """Names of the exercises to grade."""
    sheets: tuple[Sheet, ...] = ()
    """Answers to quizzes to mark."""


@dataclass(frozen=True)
class Graded:
    """One result: its JSON, and what is looked up most."""

    name: str
    document: str
    """The result as JSON, in ASCII."""
    status: str
    score: float
    max_score: float
    bonus: float
    full_marks: bool
    ungraded: bool
    misconception: str | None = None
    cluster: str | None = None
    """What a wrong result that no known mistake explains shares with others: the same wrong answers."""
    kind: str = EXERCISE
    source: str | None = None
    shape: str | None = None
    nodes: int | None = None
    """What tells programs that look alike: see grader.classroom.twins."""


def as_graded(result: ExerciseResult, cluster: str | None = None, of: Fingerprint | None = None) -> Graded:
    """Return a result as it is kept; `of` tells the program from others."""
    return Graded(
        result.name,
        to_json(result),
        result.status,
        result.score,
        result.max_score,
        result.bonus,
        result.full_marks,
        result.ungraded,
        result.misconception.id if result.misconception else None,
        cluster,
        **(of._asdict() if of else {}),
    )


def as_marked(sheet: Sheet, document: dict[str, Any]) -> Graded:
    """Return a quiz's result as it is kept."""
    score, most = document["score"], document["max_score"]
    status = "refused" if "refused" in document else "graded"
    full = status == "graded" and score >= most
    return Graded(sheet.quiz, to_json(document), status, score, most, 0.0, full, False, kind=QUIZ)


def to_json(result: Any) -> str:
    """Return a result as JSON on one line; the standard library's, since a learner's text may hold lone surrogates."""
    return json.dumps(msgspec.to_builtins(result), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def from_json(document: str) -> ExerciseResult:
    """Return the result that `to_json` wrote."""
    return msgspec.convert(json.loads(document), ExerciseResult)


class TaskGrader:
    """A warm grader. Use as a context manager, or call close()."""

    def __init__(self, settings: Settings) -> None:
        """Start it.

        Raises:
            UsageError: the course is unsound.
        """
        self._sandbox = Sandbox(confine=settings.confine)
        self._course = load_course(settings.course)
        self._grader = Grader(self._course, self._sandbox)
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
            yield as_graded(result, cluster, self._fingerprint(exercise, result))
        for sheet in task.sheets:
            yield as_marked(sheet, self._marker.mark(sheet, functools.partial(self._full_marks, submission, full)))

    def _fingerprint(self, exercise: Exercise, result: ExerciseResult) -> Fingerprint | None:
        """Return what tells this program from others; None where nothing was written."""
        if result.status in ("missing", "unfilled", "refused"):
            return None
        parts = [text for label, text in self._grader.sources.items() if label.startswith(f"{exercise.stem}.")]
        return fingerprint("\n".join(parts))

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
