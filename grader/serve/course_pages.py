"""The pages of `grade web`: what the form's buttons do without JavaScript, and what each page shows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from grader.core.course import Exercise
from grader.core.errors import Fault, UsageError
from grader.pages import lessons, views
from grader.serve.folder import fingerprint
from grader.serve.session import Session, page_address


def pressed(session: Session, exercise: Exercise, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """Do what a button says, for a reader without JavaScript; return what the page shows beside."""

    def field(name: str) -> str:
        return next(iter(fields.get(name, [])), "")

    do, shown = field("do"), {}
    if "source" in fields:
        text = field("source").replace("\r\n", "\n")
        try:
            saved = session.folder.save(exercise, text, field("seen"))
        except UsageError as error:
            return {"trouble": str(error), "source": text}
        shown["notice"] = saved.told or ("Saved." if do == "save" else "")
    try:
        if do == "check":
            found = session.check(exercise)
            more = session.more(exercise) if found.get("more") else {}
            shown["result"] = views.marked(found.get("html", "") + more.get("html", ""))
        elif do == "hint":
            shown["hint"] = views.marked(session.hint(exercise).get("html", ""))
        elif do == "run":
            shown["expression"] = field("expression")
            shown["tried"] = views.marked(session.run(exercise, field("expression")).get("html", ""))
        elif do == "reset":
            from grader.submissions.workspace import reset

            aside = reset(session.folder.path, exercise)
            shown["notice"] = f"The stub is back. Your text is in {aside.name}." if aside else "This is the stub."
    except (UsageError, Fault) as error:
        shown["trouble"] = str(error)
    return shown


def exercise_page(request: Request, session: Session, exercise: Exercise, shown: dict[str, Any]) -> str:
    """Return the page of an exercise.

    Args:
        request: what asks for it.
        session: the learner's.
        exercise: which.
        shown: what the page shows besides, in place of what it shows first.
    """
    trouble = ""
    try:
        texts = session.folder.texts(exercise)
    except UsageError as error:
        texts, trouble = {}, str(error)
    stubs = {
        f"{one.stem}.py": one.stub.read_text(encoding="utf-8") for one in session.course.exercises[: exercise.number]
    }
    locked = [f"{one.stem}.py" for one in session.course.exercises[: exercise.number] if session.folder.notebook(one)]
    told = {
        "course": "",
        "stubs": stubs,
        "texts": texts,
        "seen": {name: fingerprint(text) for name, text in texts.items()},
        "versions": {f"{one.stem}.py": session.versions.of(one) for one in session.course.exercises[: exercise.number]},
        "results": session.results,
        "locked": locked,
        "exercise": {"number": exercise.number, "name": exercise.name, "stem": exercise.stem},
    }
    own = f"{exercise.stem}.py"
    notice = (
        f"{exercise.stem}.ipynb is a notebook. Change it where you opened it, then press Check."
        if own in locked
        else ""
    )
    values = {
        "source": texts.get(own, ""),
        "seen": fingerprint(texts.get(own, "")),
        "trouble": trouble,
        "notice": notice,
        "expression": views.example_call(exercise),
    } | shown
    lesson = views.marked(lessons.lesson_html(exercise, page_address))
    return page(
        "course/exercise.html",
        request,
        session,
        data=data(request, told),
        script="exercise.js",
        exercise=exercise,
        stubs=stubs,
        lesson=lesson,
        locked=own in locked,
        **values,
    )


def page(template: str, request: Request, session: Session, **values: Any) -> str:
    """Return a whole page with what all pages have."""
    return views.page_html(
        template, session.course, page_address, session.states, token=request.scope["token"], **values
    )


def data(request: Request, told: Mapping[str, Any]) -> Any:
    """Return what the page's script is told, as JSON within the page."""
    common = {"server": "/do", "token": request.scope["token"], "nonce": request.scope["nonce"]}
    return views.marked(json.dumps({**common, **told}).replace("<", "\\u003c"))
