"""The page on which an instructor sets due dates, and what being late costs."""

from __future__ import annotations

from collections import defaultdict

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from grader.classroom.gradebook.policies import Plans, Policies
from grader.core.errors import UsageError
from grader.serve.hosted.audit import record
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.marks_shown import markables
from grader.serve.hosted.people import Account
from grader.serve.hosted.staff import demand_staff, staff_page

_RULE = ("percent", "per", "grace", "cap", "until")
_LONGEST = 60


class DatesPage:
    """The route of the due dates."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting, self._policies = hosting, Policies(hosting.database)

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/class/dates", self.dates, methods=["GET", "POST"])]

    def dates(self, request: Request) -> Response:
        """Show when everything is due; set a date, or take it away."""
        me = demand_staff(self._hosting, request, everybody=True)
        fields = {name: values[0].strip() for name, values in request.scope.get("fields", {}).items()}
        trouble = ""
        if request.method == "POST":
            try:
                self._set(me, fields)
                return RedirectResponse("/class/dates", status_code=303)
            except UsageError as error:
                trouble = str(error)
        own, columns = self._policies.all(), markables(self._hosting)
        plans = Plans(own, self._hosting.course)
        lines = []
        for one in columns:
            due = plans.of(one.name)
            source = "here" if one.name in own else "here, for all" if "" in own else "in the course" if due else ""
            lines.append(
                {"title": one.title, "due": due.describe().removeprefix("due ") if due else "", "source": source}
            )
        told = {"lines": lines, "columns": columns, "trouble": trouble, "given": defaultdict(str, fields)}
        response = staff_page(self._hosting, "dates", me, **told)
        response.status_code = 400 if trouble else 200
        return response

    def _set(self, me: Account, fields: dict[str, str]) -> None:
        """Do what the form asks.

        Raises:
            UsageError: it is no date, or no rule.
        """
        name = fields.get("exercise", "")
        if name and name not in [one.name for one in markables(self._hosting)]:
            raise UsageError("There is no such exercise or quiz.")
        which = name or "all"
        if fields.get("do") == "remove":
            self._policies.remove(name)
            record(self._hosting.database, me.key, "due date", "", f"{which}: taken away")
            return
        if any(len(fields.get(field, "")) > _LONGEST or set(fields.get(field, "")) & set("{},\n\r") for field in _RULE):
            raise UsageError("Write each of the fields as its example shows.")
        given = {field: fields[field] for field in _RULE if fields.get(field)}
        if "percent" not in given:
            given.pop("per", None)
            given.pop("cap", None)
        late = ", ".join(f"{field}: {text}" for field, text in given.items())
        try:
            due = self._policies.set(name, fields.get("due", ""), late)
        except UsageError as error:
            raise UsageError(str(error).replace("--late ", "")) from None
        record(self._hosting.database, me.key, "due date", "", f"{which}: {due.describe()}")
