"""The course as a Starlette application over a learner's own folder: pages that work without JavaScript, and its actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.core.course import Course, Exercise
from grader.core.errors import Fault, UsageError
from grader.pages import lessons, views
from grader.pages.forms import place_of
from grader.pages.quiz_pages import respond
from grader.pages.quizzes import PICTURES, below, picture_file
from grader.serve.app import KEPT
from grader.serve.course_pages import data, exercise_page, page, pressed
from grader.serve.guard import Guard
from grader.serve.session import Session

MAX_BODY = 8 << 20
_SCRIPTS = {"exercise.js", "home.js"}


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
        told = data(request, {"course": "", "stubs": stubs, "results": session.results, "locked": []})
        listed = [{"title": one.title, "count": one.count, "address": f"/quiz/{one.name}/"} for one in session.titles]
        return HTMLResponse(page("course/home.html", request, session, data=told, script="home.js", quizzes=listed))

    def exercise(request: Request) -> Response:
        chosen = exercise_of(request.path_params["stem"])
        shown: dict[str, Any] = {}
        if request.method == "POST":
            shown = pressed(session, chosen, request.scope["fields"])
        return HTMLResponse(exercise_page(request, session, chosen, shown))

    def act(request: Request) -> Response:
        given, action = request.scope["json"], request.path_params["action"]
        try:
            return JSONResponse(_acted(session, exercise_of, action, given))
        except (KeyError, TypeError, AttributeError):
            raise HTTPException(400, "This request does not come from this page.") from None
        except (UsageError, Fault) as error:
            raise HTTPException(409, str(error)) from None

    def quiz(request: Request) -> Response:
        name, path = request.path_params["name"], "/" + request.path_params["rest"]
        if name not in [one.name for one in session.titles]:
            raise HTTPException(404, "This quiz does not exist.")
        if path == "/close":
            return RedirectResponse("/", status_code=303)
        try:
            controller = session.quizzes.controller(name, session.done)
            if path.startswith("/picture/"):
                picture = picture_file(controller, place_of(path.removeprefix("/picture/")))
                if picture is None:
                    raise HTTPException(404, "This picture does not exist.")
                return FileResponse(picture, media_type=PICTURES[picture.suffix])
            if path in ("/style.css", "/icon.svg"):
                return FileResponse(views.STATIC / path[1:], headers=KEPT)
            fields = request.scope.get("fields", {})
            found = respond(controller, request.method, path, fields, request.scope["token"])
        except (UsageError, Fault) as error:
            raise HTTPException(409, str(error)) from None
        if found is None:
            raise HTTPException(404, "This question does not exist.")
        if found.see:
            return RedirectResponse(f"/quiz/{name}{found.see}", status_code=303)
        return HTMLResponse(below(found.html, f"/quiz/{name}"))

    def file(request: Request) -> Response:
        name = request.path_params["name"]
        found = _file(course, name)
        if found is None:
            raise HTTPException(404, "This file does not exist.")
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
    if action == "keep":
        session.versions.keep(exercise_of(given["name"]), given["text"])
        return {}
    exercise = exercise_of(given["exercise"])
    if action == "check" and given.get("given"):
        return session.check_given(exercise, given["files"])
    if action == "run":
        return session.run(exercise, str(given["expression"]))
    return {"check": session.check, "hint": session.hint, "more": session.more}[action](exercise)


def _said(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code)
