"""Writes that somebody waits for, many of them in one transaction: a rush of a class costs a few commits, not a thousand."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from grader.core.errors import Fault
from grader.serve.hosted.database import HostedDatabase

MOST_AT_ONCE = 100
T = TypeVar("T")


@dataclass(frozen=True)
class _Job:
    order: int
    write: Callable[[Connection], Any]
    done: Future[Any] = field(default_factory=Future)


class Commits:
    """Writes for whoever waits. Start its thread with start(), end it with close().

    While a transaction is committed, the next writes gather. A write that raises an error of its own leaves the others,
    and what it has written before stays. If the database fails, each is tried once more alone.
    """

    def __init__(self, database: HostedDatabase) -> None:
        self._database = database
        self._waiting: list[_Job] = []
        self._news = threading.Condition()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="commits", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def do(self, order: int, write: Callable[[Connection], T]) -> Future[T]:
        """Call `write` in a transaction, and return what it returns once that is committed.

        Args:
            order: the writes of a transaction are done by this number, so that two servers that lock the same rows take
                turns.
            write: what to do; it may be called twice.
        """
        job = _Job(order, write)
        with self._news:
            if self._closed:
                job.done.set_exception(Fault("The course's server is restarting."))
            else:
                self._waiting.append(job)
                self._news.notify()
        return job.done

    async def done(self, order: int, write: Callable[[Connection], T]) -> T:
        """Do the same, and wait for it."""
        return await asyncio.wrap_future(self.do(order, write))

    def close(self) -> None:
        """Write what waits, and end."""
        with self._news:
            self._closed = True
            self._news.notify()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._waiting and not self._closed:
                    self._news.wait()
                if not self._waiting:
                    return
                batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            batch.sort(key=lambda job: job.order)
            if not self._write(batch):
                for job in batch:
                    self._write([job], last=True)

    def _write(self, batch: list[_Job], *, last: bool = False) -> bool:
        """Write what is asked, all or nothing; say whether the database took it, or whether its failure was told."""
        outcomes: list[tuple[Any, Exception | None]] = []
        try:
            with self._database.transaction() as connection:
                outcomes += (_outcome(job, connection) for job in batch)
        except Exception as error:
            if not last:
                return False
            outcomes = [(None, error)]
        for job, (found, problem) in zip(batch, outcomes, strict=True):
            if problem is None:
                job.done.set_result(found)
            else:
                job.done.set_exception(problem)
        return True


def _outcome(job: _Job, connection: Connection) -> tuple[Any, Exception | None]:
    try:
        return job.write(connection), None
    except DBAPIError:
        raise
    except Exception as error:
        return None, error
