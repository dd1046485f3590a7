"""The pages of a learner: home, an exercise, what was handed in, and signing in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.core.course import Exercise
from grader.core.points import format_points
from grader.pages import lessons, views
from grader.pages.quizzes import PICTURES
from grader.serve.app import KEPT
from grader.serve.folder import fingerprint
from grader.serve.hosted import checking
from grader.serve.hosted.earlier import earlier_versions
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account
from grader.serve.hosted.requests import address

_FILES = {"exercise.js", "enter.js", "lti.js", "style.css", "course.css", "icon.svg"}


class LearnerPages:
    """The routes that learners use, and everybody who is signed in may."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [
            Route("/", self.home, methods=["GET"]),
            Route("/exercise/{stem}", self.exercise, methods=["GET", "POST"]),
            Route("/hand-ins", self.hand_ins, methods=["GET"]),
            Route("/hand-ins/{number:int}", self.hand_in, methods=["GET"]),
            Route("/hand-ins/{number:int}/wait", self.wait, methods=["GET"]),
            Route("/file/{name}", self.file, methods=["GET"]),
            Route("/enter", self.enter, methods=["GET", "POST"]),
            Route("/leave", self.leave, methods=["POST"]),
        ]

    # signing in

    def enter(self, request: Request) -> Response:
        """Show the page that a personal link leads to; use the link up when its button is pressed."""
        if request.method == "GET":
            return HTMLResponse(self._fill("enter", trouble=""))
        client = (request.scope.get("client") or ("",))[0]
        given = request.scope.get("fields", {}).get("code") or [request.scope.get("json", {}).get("code", "")]
        person = self._hosting.accounts.redeem(str(given[0]).rpartition("#")[2].strip())
        if person is None:
            # a class that signs in behind one address is no attack: only what fails is counted
            if not self._hosting.entering.allows(client):
                raise HTTPException(429, "Too many tries. Wait a minute, then try again.")
            trouble = "This link was used already, or is no longer valid. Ask your instructor for a new one."
            return HTMLResponse(self._fill("enter", trouble=trouble), status_code=403)
        return self._hosting.sign_in(RedirectResponse("/", status_code=303), person)

    def leave(self, request: Request) -> Response:
        """Sign out."""
        found = self._hosting.signed_in(request)
        if found is not None:
            self._hosting.sessions.close(found)
        response = RedirectResponse("/enter", status_code=303)
        response.delete_cookie(self._hosting.cookie, path="/", secure=self._hosting.secure, httponly=True)
        return response

    # the course

    def home(self, request: Request) -> Response:
        """Show the chain."""
        me = self._hosting.me(request)
        return HTMLResponse(self._page("course/home.html", me))

    async def exercise(self, request: Request) -> Response:
        """Show an exercise; do what a button says, for a reader without JavaScript."""
        me = await run_in_threadpool(self._hosting.me, request)
        chosen = self._hosting.exercise(request.path_params["stem"])
        shown: dict[str, Any] = {}
        status = 200
        if request.method == "POST":
            try:
                found = await self._pressed(request, me, chosen)
            except HTTPException as error:
                found, status = {"trouble": error.detail}, error.status_code
            if isinstance(found, Response):
                return found
            shown = found
        elif number := request.query_params.get("checked"):
            shown = await run_in_threadpool(self._result_shown, me, number)
        page = await run_in_threadpool(self._exercise_page, request, me, chosen, shown)
        return HTMLResponse(page, status_code=status)

    def _result_shown(self, me: Account, number: str) -> dict[str, Any]:
        one = self._hosting.hand_ins.find(int(number)) if number.isdecimal() and len(number) < 10 else None
        return {"result": _html(json.loads(one.page))} if one and one.account == me.id and one.page else {}

    async def _pressed(self, request: Request, me: Account, exercise: Exercise) -> dict[str, Any] | Response:
        fields = {name: values[0] for name, values in request.scope.get("fields", {}).items()}
        texts: dict[str, str] = {}
        if "source" in fields:
            source = fields["source"].replace("\r\n", "\n")
            texts = checking.texts_of(self._hosting, exercise, {f"{exercise.stem}.py": source})
            await run_in_threadpool(self._keep, me, exercise.stem, source, fields.get("seen", ""))
        match fields.get("do"):
            case "check":
                accepted = await checking.check(self._hosting, me, exercise, texts, save=False)
                if accepted.hand_in and not await accepted.is_soon():
                    return RedirectResponse(f"/hand-ins/{accepted.hand_in}/wait", status_code=303)
                return {"result": _html(await accepted.page())}
            case "hint":
                return {"hint": _html(await checking.hint(self._hosting, me, exercise, texts))}
            case "run":
                expression = fields.get("expression", "")
                found = await checking.run(self._hosting, me, exercise, texts, expression)
                return {"tried": _html(found), "expression": expression}
            case "reset":
                await run_in_threadpool(self._keep, me, exercise.stem, self._hosting.stubs[exercise.stem], "")
                return {"notice": "The stub is back. Your text is under Your hand-ins."}
        return {"notice": "Saved."}

    def _keep(self, me: Account, stem: str, text: str, seen: str) -> None:
        """Keep a form's text as the draft; a text that the form's page has not seen is kept aside."""
        there = self._hosting.drafts.texts(me.id).get(stem)
        if there not in (None, text) and fingerprint(str(there)) != seen:
            self._hosting.drafts.keep_aside(me.id, stem, str(there))
        self._hosting.drafts.keep(me.id, {stem: text})

    def _exercise_page(self, request: Request, me: Account, exercise: Exercise, shown: dict[str, Any]) -> str:
        saved = self._hosting.drafts.texts(me.id)
        chain = self._hosting.course.exercises[: exercise.number]
        texts = {f"{one.stem}.py": saved.get(one.stem, self._hosting.stubs[one.stem]) for one in chain}
        own = texts[f"{exercise.stem}.py"]
        states = self._hosting.hand_ins.states(me)
        results = {one.stem: states[one.name] for one in self._hosting.course.exercises if one.name in states}
        told = {
            "course": f"{self._hosting.url}/{me.id}",
            "versions": earlier_versions(self._hosting, me, chain),
            "hosted": True,
            "server": "/do",
            "token": "",
            "nonce": request.scope["nonce"],
            "stubs": {f"{one.stem}.py": self._hosting.stubs[one.stem] for one in chain},
            "texts": texts,
            "seen": {name: fingerprint(text) for name, text in texts.items()},
            "results": results,
            "locked": [],
            "exercise": {"number": exercise.number, "name": exercise.name, "stem": exercise.stem},
        }
        return self._page(
            "course/exercise.html",
            me,
            data=views.marked(json.dumps(told).replace("<", "\\u003c")),
            script="exercise.js",
            exercise=exercise,
            stubs=told["stubs"],
            lesson=views.marked(lessons.lesson_html(exercise, address)),
            **({"source": own, "seen": fingerprint(own), "expression": views.example_call(exercise)} | shown),
        )

    # what was handed in

    def hand_ins(self, request: Request) -> Response:
        """Show what the reader has handed in."""
        me = self._hosting.me(request)
        mine = self._hosting.hand_ins.of(me.id)
        handed_in = {text for one in mine for text in one.files.values()}
        others = [one for one in self._hosting.drafts.displaced(me.id) if one[1] not in handed_in]
        lines = [line_of(one) for one in mine]
        return HTMLResponse(self._page("hosted/hand_ins.html", me, mine=lines, displaced=others))

    def hand_in(self, request: Request) -> Response:
        """Show one hand-in of the reader's: its files and its result."""
        me = self._hosting.me(request)
        one = self._hosting.hand_ins.find(request.path_params["number"])
        if one is None or one.account != me.id:
            raise HTTPException(404, "This hand-in does not exist, or is not yours.")
        result = views.marked(json.loads(one.page)["html"]) if one.page else ""
        return HTMLResponse(self._page("hosted/hand_in.html", me, one=one, result=result, learner=""))

    def wait(self, request: Request) -> Response:
        """Show how many checks are before one of the reader's, until it has its result: for a page without a script."""
        me = self._hosting.me(request)
        one = self._hosting.hand_ins.find(request.path_params["number"])
        if one is None or one.account != me.id:
            raise HTTPException(404, "You have no such hand-in.")
        if one.page or one.graded_at:
            stem = self._hosting.course.find(one.exercise).stem
            return RedirectResponse(f"/exercise/{stem}?checked={one.id}", status_code=303)
        before = self._hosting.graders.before(me.id)
        seconds = 2 if before is not None and before < 50 else 5
        page = self._page("hosted/wait.html", me, words=checking.place_in_words(before))
        return HTMLResponse(page, headers={"refresh": str(seconds)})

    def file(self, request: Request) -> Response:
        """Give a file of the pages, or one that a lesson shows."""
        name = request.path_params["name"]
        found = self._file(name)
        if found is None:
            raise HTTPException(404, "This file does not exist.")
        kinds = PICTURES | {".js": "text/javascript", ".css": "text/css"}
        return FileResponse(found, media_type=kinds[found.suffix], headers=KEPT)

    def _file(self, name: str) -> Path | None:
        if name in _FILES:
            return views.STATIC / name
        for exercise in self._hosting.course.exercises:
            lesson = lessons.lesson_file(exercise)
            if lesson.is_file() and name in lessons.files_of(lesson.read_text(encoding="utf-8")):
                found = lesson.with_name(name)
                return found if found.is_file() and (found.suffix in PICTURES or name.endswith(lessons.LAB)) else None
        return None

    def _page(self, template: str, me: Account, **values: Any) -> str:
        course = self._hosting.course
        earned = self._hosting.hand_ins.states(me)
        states = {one.stem: _state(one, earned.get(one.name)) for one in course.exercises}
        hosted = {"name": me.shown, "staff": me.role != "learner"}
        return views.page_html(template, course, address, states, hosted=hosted, **values)

    def _fill(self, name: str, **values: Any) -> str:
        return views.page_html(f"hosted/{name}.html", self._hosting.course, address, bare=True, **values)


def _html(found: dict[str, Any]) -> Any:
    return views.marked(found.get("html", "<p>Stopped before there was an answer.</p>"))


def _state(exercise: Exercise, earned: dict[str, Any] | None) -> dict[str, str]:
    if earned is None:
        return {"state": "open", "words": "not begun"}
    if earned["full"]:
        return {"state": "full", "words": "done"}
    points = earned["bonus"] if exercise.bonus else earned["score"]
    return {
        "state": "begun",
        "words": f"{format_points(points)} of {format_points(exercise.bonus or exercise.points)} points",
    }


def line_of(one: Any) -> dict[str, Any]:
    """Return a hand-in as a line of a list."""
    said = "stopped or not graded yet"
    if one.document:
        result = json.loads(one.document)
        bonus = f", bonus {format_points(result['bonus'])}" if result["bonus"] else ""
        said = f"{format_points(result['score'])} of {format_points(result['max_score'])}{bonus}"
    return {"id": one.id, "exercise": one.exercise, "at": one.handed_in_at[:19].replace("T", " "), "said": said}
