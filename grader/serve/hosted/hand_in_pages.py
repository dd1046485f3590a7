"""The pages of what a learner has handed in, with the marks that count."""

from __future__ import annotations

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.core.points import format_points
from grader.pages import views
from grader.serve.hosted.checking import place_in_words
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.learner_pages import course_page
from grader.serve.hosted.marks_shown import mark_lines
from grader.serve.hosted.quiz_sittings import KeptSitting


class HandInPages:
    """The routes of a learner's own hand-ins."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/hand-ins", self.hand_ins, methods=["GET"]),
            Route("/hand-ins/{number:int}", self.hand_in, methods=["GET"]),
            Route("/hand-ins/{number:int}/wait", self.wait, methods=["GET"]),
        ]

    def hand_ins(self, request: Request) -> Response:
        """Show what the reader has handed in."""
        me = self._hosting.me(request)
        mine = self._hosting.hand_ins.of(me.id)
        handed_in = {text for one in mine for text in one.files.values()}
        others = [one for one in self._hosting.drafts.displaced(me.id) if one[1] not in handed_in]
        lines = [line_of(one) for one in mine]
        marks = next(iter(self._hosting.gradebook.marks(self._hosting.course, [me.key])), None)
        told = {
            "lines": mark_lines(self._hosting, me.key, marks) if marks else [],
            "notes": marks.notes if marks else (),
        }
        return HTMLResponse(
            course_page(self._hosting, "hosted/hand_ins.html", me, mine=lines, displaced=others, **told)
        )

    def hand_in(self, request: Request) -> Response:
        """Show one hand-in of the reader's: its files and its result."""
        me = self._hosting.me(request)
        one = self._hosting.hand_ins.find(request.path_params["number"])
        if one is None or one.account != me.id:
            raise HTTPException(404, "This hand-in does not exist, or is not yours.")
        result = views.marked(json.loads(one.page)["html"]) if one.page else ""
        empty: dict[str, Any] = {"learner": None, "before": "", "after": "", "changed": []}
        return HTMLResponse(course_page(self._hosting, "hosted/hand_in.html", me, one=one, result=result, **empty))

    def wait(self, request: Request) -> Response:
        """Show how many checks are before one of the reader's, until it has its result: for a page without a script."""
        me = self._hosting.me(request)
        one = self._hosting.hand_ins.find(request.path_params["number"])
        if one is None or one.account != me.id:
            raise HTTPException(404, "This hand-in does not exist, or is not yours.")
        if one.page or one.graded_at:
            stem = self._hosting.course.find(one.exercise).stem
            return RedirectResponse(f"/exercise/{stem}?checked={one.id}", status_code=303)
        before = self._hosting.graders.before(me.id)
        seconds = 2 if before is not None and before < 50 else 5
        page = course_page(self._hosting, "hosted/wait.html", me, words=place_in_words(before))
        return HTMLResponse(page, headers={"refresh": str(seconds)})


def line_of_try(one: KeptSitting) -> dict[str, Any]:
    """Return a try at a quiz as a line of the staff's list."""
    said = f"not handed in, {one.answers} {'answer' if one.answers == 1 else 'answers'}"
    if one.document:
        result = json.loads(one.document)
        said = f"{format_points(result['score'])} of {format_points(result['max_score'])}"
    what = f"quiz {one.quiz}" if one.counts else f"quiz {one.quiz}, practice"
    at = (one.handed_in_at or one.made_at)[:19].replace("T", " ")
    return {"place": f"/class/quiz/{one.id}", "exercise": what, "at": at, "said": said}


def line_of(one: Any, below: str = "/hand-ins") -> dict[str, Any]:
    """Return a hand-in as a line of a list; its page is below an address."""
    said = "stopped or not graded yet"
    if one.document:
        result = json.loads(one.document)
        bonus = f", bonus {format_points(result['bonus'])}" if result["bonus"] else ""
        said = f"{format_points(result['score'])} of {format_points(result['max_score'])}{bonus}"
    return {
        "place": f"{below}/{one.id}",
        "exercise": one.exercise,
        "at": one.handed_in_at[:19].replace("T", " "),
        "said": said,
    }
