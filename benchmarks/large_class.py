"""Measure what a class costs the program that grades it, but for the grading: memory, and a run that finds nothing to do.

    python benchmarks/large_class.py [SIZE ...]

Each learner's files are the course's solutions, as links to one copy. The first run is given results instead of making
them: it reads each submission, keeps seven results for it, and forgets it, as with any engine. Then `grade submissions`
runs over the same class as it is. Both are separate processes, whose peak memory the system tells.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path

import click

from grader.classroom.cluster.scheduling import BATCH
from grader.classroom.gradebook.store import Gradebook
from grader.classroom.layouts import find_class
from grader.classroom.pipeline import grade_class
from grader.classroom.pool import Done
from grader.classroom.task import Settings, Task
from grader.classroom.task_grader import TaskGrader
from grader.core.course import load_course

ROOT = Path(__file__).parent.parent
SIZES = (1000, 10_000, 100_000)
_LINKS = 50_000  # to one file, are what a file system may allow


def make_class(folder: Path, size: int) -> Path:
    """Make a class whose every learner has handed in the solutions."""
    references = [exercise.reference for exercise in load_course(ROOT).exercises]
    for i in range(size):
        if i % _LINKS == 0:
            copy = folder.with_name(f"copy{i}")
            copy.mkdir()
            for reference in references:
                shutil.copy(reference, copy)
        (folder / f"learner{i:06}").mkdir(parents=True)
        for file in copy.iterdir():
            (folder / f"learner{i:06}" / file.name).hardlink_to(file)
    return folder


def keep(folder: Path, url: Path) -> None:
    """Go through a first run, with the results of one learner for all, in batches as a cluster gives them."""
    course = load_course(ROOT)

    def schedule(
        settings: Settings, exercises: Sequence[str], tasks: Iterator[Task], jobs: int, patience: float
    ) -> Iterator[Sequence[Done]]:
        batch: list[Done] = []
        graded = None
        for task in tasks:
            if graded is None:
                with TaskGrader(settings) as unit:
                    graded = list(unit.grade(task))
            batch.append(Done(task, list(graded)))
            if len(batch) == BATCH:
                yield batch
                batch = []
        yield batch

    with Gradebook(url, create=True) as gradebook:
        found = find_class(folder, course)
        outcome = grade_class(
            course, found, gradebook, Settings(course.root), course.exercises, allow_limited=True, schedule=schedule
        )
    assert outcome.graded == len(found.submissions)


def usage(pid: int) -> tuple[float, float]:
    """Wait for a process; return its processor seconds and its peak memory in MiB."""
    _, status, used = os.wait4(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def measure(work: Path, size: int) -> None:
    """Measure one size."""
    folder, url = make_class(work / str(size), size), work / f"{size}.sqlite"
    first = get_context("spawn").Process(target=keep, args=(folder, url))
    first.start()
    assert first.pid
    kept, peak = usage(first.pid)
    started = time.monotonic()
    command = [sys.executable, "-m", "grader", "submissions", str(folder), "--gradebook", str(url)]
    again, peak_again = usage(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid)
    click.echo(
        f"| {size:,} | {peak:.0f} MiB | {1000 * kept / size:.2f} ms | {peak_again:.0f} MiB | {1000 * again / size:.2f} ms | "
        f"{time.monotonic() - started:.1f} s |"
    )


def main() -> None:
    """Measure each size."""
    click.echo("| learners | first run | besides grading, each | unchanged | each | took |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for size in map(int, sys.argv[1:] or SIZES):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), size)


if __name__ == "__main__":
    main()
