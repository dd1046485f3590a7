"""What learners hand in: rows that are only ever added, each with its result once it is graded.

A hand-in is written before it is graded, so that no kill loses one; its key makes that the same request sent twice is
one hand-in. The result goes into the gradebook's tables in the same transaction as the hand-in's own copy, and what
listens to results is called in that transaction too:

    def queue_score(connection: Connection, account_id: int, exercise: str) -> None:
        # write rows into `passback` (or your own tables) with this connection; raise nothing
    hand_ins.listeners.append(queue_score)

A listener that needs the marks reads the gradebook's `standing` and `result` with the connection it gets. A row of
`passback` has `target` for whatever the listener wants to find again, `state`, `tries`, `due_at`; one for each account and target.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, true, update

from grader.classroom.files import Snapshot
from grader.classroom.gradebook.database import storable
from grader.classroom.gradebook.records import course_columns
from grader.classroom.gradebook.statements import Statements
from grader.classroom.gradebook.tables import learner, result, standing
from grader.classroom.identity import Identities
from grader.classroom.task import Graded
from grader.core.course import Course, Exercise
from grader.core.deadlines import Deadline
from grader.core.errors import UsageError
from grader.core.results import EXERCISE
from grader.serve.hosted.database import HostedDatabase, now
from grader.serve.hosted.due_dates import Points, due_dates, worth_of
from grader.serve.hosted.gradebook_rows import result_number
from grader.serve.hosted.people import Account
from grader.serve.hosted.servers import servers_up
from grader.serve.hosted.tables import account, hand_in, server
from grader.submissions.course_record import version_of

Listener = Callable[[Connection, int, str], None]
"""Is told of the account's number and the exercise's name, in the transaction that has written the result."""
LONGEST_KEY = 64
_COLUMNS = [
    hand_in.c[name] for name in ("id", "account", "exercise", "files", "handed_in_at", "document", "page", "graded_at")
]


@dataclass(frozen=True)
class HandIn:
    """One hand-in."""

    id: int
    account: int
    """The account's number."""
    exercise: str
    """The exercise's name."""
    files: dict[str, str]
    """Texts by file name: the exercise's own file, and the learner's earlier ones that it may import."""
    handed_in_at: str
    document: str | None
    """The result as JSON; None until it is graded."""
    page: str | None
    """What the page showed of it, as JSON."""
    graded_at: str | None
    """When it got its result, or was stopped; None while it is to be graded."""

    @property
    def is_final(self) -> bool:
        """Whether it has a result that stays: not one that the grader itself has failed at."""
        return self.page is not None and not json.loads(self.document or "{}").get("ungraded")

    @property
    def snapshot(self) -> Snapshot:
        """The files as the grader takes them."""
        return snapshot_of(self.files)


class InFlight(Exception):
    """Another hand-in of the learner's is being graded."""


def snapshot_of(files: Mapping[str, str]) -> Snapshot:
    """Return texts by file name as a submission's bytes."""
    return Snapshot(tuple((name, text.encode("utf-8", "surrogatepass")) for name, text in sorted(files.items())))


class HandIns:
    """The hand-ins of a course."""

    def __init__(self, database: HostedDatabase, course: Course, seed: int = 1, server_name: str = "") -> None:
        """Take where they are kept, what they are graded with, and the name of the server that grades them."""
        self._database, self.course, self.seed, self._server = database, course, seed, server_name
        self.identities = Identities(course, seed)
        self._course_columns = course_columns(version_of(course))
        self._statements = Statements(database.insert)
        self.listeners: list[Listener] = []

    def own_key(self, exercise: Exercise, files: Mapping[str, str]) -> str:
        """Return the key of a hand-in that came without one: the same files are the same hand-in."""
        return f"={self.identities.of(exercise, snapshot_of(files)).right}"

    def accept(self, person: Account, exercise: Exercise, files: Mapping[str, str], key: str) -> HandIn:
        """Keep a hand-in in its own transaction; see accept_in()."""
        with self._database.transaction() as connection:
            return self.accept_in(connection, person, exercise, files, key)

    def accept_in(
        self,
        connection: Connection,
        person: Account,
        exercise: Exercise,
        files: Mapping[str, str],
        key: str,
        sent: Collection[str] | None = None,
    ) -> HandIn:
        """Keep a hand-in that this server is to grade; return the one that is there where the key was used before.

        `sent` names the files that tell one request from another: drafts of earlier exercises may change before it is
        sent again. Without it, all do.

        Raises:
            UsageError: the key was used for other files or another exercise, or is too long.
            InFlight: another hand-in of the learner's is being graded, by any server.
        """
        if not 0 < len(key) <= LONGEST_KEY:
            raise UsageError(f"An Idempotency-Key has 1 to {LONGEST_KEY} characters.")
        kept = {name: storable(text) for name, text in sorted(files.items())}
        told = json.dumps(kept)
        row = {"account": person.id, "exercise": exercise.name, "idempotency_key": storable(key), "files": told}
        # of two servers, one waits here
        connection.execute(select(account.c.id).where(account.c.id == person.id).with_for_update())
        mine = (hand_in.c.account == person.id) & (hand_in.c.idempotency_key == row["idempotency_key"])
        there = connection.execute(select(*_COLUMNS).where(mine)).first()
        if there is not None:
            found = _hand_in(there)
            names = found.files.keys() | kept.keys() if sent is None else sent
            if found.exercise != exercise.name or any(found.files.get(name) != kept.get(name) for name in names):
                raise UsageError("This Idempotency-Key was used for something else; use a new one for each hand-in.")
            if found.is_final:
                return found
        # this server's own queue has one place a learner: what it has accepted before is not being graded any more
        others = servers_up().where(server.c.name != self._server)
        graded_now = (hand_in.c.account == person.id) & hand_in.c.graded_at.is_(None) & hand_in.c.server.in_(others)
        if connection.execute(select(hand_in.c.id).where(graded_now)).first():
            raise InFlight
        if there is None:
            connection.execute(hand_in.insert().values(**row, handed_in_at=now(), server=self._server))
        else:  # it was stopped, or its server has ended, or the grader has failed
            connection.execute(update(hand_in).where(mine).values(graded_at=None, server=self._server))
        return _hand_in(connection.execute(select(*_COLUMNS).where(mine)).one())

    def release(self, numbers: Iterable[int]) -> None:
        """Let any server grade what this one has accepted and could not grade."""
        mine = hand_in.c.graded_at.is_(None) & (hand_in.c.server == self._server)
        self._database.write((update(hand_in).where(mine & hand_in.c.id.in_(numbers)).values(server=""), [{}]))

    def take_over(self, most: int, without: Iterable[int] = ()) -> list[HandIn]:
        """Take hand-ins that no server grades, the oldest first, except for some; this server is to grade them."""
        nobody = hand_in.c.graded_at.is_(None) & hand_in.c.server.not_in(servers_up())
        query = select(*_COLUMNS, hand_in.c.server).where(nobody & hand_in.c.id.not_in(without))
        taken = []
        for row in self._database.read(query.order_by(hand_in.c.id).limit(most)):
            same = (hand_in.c.id == row.id) & hand_in.c.graded_at.is_(None) & (hand_in.c.server == row.server)
            with self._database.transaction() as connection:
                if connection.execute(update(hand_in).where(same).values(server=self._server)).rowcount == 1:
                    taken.append(_hand_in(row))
        return taken

    def keep_result(self, one: HandIn, graded: Graded, page: Mapping[str, Any]) -> None:
        """Keep the result of a hand-in: in the gradebook, where the best one counts, and beside the hand-in.

        Args:
            one: what was graded.
            graded: its result.
            page: what the page shows of it.
        """
        identity = self.identities.of(self.course.find(one.exercise), one.snapshot)
        name = identity.right if graded.full_marks else identity.wrong
        if graded.ungraded:
            name = f"ungraded-{identity.wrong}"[:32]
        values = {**vars(graded), "identity": name, "content": one.snapshot.digest, "graded_at": now()}
        whose = select(account.c.key, account.c.name, account.c.email).where(account.c.id == one.account)
        ((key, full_name, email),) = self._database.read(whose)
        due = due_dates(self._database, self.course)(key, graded.name)
        row = {**values, "of": key, "kind": EXERCISE, "handed_at": one.handed_in_at, "late": False, "kept": ""}
        row |= self._course_columns
        person = {"key": key, "name": full_name, "email": email}
        with self._database.transaction() as connection:
            connection.execute(self._statements.learner, [person])
            # of two servers that have graded for one learner, one waits here: which result is better is asked in turn
            connection.execute(select(learner.c.id).where(learner.c.key == key).with_for_update())
            connection.execute(self._statements.result, [row])
            if _is_better(connection, key, graded, one.handed_in_at, due):
                connection.execute(self._statements.standing, [row])
            number = result_number(connection, key, EXERCISE, graded.name, name)
            first = (hand_in.c.id == one.id) & hand_in.c.document.is_(None)
            again = (hand_in.c.id == one.id) & (hand_in.c.document == one.document)
            done = {"result": number, "document": graded.document, "page": json.dumps(page)}
            done["graded_at"] = values["graded_at"]
            connection.execute(update(hand_in).where(again if one.document else first).values(done))
            for listener in self.listeners:
                listener(connection, one.account, one.exercise)

    def keep_stopped(self, one: HandIn) -> None:
        """Keep that a learner has stopped the check: it is not graded unless it is handed in again."""
        mine = (hand_in.c.id == one.id) & hand_in.c.graded_at.is_(None)
        self._database.write((update(hand_in).where(mine).values(graded_at=now()), [{}]))

    def of(self, account_id: int, most: int | None = None) -> list[HandIn]:
        """Return what somebody has handed in, the newest first: everything, or at most so many."""
        mine = select(*_COLUMNS).where(hand_in.c.account == account_id).order_by(hand_in.c.id.desc()).limit(most)
        return [_hand_in(row) for row in self._database.read(mine)]

    def graded(self) -> Iterator[HandIn]:
        """Give everything that was graded, the oldest first."""
        done = hand_in.c.document.is_not(None)
        for rows in self._in_turn(done):
            yield from map(_hand_in, rows)

    def _in_turn(self, which: Any) -> Iterator[Sequence[Any]]:
        """Give rows some at a time, the oldest first."""
        last = 0
        query = select(*_COLUMNS).where(which).order_by(hand_in.c.id).limit(100)
        while rows := self._database.read(query.where(hand_in.c.id > last)):
            last = rows[-1].id
            yield rows

    def find(self, number: int) -> HandIn | None:
        """Return a hand-in by its number."""
        rows = self._database.read(select(*_COLUMNS).where(hand_in.c.id == number))
        return _hand_in(rows[0]) if rows else None

    def states(self, person: Account) -> dict[str, dict[str, Any]]:
        """Return how somebody stands: by exercise score, max, bonus and full."""
        query = (
            select(result.c.name, result.c.score, result.c.max_score, result.c.bonus, result.c.full_marks)
            .join_from(standing, result, standing.c.result == result.c.id)
            .join(learner, learner.c.id == standing.c.learner)
            .where((learner.c.key == person.key) & (standing.c.kind == EXERCISE))
        )
        return {
            name: {"score": score, "max": most, "bonus": bonus, "full": bool(full)}
            for name, score, most, bonus, full in self._database.read(query)
        }

    def export(self) -> Iterator[dict[str, Any]]:
        """Give every hand-in with its sources and its result, the oldest first, as plain data."""
        keys = {row.id: row.key for row in self._database.read(select(account.c.id, account.c.key))}
        for rows in self._in_turn(true()):
            for one in map(_hand_in, rows):
                yield {
                    "id": one.id,
                    "learner": keys[one.account],
                    "exercise": one.exercise,
                    "handed_in_at": one.handed_in_at,
                    "files": one.files,
                    "result": json.loads(one.document) if one.document else None,
                }


def _hand_in(row: Any) -> HandIn:
    files = json.loads(row.files)
    return HandIn(row.id, row.account, row.exercise, files, row.handed_in_at, row.document, row.page, row.graded_at)


def _is_better(connection: Connection, key: str, graded: Graded, handed_at: str, due: Deadline | None) -> bool:
    """Whether a result counts from now on: it is as good as the one that does, less what being late costs, or the first."""
    query = (
        select(result.c.score, result.c.max_score, result.c.bonus, result.c.ungraded, standing.c.handed_at)
        .join_from(standing, result, standing.c.result == result.c.id)
        .join(learner, learner.c.id == standing.c.learner)
        .where((learner.c.key == key) & (standing.c.kind == EXERCISE) & (standing.c.name == graded.name))
    )
    there = connection.execute(query).first()
    if there is None or (there.ungraded and not graded.ungraded):
        return True
    before: Points = (there.score, there.max_score, there.bonus)
    new = worth_of((graded.score, graded.max_score, graded.bonus), handed_at, due)
    return not graded.ungraded and new >= worth_of(before, there.handed_at, due)
