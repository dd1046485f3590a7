"""What a learner asks of the grader on a page: check, hint, run, save. Data in, data out; the transport is elsewhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from grader.core.course import Exercise
from grader.core.errors import UsageError
from grader.serve.hosted.hand_ins import HandIn, InFlight
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.lanes import AlreadyAsked, Finish, QueueFull, WaitedTooLong
from grader.serve.hosted.people import Account
from grader.serve.hosted.requests import GradingAnswer, GradingRequest
from grader.serve.hosted.tables import hint as hints
from grader.submissions.submission import MAX_SOURCE

LONGEST_EXPRESSION = 2000
SOON = 1.0
"""Seconds after which a learner who waits is told how many are before them."""
FULL = "Many learners are checking at once. Your work is saved. Try again in a few seconds."
LATE = (
    "Many learners are checking at once, and your check has waited for too long. Your work is saved and will be graded: "
    "look under Your hand-ins in a few minutes."
)
BUSY = "Your last check is still running. Wait for its result, or press Stop. Your work is saved."


def place_in_words(before: int | None) -> str:
    """Say how many checks are before a learner's: none when it runs, None where this server does not know."""
    if before is None:
        return "Your check has not started yet."
    if not before:
        return "Your check is running."
    return f"{before} {'check is' if before == 1 else 'checks are'} before yours."


def texts_of(hosting: Hosting, exercise: Exercise, files: object) -> dict[str, str]:
    """Return what was posted of a chain's files, by stem.

    Raises:
        HTTPException: it is not of this course, or too big.
    """
    if not isinstance(files, Mapping):
        raise HTTPException(400, "This request does not come from this course.")
    found = {}
    for one in hosting.course.exercises[: exercise.number]:
        text = files.get(f"{one.stem}.py")
        if isinstance(text, str):
            if len(text.encode("utf-8", "surrogatepass")) > MAX_SOURCE:
                raise HTTPException(413, f"{one.stem}.py is too big. At most {MAX_SOURCE >> 20} MiB are allowed.")
            found[one.stem] = text
    return found


def files_of(
    hosting: Hosting, exercise: Exercise, texts: Mapping[str, str], saved: Mapping[str, str]
) -> dict[str, str]:
    """Return the files to grade: what was posted, over what is saved; earlier files that were not begun are left out."""
    files = {}
    for one in hosting.course.exercises[: exercise.number]:
        text, stub = texts.get(one.stem, saved.get(one.stem)), hosting.stubs[one.stem]
        if one.stem == exercise.stem:
            files[f"{one.stem}.py"] = stub if text is None else text
        elif text is not None and (one.stem in saved or text != stub):
            files[f"{one.stem}.py"] = text
    return files


@dataclass(frozen=True)
class AcceptedCheck:
    """A check that was accepted: its hand-in is kept."""

    answer: asyncio.Future[GradingAnswer]
    hand_in: int = 0
    """The hand-in's number; 0 where the same request is being answered already."""

    async def is_soon(self) -> bool:
        """Wait for the answer for as long as a reader without a script sees nothing; say whether it is there."""
        done, _ = await asyncio.wait([self.answer], timeout=SOON)
        return bool(done)

    async def page(self) -> dict[str, Any]:
        """Return what the page shows of the result, once it is there.

        Raises:
            HTTPException: there is none.
        """
        return (await _arrived(self.answer)).page


async def check(
    hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str], key: str = "", *, save: bool = True
) -> AcceptedCheck:
    """Take a hand-in, and ask for its result.

    Args:
        hosting: the course.
        me: whose it is.
        exercise: what is handed in.
        texts: what was posted, by stem.
        key: the Idempotency-Key; the same files are the same hand-in where there is none.
        save: whether the texts become the learner's drafts too.

    Raises:
        HTTPException: 503 where the queue is full, 409 where the learner's last check runs, 429 for too many, 422 for
            a key that was used for something else. The texts are saved anyway, except after 429.
    """
    allow(hosting, me)
    kept = texts if save else {}
    about = exercise.name, key, dict(texts)
    try:
        place = hosting.graders.reserve(me.id, "check", about)
    except (QueueFull, AlreadyAsked) as refusal:
        await hosting.commits.done(me.id, lambda connection: hosting.drafts.keep_in(connection, me.id, kept))
        if isinstance(refusal, AlreadyAsked) and refusal.place.about == about:  # the same request, sent again
            return AcceptedCheck(asyncio.wrap_future(refusal.place.answer))
        raise _refused(refusal) from None

    def accept(connection: Connection) -> HandIn:
        hosting.drafts.keep_in(connection, me.id, kept)
        files = files_of(hosting, exercise, texts, hosting.drafts.texts_in(connection, me.id))
        try:
            own_key = key or hosting.hand_ins.own_key(exercise, files)
            sent = {f"{stem}.py" for stem in (exercise.stem, *texts)}
            return hosting.hand_ins.accept_in(connection, me, exercise, files, own_key, sent)
        except UsageError as error:
            raise HTTPException(422, str(error)) from None
        except InFlight:  # on another server
            raise HTTPException(409, BUSY) from None

    try:
        one = await hosting.commits.done(me.id, accept)
    except BaseException as error:
        hosting.graders.give_back(place, error)
        raise
    if one.is_final:
        hosting.graders.give_back(place, GradingAnswer(json.loads(one.page or "{}")))
    else:
        hosting.grade(one, place)
    return AcceptedCheck(asyncio.wrap_future(place.answer), one.id)


def _files(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str]) -> dict[str, str]:
    return files_of(hosting, exercise, texts, hosting.drafts.texts(me.id))


async def run(
    hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str], expression: str
) -> dict[str, Any]:
    """Run a call of the learner's function, and return what the page shows of it."""
    allow(hosting, me)
    if len(expression) > LONGEST_EXPRESSION:
        raise HTTPException(413, f"A call has at most {LONGEST_EXPRESSION} characters.")
    files = await run_in_threadpool(_files, hosting, me, exercise, texts)
    request = GradingRequest("run", exercise.name, files, expression=expression)
    return (await _answered(hosting, me, request)).page


async def more(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return what takes longer than a verdict: the line that decides, and a picture."""
    allow(hosting, me)
    files = await run_in_threadpool(_files, hosting, me, exercise, texts)
    request = GradingRequest("more", exercise.name, files)
    return (await _answered(hosting, me, request)).page


async def hint(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the next hint, with those before it; how many were shown is kept."""
    allow(hosting, me)
    files = await run_in_threadpool(_files, hosting, me, exercise, texts)
    about, shown = await run_in_threadpool(_hints_shown, hosting, me, exercise)
    request = GradingRequest("hint", exercise.name, files, about=about, shown=shown)

    def keep(answer: GradingAnswer) -> None:
        if "about" in answer.page:
            row = {"account": me.id, "exercise": exercise.stem}
            told = {name: answer.page[name] for name in ("about", "shown")}
            made = hosting.database.insert(hints).values(**row, **told)
            upsert = made.on_conflict_do_update(index_elements=["account", "exercise"], set_=told)
            hosting.database.write((upsert, [{}]))

    return (await _answered(hosting, me, request, keep)).page


def _hints_shown(hosting: Hosting, me: Account, exercise: Exercise) -> tuple[str, int]:
    mine = (hints.c.account == me.id) & (hints.c.exercise == exercise.stem)
    rows = hosting.database.read(select(hints.c.about, hints.c.shown).where(mine))
    return (rows[0].about, rows[0].shown) if rows else ("", 0)


def allow(hosting: Hosting, me: Account) -> None:
    """Count one more request of a learner's to the grader; 429 where there are too many."""
    if not hosting.asking.allows(me.id):
        raise HTTPException(
            429, "You checked very often in a short time. Wait a minute, then try again. Your work is saved."
        )


async def _answered(
    hosting: Hosting, me: Account, request: GradingRequest, finish: Finish = lambda answer: None
) -> GradingAnswer:
    try:
        return await answered(lambda: hosting.graders.ask(me.id, request, finish))
    except AlreadyAsked as refusal:
        raise _refused(refusal) from None


async def answered(ask: Callable[[], Future[GradingAnswer]]) -> GradingAnswer:
    """Ask the graders, and return their answer.

    Raises:
        AlreadyAsked: the learner's last request of this kind is still being answered.
        HTTPException: 503 where the queue is full, 409 for what cannot be asked so, 500 for the grader's own fault.
    """
    try:
        future = ask()
    except QueueFull as refusal:
        raise _refused(refusal) from None
    return await _arrived(asyncio.wrap_future(future))


async def _arrived(future: asyncio.Future[GradingAnswer]) -> GradingAnswer:
    try:
        answer = await asyncio.shield(future)
    except WaitedTooLong:
        raise HTTPException(503, LATE, {"retry-after": "30"}) from None
    if answer.problem:
        raise HTTPException(409 if answer.usage else 500, answer.problem)
    return answer


def _refused(refusal: QueueFull | AlreadyAsked) -> HTTPException:
    if isinstance(refusal, QueueFull):
        return HTTPException(503, FULL, {"retry-after": "5"})
    return HTTPException(409, BUSY)
