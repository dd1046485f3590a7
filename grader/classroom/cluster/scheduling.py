"""Deals out tasks in batches, and gives back each submission's outcome, once.

A bounded number of batches is in flight at a time, two for each of the cluster's threads, so memory does not grow with
the class. The submissions of a batch whose worker has died are tried one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from grader.classroom.cluster.connection import Batch, Connection
from grader.classroom.cluster.worker import Refusal
from grader.classroom.pool import Done
from grader.classroom.task import Task
from grader.core.errors import UsageError

BATCH = 8
"""Submissions in a batch: about a second of work, against which the scheduler's millisecond is nothing."""
BATCH_BYTES = 1 << 20
"""A batch is closed when it has this many bytes: the scheduler holds it in memory."""
TRIES = 2
"""How often the submissions of a batch that failed are tried again, each alone."""


def deal(connection: Connection, tasks: Iterable[Task]) -> Iterator[Sequence[Done]]:
    """Keep a cluster busy; give each batch's outcome as it lands.

    Raises:
        UsageError: a worker refuses.
        Fault: the scheduler or all workers are gone for long.
    """
    todo = _batches(tasks, lambda: connection.threads)
    again: list[Batch] = []
    while True:
        while connection.in_flight < 2 * max(1, connection.threads):
            batch = again.pop() if again else next(todo, None)
            if batch is None:
                break
            connection.send(batch)
        if not connection.in_flight:
            return
        batch, outcome = connection.receive()
        if isinstance(outcome, Refusal):
            raise UsageError(outcome.text)
        if not isinstance(outcome, str):
            pairs = zip(batch.tasks, outcome, strict=True)
            yield [Done(task, result.graded, result.stopped, result.fault) for task, result in pairs]
        elif batch.tried < TRIES:
            again += [Batch([task], batch.tried + 1) for task in batch.tasks]
        else:
            yield [Done(batch.tasks[0], fault=outcome)]


def _batches(tasks: Iterable[Task], threads: Callable[[], int]) -> Iterator[Batch]:
    """Put tasks together; the first batches are small, so that a small class, too, is shared by all workers."""
    batch: list[Task] = []
    size = made = 0
    for task in tasks:
        batch.append(task)
        size += sum(len(content) for _, content in task.snapshot.files)
        if size >= BATCH_BYTES or len(batch) >= min(BATCH, 1 + made // max(1, threads())):
            yield Batch(batch)
            batch, size, made = [], 0, made + 1
    if batch:
        yield Batch(batch)
