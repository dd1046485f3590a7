"""The engine of `--engine dask`: a schedule for grade_class that grades on a cluster."""

from __future__ import annotations

import contextlib
import itertools
import logging
import os
from collections.abc import Callable, Iterator, Sequence

from grader.classroom.cluster.packing import pack
from grader.classroom.identity import engine
from grader.classroom.pipeline import Schedule
from grader.classroom.pool import Done
from grader.classroom.task import Settings, Task
from grader.core.errors import UsageError


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
    # these need it
    from grader.classroom.cluster.connection import Connection, check_address
    from grader.classroom.cluster.scheduling import deal
    from grader.classroom.cluster.worker import Shared

    if address is not None:
        check_address(address)

    def schedule(
        settings: Settings, exercises: Sequence[str], tasks: Iterator[Task], jobs: int, patience: float
    ) -> Iterator[Sequence[Done]]:
        first = next(tasks, None)
        if first is None:
            return  # no cluster is needed
        parcel = pack(settings.course)
        shared = Shared(
            parcel,
            tuple(exercises),
            settings.seed,
            settings.confine,
            allow_limited,
            patience,
            engine(),
            settings.repair_seconds,
        )
        with _quiet(), Connection(address, jobs, shared, tell) as connection:
            yield from deal(connection, itertools.chain([first], tasks))

    return schedule


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
