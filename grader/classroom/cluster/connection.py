"""The connection to a scheduler, and what is in flight there.

What is in flight is remembered here until its results are there: when the scheduler is restarted, which forgets all, it
is sent again.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import pickle
import queue
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from distributed import Client, Future, KilledWorker, LocalCluster, Security
from distributed.comm.addressing import get_address_host, parse_address, parse_host_port
from distributed.comm.core import connect

from grader.classroom.cluster import local
from grader.classroom.cluster.worker import Bench, Refusal, Result, Shared, grade_batch
from grader.classroom.task import Task
from grader.core.errors import Fault, UsageError

AWAY = 300.0
"""Seconds that a scheduler may be away, or be without any worker, before grading is given up."""
LISTENS = 3.0
"""Seconds that somebody has to listen at a scheduler's address: it may have been started at the same moment."""
ANSWER = 10.0
"""Seconds that a scheduler, which may be busy, has for its first answer."""

_TRIES = 3
_LOST = (OSError, asyncio.CancelledError, concurrent.futures.CancelledError)


@dataclass
class Batch:
    """Submissions that travel together."""

    tasks: list[Task]
    tried: int = 0
    """How often it has failed."""


class Connection:
    """A connection to a scheduler. Use as a context manager."""

    def __init__(self, address: str | None, jobs: int, shared: Shared, tell: Callable[[str], None]) -> None:
        """Take what entering it needs.

        Args:
            address: the scheduler's; None for a cluster on this machine.
            jobs: how many threads that one has.
            shared: what the batches have in common.
            tell: is told what is waited for.
        """
        self._address, self._jobs, self._shared, self._tell = address, jobs, shared, tell
        self._where = address or "dask"
        self._local: LocalCluster | None = None
        self._client: Any = None
        self._batches: dict[int, Batch] = {}
        self._futures: dict[int, Future[Any]] = {}
        self._landed: queue.SimpleQueue[tuple[int, Future[Any]]] = queue.SimpleQueue()
        self._sent = 0
        self._looked = self._missed = self._lost_at = 0.0
        self.threads = 0
        """How many submissions the cluster grades at a time, by the latest look."""

    def __enter__(self) -> Connection:
        try:
            if self._address is None:
                self._local = local.start(self._jobs)
            else:
                _await(self._address)
            self._connect()
        except _LOST as error:
            self.__exit__()
            raise _no_scheduler(self._where, error) from None
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        if self._local is not None:
            self._local.close()

    @property
    def in_flight(self) -> int:
        """How many batches were sent and not received."""
        return len(self._batches)

    def send(self, batch: Batch) -> None:
        """Send a batch."""
        self._sent += 1
        self._batches[self._sent] = batch
        try:
            self._submit(self._sent)
        except _LOST:
            self._return()

    def receive(self) -> tuple[Batch, list[Result] | Refusal | str]:
        """Wait for a batch; give it with its results, a refusal, or why it failed.

        Raises:
            Fault: the scheduler or all workers are gone for long.
        """
        while True:
            try:
                self._look()
                number, future = self._landed.get(timeout=1.0)
                if self._futures.get(number) is not future:
                    continue  # it was sent again since
                outcome = _outcome(future)
                del self._futures[number]
                self._lost_at = 0.0
                return self._batches.pop(number), outcome
            except queue.Empty:
                continue
            except _LOST:
                self._return()

    def _connect(self) -> None:
        where: Any = self._local or self._address
        self._client = Client(where, timeout=ANSWER, set_as_default=False, name="grade")  # type: ignore[no-untyped-call]
        try:
            self._register()
        except (ImportError, AttributeError) as error:
            raise UsageError(
                f"{self._where}: the cluster cannot load this grader ({_line(error)}); install the same grader where "
                "its scheduler and its workers run."
            ) from None
        self._looked = 0.0
        self._look()

    def _register(self) -> None:
        """Give every worker what it grades with; again where one dies of something else meanwhile, which fails for all."""
        for left in range(_TRIES - 1, -1, -1):
            try:
                self._client.register_plugin(Bench(self._shared))
                return
            except OSError:
                if not left:
                    raise
                time.sleep(1.0)

    def _leave(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*_LOST):
                client.close(timeout=2)

    def _submit(self, number: int) -> None:
        tasks = pickle.dumps(self._batches[number].tasks)
        future = self._futures[number] = self._client.submit(grade_batch, self._shared.name, tasks, pure=False)
        future.add_done_callback(lambda landed: self._landed.put((number, landed)))

    def _return(self) -> None:
        """Find the scheduler again, and send again what was in flight."""
        self._tell(f"{self._where}: the scheduler has gone; waiting for it.")
        self._lost_at = self._lost_at or time.monotonic()
        while True:
            time.sleep(0.5)
            self._futures.clear()
            self._leave()
            try:
                self._connect()
                for number in self._batches:
                    self._submit(number)
                return
            except _LOST:
                if time.monotonic() > self._lost_at + AWAY or self._local is not None:
                    raise Fault(
                        f"{self._where}: the scheduler is gone. What is graded is kept: start it, and run this again."
                    ) from None

    def _look(self) -> None:
        """See, every second, how many threads there are."""
        now = time.monotonic()
        if now - self._looked < 1.0:
            return
        self._looked = now
        self.threads = sum(self._client.nthreads().values())
        if self.threads:
            self._missed = 0.0
        elif not self._missed:
            self._missed = now
            self._tell(f"{self._where}: the scheduler has no worker yet; waiting for one.")
        elif now - self._missed > AWAY:
            raise Fault(
                f"{self._where}: the scheduler has had no worker for {AWAY:.0f} s. What is graded is kept: start "
                "workers, and run this again."
            )


def check_address(address: str) -> None:
    """Raise UsageError where a text is no address of a scheduler."""
    try:
        get_address_host(address)
    except ValueError as error:
        raise _no_scheduler(address, error) from None


def _await(address: str) -> None:
    """Wait until a Dask program answers at an address; OSError where none does."""
    scheme, place = parse_address(address)
    if scheme in ("tcp", "tls"):
        host, port = parse_host_port(place)
        deadline = time.monotonic() + LISTENS
        while True:
            try:
                socket.create_connection((host, port), LISTENS).close()
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise
            time.sleep(0.2)
    asyncio.run(_greet(address))


async def _greet(address: str) -> None:
    """Do as much of connecting as ends by itself when something else listens there: a Client would wait forever."""
    try:
        arguments = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
        comm = await asyncio.wait_for(connect(address, **arguments), ANSWER)  # type: ignore[no-untyped-call]
    except Exception:  # what another program sends may be taken for anything
        raise OSError("what listens there is none") from None
    await comm.close()


def _outcome(future: Any) -> Any:
    """Return a batch's results, a Refusal, or why it failed; what _LOST names is raised where it got lost."""
    try:
        if future.status != "error":
            return future.result(timeout=60)
    except Exception:
        if future.status != "error":
            raise
    error = future.exception(timeout=60)
    return "the worker that graded it has died" if isinstance(error, KilledWorker) else f"a worker failed ({error})"


def _no_scheduler(where: str, error: BaseException) -> UsageError:
    return UsageError(
        f"{where}: there is no Dask scheduler that answers ({_line(error)}); start one first, and give the address "
        "that it prints, such as tcp://HOST:8786."
    )


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
