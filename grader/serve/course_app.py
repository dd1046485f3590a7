"""The course as a Starlette application over a learner's own folder: pages that work without JavaScript, and its actions."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.core.course import Course, Exercise
from grader.core.errors import Fault, UsageError
from grader.core.points import format_points
from grader.grading.grader import Grader
from grader.grading.programs import Programs
from grader.pages import lessons, views
from grader.pages.actions import Actions, MemoryFiles
from grader.pages.forms import place_of
from grader.pages.quiz_pages import respond
from grader.pages.quizzes import PICTURES, CourseQuizzes, below, picture_file
from grader.quiz.load import Quiz
from grader.sandbox.sandbox import Sandbox
from grader.serve.app import KEPT
from grader.serve.folder import LearnerFolder, fingerprint
from grader.serve.guard import Guard
from grader.submissions.submission import Submission

MAX_BODY = 8 << 20
_SCRIPTS = {"exercise.js", "home.js"}


class Session:
    """One learner's course: the folder, the grader, and what this page has seen so far."""

    def __init__(self, course: Course, folder: Path, sandbox: Sandbox) -> None:
        self.folder = LearnerFolder(course, folder)
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
        return self._asked(lambda: self.actions.check(exercise, Submission(MemoryFiles(texts))))

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


def build(session: Session, *, port: int, key: str | None = None) -> Guard:
    """Return the application.

    Args:
        session: the learner's.
        port: where it is served.
        key: what the first address carries; drawn where not given.
    """
    course = session.course

    def exercise_of(word: Any) -> Exercise:
        try:
            return course.find(str(word))
        except UsageError as error:
            raise HTTPException(404, str(error)) from None

    def home(request: Request) -> Response:
        stubs = {f"{one.stem}.py": "" for one in course.exercises}
        data = _data(request, {"course": "", "stubs": stubs, "results": session.results, "locked": []})
        listed = [{"title": one.title, "count": one.count, "address": f"/quiz/{one.name}/"} for one in session.titles]
        return HTMLResponse(_page("course/home.html", request, session, data=data, script="home.js", quizzes=listed))

    def exercise(request: Request) -> Response:
        chosen = exercise_of(request.path_params["stem"])
        shown: dict[str, Any] = {}
        if request.method == "POST":
            shown = _pressed(session, chosen, request.scope["fields"])
        return HTMLResponse(_exercise_page(request, session, chosen, shown))

    def act(request: Request) -> Response:
        given, action = request.scope["json"], request.path_params["action"]
        try:
            return JSONResponse(_acted(session, exercise_of, action, given))
        except (KeyError, TypeError, AttributeError):
            raise HTTPException(400, "This is no request of this page.") from None
        except (UsageError, Fault) as error:
            raise HTTPException(409, str(error)) from None

    def quiz(request: Request) -> Response:
        name, path = request.path_params["name"], "/" + request.path_params["rest"]
        if name not in [one.name for one in session.titles]:
            raise HTTPException(404, "There is no such quiz.")
        if path == "/close":
            return RedirectResponse("/", status_code=303)
        try:
            controller = session.quizzes.controller(name, session.done)
            if path.startswith("/picture/"):
                picture = picture_file(controller, place_of(path.removeprefix("/picture/")))
                if picture is None:
                    raise HTTPException(404, "There is no such picture.")
                return FileResponse(picture, media_type=PICTURES[picture.suffix])
            if path in ("/style.css", "/icon.svg"):
                return FileResponse(views.STATIC / path[1:], headers=KEPT)
            fields = request.scope.get("fields", {})
            found = respond(controller, request.method, path, fields, request.scope["token"])
        except (UsageError, Fault) as error:
            raise HTTPException(409, str(error)) from None
        if found is None:
            raise HTTPException(404, "There is no such question.")
        if found.see:
            return RedirectResponse(f"/quiz/{name}{found.see}", status_code=303)
        return HTMLResponse(below(found.html, f"/quiz/{name}"))

    def file(request: Request) -> Response:
        name = request.path_params["name"]
        found = _file(course, name)
        if found is None:
            raise HTTPException(404, "There is no such file.")
        kinds = PICTURES | {".js": "text/javascript", ".css": "text/css"}
        return FileResponse(found, media_type=kinds[found.suffix], headers=KEPT)

    routes = [
        Route("/", home, methods=["GET"]),
        Route("/exercise/{stem}", exercise, methods=["GET", "POST"]),
        Route("/do/{action}", act, methods=["POST"]),
        Route("/file/{name}", file, methods=["GET"]),
        Route("/quiz/{name}/{rest:path}", quiz, methods=["GET", "POST"]),
    ]
    app = Starlette(routes=routes, exception_handlers={HTTPException: _said})
    return Guard(app, port=port, key=key, scripts=True, max_body=MAX_BODY)


def _file(course: Course, name: str) -> Path | None:
    """Return a file of the pages, or one that lies beside a lesson and is shown in it."""
    if name in {*_SCRIPTS, "style.css", "course.css", "icon.svg"}:
        return views.STATIC / name
    for exercise in course.exercises:
        lesson = lessons.lesson_file(exercise)
        if lesson.is_file() and name in lessons.files_of(lesson.read_text(encoding="utf-8")):
            found = lesson.with_name(name)
            return found if found.is_file() and (found.suffix in PICTURES or name.endswith(lessons.LAB)) else None
    return None


def _acted(session: Session, exercise_of: Callable[[Any], Exercise], action: str, given: Mapping[str, Any]) -> Any:
    """Do what the page's script asks; KeyError where there is no such action."""
    if action == "stop":
        session.stop()
        return {}
    if action == "changes":
        return {"files": session.folder.changes(given["seen"])}
    if action == "save":
        saved = session.folder.save(exercise_of(given["name"]), given["text"], given["seen"])
        return {"seen": saved.seen, "told": saved.told} | ({} if saved.text is None else {"text": saved.text})
    exercise = exercise_of(given["exercise"])
    if action == "check" and given.get("given"):
        return session.check_given(exercise, given["files"])
    if action == "run":
        return session.run(exercise, str(given["expression"]))
    return {"check": session.check, "hint": session.hint, "more": session.more}[action](exercise)


def _pressed(session: Session, exercise: Exercise, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """Do what a button says, for a reader without JavaScript; return what the page shows beside."""

    def field(name: str) -> str:
        return next(iter(fields.get(name, [])), "")

    do, shown = field("do"), {}
    if "source" in fields:
        text = field("source").replace("\r\n", "\n")
        try:
            saved = session.folder.save(exercise, text, field("seen"))
        except UsageError as error:
            return {"trouble": str(error), "source": text}
        shown["notice"] = saved.told or ("Saved." if do == "save" else "")
    try:
        if do == "check":
            found = session.check(exercise)
            more = session.more(exercise) if found.get("more") else {}
            shown["result"] = views.marked(found.get("html", "") + more.get("html", ""))
        elif do == "hint":
            shown["hint"] = views.marked(session.hint(exercise).get("html", ""))
        elif do == "run":
            shown["expression"] = field("expression")
            shown["tried"] = views.marked(session.run(exercise, field("expression")).get("html", ""))
        elif do == "reset":
            from grader.submissions.workspace import reset

            aside = reset(session.folder.path, exercise)
            shown["notice"] = f"The stub is back; your text is in {aside.name}." if aside else "This is the stub."
    except (UsageError, Fault) as error:
        shown["trouble"] = str(error)
    return shown


def _exercise_page(request: Request, session: Session, exercise: Exercise, shown: dict[str, Any]) -> str:
    trouble = ""
    try:
        texts = session.folder.texts(exercise)
    except UsageError as error:
        texts, trouble = {}, str(error)
    stubs = {
        f"{one.stem}.py": one.stub.read_text(encoding="utf-8") for one in session.course.exercises[: exercise.number]
    }
    locked = [f"{one.stem}.py" for one in session.course.exercises[: exercise.number] if session.folder.notebook(one)]
    told = {
        "course": "",
        "stubs": stubs,
        "texts": texts,
        "seen": {name: fingerprint(text) for name, text in texts.items()},
        "results": session.results,
        "locked": locked,
        "exercise": {"number": exercise.number, "name": exercise.name, "stem": exercise.stem},
    }
    own = f"{exercise.stem}.py"
    notice = (
        f"{exercise.stem}.ipynb is a notebook: change it where you opened it, then press Check."
        if own in locked
        else ""
    )
    values = {
        "source": texts.get(own, ""),
        "seen": fingerprint(texts.get(own, "")),
        "trouble": trouble,
        "notice": notice,
        "expression": views.example_call(exercise),
    } | shown
    lesson = views.marked(lessons.lesson_html(exercise, page_address))
    return _page(
        "course/exercise.html",
        request,
        session,
        data=_data(request, told),
        script="exercise.js",
        exercise=exercise,
        stubs=stubs,
        lesson=lesson,
        locked=own in locked,
        **values,
    )


def _page(template: str, request: Request, session: Session, **values: Any) -> str:
    return views.page_html(
        template, session.course, page_address, session.states, token=request.scope["token"], **values
    )


def _data(request: Request, told: Mapping[str, Any]) -> Any:
    """Return what the page's script is told, as JSON within the page."""
    common = {"server": "/do", "token": request.scope["token"], "nonce": request.scope["nonce"]}
    return views.marked(json.dumps({**common, **told}).replace("<", "\\u003c"))


def _said(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code)
