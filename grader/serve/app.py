"""The page as a Starlette application: every post does one step and leads to a page that can be loaded again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.pages import quiz_views
from grader.pages.controller import Controller
from grader.pages.forms import place_of
from grader.pages.quiz_pages import respond
from grader.pages.quizzes import PICTURES, picture_file
from grader.serve.guard import Guard

_STATIC = Path(__file__).parents[1] / "pages" / "static"
# the last page is still to be read when the server has ended
KEPT = {"cache-control": "private, max-age=600"}


def build(
    controller: Controller, *, port: int, key: str | None = None, close: Callable[[], None] = lambda: None
) -> Guard:
    """Return the application.

    Args:
        controller: the learner's quiz.
        port: where it is served.
        key: what the first address carries; drawn where not given.
        close: ends the server.
    """

    def page(request: Request) -> Response:
        fields, token = request.scope.get("fields", {}), request.scope["token"]
        found = respond(controller, request.method, request.url.path, fields, token)
        if found is None:
            raise HTTPException(404, "This question does not exist.")
        return _see(found.see) if found.see else HTMLResponse(found.html)

    def picture(request: Request) -> Response:
        path = picture_file(controller, place_of(request.path_params["number"]))
        if path is None:
            raise HTTPException(404, "There is no picture, or it is not in the folder of the quiz file.")
        return FileResponse(path, media_type=PICTURES[path.suffix])

    def end(request: Request) -> Response:
        close()
        return HTMLResponse(quiz_views.closed(controller))

    def style(request: Request) -> Response:
        return FileResponse(_STATIC / "style.css", media_type="text/css", headers=KEPT)

    def icon(request: Request) -> Response:
        return FileResponse(_STATIC / "icon.svg", media_type=PICTURES[".svg"], headers=KEPT)

    routes = [
        Route("/", page, methods=["GET"]),
        Route("/q/{number}", page, methods=["GET", "POST"]),
        Route("/picture/{number}", picture, methods=["GET"]),
        Route("/review", page, methods=["GET"]),
        Route("/hand-in", page, methods=["POST"]),
        Route("/result", page, methods=["GET"]),
        Route("/again", page, methods=["POST"]),
        Route("/close", end, methods=["POST"]),
        Route("/style.css", style, methods=["GET"]),
        Route("/icon.svg", icon, methods=["GET"]),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={HTTPException: _said}), port=port, key=key)


def _see(path: str) -> Response:
    return RedirectResponse(path, status_code=303)


def _said(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code)
