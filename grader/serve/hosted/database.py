"""The database of a hosted course: the gradebook's, shared by the threads of a server and by several servers."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import sqlalchemy
from sqlalchemy import Connection, func, select

from grader.classroom.gradebook.database import Database, Step, file_of
from grader.classroom.gradebook.tables import about
from grader.serve.hosted import tables


def now(seconds: float = 0.0) -> str:
    """Return the time, `seconds` from now, as it is kept: UTC, ISO 8601, to the millisecond. Such texts compare."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


def is_hosted(url: str) -> bool:
    """Say whether a gradebook's database has the tables of a hosted course."""
    database = Database(url)
    try:
        return bool(database.read(select(about.c.value).where(about.c.key == tables.NAME)))
    finally:
        database.close()


class HostedDatabase(Database):
    """A gradebook's database with the tables of a hosted course. Any thread may use it."""

    def __init__(self, url: str) -> None:
        """Open it, and make what is missing.

        Raises:
            UsageError: it cannot be opened, or is of a newer grader.
        """
        super().__init__(url, create=True)
        self.is_file = file_of(url) is not None
        # writers of one SQLite file take turns here, where waiting costs nothing, before they do in the file
        self._turn = threading.Lock() if self.is_file else contextlib.nullcontext()
        self._connection.close()
        try:
            with self.transaction() as connection:
                if not self.is_file:
                    connection.execute(select(func.pg_advisory_xact_lock(0x67726164)))
                tables.prepare(connection, self.where)
        except BaseException:
            self.close()
            raise

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection for reading and writing, all or nothing.

        Raises:
            Fault: the database failed, and nothing of it is kept.
        """
        try:
            with self._turn, self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                yield connection
        except sqlalchemy.exc.DBAPIError as error:
            raise self._fault(error) from error

    def write(self, *steps: Step) -> None:
        """Execute statements, each for all of its rows, in one transaction, as Database does."""
        with self.transaction() as connection:
            for statement, rows in steps:
                if rows:
                    connection.execute(statement, rows)

    def close(self) -> None:
        """Close it."""
        self._engine.dispose()
