"""A database that outlives its own restart: what could not be written is written when it is back."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy

from grader.classroom.gradebook.database import Database, Step
from grader.core.errors import Fault

T = TypeVar("T")
AWAY = 300.0
"""Seconds that a database may be away before grading is given up."""


class LastingDatabase(Database):
    """A database that is waited for when it has gone. A write may come twice, so it must be one that keeps it once."""

    def __init__(self, url: str | Path, *, create: bool = False, tell: Callable[[str], None]) -> None:
        """Open it; `tell` is told when it is waited for."""
        super().__init__(url, create=create)
        self._tell = tell

    def write(self, *steps: Step) -> None:
        """Write, as Database does."""
        self._surely(lambda: super(LastingDatabase, self).write(*steps))

    def read(self, query: Any, values: Mapping[str, Any] | None = None) -> list[Any]:
        """Return all rows of an answer, as Database does."""
        return self._surely(lambda: super(LastingDatabase, self).read(query, values))

    def _surely(self, do: Callable[[], T]) -> T:
        deadline = time.monotonic() + AWAY
        told = False
        while True:
            try:
                return do()
            except Fault as fault:
                if not _gone(fault.__cause__):
                    raise
                if time.monotonic() > deadline:
                    raise Fault(
                        f"{self.where}: the database is gone. What is graded is kept: start it, and run this again."
                    ) from None
            if not told:
                self._tell(f"{self.where}: the database has gone; waiting for it.")
                told = True
            time.sleep(0.2)


def _gone(error: BaseException | None) -> bool:
    """Whether the connection was lost, or cannot be made: not what the database itself refuses."""
    if not isinstance(error, sqlalchemy.exc.DBAPIError):
        return False
    # class 57 of SQL states: shut down, crashed, starting up; without a state there was no server to give one
    state = getattr(error.orig, "sqlstate", "") or ""
    return error.connection_invalidated or (
        isinstance(error, sqlalchemy.exc.OperationalError)
        and type(error.orig).__module__.startswith("psycopg")
        and (not state or state.startswith(("57P", "08")))
    )
