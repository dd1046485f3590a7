"""What the page calls: the grader and the course, inside the reader's browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from grader.core.course import load_course
from grader.core.errors import Fault, UsageError
from grader.grading.grader import Grader
from grader.pages.actions import Actions, MemoryFiles
from grader.pages.quiz_pages import respond
from grader.pages.quizzes import CourseQuizzes, with_pictures
from grader.sandbox.sandbox import Sandbox
from grader.site.direct import DirectServer, Requests
from grader.site.links import InterpreterServer
from grader.site.patience import Patience, hurried
from grader.submissions.submission import Submission

_WORKSPACE = "/home/pyodide/work"


def begin(host: Any, settings: str) -> Callable[[str, str, str], str]:
    """Return what answers the page: a function of an action's name, its argument and the calls that did not come back.

    The last two are JSON, as the answer is.

    Args:
        host: the page's worker, which opens links to interpreters for the learner's code.
        settings: JSON with the folder of the course, and the transport: `port`, `shared` or `single`.
    """
    told = json.loads(settings)
    course, patience = hurried(load_course(Path(told["course"]))), Patience()
    requests = Requests(host.began, patience)

    def stopped() -> None:
        sandbox.stopped = True

    single = told["transport"] == "single"
    sandbox = Sandbox(start=lambda: DirectServer(requests) if single else InterpreterServer(host, patience, stopped))
    quizzes = CourseQuizzes(course, Path(_WORKSPACE), sandbox)
    actions = Actions(course, Grader(course, sandbox), sandbox, lambda name: f"{name}.html")

    def handle(action: str, argument: str, hanging: str) -> str:
        patience.begin()
        requests.begin(frozenset(json.loads(hanging)))
        if sandbox.stopped:
            sandbox.restart()
        given = json.loads(argument)
        try:
            found = _asked_of_quiz(quizzes, given) if action == "quiz" else _answer(actions, action, given)
        except UsageError as error:
            found = {"problem": str(error)}
        except Fault:
            if not sandbox.stopped:
                raise
            found = {"stopped": True}
        return json.dumps(found)

    return handle


def _asked_of_quiz(quizzes: CourseQuizzes, given: dict[str, Any]) -> dict[str, Any]:
    """Do what a page of a quiz asks; return the page, its path, and the sitting, which the browser keeps as it is."""
    name, kept, path = given["quiz"], quizzes.file(given["quiz"]), given["path"]
    if given["kept"] and not (kept.exists() and kept.read_text(encoding="utf-8") == given["kept"]):
        kept.parent.mkdir(parents=True, exist_ok=True)  # another tab has gone on with it, or the page was loaded again
        kept.write_text(given["kept"], encoding="utf-8")
        quizzes.forget(name)
    told = ""
    try:
        controller = quizzes.controller(name, lambda programs, quiz: given["done"])
    except UsageError:
        if not kept.exists():
            raise
        kept.unlink()
        controller = quizzes.controller(name, lambda programs, quiz: given["done"])
        told = "What this browser kept of the quiz could not be read, so the quiz begins again."
    found = respond(controller, given["method"], path, given["fields"], "")
    while found and found.see:
        path = found.see
        found = respond(controller, "GET", path, {}, "")
    html = with_pictures(found.html, controller) if found else ""
    return {
        "html": html,
        "path": path,
        "kept": kept.read_text(encoding="utf-8") if kept.exists() else None,
        "told": told,
    }


def _answer(actions: Actions, action: str, given: dict[str, Any]) -> Any:
    if action == "export_work":
        return actions.export_work(given["files"])
    if action == "import_work":
        return actions.import_work(given["data"], given["name"])
    exercise, submission = actions.course.find(str(given["exercise"])), Submission(MemoryFiles(given["files"]))
    if action == "check":
        return actions.check(exercise, submission, whole=bool(given.get("given")))
    if action == "more":
        return actions.more(exercise, submission)
    if action == "run":
        return actions.run(exercise, submission, given["expression"])
    if action == "hint":
        return actions.hint(exercise, submission, given["about"], given["shown"])
    raise ValueError(action)
