"""Opens a gradebook, keeps results as they are made, and gives them back."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import bindparam, func, select

from grader.classroom.gradebook.database import Database, storable
from grader.classroom.gradebook.decisions import Decisions
from grader.classroom.gradebook.marks import Marks, read_marks
from grader.classroom.gradebook.people import People
from grader.classroom.gradebook.policies import Policies
from grader.classroom.gradebook.records import CurrentResult, Learner, Standing, StoredAttempt
from grader.classroom.gradebook.retry import LastingDatabase
from grader.classroom.gradebook.statements import Statements
from grader.classroom.gradebook.tables import COURSE, adopted, decision, learner, policy, result, standing
from grader.classroom.twins import Fingerprint, Program
from grader.core.course import Course
from grader.core.results import EXERCISE, QUIZ, CourseVersion

DEFAULT = Path("grades") / "gradebook.sqlite"
AT_ONCE = 200
T = TypeVar("T")

# from the learner to the result, so that there is an index for each step
_COUNTING = learner.join(standing, standing.c.learner == learner.c.id).join(result, result.c.id == standing.c.result)
# made once: one made for each question is garbage in a circle, which is cleared away late, with its values
_KIND: Any = bindparam("kind")
_THEIRS = learner.c.key.in_(bindparam("keys", expanding=True))


class Gradebook:
    """One class's results. Use as a context manager, or call close()."""

    def __init__(
        self,
        url: str | Path = DEFAULT,
        *,
        create: bool = False,
        waiting: Callable[[str], None] | None = None,
        database: Database | None = None,
    ) -> None:
        """Open it.

        Args:
            url: a database URL, or the path of an SQLite file.
            create: whether to make one where there is none.
            waiting: is told when a database that has gone is waited for; None does not wait.
            database: one that is open, in place of `url`.

        Raises:
            UsageError: there is none, or it cannot be opened.
        """
        if database is not None:
            self._database = database
        elif waiting:
            self._database = LastingDatabase(url, create=create, tell=waiting)
        else:
            self._database = Database(url, create=create)
        self._statements = Statements(self._database.insert)

    def record_all(self, attempts: Iterable[StoredAttempt], *, counts: bool = True) -> None:
        """Keep what was found, in one transaction; what is there already is not kept twice.

        Args:
            attempts: of any learners; a learner may have several.
            counts: whether these results count from now on; False keeps them for later.

        Raises:
            Fault: the database failed, and nothing of this is kept.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        # in one order, so that two that write at once never wait for each other
        ordered = sorted(attempts, key=lambda attempt: attempt.student)
        people = {a.student: _person(a.student, a.name, a.email) for a in ordered}
        rows = [(a.counts, row) for a in ordered for row in a.rows(now)]
        self._database.write(
            (self._statements.learner, list(people.values())),
            (self._statements.result, [row for _, row in rows]),
            (self._statements.standing, [row for counting, row in rows if counting and counts]),
        )

    def stand(self, student: str, results: Iterable[int | CurrentResult], *, name: str = "", email: str = "") -> None:
        """Let results that are there, by their numbers, be those that count for a learner.

        A number alone leaves it as it is when something was handed in, and keeps nothing.
        """
        now = [CurrentResult(one) if isinstance(one, int) else one for one in results]
        rows = [
            {"of": storable(student), "number": r.number, "handed_at": r.handed_at, "late": r.late, "kept": r.kept}
            for r in now
        ]
        self._database.write(
            (self._statements.learner, [_person(student, name, email)]), (self._statements.standing_again, rows)
        )

    def known(self, keys: Sequence[str] | None = None, kind: str = EXERCISE) -> dict[str, dict[tuple[str, str], int]]:
        """Return, for these learners or all, the number of each result by its name and identity."""
        found: dict[str, dict[tuple[str, str], int]] = {}
        query = select(learner.c.key, result.c.name, result.c.identity, result.c.id).join_from(learner, result)
        for key, name, identity, number in self._rows(query.where(result.c.kind == _KIND), keys, kind=kind):
            found.setdefault(key, {})[name, identity] = number
        return found

    def counting(self, keys: Sequence[str] | None = None, kind: str = EXERCISE) -> dict[str, dict[str, CurrentResult]]:
        """Return, for these learners or all, which result counts, by its name."""
        found: dict[str, dict[str, CurrentResult]] = {}
        columns = [standing.c[c] for c in ("name", "result", "handed_at", "late", "kept")]
        query = select(learner.c.key, *columns).join_from(learner, standing)
        for key, name, *values in self._rows(query.where(standing.c.kind == _KIND), keys, kind=kind):
            found.setdefault(key, {})[name] = CurrentResult(*values)
        return found

    def standings(self, keys: Sequence[str] | None = None, kind: str = EXERCISE) -> dict[str, dict[str, Standing]]:
        """Return, by learner and name, how these learners stand, or all."""
        found: dict[str, dict[str, Standing]] = {}
        columns = [result.c[f.name] for f in fields(Standing)]
        query = select(learner.c.key, *columns).select_from(_COUNTING).where(standing.c.kind == _KIND)
        for key, *values in self._rows(query, keys, kind=kind):
            row = Standing(*values)
            found.setdefault(key, {})[row.name] = row
        return found

    def marks(self, course: Course | None = None, keys: Collection[str] | None = None) -> list[Marks]:
        """Return everybody's marks, in the order of their keys.

        Args:
            course: whose due dates count where the gradebook has none; None for the gradebook's alone.
            keys: of these learners alone.
        """
        return read_marks(self._database, course, keys)

    def may_differ(self, course: Course) -> bool:
        """Whether anything may count but what was graded: something was decided, is due, or is said to be late."""
        if course.deadline or any(exercise.deadline for exercise in course.exercises):
            return True
        queries = (select(decision.c.id), select(policy.c.name), select(standing.c.learner).where(standing.c.late))
        return any(self._database.read(query.limit(1)) for query in queries)

    @property
    def decisions(self) -> Decisions:
        """What was decided by hand."""
        return Decisions(self._database)

    @property
    def policies(self) -> Policies:
        """The due dates that are not those of the course."""
        return Policies(self._database)

    @property
    def people(self) -> People:
        """The learners."""
        return People(self._database)

    def learners(self, keys: Sequence[str] | None = None, kind: str = EXERCISE) -> Iterator[Learner]:
        """Give each learner with the results that count, in the order of their keys, some in memory at a time."""
        names = self.adopted()
        columns = (learner.c.key, learner.c.name, learner.c.email, result.c.name, result.c.document, result.c.cluster)
        query = select(*columns, *COURSE).select_from(_COUNTING).where(standing.c.kind == _KIND)
        for some in self._in_turn(keys):
            rows = sorted(self._rows(query, some, kind=kind), key=itemgetter(0))
            for (key, name, email), theirs in groupby(rows, key=itemgetter(0, 1, 2)):
                yield _learner(Learner(key, name, email, {}, {}), theirs, names)

    def courses(self) -> list[CourseVersion]:
        """Return the courses that the results that count were earned on, those that were graded last at the end."""
        query = select(*COURSE).join_from(standing, result).where(result.c.course_content.is_not(None))
        rows = self._database.read(query.group_by(*COURSE).order_by(func.max(result.c.id)))
        return [CourseVersion(*row) for row in rows]

    def document(self, number: int) -> Any:
        """Return one result, as data."""
        (row,) = self._database.read(select(result.c.document).where(result.c.id == number))
        return json.loads(row[0])

    def attempts(self, student: str) -> list[tuple[str, str, float, float, str]]:
        """Return every attempt of one learner: kind, name, score, most, when; the oldest first."""
        columns = [result.c[c] for c in ("kind", "name", "score", "max_score", "graded_at")]
        query = select(*columns).join_from(learner, result).where(learner.c.key == storable(student))
        return [tuple(row) for row in self._database.read(query.order_by(result.c.id))]

    def all_attempts(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Give every result that was ever kept: learner, name, hash of the hand-in, when it was graded, document."""
        columns = (learner.c.key, *(result.c[c] for c in ("name", "content", "graded_at", "document")))
        numbers = [n for (n,) in self._database.read(select(result.c.id).order_by(result.c.id))]
        for some in some_at_a_time(numbers):
            query = select(*columns).join_from(result, learner).where(result.c.id.in_(some)).order_by(result.c.id)
            yield from (tuple(row) for row in self._database.read(query))

    def first_attempts(self, kind: str = QUIZ) -> Iterator[tuple[str, str, Any]]:
        """Give learner, name and document of what each handed in first; of several markings, that which counts or the last."""
        columns = (learner.c.key, result.c.name, result.c.content, standing.c.result, result.c.document)
        query = (
            select(*columns)
            .join_from(learner, result)
            .outerjoin(standing, standing.c.result == result.c.id)
            .where(result.c.kind == _KIND, result.c.status != "refused")
            .order_by(result.c.id)
        )
        for some in self._in_turn():
            rows = sorted(self._rows(query, some, kind=kind), key=itemgetter(0, 1))
            for (key, name), attempts in groupby(rows, key=itemgetter(0, 1)):
                first, *later = attempts
                for row in later:
                    if row[2] == first[2] and first[3] is None:
                        first = row
                yield key, name, json.loads(first[4])

    def adopted(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return the id and hint that an instructor gave to wrong answers, by exercise and cluster."""
        rows = self._database.read(select(adopted.c.exercise, adopted.c.cluster, adopted.c.id, adopted.c.hint))
        return {(exercise, cluster): (id_, hint) for exercise, cluster, id_, hint in rows}

    def adopt(self, exercise: str, cluster: str, id_: str, hint: str) -> None:
        """Name wrong answers; a name given before is replaced."""
        self._database.write(
            (self._statements.adopted, [{"exercise": exercise, "cluster": cluster, "id": id_, "hint": hint}])
        )

    def programs(self) -> list[Program]:
        """Return what tells the programs that count from one another."""
        columns = (result.c.name, learner.c.key, learner.c.team, *(result.c[c] for c in Fingerprint._fields))
        query = select(*columns).select_from(_COUNTING).where(result.c.source.is_not(None))
        return [Program(name, key, Fingerprint(*of), team) for name, key, team, *of in self._database.read(query)]

    def sharing(self, cluster: str) -> list[tuple[str, str]]:
        """Return the exercise and the learner of each result that counts and belongs to this cluster."""
        query = (
            select(result.c.name, learner.c.key)
            .join_from(standing, result)
            .join(learner, learner.c.id == result.c.learner)
        )
        return [
            (name, key)
            for name, key in self._database.read(query.where(result.c.cluster == cluster).order_by(learner.c.key))
        ]

    def documents(self, cluster: str) -> list[dict[str, Any]]:
        """Return each result that counts and belongs to this cluster."""
        query = select(result.c.document).join_from(standing, result).where(result.c.cluster == cluster)
        return [json.loads(document) for (document,) in self._database.read(query)]

    def _rows(self, query: Any, keys: Sequence[str] | None, **values: str) -> list[Any]:
        """Return the answer to a query on learners, kept to those with these keys."""
        if keys is None:
            return self._database.read(query, values)
        return self._database.read(query.where(_THEIRS), {**values, "keys": [storable(key) for key in keys]})

    def _in_turn(self, keys: Sequence[str] | None = None) -> Iterator[Sequence[str]]:
        """Give the keys of these learners or all, in order, some at a time."""
        if keys is None:
            keys = [key for (key,) in self._database.read(select(learner.c.key))]
        return some_at_a_time(sorted(keys))

    def close(self) -> None:
        """Close it."""
        self._database.close()

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _learner(found: Learner, rows: Iterable[Any], names: dict[tuple[str, str], tuple[str, str]]) -> Learner:
    """Fill in a learner's results; `names` are those that an instructor gave to wrong answers."""
    for *_, exercise, document, cluster, course, version, content in rows:
        data = json.loads(document)
        if content:
            data["course"] = {"id": course, "version": version, "content": content}
        if cluster and (adopted_as := names.get((exercise, cluster))):
            data["misconception"] = {"id": adopted_as[0], "hint": adopted_as[1]}
        elif cluster:
            found.clusters[exercise] = cluster
        found.results[exercise] = data
    return found


def some_at_a_time(of: Iterable[T]) -> Iterator[Sequence[T]]:
    """Give as many of a class at a time as a gradebook is asked for at once: memory does not grow with the class."""
    left = iter(of)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _person(key: str, name: str, email: str) -> dict[str, str]:
    return {"key": storable(key), "name": storable(name), "email": storable(email)}
