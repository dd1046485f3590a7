"""Measure a cluster beside the local engine, what a submission costs each part, and from that what 1,000 workers give.

    python benchmarks/cluster.py [--size N] [--many N]

A scheduler and its workers are started on this machine. The class is that of class_of_200.py without those that hang.
Throughput is a slope between two sizes on warm workers, so starting is not in it. What the engine itself costs is measured
on `--many` learners who handed in nothing for the exercise: all is done for them but grading. The model takes the
processor seconds measured here; with --many 10000 the figures are those of docs/scale.md. Run it on a quiet machine.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

import click
import psutil
from class_of_200 import make_class

from grader.classroom.layouts import find_class, stems_of
from grader.classroom.unit import Settings, Task, Unit
from grader.cluster.dealing import BATCH
from grader.cluster.packing import pack
from grader.course import load_course
from grader.gradebook.store import Attempt, Entry, Gradebook

ROOT = Path(__file__).parent.parent
# as docs/scale.md advises
SETTINGS = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "10",
}
WORKERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass
class Run:
    """What one run of the client cost, in seconds; memory in MiB."""

    seconds: float = 0.0
    client: float = 0.0
    scheduler: float = 0.0
    workers: float = 0.0
    """Of the workers' own processes: taking batches in, handing results back."""
    grading: float = 0.0
    client_memory: float = 0.0
    scheduler_memory: float = 0.0


class Cluster:
    """A scheduler and workers on this machine."""

    def __init__(self, workers: int, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{port}"
        self.scheduler = self._start("dask_scheduler", "--port", str(port), "--host", "127.0.0.1", "--no-dashboard")
        options = ("--nthreads", "1", "--local-directory", str(folder), "--host", "127.0.0.1", "--no-dashboard")
        self.nannies = [self._start("dask_worker", self.address, *options) for _ in range(workers)]
        from distributed import Client

        with Client(self.address, timeout=60, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(workers, timeout=60)

    def _start(self, module: str, *arguments: str) -> psutil.Process:
        command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
        environment = {**os.environ, **SETTINGS}
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        return psutil.Process(process.pid)

    def cpu(self) -> tuple[float, float, float]:
        """Return the processor seconds so far of the scheduler, of the workers themselves, and of grading."""
        own = grading = 0.0
        for nanny in self.nannies:
            own += seconds(nanny)
            for child in nanny.children():
                own += seconds(child)
                for below in child.children(recursive=True):
                    grading += seconds(below) + below.cpu_times().children_user + below.cpu_times().children_system
        return seconds(self.scheduler), own, grading

    def run(self, folder: Path, out: Path, *options: str) -> Run:
        """Grade a class on it."""
        before = self.cpu()
        run = client(folder, out, "--engine", "dask", "--scheduler", self.address, *options)
        run.scheduler, run.workers, run.grading = (b - a for a, b in zip(before, self.cpu(), strict=True))
        run.scheduler_memory = high_water(self.scheduler.pid)
        return run

    def end(self) -> None:
        """End it."""
        for process in [*self.nannies, self.scheduler]:
            for member in [*process.children(recursive=True), process]:
                if member.is_running():
                    member.kill()


@contextmanager
def cluster(workers: int, folder: Path) -> Iterator[Cluster]:
    """Give a cluster with warm workers, and end it."""
    made = Cluster(workers, folder)
    try:
        yield made
    finally:
        made.end()


def seconds(process: psutil.Process) -> float:
    """Return the processor seconds of a process itself."""
    times = process.cpu_times()
    return float(times.user + times.system)


def high_water(pid: int) -> float:
    """Return the peak memory of a process, in MiB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def client(folder: Path, out: Path, *options: str) -> Run:
    """Grade a class as a process; its processor seconds hold those of its children."""
    with tempfile.TemporaryFile("w+") as said:
        command = [sys.executable, "-m", "grader", "submissions", str(folder), "--out", str(out), *options]
        process = subprocess.Popen([*command, "--format", "json"], stdout=said, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        assert process.returncode in (0, 1), process.returncode
        said.seek(0)
        told = json.loads(said.read())
    assert not told["not_graded"]
    return Run(told["seconds"], usage.ru_utime + usage.ru_stime, client_memory=usage.ru_maxrss / 1024)


def slope(small: Run, large: Run, by: int) -> Run:
    """Return what one submission more costs."""
    pairs = zip(vars(large).values(), vars(small).values(), strict=True)
    return Run(*((b - a) / by for b, a in pairs))


def classes(folder: Path, size: int) -> tuple[Path, Path, int]:
    """Make two classes, the smaller one a quarter of the other; return the difference in size."""
    for name, of in (("large", size), ("small", size // 4)):
        make_class(folder / name, of)
        for i in range(50, of, 100):
            shutil.rmtree(folder / name / f"learner{i:05}")
    made = [len(list((folder / name).iterdir())) for name in ("large", "small")]
    return folder / "small", folder / "large", made[0] - made[1]


def idle_class(folder: Path, size: int) -> Path:
    """Make a class of learners whose files are not what is asked for: 5 kB each, as a submission has."""
    for i in range(size):
        (folder / f"learner{i:06}").mkdir(parents=True)
        (folder / f"learner{i:06}" / "notes.py").write_text(f"# {i}\n" + "# nothing\n" * 500)
    return folder


@dataclass
class Keeping:
    """What it takes to keep one learner's seven results, in seconds."""

    seconds: float
    client: float
    database: float
    """Processor seconds of the database's own process; SQLite has none."""


def keeping(work: Path, folder: Path, url: str, at_once: int) -> Keeping:
    """Measure how results are kept that come so many learners at a time, as grade_class keeps them."""
    course = load_course(ROOT)
    handed = next(iter(find_class(folder, course).submissions))
    names = tuple(exercise.name for exercise in course.exercises)
    with Unit(Settings(course.root)) as unit:
        graded = list(unit.grade(Task("one", handed.snapshot(stems_of(course))[0], names)))
    columns = {column.name for column in fields(Entry)} - {"identity"}
    entries = [Entry(identity=f"{i:032}", **{c: getattr(g, c) for c in columns}) for i, g in enumerate(graded)]
    learners = [Attempt(f"learner {at_once} {i}", "0" * 32, entries) for i in range(20 * at_once + 800)]
    with Gradebook(url, create=True) as gradebook:
        gradebook.record_all(learners[:at_once])  # prepares the statements
        before = database_cpu()
        started, own = time.perf_counter(), time.process_time()
        for start in range(at_once, len(learners), at_once):
            gradebook.record_all(learners[start : start + at_once])
        took = (time.perf_counter() - started, time.process_time() - own, database_cpu() - before)
    return Keeping(*(one / (len(learners) - at_once) for one in took))


def database_cpu() -> float:
    """Return the processor seconds so far of all that runs as PostgreSQL on this machine."""
    return sum(seconds(process) for process in psutil.process_iter() if process.name() == "postgres")


@dataclass
class Parts:
    """What a submission costs each part, in seconds."""

    grading: float
    client: float
    scheduler: float
    database: float

    def throughput(self, workers: int, clients: float = 1, cores: int = 1) -> tuple[float, str]:
        """Return submissions a second, and the part that sets the limit: each is a server that works without pause."""
        rates = {
            "workers": workers / self.grading,
            "client": clients / self.client,
            "scheduler": 1 / self.scheduler,
            "database": cores / self.database if self.database else math.inf,
        }
        part = min(rates, key=lambda name: rates[name])
        return rates[part], part


def main() -> None:
    """Print the figures and the model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--many", type=int, default=10000)
    parser.add_argument("--postgresql", metavar="URL", help="an empty database: how fast it commits, too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.size, options.many, options.postgresql)


def measure(work: Path, size: int, many: int, postgresql: str | None) -> None:
    """Measure, and print each figure as it is there."""
    small, large, by = classes(work, size)
    click.echo(f"{by + size // 4} submissions; {len(os.sched_getaffinity(0))} cores; course parcel {len(pack(ROOT))} B")
    for jobs in ("1", "2"):
        runs = [client(path, work / f"l{jobs}{path.name}", "--jobs", jobs) for path in (small, large)]
        each = slope(*runs, by)
        show(f"local, {jobs} processes", each, each.client)
    full = Run()
    for workers in (1, 2):
        with cluster(workers, work / "dask") as made:
            made.run(small, work / f"w{workers}")  # warms them
            runs = [made.run(path, work / f"d{workers}{path.name}") for path in (small, large)]
        full = slope(*runs, by)
        show(f"dask, {workers} workers", full, full.client + full.scheduler + full.workers + full.grading)
    overhead = engine_alone(work, many)
    kept = Keeping(0.0, 0.0, 0.0)
    for url in filter(None, (str(work / "kept.sqlite"), postgresql)):
        for at_once in (1, BATCH):
            kept = keeping(work, small, url, at_once)
            click.echo(
                f"a learner's seven results, {at_once} at a time, {url.partition(':')[0]}: {1000 * kept.seconds:.2f} ms "
                f"({1000 * kept.client:.2f} ms of the client, {1000 * kept.database:.2f} ms of PostgreSQL)"
            )
    ours = overhead.client + overhead.scheduler + overhead.workers
    click.echo(
        f"overhead {1000 * ours:.2f} ms of {1000 * full.grading:.1f} ms grading: {100 * ours / full.grading:.1f} %"
    )
    # the client waits while the database writes
    model(Parts(full.grading + overhead.workers, overhead.client + kept.seconds, overhead.scheduler, kept.database))


def engine_alone(work: Path, many: int) -> Run:
    """Return what a submission costs each part where nothing is graded, and print the memory at both sizes."""
    tenth, whole = idle_class(work / "tenth", many // 10), idle_class(work / "many", many)
    one = ("--exercise", load_course(ROOT).exercises[0].name)
    with cluster(2, work / "dask") as made:
        made.run(tenth, work / "e0", *one)
        runs = [made.run(path, work / f"e{path.name}", *one) for path in (tenth, whole)]
    for count, run in zip((many // 10, many), runs, strict=True):
        click.echo(
            f"{count:6} submissions, nothing graded: client {run.client_memory:.0f} MiB, "
            f"scheduler {run.scheduler_memory:.0f} MiB, {count / run.seconds:.0f} a second"
        )
    each = slope(*runs, many - many // 10)
    show("nothing graded", each, each.client + each.scheduler + each.workers + each.grading)
    return each


def show(name: str, each: Run, cpu: float) -> None:
    """Print what one submission costs."""
    parts = f"client {1000 * each.client:.2f}, scheduler {1000 * each.scheduler:.2f}, workers {1000 * each.workers:.2f}"
    click.echo(f"{name:20} {1 / each.seconds:7.1f} a second; {1000 * cpu:6.1f} ms CPU each ({parts}, "
               f"grading {1000 * each.grading:.1f})")  # fmt: skip


def model(parts: Parts, counts: Sequence[int] = WORKERS) -> None:
    """Print the curve."""
    click.echo("model: " + ", ".join(f"{name} {1000 * cost:.2f} ms" for name, cost in vars(parts).items()))
    for workers in counts:
        rate, part = parts.throughput(workers)
        click.echo(f"{workers:5} workers {rate:8.1f} a second, {1e6 / rate / 3600:7.2f} h a million, limited by {part}")
    rate, part = parts.throughput(1000, clients=10, cores=8)
    click.echo(
        f" 1000 workers {rate:8.1f} a second with ten clients and eight cores for the database, limited by {part}"
    )
    for name in ("client", "scheduler", "database"):
        if cost := getattr(parts, name):
            click.echo(f"{name} is full at {parts.grading / cost:.0f} workers")
    click.echo(f"one million: {1e6 * parts.grading / 3600:.0f} core hours")


if __name__ == "__main__":
    main()
