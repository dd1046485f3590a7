"""What runs on a cluster's workers: batches of submissions in, results out.

A plugin brings the course to each worker once, and keeps grading processes warm there: one for each of the worker's
threads, each the same process as on one machine, so a submission that hangs or kills it is dealt with in the same way.
The scheduler imports this module too; what grades is imported in the functions that need it.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import pickle
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from distributed import Worker, WorkerPlugin, get_worker

from grader.classroom.cluster.packing import unpack
from grader.core.errors import UsageError

if TYPE_CHECKING:
    from grader.classroom.pool import Done
    from grader.classroom.task import Graded, Settings, Task

IDLE = 300.0
"""Seconds after which a grading process ends that has nothing to do: its client may have died."""


@dataclass(frozen=True)
class Shared:
    """What all batches of one run have in common."""

    parcel: bytes
    """The course."""
    exercises: tuple[str, ...]
    seed: int
    confine: bool
    allow_limited: bool
    patience: float
    engine: str
    """The version of the engine that asks: another one's results would not be the same."""
    repair_seconds: float = 0.0

    @property
    def name(self) -> str:
        """The hash of all of it."""
        return "grader-" + hashlib.blake2b(repr(vars(self)).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Result:
    """The outcome of one submission; which one is known by its place in the batch."""

    graded: list[Graded]
    stopped: bool
    fault: str


@dataclass(frozen=True)
class Refusal:
    """Why nothing can be graded on a worker: one sentence for the user."""

    text: str


def grade_batch(name: str, batch: bytes) -> list[Result] | Refusal:
    """Grade a batch on the worker that runs this, with what the plugin of this name holds."""
    return cast(Bench, get_worker().plugins[name]).grade(pickle.loads(batch))


class Bench(WorkerPlugin):
    """The course and the warm grading processes of one worker."""

    # a run on the same course finds what an earlier one has brought
    idempotent = True

    def __init__(self, shared: Shared) -> None:
        self.name = shared.name
        self._shared = shared

    def setup(self, worker: Worker) -> None:
        """Unpack the course."""
        # a nanny's worker is a daemon, which may have no children; these end by themselves when it dies
        multiprocessing.process.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        self._address = worker.address
        # Dask clears that folder away, after a worker that was killed, too
        self._folder = Path(tempfile.mkdtemp(prefix="grader-course-", dir=worker.local_directory))
        unpack(self._shared.parcel, self._folder)
        self._refusal: Refusal | None = None
        self._examined = self._closed = False
        self._busy = 0
        self._lock = threading.Lock()
        self._idle: list[tuple[float, _Warm]] = []
        worker.loop.call_later(IDLE, self._tidy, worker)

    def teardown(self, worker: Worker) -> None:
        """End everything: the worker ends, or the course is taken from it."""
        with self._lock:
            self._closed = True
        self._end(time.monotonic())
        if self._busy:
            # before the course goes; another course's processes are started again, as after any accident
            for process in multiprocessing.active_children():
                process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def grade(self, tasks: Sequence[Task]) -> list[Result] | Refusal:
        """Grade a batch on a warm process; a worker may have several threads, and each call takes its own process."""
        if refusal := self._examine():
            return refusal
        with self._lock:
            warm = self._idle.pop()[1] if self._idle else None
            self._busy += 1
        try:
            warm = warm or _Warm(self._settings(), self._shared)
            results = [Result(done.graded, done.stopped, done.fault) for done in warm.grade(tasks)]
        except UsageError as error:
            return Refusal(str(error).replace(f"{self._folder}/", ""))
        except BaseException:
            if warm:
                warm.close()
            raise
        finally:
            with self._lock:
                self._busy -= 1
        with self._lock:
            if not self._closed:
                self._idle.append((time.monotonic(), warm))
                return results
        warm.close()
        return results

    def _settings(self) -> Settings:
        from grader.classroom.task import Settings

        return Settings(self._folder, self._shared.seed, self._shared.confine, self._shared.repair_seconds)

    def _examine(self) -> Refusal | None:
        """Return why this worker must not grade, or None."""
        from grader.classroom.identity import engine
        from grader.sandbox.doctor import examine

        with self._lock:
            if self._examined:
                return self._refusal
            self._examined = True
            if engine() != self._shared.engine:
                self._refusal = Refusal(
                    f"{self._address}: has grader {engine()}, and {self._shared.engine} asks; a class is graded by one "
                    "version: install the same grader and Python everywhere."
                )
            elif (
                not self._shared.allow_limited and (report := examine(confine=self._shared.confine)).isolation != "full"
            ):
                self._refusal = Refusal(
                    f"{self._address}: submissions would be graded with limited isolation there. {report.advice[0]} "
                    "If you trust every submission, add --allow-limited."
                )
            return self._refusal

    def _tidy(self, worker: Worker) -> None:
        self._end(time.monotonic() - IDLE)
        if not self._closed:
            worker.loop.call_later(IDLE, self._tidy, worker)

    def _end(self, before: float) -> None:
        with self._lock:
            old = [warm for since, warm in self._idle if since <= before]
            self._idle = [(since, warm) for since, warm in self._idle if since > before]
        for warm in old:
            warm.close()


class _Warm:
    """One grading process, kept for one batch after another."""

    def __init__(self, settings: Settings, shared: Shared) -> None:
        from grader.classroom.pool import grade_all

        self._todo: deque[Task] = deque()
        # it takes a task only when it is asked for the outcome of one, so there always is one
        tasks = iter(self._todo.popleft, None)
        self._done = grade_all(settings, shared.exercises, tasks, 1, shared.patience)

    def grade(self, tasks: Sequence[Task]) -> Iterator[Done]:
        for task in tasks:
            self._todo.append(task)
            yield next(self._done)

    def close(self) -> None:
        self._done.close()  # type: ignore[attr-defined]
