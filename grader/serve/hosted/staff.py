"""What the pages of instructors and assistants share: who may see them, which learners they may see, and how they look."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from grader.pages import views
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account
from grader.serve.hosted.requests import address

_PLACES = [
    ("/class", "Learners"),
    ("/class/report", "Report"),
    ("/class/dates", "Due dates"),
    ("/class/regrade", "Regrade"),
    ("/class/hand-ins.jsonl", "All hand-ins"),
    ("/class/audit", "Audit log"),
]
"""The pages of the class; those after the first are about everybody."""


def demand_staff(hosting: Hosting, request: Request, *, everybody: bool = False) -> Account:
    """Return who asks, who is an instructor or assistant; 403 for others.

    Args:
        hosting: the course.
        request: what asks.
        everybody: whether the page is about everybody, and so for instructors of the whole course.
    """
    me = hosting.me(request)
    if me.sees_everybody or (me.role != "learner" and not everybody):
        return me
    raise HTTPException(403, "This page is for instructors.")


def may_see(me: Account, learner: Account) -> bool:
    """Whether somebody of the staff may see a learner's work."""
    own_section = bool(set(me.sections) & set(learner.sections))
    return me.sees_everybody or (learner.role == "learner" and own_section)


def learner_of(hosting: Hosting, me: Account, number: int) -> Account:
    """Return the account with this number; 404 where there is none that `me` may see."""
    found = hosting.accounts.by_id(number)
    if found is None or not may_see(me, found):
        raise HTTPException(404, "This learner is not in your sections.")
    return found


def staff_page(hosting: Hosting, name: str, me: Account, **values: Any) -> HTMLResponse:
    """Return a page of the staff's."""
    hosted = {"name": me.shown, "staff": True, "here": f"/class/{name}" if name != "class" else "/class"}
    places = _PLACES if me.sees_everybody else _PLACES[:1]
    page = views.page_html(f"hosted/{name}.html", hosting.course, address, hosted=hosted, places=places, **values)
    return HTMLResponse(page)
