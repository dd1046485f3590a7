"""The pages of instructors and assistants: the class, a learner's hand-ins, marks by hand, the report, the audit log.

Assistants see the learners of their sections and may comment. Instructors see and decide everything; those who come
from a platform do so for their own sections. Whatever any of them does or looks at is in the audit log.
"""

from __future__ import annotations

import difflib
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
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
from grader.core.points import count_points, format_points
from grader.core.results import EXERCISE
from grader.pages import views
from grader.serve.hosted.audit import entries, record
from grader.serve.hosted.hand_in_pages import line_of, line_of_try
from grader.serve.hosted.hand_ins import HandIn
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.marks_shown import NOTHING, Markable, mark_lines, markables, points_of
from grader.serve.hosted.people import Account
from grader.serve.hosted.staff import demand_staff, learner_of, may_see, staff_page

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
            Route("/class/quiz/{number:int}", self.sitting, methods=["GET"]),
            Route("/class/hand-ins/{number:int}", self.hand_in, methods=["GET"]),
        ]

    def overview(self, request: Request) -> Response:
        """Show the learners that the reader may see, with their marks."""
        me = demand_staff(self._hosting, request)
        marks = {one.key: one for one in self._hosting.gradebook.marks(self._hosting.course)}
        columns = markables(self._hosting)
        rows = [
            {
                "person": one,
                "points": [_short(marks.get(one.key), column) for column in columns],
                "total": _total(marks.get(one.key)),
            }
            for one in self._hosting.accounts.all()
            if one.role == "learner" and may_see(me, one)
        ]
        return staff_page(self._hosting, "class", me, rows=rows, columns=columns)

    def report(self, request: Request) -> Response:
        """Show the class report."""
        me = demand_staff(self._hosting, request, everybody=True)
        record(self._hosting.database, me.key, "report")
        page = render(self._hosting.gradebook, self._hosting.course)
        return HTMLResponse(page, headers={"content-security-policy": _REPORT_POLICY})

    def audit_log(self, request: Request) -> Response:
        """Show what instructors, assistants and operators did last."""
        me = demand_staff(self._hosting, request, everybody=True)
        return staff_page(self._hosting, "audit", me, entries=entries(self._hosting.database))

    def export(self, request: Request) -> Response:
        """Give every hand-in with its sources and its result: one JSON object a line."""
        me = demand_staff(self._hosting, request, everybody=True)
        record(self._hosting.database, me.key, "export")

        def lines() -> Iterator[str]:
            for one in chain(self._hosting.hand_ins.export(), self._hosting.sittings.export()):
                yield json.dumps(one) + "\n"

        return StreamingResponse(lines(), media_type="application/x-ndjson")

    def learner(self, request: Request) -> Response:
        """Show a learner's hand-ins and marks; keep what is decided about them."""
        me = demand_staff(self._hosting, request)
        person = learner_of(self._hosting, me, request.path_params["number"])
        trouble, fields = "", _fields(request)
        if request.method == "POST":
            try:
                self._decide(me, person, fields)
                return RedirectResponse(f"/class/learner/{person.id}", status_code=303)
            except UsageError as error:
                trouble = str(error)
        else:
            record(self._hosting.database, me.key, "look", person.key)
        mine = next(iter(self._hosting.gradebook.marks(self._hosting.course, [person.key])), None)
        tries = [line_of_try(one) for one in self._hosting.sittings.of(person.id)]
        hand_ins = [line_of(one, "/class/hand-ins") for one in self._hosting.hand_ins.of(person.id)]
        response = staff_page(
            self._hosting,
            "learner",
            me,
            person=person,
            hand_ins=sorted([*hand_ins, *tries], key=lambda one: one["at"], reverse=True),
            lines=mark_lines(self._hosting, person.key, mine),
            notes=mine.notes if mine else (),
            columns=markables(self._hosting),
            instructor=me.role == "instructor",
            trouble=trouble,
            given=defaultdict(str, fields),
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
        if name and name not in [one.name for one in markables(self._hosting)]:
            raise UsageError("There is no such exercise or quiz.")
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
        """Show one hand-in of a learner's: its files, its result, and what has changed since the one before."""
        me = demand_staff(self._hosting, request)
        one = self._hosting.hand_ins.find(request.path_params["number"])
        if one is None:
            raise HTTPException(404, "This hand-in is not in your sections.")
        person = learner_of(self._hosting, me, one.account)
        record(self._hosting.database, me.key, "look", person.key, f"hand-in {one.id}")
        result = views.marked(json.loads(one.page)["html"]) if one.page else ""
        others = [each for each in self._hosting.hand_ins.of(person.id) if each.exercise == one.exercise]
        before = next((each for each in others if each.id < one.id), None)
        after = next((each for each in reversed(others) if each.id > one.id), None)
        return staff_page(
            self._hosting,
            "hand_in",
            me,
            one=one,
            result=result,
            learner=person,
            before=f"/class/hand-ins/{before.id}" if before else "",
            after=f"/class/hand-ins/{after.id}" if after else "",
            changed=_changed(before, one) if before else [],
        )

    def sitting(self, request: Request) -> Response:
        """Show a learner's try at a quiz: every answer, with its mark."""
        me = demand_staff(self._hosting, request)
        one = self._hosting.sittings.find(request.path_params["number"])
        if one is None:
            raise HTTPException(404, "This try is not in your sections.")
        person = learner_of(self._hosting, me, one.account)
        record(self._hosting.database, me.key, "look", person.key, f"quiz {one.quiz}, try {one.number}")
        done = {item["id"]: item for item in json.loads(one.document or "{}").get("items", [])}
        items = [_answers(item, done.get(item["id"])) for item in json.loads(one.sitting)["items"]]
        title = f"{self._hosting.quizzes[one.quiz].title if one.quiz in self._hosting.quizzes else one.quiz}"
        return staff_page(self._hosting, "sitting", me, one=one, learner=person, items=items, title=title)


def _fields(request: Request) -> dict[str, str]:
    return {name: values[0] for name, values in request.scope.get("fields", {}).items()}


def _changed(before: HandIn, now: HandIn) -> list[str]:
    """Return the lines that differ between two hand-ins, with a few around them."""
    lines: list[str] = []
    for name in now.files:
        old, new = before.files.get(name, "").splitlines(), now.files[name].splitlines()
        lines += difflib.unified_diff(old, new, name, name, lineterm="")
    return lines


def _answers(item: dict[str, Any], done: dict[str, Any] | None) -> dict[str, Any]:
    """Return a question of a try as a row: every answer, and what counts once it is handed in."""
    tries = [
        {
            "answer": one["answer"]
            if isinstance(one["answer"], str)
            else json.dumps(one["answer"], ensure_ascii=False),
            "status": one["mark"]["status"],
            "earned": count_points(one["earned"]),
            "confidence": one.get("confidence") or "",
        }
        for one in item.get("attempts", [])
    ]
    points = f"{format_points(done['score'])} of {format_points(done['max_score'])}" if done else NOTHING
    return {"id": item["id"], "tries": tries, "hints": item.get("hints", 0), "points": points}


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


def _short(marks: Marks | None, column: Markable) -> str:
    """Return points without the most there are, for a wide table."""
    return points_of(marks, column).partition(" of ")[0]


def _total(found: Marks | None) -> str:
    total = found.total(EXERCISE) if found and found.handed_in else None
    return f"{format_points(total[0])} of {format_points(total[1])}" if total else NOTHING
