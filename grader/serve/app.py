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
from grader.serve.guard import Guard

_PAGES = Path(__file__).parents[1] / "pages"
# the last page is still to be read when the server has ended
KEPT = {"cache-control": "private, max-age=600"}
PICTURES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


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

    def start(request: Request) -> Response:
        return (
            _see("/result")
            if controller.sitting.finished
            else HTMLResponse(quiz_views.start(controller, request.scope["token"]))
        )

    def question(request: Request) -> Response:
        number = place_of(request.path_params["number"])
        with controller.lock:
            asked = controller.asked(number)
            if asked is None:
                raise HTTPException(404, "There is no such question.")
            if request.method == "POST":
                return _see(controller.press(number, request.scope["fields"]))
            return HTMLResponse(quiz_views.question(controller, number, asked, request.scope["token"]))

    def picture(request: Request) -> Response:
        asked = controller.asked(place_of(request.path_params["number"]))
        if asked is None or asked.image is None:
            raise HTTPException(404, "There is no picture.")
        folder = controller.quiz.path.parent.resolve()
        path = (folder / asked.image.src).resolve()
        if not path.is_relative_to(folder) or path.suffix not in PICTURES or not path.is_file():
            raise HTTPException(404, "This picture is not beside the quiz file.")
        return FileResponse(path, media_type=PICTURES[path.suffix])

    def review(request: Request) -> Response:
        with controller.lock:
            if controller.sitting.finished:
                return _see("/result")
            return HTMLResponse(quiz_views.review(controller, request.scope["token"]))

    def hand_in(request: Request) -> Response:
        with controller.lock:
            controller.hand_in()
        return _see("/result")

    def result(request: Request) -> Response:
        with controller.lock:
            if not controller.sitting.finished:
                return _see("/review")
            return HTMLResponse(quiz_views.result(controller, request.scope["token"]))

    def again(request: Request) -> Response:
        with controller.lock:
            return _see("/" if controller.again() else "/result")

    def end(request: Request) -> Response:
        close()
        return HTMLResponse(quiz_views.closed(controller))

    def style(request: Request) -> Response:
        return FileResponse(_PAGES / "style.css", media_type="text/css", headers=KEPT)

    def icon(request: Request) -> Response:
        return FileResponse(_PAGES / "icon.svg", media_type=PICTURES[".svg"], headers=KEPT)

    routes = [
        Route("/", start, methods=["GET"]),
        Route("/q/{number}", question, methods=["GET", "POST"]),
        Route("/picture/{number}", picture, methods=["GET"]),
        Route("/review", review, methods=["GET"]),
        Route("/hand-in", hand_in, methods=["POST"]),
        Route("/result", result, methods=["GET"]),
        Route("/again", again, methods=["POST"]),
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
