"""The hosted course as a Starlette application."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence

from sqlalchemy import select
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from grader.core.errors import Fault
from grader.pages import views
from grader.serve.hosted.direct_actions import DirectActions
from grader.serve.hosted.gate import Gate
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.learner_actions import LearnerActions
from grader.serve.hosted.learner_pages import LearnerPages
from grader.serve.hosted.requests import address
from grader.serve.hosted.staff_pages import StaffPages


def build_hosted(
    hosting: Hosting,
    routes: Sequence[BaseRoute] = (),
    *,
    foreign: Sequence[str] = (),
    ancestors: Callable[[], Sequence[str]] = tuple,
    quiet: bool = False,
) -> Gate:
    """Return the application; it starts and ends the hosting with itself.

    Args:
        hosting: the course.
        routes: more of them, such as those of a learning platform's launches.
        foreign: the beginnings of paths that other sites may post to; what is there checks its requests itself.
        ancestors: gives the origins whose pages may show these in a frame.
        quiet: whether to write no log.
    """

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        hosting.start()
        yield
        await run_in_threadpool(hosting.close)

    def health(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    def ready(_: Request) -> Response:
        try:
            hosting.database.read(select(1))
        except Fault:
            return PlainTextResponse("the database does not answer\n", status_code=503)
        if not hosting.graders.ready or hosting.graders.full:
            return PlainTextResponse("no grader is free\n", status_code=503)
        return PlainTextResponse("ready\n")

    def metrics(_: Request) -> Response:
        return PlainTextResponse(_metrics(hosting, gate), media_type="text/plain; version=0.0.4")

    def failed(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return _failed(hosting, request, error)

    def broken(request: Request, error: Exception) -> Response:
        told = "The database does not answer. Your text is still on this page. Try again in a moment."
        return failed(request, HTTPException(503, told))

    pages = [*LearnerPages(hosting).routes, *LearnerActions(hosting).routes, *StaffPages(hosting).routes, *routes]
    machines = [Route("/health", health), Route("/ready", ready), Route("/metrics", metrics)]
    handlers = {HTTPException: failed, Fault: broken}
    app = Starlette(routes=[*pages, *machines], exception_handlers=handlers, lifespan=lifespan)
    direct = DirectActions(hosting).by_path
    gate = Gate(app, url=hosting.url, foreign=foreign, ancestors=ancestors, direct=direct, quiet=quiet)
    return gate


def _failed(hosting: Hosting, request: Request, error: HTTPException) -> Response:
    if error.status_code == 401 and request.method == "GET":
        return RedirectResponse("/enter", status_code=303)
    if request.url.path.startswith("/do/"):
        return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)
    page = views.page_html("hosted/failed.html", hosting.course, address, bare=True, detail=error.detail)
    return HTMLResponse(page, error.status_code, headers=error.headers)


def _metrics(hosting: Hosting, gate: Gate) -> str:
    """Return what Prometheus reads, in its text format."""
    graders = hosting.graders
    plain = {
        "grade_queue_length": ("gauge", graders.waiting),
        "grade_graders_ready": ("gauge", int(graders.ready)),
        "grade_answers_total": ("counter", graders.answered),
        "grade_refusals_total": ("counter", graders.refused),
        "grade_given_up_total": ("counter", graders.given_up),
        "grade_queue_seconds_total": ("counter", round(graders.waited, 3)),
        "grade_longest_queue_seconds": ("gauge", round(graders.longest_wait, 3)),
        "grade_grader_restarts_total": ("counter", graders.restarts),
        "grade_request_seconds_total": ("counter", round(gate.seconds, 3)),
    }
    lines = [line for name, (kind, value) in plain.items() for line in (f"# TYPE {name} {kind}", f"{name} {value}")]
    lines.append("# TYPE grade_requests_total counter")
    lines += [
        f'grade_requests_total{{route="{route}",status="{status}"}} {count}'
        for (route, status), count in sorted(gate.counts.items())
    ]
    return "\n".join(lines) + "\n"
