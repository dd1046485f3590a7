"""Opens a gradebook, keeps results as they are made, and gives them back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from grader.errors import Fault, UsageError
from grader.results import total

try:
    import sqlalchemy
    from sqlalchemy import Connection, and_, event, func, select
    from sqlalchemy.dialects import postgresql, sqlite

    from grader.gradebook import tables
    from grader.gradebook.tables import adopted, learner, result, standing
except ModuleNotFoundError as error:
    raise UsageError(
        f"A gradebook needs {error.name}, which is not installed: pip install 'primer-grader[class]'"
    ) from None

DEFAULT = Path("grades") / "gradebook.sqlite"
EXERCISE, QUIZ = "exercise", "quiz"


@dataclass(frozen=True)
class Entry:
    """One result, on its way into the gradebook."""

    name: str
    identity: str
    document: str
    """The result as JSON, in ASCII."""
    status: str
    score: float
    max_score: float
    bonus: float = 0.0
    full_marks: bool = False
    ungraded: bool = False
    misconception: str | None = None
    cluster: str | None = None


@dataclass(frozen=True)
class Standing:
    """How a learner stands in one exercise or quiz: the result that counts, without its document."""

    id: int
    name: str
    identity: str
    status: str
    score: float
    max_score: float
    bonus: float
    full_marks: bool
    ungraded: bool


@dataclass(frozen=True)
class Marks:
    """A learner's marks: by kind and name the score, the most that there is, and the bonus."""

    key: str
    name: str
    email: str
    items: dict[tuple[str, str], tuple[float, float, float]]

    def total(self, kind: str, name: str | None = None) -> tuple[float, float, float] | None:
        """Return the marks in one item, or the sum over all of a kind; None where there are none."""
        chosen = [m for (k, n), m in self.items.items() if k == kind and name in (None, n)]
        if not chosen:
            return None
        return total(m[0] for m in chosen), total(m[1] for m in chosen), total(m[2] for m in chosen)


@dataclass(frozen=True)
class Learner:
    """A learner, and all results that count."""

    key: str
    name: str
    email: str
    results: dict[str, Any]
    """Each document, as data, by the exercise's or quiz's name."""
    clusters: dict[str, str]
    """For a wrong result that nothing explains: what it shares with others."""


class Gradebook:
    """One class's results. Use as a context manager, or call close()."""

    def __init__(self, url: str | Path = DEFAULT, *, create: bool = False) -> None:
        """Open it.

        Args:
            url: a database URL, or the path of an SQLite file.
            create: whether to make one where there is none.

        Raises:
            UsageError: there is none, or it cannot be opened.
        """
        self._where, address = _address(url)
        path = Path(address.database or "") if address.get_backend_name() == "sqlite" else None
        if path is not None and not path.exists():
            if not create:
                raise UsageError(
                    f"{path}: there is no gradebook; `grade submissions` makes one, --gradebook names one."
                )
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UsageError(f"{path.parent}: cannot be made ({error.strerror}).") from None
        try:
            self._engine = sqlalchemy.create_engine(address)
        except ModuleNotFoundError as error:
            raise UsageError(f"{self._where}: needs {error.name}: pip install 'primer-grader[class]'") from None
        if path is not None:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        self._insert: Any = sqlite.insert if path is not None else postgresql.insert
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                if path is None:  # two that open a new gradebook at once take turns
                    connection.execute(select(func.pg_advisory_xact_lock(0x67726164)))
                tables.prepare(connection, self._where)
            self._connection: Connection = self._engine.connect().execution_options(writes=True)
        except UsageError:
            self._engine.dispose()
            raise
        except sqlalchemy.exc.DBAPIError as error:
            self._engine.dispose()
            reason = str(error.orig).strip().splitlines()[0]
            raise UsageError(f"{self._where}: cannot be opened as a gradebook ({reason}).") from None
        self._learners: dict[str, int] = {}
        # by code points, as Python sorts
        self._by_key: Any = learner.c.key if path is not None else learner.c.key.collate("C")

    def record(
        self, student: str, content: str, entries: Iterable[Entry], *, name: str = "", email: str = "",
        kind: str = EXERCISE, counts: bool = True,
    ) -> None:  # fmt: skip
        """Keep what was found for one learner, in one transaction; what is there already is not kept twice.

        Args:
            student: the learner's key.
            content: the hash of what was handed in.
            entries: the results.
            name: the learner's name, where it is known.
            email: the learner's address, where it is known.
            kind: `exercise` or `quiz`.
            counts: whether these results count from now on; False keeps them for later.

        Raises:
            Fault: the database failed.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._transaction():
            who = self._learner(student, name, email)
            for entry in entries:
                values = {**vars(entry), "learner": who, "kind": kind, "content": content, "graded_at": now}
                ours = [result.c[c] == values[c] for c in ("learner", "kind", "name", "identity")]
                insert = self._insert(result).values(values).on_conflict_do_nothing().returning(result.c.id)
                number = self._connection.execute(insert).scalar()
                if number is None:
                    number = self._connection.execute(select(result.c.id).where(and_(*ours))).scalar_one()
                if counts:
                    self._stand(who, kind, entry.name, number)

    def stand(self, student: str, results: Sequence[int], *, name: str = "", email: str = "") -> None:
        """Let results that are there, by their numbers, be those that count for a learner."""
        with self._transaction():
            who = self._learner(student, name, email)
            rows = self._connection.execute(
                select(result.c.id, result.c.kind, result.c.name).where(
                    result.c.id.in_(results), result.c.learner == who
                )
            ).all()
            for number, kind, of in rows:
                self._stand(who, kind, of, number)

    def _stand(self, who: int, kind: str, name: str, number: int) -> None:
        insert = self._insert(standing).values(learner=who, kind=kind, name=name, result=number)
        self._connection.execute(
            insert.on_conflict_do_update(index_elements=["learner", "kind", "name"], set_={"result": number})
        )

    def _learner(self, key: str, name: str, email: str) -> int:
        """Return a learner's number, making one where there is none, and keep a name that is new."""
        if key not in self._learners:
            key_ = storable(key)
            insert = self._insert(learner).values(key=key_, name=storable(name), email=storable(email))
            told = {c: v for c, v in (("name", storable(name)), ("email", storable(email))) if v} or {"key": key_}
            self._connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=told))
            self._learners[key] = self._connection.execute(
                select(learner.c.id).where(learner.c.key == key_)
            ).scalar_one()
        return self._learners[key]

    def known(self, kind: str = EXERCISE) -> dict[str, dict[tuple[str, str], int]]:
        """Return, by learner, the number of each result by its name and identity."""
        found: dict[str, dict[tuple[str, str], int]] = {}
        query = select(learner.c.key, result.c.name, result.c.identity, result.c.id).join_from(learner, result)
        for key, name, identity, number in self._rows(query.where(result.c.kind == kind)):
            found.setdefault(key, {})[name, identity] = number
        return found

    def standings(self, kind: str = EXERCISE) -> dict[str, dict[str, Standing]]:
        """Return, by learner and name, how everybody stands."""
        found: dict[str, dict[str, Standing]] = {}
        columns = [result.c[f.name] for f in fields(Standing)]
        query = (
            select(learner.c.key, *columns).join_from(standing, result).join(learner, learner.c.id == result.c.learner)
        )
        for key, *values in self._rows(query.where(result.c.kind == kind)):
            row = Standing(*values)
            found.setdefault(key, {})[row.name] = row
        return found

    def marks(self) -> list[Marks]:
        """Return everybody's marks, in the order of their keys."""
        columns = [result.c[c] for c in ("kind", "name", "score", "max_score", "bonus")]
        query = select(learner.c.key, learner.c.name, learner.c.email, *columns).join_from(standing, result)
        found: dict[str, Marks] = {}
        for key, name, email, kind, of, *numbers in self._rows(query.join(learner, learner.c.id == result.c.learner)):
            marks = found.setdefault(key, Marks(key, name, email, {}))
            marks.items[kind, of] = (numbers[0], numbers[1], numbers[2])
        return [found[key] for key in sorted(found)]

    def learners(self, keys: Sequence[str] | None = None, kind: str = EXERCISE) -> Iterator[Learner]:
        """Give each learner with the results that count, in the order of their keys, one in memory at a time."""
        names = self.adopted()
        columns = (learner.c.key, learner.c.name, learner.c.email, result.c.name, result.c.document, result.c.cluster)
        query = (
            select(*columns).join_from(standing, result).join(learner, learner.c.id == result.c.learner)
            .where(result.c.kind == kind).order_by(self._by_key)
        )  # fmt: skip
        if keys is not None:
            query = query.where(learner.c.key.in_([storable(key) for key in keys]))
        current: Learner | None = None
        for key, name, email, exercise, document, cluster in self._rows(query):
            if current is None or current.key != key:
                if current:
                    yield current
                current = Learner(key, name, email, {}, {})
            data = json.loads(document)
            if cluster and (adopted_as := names.get((exercise, cluster))):
                data["misconception"] = {"id": adopted_as[0], "hint": adopted_as[1]}
            elif cluster:
                current.clusters[exercise] = cluster
            current.results[exercise] = data
        if current:
            yield current

    def document(self, number: int) -> Any:
        """Return one result, as data."""
        (row,) = self._rows(select(result.c.document).where(result.c.id == number))
        return json.loads(row[0])

    def attempts(self, student: str) -> list[tuple[str, str, float, float, str]]:
        """Return every attempt of one learner: kind, name, score, most, when; the oldest first."""
        columns = [result.c[c] for c in ("kind", "name", "score", "max_score", "graded_at")]
        query = select(*columns).join_from(learner, result).where(learner.c.key == storable(student))
        return [tuple(row) for row in self._rows(query.order_by(result.c.id))]

    def first_attempts(self, kind: str = QUIZ) -> Iterator[tuple[str, str, Any]]:
        """Give learner, name and document of what each handed in first; of several markings, that which counts or the last."""
        columns = (learner.c.key, result.c.name, result.c.content, standing.c.result, result.c.document)
        query = (
            select(*columns).join_from(learner, result).outerjoin(standing, standing.c.result == result.c.id)
            .where(result.c.kind == kind, result.c.status != "refused")
            .order_by(self._by_key, result.c.name, result.c.id)
        )  # fmt: skip
        first: Any = None
        for row in self._rows(query):
            if first is not None and first[:2] != row[:2]:
                yield first[0], first[1], json.loads(first[4])
                first = None
            if first is None or (first[2] == row[2] and first[3] is None):
                first = row
        if first is not None:
            yield first[0], first[1], json.loads(first[4])

    def adopted(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Return the id and hint that an instructor gave to wrong answers, by exercise and cluster."""
        rows = self._rows(select(adopted.c.exercise, adopted.c.cluster, adopted.c.id, adopted.c.hint))
        return {(exercise, cluster): (id_, hint) for exercise, cluster, id_, hint in rows}

    def adopt(self, exercise: str, cluster: str, id_: str, hint: str) -> None:
        """Name wrong answers; a name given before is replaced."""
        with self._transaction():
            insert = self._insert(adopted).values(exercise=exercise, cluster=cluster, id=id_, hint=hint)
            self._connection.execute(
                insert.on_conflict_do_update(index_elements=["exercise", "cluster"], set_={"id": id_, "hint": hint})
            )

    def sharing(self, cluster: str) -> list[tuple[str, str]]:
        """Return the exercise and the learner of each result that counts and belongs to this cluster."""
        query = select(result.c.name, learner.c.key).join_from(standing, result).join(
            learner, learner.c.id == result.c.learner
        )  # fmt: skip
        return [
            (name, key) for name, key in self._rows(query.where(result.c.cluster == cluster).order_by(learner.c.key))
        ]

    def _rows(self, query: Any) -> Iterator[Any]:
        try:
            with self._engine.connect() as connection:
                yield from connection.execution_options(yield_per=500).execute(query)
        except sqlalchemy.exc.DBAPIError as error:
            raise _fault(self._where, error) from None

    def _transaction(self) -> _Transaction:
        return _Transaction(self._connection, self._where, self._learners.clear)

    def close(self) -> None:
        """Close it."""
        self._connection.close()
        self._engine.dispose()

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Transaction:
    """All or nothing; what the database refuses is one sentence."""

    def __init__(self, connection: Connection, where: str, undone: Callable[[], None]) -> None:
        self._connection, self._where, self._undone = connection, where, undone

    def __enter__(self) -> None:
        self._transaction = self._connection.begin()
        self._transaction.__enter__()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        try:
            self._transaction.__exit__(kind, error, trace)
        except sqlalchemy.exc.DBAPIError as failed:
            error = failed
        if error is not None:
            self._undone()
        if isinstance(error, sqlalchemy.exc.DBAPIError):
            raise _fault(self._where, error) from None


def _fault(where: str, error: sqlalchemy.exc.DBAPIError) -> Fault:
    return Fault(f"{where}: the gradebook failed ({str(error.orig).strip().splitlines()[0]}).")


def _address(url: str | Path) -> tuple[str, sqlalchemy.URL]:
    """Return how a gradebook is called in messages, without a password, and its address."""
    if "://" not in str(url):
        return str(url), sqlalchemy.URL.create("sqlite", database=str(url))
    try:
        address = sqlalchemy.make_url(str(url))
    except (sqlalchemy.exc.ArgumentError, ValueError):
        raise UsageError(f"{str(url).partition('://')[0]}://…: is no database URL.") from None
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    if address.get_backend_name() not in ("sqlite", "postgresql"):
        raise UsageError(f"{address}: a gradebook is kept in sqlite:///FILE or postgresql://HOST/DATABASE.")
    return str(address), address


def storable(text: str) -> str:
    """Return a text that any database takes: without NUL, and with lone surrogates escaped."""
    return text.replace("\0", "").encode("utf-8", "backslashreplace").decode()


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not guessed by the driver
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # who only begins, and reads first, may find that another has written meanwhile, and could not write any more
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
