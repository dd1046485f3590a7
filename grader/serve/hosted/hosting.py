"""A hosted course: everything that its pages work with, and the account that a request comes from."""

from __future__ import annotations

import re
import threading
from collections import Counter
from concurrent.futures import Future
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from grader.classroom.gradebook.store import Gradebook
from grader.core.course import Course, Exercise
from grader.core.errors import Fault, UsageError
from grader.serve.hosted.commits import Commits
from grader.serve.hosted.database import HostedDatabase
from grader.serve.hosted.drafts import Drafts
from grader.serve.hosted.graders import Graders
from grader.serve.hosted.hand_ins import HandIn, HandIns
from grader.serve.hosted.lanes import QueuePlace
from grader.serve.hosted.limits import RateLimit
from grader.serve.hosted.people import SESSION_SECONDS, Account, Accounts, Sessions, SignedIn, hash_of
from grader.serve.hosted.requests import GradingAnswer, GradingRequest
from grader.serve.hosted.servers import ServerRow

_LOOK_EVERY = 2.0  # seconds between two looks for hand-ins that no server grades
_MOST_TAKEN = 20
_MOST_TRIES = 2


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
        self.server, self.commits = ServerRow(database), Commits(database)
        self.drafts, self.hand_ins = Drafts(database), HandIns(database, course, seed, self.server.name)
        self.stubs = {one.stem: one.stub.read_text(encoding="utf-8") for one in course.exercises}
        """What learners begin with, by stem."""
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
        self.waiting: dict[str, int] = {}
        """Whose requests to the grader are being answered: the account's number by the hash of the session."""
        self._tries: Counter[int] = Counter()  # of hand-ins that were taken over, by number
        self._not_graded: set[int] = set()
        self._looking = threading.Thread(target=self._look, name="left behind", daemon=True)

    def start(self) -> None:
        """Start the graders, the saving of drafts, and the grading of what another server left."""
        self.server.start()
        self.commits.start()
        self.drafts.start()
        self.graders.start()
        self._looking.start()
        for part in self.parts:
            part.start()

    def close(self) -> None:
        """Answer and save what has come, and end."""
        self._ended.set()
        for part in self.parts:
            part.close()
        self.graders.close()
        if self._looking.is_alive():
            self._looking.join()
        self.commits.close()
        self.drafts.close()
        self.server.close()
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
        while not self._ended.wait(_LOOK_EVERY):
            try:
                if not self.graders.waiting:  # who waits goes first
                    self.grade_left_behind()
            except Fault:  # the database is away: the next look is as good
                continue

    def grade_left_behind(self) -> int:
        """Grade what was handed in and is graded by no server; return how many have a result now."""
        while self._not_graded:
            numbers = set(self._not_graded)
            self.hand_ins.release(numbers)
            self._not_graded -= numbers
        given_up = [number for number, tries in self._tries.items() if tries >= _MOST_TRIES]
        count = 0
        for one in self.hand_ins.take_over(_MOST_TAKEN, given_up):
            self._tries[one.id] += 1
            try:
                place = self.graders.reserve(-one.id, is_check=True, behind=True)
                answer = self.grade(one, place).result()
            except Exception:  # it is tried once more, and its learner can hand it in again
                self._not_graded.add(one.id)
                continue
            count += answer.graded is not None
        return count

    def grade(self, one: HandIn, place: QueuePlace) -> Future[GradingAnswer]:
        """Ask for a hand-in's result, which is kept before it is given; `place` is reserved for it in the queue."""
        request = GradingRequest("check", one.exercise, one.files)

        def finish(answer: GradingAnswer) -> None:
            if answer.graded is not None:
                self.hand_ins.keep_result(one, answer.graded, answer.page)
            elif answer.page.get("stopped"):
                self.hand_ins.keep_stopped(one)

        def note(future: Future[GradingAnswer]) -> None:
            if future.exception() or future.result().problem:
                self._not_graded.add(one.id)

        place.answer.add_done_callback(note)
        return self.graders.put(place, request, finish)
