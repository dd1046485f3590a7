"""The database under a gradebook, SQLite or PostgreSQL: opens it, reads from it, and writes all or nothing."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, event, func, select

from grader.classroom.gradebook import tables
from grader.core.errors import Fault, UsageError

Step = tuple[Any, Sequence[Mapping[str, Any]]]
"""A statement, and the rows it is executed for."""


class Database:
    """An open database with a gradebook's tables."""

    def __init__(self, url: str | Path, *, create: bool = False) -> None:
        """Open it.

        Args:
            url: a database URL, or the path of an SQLite file.
            create: whether to make one where there is none.

        Raises:
            UsageError: there is none, or it cannot be opened.
        """
        self.where, address = _address(url)
        path = file_of(url)
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
            raise UsageError(f"{self.where}: needs {error.name}: pip install 'primer-grader[class]'") from None
        if path is not None:
            event.listen(self._engine, "connect", _prepare_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        # the other one's dialect is a tenth of a second of imports
        dialect = importlib.import_module(f"sqlalchemy.dialects.{self._engine.dialect.name}")
        self.insert: Any = dialect.insert
        """The dialect's own: it has ON CONFLICT."""
        try:
            with self._engine.connect().execution_options(writes=True) as connection, connection.begin():
                if path is None:  # two that open a new gradebook at once take turns
                    connection.execute(select(func.pg_advisory_xact_lock(0x67726164)))
                tables.prepare(connection, self.where)
            self._connection: Connection = self._engine.connect().execution_options(writes=True)
        except UsageError:
            self._engine.dispose()
            raise
        except sqlalchemy.exc.DBAPIError as error:
            self._engine.dispose()
            raise UsageError(f"{self.where}: cannot be opened as a gradebook ({_reason(error)}).") from None

    def write(self, *steps: Step) -> None:
        """Execute statements, each for all of its rows, in one transaction.

        Raises:
            Fault: the database failed, and nothing of it is kept.
        """
        try:
            with self._connection.begin():
                for statement, rows in steps:
                    if rows:
                        self._connection.execute(statement, rows)
        except sqlalchemy.exc.DBAPIError as error:
            raise self._fault(error) from error

    def read(self, query: Any, values: Mapping[str, Any] | None = None) -> list[Any]:
        """Return all rows of an answer.

        Raises:
            Fault: the database failed.
        """
        try:
            with self._engine.connect() as connection:
                return list(connection.execute(query, values).all())
        except sqlalchemy.exc.DBAPIError as error:
            raise self._fault(error) from error

    def close(self) -> None:
        """Close it."""
        self._connection.close()
        self._engine.dispose()

    def _fault(self, error: sqlalchemy.exc.DBAPIError) -> Fault:
        return Fault(f"{self.where}: the gradebook failed ({_reason(error)}).")


def _reason(error: sqlalchemy.exc.DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0]


def file_of(url: str | Path) -> Path | None:
    """Return the file that a gradebook is; None where it is on a server."""
    _, address = _address(url)
    return Path(address.database or "") if address.get_backend_name() == "sqlite" else None


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
    # NORMAL: what is committed outlives a kill of every program; a power cut may cost the last moments, never the file
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # who only begins, and reads first, may find that another has written meanwhile, and could not write any more
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN")
