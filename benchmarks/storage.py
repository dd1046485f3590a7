"""Measure how results are kept: by one client or several at once, in SQLite and in PostgreSQL.

    python benchmarks/storage.py

Prints the table of docs/scale.md; benchmarks/cluster.py prints it too.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import click
import psutil
from postgresql import postgresql

from grader.classroom.cluster.scheduling import BATCH
from grader.classroom.files import Snapshot
from grader.classroom.gradebook.store import Gradebook, NewResult, StoredAttempt
from grader.classroom.task import Settings, Task
from grader.classroom.task_grader import TaskGrader
from grader.core.course import load_course

ROOT = Path(__file__).parent.parent


@dataclass
class Keeping:
    """What it takes to keep one learner's seven results, in seconds."""

    seconds: float
    """Of the clock, over all clients."""
    client: float
    database: float
    """Processor seconds of the database's own processes; SQLite has none."""


def measure(work: Path) -> Keeping:
    """Print the table; return what a batch takes with one client of PostgreSQL, or of SQLite where there is none."""
    entries = results()
    click.echo("| saving a learner's seven results | takes | the client's processor | the database's |")
    click.echo("| --- | --- | --- | --- |")
    kept = row("SQLite, one learner at a time", entries, str(work / "one.sqlite"), 1)
    kept = row("SQLite, a batch of eight", entries, str(work / "eight.sqlite"), BATCH)
    with postgresql() as url:
        if url is not None:
            row("PostgreSQL, one learner at a time", entries, url, 1)
            kept = row("PostgreSQL, a batch of eight, as on a cluster", entries, url, BATCH)
            row("the same, two clients at once", entries, url, BATCH, clients=2)
            row("the same, four clients at once", entries, url, BATCH, clients=4)
    return kept


def results() -> list[NewResult]:
    """Return the results of one learner who handed in the solutions."""
    course = load_course(ROOT)
    files = sorted((exercise.reference.name, exercise.reference.read_bytes()) for exercise in course.exercises)
    names = tuple(exercise.name for exercise in course.exercises)
    with TaskGrader(Settings(course.root)) as unit:
        graded = list(unit.grade(Task("one", Snapshot(tuple(files)), names)))
    columns = {column.name for column in fields(NewResult)} - {"identity"}
    return [NewResult(identity=f"{i:032}", **{c: getattr(g, c) for c in columns}) for i, g in enumerate(graded)]


def row(name: str, entries: Sequence[NewResult], url: str, at_once: int, *, clients: int = 1) -> Keeping:
    """Measure clients that all keep so many learners at a time, and print a line of the table."""
    context = multiprocessing.get_context("spawn")
    begin, told = context.Barrier(clients + 1), context.SimpleQueue()
    count = 160 * at_once + 640
    with Gradebook(url, create=True):
        pass
    who = [f"{clients} {at_once} {client}" for client in range(clients)]
    running = [context.Process(target=keep, args=(url, w, entries, at_once, count, begin, told)) for w in who]
    for process in running:
        process.start()
    begin.wait()
    before, started = database_cpu(), time.perf_counter()
    own = sum(told.get() for _ in running)
    took = time.perf_counter() - started
    for process in running:
        process.join()
    theirs = database_cpu() - before
    kept = Keeping(*(one / (clients * count) for one in (took, own, theirs)))
    theirs_told = f"{1000 * kept.database:.2f} ms" if "://" in url else ""
    click.echo(f"| {name} | {1000 * kept.seconds:.2f} ms | {1000 * kept.client:.2f} ms | {theirs_told} |")
    return kept


def keep(url: str, who: str, entries: Sequence[NewResult], at_once: int, count: int, begin: Barrier, told: Any) -> None:
    """Keep results as grade_class does; tell the processor seconds that it took."""
    learners = [StoredAttempt(f"learner {who} {i}", "0" * 32, entries) for i in range(at_once + count)]
    with Gradebook(url, create=True) as gradebook:
        gradebook.record_all(learners[:at_once])  # prepares the statements
        begin.wait()
        own = time.process_time()
        for start in range(at_once, len(learners), at_once):
            gradebook.record_all(learners[start : start + at_once])
        told.put(time.process_time() - own)


def database_cpu() -> float:
    """Return the processor seconds so far of all that runs as PostgreSQL on this machine, or has run and ended."""
    spent = 0.0
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.name() == "postgres":
                times = process.cpu_times()
                spent += times.user + times.system + times.children_user + times.children_system
    return spent


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))
