"""Measure the main job: a cold `grade exercise 4`, a worker, a call, memory, and what the suites cost.

    python benchmarks/main_job.py [REPEATS]

Both sides of a ratio are measured in turn, in one run; figures are medians. Run it on a quiet machine, with the grader
installed in the Python that runs it.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
# gives a suite the reference by plain import: no isolation, no proxy
CONFTEST = """
import random as random_module
import sys

import pytest

sys.path.insert(0, {solutions!r})
import {stem}

def pytest_configure(config):
    config.addinivalue_line("markers", "check(**_): a check of a suite")

@pytest.fixture
def submission():
    return {stem}

@pytest.fixture
def reference():
    return {stem}

@pytest.fixture
def random(request):
    return random_module.Random(f"1:{{request.node.name}}")
"""


def main() -> None:
    """Print every figure."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    cold(repeats)
    worker(repeats)
    memory()
    suites()


def timed(function: Callable[[], Any]) -> float:
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    function()
    return time.perf_counter() - started


def cold(repeats: int) -> None:
    """Measure `grade exercise 4` against plain pytest on the same suite, whole processes."""
    with tempfile.TemporaryDirectory() as folder:
        suite = Path(folder) / "test_ex4_update.py"
        shutil.copy(ROOT / "solutions" / "suites" / suite.name, suite)
        conftest = CONFTEST.format(solutions=str(ROOT / "solutions"), stem="ex4_update")
        (Path(folder) / "conftest.py").write_text(conftest)
        grade = [str(Path(sys.executable).parent / "grade"), "exercise", "4", str(ROOT / "solutions")]
        plain = [sys.executable, "-m", "pytest", "-q"]

        # the other side as it comes, and without the plugins that happen to be installed beside it
        sides = {"grade": (grade, {}), "pytest": (plain, {}), "bare": (plain, {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"})}

        def run(command: list[str], more: dict[str, str]) -> None:
            environment = {**os.environ, **more}
            done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr

        times: dict[str, list[float]] = {name: [] for name in sides}
        for turn in range(repeats + 1):
            for name, side in sides.items():
                seconds = timed(lambda side=side: run(*side))  # type: ignore[misc]
                if turn:
                    times[name].append(seconds)
        ours, theirs, bare = (statistics.median(times[name]) * 1000 for name in sides)
        print(
            f"grade exercise 4, cold: {ours:.0f} ms; python -m pytest -q: {theirs:.0f} ms; ratio {ours / theirs:.2f}; "
            f"without plugins: {bare:.0f} ms; ratio {ours / bare:.2f}"
        )


def worker(repeats: int) -> None:
    """Measure a worker getting ready, and a call, from a warm launcher."""
    from grader.core.course import Limits, load_course
    from grader.sandbox.client import Worker
    from grader.sandbox.fork_server import ForkServer

    text = (ROOT / "solutions" / "ex4_update.py").read_text()

    def source(name: str) -> Any:
        return ((("ex4_update.py", text),), False) if name == "ex4_update" else None

    with ForkServer() as launcher:
        launcher.prepare([m for m in load_course(ROOT).modules if m != "numpy"])
        ready, calls = [], []
        for _ in range(repeats + 3):
            started = time.perf_counter()
            one = Worker(launcher, Limits(), 10, source, lambda text: None)
            one.load("ex4_update", ["update"], 1)
            ready.append(time.perf_counter() - started)
            arguments = ([1.0, 2.0], 0.5, [0.1, 0.2], 0.3, 0.5)
            calls.append(
                timed(lambda one=one, arguments=arguments: [one.call("update", arguments) for _ in range(200)]) / 200
            )  # type: ignore[misc]
            one.close()
    print(f"worker ready to answer, file loaded: {statistics.median(ready[3:]) * 1000:.1f} ms")
    print(f"a call with small values: {statistics.median(calls[3:]) * 1e6:.0f} us")


def memory() -> None:
    """Measure the peak memory of everything that `grade exercise 4` starts: shared pages are counted once (PSS)."""
    grade = [str(Path(sys.executable).parent / "grade"), "exercise", "4", str(ROOT / "solutions")]
    process = subprocess.Popen(grade, stdout=subprocess.DEVNULL)
    peak = 0
    while process.poll() is None:
        peak = max(peak, sum(_pss(pid) for pid in _family(process.pid)))
        time.sleep(0.002)
    print(f"peak memory of grader, launcher and worker together: {peak / 1024:.0f} MB")


def _family(pid: int) -> list[int]:
    found = [pid]
    try:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found += _family(int(child))
    except OSError:
        pass
    return found


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def suites() -> None:
    """Measure the processor time of the calls that each suite makes, on the reference, with nothing around them."""
    from grader.core.content import load_module
    from grader.core.course import load_course
    from grader.grading.session import SuiteSession
    from grader.suite.proxy import Direct, Proxy

    course = load_course(ROOT)
    total = 0.0
    with SuiteSession() as session:
        for exercise in course.exercises:
            module = load_module(exercise.reference.parent, exercise.stem)
            functions = {name: getattr(module, name) for name in exercise.functions}
            direct = Direct(functions)
            reference, submission = Proxy(exercise.functions, direct), Proxy(exercise.functions, direct)
            calls = [c for run in session.run(exercise.suite, submission, reference, 1) for c in run.calls]
            cost = min(_cpu(lambda: [functions[c.function](*c.arguments) for c in calls]) for _ in range(10))  # noqa: B023
            total += cost if exercise.points else 0
            print(f"bare calls of exercise {exercise.number} ({len(calls)} calls): {cost * 1000:.1f} ms of CPU")
    print(f"together, exercises that count: {total * 1000:.1f} ms")


def _cpu(function: Callable[[], Any]) -> float:
    started = time.process_time()
    function()
    return time.process_time() - started


if __name__ == "__main__":
    os.environ.pop("PYTEST_ADDOPTS", None)
    main()
