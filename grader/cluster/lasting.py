"""A gradebook that outlives a restart of its database: what could not be written is written when it is back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

import sqlalchemy

from grader.errors import Fault
from grader.gradebook.store import EXERCISE, Entry, Gradebook

T = TypeVar("T")
AWAY = 300.0
"""Seconds that a database may be away before grading is given up."""


class LastingGradebook(Gradebook):
    """A gradebook that waits for a database that has gone. To write a result twice keeps it once."""

    tell: Callable[[str], None] = staticmethod(lambda text: None)
    """Is told that the run waits."""

    def record(
        self, student: str, content: str, entries: Iterable[Entry], *, name: str = "", email: str = "",
        kind: str = EXERCISE, counts: bool = True,
    ) -> None:  # fmt: skip
        """Keep what was found for one learner, as Gradebook does."""
        kept = list(entries)
        self._surely(lambda: self._record(student, content, kept, name=name, email=email, kind=kind, counts=counts))

    def stand(self, student: str, results: Sequence[int], *, name: str = "", email: str = "") -> None:
        """Let results count, as Gradebook does."""
        self._surely(lambda: self._let_stand(student, results, name=name, email=email))

    def _record(self, *arguments: Any, **options: Any) -> None:
        super().record(*arguments, **options)

    def _let_stand(self, *arguments: Any, **options: Any) -> None:
        super().stand(*arguments, **options)

    def _rows(self, query: Any) -> Iterator[Any]:
        def begin() -> tuple[list[Any], Iterator[Any]]:
            rows = super(LastingGradebook, self)._rows(query)
            return list(islice(rows, 1)), rows

        first, rest = self._surely(begin)
        yield from first
        yield from rest

    def _surely(self, do: Callable[[], T]) -> T:
        deadline = time.monotonic() + AWAY
        told = False
        while True:
            try:
                return do()
            except (Fault, sqlalchemy.exc.DBAPIError) as error:
                if not _gone(error):
                    raise
                if time.monotonic() > deadline:
                    raise Fault(
                        f"{self._where}: the database is gone. What is graded is kept: start it, and run this again."
                    ) from None
            if not told:
                self.tell(f"{self._where}: the database has gone; waiting for it.")
                told = True
            time.sleep(0.2)


def _gone(error: BaseException | None) -> bool:
    """Whether the connection was lost, or cannot be made: not what the database itself refuses."""
    while error is not None and not isinstance(error, sqlalchemy.exc.DBAPIError):
        error = error.__context__
    if error is None:
        return False
    # class 57 of SQL states: shut down, crashed, starting up; without a state there was no server to give one
    state = getattr(error.orig, "sqlstate", "") or ""
    return error.connection_invalidated or (
        isinstance(error, sqlalchemy.exc.OperationalError) and type(error.orig).__module__.startswith("psycopg")
        and (not state or state.startswith(("57P", "08")))
    )  # fmt: skip
