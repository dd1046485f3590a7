"""The quizzes of a hosted course: the pages of `grade quiz --web`, each request one step of the learner's sitting."""

from __future__ import annotations

import asyncio
import json
import secrets
import time

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from grader.core.points import count_points, format_points
from grader.core.results import QUIZ
from grader.pages import views
from grader.pages.quizzes import PICTURES
from grader.quiz.terminal.sitting_store import SEEDS
from grader.serve.app import KEPT
from grader.serve.hosted import checking
from grader.serve.hosted.due_dates import due_dates
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.lanes import AlreadyAsked
from grader.serve.hosted.people import Account
from grader.serve.hosted.quiz_sittings import KeptSitting, SittingMoved
from grader.serve.hosted.requests import GradingAnswer, QuizRequest

MAX_ANSWER = 64 << 10
"""Characters of one form."""
_PATIENCE = 10.0  # seconds that a request waits for the one before it of the same learner


class QuizPages:
    """The routes of the quizzes."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting

    @property
    def routes(self) -> list[Route]:
        """The routes."""
        return [Route("/quiz/{name}/{rest:path}", self.quiz, methods=["GET", "POST"])]

    async def quiz(self, request: Request) -> Response:
        """Show a page of a quiz; do what a button says."""
        me = await run_in_threadpool(self._hosting.me, request)
        name, path = request.path_params["name"], "/" + request.path_params["rest"]
        if name not in self._hosting.quizzes:
            raise HTTPException(404, "There is no such quiz.")
        if path in ("/style.css", "/icon.svg"):
            return FileResponse(views.STATIC / path[1:], headers=KEPT)
        fields = request.scope.get("fields", {})
        if sum(len(text) for texts in fields.values() for text in texts) > MAX_ANSWER:
            raise HTTPException(413, f"That is too much for an answer: at most {MAX_ANSWER >> 10} KiB are taken.")
        if not self._hosting.quizzing.allows(me.id):
            raise HTTPException(
                429, "That was a lot in a short time. Wait a minute, then go on. Your answers are kept."
            )
        page = (await self._answered(me, name, request.method, path, fields)).page
        if "see" in page:
            return RedirectResponse(f"/quiz/{name}{page['see']}", status_code=303)
        if "html" in page:
            return HTMLResponse(page["html"])
        if "file" in page:
            return FileResponse(page["file"], media_type=PICTURES["." + page["file"].rpartition(".")[2]])
        raise HTTPException(404, "There is no such question.")

    async def _answered(
        self, me: Account, name: str, method: str, path: str, fields: dict[str, list[str]]
    ) -> GradingAnswer:
        """Ask a grading process, and keep what has become of the sitting; again where another request was quicker."""
        until = time.monotonic() + _PATIENCE
        while True:
            kept, request = await run_in_threadpool(self._request, me, name, method, path, fields)

            def finish(answer: GradingAnswer, kept: KeptSitting = kept) -> None:
                if answer.step is not None:
                    self._hosting.sittings.keep(kept, answer.step, answer.graded)

            try:
                return await checking.answered(lambda: self._hosting.graders.ask(me.id, request, finish))  # noqa: B023
            except SittingMoved:
                continue
            except AlreadyAsked:
                if time.monotonic() > until:
                    told = "Your last answer is still being checked. Wait a moment, then load this page again."
                    raise HTTPException(409, told) from None
                await asyncio.sleep(0.05)

    def _request(
        self, me: Account, name: str, method: str, path: str, fields: dict[str, list[str]]
    ) -> tuple[KeptSitting, QuizRequest]:
        kept = self._hosting.sittings.last(me.id, name)
        full = {one for one, state in self._hosting.hand_ins.states(me).items() if state["full"]}
        return kept, QuizRequest(
            name,
            method,
            path,
            fields,
            kept.sitting,
            json.loads(kept.notices),
            secrets.randbelow(SEEDS),
            tuple(one.stem for one in self._hosting.course.exercises if one.name in full),
            self._hosting.url,
            self._told(me, kept),
        )

    def _told(self, me: Account, kept: KeptSitting) -> tuple[str, ...]:
        """Say what a try counts for: it is the mark, or it is practice."""
        if not kept.handed_in_at and kept.counts:
            due = due_dates(self._hosting.database, self._hosting.course)(me.key, kept.quiz)
            told = "What you hand in the first time is your mark. After that you can take the quiz again, as practice."
            return (told, f"This quiz is {due.describe()}.") if due else (told,)
        (marks,) = self._hosting.gradebook.marks(self._hosting.course, [me.key])  # there since it was handed in
        score, most, _ = marks.items.get((QUIZ, kept.quiz), (0.0, 0.0, 0.0))
        mark = f"Your mark is {format_points(score)} of {count_points(most)}."
        if kept.quiz in marks.excused:
            mark = "You are excused from this quiz: it does not count for you."
        notes = tuple(note for note in marks.notes if note.startswith(f"{kept.quiz}: "))
        if kept.counts:
            return (mark, *notes)
        return (f"This is practice. {mark} It comes from what you handed in the first time.", *notes)
