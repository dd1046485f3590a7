"""Answers what a hosted page asks of a quiz: one step of a sitting, which comes with the request and goes with the answer.

Nothing of a learner's is kept here between two requests, so any grading process of any server can answer the next one.
"""

from __future__ import annotations

from typing import Any

import msgspec

from grader.classroom.quizzes import document_of
from grader.classroom.task import as_marked
from grader.core.course import Course
from grader.core.errors import UsageError
from grader.grading.programs import Programs
from grader.pages.controller import Controller, PageNotice, QuizHome
from grader.pages.forms import place_of
from grader.pages.quiz_pages import respond
from grader.pages.quizzes import below, picture_file
from grader.quiz import sitting as steps
from grader.quiz import sitting_result
from grader.quiz.course_index import read_course
from grader.quiz.load import Quiz, load_quiz
from grader.quiz.sitting import Sitting
from grader.quiz.terminal.result_text import waits
from grader.quiz.terminal.sitting_store import Begun
from grader.sandbox.sandbox import Sandbox
from grader.serve.hosted.requests import GradingAnswer, QuizRequest, QuizStep, address


class QuizAnswering:
    """The quizzes of one course, each read when it is asked for the first time."""

    def __init__(self, course: Course, sandbox: Sandbox) -> None:
        """Take the course, and where answers that are programs run."""
        self._course, self._sandbox = course, sandbox
        self._open: dict[str, tuple[Quiz, Programs]] = {}

    def answer(self, request: QuizRequest) -> GradingAnswer:
        """Do what is asked.

        Raises:
            UsageError: it cannot be asked so.
            Fault: the sandbox failed twice.
        """
        quiz, programs = self._load(request.quiz)
        programs.hung = False
        if request.method == "MARK":
            again = sitting_result.marked_again(quiz, _decoded(request.sitting), programs)
            graded = as_marked(request.quiz, document_of(sitting_result.result(quiz, again)))
            return GradingAnswer(graded=graded, hung=programs.hung)
        shelf = _Shelf(quiz, request)
        controller = Controller(quiz, shelf.sitting, shelf, programs, home=self._home(request))
        controller.notices.update({name: PageNotice(*told) for name, told in request.notices.items()})
        page = _page(controller, request)
        notices = {name: [told.about, told.text] for name, told in controller.notices.items()}
        now = controller.sitting
        step = QuizStep(steps.save(now).decode(), notices, shelf.begun)
        if not now.finished or shelf.was_finished:
            return GradingAnswer(page, hung=programs.hung, step=step)
        marked = as_marked(request.quiz, document_of(sitting_result.result(quiz, now)))
        return GradingAnswer(page, marked, programs.hung, step=step)

    def _load(self, name: str) -> tuple[Quiz, Programs]:
        if name not in self._open:
            quiz = load_quiz(self._course.root / "quiz" / f"{name}.yaml", read_course(self._course.root))
            self._open[name] = quiz, Programs(self._course.root, quiz.path, self._sandbox)
        return self._open[name]

    def _home(self, request: QuizRequest) -> QuizHome:
        pages = {one.number: request.course + address(one.stem) for one in self._course.exercises}
        return QuizHome(lasting=True, course=f"{request.course}/", exercises=pages, told=request.told)

    def close(self) -> None:
        """End what ran the answers' programs."""
        for _, programs in self._open.values():
            programs.__exit__()


class _Shelf:
    """Keeps what a request makes of a sitting, for as long as it is answered."""

    def __init__(self, quiz: Quiz, request: QuizRequest) -> None:
        self._quiz, self._request = quiz, request
        self.begun = not request.sitting
        self.sitting = self._taken() if request.sitting else self._started()
        self.was_finished = self.sitting.finished

    def put(self, sitting: Sitting) -> None:
        """Keep a sitting."""
        self.sitting = sitting

    def begin(self, *, missed: bool = False, anew: bool = False) -> Begun | None:
        """Begin another sitting; None where `missed` is asked for and nothing was."""
        assert missed != anew
        before = self.sitting
        if anew:
            self.sitting = self._started()
        elif wrong := sitting_result.missed(self._quiz, before):
            first = sitting_result.surprising(self._quiz, before)
            self.sitting = self._started(only=wrong, first=first)
        else:
            return None
        self.begun = True
        return Begun(self.sitting, again=True)

    def _started(self, **which: Any) -> Sitting:
        found = steps.start(self._quiz, self._request.seed, done=self._request.done, **which)
        if not found.items:
            raise UsageError(" ".join(waits(self._quiz, found)) or "This quiz asks no question yet.")
        return found

    def _taken(self) -> Sitting:
        before = _decoded(self._request.sitting)
        if before.finished:  # its answers stay as they were marked, whatever was edited since
            items = tuple(state for state in before.items if state.id in self._quiz.questions)
            return msgspec.structs.replace(before, items=items)
        now, _ = steps.resume(self._quiz, self._request.sitting.encode())
        return steps.admit(self._quiz, now, self._request.done)


def _decoded(sitting: str) -> Sitting:
    return msgspec.json.decode(sitting, type=Sitting)


def _page(controller: Controller, request: QuizRequest) -> dict[str, Any]:
    """Return what a request shows; nothing where there is no such page."""
    if request.path.startswith("/picture/"):
        file = picture_file(controller, place_of(request.path.removeprefix("/picture/")))
        return {"file": str(file)} if file else {}
    found = respond(controller, request.method, request.path, request.fields, "")
    if found is None:
        return {}
    return {"see": found.see} if found.see else {"html": below(found.html, f"/quiz/{request.quiz}")}
