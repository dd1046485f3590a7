"""The pages of instructors and assistants: the class, a learner's hand-ins, marks by hand, the report, the audit log.

Assistants see the learners of their sections and may comment. Instructors see and decide everything; those who come
from a platform do so for their own sections. Whatever any of them does or looks at is in the audit log.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from grader.classroom.gradebook.decisions import Decisions, Kind
from grader.classroom.gradebook.marks import Marks
from grader.classroom.report import render
from grader.core.deadlines import read_time
from grader.core.errors import UsageError
from grader.pages import views
from grader.serve.hosted.audit import entries, record
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.learner_pages import line_of
from grader.serve.hosted.people import Account
from grader.serve.hosted.requests import address

_REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'none'"
_MOST_POINTS = 100_000.0
_LONGEST_TEXT = 2000
_KINDS: dict[str, Kind] = {
    "set": "points",
    "change": "change",
    "excuse": "excused",
    "undo": "undo",
    "extend": "extension",
}


class StaffPages:
    """The routes that instructors and assistants use."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/class", self.overview, methods=["GET"]),
            Route("/class/report", self.report, methods=["GET"]),
            Route("/class/audit", self.audit_log, methods=["GET"]),
            Route("/class/hand-ins.jsonl", self.export, methods=["GET"]),
            Route("/class/learner/{number:int}", self.learner, methods=["GET", "POST"]),
            Route("/class/hand-ins/{number:int}", self.hand_in, methods=["GET"]),
        ]

    def _staff(self, request: Request, *, everybody: bool = False) -> Account:
        me = self._hosting.me(request)
        if me.sees_everybody or (me.role != "learner" and not everybody):
            return me
        raise HTTPException(403, "This page is for instructors.")

    def _may_see(self, me: Account, learner: Account) -> bool:
        own_section = bool(set(me.sections) & set(learner.sections))
        return me.sees_everybody or (learner.role == "learner" and own_section)

    def _learner(self, me: Account, number: int) -> Account:
        found = self._hosting.accounts.by_id(number)
        if found is None or not self._may_see(me, found):
            raise HTTPException(404, "This learner is not in your sections.")
        return found

    def overview(self, request: Request) -> Response:
        """Show the learners that the reader may see, with their marks."""
        me = self._staff(request)
        marks = {one.key: one for one in self._hosting.gradebook.marks(self._hosting.course)}
        rows = [
            {"person": one, "marks": _marks(marks.get(one.key)), "total": _total(marks.get(one.key))}
            for one in self._hosting.accounts.all()
            if one.role == "learner" and self._may_see(me, one)
        ]
        return self._page("class", me, rows=rows, everybody=me.sees_everybody)

    def report(self, request: Request) -> Response:
        """Show the class report."""
        me = self._staff(request, everybody=True)
        record(self._hosting.database, me.key, "report")
        page = render(self._hosting.gradebook, self._hosting.course)
        return HTMLResponse(page, headers={"content-security-policy": _REPORT_POLICY})

    def audit_log(self, request: Request) -> Response:
        """Show what instructors, assistants and operators did last."""
        me = self._staff(request, everybody=True)
        return self._page("audit", me, entries=entries(self._hosting.database))

    def export(self, request: Request) -> Response:
        """Give every hand-in with its sources and its result: one JSON object a line."""
        me = self._staff(request, everybody=True)
        record(self._hosting.database, me.key, "export")

        def lines() -> Iterator[str]:
            for one in self._hosting.hand_ins.export():
                yield json.dumps(one) + "\n"

        return StreamingResponse(lines(), media_type="application/x-ndjson")

    def learner(self, request: Request) -> Response:
        """Show a learner's hand-ins and marks; keep what is decided about them."""
        me = self._staff(request)
        person = self._learner(me, request.path_params["number"])
        trouble = ""
        if request.method == "POST":
            fields = {name: values[0] for name, values in request.scope.get("fields", {}).items()}
            try:
                self._decide(me, person, fields)
                return RedirectResponse(f"/class/learner/{person.id}", status_code=303)
            except UsageError as error:
                trouble = str(error)
        else:
            record(self._hosting.database, me.key, "look", person.key)
        mine = next((one for one in self._hosting.gradebook.marks(self._hosting.course) if one.key == person.key), None)
        hand_ins = [line_of(one) for one in self._hosting.hand_ins.of(person.id)]
        told = mine.notes if mine else ()
        response = self._page(
            "learner",
            me,
            person=person,
            hand_ins=hand_ins,
            notes=told,
            marks=_marks(mine),
            instructor=me.role == "instructor",
            trouble=trouble,
        )
        response.status_code = 400 if trouble else 200
        return response

    def _decide(self, me: Account, person: Account, fields: dict[str, str]) -> None:
        """Do what a form asks; UsageError where it is not sound."""
        do, text = fields.get("do", ""), fields.get("text", "").strip()
        if do == "revoke":
            self._instructor(me)
            count = self._hosting.sessions.revoke(person)
            record(self._hosting.database, me.key, "revoke", person.key, f"{count} sessions")
            return
        name = fields.get("exercise", "")
        if name:
            name = self._hosting.exercise(name).name
        if not 0 < len(text) <= _LONGEST_TEXT:
            raise UsageError(f"Write a reason or a comment of at most {_LONGEST_TEXT} characters.")
        kind: Kind = "comment"
        points, until = None, ""
        if do != "comment":
            self._instructor(me)
            if do not in _KINDS or not (name or do == "extend"):
                raise UsageError("Choose an exercise and what to do with its points.")
            kind = _KINDS[do]
            points = _points(fields.get("points", "")) if kind in ("points", "change") else None
            until = _until(fields.get("until", "")) if kind == "extension" else ""
        Decisions(self._hosting.database).add(person.key, name, kind, points, text, me.shown, until=until)
        detail = " ".join(filter(None, [name, "" if points is None else str(points), until]))
        record(self._hosting.database, me.key, kind, person.key, f"{detail}: {text}" if detail else text)

    @staticmethod
    def _instructor(me: Account) -> None:
        if me.role != "instructor":
            raise HTTPException(403, "Only instructors change marks.")

    def hand_in(self, request: Request) -> Response:
        """Show one hand-in of a learner's: its files and its result."""
        me = self._staff(request)
        one = self._hosting.hand_ins.find(request.path_params["number"])
        if one is None:
            raise HTTPException(404, "This hand-in is not in your sections.")
        person = self._learner(me, one.account)
        record(self._hosting.database, me.key, "look", person.key, f"hand-in {one.id}")
        result = views.marked(json.loads(one.page)["html"]) if one.page else ""
        return self._page("hand_in", me, one=one, result=result, learner=person.shown)

    def _page(self, name: str, me: Account, **values: Any) -> HTMLResponse:
        hosted = {"name": me.shown, "staff": True}
        return HTMLResponse(
            views.page_html(f"hosted/{name}.html", self._hosting.course, address, hosted=hosted, **values)
        )


def _until(text: str) -> str:
    """Return a new due date as the gradebook keeps it; empty takes an extension back."""
    try:
        if text.strip():
            read_time(text.strip())
    except ValueError as error:
        raise UsageError(f"{error}.") from None
    return text.strip()


def _points(text: str) -> float:
    try:
        points = float(text)
    except ValueError:
        points = math.nan
    if not abs(points) <= _MOST_POINTS:
        raise UsageError("Write the points as a number, such as 7.5 or -2.")
    return points


def _marks(found: Marks | None) -> dict[str, tuple[float, float, float]]:
    """Return what counts, by exercise or quiz."""
    return {name: marks for (_, name), marks in found.items.items()} if found else {}


def _total(found: Marks | None) -> tuple[float, float, float] | None:
    return found.total("exercise") if found else None
