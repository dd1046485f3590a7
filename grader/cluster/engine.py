"""Deals out a class to a cluster in batches, and gives back what came of each submission.

A bounded number of batches is on its way at a time, two for each of the cluster's threads, so memory does not grow with
the class. What is on its way is remembered here until its results are there: when the scheduler is restarted it is
dealt out again, and when a batch's worker dies again and again its submissions are tried one by one.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import os
import pickle
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any

from grader.classroom.identity import engine
from grader.classroom.pool import Done
from grader.classroom.unit import Settings, Task
from grader.cluster.packing import pack
from grader.errors import Fault, UsageError

if TYPE_CHECKING:
    from grader.classroom.work import Schedule
    from grader.cluster.worker import Shared

BATCH = 8
"""Submissions in a batch: about a second of work, against which the scheduler's millisecond is nothing."""
BATCH_BYTES = 1 << 20
"""A batch is closed when it has this many bytes: the scheduler holds it in memory."""
RETURN = 300.0
"""Seconds that a scheduler may be away, or be without any worker, before grading is given up."""

TRIES = 2
"""How often the submissions of a batch that failed are tried again, each alone."""
ANSWER = 10.0
"""Seconds that a scheduler has for its first answer."""

_LOST = (OSError, asyncio.CancelledError, concurrent.futures.CancelledError)


def on_cluster(
    address: str | None, *, allow_limited: bool = False, tell: Callable[[str], None] = lambda text: None
) -> Schedule:
    """Return a schedule for grade_class that grades on a cluster.

    Args:
        address: the scheduler's; None for a cluster on this machine, which lasts as long as the run.
        allow_limited: whether workers may grade where submissions cannot be fully isolated.
        tell: is told what the run waits for.

    Raises:
        UsageError: dask is not installed, or that is no address; raised by the schedule also where no scheduler answers
            there, and where a worker refuses.
        Fault: raised by the schedule where the scheduler or all workers are gone for long; what is graded is kept.
    """
    try:
        import distributed  # noqa: F401
    except ModuleNotFoundError as error:
        raise UsageError(
            f"--engine dask needs {error.name}, which is not installed: pip install 'primer-grader[dask]'"
        ) from None

    if address is not None:
        from distributed.comm.addressing import get_address_host

        try:
            get_address_host(address)
        except ValueError as error:
            raise _no_scheduler(address, error) from None

    def schedule(
        settings: Settings, exercises: Sequence[str], tasks: Iterator[Task], jobs: int, patience: float
    ) -> Iterator[list[Done]]:
        from grader.cluster.worker import Shared

        parcel = pack(settings.course)
        shared = Shared(parcel, tuple(exercises), settings.seed, settings.confine, allow_limited, patience, engine())
        with _quiet(), _Cluster(address, jobs, shared, tell) as cluster:
            yield from _deal(cluster, tasks)

    return schedule


@dataclass
class _Batch:
    tasks: list[Task]
    tried: int = 0
    """How often it has failed."""


def _deal(cluster: _Cluster, tasks: Iterator[Task]) -> Iterator[list[Done]]:
    """Keep the cluster busy, and give what came of each submission once."""
    from grader.cluster.worker import Refusal

    todo = _batches(tasks, lambda: cluster.threads)
    again: list[_Batch] = []
    while True:
        while cluster.flying < 2 * max(1, cluster.threads) and (batch := again.pop() if again else next(todo, None)):
            cluster.send(batch)
        if not cluster.flying:
            return
        batch, outcome = cluster.receive()
        if isinstance(outcome, Refusal):
            raise UsageError(outcome.text)
        if not isinstance(outcome, str):
            pairs = zip(batch.tasks, outcome, strict=True)
            yield [Done(task, result.graded, result.stopped, result.fault) for task, result in pairs]
        elif batch.tried < TRIES:
            again += [_Batch([task], batch.tried + 1) for task in batch.tasks]
        else:
            yield [Done(batch.tasks[0], fault=outcome)]


def _batches(tasks: Iterable[Task], threads: Callable[[], int]) -> Iterator[_Batch]:
    """Put tasks together; the first batches are small, so that a small class, too, is shared by all workers."""
    batch: list[Task] = []
    size = made = 0
    for task in tasks:
        batch.append(task)
        size += sum(len(content) for _, content in task.snapshot.files)
        if size >= BATCH_BYTES or len(batch) >= min(BATCH, 1 + made // max(1, threads())):
            yield _Batch(batch)
            batch, size, made = [], 0, made + 1
    if batch:
        yield _Batch(batch)


class _Cluster:
    """The connection to a scheduler, and what is on its way there. A context manager."""

    def __init__(self, address: str | None, jobs: int, shared: Shared, tell: Callable[[str], None]) -> None:
        self._address, self._jobs, self._shared, self._tell = address, jobs, shared, tell
        self._local: Any = None
        self._client: Any = None
        self._flying: dict[int, _Batch] = {}
        self._futures: dict[int, Any] = {}
        self._landed: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._sent = 0
        self._looked = self._missed = self._lost_at = 0.0
        self.threads = 0

    def __enter__(self) -> _Cluster:
        if self._address is None:
            with _no_interrupts():
                self._local = _untyped("LocalCluster")(
                    n_workers=1, threads_per_worker=self._jobs, memory_limit=0, dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL, host="127.0.0.1",
                )  # fmt: skip
        try:
            self._connect()
        except _LOST as error:
            self.__exit__()
            raise _no_scheduler(self._address, error) from None
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()
        if self._local is not None:
            self._local.close()

    @property
    def flying(self) -> int:
        """How many batches are on their way."""
        return len(self._flying)

    def send(self, batch: _Batch) -> None:
        """Send a batch on its way."""
        self._sent += 1
        self._flying[self._sent] = batch
        try:
            self._submit(self._sent)
        except _LOST:
            self._return()

    def receive(self) -> tuple[_Batch, Any]:
        """Wait for a batch; give it with its results, a Refusal, or why it failed."""
        while True:
            try:
                self._look()
                number, future = self._landed.get(timeout=1.0)
                if number not in self._futures or self._futures[number] is not future:
                    continue  # it was dealt out again since
                outcome = _outcome(future)
                del self._futures[number]
                self._lost_at = 0.0
                return self._flying.pop(number), outcome
            except queue.Empty:
                continue
            except _LOST:
                self._return()

    def _connect(self) -> None:
        from grader.cluster.worker import Bench

        self._client = _untyped("Client")(
            self._local or self._address, timeout=ANSWER, set_as_default=False, name="grade"
        )
        try:
            self._client.register_plugin(Bench(self._shared))
        except (ImportError, AttributeError) as error:
            raise UsageError(
                f"{self._address}: the cluster cannot load this grader ({_line(error)}); install the same grader where "
                "its scheduler and its workers run."
            ) from None
        self._looked = 0.0
        self._look()

    def _leave(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(*_LOST):
                client.close(timeout=2)

    def _submit(self, number: int) -> None:
        from grader.cluster.worker import grade_batch

        assert self._client
        batch = pickle.dumps(self._flying[number].tasks)
        future = self._futures[number] = self._client.submit(grade_batch, self._shared.name, batch, pure=False)
        future.add_done_callback(lambda landed: self._landed.put((number, landed)))

    def _return(self) -> None:
        """Find the scheduler again, and send on its way again what was on its way."""
        self._tell(f"{self._address or 'dask'}: the scheduler has gone; waiting for it.")
        self._lost_at = self._lost_at or time.monotonic()
        while True:
            time.sleep(0.5)
            self._futures.clear()
            self._leave()
            try:
                self._connect()
                for number in self._flying:
                    self._submit(number)
                return
            except _LOST:
                if time.monotonic() > self._lost_at + RETURN or self._local is not None:
                    raise Fault(
                        f"{self._address or 'dask'}: the scheduler is gone. What is graded is kept: start it, and run "
                        "this again."
                    ) from None

    def _look(self) -> None:
        """See, every second, how many threads there are."""
        now = time.monotonic()
        if now - self._looked < 1.0:
            return
        assert self._client
        self._looked = now
        self.threads = sum(self._client.nthreads().values())
        if self.threads:
            self._missed = 0.0
        elif not self._missed:
            self._missed = now
            self._tell(f"{self._address or 'dask'}: the scheduler has no worker yet; waiting for one.")
        elif now - self._missed > RETURN:
            raise Fault(
                f"{self._address}: the scheduler has had no worker for {RETURN:.0f} s. What is graded is kept: start "
                "workers, and run this again."
            )


def _no_scheduler(address: str | None, error: BaseException) -> UsageError:
    return UsageError(
        f"{address}: there is no Dask scheduler that answers ({_line(error)}); give the address that `dask scheduler` "
        "printed, such as tcp://HOST:8786."
    )


def _outcome(future: Any) -> Any:
    """Return a batch's results, a Refusal, or why it failed; what _LOST names is raised where it got lost."""
    from distributed import KilledWorker

    try:
        if future.status != "error":
            return future.result(timeout=60)
    except Exception:
        if future.status != "error":
            raise
    error = future.exception(timeout=60)
    return "the worker that graded it has died" if isinstance(error, KilledWorker) else f"a worker failed ({error})"


@contextlib.contextmanager
def _no_interrupts() -> Iterator[None]:
    """Let the threads that begin here, and the processes they start, not see Ctrl-C: this process ends them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # the first process that multiprocessing starts brings this helper, which unblocks signals
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    # a process is born with what is ignored then, whichever thread starts it; a mask goes by the thread
    main = threading.current_thread() is threading.main_thread()
    answered = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    try:
        yield
    finally:
        if main:
            signal.signal(signal.SIGINT, answered)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _untyped(name: str) -> Any:
    import distributed

    return getattr(distributed, name)


def _line(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's log and its warnings away from the user: what they mean to a run is said in our words."""
    if os.environ.get("GRADE_DEBUG"):
        yield
        return
    import dask

    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        wanted = {
            "distributed.admin.large-graph-warning-threshold": "1GB",  # a submission may be large
            "distributed.admin.low-level-log-length": 10,  # by default a thousand batches would be remembered
            "distributed.worker.profile.enabled": False,  # sampling stacks costs some percent of a core
        }
        with dask.config.set(wanted):
            yield
    finally:
        logging.disable(before)
