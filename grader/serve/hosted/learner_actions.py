"""What the script of a learner's page asks for, or a program: check, run, hint, more, keep, stop. JSON in, JSON out."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from grader.serve.hosted import checking
from grader.serve.hosted.direct_actions import NO_FILE, TOO_BIG, TOO_OFTEN, file_given
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account


class LearnerActions:
    """The actions of a hosted course; the route comes after those that are asked for all the time."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting
        self.routes = [Route("/do/{action}", self.act, methods=["POST"])]

    async def act(self, request: Request) -> Response:
        """Do what is asked."""
        given, action = request.scope.get("json"), request.path_params["action"]
        if given is None:
            raise HTTPException(400, "The request must be JSON.")
        me = await run_in_threadpool(self._hosting.me, request)
        if action == "keep":
            return await self._keep(me, given)
        if action == "stop":
            self._hosting.graders.stop(me.id)
            return JSONResponse({})
        exercise = self._hosting.exercise(given.get("exercise"))
        texts = checking.texts_of(self._hosting, exercise, given.get("files", {}))
        with self._waiting(request, me):
            match action:
                case "check":
                    key, save = request.headers.get("idempotency-key", ""), not given.get("given")
                    accepted = await checking.check(self._hosting, me, exercise, texts, key, save=save)
                    return JSONResponse(await accepted.page())
                case "run":
                    expression = str(given.get("expression", ""))
                    return JSONResponse(await checking.run(self._hosting, me, exercise, texts, expression))
                case "hint":
                    return JSONResponse(await checking.hint(self._hosting, me, exercise, texts))
                case "more":
                    return JSONResponse(await checking.more(self._hosting, me, exercise, texts))
        raise HTTPException(404, "This action does not exist.")

    @contextlib.contextmanager
    def _waiting(self, request: Request, me: Account) -> Iterator[None]:
        """Let the reader's page ask how many are before it, which then needs no database."""
        digest, waiting = self._hosting.session_hash(request), self._hosting.waiting
        waiting[digest] = me.id
        try:
            yield
        finally:
            waiting.pop(digest, None)

    async def _keep(self, me: Account, given: dict[str, Any]) -> Response:
        stem, text = file_given(self._hosting, given)
        if text is None:
            raise HTTPException(413 if stem else 400, TOO_BIG if stem else NO_FILE)
        if not self._hosting.saving.allows(me.id):
            raise HTTPException(429, TOO_OFTEN)
        await run_in_threadpool(self._hosting.drafts.keep_aside, me.id, stem, text)
        return JSONResponse({})
