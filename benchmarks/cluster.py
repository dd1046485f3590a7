"""Measure a cluster beside the local engine, what a submission costs each part, and from that what 1,000 workers give.

    python benchmarks/cluster.py [--size N] [--many N]

A scheduler and its workers are started on this machine. The class is that of class_of_200.py without those that hang.
Throughput is a slope between two sizes on warm workers, so starting is not in it. What the engine itself costs is measured
on `--many` learners who handed in nothing for the exercise: all is done for them but grading. The model takes the
processor seconds measured here. What is printed are the lines of docs/scale.md: run it on a quiet machine, --size 120 --many 10000.
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
import psutil
import storage
from class_of_200 import make_class

from grader.classroom.cluster.packing import pack
from grader.core.course import load_course

ROOT = Path(__file__).parent.parent
# as docs/scale.md advises
SETTINGS = {
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "10",
}
COUNTS = (
    (1, 1, 1),
    (2, 1, 1),
    (5, 1, 1),
    (10, 1, 1),
    (20, 1, 1),
    (50, 1, 1),
    (100, 1, 1),
    (100, 4, 1),
    (200, 4, 1),
    (500, 10, 2),
    (1000, 10, 8),
)
"""Workers, clients, and cores of the database."""


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
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), options.size, options.many)


def measure(work: Path, size: int, many: int) -> None:
    """Print the tables of docs/scale.md, each line as it is there."""
    small, large, by = classes(work, size)
    click.echo(
        f"{by + size // 4} submissions; {len(os.sched_getaffinity(0))} cores; course parcel {len(pack(ROOT))} B\n"
    )
    click.echo("| measured | submissions per second | processor time each |\n| --- | --- | --- |")
    for jobs in (1, 2):
        runs = [client(path, work / f"l{jobs}{path.name}", "--jobs", str(jobs)) for path in (small, large)]
        each = slope(*runs, by)
        show(f"local engine, {jobs} process{'es' * (jobs > 1)}", each, f"{1000 * each.client:.0f} ms")
    full = Run()
    for workers in (1, 2):
        with cluster(workers, work / "dask") as made:
            made.run(small, work / f"w{workers}")  # warms them
            runs = [made.run(path, work / f"d{workers}{path.name}") for path in (small, large)]
        full = slope(*runs, by)
        show(f"Dask, {workers} worker{'s' * (workers > 1)}", full, parts(full, 1))
    overhead = engine_alone(work, many)
    kept = storage.measure(work)
    click.echo()
    ours = overhead.client + overhead.scheduler + overhead.workers
    click.echo(
        f"Without grading: {1000 * ours:.1f} ms a submission, {100 * ours / full.grading:.1f} % of grading one.\n"
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
    each = slope(*runs, many - many // 10)
    show("Dask, 2 workers, nothing to grade", each, parts(each, 2))
    click.echo("\n| submissions, nothing to grade | the client's memory | the scheduler's |\n| --- | --- | --- |")
    for count, run in zip((many // 10, many), runs, strict=True):
        click.echo(f"| {count:,} | {run.client_memory:.0f} MiB | {run.scheduler_memory:.0f} MiB |")
    click.echo()
    return each


def parts(each: Run, digits: int) -> str:
    """Say what one submission costs on a cluster, in all and by part."""
    costs = {"client": each.client, "scheduler": each.scheduler, "workers": each.workers, "grading": each.grading}
    told = ", ".join(f"{name} {1000 * cost:.{digits}f}" for name, cost in costs.items())
    return f"{1000 * sum(costs.values()):.{digits}f} ms: {told}"


def show(name: str, each: Run, costs: str) -> None:
    """Print what one submission costs."""
    rate = 1 / each.seconds
    click.echo(f"| {name} | {rate:.{0 if rate >= 100 else 1}f} | {costs} |")


def model(parts: Parts, counts: Sequence[tuple[int, int, int]] = COUNTS) -> None:
    """Print the curve."""
    n, c, s, d = (cost or math.nan for cost in vars(parts).values())
    click.echo(f"min(n / {n:.4f}, c / {c:.4f}, 1 / {s:.5f}, d / {d:.5f})\n")
    click.echo("| workers | clients | database cores | submissions per second | time for a million | limited by |")
    click.echo("| --- | --- | --- | --- | --- | --- |")
    for workers, clients, cores in counts:
        rate, part = parts.throughput(workers, clients, cores)
        hours = 1e6 / rate / 3600
        took = f"{hours:.1f} h" if hours >= 2 else f"{60 * hours:.0f} min"
        click.echo(f"| {workers:,} | {clients} | {cores} | {rate:,.0f} | {took} | {part} |")
    full = ", ".join(
        f"{name} at {n / cost:.0f}" for name, cost in (("client", c), ("scheduler", s), ("database core", d))
    )
    click.echo(f"\nFull at so many workers: {full}. A million: {1e6 * n / 3600:.0f} core hours.")


if __name__ == "__main__":
    main()
