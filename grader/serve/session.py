"""One learner's course behind `grade web`: the folder, the grader, and what the page has seen so far."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from grader.core.course import Course, Exercise
from grader.core.errors import Fault, UsageError
from grader.core.points import format_points
from grader.grading.grader import Grader
from grader.grading.programs import Programs
from grader.pages.actions import Actions, MemoryFiles
from grader.pages.quizzes import CourseQuizzes
from grader.quiz.load import Quiz
from grader.sandbox.sandbox import Sandbox
from grader.serve.folder import LearnerFolder
from grader.serve.versions import VersionStore
from grader.submissions.submission import Submission


class Session:
    """One learner's course: the folder, the grader, and what this page has seen so far."""

    def __init__(self, course: Course, folder: Path, sandbox: Sandbox) -> None:
        self.folder = LearnerFolder(course, folder)
        self.versions = VersionStore(folder)
        self._sandbox = sandbox
        self.actions = Actions(course, Grader(course, sandbox), sandbox, page_address)
        self.quizzes = CourseQuizzes(course, folder)
        self.titles = self.quizzes.titles()
        self._lock = threading.Lock()
        self._hints: dict[str, tuple[str, int]] = {}
        self.results: dict[str, dict[str, Any]] = {}
        """For each stem that was graded: score, max and full, as the page's script keeps them."""
        self.states = {one.stem: {"state": "open", "words": "not begun"} for one in course.exercises}

    @property
    def course(self) -> Course:
        """The course."""
        return self.folder.course

    def check(self, exercise: Exercise) -> dict[str, Any]:
        """Grade an exercise as it is in the folder."""
        return self._asked(lambda: self._checked(exercise))

    def check_given(self, exercise: Exercise, files: Mapping[str, str]) -> dict[str, Any]:
        """Grade an exercise with these texts in place of the folder's files of the same names; nothing is saved."""
        texts = self.folder.texts(exercise) | {str(name): str(text) for name, text in files.items()}
        return self._asked(lambda: self.actions.check(exercise, Submission(MemoryFiles(texts)), whole=True))

    def _checked(self, exercise: Exercise) -> dict[str, Any]:
        found = self.actions.check(exercise, self.folder.submission())
        result = found["result"]
        earned = result["bonus"] if exercise.bonus else result["score"]
        words = f"{format_points(earned)} of {format_points(exercise.bonus or exercise.points)} points"
        if result["status"] not in ("missing", "unfilled"):
            full = found["full"]
            self.results[exercise.stem] = {"score": earned, "max": exercise.bonus or exercise.points, "full": full}
            self.states[exercise.stem] = {"state": "full" if full else "begun", "words": "done" if full else words}
        return found

    def more(self, exercise: Exercise) -> dict[str, Any]:
        """Return what is shown after the verdict."""
        return self._asked(lambda: self.actions.more(exercise, self.folder.submission()))

    def hint(self, exercise: Exercise) -> dict[str, Any]:
        """Return the next hint for an exercise."""
        about, shown = self._hints.get(exercise.stem, ("", 0))
        found = self._asked(lambda: self.actions.hint(exercise, self.folder.submission(), about, shown))
        if "about" in found:
            self._hints[exercise.stem] = found["about"], found["shown"]
        return found

    def run(self, exercise: Exercise, expression: str) -> dict[str, Any]:
        """Call a function of the learner's."""
        return self._asked(lambda: self.actions.run(exercise, self.folder.submission(), expression))

    def _asked(self, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        """Ask the grader, one question at a time; a stop from another thread is an answer."""
        with self._lock:
            try:
                return ask()
            except Fault:
                if not self._sandbox.stopped:
                    raise
                self._sandbox.restart()
                return {"stopped": True}

    def done(self, programs: Programs, quiz: Quiz) -> Collection[str]:
        """Return the exercises with full marks in the folder, of those that a quiz's questions wait for."""
        return programs.full_marks(quiz.gates, self.folder.path)

    def stop(self) -> None:
        """End what is being graded."""
        if self._lock.locked():
            self._sandbox.stop()

    def look(self) -> None:
        """Grade every exercise, so that the first page shows how far the learner is."""
        for exercise in self.course.exercises:
            try:
                self.check(exercise)
            except (Fault, UsageError):
                return  # what is wrong is told where it is asked for


def page_address(name: str) -> str:
    """Return the address of a page by its exercise's stem, or of a file."""
    if name == "home":
        return "/"
    return f"/file/{name}" if "." in name else f"/exercise/{name}"
