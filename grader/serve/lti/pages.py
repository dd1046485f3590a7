"""The pages of the tool, which are shown in a frame of the platform's or in a tab."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import HTMLResponse

from grader.core.course import Course
from grader.pages import views
from grader.serve.hosted.requests import address


class LtiPages:
    """Fills the templates of the tool."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def page(self, name: str, *, data: dict[str, Any] | None = None, **values: Any) -> HTMLResponse:
        """Return a page; `data` is what its script reads."""
        told = views.marked(json.dumps(data).replace("<", "\\u003c")) if data else ""
        page = views.page_html(
            f"lti/{name}.html", self._course, address, data=told, script="lti.js", bare=True, **values
        )
        return HTMLResponse(page)
