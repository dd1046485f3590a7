"""Answers what a hosted page asks of the grader. Imported in grading processes alone, since the engine is large."""

from __future__ import annotations

import threading
from pathlib import Path

from grader.classroom.clusters import cluster_of
from grader.classroom.task import as_graded
from grader.classroom.task_grader import fingerprint_of
from grader.core.course import load_course
from grader.core.errors import Fault
from grader.grading.grader import Grader
from grader.pages.actions import Actions, MemoryFiles
from grader.sandbox.sandbox import Sandbox
from grader.serve.hosted.quiz_answering import QuizAnswering
from grader.serve.hosted.requests import GradingAnswer, GradingRequest, QuizRequest, address
from grader.submissions.submission import Submission


class Answering:
    """A warm grader of one course. Use as a context manager."""

    def __init__(self, course: Path, seed: int) -> None:
        """Start it, and read every suite.

        Raises:
            UsageError: the course is unsound.
        """
        self._sandbox = Sandbox()
        self._course = load_course(course)
        self._grader = Grader(self._course, self._sandbox)
        self._actions = Actions(self._course, self._grader, self._sandbox, address, seed, practice=False)
        for exercise in self._course.exercises:
            self._grader.checks(exercise)
        self._quizzes = QuizAnswering(self._course, self._sandbox)
        self._busy = threading.Lock()

    def answer(self, request: GradingRequest | QuizRequest) -> GradingAnswer:
        """Do what is asked.

        Raises:
            UsageError: it cannot be asked so.
            Fault: the sandbox failed twice.
        """
        with self._busy:
            try:
                return self._quizzes.answer(request) if isinstance(request, QuizRequest) else self._answer(request)
            except Fault:
                if not self._sandbox.stopped:
                    raise
                self._sandbox.restart()
                return GradingAnswer({"stopped": True})
            finally:
                if not isinstance(request, QuizRequest):
                    self._sandbox.fork_ahead(self._course.find(request.exercise).limits)

    def _answer(self, request: GradingRequest) -> GradingAnswer:
        exercise = self._course.find(request.exercise)
        submission = Submission(MemoryFiles(request.files))
        if request.kind == "run":
            return GradingAnswer(self._actions.run(exercise, submission, request.expression))
        if request.kind == "more":
            return GradingAnswer(self._actions.more(exercise, submission))
        if request.kind == "hint":
            return GradingAnswer(self._actions.hint(exercise, submission, request.about, request.shown))
        result = self._grader.grade(exercise, submission, self._actions.seed)
        unexplained = result.status == "graded" and not result.full_marks and result.misconception is None
        cluster = cluster_of(self._grader.attempt, self._grader.sources) if unexplained else None
        page = self._actions.shown(exercise, submission, result)
        hung = result.status == "timeout" or any(check.status == "timeout" for check in result.checks)
        return GradingAnswer(page, as_graded(result, cluster, fingerprint_of(self._grader, exercise, result)), hung)

    def stop(self) -> None:
        """End, from another thread, what is being answered."""
        if self._busy.locked():
            self._sandbox.stop()

    def __enter__(self) -> Answering:
        return self

    def __exit__(self, *_: object) -> None:
        self._quizzes.close()
        self._grader.close()
        self._sandbox.close()
