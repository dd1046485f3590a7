"""What every open page asks for all the time: to save a draft, and how many checks are before its own.

A class of a thousand does so five hundred times a second, so the gate calls these past the routes, and the database is
asked for many of them at once, or not at all.
"""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Scope

from grader.core.errors import Fault
from grader.serve.hosted.checking import place_in_words
from grader.serve.hosted.gate import DirectAction
from grader.serve.hosted.hosting import Hosting
from grader.submissions.submission import MAX_SOURCE

NOT_SIGNED_IN = "You are signed out. Your text is still on this page. Open your personal link again."
TOO_OFTEN = "You saved very often. Wait a moment."
TOO_BIG = f"The file is too big. At most {MAX_SOURCE >> 20} MiB are kept."
NO_FILE = "This file does not belong to this course."


class DirectActions:
    """The actions of a hosted course that pass its routes."""

    def __init__(self, hosting: Hosting) -> None:
        self._hosting = hosting

    @property
    def by_path(self) -> dict[str, DirectAction]:
        """The actions by their path."""
        return {"/do/save": self.save, "/do/place": self.place}

    async def save(self, scope: Scope) -> Response:
        """Keep what somebody types."""
        given, digest = scope.get("json"), self._hosting.session_hash(Request(scope))
        if given is None:
            return _no(400, "The request must be JSON.")
        if not self._hosting.saving.allows(digest):
            return _no(429, TOO_OFTEN)
        stem, text = file_given(self._hosting, given)
        if text is None:
            return _no(413 if stem else 400, TOO_BIG if stem else NO_FILE)
        try:
            saved = await self._hosting.drafts.saved(digest, stem, text, str(given.get("seen", "")))
        except Fault as fault:
            return _no(503, str(fault))
        if saved is None:
            return _no(401, NOT_SIGNED_IN)
        told = ""
        if saved.displaced:
            told = f"{stem}.py was also changed on another page. That text is under Your hand-ins."
        return _data({"seen": saved.seen, "told": told})

    async def place(self, scope: Scope) -> Response:
        """Say how many are before the reader's check, and after how many seconds to ask again; nothing if none waits."""
        learner = self._hosting.waiting.get(self._hosting.session_hash(Request(scope)))
        before = None if learner is None else self._hosting.graders.before(learner)
        told = "" if before is None else place_in_words(before)
        return _data({"before": before, "told": told, "again": 1.0 if before is None or before < 50 else 3.0})


def file_given(hosting: Hosting, given: dict[str, Any]) -> tuple[str, str | None]:
    """Return the stem and the text of a file that was posted.

    Returns:
        no stem for what is no file of the course; no text for that, and for what is too big.
    """
    name, text = given.get("name"), given.get("text")
    stem = name[:-3] if isinstance(name, str) and name.endswith(".py") else ""
    if stem not in hosting.stubs or not isinstance(text, str):
        return "", None
    return stem, text if len(text.encode("utf-8", "surrogatepass")) <= MAX_SOURCE else None


def _data(found: object) -> Response:
    # the standard encoder takes longer than the rest of the answer
    return Response(msgspec.json.encode(found), media_type="application/json")


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(words + "\n", status_code=status)
