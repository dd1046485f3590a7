"""A hosted course: everything that its pages work with, and the account that a request comes from."""

from __future__ import annotations

import re
import threading
from typing import Any, Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from grader.classroom.gradebook.store import Gradebook
from grader.core.course import Course, Exercise
from grader.core.errors import UsageError
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.drafts import Drafts
from grader.serve.hosted.graders import AlreadyAsked, Graders, QueueFull
from grader.serve.hosted.hand_ins import HandIn, HandIns
from grader.serve.hosted.limits import RateLimit
from grader.serve.hosted.people import SESSION_SECONDS, Account, Accounts, Sessions, SignedIn, hash_of
from grader.serve.hosted.requests import GradingRequest

_ABANDONED = 60.0  # seconds after which a hand-in without a result has lost its grading process
_LOOK_EVERY = 30.0


class HostedPart(Protocol):
    """What works beside the pages while the course is served."""

    def start(self) -> None:
        """Begin."""

    def close(self) -> None:
        """End."""


class Hosting:
    """One server's part of a hosted course. start() before the first request, close() after the last."""

    def __init__(self, course: Course, database: HostedDatabase, url: str, *, graders: int, seed: int = 1) -> None:
        """Take the course and its database.

        Args:
            course: the course.
            database: shared with other servers of the same course.
            url: the public address, without a slash at its end.
            graders: how many grading processes to keep.
            seed: what hidden inputs are drawn from.
        """
        self.course, self.database, self.url = course, database, url
        self.accounts, self.sessions = Accounts(database), Sessions(database)
        self.drafts, self.hand_ins = Drafts(database), HandIns(database, course, seed)
        self.gradebook = Gradebook(database=database)
        self.graders = Graders(course.root, seed, graders)
        self.asking = RateLimit(per_second=1.0, burst=60)
        self.saving = RateLimit(per_second=5.0, burst=60)
        self.entering = RateLimit(per_second=0.2, burst=30)
        self.secure = url.startswith("https://")
        self.cookie = "__Host-grade" if self.secure else "grade-session"
        self._cookie_value = re.compile(rf"(?:^|;)\s*{self.cookie}=([\w-]+)")
        self._ended = threading.Event()
        self.parts: list[HostedPart] = []
        """What starts and ends with the hosting."""
        self._given_up: dict[int, int] = {}

    def start(self) -> None:
        """Start the graders, the saving of drafts, and the grading of what another server left."""
        self.drafts.start()
        self.graders.start()
        threading.Thread(target=self._look, name="abandoned", daemon=True).start()
        for part in self.parts:
            part.start()

    def close(self) -> None:
        """Answer and save what has come, and end."""
        self._ended.set()
        for part in self.parts:
            part.close()
        self.graders.close()
        self.drafts.close()
        self.database.close()

    # who asks

    def secret_of(self, request: Request) -> str:
        """Return the secret of a request's cookie, or nothing."""
        found = self._cookie_value.search(request.headers.get("cookie", ""))
        return found[1] if found else ""

    def session_hash(self, request: Request) -> str:
        """Return the hash of a request's session, or nothing."""
        secret = self.secret_of(request)
        return hash_of(secret) if secret else ""

    def signed_in(self, request: Request) -> SignedIn | None:
        """Return who a request comes from, or None for nobody."""
        secret = self.secret_of(request)
        found = self.sessions.find(secret) if secret else None
        request.scope["account"] = found.account.id if found else None
        return found

    def me(self, request: Request) -> Account:
        """Return who a request comes from; 401 for nobody."""
        found = self.signed_in(request)
        if found is None:
            raise HTTPException(
                401, "You are not signed in. Open your personal link, or the course in your course site."
            )
        return found.account

    def sign_in(self, response: Response, person: Account, *, framed: bool = False) -> Response:
        """Put a new session's cookie into a response.

        Args:
            response: what is answered.
            person: the account that is signed in.
            framed: whether the pages are shown in a frame of another site.
        """
        secret = self.sessions.open(person)
        kind = "SameSite=None; Partitioned" if framed and self.secure else "SameSite=Lax"
        secure = "; Secure" if self.secure else ""
        value = f"{self.cookie}={secret}; Path=/; HttpOnly{secure}; {kind}; Max-Age={int(SESSION_SECONDS)}"
        response.headers.append("set-cookie", value)
        return response

    def exercise(self, word: object) -> Exercise:
        """Return the exercise that is meant; 404 where there is none."""
        try:
            return self.course.find(str(word))
        except UsageError:
            raise HTTPException(404, "This exercise does not exist.") from None

    # what was left

    def _look(self) -> None:
        while not self._ended.is_set():
            self.grade_abandoned(now(-_ABANDONED))
            self._ended.wait(_LOOK_EVERY)

    def grade_abandoned(self, before: str) -> int:
        """Grade what was handed in before a time and has no result; return how many."""
        count = 0
        for one in self.hand_ins.ungraded(before):
            if self._ended.is_set() or self._given_up.get(one.id, 0) >= 2:
                continue
            self._given_up[one.id] = self._given_up.get(one.id, 0) + 1
            try:
                answer = self.grade(one, waiting=-one.id).result()
            except (QueueFull, AlreadyAsked):
                break
            except Exception:  # it is tried once more, and its learner can hand it in again
                continue
            count += answer.graded is not None
        return count

    def grade(self, one: HandIn, waiting: int) -> Any:
        """Ask for a hand-in's result, which is kept before it is given; `waiting` is who waits for it."""
        request = GradingRequest("check", one.exercise, one.files)

        def finish(answer: Any) -> None:
            if answer.graded is not None:
                self.hand_ins.keep_result(one, answer.graded, answer.page)
            elif answer.page.get("stopped"):
                self.hand_ins.keep_stopped(one)

        return self.graders.ask(waiting, request, finish)
