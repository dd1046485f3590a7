"""What a learner asks of the grader on a page: check, hint, run, save. Data in, data out; the transport is elsewhere."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from grader.core.course import Exercise
from grader.core.errors import UsageError
from grader.serve.hosted.graders import AlreadyAsked, QueueFull
from grader.serve.hosted.hand_ins import HandIn
from grader.serve.hosted.hosting import Hosting
from grader.serve.hosted.people import Account
from grader.serve.hosted.requests import GradingAnswer, GradingRequest
from grader.serve.hosted.tables import hint as hints
from grader.submissions.submission import MAX_SOURCE

LONGEST_EXPRESSION = 2000
FULL = "Many learners are checking at once. Your work is saved. Try again in a few seconds."
BUSY = "Your last check is still running. Wait for its result, or press Stop. Your work is saved."


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


def files_of(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str]) -> dict[str, str]:
    """Return the files to grade: what was posted, over what is saved; earlier files that were not begun are left out."""
    chain = {one.stem: one for one in hosting.course.exercises[: exercise.number]}
    saved = hosting.drafts.texts(me.id)
    files = {}
    for stem, one in chain.items():
        stub = one.stub.read_text(encoding="utf-8")
        text = texts.get(stem, saved.get(stem))
        if stem == exercise.stem:
            files[f"{stem}.py"] = stub if text is None else text
        elif text is not None and (stem in saved or text != stub):
            files[f"{stem}.py"] = text
    return files


async def check(
    hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str], key: str = "", *, save: bool = True
) -> dict[str, Any]:
    """Take a hand-in, grade it, and return what the page shows of the result.

    Args:
        hosting: the course.
        me: whose it is.
        exercise: what is handed in.
        texts: what was posted, by stem.
        key: the Idempotency-Key; the same files are the same hand-in where there is none.
        save: whether the texts become the learner's drafts too.

    Raises:
        HTTPException: 503 where the queue is full, 409 where the learner's last check runs, 429 for too many, 422 for
            a key that was used for something else.
    """
    allow(hosting, me)
    if save:
        await run_in_threadpool(hosting.drafts.keep, me.id, texts)
    if hosting.graders.is_busy(me.id):
        raise HTTPException(409, BUSY)
    if hosting.graders.full:
        hosting.graders.refused += 1
        raise HTTPException(503, FULL, {"retry-after": "5"})
    one = await run_in_threadpool(_accepted, hosting, me, exercise, texts, key)
    if one.page is not None and not json.loads(one.document or "{}").get("ungraded"):
        return dict(json.loads(one.page))
    answer = await _answered(hosting, lambda: hosting.grade(one, waiting=me.id))
    return answer.page


def _accepted(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str], key: str) -> HandIn:
    files = files_of(hosting, me, exercise, texts)
    try:
        return hosting.hand_ins.accept(me, exercise, files, key or hosting.hand_ins.own_key(exercise, files))
    except UsageError as error:
        raise HTTPException(422, str(error)) from None


async def run(
    hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str], expression: str
) -> dict[str, Any]:
    """Run a call of the learner's function, and return what the page shows of it."""
    allow(hosting, me)
    if len(expression) > LONGEST_EXPRESSION:
        raise HTTPException(413, f"A call has at most {LONGEST_EXPRESSION} characters.")
    files = await run_in_threadpool(files_of, hosting, me, exercise, texts)
    request = GradingRequest("run", exercise.name, files, expression=expression)
    return (await _answered(hosting, lambda: hosting.graders.ask(me.id, request))).page


async def more(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return what takes longer than a verdict: the line that decides, and a picture."""
    allow(hosting, me)
    files = await run_in_threadpool(files_of, hosting, me, exercise, texts)
    request = GradingRequest("more", exercise.name, files)
    return (await _answered(hosting, lambda: hosting.graders.ask(me.id, request))).page


async def hint(hosting: Hosting, me: Account, exercise: Exercise, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the next hint, with those before it; how many were shown is kept."""
    allow(hosting, me)
    files = await run_in_threadpool(files_of, hosting, me, exercise, texts)
    about, shown = await run_in_threadpool(_hints_shown, hosting, me, exercise)
    request = GradingRequest("hint", exercise.name, files, about=about, shown=shown)

    def keep(answer: GradingAnswer) -> None:
        if "about" in answer.page:
            row = {"account": me.id, "exercise": exercise.stem}
            told = {name: answer.page[name] for name in ("about", "shown")}
            made = hosting.database.insert(hints).values(**row, **told)
            upsert = made.on_conflict_do_update(index_elements=["account", "exercise"], set_=told)
            hosting.database.write((upsert, [{}]))

    return (await _answered(hosting, lambda: hosting.graders.ask(me.id, request, keep))).page


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


async def _answered(hosting: Hosting, ask: Any) -> GradingAnswer:
    try:
        future = ask()
    except AlreadyAsked:
        raise HTTPException(409, BUSY) from None
    except QueueFull:
        raise HTTPException(503, FULL, {"retry-after": "5"}) from None
    answer: GradingAnswer = await asyncio.wrap_future(future)
    if answer.problem:
        # 409 for what was asked, 500 for the grader's own fault
        raise HTTPException(409 if answer.usage else 500, answer.problem)
    return answer
