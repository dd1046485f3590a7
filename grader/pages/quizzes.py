"""The quizzes of a course as part of its pages: which there are, and each as its own pages below one address."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Collection
from pathlib import Path

import msgspec

from grader.core.course import Course
from grader.grading.programs import Programs
from grader.pages.controller import Controller
from grader.quiz import sitting as steps
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.terminal.sitting_store import SittingStore
from grader.sandbox.sandbox import Sandbox

PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
_PATH = re.compile(r'((?:href|action|src)=")/')
_PICTURE = re.compile(r'src="/picture/(\d+)"')


class QuizTitle(msgspec.Struct, frozen=True):
    """A quiz as a list of pages names it."""

    name: str
    title: str
    count: int
    """How many questions it asks."""


class CourseQuizzes:
    """The quizzes in a course's folder, and a learner's sitting of each in a workspace."""

    def __init__(self, course: Course, workspace: Path, sandbox: Sandbox | None = None) -> None:
        """Take the course, the learner's folder, and where answers that are programs run."""
        self._course, self._workspace, self._sandbox = course, workspace, sandbox
        self._open: dict[str, Controller] = {}

    def titles(self) -> list[QuizTitle]:
        """Return what there is, in the order of the files' names."""
        files = sorted((self._course.root / "quiz").glob("*.yaml"))
        return [_title(file.stem, load_quiz(file, read_course(self._course.root))) for file in files]

    def file(self, name: str) -> Path:
        """Return where a sitting of a quiz is kept."""
        return SittingStore(self._workspace, self._quiz(name)).file

    def _quiz(self, name: str) -> Quiz:
        return load_quiz(self._course.root / "quiz" / f"{name}.yaml", read_course(self._course.root))

    def controller(self, name: str, done: Callable[[Programs, Quiz], Collection[str]]) -> Controller:
        """Return a learner's quiz, going on where it was left: after handing in, at its result.

        Args:
            name: one of titles().
            done: gives the exercises with full marks, of those that the quiz's questions wait for.

        Raises:
            UsageError: what is kept of it cannot be read.
        """
        if name not in self._open:
            quiz = self._quiz(name)
            programs = Programs(self._course.root, quiz.path, self._sandbox)
            store = SittingStore(self._workspace, quiz, done(programs, quiz) if quiz.gates else ())
            sitting = store.handed_in()
            if sitting is None:
                begun = store.begin()
                assert begun is not None  # only asking for what was missed gives nothing
                sitting = begun.sitting
            self._open[name] = Controller(quiz, sitting, store, programs, lasting=True)
        return self._open[name]

    def forget(self, name: str) -> None:
        """Read what is kept of a quiz again the next time."""
        self._open.pop(name, None)


def _title(name: str, quiz: Quiz) -> QuizTitle:
    return QuizTitle(name, quiz.head.title, len(steps.start(quiz, 0, done=quiz.gates).items))


def picture_file(controller: Controller, number: int) -> Path | None:
    """Return the picture of a question, which lies beside the quiz file; None where there is none."""
    asked = controller.asked(number)
    if asked is None or asked.image is None:
        return None
    folder = controller.quiz.path.parent.resolve()
    path = (folder / asked.image.src).resolve()
    return path if path.is_relative_to(folder) and path.suffix in PICTURES and path.is_file() else None


def below(html: str, prefix: str) -> str:
    """Return a quiz's page with its own addresses below a prefix; a learner's text has no quotation marks there."""
    return _PATH.sub(rf"\1{prefix}/", html)


def with_pictures(html: str, controller: Controller) -> str:
    """Return a quiz's page with its pictures inside it, for a home that has no addresses."""

    def inside(found: re.Match[str]) -> str:
        file = picture_file(controller, int(found[1]))
        if file is None:
            return 'src=""'
        return f'src="data:{PICTURES[file.suffix]};base64,{base64.b64encode(file.read_bytes()).decode()}"'

    return _PICTURE.sub(inside, html)
