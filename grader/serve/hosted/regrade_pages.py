"""The page on which an instructor sees what a fixed course changes, and lets it count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.classroom.regrade import Change
from grader.core.points import format_points
from grader.serve.hosted.audit import record
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account
from grader.serve.hosted.regrading import Regrading
from grader.serve.hosted.staff import demand_staff, staff_page


class RegradePages:
    """The route of the regrade."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting, self._regrading = hosting, Regrading(hosting)

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/class/regrade", self.regrade, methods=["GET", "POST"])]

    def regrade(self, request: Request) -> Response:
        """Show what changes; grade what is left, or let the changes count."""
        me = demand_staff(self._hosting, request, everybody=True)
        stale = self._regrading.stale
        running = self._regrading.running  # asked first: what ends meanwhile loads its page once more
        preview = self._regrading.preview()
        if request.method == "POST":
            fields = {name: values[0] for name, values in request.scope.get("fields", {}).items()}
            if stale:
                raise HTTPException(409, "The course has changed since this server was started. Restart it first.")
            if fields.get("do") == "grade":
                if self._regrading.begin():
                    record(self._hosting.database, me.key, "regrade", "", f"{len(preview.left)} to grade")
            elif fields.get("do") == "commit":
                if fields.get("mark") != preview.mark or preview.left:
                    raise HTTPException(409, "Something was handed in or graded meanwhile. Look at the changes again.")
                self._commit(me.key, raise_only="raise_only" in fields)
            else:
                raise HTTPException(400, "This is no request of this course.")
            return RedirectResponse("/class/regrade", status_code=303)
        people = {one.key: one for one in self._hosting.accounts.all()}
        return staff_page(
            self._hosting,
            "regrade",
            me,
            stale=stale,
            running=running,
            of=preview.of,
            left=len(preview.left),
            mark=preview.mark,
            quiet=len(preview.changes) - len(preview.telling),
            changes=[_line(one, people) for one in preview.telling],
            raised=sum(one.after > one.before for one in preview.telling),
            lowered=sum(one.lowers for one in preview.telling),
        )

    def _commit(self, key: str, *, raise_only: bool) -> None:
        changed = self._regrading.commit(self._regrading.preview(), raise_only=raise_only)
        for one in changed:
            record(self._hosting.database, key, "regrade", one.student, f"{one.exercise}: {' to '.join(_points(one))}")
        rule = ", no mark lowered" if raise_only else ""
        record(self._hosting.database, key, "regrade", "", f"{len(changed)} results changed{rule}")


def _points(one: Change) -> tuple[str, str]:
    """Return the points before and after, in words."""
    before = f"{format_points(one.before)} of {format_points(one.max_before)}"
    return before, f"{format_points(one.after)} of {format_points(one.max_after)}"


def _line(one: Change, people: Mapping[str, Account]) -> dict[str, Any]:
    """Return a change as a row of the table."""
    before, after = _points(one)
    why = [f"{check.title} ({check.id}): {_of(check.before)} to {_of(check.after)}" for check in one.checks]
    return {"person": people[one.student], "name": one.exercise, "before": before, "after": after, "why": why}


def _of(points: float | None) -> str:
    return "none" if points is None else format_points(points)
