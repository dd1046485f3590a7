"""Scores on their way to platforms, as rows of `passback`: one for each learner and link, changed where the marks change.

state    means
waiting  to be looked at when it is due
sending  a server has taken it; when it is due, or that server is not up, another one takes it
sent     the platform has the score
none     there is nothing to send yet
failed   given up; a new result, a new launch, or the operator makes it wait again

A row says what was sent last. What to send is read from the gradebook when it is sent, so a score that is sent again is never
an older one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, case, select, update

from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.servers import servers_up
from grader.serve.hosted.tables import account, passback
from grader.serve.lti.tables import context, deployment, link

LEASE = 300.0
"""Seconds that a server has to send what it has taken."""
MOST_AT_ONCE = 40  # fewer than can be sent in that time, however slow the platform is
MOST_TRIES = 24
_FIRST_WAIT, _LONGEST_WAIT = 15.0, 6 * 3600.0


@dataclass(frozen=True)
class ScoreJob:
    """One learner's score for one link, taken by this server."""

    id: int
    key: str
    """The learner's key."""
    subject: str
    """What the platform calls the learner."""
    link: int
    """The link's number."""
    link_name: str
    item: str
    """An exercise's name; empty for the whole course."""
    title: str
    platform: int
    line_item: str
    line_items: str
    scopes: tuple[str, ...]
    sent: tuple[float, float] | None
    """Score and most as they were sent last."""
    tries: int
    changes: int


def look_again() -> dict[str, Any]:
    """Return what makes a row of `passback` wait; a server that is sending it will see that it has changed."""
    held = passback.c.state == "sending"
    return {
        "state": case((held, "sending"), else_="waiting"),
        "due_at": case((held, passback.c.due_at), else_=now()),
        "changes": passback.c.changes + 1,
        "tries": 0,
    }


def note_result(connection: Connection, account_id: int, exercise: str) -> None:
    """Make the scores of a learner wait that an exercise's result may have changed: a listener of hand-ins."""
    mine = (passback.c.account == account_id) & passback.c.exercise.in_([exercise, ""])
    connection.execute(update(passback).where(mine).values(look_again()))


class ScoreJobs:
    """The rows of `passback` that belong to links."""

    def __init__(self, database: HostedDatabase, server: str = "") -> None:
        """Take where they are kept, and the name of the server that sends; without one, only time frees what it holds."""
        self._database, self._server = database, server

    def take(self) -> list[ScoreJob]:
        """Take what is due, for as long as LEASE."""
        due = passback.c.state.in_(["waiting", "sending"]) & (passback.c.due_at <= now())
        left = (passback.c.state == "sending") & (passback.c.server != "") & passback.c.server.not_in(servers_up())
        rows = self._database.read(_JOBS.where(due | left).order_by(passback.c.due_at).limit(MOST_AT_ONCE))
        if not rows:
            return []
        until, taken = now(LEASE), []
        with self._database.transaction() as connection:
            for row in rows:
                seen = (passback.c.id == row.id) & (passback.c.due_at == row.due_at) & (passback.c.state == row.state)
                mine = update(passback).where(seen, passback.c.changes == row.changes)
                if connection.execute(mine.values(state="sending", due_at=until, server=self._server)).rowcount == 1:
                    taken.append(_job(row))
        return taken

    def sent(self, job: ScoreJob, score: float, most: float) -> None:
        """Keep that the platform has a score."""
        self._done(job, "sent", score=score, max_score=most, sent_at=now(), trouble="")

    def unchanged(self, job: ScoreJob) -> None:
        """Keep that there is nothing new to send."""
        self._done(job, "sent" if job.sent else "none", trouble="")

    def _done(self, job: ScoreJob, state: str, **values: Any) -> None:
        same = passback.c.changes == job.changes
        rest = {"state": case((same, state), else_="waiting"), "due_at": now(), "tries": 0}
        self._database.write((update(passback).where(passback.c.id == job.id).values(**values, **rest), [{}]))

    def failed(self, job: ScoreJob, trouble: str, *, wait: float = 0.0, give_up: bool = False) -> None:
        """Keep that a score could not be sent: it is tried again, each time after twice as long.

        Args:
            job: the score.
            trouble: why.
            wait: seconds that the platform asks for.
            give_up: whether trying again is of no use.
        """
        tries = job.tries + 1
        seconds = max(wait, min(_FIRST_WAIT * 2.0 ** min(job.tries, 30), _LONGEST_WAIT))
        state = "failed" if give_up or tries >= MOST_TRIES else "waiting"
        same = passback.c.changes == job.changes
        values = {
            "state": case((same, state), else_="waiting"),
            "due_at": now(seconds),
            "tries": case((same, tries), else_=passback.c.tries),
            "trouble": trouble[:500],
        }
        self._database.write((update(passback).where(passback.c.id == job.id).values(values), [{}]))

    def settled(self) -> list[ScoreJob]:
        """Return what is not on its way, to compare it with the marks of now."""
        return [_job(row) for row in self._database.read(_JOBS.where(passback.c.state.in_(["sent", "none"])))]

    def wake(self, jobs: Sequence[ScoreJob]) -> None:
        """Make scores wait whose marks were changed by hand, or by a regrade."""
        statement = update(passback).where(passback.c.id == sa.bindparam("number")).values(look_again())
        self._database.write((statement, [{"number": job.id} for job in jobs]))

    def retry_failed(self) -> int:
        """Make all wait again that were given up; return how many."""
        with self._database.transaction() as connection:
            given_up = passback.c.state == "failed"
            return connection.execute(update(passback).where(given_up).values(look_again())).rowcount

    def troubles(self) -> list[tuple[str, str, str, int, str]]:
        """Return what has not arrived: key, item, state, tries, and what went wrong the last time."""
        query = select(account.c.key, passback.c.exercise, passback.c.state, passback.c.tries, passback.c.trouble)
        open_ = passback.c.state.in_(["waiting", "sending", "failed"])
        rows = self._database.read(query.join_from(passback, account).where(open_).order_by(account.c.key))
        return [tuple(row) for row in rows]


_JOBS = (
    select(
        *(passback.c[name] for name in ("id", "score", "max_score", "sent_at", "tries", "changes", "due_at", "state")),
        account.c.key,
        link.c.id.label("link"),
        link.c.name.label("link_name"),
        *(link.c[name] for name in ("item", "title", "line_item", "line_items", "scopes")),
        deployment.c.platform,
    )
    .join_from(passback, account, account.c.id == passback.c.account)
    .join(link, sa.cast(link.c.id, sa.Text) == passback.c.target)
    .join(context, context.c.id == link.c.context)
    .join(deployment, deployment.c.id == context.c.deployment)
)


def _job(row: Any) -> ScoreJob:
    return ScoreJob(
        id=row.id,
        key=row.key,
        subject=row.key.split(":", 2)[2],
        link=row.link,
        link_name=row.link_name,
        item=row.item,
        title=row.title,
        platform=row.platform,
        line_item=row.line_item,
        line_items=row.line_items,
        scopes=tuple(row.scopes.splitlines()),
        sent=(row.score, row.max_score) if row.sent_at else None,
        tries=row.tries,
        changes=row.changes,
    )
