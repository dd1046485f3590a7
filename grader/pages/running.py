"""Run a learner's functions on values that the learner chooses, as `grade try` does, and show what they gave."""

from __future__ import annotations

from typing import Any

from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.grading.tryout import Tried, statements_of, try_out
from grader.pages import views
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission


def run_call(
    sandbox: Sandbox, course: Course, exercise: Exercise, submission: Submission, expression: str
) -> dict[str, Any]:
    """Run what was typed and return what it gave, as HTML and as a sentence."""
    try:
        tried = try_out(sandbox, course, exercise, submission, statements_of(expression))
    except UsageError as error:
        tried = Tried((), "", error=str(error))
    said = [f"{statement} gives {value}." if value else f"{statement} ran." for statement, value in tried.values]
    html = views.fill("course/tried.html", tried=tried, place=views.place_html(tried.location))
    return {"html": html, "said": " ".join([*said, *filter(None, [tried.error])])}
