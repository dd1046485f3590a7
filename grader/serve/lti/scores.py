"""Sends scores to platforms (Assignment and Grade Services), in its own threads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit, urlunsplit

from grader.classroom.gradebook.marks import Marks
from grader.classroom.gradebook.store import Gradebook
from grader.core.course import Course, Exercise
from grader.core.errors import Fault, UsageError
from grader.core.results import EXERCISE, total
from grader.serve.hosted.database import HostedDatabase
from grader.serve.lti.access import PlatformServices
from grader.serve.lti.platforms import Platform, Platforms
from grader.serve.lti.score_jobs import ScoreJob, ScoreJobs
from grader.serve.lti.service_client import PlatformTrouble
from grader.serve.lti.tables import link
from grader.serve.lti.tickets import Tickets

SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
COLUMN_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
COLUMN_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
COLUMNS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
_AT_ONCE = 4
_COLUMN_SECONDS = 60.0  # that one server has to make a column, before another one tries


class NoScores(Exception):
    """The platform takes no scores for a link."""


class Scores:
    """Sends what is due. Any number of servers may do so at the same time."""

    def __init__(
        self,
        database: HostedDatabase,
        course: Course,
        platforms: Platforms,
        services: PlatformServices,
        tickets: Tickets,
        server: str = "",
    ) -> None:
        self.jobs = ScoreJobs(database, server)
        self._database, self._course, self._platforms = database, course, platforms
        self._services, self._tickets = services, tickets
        self._gradebook = Gradebook(database=database)
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="scores")

    def send_due(self) -> int:
        """Send the scores that are due and have changed; return how many were looked at."""
        jobs = self.jobs.take()
        if jobs:
            marks = self._marks({job.key for job in jobs})
            by_link: dict[int, list[ScoreJob]] = {}
            for job in jobs:
                by_link.setdefault(job.link, []).append(job)
            for group in by_link.values():
                self._send_group(group, marks)
        return len(jobs)

    def look_for_changes(self) -> int:
        """Make the scores wait of which the marks have changed since they were sent; return how many."""
        settled = self.jobs.settled()
        marks = self._marks() if settled else {}
        changed = [job for job in settled if worth(self._course, marks.get(job.key), job.item) not in (None, job.sent)]
        self.jobs.wake(changed)
        return len(changed)

    def close(self) -> None:
        """Wait for what is being sent."""
        self._pool.shutdown(cancel_futures=True)

    def _marks(self, keys: set[str] | None = None) -> dict[str, Marks]:
        return {one.key: one for one in self._gradebook.marks(self._course, keys)}

    def _send_group(self, group: list[ScoreJob], marks: Mapping[str, Marks]) -> None:
        """Send the scores of one link; the first that is sent finds the link's column, or makes it."""
        pending = []
        for job in group:
            wanted = worth(self._course, marks.get(job.key), job.item)
            if wanted is None or wanted == job.sent:
                self.jobs.unchanged(job)
            else:
                pending.append((job, wanted))
        if pending:
            self._send(pending[0][0], pending[0][1], "")
            line_item = self._line_item(pending[0][0].link)
            list(self._pool.map(lambda one: self._send(one[0], one[1], line_item), pending[1:]))

    def _send(self, job: ScoreJob, wanted: tuple[float, float], line_item: str) -> None:
        """Send one score, and keep the outcome."""
        try:
            one = self._platforms.by_id(job.platform)
            url = line_item or job.line_item or self._column(one, job, wanted[1])
            body = score_of(job.subject, *wanted)
            self._services.send(
                one,
                [SCORE_SCOPE],
                "POST",
                scores_url(url),
                headers={"content-type": SCORE_TYPE},
                content=json.dumps(body).encode(),
            )
        except NoScores as trouble:
            self.jobs.failed(job, str(trouble), give_up=True)
        except (Fault, UsageError) as trouble:
            wait = trouble.retry_after if isinstance(trouble, PlatformTrouble) else 0.0
            self.jobs.failed(job, str(trouble), wait=wait)
        else:
            self.jobs.sent(job, *wanted)

    def _line_item(self, number: int) -> str:
        rows = self._database.read(link.select().where(link.c.id == number))
        return str(rows[0].line_item) if rows else ""

    def _column(self, one: Platform, job: ScoreJob, most: float) -> str:
        """Return the address of a link's column, which is made where there is none."""
        if not job.line_items or COLUMN_SCOPE not in job.scopes:
            raise NoScores("The platform does not accept scores for this link.")
        self._tickets.use_once(f"column {job.link}", seconds=_COLUMN_SECONDS)
        listed = with_query(job.line_items, resource_link_id=job.link_name)
        found = self._services.send(one, [COLUMN_SCOPE], "GET", listed, headers={"accept": COLUMNS_TYPE}).json()
        columns = [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
        made: Any = next((each for each in columns if each.get("resourceLinkId") == job.link_name), None)
        if made is None:
            column = {
                "scoreMaximum": most,
                "label": job.title or (self._course.find(job.item).title if job.item else self._course.title),
                "resourceId": job.item or "course",
                "resourceLinkId": job.link_name,
                "tag": "grade",
            }
            made = self._services.send(
                one,
                [COLUMN_SCOPE],
                "POST",
                job.line_items,
                headers={"content-type": COLUMN_TYPE, "accept": COLUMN_TYPE},
                content=json.dumps(column).encode(),
            ).json()
        if not isinstance(made, dict) or not isinstance(made.get("id"), str):
            raise PlatformTrouble("The platform's answer does not name a column for the score.")
        url = one.demand_own(made["id"])
        self._database.write((link.update().where(link.c.id == job.link).values(line_item=url), [{}]))
        return url


def worth(course: Course, marks: Marks | None, item: str) -> tuple[float, float] | None:
    """Return the points to send for an exercise, or for the whole course (an empty item), and the most that there are.

    Bonus points count over the most. None where nothing was handed in or decided, or all of it is excused.
    """
    chosen = [course.find(item)] if item else list(course.exercises)
    if marks is None or all(marks.is_blank((EXERCISE, one.name)) for one in chosen):
        return None
    points = [_points(marks, one) for one in chosen if one.name not in marks.excused]
    most = total(one[1] for one in points) or (float(chosen[0].bonus) if item and points else 0.0)
    return (total(one[0] for one in points), most) if most > 0 else None


def _points(marks: Marks, exercise: Exercise) -> tuple[float, float]:
    score, _, bonus = marks.items.get((EXERCISE, exercise.name), (0.0, 0.0, 0.0))
    return score + bonus, float(exercise.points)


def score_of(subject: str, score: float, most: float) -> dict[str, Any]:
    """Return a score as a platform takes it."""
    at = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {
        "userId": subject,
        "scoreGiven": score,
        "scoreMaximum": most,
        "activityProgress": "Submitted",  # they may hand in again
        "gradingProgress": "FullyGraded",
        "timestamp": at,
    }


def scores_url(line_item: str) -> str:
    """Return where the scores of a column go: before the query, if there is one."""
    parts = urlsplit(line_item)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/scores"))


def with_query(url: str, **more: str) -> str:
    """Return an address with more fields in its query."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(filter(None, [parts.query, urlencode(more)]))))
