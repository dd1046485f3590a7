"""Grade a class and print the figures side by side: ours, the bare calls, one pytest or JSONTestRunner a submission.

    python benchmarks/class_of_200.py [--size N] [--sample N] [--pairs N] [--linear N]

The class is made again each time: 70 % right, in the styles of tests/submissions/right, 30 % wrong, each with a known
mistake in one exercise; of all, 1 % hang. The bare calls and ours are measured in turn, `--pairs N` times, and the ratio
is given with its minimum and maximum: a wide range means that other programs ran. `--linear N` grades a class of N too.
Run it on a quiet machine, with the group `tests` and gradescope-utils installed.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from grader.classroom.files import Snapshot
from grader.classroom.layouts import find_class, stems_of
from grader.core.course import Course, load_course
from grader.grading.grader import Grader
from grader.grading.session import SuiteSession
from grader.sandbox.sandbox import Sandbox
from grader.submissions.submission import Submission
from grader.suite.plugin import CheckRun
from grader.suite.proxy import Direct, Proxy, copied, record_of

ROOT = Path(__file__).parent.parent
STEMS = ("ex1_sigmoid", "ex2_loss", "ex3_gradient", "ex4_update", "ex5_loop")
PR_SET_CHILD_SUBREAPER = 36
HANGING = "def update(w, b, gw, gb, eta):\n    while True:\n        pass\n"


def make_class(folder: Path, size: int) -> int:
    """Write a class of `size`; return how many hang."""
    styles = sorted(path for path in (ROOT / "tests" / "submissions" / "right").iterdir() if path.is_dir())
    mistakes = sorted(p for stem in STEMS for p in (ROOT / "solutions" / "mistakes" / stem).glob("*.py"))
    hanging = 0
    for i in range(size):
        student = folder / f"learner{i:05}"
        student.mkdir(parents=True)
        for stem in STEMS:
            shutil.copyfile(ROOT / "solutions" / f"{stem}.py", student / f"{stem}.py")
        if i % 10 < 7:
            for path in styles[i % len(styles)].iterdir():
                if path.is_file() and not path.stem.startswith(("ex6", "ex7")):
                    (student / f"{path.stem}.py").unlink(missing_ok=True)
                    shutil.copyfile(path, student / path.name)
        else:
            mistake = mistakes[i * 7 % len(mistakes)]
            shutil.copyfile(mistake, student / f"{mistake.parent.name}.py")
        if i % 100 == 50:
            (student / "ex4_update.py").write_text(HANGING)
            hanging += 1
    return hanging


class Recording(SuiteSession):
    """A session that keeps every call that is made to a submission."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[tuple[str, tuple[Any, ...]]] = []

    def run(
        self, suite: Path, submission: Proxy, reference: Proxy, seed: int, only: Sequence[str] | None = None
    ) -> Iterator[CheckRun]:
        """Keep the calls of a check."""
        for run in super().run(suite, submission, reference, seed, only):
            if not isinstance(record_of(submission).caller, Direct):
                self.calls += [(call.function, call.arguments) for call in run.calls]
            yield run


def record(course: Course, snapshots: Sequence[Snapshot]) -> list[dict[str, list[tuple[str, tuple[Any, ...]]]]]:
    """Return the calls that grading makes, by submission and stem."""
    session, found = Recording(), []
    with Sandbox() as sandbox, Grader(course, sandbox, session) as grader:
        for snapshot in snapshots:
            calls = {}
            for exercise in course.exercises[: len(STEMS)]:
                session.calls = []
                grader.grade(exercise, Submission(snapshot), 1)
                calls[exercise.stem] = session.calls
            found.append(calls)
    return found


def bare(snapshots: Sequence[Snapshot], calls: Sequence[dict[str, list[tuple[str, tuple[Any, ...]]]]]) -> float:
    """Return the processor seconds of the same calls in this process: sources run, functions called, no more."""
    prepared = [{stem: [(f, copied(list(a))) for f, a in made] for stem, made in by.items()} for by in calls]
    started = time.process_time()
    with Path(os.devnull).open("w") as nowhere:
        out, err = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = nowhere
        try:
            for snapshot, by in zip(snapshots, prepared, strict=True):
                submission = Submission(snapshot)
                for stem, made in by.items():
                    namespace = load(submission, stem)
                    for function, arguments in made:
                        try:
                            namespace[function](*arguments)
                        except Exception:  # a wrong submission
                            continue
        finally:
            sys.stdout, sys.stderr = out, err
            forget()
    return time.process_time() - started


def load(submission: Submission, stem: str) -> dict[str, Any]:
    """Run a submission's module as Python would, with the modules that it imports."""
    forget()
    sys.meta_path.insert(0, Finder(submission))
    try:
        return vars(__import__(stem))
    except Exception:
        return {}
    finally:
        del sys.meta_path[0]


def forget() -> None:
    """Forget every module of a submission."""
    for name in [name for name, module in sys.modules.items() if getattr(module, "__handed_in__", False)]:
        del sys.modules[name]


class Finder:
    """Imports a submission's files."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        """Find a module among the files."""
        from importlib.machinery import ModuleSpec

        found = self._submission.find(name) if "." not in name else None
        return ModuleSpec(name, self) if found else None  # type: ignore[arg-type]

    def create_module(self, spec: object) -> None:
        """Leave it to Python."""

    def exec_module(self, module: ModuleType) -> None:
        """Run the file's cells."""
        module.__handed_in__ = True  # type: ignore[attr-defined]
        found = self._submission.find(module.__name__)
        assert found
        for label, source in found.cells:
            lines = [line for line in source.split("\n") if not line.lstrip().startswith(("%", "!"))]
            try:
                exec(compile("\n".join(lines), label, "exec"), vars(module))
            except Exception:
                if not found.notebook:
                    raise


def graded(folder: Path, out: Path) -> tuple[float, float, float, dict[str, Any]]:
    """Grade a class as a process; return wall and processor seconds, the parent's peak MiB, and its JSON's sums."""
    command = [sys.executable, "-m", "grader", "submissions", str(folder), "--out", str(out), "--exercise", "all"]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    peak = 0.0
    with ThreadPoolExecutor() as pool:
        said = pool.submit(process.communicate)
        while not said.done():
            peak = max(peak, high_water(process.pid))
            time.sleep(0.05)
    wall = time.perf_counter() - started
    reap_orphans()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode in (0, 1), said.result()[1]
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, peak, {"last": said.result()[0].splitlines()[-1]}


def reap_orphans() -> None:
    """Wait for what the process left behind, so that its processor time is counted too."""
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def high_water(pid: int) -> float:
    """Return the peak memory of a process, in MiB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


CONFTEST = """
import importlib, random as random_module, sys
import pytest
sys.path[:0] = [{folder!r}]
def pytest_configure(config):
    config.addinivalue_line("markers", "check(**_): a check of a suite")
def load(request):
    return importlib.import_module(request.module.__name__.rpartition("test_")[2])
@pytest.fixture
def submission(request):
    return load(request)
@pytest.fixture
def reference(request):
    return load(request)
@pytest.fixture
def random(request):
    return random_module.Random(f"1:{{request.node.name}}")
"""
UNITTEST = """
import importlib, json, sys, unittest
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
sys.path.insert(0, {folder!r})
CASES = json.load(open({cases!r}))
def make(stem, function, arguments, expected):
    @weight(1)
    def test(self):
        self.assertEqual(repr(getattr(importlib.import_module(stem), function)(*arguments)), expected)
    return test
class Test(unittest.TestCase):
    pass
for i, case in enumerate(CASES):
    setattr(Test, f"test_{{i}}", make(*case))
JSONTestRunner(stream=open({out!r}, "w")).run(unittest.defaultTestLoader.loadTestsFromTestCase(Test))
"""


def processes(folders: Sequence[Path], command: Callable[[Path, Path], list[str]], jobs: int) -> float:
    """Return the wall seconds for a submission where each has its own process, `jobs` at once."""

    def run(folder: Path) -> None:
        with tempfile.TemporaryDirectory() as work:
            subprocess.run(command(folder, Path(work)), cwd=work, capture_output=True, check=False, timeout=300)

    started = time.perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(run, folders))
    return (time.perf_counter() - started) / len(folders)


def by_pytest(folder: Path, work: Path) -> list[str]:
    """Prepare plain pytest on the same suites."""
    for stem in STEMS:
        shutil.copyfile(ROOT / "solutions" / "suites" / f"test_{stem}.py", work / f"test_{stem}.py")
    (work / "conftest.py").write_text(CONFTEST.format(folder=str(folder)))
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]


def by_gradescope_utils(cases: Path) -> Callable[[Path, Path], list[str]]:
    """Prepare JSONTestRunner on some thirty of the same calls."""

    def prepare(folder: Path, work: Path) -> list[str]:
        text = UNITTEST.format(folder=str(folder), cases=str(cases), out=str(work / "results.json"))
        (work / "run_tests.py").write_text(text)
        return [sys.executable, str(work / "run_tests.py")]

    return prepare


def main() -> None:
    """Print the table."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=200)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--linear", type=int, default=0)
    options = parser.parse_args()
    jobs = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as work_:
        work = Path(work_)
        whole = load_course(ROOT)
        hanging = make_class(work / "class", options.size)
        click.echo(f"{options.size} submissions, {hanging} of them hanging; {jobs} cores")
        wall, cpu, peak, told = graded(work / "class", work / "grades")
        click.echo(
            f"grade submissions          {wall:8.2f} s wall {cpu:8.2f} s CPU  parent {peak:.0f} MiB   {told['last']}"
        )
        again, cpu_again, _, told = graded(work / "class", work / "grades")
        click.echo(f"the same again             {again:8.2f} s wall {cpu_again:8.2f} s CPU  {100 * again / wall:.2f} %")
        calm = work / "calm"
        shutil.copytree(work / "class", calm)
        for i in range(50, options.size, 100):
            shutil.rmtree(calm / f"learner{i:05}")
        n = len(list(calm.iterdir()))
        handed = islice(find_class(calm, whole).submissions, options.sample * 5)
        snapshots = [h.snapshot(stems_of(whole))[0] for h in handed]
        calls, ratios, walls, start_cpu = record(whole, snapshots), [], [], 0.0
        for pair in range(options.pairs):
            cost = bare(snapshots, calls) / len(snapshots)
            wall, cpu, _, _ = graded(calm, work / f"calm-grades-{pair}")
            _, start_cpu, _, _ = graded_one(calm, work / f"start-{pair}")
            walls.append(wall)
            ratios.append((cpu - start_cpu) / (n - 1) / cost)
            click.echo(
                f"pair {pair + 1}: the bare calls {1000 * cost:6.1f} ms CPU each, ours "
                f"{1000 * (cpu - start_cpu) / (n - 1):6.1f} ms without the start ({start_cpu:.2f} s), {wall:.2f} s wall "
                f"for all: {ratios[-1]:.2f} times"
            )
        wall = statistics.median(walls)
        click.echo(
            f"ours is {statistics.median(ratios):.2f} times the bare calls; {len(ratios)} pairs, "
            f"from {min(ratios):.2f} to {max(ratios):.2f}"
        )
        folders = sorted(calm.iterdir())[: options.sample]
        cases = work / "cases.json"
        cases.write_text(json.dumps(some_cases(whole)))
        for name, command in (("pytest", by_pytest), ("JSONTestRunner", by_gradescope_utils(cases))):
            for at_once in sorted({1, jobs}):
                each = processes(folders, command, at_once)
                click.echo(
                    f"one {name} each, {at_once} at once".ljust(34)
                    + f"{each:.3f} s wall each, {each * n:.1f} s for all: {each * n / wall:.1f} times ours"
                )
        if options.linear:
            make_class(work / "large", options.linear)
            for i in range(50, options.linear, 100):
                shutil.rmtree(work / "large" / f"learner{i:05}")
            many = len(list((work / "large").iterdir()))
            wall, cpu_large, peak, _ = graded(work / "large", work / "large-grades")
            each = 1000 * (cpu_large - start_cpu) / many
            click.echo(f"{many} submissions: {wall:.1f} s wall, {each:.1f} ms CPU each, parent {peak:.0f} MiB")
            again, *_ = graded(work / "large", work / "large-grades")
            click.echo(f"the same again: {again:.2f} s, {100 * again / wall:.2f} %")


def graded_one(calm: Path, work: Path) -> tuple[float, float, float, dict[str, Any]]:
    """Grade one submission in a new folder: what starting costs."""
    shutil.copytree(sorted(calm.iterdir())[0], work / "class" / "first")
    return graded(work / "class", work / "grades")


def some_cases(course: Course) -> list[Any]:
    """Return some thirty calls with their right answers."""
    from grader.core.content import load_module

    solution = Snapshot(tuple((f"{stem}.py", (ROOT / "solutions" / f"{stem}.py").read_bytes()) for stem in STEMS))
    found = []
    for stem, made in record(course, [solution])[0].items():
        module = load_module(ROOT / "solutions", stem)
        found += [[stem, f, a, repr(getattr(module, f)(*copied(list(a))))] for f, a in made[:6]]
    return found


if __name__ == "__main__":
    main()
